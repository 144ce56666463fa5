"""Gathering what a letter is about, when it is sent: from how things are now, not from how they were when it was made.

A duty that has been done, or has lapsed, is not asked for. Somebody is escalated only when a reminder has been out for
as long as the ladder says (docs/promises.md).
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from notifications.content import Content, Item
from notifications.desk import Desk, Row, Site
from notifications.happened import item as happened
from notifications.happened import taken
from notifications.outbox import Lent, Told
from notifications.reading import drafted, posted
from notifications.ripe import unripe
from workflow.cycle.duty import Duty
from workflow.cycle.reminders import ESCALATION, ladder_of
from workflow.cycle.working_days import local_day
from workflow.exchange import addresses
from workflow.exchange.ical import uid_of
from workflow.governance.model import Model
from workflow.keys import code
from workflow.organisation.calendar_loader import calendar_of
from workflow.organisation.responsibility import Seats, seats
from workflow.organisation.visibility import is_open
from workflow.records.queries.models import model_of
from workflow.records.sql import quick

AWAY = "/borta"
"""The page on which one says that one is away."""
_NAMES = "SELECT name FROM person WHERE organisation = ? AND id IN ({marks}) ORDER BY name"


@dataclass(frozen=True)
class Found:
    """What a letter is about and to which address it goes. `unripe` are the lines that have to wait, and from which day
    they can be told, `told` the events of the others; nothing is left to tell when the content has no items."""

    content: Content
    address: str
    unripe: tuple[tuple[Told, date], ...] = ()
    told: frozenset[int] = frozenset()


def gather(session: Session, site: Site, lent: Lent, at: datetime, lines: Sequence[Told] | None = None) -> Found:
    """What the letter is about at the moment `at`: its own lines, or those of a letter that is not posted yet."""
    today = local_day(at)
    to, rows = posted(session, lent, today) if lines is None else drafted(session, lent, lines)
    desk = Desk(session, site, lent, today, calendar_of(session, lent.organisation, to.mark))
    waiting = unripe(desk, rows)
    later = {line.event for line, _ in waiting}
    items = [*_asked(desk, rows, later), *_told(desk, rows)]
    roles = model_of(session, lent.organisation, to.model).roles
    heard = {row.line.role for row in rows}
    content = Content(
        kind=lent.kind, language=to.language, organisation=to.town, base=site.base, today=today, name=to.name or "",
        mailbox=to.unit or "", role=roles[heard.pop()].title if len(heard) == 1 and heard <= roles.keys() else None,
        items=tuple(items), **_doors(desk),
    )  # fmt: skip
    return Found(
        content, to.email or to.mailbox or "", tuple(waiting), frozenset(row.line.event for row in rows) - later
    )


def _doors(desk: Desk) -> dict[str, str]:
    """Link and code of a sign-in that was asked for (none of one that is forgotten); else a person's own pages."""
    lent, secret = desk.lent, desk.site.secret
    if lent.token is None:
        person = lent.reader.person
        own = {
            "away": desk.address(AWAY),
            "tasks": desk.address("/"),
            "fewer": addresses.of_letters(lent.organisation, person or 0, secret),
        }
        return own if person else {}
    sql = "SELECT salt FROM token WHERE organisation = ? AND id = ?"
    row = quick(desk.session, sql, (lent.organisation, lent.token)).fetchone()
    if row is None:
        return {}
    path = addresses.of_sign_in(lent.token, row[0], secret)
    return {"link": desk.site.base + path, "code": code(secret, "sign_in", lent.token, row[0])}


def _asked(desk: Desk, rows: Sequence[Row], unripe: Collection[int]) -> Iterator[Item]:
    """The duties that are still to be done, each once, at the last rung that was told."""
    last = {(row.case.id, row.line.duty): row for row in rows if row.line.duty and row.line.event not in unripe}
    held = None
    for row in last.values():
        model = desk.model(row.case)
        duty = desk.still(row)
        if duty is None:
            continue
        rung = _kind(model, duty, row.line.rung)
        if rung == ESCALATION:
            held = held or seats(desk.session, desk.lent.organisation, desk.today)
        yield _item(desk, model, row, duty, rung, _owes(desk, held, model, row, duty) if rung == ESCALATION else ())


def _kind(model: Model, duty: Duty, name: str) -> str:
    rung = next((rung for rung in ladder_of(model, duty.step) if rung.name == name), None)
    return rung.kind if rung else name


def _item(desk: Desk, model: Model, row: Row, duty: Duty, rung: str, owes: tuple[str, ...]) -> Item:
    case, step = row.case, duty.step
    over = model.levels[case.level].step.get("hand_over")
    return Item(
        what=step.title, case=case.title if is_open(case) else "", unit=row.unit,
        address=desk.address(addresses.of_step(case, model, step, duty.round)), step=step.key,
        round=model.rounds[duty.round].title if duty.round in model.rounds else None, says=step.says, rung=rung,
        due=duty.due, preliminary=duty.preliminary, owes=owes, uid=uid_of(case.id, duty.key),
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
        yield happened(desk.session, model, row.case, known[row.line.event], row.unit, address)
