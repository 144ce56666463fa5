"""Composing a letter when it is sent: from how things are now, not from how they were when it was made.

A duty that has been done, or has lapsed, is not asked for. Nobody is told twice a day, and somebody is escalated only when
a reminder has been out for as long as the ladder says (docs/promises.md).
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, NamedTuple

from pydantic_core import from_json
from sqlalchemy.orm import Session

from notifications.bounces import recipient_of
from notifications.outbox import AGAIN, ClaimedMessage, LetterEvent, OutboxLine
from notifications.texts.content import LetterContent, LetterItem, Quote
from notifications.texts.writing import day, short
from workflow.cycle.deadlines import duties
from workflow.cycle.duty import Duty
from workflow.cycle.reminders import ESCALATION, ladder_of, rung_date
from workflow.cycle.timetable import Calendar
from workflow.cycle.working_days import SWEDEN, local_day, working_days
from workflow.exchange import addresses
from workflow.exchange.ical import uid_of
from workflow.facts import extra, verdict_of
from workflow.facts.base import Fact
from workflow.facts.decision import Gathering
from workflow.facts.timetable import NAMES, RoundDates, Timetable
from workflow.governance.model import Model
from workflow.keys import code
from workflow.organisation.calendar_loader import calendar_of
from workflow.organisation.responsibility import Seats, seats
from workflow.organisation.visibility import is_open
from workflow.records.base import instant_text
from workflow.records.case import COLUMNS, Case
from workflow.records.queries.cases import case_of, cases_numbered
from workflow.records.queries.mail import address_of
from workflow.records.queries.models import model_of
from workflow.records.sql import quick
from workflow.words import Sentence, Title, sentence

AWAY = "/borta"
"""The page on which one says that one is away."""
_NAMES = "SELECT name FROM person WHERE organisation = ? AND id IN ({marks}) ORDER BY name"
_READER = (
    "o.name, o.model, c.calendar, p.name, p.email, coalesce(p.language, o.language), u.name, u.email FROM organisation o "
    "JOIN chain c ON c.organisation = o.id LEFT JOIN person p ON p.organisation = o.id AND p.id = ? "
    "LEFT JOIN unit u ON u.organisation = o.id AND u.id = ?"
)
_TOLD = (
    "EXISTS (SELECT 1 FROM mail_line t JOIN mail m ON m.organisation = t.organisation AND m.number = t.mail "
    'WHERE t.organisation = l.organisation AND t."case" = l."case" AND t.duty = l.duty AND m.number <> l.mail '
    "AND m.outcome = 'sent' AND m.done_at >= ? AND coalesce(m.person, 0) = ? AND coalesce(m.unit, 0) = ?)"
)
_LETTER = (
    f"SELECT l.event, l.duty, l.rung, l.due, l.role, b.name, {_TOLD}, {', '.join(f'k.{name}' for name in COLUMNS)}, {_READER} "
    "LEFT JOIN mail_line l ON l.organisation = o.id AND l.mail = ? "
    'LEFT JOIN cases k ON k.organisation = o.id AND k.id = l."case" LEFT JOIN unit b ON b.id = k.unit '
    "WHERE o.id = ? ORDER BY l.event"
)
_UNITS = "SELECT id, name FROM unit WHERE organisation = ?"
TO = 8
"""Columns that tell whom a letter is to."""
_BELOW = (
    "SELECT l.rung, max(CASE WHEN m.outcome NOT IN ('bounced', 'given_up') THEN m.done_at END) FROM mail_line l "
    "JOIN mail m ON m.organisation = l.organisation AND m.number = l.mail "
    "WHERE l.organisation = ? AND l.\"case\" = ? AND l.duty = ? AND l.event < ? AND l.rung <> 'chased' "
    "AND m.outcome NOT IN ('superseded', 'done', 'expired') GROUP BY l.event, l.rung ORDER BY l.event DESC LIMIT 1"
)
QUOTED = ("review", "decision", "approval")
"""What is told in the words it was said in. The rest is read where it stands: a letter is no place for what was written
about people."""
TOLD = NAMES[1:]
"""The dates of a round that a letter tells: from when the sheet opens."""
_UNIT = "SELECT name FROM unit WHERE organisation = ? AND id = ?"
_EVENTS = (
    'SELECT e.seq, e."case", e.who, e.recorded, e.step, e.round, e.fact, e.short, e.decision, e.model, e.effective, '
    "e.from_state, e.to_state, CASE WHEN p.email = '' THEN '' ELSE p.name END, w.body FROM event e "
    "LEFT JOIN person p ON p.organisation = e.organisation AND p.id = e.who "
    "LEFT JOIN payload w ON w.organisation = e.organisation AND w.seq = e.seq WHERE e.organisation = ? AND e.seq IN ({marks})"
)
_PARAGRAPH = (
    "SELECT d.title, u.name, d.facts, m.facts FROM cases d JOIN unit u ON u.id = d.unit "
    "LEFT JOIN cases m ON m.id = d.parent WHERE d.organisation = ? AND d.id = ?"
)


class Site(NamedTuple):
    """Where the web is, and the key that its links are made with."""

    base: str
    secret: str


class LetterRow(NamedTuple):
    """A line of the letter, with its case as it is now, the body's name, and whether the recipient was told of it today."""

    line: OutboxLine
    case: Case
    unit: str
    told: bool = False


