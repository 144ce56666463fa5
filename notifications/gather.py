"""Gathering what a letter is about, when it is sent: from how things are now, not from how they were when it was made.

A duty that has been done, or has lapsed, is not asked for. Somebody is escalated only when a reminder has been out for
as long as the ladder says (docs/promises.md).
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import NamedTuple

from sqlalchemy.orm import Session

from notifications.again import AGAIN
from notifications.content import Content, Item
from notifications.happened import item as happened
from notifications.happened import taken
from notifications.outbox import Lent, Told
from workflow.cycle.calendar import SWEDEN, local_day, working_days
from workflow.cycle.duties import Duty, duties
from workflow.cycle.ladder import ESCALATION, ladder_of, rung_date
from workflow.cycle.timetable import Calendar
from workflow.exchange import addresses
from workflow.governance.model import Model
from workflow.keys import code
from workflow.records.base import instant_text
from workflow.records.case import COLUMNS, Snapshot
from workflow.records.sql import quick
from workflow.running.seats import Seats, seats
from workflow.states.dates import calendar_of, model_of
from workflow.states.situation import cases, snapshot_of

AWAY = "/borta"
"""The page on which one says that one is away."""
OPEN = "open"
_READER = (
    "SELECT o.name, o.model, c.calendar, p.name, p.email, coalesce(p.language, o.language), u.name, u.email FROM organisation o "
    "JOIN chain c ON c.organisation = o.id LEFT JOIN person p ON p.organisation = o.id AND p.id = ? "
    "LEFT JOIN unit u ON u.organisation = o.id AND u.id = ? WHERE o.id = ?"
)
_LINES = (
    f"SELECT l.event, l.duty, l.rung, l.due, l.role, {', '.join(f'k.{name}' for name in COLUMNS)} FROM mail_line l "
    'JOIN cases k ON k.organisation = l.organisation AND k.id = l."case" '
    "WHERE l.organisation = ? AND l.mail = ? ORDER BY l.event"
)
_BELOW = (
    "SELECT l.rung, max(m.done_at) FROM mail_line l JOIN mail m ON m.organisation = l.organisation AND m.number = l.mail "
    "WHERE l.organisation = ? AND l.\"case\" = ? AND l.duty = ? AND l.event < ? AND l.rung <> 'chased' "
    "AND m.outcome NOT IN ('superseded', 'done', 'expired') GROUP BY l.event, l.rung ORDER BY l.event DESC LIMIT 1"
)
_TODAY = (
    "SELECT 1 FROM mail_line l JOIN mail m ON m.organisation = l.organisation AND m.number = l.mail "
    "WHERE l.organisation = ? AND l.\"case\" = ? AND l.duty = ? AND m.number <> ? AND m.outcome = 'sent' "
    "AND m.done_at >= ? AND coalesce(m.person, 0) = ? AND coalesce(m.unit, 0) = ? LIMIT 1"
)
_NAMES = "SELECT name FROM person WHERE organisation = ? AND id IN ({marks}) ORDER BY name"


class Site(NamedTuple):
    """Where the web is, and the key that its links are made with."""

    base: str
    secret: str


class Row(NamedTuple):
    """A line of the letter, with its case as it is now."""

    line: Told
    case: Snapshot


@dataclass(frozen=True)
class Found:
    """What a letter is about and to which address it goes. `unripe` are the lines that have to wait, and from which day
    they can be told; nothing is left to tell when the content has no items."""

    content: Content
    address: str
    unripe: tuple[tuple[Told, date], ...] = ()


@dataclass(frozen=True)
class Desk:
    """Where a letter is read: its reader's loan, the site and the day."""

    session: Session
    site: Site
    lent: Lent
    today: date
    calendar: Calendar
    units: Mapping[int, str]

    def model(self, case: Snapshot) -> Model:
        """The model that the case follows."""
        return model_of(self.session, self.lent.organisation, case.model)

    def address(self, path: str) -> str:
        """A page, as the reader is to come to it."""
        person = self.lent.reader.person
        return addresses.of_person(path, self.lent.organisation, person, self.site.secret) if person else path


