"""A calendar that others subscribe to: what a person owes and when, or the days of a committee and its meetings.

The address is the key: 160 bits, of which only the digest is kept. It says no more than it must, because whoever has
the address reads it: a title, a day, where to do it. Of a case that is not open only what is to be done.
"""

import hashlib
from collections.abc import Iterable, Iterator
from datetime import datetime

import icalendar
from sqlalchemy import select
from sqlalchemy.orm import Session

from workflow.cycle.working_days import local_day
from workflow.exchange import addresses
from workflow.exchange.ical import calendar, event, uid_of
from workflow.facts.decision import Gathering
from workflow.governance.model import Model
from workflow.organisation.visibility import is_open, reaches
from workflow.records.case import Case
from workflow.records.organisation import Person, Seat, Unit
from workflow.records.queries.cases import cases_at
from workflow.records.queries.models import model_of
from workflow.records.queries.years import levels_of
from workflow.records.sql import run
from workflow.records.token import Token
from workflow.states.context import Who
from workflow.tasks import Task, deadlines, deadlines_of
from workflow.words import sentence

FEED = "feed"
KEEPERS = ("secretary", "chair", "director")
"""The roles that may keep a committee's calendar."""
BODIES = ("council", "board", "working_committee", "committee")


def make(session: Session, who: Who, unit: int | None, secret: str, at: datetime) -> None:
    """Let `secret` be the address of the person's own calendar, or of the `unit`'s; the one before it is revoked."""
    revoke(session, who, unit, at)
    session.add(Token(organisation=who.organisation, person=who.person, unit=unit, purpose=FEED,
                      digest=_digest(secret), at=at))  # fmt: skip
    session.flush()


def revoke(session: Session, who: Who, unit: int | None, at: datetime) -> None:
    """Let the address lead nowhere from now on."""
    for token in _kept(session, who):
        if token.unit == unit:
            token.done_at = at
    session.flush()


def kept(session: Session, who: Who) -> dict[int | None, datetime]:
    """Which calendars the person has an address to, and since when: None the own, else the unit's."""
    return {token.unit: token.at for token in _kept(session, who)}


def committees(session: Session, who: Who, at: datetime) -> dict[int, str]:
    """The bodies whose calendar the person may keep today, by name."""
    today = local_day(at)
    held = select(Unit.path).join(Seat, Seat.unit == Unit.id).where(
        Seat.organisation == who.organisation, Seat.person == who.person, Seat.role.in_(KEEPERS),
        Seat.since <= today, Seat.until >= today,
    )  # fmt: skip
    seats = session.scalars(held).all()
    bodies = select(Unit).where(Unit.organisation == who.organisation, Unit.kind.in_(BODIES)).order_by(Unit.id)
    return {unit.id: unit.name for unit in session.scalars(bodies) if any(reaches(s, unit.path, "") for s in seats)}


def served(session: Session, secret: str, base: str, at: datetime) -> bytes | None:
    """The calendar behind an address, None when there is none. Empty for whoever has left the seat."""
    token = session.scalars(select(Token).where(Token.digest == _digest(secret), Token.purpose == FEED)).first()
    if token is None or token.done_at is not None:
        return None
    who = Who(token.organisation, token.person)
    language = session.get_one(Person, token.person).language
    if token.unit is None:
        return calendar(_events(session, who.organisation, deadlines(session, who, at), base, language), "Målhjulet")
    if token.unit not in (names := committees(session, who, at)):
        return calendar((), "Målhjulet")
    found = deadlines_of(session, who.organisation, token.unit, at)
    meetings = _meetings(session, who.organisation, token.unit, base, language)
    days = _events(session, who.organisation, found, base, language)
    return calendar([*days, *meetings], f"Målhjulet, {names[token.unit]}")


def _kept(session: Session, who: Who) -> list[Token]:
    held = select(Token).where(
        Token.organisation == who.organisation, Token.person == who.person, Token.purpose == FEED,
        Token.done_at.is_(None),
    )  # fmt: skip
    return list(session.scalars(held.order_by(Token.id)))


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _events(
    session: Session, organisation: int, found: list[Task], base: str, language: str
) -> Iterator[icalendar.Event]:  # fmt: skip
    """A day for each duty; last said when its case, a timetable or a meeting last was."""
    written = _written(session, organisation, [task.case for task in found])
    for task in found:
        duty, case = task.duty, task.case
        model = model_of(session, organisation, case.model)
        url = base + addresses.of_step(case, model, duty.step, duty.round)
        yield event(uid_of(case.id, duty.key), _title(model, task, language), duty.due, url, written[case.id])


def _title(model: Model, task: Task, language: str) -> str:
    duty, case = task.duty, task.case
    what = duty.step.title.in_(language)
    if not is_open(case):
        return what
    round = model.rounds[duty.round].title.in_(language) if duty.round in model.rounds else ""
    named = f"{what}, {round}" if round else what
    named += f" ({sentence('preliminary').in_(language)})" if duty.preliminary else ""
    return f"{named}: {case.title}" if case.title else named


def _meetings(
    session: Session, organisation: int, unit: int, base: str, language: str
) -> Iterator[icalendar.Event]:  # fmt: skip
    """The meetings of the body that have not been cancelled."""
    held = [case for case in _dated(session, organisation) if case.unit == unit]
    written = _written(session, organisation, held)
    for case in held:
        model = model_of(session, organisation, case.model)
        level = model.levels[case.level]
        said = case.said(Gathering)
        if said is None or level.state[case.state].out:
            continue
        title = case.title if is_open(case) and case.title else level.title.in_(language)
        yield event(uid_of(case.id, "meeting"), title, said.on, base + addresses.of_case(case, model), written[case.id])


def _written(session: Session, organisation: int, found: Iterable[Case]) -> dict[int, datetime]:
    """When each case was last written, or a date that may move its own."""
    last = {case.id: case.seq for case in found}
    moved = max((case.seq for case in _dated(session, organisation)), default=0)
    numbers = sorted({*last.values(), moved})
    marks = ", ".join("?" for _ in numbers)
    sql = f"SELECT seq, recorded FROM event WHERE organisation = ? AND seq IN ({marks})"
    told = {seq: datetime.fromisoformat(on) for seq, on in run(session, sql, (organisation, *numbers))}
    return {case: max(told[seq], told.get(moved, told[seq])) for case, seq in last.items()}


def _dated(session: Session, organisation: int) -> list[Case]:
    """The cases that say dates for others: goal years and meetings."""
    return cases_at(session, organisation, levels_of(session, organisation, "year", "meeting"))
