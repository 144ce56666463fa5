"""The context in which something is asked: the case, who asks, what that person may, the model and the dates.

One SELECT reads it. Asked by a writer, the same SELECT makes it the organisation's one writer.
"""

from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from typing import Any, Self, overload

from sqlalchemy.orm import Session

from workflow.cycle.timetable import Calendar
from workflow.cycle.working_days import local_day
from workflow.facts import Fact
from workflow.governance.model import Level, Model, Step
from workflow.organisation.calendar_loader import calendar_of, know_marks
from workflow.organisation.visibility import covers
from workflow.records.case import COLUMNS, Case
from workflow.records.event_log import Head
from workflow.records.queries.cases import case_of
from workflow.records.queries.models import know_models, model_of
from workflow.records.sql import driver, quick

_SEATS = (
    "SELECT {concat}(s.role || ' ' || n.path, '|') FROM seat s JOIN unit n ON n.id = s.unit "
    "WHERE s.organisation = h.organisation AND s.person = ? AND s.since <= ? AND s.until >= ?"
)
_MODELS = "SELECT {concat}(m.digest, '|') FROM model m WHERE m.organisation = h.organisation"
_SELECT = (
    "SELECT h.organisation, h.seq, h.seal, h.calendar, h.identity, "
    "(SELECT x.seq FROM chain x WHERE x.organisation = h.organisation),"
    f" ({_SEATS}), (SELECT e.seq FROM event e WHERE e.organisation = h.organisation AND e.once = ?), u.path, d.path, "
    f"o.model, ({_MODELS}), " + ", ".join(f"k.{name}" for name in COLUMNS) + " FROM chain h "
    "JOIN organisation o ON o.id = h.organisation "
    "LEFT JOIN cases k ON k.organisation = h.organisation AND k.id = ? "
    "LEFT JOIN unit u ON u.id = k.unit LEFT JOIN unit d ON d.id = k.department WHERE h.organisation = ?"
)
_SELECTS = {name: _SELECT.replace("{concat}", name) for name in ("group_concat", "string_agg")}


class Unknown(LookupError):
    """There is no such case here, or it is not for this person to know of."""


@dataclass(frozen=True, slots=True)
class Who:
    """Who acts, for whom: the organisation, the person, and the one acted for, if any."""

    organisation: int
    person: int
    on_behalf_of: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What is known when something is asked about nothing in particular: who asks, which seats that person has, the
    model in force, the dates - and the step in mind, with what is said. `paths` are those of the unit and department
    over which the seats count."""

    session: Session
    head: Head
    who: Who
    seats: tuple[tuple[str, str], ...]
    model: Model
    calendar: Calendar
    paths: tuple[str, str]
    at: datetime
    today: date
    case: Case | None = None
    already: int | None = None
    step: Step | None = None
    fact: Fact | None = None
    round: str = ""

    @property
    def roles(self) -> frozenset[str]:
        """The roles that the person holds here today."""
        return frozenset(role for role, path in self.seats if self.covers(role, path))

    def covers(self, role: str, path: str) -> bool:
        """True when the role, held at the unit with `path`, reaches this place (or everything, where there is none)."""
        return covers(self.model, role, path, self.paths)

    def asking(self, step: Step, fact: Fact | None = None, round: str = "") -> Self:
        """The same, with a step in mind."""
        return replace(self, step=step, fact=fact, round=round)

    def at_unit(self, path: str) -> Self:
        """The same, at the unit with `path`."""
        return replace(self, paths=(path, ""))

    def without_case(self) -> "Context":
        """The same person and place, about nothing in particular."""
        known = {field.name: getattr(self, field.name) for field in fields(self)}
        return Context(**known | {"case": None})

    def about(self, case: Case, model: Model, paths: tuple[str, str]) -> "CaseContext":
        """The same person on the same day, about a case that was read already, with its own model and place."""
        known = {field.name: getattr(self, field.name) for field in fields(self)}
        return CaseContext(**known | {"case": case, "model": model, "paths": paths})


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseContext(Context):
    """The same about a case: everything a guard may look at."""

    case: Case

    @property
    def level(self) -> Level:
        """The level of the case."""
        return self.model.levels[self.case.level]


@overload
def read(session: Session, case: int, who: Who, at: datetime, *, idempotency_key: str | None = None) -> CaseContext: ...
@overload
def read(
    session: Session, case: int | None, who: Who, at: datetime, *, idempotency_key: str | None = None
) -> Context: ...
def read(session: Session, case: int | None, who: Who, at: datetime, *, idempotency_key: str | None = None) -> Context:
    """The context as it stands: a CaseContext where there is a case. `Unknown` when the case is not of the person's
    organisation."""
    today = local_day(at)
    ctx = _context(session, _row(session, case, who, today, idempotency_key, ""), who, at, today, case)
    know_marks(session, who.organisation, ctx.head.calendar, ctx.head.seal)
    return ctx


@overload
def lock(session: Session, case: int, who: Who, at: datetime, *, idempotency_key: str | None = None) -> CaseContext: ...
@overload
def lock(
    session: Session, case: int | None, who: Who, at: datetime, *, idempotency_key: str | None = None
) -> Context: ...
def lock(session: Session, case: int | None, who: Who, at: datetime, *, idempotency_key: str | None = None) -> Context:
    """The same, as the organisation's one writer until the transaction ends."""
    today, ends = local_day(at), " FOR UPDATE OF h" if driver(session).postgres else ""
    row = _row(session, case, who, today, idempotency_key, ends)
    if row is not None and row[5] != row[1]:
        row = _row(session, case, who, today, idempotency_key, ends)
    return _context(session, row, who, at, today, case)


def _row(session: Session, case: int | None, who: Who, today: date, idempotency_key: str | None, ends: str) -> Any:
    concat = "string_agg" if driver(session).postgres else "group_concat"
    day = today.isoformat()
    values = (who.person, day, day, idempotency_key, case, who.organisation)
    return quick(session, _SELECTS[concat] + ends, values).fetchone()


def _context(session: Session, row: Any, who: Who, at: datetime, today: date, case: int | None) -> Context:
    if row is None or (case is not None and row[12] is None):
        raise Unknown
    organisation, seq, seal, mark, identity, _, seats, already, body, department, model, adopted = row[:12]
    know_models(session, organisation, adopted.split("|"))
    told = {
        "session": session,
        "head": Head(organisation, seq, seal, mark, identity),
        "who": who,
        "seats": tuple(tuple(seat.split(" ", 1)) for seat in (seats or "").split("|") if seat),
        "calendar": calendar_of(session, organisation, mark),
        "paths": (body or "/", department or ""),
        "at": at,
        "today": today,
        "already": already,
    }
    if case is None:
        return Context(model=model_of(session, organisation, model), **told)
    known = case_of(row[12:])
    return CaseContext(model=model_of(session, organisation, known.model), case=known, **told)
