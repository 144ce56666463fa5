"""Short ways for these tests: things put where they are needed, and undone again."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session

from tests.people import Town, moment
from workflow.facts import Fact, fact_of
from workflow.records.case import Case
from workflow.records.sql import run
from workflow.states.command import Command, ImportedCase
from workflow.states.context import Who, read
from workflow.states.guards import GUARDS
from workflow.states.perform import Refused, bring_in, perform
from workflow.states.permissions import named, refusals
from workflow.words import Sentence

APRIL = date(2027, 4, 7)
"""A day on which the first round's sheet is open."""


class _Enough(Exception):
    """What was tried is undone."""


@contextmanager
def trying(town: Town) -> Iterator[Session]:
    """A writing session of which nothing is kept."""
    with suppress(_Enough), town.database.writing() as session:
        yield session
        raise _Enough


def put(
    session: Session, town: Town, level: str, state: str, *facts: Fact | tuple[Fact, str], day: date = APRIL, **where: Any
) -> Case:  # fmt: skip
    """A case of `level` in `state`, brought in by the clock; at the children's committee and in 2027 if nothing is said."""
    row = town.model.levels[level]
    where.setdefault("year", 2027 if row.yearly else None)
    if row.owner not in ("council", "board", "organisation"):
        where.setdefault("unit", town.unit["BUN"])
    said = [fact if isinstance(fact, tuple) else (fact, "") for fact in facts]
    return bring_in(session, ImportedCase(level, state, said, town.clock, at=moment(day), **where)).case


def paragraph(session: Session, town: Town, unit: str, state: str = "logged") -> int:
    """A logged § of a body."""
    return put(session, town, "decision", state, fact_of("ruling", {"paragraph": "7"}), unit=town.unit[unit]).id


def take(
    session: Session, town: Town, step: str, case: int | None, who: Who, fact: Fact | None = None, *,
    day: date = APRIL, **more: Any,
) -> Case:  # fmt: skip
    """Take a step on `day`."""
    return perform(session, Command(step, case, who, fact, at=moment(day), **more)).case


def why_not(
    session: Session, step: str, case: int | None, who: Who, fact: Fact | None = None, *, day: date = APRIL, round: str = ""
) -> list[str]:  # fmt: skip
    """Every reason why the step may not be taken, in Swedish."""
    now = read(session, case, who, moment(day))
    return told(refusals(now.asking(named(now, step), fact, round)))


def says(
    session: Session, guard: str, case: int, step: str, who: Who, fact: Fact | None = None, *, day: date = APRIL, round: str = ""
) -> str:  # fmt: skip
    """What one guard says about a step, in Swedish; "" when it has no objection."""
    now = read(session, case, who, moment(day))
    found = GUARDS[guard](now.asking(named(now, step), fact, round))
    return found.in_("sv") if found else ""


def told(why: Sequence[Sentence]) -> list[str]:
    """The sentences in Swedish."""
    return [reason.in_("sv") for reason in why]


@contextmanager
def refused(*why: str) -> Iterator[pytest.ExceptionInfo[Refused]]:
    """What is done inside is refused for exactly these reasons, in Swedish."""
    with pytest.raises(Refused) as refusal:
        yield refusal
    assert told(refusal.value.why) == list(why)


def head(session: Session, town: Town) -> dict[str, Any]:
    """The end of the town's chain."""
    sql = "SELECT seq, seal, calendar FROM chain WHERE organisation = ?"
    return dict(run(session, sql, (town.clock.organisation,)).mappings().one())


def everything(town: Town) -> dict[str, list[tuple[Any, ...]]]:
    """Every row that there is, by table: to see that nothing was changed."""
    tables = ("organisation", "unit", "person", "seat", "cases", "link", "chain", "event", "payload", "model")
    with town.database.reading() as session:
        return {table: sorted(map(tuple, run(session, f"SELECT * FROM {table}").all()), key=str) for table in tables}