@dataclass(frozen=True)
class CompositionContext:
    """Where a letter is read: its recipient's loan, the site and the day."""

    session: Session
    site: Site
    message: ClaimedMessage
    today: date
    calendar: Calendar

    def model(self, case: Case) -> Model:
        """The model that the case follows."""
        return model_of(self.session, self.message.organisation, case.model)

    def address(self, path: str) -> str:
        """A page, as the recipient is to come to it."""
        person = self.message.recipient.person
        return addresses.of_person(path, self.message.organisation, person, self.site.secret) if person else path

    def still(self, row: LetterRow) -> Duty | None:
        """The duty of the row as it is now, None when it has been done, can be done no more or cannot be done yet."""
        duty = self.owed(row)
        return duty if duty and duty.opens <= self.today else None

    def owed(self, row: LetterRow) -> Duty | None:
        """The same, also when it cannot be done yet: a date was moved after the rung was told."""
        for duty in duties(self.model(row.case), self.calendar, row.case):
            if duty.key == row.line.duty and duty.status(self.today) != "lapsed":
                return duty
        return None


class Addressee(NamedTuple):
    """Whom a letter is to: the organisation with the model in force and the mark of its dates, a person or a mailbox."""

    town: str
    model: str
    mark: str
    name: str | None
    email: str | None
    language: str
    unit: str | None
    mailbox: str | None


@dataclass(frozen=True)
class Composed:
    """What a letter is about and to which address it goes. `not_due_yet` are the lines that have to wait, and from which day
    they can be told, `told` the events of the others; nothing is left to tell when the content has no items."""

    content: LetterContent
    address: str
    not_due_yet: tuple[tuple[OutboxLine, date], ...] = ()
    told: frozenset[int] = frozenset()


def compose(
    session: Session, site: Site, message: ClaimedMessage, at: datetime, lines: Sequence[OutboxLine] | None = None
) -> Composed:
    """What the letter is about at the moment `at`: its own lines, or those of a letter that is not posted yet."""
    today = local_day(at)
    to, rows = letter_in_outbox(session, message, today) if lines is None else letter_of_lines(session, message, lines)
    ctx = CompositionContext(session, site, message, today, calendar_of(session, message.organisation, to.mark))
    waiting = not_due_yet(ctx, rows)
    later = {line.event for line, _ in waiting}
    known = told_events(session, message.organisation, [row.line for row in rows if not row.line.duty])
    items = [*_asked(ctx, rows, later), *_told(ctx, rows, known)]
    roles = model_of(session, message.organisation, to.model).roles
    heard = {row.line.role for row in rows}
    content = LetterContent(
        kind=message.kind, language=to.language, organisation=to.town, base=site.base, today=today, name=to.name or "",
        mailbox=to.unit or "", role=roles[heard.pop()].title if len(heard) == 1 and heard <= roles.keys() else None,
        items=tuple(items), decision=_decision(ctx, rows, known) if len(items) > 1 else "", **_doors(ctx),
    )  # fmt: skip
    return Composed(
        content, to.email or to.mailbox or "", tuple(waiting), frozenset(row.line.event for row in rows) - later
    )


