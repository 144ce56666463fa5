"""The whole matrix: every level × state × step × person is allowed or refused for exactly the reasons that the rows give.

The expectation is made from the model's plain text (`rows.py`), not from the engine.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session

from tests.people import SEATS, Town, moment
from tests.states.rows import Row, Rows, choice, roles
from tests.states.ways import APRIL, put, told, trying
from workflow.records.case import Case
from workflow.states.context import Context, Unknown, Who, read
from workflow.states.permissions import named, refusals

BARE = {
    "can_take_it_over": "",
    "consequences_are_described": "",
    "measures_are_proposed": "",
    "measure_is_whole": "",
    "reason_when_before_its_matter": "",
    "reason_when_it_differs": "",
    "says_when_met": "",
    "says_why": "",
    "costs_in_internal_budget": "",
    "decided_by_board": "",
    "decided_by_competent_body": "",
    "decided_by_council": "",
    "decided_by_own_committee": "",
    "every_criterion_judged": "",
    "every_indicator_accounted_for": "",
    "file_is_here": "",
    "forecast_is_at_risk": "Vid det här tillfället finns ingen prognos om att målet inte nås.",
    "fully_met": "Målet nåddes inte helt, så det behöver en analys.",
    "goals_are_reported": "",
    "has_activities": "Lägg till minst en aktivitet till målet.",
    "has_responsible": "Ange vem som ansvarar för målet.",
    "is_another_goal": "",
    "judges_for_oneself": "",
    "last_rung_reached": "De ansvariga har ännu inte påmints ända till sista steget i påminnelsetrappan.",
    "left_to_the_chair": "",
    "measurable_or_motivated": "",
    "measured_or_reason": "",
    "measures_within_powers": "",
    "meeting_is_held": "",
    "minutes_are_not_ahead": "",
    "milestones_for_every_year": "",
    "not_an_author": "",
    "not_before_its_matter": "",
    "not_in_the_minutes": "",
    "not_over_quota": "",
    "only_the_submitter": "",
    "reason_when_not_assessable": "",
    "round_is_open": "Tillfället öppnar {day}.",
    "supports_focus_area": "Målet saknar fokusområde. Välj vad det stöder.",
    "target_area_or_motive": "",
    "was_remitted": "Målet har inte återremitterats av något organ.",
    "was_returned": "Målet har inte återlämnats av granskningen.",
    "year_is_open": "",
}
"""What each guard says of a case of which nothing is known, while the form is empty: "" is nothing."""
OPENS = {"R1": None, "R2": date(2027, 5, 12), "R3": date(2027, 9, 1), "R4": date(2027, 11, 1)}
"""When the rounds open that are not open on the day that is asked about."""
CLOCK = "clock"


@pytest.fixture(scope="module")
def rows(here: Town) -> Rows:
    return Rows(here.model.text)


def test_every_level_state_step_and_person_is_as_the_rows_say(here: Town, rows: Rows) -> None:
    seen: Counter[bool] = Counter()
    for level in rows.levels:
        for state in rows.states(level):
            with trying(here) as session:
                case = standing(session, here, rows, level, state)
                for row in (*steps_of(rows, level), *births_under(rows, level)):
                    for name in (*SEATS, CLOCK):
                        for round in row.rounds:
                            why = expected(rows, here, row, case, name, round)
                            found = asked(session, here, row, case, name, round)
                            assert found == why, (row.key, state, name, round)
                            seen[not why] += 1
    assert seen[True] > 900 and seen[False] > 15_000, seen


def test_births_under_nothing_are_as_the_rows_say(here: Town, rows: Rows) -> None:
    for row in births_under(rows, ""):
        with trying(here) as session:
            for name in (*SEATS, CLOCK):
                why = expected(rows, here, row, None, name, "")
                assert asked(session, here, row, None, name, "") == why, (row.key, name)


def test_nothing_of_it_is_there_for_charlie(here: Town, rows: Rows) -> None:
    for level in rows.levels:
        with trying(here) as session:
            for state in rows.states(level):
                case = standing(session, here, rows, level, state)
                with pytest.raises(Unknown):
                    read(session, case.id, here.charlie, moment(APRIL))


@pytest.mark.parametrize(
    ("year", "why"), [(2027, []), (2028, ["”Logga nya fullmäktiges beslut om målet” görs bara valår."])]
)
def test_the_new_council_confirms_in_election_years_only(here: Town, year: int, why: list[str]) -> None:
    with trying(here) as session:
        goal = put(session, here, "goal", "adopted", year=year)
        now = read(session, goal.id, here.stig, moment(APRIL))
        assert told(refusals(now.asking(named(now, "confirm")))) == why


def standing(session: Session, town: Town, rows: Rows, level: str, state: str) -> Case:
    """A case in the state, hanging from a case of the level above in its first open state."""
    parent = rows.levels[level].get("parent", "")
    where: dict[str, Any] = {}
    if parent and parent != level:
        above = standing(session, town, rows, parent, rows.open(parent)[0])
        where = {"parent": above.id, "unit": above.unit}
    if rows.levels[level].get("owner") == "named":
        where["unit"] = town.unit["BUN"]
    if rows.levels[level]["kind"] == "report":
        where["round"] = "R1"
    return put(session, town, level, state, **where)


def steps_of(rows: Rows, level: str) -> Iterator[Row]:
    """The rows of a case's own level."""
    return (row for row in rows.steps(level) if not row.birth)


def births_under(rows: Rows, level: str) -> Iterator[Row]:
    """The rows that make something under a case of the level; under nothing for ""."""
    below = (name for name, says in rows.levels.items() if says.get("parent", "") == level)
    return (row for name in below for row in rows.steps(name) if row.birth)


def asked(session: Session, town: Town, row: Row, case: Case | None, name: str, round: str) -> list[str]:
    """What the engine says."""
    who = town.clock if name == CLOCK else town.people[name]
    now = known(session, town, case, who)
    return told(refusals(now.asking(named(now, row.key), None, round)))


def known(session: Session, town: Town, case: Case | None, who: Who) -> Context:
    return read(session, case.id if case else None, who, moment(APRIL))


def expected(rows: Rows, town: Town, row: Row, case: Case | None, name: str, round: str) -> list[str]:
    """What the rows say."""
    return [*by_state(rows, row, case), *by_role(rows, town, row, case, name), *by_guards(row, case, round)]


def by_state(rows: Rows, row: Row, case: Case | None) -> list[str]:
    if case is None:
        return []
    may = rows.may_from(row, case.level)
    if case.state in may:
        return []
    names = choice([rows.called(case.level, state) for state in may])
    is_now = rows.called(case.level, case.state)
    return [f"”{row.says['title']['sv']}” kan inte göras nu: läget är ”{is_now}” och ska vara {names}."]


def by_role(rows: Rows, town: Town, row: Row, case: Case | None, name: str) -> list[str]:
    held = {CLOCK} if name == CLOCK else roles(rows, town, name, case.unit if case else None)
    if held & set(row.says["by"]):
        return []
    names = choice([rows.all["roles"][role]["sv"] for role in row.says["by"]])
    return [f"”{row.says['title']['sv']}” görs av {names}."]


def by_guards(row: Row, case: Case | None, round: str) -> list[str]:
    said = [BARE[guard] for guard in row.says.get("needs", ())]
    said = [text.format(day=OPENS[round]) if "{day}" in text else text for text in said]
    return [text for text in said if text and not text.endswith("None.")]
