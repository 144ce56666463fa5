"""Who is away from when to when, and who stands in: said in the same chain as everything else, and written here alone.

A stand-in takes the official seats of whoever is away, as a substitute, for as long. Substitutes of the elected are
the council's to choose, so nobody gives one away.
"""

import json
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflow.cycle.working_days import local_day
from workflow.facts import canonical
from workflow.facts.absence import Away
from workflow.governance.model import CLOCK
from workflow.organisation.seats import ADMINISTRATOR, every_role, seating
from workflow.records.event_log import Entry, append
from workflow.records.organisation import Absence, Seat
from workflow.records.sql import run
from workflow.states.context import Context, Who, lock
from workflow.states.perform import Refused
from workflow.states.references import missing
from workflow.words import Sentence, sentence

LONGEST = timedelta(days=365)
OFFICIAL = "official"


def away(
    session: Session, who: Who, person: int, since: date, until: date, instead: int | None = None, *, at: datetime,
    idempotency_key: str | None = None,
) -> int:  # fmt: skip
    """Say that `person` is away `since`–`until` inclusive, and that `instead` sits in the official seats meanwhile; the
    absence's number, the same for the same key. Refused with every reason why it cannot be."""
    ctx = lock(session, None, who, at, idempotency_key=idempotency_key)
    if ctx.already:
        return _said(ctx).absence
    own = _seats(ctx, person, since, until)
    if why := [
        *_may(ctx, person),
        *_fits(ctx, person, since, until),
        *_stands(ctx, person, since, until, instead, own),
    ]:
        raise Refused(why)
    absence = Absence(organisation=who.organisation, person=person, since=since, until=until)
    lent = [_lent(seat, instead, since, until) for seat in own] if instead else []
    session.add_all([absence, *lent])
    session.flush()
    told = _telling(who, absence, "away", at, instead, tuple(seat.id for seat in lent))._replace(once=idempotency_key)
    append(session, ctx.head, [told, *(seating(who, seat, "appoint", at, None) for seat in lent)])
    return absence.id


def back(session: Session, who: Who, absence: int, *, at: datetime) -> None:
    """Whoever was away is here again from the day of `at`; the stand-in leaves the seats. Nothing is deleted."""
    ctx = lock(session, None, who, at)
    own = select(Absence).where(Absence.organisation == who.organisation, Absence.id == absence)
    held = session.scalars(own.execution_options(populate_existing=True)).one_or_none()
    if held is None:
        raise Refused([sentence("There is no such absence.")])
    if why := _may(ctx, held.person):
        raise Refused(why)
    last = ctx.today - timedelta(days=1)
    if held.until <= last:
        raise Refused([sentence("The absence has ended already.")])
    instead, numbers = stand_in(session, who.organisation, absence)
    lent = [seat for seat in _numbered(ctx, numbers) if seat.until > last]
    held.until = last
    for seat in lent:
        seat.until = last
    session.flush()
    told = _telling(who, held, "back", at, instead, numbers)
    append(session, ctx.head, [told, *(seating(who, seat, "dismiss", at, None) for seat in lent)])


def coming(session: Session, organisation: int, person: int | None, today: date) -> list[Absence]:
    """The absences of a person, or of everybody, that have not ended; the first to begin first."""
    held = select(Absence).where(
        Absence.organisation == organisation, Absence.until >= today, Absence.until >= Absence.since
    ).order_by(Absence.since, Absence.id)  # fmt: skip
    return list(session.scalars(held if person is None else held.where(Absence.person == person)))


def stand_in(session: Session, organisation: int, absence: int) -> tuple[int | None, tuple[int, ...]]:
    """Who stands in during an absence, if anybody, and in which seats."""
    sql = "SELECT short FROM event WHERE organisation = ? AND fact = ? AND short LIKE ? ORDER BY seq DESC LIMIT 1"
    values = (organisation, Away.kind, f'%"{Away.kind}/{absence}"%')
    said = _away(str(run(session, sql, values).scalar_one()))
    return said.instead, said.seats