def letter_in_outbox(session: Session, message: ClaimedMessage, today: date) -> tuple[Addressee, list[LetterRow]]:
    """A letter in the outbox; it may have no lines."""
    recipient, midnight = message.recipient, instant_text(datetime.combine(today, time(), SWEDEN))
    values = (
        midnight,
        recipient.person or 0,
        recipient.unit or 0,
        recipient.person,
        recipient.unit,
        message.number,
        message.organisation,
    )
    rows = quick(session, _LETTER, values).fetchall()
    return Addressee(*rows[0][-TO:]), [_row(row[:-TO]) for row in rows if row[0] is not None]


def letter_of_lines(
    session: Session, message: ClaimedMessage, lines: Sequence[OutboxLine]
) -> tuple[Addressee, list[LetterRow]]:
    """A letter that is not in the outbox yet, of these lines."""
    recipient = message.recipient
    sql = f"SELECT {_READER} WHERE o.id = ?"
    to = Addressee(*quick(session, sql, (recipient.person, recipient.unit, message.organisation)).fetchone())
    known = cases_numbered(session, message.organisation, {line.case for line in lines})
    units = dict(quick(session, _UNITS, (message.organisation,)).fetchall())
    return to, [LetterRow(line, known[line.case], units[known[line.case].unit]) for line in lines]


def _row(columns: Sequence[Any]) -> LetterRow:
    event, duty, rung, due, role, unit, told, *case = columns
    known = case_of(case)
    return LetterRow(
        OutboxLine(event, known.id, duty, rung, date.fromisoformat(due) if due else None, role), known, unit, bool(told)
    )


def not_due_yet(ctx: CompositionContext, rows: Sequence[LetterRow]) -> list[tuple[OutboxLine, date]]:
    """What cannot be told yet, and from which day each can: what its recipient was told of today already, what by the dates
    as they are now is not due, and the escalations whose reminder has not been out long enough."""
    found = []
    for row in rows:
        from_day = _due_from(ctx, row) if row.line.duty else None
        if from_day and from_day > ctx.today:
            found.append((row.line, from_day))
    return found


def _due_from(ctx: CompositionContext, row: LetterRow) -> date | None:
    model = ctx.model(row.case)
    duty, days = ctx.owed(row), working_days(model.rest)
    if duty is None or AGAIN in ctx.message.key:
        return None
    if row.told:
        return days.add(ctx.today, 1)
    rung = next((rung for rung in ladder_of(model, duty.step) if rung.name == row.line.rung), None)
    planned = max(rung_date(model, duty, rung) if rung else ctx.today, duty.opens)
    if planned > ctx.today:
        return days.later(planned)
    return _follows(ctx, model, row, duty) if rung and rung.kind == ESCALATION else None


def _follows(ctx: CompositionContext, model: Model, row: LetterRow, duty: Duty) -> date | None:
    """From which day an escalation can follow what was told before it. A letter that did not arrive told nobody."""
    values = (ctx.message.organisation, row.case.id, row.line.duty, row.line.event)
    below = quick(ctx.session, _BELOW, values).fetchone()
    if below is None:
        return None
    days, steps = working_days(model.rest), {rung.name: rung.at for rung in ladder_of(model, duty.step)}
    if below[1] is None:
        return days.add(ctx.today, 1)
    gap = steps[row.line.rung] - steps.get(below[0], steps[row.line.rung])
    return days.add(local_day(datetime.fromisoformat(below[1])), gap) if gap else None


