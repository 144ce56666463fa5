"""Taking a step: what is refused and why, what is written, and that an act is all or nothing."""

from datetime import UTC, date, datetime

import pytest

from tests.people import Town, moment
from tests.states.good import GOOD
from tests.states.ways import everything, put, refused, take, trying
from workflow.facts import fact_of
from workflow.records.queries.events import said, timeline
from workflow.records.sql import run
from workflow.states.command import Command
from workflow.states.context import Unknown, Who
from workflow.states.perform import Refused, Stale, perform

MARCH = date(2026, 3, 2)
REWORDED = fact_of("wording", GOOD["wording"] | {"goal": "Fler ska ta examen i tid"})


@pytest.fixture
def goal(town: Town) -> int:
    """A draft by Maja, in March."""
    goal = town.goal()
    town.today = MARCH
    return goal


def test_the_event_tells_who_did_what_when_from_where_to_where(town: Town, goal: int) -> None:
    at = datetime(2026, 3, 31, 22, 30, 15, tzinfo=UTC)
    said_so = fact_of("proposal", GOOD["proposal"])
    with town.database.writing() as session:
        done = perform(session, Command("propose", goal, town.olle, said_so, at=at, effective=MARCH, request="req-1"))
    with town.database.reading() as session:
        event = timeline(session, town.clock.organisation, goal)[-1]
        request = run(session, "SELECT request FROM event WHERE organisation = 1 AND seq = ?", (done.seq,)).scalar_one()
    assert (event.seq, event.who, event.step, event.fact) == (done.seq, town.olle.person, "goal.propose", "proposal")
    assert (event.from_state, event.to_state, request) == ("draft", "proposed", "req-1")
    assert (event.recorded, event.effective) == ("2026-03-31T22:30:15+00:00", "2026-03-02")
    assert event.said == {"proposal": said_so.whole()}
    assert (done.case.state, done.case.since, done.case.taken["propose"]) == (
        "proposed",
        MARCH,
        [done.seq, "2026-03-02"],
    )


def test_without_a_day_of_its_own_it_counts_from_the_swedish_day_on_which_it_was_recorded(
    town: Town, goal: int
) -> None:
    at = datetime(2026, 3, 31, 22, 30, tzinfo=UTC)
    with town.database.writing() as session:
        case = perform(session, Command("propose", goal, town.olle, fact_of("proposal", GOOD["proposal"]), at=at)).case
    assert case.since == date(2026, 4, 1)


def test_every_reason_is_told_at_once(here: Town) -> None:
    with trying(here) as session:
        goal = put(session, here, "goal", "adopted", fact_of("wording", {"goal": "Mål"})).id
        with refused(
            "”Föreslå målet” kan inte göras nu: läget är ”Antaget” och ska vara ”Utkast”.",
            "”Föreslå målet” görs av ”Sektorchef” eller ”Nämndens ordförande”.",
            "Målet saknar fokusområde. Välj vad det stöder.",
            "Lägg till en indikator, eller skriv varför målet inte kan mätas och hur det följs upp ändå.",
            "Skriv i en mening när målet är nått: ändra utkastet först.",
        ):
            take(session, here, "propose", goal, here.maja, fact_of("proposal", {"realism": "Ja"}))


def test_a_form_with_nothing_in_it_is_refused_with_a_word(town: Town, goal: int) -> None:
    before = everything(town)
    with refused("Inget har angetts: fyll i formuläret."), town.database.writing() as session:
        take(session, town, "propose", goal, town.olle, day=MARCH)
    assert everything(town) == before


def test_another_form_than_the_row_asks_for_is_refused(here: Town) -> None:
    with trying(here) as session:
        goal = put(session, here, "goal", "smart_reviewed", steps={"decision": "prepare"}).id
        with refused("Målet har inte återremitterats av något organ."):
            take(session, here, "redraft", goal, here.olle)
        with refused("”Skriv om efter återremiss” har ett eget formulär, och detta är ett annat.",
                     "Målet har inte återremitterats av något organ."):  # fmt: skip
            take(session, here, "redraft", goal, here.olle, REWORDED)
        with refused("”Rätta en felaktig uppgift” har ett eget formulär, och detta är ett annat."):
            take(session, here, "correct", goal, here.maja, fact_of("comment", {"text": "Hej"}))