def _may(ctx: Context, person: int) -> list[Sentence]:
    if person == ctx.who.person or {role for role, _ in ctx.seats} & {ADMINISTRATOR, CLOCK}:
        return []
    return [sentence("Only an administrator says that somebody else is away, or is back.")]


def _fits(ctx: Context, person: int, since: date, until: date) -> list[Sentence]:
    why = missing(ctx, "person", {person})
    if until < since:
        why.append(sentence("The absence would end before it begins."))
    elif until < ctx.today:
        why.append(sentence("The absence would be over already."))
    if until - since >= LONGEST:
        why.append(sentence("Nobody is away for more than a year: let the administrator end the seat instead."))
    if _is_away(ctx, person, since, until):
        why.append(sentence("An absence has been noted for some of these days already."))
    return why


def _stands(
    ctx: Context, person: int, since: date, until: date, instead: int | None, own: list[Seat]
) -> list[Sentence]:  # fmt: skip
    """Why nobody, or not that person, can stand in."""
    if instead is None:
        return []
    why = missing(ctx, "person", {instead})
    if instead == person:
        why.append(sentence("Nobody stands in for themselves."))
    elif _is_away(ctx, instead, since, until):
        why.append(sentence("Whoever is to stand in is away then, too."))
    if not own:
        why.append(sentence("There is no seat to stand in for: substitutes of the elected are chosen by the council."))
    return why


def _is_away(ctx: Context, person: int, since: date, until: date) -> bool:
    sql = (
        "SELECT 1 FROM absence WHERE organisation = ? AND person = ? AND since <= ? AND until >= ? AND until >= since "
        "LIMIT 1"
    )
    values = (ctx.who.organisation, person, until.isoformat(), since.isoformat())
    return run(ctx.session, sql, values).first() is not None


def _seats(ctx: Context, person: int, since: date, until: date) -> list[Seat]:
    """The seats that can be lent, which the person has some day from `since` to `until`: the official ones, but for the
    administrator's, who gives seats."""
    held = select(Seat).where(
        Seat.organisation == ctx.who.organisation, Seat.person == person, Seat.since <= until, Seat.until >= since,
        Seat.until >= Seat.since,
    ).order_by(Seat.id)  # fmt: skip
    roles = every_role(ctx)
    lent = {name for name, role in roles.items() if role.kind == OFFICIAL} - {ADMINISTRATOR}
    return [seat for seat in ctx.session.scalars(held) if seat.role in lent]


def _lent(seat: Seat, instead: int, since: date, until: date) -> Seat:
    """The seat, as somebody else sits in it for a while."""
    return Seat(organisation=seat.organisation, person=instead, unit=seat.unit, role=seat.role,
                since=max(since, seat.since), until=min(until, seat.until), substitute=True)  # fmt: skip


def _numbered(ctx: Context, numbers: tuple[int, ...]) -> list[Seat]:
    held = select(Seat).where(Seat.organisation == ctx.who.organisation, Seat.id.in_(numbers)).order_by(Seat.id)
    return list(ctx.session.scalars(held.execution_options(populate_existing=True)))


def _said(ctx: Context) -> Away:
    """What was said under the same key."""
    sql = "SELECT short FROM event WHERE organisation = ? AND seq = ? AND fact = ?"
    return _away(str(run(ctx.session, sql, (ctx.who.organisation, ctx.already, Away.kind)).scalar_one()))


def _away(short: str) -> Away:
    return Away.model_validate(next(iter(json.loads(short).values())))


def _telling(
    who: Who, absence: Absence, step: str, at: datetime, instead: int | None, seats: tuple[int, ...]
) -> Entry:  # fmt: skip
    """The event that tells of an absence as it now is."""
    said = Away(absence=absence.id, person=absence.person, since=absence.since, until=absence.until,
                instead=instead, seats=seats)  # fmt: skip
    key = said.key()
    return Entry(
        who=who.person, on_behalf_of=who.on_behalf_of, recorded=at, effective=local_day(at), step=step,
        fact=said.kind, short={key: said.short()}, body=canonical({key: said.model_dump(mode="json")}),
    )  # fmt: skip