def _doors(ctx: CompositionContext) -> dict[str, str]:
    """Link and code of a sign-in that was asked for (none of one that is forgotten); else a person's own pages."""
    message, secret = ctx.message, ctx.site.secret
    if message.token is None:
        person = message.recipient.person
        own = {
            "away": ctx.address(AWAY),
            "tasks": ctx.address("/"),
            "fewer": addresses.of_letters(message.organisation, person or 0, secret),
        }
        return own if person else {}
    sql = "SELECT salt FROM token WHERE organisation = ? AND id = ?"
    row = quick(ctx.session, sql, (message.organisation, message.token)).fetchone()
    if row is None:
        return {}
    path = addresses.of_sign_in(message.token, row[0], secret)
    return {"link": ctx.site.base + path, "code": code(secret, "sign_in", message.token, row[0])}


def _asked(ctx: CompositionContext, rows: Sequence[LetterRow], not_due_yet: Collection[int]) -> Iterator[LetterItem]:
    """The duties that are still to be done, each once, at the last rung that was told."""
    last = {(row.case.id, row.line.duty): row for row in rows if row.line.duty and row.line.event not in not_due_yet}
    held = None
    for row in last.values():
        model = ctx.model(row.case)
        duty = ctx.still(row)
        if duty is None:
            continue
        rung = _kind(model, duty, row.line.rung)
        if rung == ESCALATION:
            held = held or seats(ctx.session, ctx.message.organisation, ctx.today)
        yield _item(ctx, model, row, duty, rung, _owes(ctx, held, model, row, duty) if rung == ESCALATION else ())


def _kind(model: Model, duty: Duty, name: str) -> str:
    rung = next((rung for rung in ladder_of(model, duty.step) if rung.name == name), None)
    return rung.kind if rung else name


def _item(
    ctx: CompositionContext, model: Model, row: LetterRow, duty: Duty, rung: str, owes: tuple[str, ...]
) -> LetterItem:
    case, step = row.case, duty.step
    over = model.levels[case.level].step.get("hand_over")
    return LetterItem(
        what=step.title, case=_title(ctx, model, case), unit=row.unit,
        address=ctx.address(addresses.of_step(case, model, step, duty.round)), step=step.key,
        round=model.rounds[duty.round].title if duty.round in model.rounds else None, says=step.says, rung=rung,
        due=duty.due, preliminary=duty.preliminary, owes=owes, uid=uid_of(case.id, duty.key),
        hand_over=ctx.address(addresses.of_step(case, model, over)) if over else "",
    )  # fmt: skip


def _title(ctx: CompositionContext, model: Model, case: Case) -> str:
    """What the case is called, where all may know of it; of an address that letters do not reach, whose it is and which."""
    if model.levels[case.level].kind == "letter":
        name, address = address_of(ctx.session, ctx.message.organisation, recipient_of(case))
        return ", ".join(part for part in (name, address) if part) or case.title
    return case.title if is_open(case) else ""


def _owes(ctx: CompositionContext, held: Seats | None, model: Model, row: LetterRow, duty: Duty) -> tuple[str, ...]:
    people = held.owing(model, row.case, duty.step) if held else ()
    sql = _NAMES.format(marks=", ".join("?" for _ in people) or "NULL")
    return tuple(name for (name,) in quick(ctx.session, sql, (ctx.message.organisation, *people)).fetchall())


def _told(ctx: CompositionContext, rows: Sequence[LetterRow], known: Mapping[int, LetterEvent]) -> Iterator[LetterItem]:
    """What has happened, in order."""
    for row in rows:
        if not row.line.duty:
            model = ctx.model(row.case)
            address = ctx.address(addresses.of_case(row.case, model))
            yield event_item(ctx.session, model, row.case, known[row.line.event], row.unit, address)


def _decision(ctx: CompositionContext, rows: Sequence[LetterRow], known: Mapping[int, LetterEvent]) -> str:
    """The page of the § under which everything in the letter was decided; "" where it is not one."""
    decisions = {known[row.line.event].decision if row.line.event in known else None for row in rows}
    number = decisions.pop() if len(decisions) == 1 else None
    found = cases_numbered(ctx.session, ctx.message.organisation, [number]) if number else {}
    return "".join(ctx.address(addresses.of_case(case, ctx.model(case))) for case in found.values())