def test_a_verdict_or_code_that_the_model_does_not_know_is_refused(here: Town) -> None:
    with trying(here) as session:
        goal = put(session, here, "goal", "proposed").id
        indicator = put(session, here, "indicator", "in_force", parent=put(session, here, "goal", "forecast").id)
        criteria = [{"criterion": name, "holds": True} for name in here.model.criteria]
        known = "”Godkänt”, ”Godkänt med anmärkningar” eller ”Återlämnat”"
        with refused(f"”splendid” är inget utfall som ”Granska enligt SMART” kan få. Det kan få {known}.",
                     f"”splendid” finns inte i styrmodellens skala, som har {known}."):  # fmt: skip
            take(
                session,
                here,
                "review",
                goal,
                here.rut,
                fact_of("review", {"verdict": "splendid", "criteria": criteria}),
            )
        rows = [{"indicator": indicator.id, "missing": "lost", "reason": "Borta"}]
        with refused("”sideways” finns inte i styrmodellens skala, som har ”Bättre”, ”Oförändrat”, ”Sämre” eller "
                     "”Går inte att jämföra”.",
                     "”lost” finns inte i styrmodellens skala, som har ”Kan inte mätas än” eller ”Ej mätt”."):  # fmt: skip
            told = {"outlook": "partly", "trend": "sideways", "measured": rows}
            take(session, here, "forecast", indicator.parent, here.maja, fact_of("forecast", told), round="R1")


def test_a_repeated_step_is_taken_in_one_of_its_rounds(here: Town) -> None:
    told = fact_of("forecast", GOOD["forecast"])
    with trying(here) as session:
        goal = put(session, here, "goal", "action_planned").id
        with refused("Välj vilket tillfälle det gäller."):
            take(session, here, "forecast", goal, here.maja, told)
        with refused("”Lämna prognos” har inget tillfälle ”R9”."):
            take(session, here, "forecast", goal, here.maja, told, round="R9")
        with refused("”Kommentera” har inget tillfälle ”R9”."):
            take(session, here, "comment", goal, here.maja, fact_of("comment", GOOD["comment"]), round="R9")


def test_what_is_named_must_be_there_and_of_the_right_kind(here: Town) -> None:
    with trying(here) as session:
        draft = put(session, here, "goal", "draft").id
        stranger = {"responsible": here.charlie.person, "department": 99, "focus_areas": [draft], "target_area": 98}
        with refused(
            f"Fokusområde nummer {draft} finns inte här.",
            f"Person nummer {here.charlie.person} finns inte här.",
            "Målområde nummer 98 finns inte här.",
            "Enhet nummer 99 finns inte här.",
        ):
            take(session, here, "reword", draft, here.maja, fact_of("wording", GOOD["wording"] | stranger))


def test_a_step_of_another_level_is_no_step_of_the_case(here: Town) -> None:
    with trying(here) as session:
        goal = put(session, here, "goal", "draft").id
        activity = put(session, here, "activity", "planned", parent=goal).id
        for step, case in (("measure.cancel", activity), ("indicator.add", activity), ("indicator.add", None),
                           ("meeting.plan", goal), ("goal.fly", goal), ("draft", goal)):  # fmt: skip
            with pytest.raises(ValueError, match="no step"):
                take(session, here, step, case, here.maja, fact_of("motive", GOOD["motive"]))


