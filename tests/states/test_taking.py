"""Every row taken for real: from each of its states, with each of its verdicts, it leads where it says and nowhere else."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session

from tests.people import SEATS, Town
from tests.states.good import good, ready
from tests.states.rows import Row, Rows, roles
from tests.states.test_matrix import births_under, steps_of
from tests.states.ways import APRIL, head, take, trying
from workflow.organisation.seats import Place, appoint
from workflow.records.case import Case
from workflow.states.context import Unknown, Who
from workflow.states.perform import Refused

IN_ROUND = {"": APRIL, "R1": APRIL, "R2": date(2027, 5, 18), "R3": date(2027, 9, 7), "R4": date(2027, 11, 4)}
"""A day on which each round is open."""


@pytest.fixture(scope="module")
def rows(here: Town) -> Rows:
    return Rows(here.model.text)


def test_every_row_leads_where_it_says(here: Town, rows: Rows) -> None:
    taken: Counter[str] = Counter()
    for level in rows.levels:
        for state in rows.states(level):
            for row in (*steps_of(rows, level), *births_under(rows, level)):
                if "before" in row.ways.values() or state not in rows.may_from(row, level):
                    continue
                for verdict, to in row.ways.items():
                    with trying(here) as session:
                        case = there(session, here, rows, level, state)
                        after = taken_by_somebody(session, here, rows, row, case, verdict)
                        assert after.state == (state if to in ("=", "again") else to), (row.key, state, verdict)
                        assert row.birth == (after.id != case.id) and after.level == row.level
                        taken[row.key] += 1
    known = {row.key for level in rows.levels for row in rows.steps(level) if "before" not in row.ways.values()}
    under_nothing = {row.key for row in births_under(rows, "")}
    assert taken.keys() == known - under_nothing
    assert taken.total() > 500, taken.total()


def test_every_birth_under_nothing_leads_where_it_says(here: Town, rows: Rows) -> None:
    for row in births_under(rows, ""):
        with trying(here) as session:
            case = taken_by_somebody(session, here, rows, row, None, "")
            assert (case.level, case.state, case.parent) == (row.level, row.says["to"], None)


def test_what_the_state_or_the_role_does_not_allow_writes_nothing(here: Town, rows: Rows) -> None:
    refused = 0
    for level in rows.levels:
        for state in rows.states(level):
            with trying(here) as session:
                case = there(session, here, rows, level, state)
                for row, who in forbidden(here, rows, level, case):
                    fact = good(session, here, here.model.step(row.key), case, next(iter(row.ways)))
                    before = head(session, here)
                    with pytest.raises(Refused):
                        take(session, here, row.key, case.id, who, fact, round=row.rounds[0])
                    assert head(session, here) == before, row.key
                    with pytest.raises(Unknown):
                        take(session, here, row.key, case.id, here.charlie, fact, round=row.rounds[0])
                    refused += 1
    assert refused > 1000, refused


def there(session: Session, town: Town, rows: Rows, level: str, state: str) -> Case:
    """A case of which everything is known, at its place in the town."""
    says, year, own = rows.levels[level], town.find("goal_year")[0], town.find("committee_year", unit="BUN")[0]
    standing = {"goal_year": year, "committee_year": own}
    parent = says.get("parent", "")
    where: dict[str, Any] = {"unit": town.unit["BUN"]} if says.get("owner") == "named" else {}
    if parent and parent != level:
        above = standing.get(parent) or there(session, town, rows, parent, rows.open(parent)[0])
        where |= {"parent": above.id}
        where.setdefault("unit", above.unit if says.get("owner", "parent") == "parent" else town.unit["KF"])
    if says["kind"] == "report":
        where["round"] = "R1"
    return ready(session, town, level, state, **where)


def taken_by_somebody(
    session: Session, town: Town, rows: Rows, row: Row, case: Case | None, verdict: str
) -> Case:  # fmt: skip
    """The row taken by the first who may, in its first round."""
    step, round = town.model.step(row.key), row.rounds[0]
    who = next(entitled(town, rows, row, case), None) or seated(session, town, row, case)
    fact = good(session, town, step, case, verdict)
    named = {"unit": town.unit["BUN"]} if row.birth and rows.levels[row.level].get("owner") == "named" else {}
    return take(session, town, row.key, case.id if case else None, who, fact, day=IN_ROUND.get(round, APRIL),
                round=round, **named)  # fmt: skip


def entitled(town: Town, rows: Rows, row: Row, case: Case | None) -> Iterator[Who]:
    """Those who hold one of the row's roles over the case; the clock last."""
    for name in SEATS:
        if roles(rows, town, name, case.unit if case else None) & set(row.says["by"]):
            yield town.people[name]
    if "clock" in row.says["by"]:
        yield town.clock


def seated(session: Session, town: Town, row: Row, case: Case | None) -> Who:
    """Kia, given a seat from which the row can be taken: nobody in the town chairs the council."""
    where = case.unit if case else town.unit["ROOT"]
    place = Place(row.says["by"][0], where, date(2023, 1, 1))
    appoint(session, town.clock, town.kia.person, place, at=town.now)
    return town.kia


def forbidden(town: Town, rows: Rows, level: str, case: Case) -> Iterator[tuple[Row, Who]]:
    """Each row with somebody who may not: whoever holds a role where the state is wrong, somebody else where it is right."""
    for row in (*steps_of(rows, level), *births_under(rows, level)):
        may = list(entitled(town, rows, row, case))
        if case.state not in rows.may_from(row, level) and may:
            yield row, may[0]
        others = [who for who in (*town.people.values(), town.clock) if who not in may]
        yield row, others[len(row.key) % len(others)]
