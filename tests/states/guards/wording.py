"""What a goal must say before it is put forward, and how many there may be."""

from sqlalchemy.orm import Session

from tests.people import Town
from tests.states.good import GOOD
from tests.states.guards.shown import Told, shown
from tests.states.ways import put, says
from workflow.facts import fact_of


@shown("Målåret 2031 är inte öppet.")
def year_is_open(session: Session, town: Town) -> Told:
    for year in (2027, 2031):
        own = put(session, town, "committee_year", "open", year=year)
        yield says(session, "year_is_open", own.id, "goal.draft", town.maja)


@shown("Målet saknar målområde. Välj vad det följer av, eller ange varför det inte följer av något.")
def target_area_or_motive(session: Session, town: Town) -> Told:
    own = put(session, town, "committee_year", "open")
    area = put(session, town, "target_area", "proposed", fact_of("target_area", GOOD["target_area"]))
    for more in ({"target_area": area.id}, {}):
        said = fact_of("wording", {"goal": "Fler ska ta examen", **more})
        yield says(session, "target_area_or_motive", own.id, "goal.draft", town.maja, said)


@shown("Målet saknar fokusområde. Välj vad det stöder.")
def supports_focus_area(session: Session, town: Town) -> Told:
    for areas in (town.focus_areas()[:1], []):
        goal = put(session, town, "goal", "draft", fact_of("wording", GOOD["wording"] | {"focus_areas": areas}))
        yield says(session, "supports_focus_area", goal.id, "propose", town.olle)


@shown("Lägg till en indikator, eller skriv varför målet inte kan mätas och hur det följs upp ändå.")
def measurable_or_motivated(session: Session, town: Town) -> Told:
    measured, bare = (put(session, town, "goal", "draft").id for _ in range(2))
    put(session, town, "indicator", "planned", fact_of("indicator", GOOD["indicator"]), parent=measured)
    told = {"realism": "Ja", "measurability": "Trivsel syns inte i en siffra"}
    whole = fact_of("proposal", told | {"followed_how": "Rektorerna berättar i maj"})
    assert says(session, "measurable_or_motivated", bare, "propose", town.olle, whole) == ""
    for goal in (measured, bare):
        yield says(session, "measurable_or_motivated", goal, "propose", town.olle, fact_of("proposal", told))


@shown("Lägg till ett delmål för 2028, 2029.")
def milestones_for_every_year(session: Session, town: Town) -> Told:
    goal = put(session, town, "goal", "draft").id
    for years in ((2027, 2028, 2029), (2027,)):
        said = fact_of("proposal", {"until_year": 2029, "milestones": [{"year": year} for year in years]})
        yield says(session, "milestones_for_every_year", goal, "propose", town.olle, said)


@shown("Nämnden har redan så många mål som styrmodellen anger (5 av 5). Låt ett utgå, eller ange varför det är fler.")
def not_over_quota(session: Session, town: Town) -> Told:
    goal = put(session, town, "goal", "draft").id
    for state in ("proposed", "smart_reviewed", "adopted", "draft", "withdrawn", "rejected"):
        put(session, town, "goal", state)
    put(session, town, "goal", "adopted", unit=town.unit["SN"])
    put(session, town, "goal", "adopted")
    yield says(session, "not_over_quota", goal, "propose", town.olle)
    put(session, town, "goal", "proposed")
    yield says(session, "not_over_quota", goal, "propose", town.olle)


@shown("Nämnden har 4 mål; styrmodellen anger 5.")
def quota_is_exact(session: Session, town: Town) -> Told:
    goals = [put(session, town, "goal", "smart_reviewed").id for _ in range(5)]
    yield says(session, "quota_is_exact", goals[0], "endorse", town.nils)
    put(session, town, "goal", "withdrawn")
    four = [put(session, town, "goal", "smart_reviewed", unit=town.unit["SN"]).id for _ in range(4)]
    yield says(session, "quota_is_exact", four[0], "endorse", town.nils)


@shown("Återstår att bedöma: ”Realistiskt”, ”Tidsatt”.")
def every_criterion_judged(session: Session, town: Town) -> Told:
    goal = put(session, town, "goal", "proposed").id
    for names in (list(town.model.criteria), list(town.model.criteria)[:-2]):
        said = fact_of(
            "review", {"verdict": "passed", "criteria": [{"criterion": name, "holds": True} for name in names]}
        )
        yield says(session, "every_criterion_judged", goal, "review", town.rut, said)


@shown("Det finns redan 5 fokusområden.")
def at_most_five_in_force(session: Session, town: Town) -> Told:
    new = put(session, town, "focus_area", "proposed").id
    put(session, town, "focus_area", "in_force")
    put(session, town, "focus_area", "ended")
    yield says(session, "at_most_five_in_force", new, "decide", town.stig)
    put(session, town, "focus_area", "prolonged")
    yield says(session, "at_most_five_in_force", new, "decide", town.stig)