def test_who_may_act_at_one_body_makes_nothing_at_another(here: Town) -> None:
    with trying(here) as session:
        for unit in ("KF", "SN", "KS"):
            said_so = fact_of("gathering", {"unit": here.unit[unit], "on": "2027-06-14"})
            with refused("”Lägg in ett sammanträde” görs av ”Nämndsekreterare” eller ”Kommunsekreterare”."):
                take(session, here, "meeting.plan", None, here.nils, said_so)
            assert take(session, here, "meeting.plan", None, here.stig, said_so).unit == here.unit[unit]
        own = fact_of("gathering", {"unit": here.unit["BUN"], "on": "2027-06-14"})
        assert take(session, here, "meeting.plan", None, here.nils, own).unit == here.unit["BUN"]


def test_a_case_that_is_not_there_or_not_ours_is_unknown(town: Town, goal: int) -> None:
    for case, who in ((goal, town.charlie), (9999, town.maja), (goal, Who(77, 1))):
        with pytest.raises(Unknown), town.database.writing() as session:
            take(session, town, "comment", case, who, fact_of("comment", GOOD["comment"]))


def test_an_act_with_one_refusal_in_the_middle_leaves_nothing(town: Town) -> None:
    goals = [town.goal(f"Mål {number} för skolan") for number in range(3)]
    town.do("propose", goals[1], town.olle, measurability="Ja", followed_how="Så")
    before = everything(town)
    with pytest.raises(Refused), town.database.writing() as session:
        for goal in goals:
            take(session, town, "propose", goal, town.olle, fact_of("proposal", GOOD["proposal"]), day=MARCH)
    assert everything(town) == before


def test_a_form_that_has_been_overtaken_is_stale_and_both_texts_are_there(town: Town, goal: int) -> None:
    seen = town.case(goal).version
    town.do("reword", goal, town.dina, goal="Dinas ord")
    before = everything(town)
    with pytest.raises(Stale) as stale, town.database.writing() as session:
        perform(session, Command("reword", goal, town.maja, REWORDED, at=moment(MARCH), expected_version=seen))
    assert everything(town) == before
    assert stale.value.case == town.case(goal)
    with town.database.reading() as session:
        theirs = said(session, town.clock.organisation, stale.value.case.facts)["wording"]["goal"]
    assert (theirs, REWORDED.whole()["goal"]) == ("Dinas ord", "Fler ska ta examen i tid")
    with town.database.writing() as session:
        again = perform(
            session,
            Command("reword", goal, town.maja, REWORDED, at=moment(MARCH), expected_version=stale.value.case.version),
        )
    assert again.case.title == "Fler ska ta examen i tid"


def test_remarks_are_stored_on_the_event_and_do_not_refuse(here: Town) -> None:
    with trying(here) as session:
        goal = put(session, here, "goal", "draft").id
        section = put(session, here, "decision", "logged", unit=here.unit["KF"]).id
        adopted = take(
            session, here, "adopt", goal, here.stig, fact_of("decision", {"verdict": "approved", "decision": section})
        )
        event = timeline(session, here.clock.organisation, goal)[-1]
    assert adopted.state == "adopted"
    assert [remark["text"] for remark in event.remarks] == [
        "Not reviewed by the quality control group.",
        "Not endorsed by the committee.",
        "Not prepared by the executive board.",
        "The committee has %(count)s goals; the model asks for %(quota)s.",
    ]
    assert event.remarks[-1]["values"] == {"count": "1", "quota": "5"}


def test_a_goal_that_moves_to_another_committee_leaves_its_department_and_responsible(here: Town) -> None:
    with trying(here) as session:
        wording = fact_of(
            "wording", GOOD["wording"] | {"department": here.unit["BUN"], "responsible": here.maja.person}
        )
        goal = put(session, here, "goal", "adopted", wording).id
        section = put(session, here, "decision", "logged", unit=here.unit["KF"]).id
        moved = take(
            session,
            here,
            "transfer",
            goal,
            here.stig,
            fact_of("transfer", {"unit": here.unit["SN"], "decision": section}),
        )
    assert (moved.unit, moved.department, moved.responsible) == (here.unit["SN"], None, None)