def told_events(session: Session, organisation: int, lines: Sequence[OutboxLine]) -> dict[int, LetterEvent]:
    """The events that the lines tell of, by number."""
    numbers = sorted({line.event for line in lines})
    if not numbers:
        return {}
    sql = _EVENTS.format(marks=", ".join("?" for _ in numbers))
    return {row[0]: LetterEvent(*row) for row in quick(session, sql, (organisation, *numbers)).fetchall()}


def event_item(session: Session, model: Model, case: Case, event: LetterEvent, unit: str, address: str) -> LetterItem:
    """A step that was taken. Of a case that is not open to all, only that something happened."""
    level, step = model.levels[case.level], model.step(event.step)
    fact = event.whole_fact if is_open(case) else None
    moved = event.to_state != event.from_state
    return LetterItem(
        what=step.title, case=case.title if is_open(case) else "", unit=unit, address=address, step=step.key,
        round=model.rounds[event.round].title if event.round in model.rounds else None, says=step.says, who=event.name,
        verdict=_verdict(model, step.says, fact), code=verdict_of(fact), state=level.state[event.to_state].title if moved else None,
        quotes=tuple(_quotes(session, case.organisation, model, event, fact)), on=date.fromisoformat(event.effective),
    )  # fmt: skip


def _verdict(model: Model, scale: str, fact: Fact | None) -> Any:
    if fact is None or not fact.verdict_field:
        return None
    found = model.verdict(str(extra(type(fact), fact.verdict_field).get("scale") or scale), verdict_of(fact))
    return found.title if found else None


def _quotes(
    session: Session, organisation: int, model: Model, event: LetterEvent, fact: Fact | None
) -> Iterator[Quote]:
    """The § that was cited, and what was written: each text with its label, a review criterion by criterion."""
    if event.decision and fact is not None:
        yield from _paragraph(session, organisation, event.decision)
    if fact is None:
        return
    for row in getattr(fact, "criteria", ()):
        if not row.holds or row.comment:
            yield Quote(model.criteria.get(row.criterion, sentence(row.criterion)), row.comment)
    if isinstance(fact, Timetable):
        yield from (_dates(session, organisation, model, row) for row in fact.rounds)
    if fact.kind not in QUOTED:
        return
    for name, field in type(fact).model_fields.items():
        said = getattr(fact, name)
        if isinstance(said, str) and said and not extra(type(fact), name).get("short"):
            yield Quote(Sentence(str(field.title)), said)


def _dates(session: Session, organisation: int, model: Model, row: RoundDates) -> Quote:
    """A round's dates, in the order in which its label names them; whose they are, when they are one committee's."""
    title = model.rounds[row.round].title if row.round in model.rounds else Title(row.round, row.round)
    unit = quick(session, _UNIT, (organisation, row.unit)).fetchone() if row.unit else None
    labels = [sentence(str(RoundDates.model_fields[name].title)) for name in TOLD]
    sv, en = (
        f"{title.in_(language)}{f', {unit[0]}' if unit else ''}: "
        + ", ".join(label.in_(language) for label in labels).lower()
        for language in ("sv", "en")
    )
    dates = [", ".join(short(getattr(row, name), language) for name in TOLD) for language in ("sv", "en")]
    return Quote(Title(sv, en), Title(*dates))


def _paragraph(session: Session, organisation: int, number: int) -> Iterator[Quote]:
    row = quick(session, _PARAGRAPH, (organisation, number)).fetchone()
    if row:
        title, unit, _, meeting = row[0], row[1], row[2], _json(row[3])
        held = Gathering.of(meeting[Gathering.kind]).on if Gathering.kind in meeting else None
        days = [day(held, language) if held else "" for language in ("sv", "en")]
        yield Quote(
            sentence("Paragraph"), Title(*(", ".join(part for part in (unit, title, on) if part) for on in days))
        )


def _json(stored: Any) -> Mapping[str, Any]:
    """A JSON column as its driver gives it: text from SQLite, read already from PostgreSQL."""
    found: Mapping[str, Any] = from_json(stored) if isinstance(stored, str) else stored or {}
    return found