def gather(session: Session, site: Site, lent: Lent, at: datetime, lines: Sequence[Told] | None = None) -> Found:
    """What the letter is about at the moment `at`: its own lines, or those of a letter that is not posted yet."""
    organisation, reader = lent.organisation, lent.reader
    row = quick(session, _READER, (reader.person, reader.unit, organisation)).fetchone()
    town, digest, mark, name, email, language, unit, mailbox = row
    rows = _rows(session, lent) if lines is None else _drafted(session, lent, lines)
    units = (
        dict(quick(session, "SELECT id, name FROM unit WHERE organisation = ?", (organisation,)).fetchall())
        if rows
        else {}
    )
    desk = Desk(session, site, lent, local_day(at), calendar_of(session, organisation, mark), units)
    unripe = _unripe(desk, rows)
    items = [*_asked(desk, rows, {line.event for line, _ in unripe}), *_told(desk, rows)]
    roles = model_of(session, organisation, digest).roles
    heard = {row.line.role for row in rows}
    content = Content(
        kind=lent.kind, language=language, organisation=town, base=site.base, today=desk.today, name=name or "",
        mailbox=unit or "", role=roles[heard.pop()].title if len(heard) == 1 and heard <= roles.keys() else None,
        items=tuple(items), away=desk.address(AWAY) if reader.person else "", **_door(session, site, lent),
    )  # fmt: skip
    return Found(content, email or mailbox or "", tuple(unripe))


def _door(session: Session, site: Site, lent: Lent) -> dict[str, str]:
    """The link and the code of a sign-in that was asked for; nothing of one that is forgotten."""
    sql = "SELECT salt FROM token WHERE organisation = ? AND id = ?"
    row = quick(session, sql, (lent.organisation, lent.token)).fetchone() if lent.token else None
    if row is None or lent.token is None:
        return {}
    path = addresses.of_sign_in(lent.token, row[0], site.secret)
    return {"link": site.base + path, "code": code(site.secret, "sign_in", lent.token, row[0])}


def _rows(session: Session, lent: Lent) -> list[Row]:
    found = []
    for event, duty, rung, due, role, *case in quick(session, _LINES, (lent.organisation, lent.number)).fetchall():
        known = snapshot_of(case)
        on = date.fromisoformat(due) if due else None
        found.append(Row(Told(event, known.id, duty, rung, on, role), known))
    return found


def _drafted(session: Session, lent: Lent, lines: Sequence[Told]) -> list[Row]:
    marks = ", ".join("?" for _ in lines)
    found = cases(session, f"organisation = ? AND id IN ({marks})", (lent.organisation, *(line.case for line in lines)))
    known = {case.id: case for case in found}
    return [Row(line, known[line.case]) for line in lines]


def _asked(desk: Desk, rows: Sequence[Row], unripe: Collection[int]) -> Iterator[Item]:
    """The duties that are still to be done, each once, at the last rung that was told."""
    last = {(row.case.id, row.line.duty): row for row in rows if row.line.duty and row.line.event not in unripe}
    held = None
    for row in last.values():
        model = desk.model(row.case)
        duty = _still(desk, model, row)
        if duty is None:
            continue
        rung = _kind(model, duty, row.line.rung)
        if rung == ESCALATION:
            held = held or seats(desk.session, desk.lent.organisation, desk.today)
        yield _item(desk, model, row, duty, rung, _owes(desk, held, model, row, duty) if rung == ESCALATION else ())


def _still(desk: Desk, model: Model, row: Row) -> Duty | None:
    """The duty as it is now, None when it has been done or can be done no more."""
    for duty in duties(model, desk.calendar, row.case):
        if duty.key == row.line.duty and duty.status(desk.today) in ("open", "late"):
            return duty
    return None


