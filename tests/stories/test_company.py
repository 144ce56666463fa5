"""A municipal company owns a goal as a committee does, and another committee contributes to it (R21, R60)."""

from datetime import date

from tests.documents.made import chapters, made
from tests.people import Town
from tests.stories.ways import adopt, indicators, review
from workflow.organisation.founding import add_unit
from workflow.states.command import Command
from workflow.states.perform import perform

WORDS = "Andelen hyresgäster som känner sig trygga ska vara minst 80 % år 2027"


def test_a_company_owns_a_goal_and_stands_in_the_closing_book(town: Town) -> None:
    with town.database.writing() as session:
        company = add_unit(session, town.clock, "BOAB", "Bostadsbolaget AB", "company", 1, at=town.now)
        home = town.find("goal_year", 2027)[0].id
        perform(session, Command("committee_year.begin", home, town.clock, at=town.now, unit=company))
    town.unit["BOAB"] = company
    for name, role in (("vera", "manager"), ("vd", "director")):
        town.seat(name, role, "BOAB")
    town.tick(date(2025, 11, 10))
    [year] = town.find("committee_year", unit="BOAB")
    goal = town.do("goal.draft", year.id, town.vera, goal=WORDS, met_when="När fyra av fem är trygga",
                   focus_areas=town.focus_areas()[:1], no_area_motive="Eget", responsible=town.vera.person).id  # fmt: skip
    town.do("indicator.add", goal, town.vera, name="Trygga", unit="procent", target=80, comparator="at_least")
    asked = town.do("contribution.ask", goal, town.vd, unit=town.unit["SN"], task="Grannsamverkan i två områden")
    town.seat("sara", "director", "SN")
    town.do("accept", asked.id, town.sara, promise="En tjänst till hösten")
    town.tick(date(2026, 3, 2))
    town.do("propose", goal, town.vd, realism="Ja", measurability="Hyresgästenkäten")
    review(town, goal)
    adopt(town, goal)
    assert town.case(goal).state == "adopted"
    assert [row.title for row in indicators(town, goal)] == ["Trygga"]
    document = made(town.database, "closing-book", 2027, town.today, town.clock.organisation)
    [(title, told)] = list(chapters(document))
    assert title == WORDS
    for words in ("Bostadsbolaget AB (kommunalt bolag)", "Socialnämnden", "Grannsamverkan i två områden", "En tjänst till hösten",
                  "minst 80 procent"):  # fmt: skip
        assert words in told, words