def _kind(model: Model, duty: Duty, name: str) -> str:
    rung = next((rung for rung in ladder_of(model, duty.step) if rung.name == name), None)
    return rung.kind if rung else name


def _item(desk: Desk, model: Model, row: Row, duty: Duty, rung: str, owes: tuple[str, ...]) -> Item:
    case, step = row.case, duty.step
    over = model.levels[case.level].step.get("hand_over")
    return Item(
        what=step.title, case=case.title if case.secrecy == OPEN else "", unit=desk.units[case.unit],
        address=desk.address(addresses.of_step(case, model, step, duty.round)), step=step.key,
        round=model.rounds[duty.round].title if duty.round in model.rounds else None, says=step.says, rung=rung,
        due=duty.due, preliminary=duty.preliminary, owes=owes,
        hand_over=desk.address(addresses.of_step(case, model, over)) if over else "",
    )  # fmt: skip


def _owes(desk: Desk, held: Seats | None, model: Model, row: Row, duty: Duty) -> tuple[str, ...]:
    people = held.owing(model, row.case, duty.step) if held else ()
    sql = _NAMES.format(marks=", ".join("?" for _ in people) or "NULL")
    return tuple(name for (name,) in quick(desk.session, sql, (desk.lent.organisation, *people)).fetchall())


def _told(desk: Desk, rows: Sequence[Row]) -> Iterator[Item]:
    """What has happened, in order."""
    told = [row for row in rows if not row.line.duty]
    known = taken(desk.session, desk.lent.organisation, [row.line for row in told])
    for row in told:
        model = desk.model(row.case)
        address = desk.address(addresses.of_case(row.case, model))
        yield happened(desk.session, model, row.case, known[row.line.event], desk.units[row.case.unit], address)


def _unripe(desk: Desk, rows: Sequence[Row]) -> list[tuple[Told, date]]:
    """What cannot be told yet, and from which day each can: what its reader was told of today already, what by the dates
    as they are now is not due, and the escalations whose reminder has not been out long enough."""
    found = []
    for row in rows:
        from_day = _ripens(desk, row) if row.line.duty else None
        if from_day and from_day > desk.today:
            found.append((row.line, from_day))
    return found


def _ripens(desk: Desk, row: Row) -> date | None:
    model = desk.model(row.case)
    duty, days = _still(desk, model, row), working_days(model.rest)
    if duty is None or AGAIN in desk.lent.key:
        return None
    if _was_told_today(desk, row):
        return days.add(desk.today, 1)
    rung = next((rung for rung in ladder_of(model, duty.step) if rung.name == row.line.rung), None)
    if rung and rung_date(model, duty, rung) > desk.today:
        return rung_date(model, duty, rung)
    return _follows(desk, model, row, duty) if rung and rung.kind == ESCALATION else None


def _was_told_today(desk: Desk, row: Row) -> bool:
    lent, midnight = desk.lent, instant_text(datetime.combine(desk.today, time(), SWEDEN))
    values = (row.case.id, row.line.duty, lent.number, midnight, lent.reader.person or 0, lent.reader.unit or 0)
    return quick(desk.session, _TODAY, (lent.organisation, *values)).fetchone() is not None


def _follows(desk: Desk, model: Model, row: Row, duty: Duty) -> date | None:
    """From which day an escalation can follow what was told before it."""
    values = (desk.lent.organisation, row.case.id, row.line.duty, row.line.event)
    below = quick(desk.session, _BELOW, values).fetchone()
    if below is None:
        return None
    days, steps = working_days(model.rest), {rung.name: rung.at for rung in ladder_of(model, duty.step)}
    if below[1] is None:
        return days.add(desk.today, 1)
    gap = steps[row.line.rung] - steps.get(below[0], steps[row.line.rung])
    return days.add(local_day(datetime.fromisoformat(below[1])), gap) if gap else None
