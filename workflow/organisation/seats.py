"""Who sits where: seats are given and left in the same chain as everything else, and written here alone."""

import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflow.cycle.working_days import local_day
from workflow.facts import canonical
from workflow.facts.clerical import Seated
from workflow.governance.model import CLOCK, Role
from workflow.records.event_log import Entry, append
from workflow.records.organisation import FOREVER, Seat
from workflow.records.queries.models import models_of
from workflow.records.sql import run
from workflow.states.context import Context, Who, lock
from workflow.states.perform import Refused
from workflow.states.references import missing
from workflow.words import Sentence, sentence

ADMINISTRATOR = "administrator"
"""The role that gives seats, beside the clock that sets up an organisation."""


@dataclass(frozen=True, slots=True)
class Place:
    """A role at a unit, from a day to a day (inclusive)."""

    role: str
    unit: int
    since: date
    until: date = FOREVER
    substitute: bool = False


def appoint(
    session: Session, who: Who, person: int, place: Place, *, at: datetime, idempotency_key: str | None = None
) -> int:
    """Give `person` a seat; its number, the same for the same key. Refused when the person who asks may not, or the
    place cannot be."""
    ctx = lock(session, None, who, at, idempotency_key=idempotency_key)
    if ctx.already:
        return _given(ctx)
    if why := [*_may(ctx), *_fits(ctx, person, place)]:
        raise Refused(why)
    seat = Seat(organisation=who.organisation, person=person, unit=place.unit, role=place.role,
                since=place.since, until=place.until, substitute=place.substitute)  # fmt: skip
    session.add(seat)
    session.flush()
    append(session, ctx.head, [seating(who, seat, "appoint", at, idempotency_key)])
    return seat.id


def dismiss(session: Session, who: Who, seat: int, *, at: datetime, until: date | None = None) -> None:
    """End a seat on the day `until` (yesterday when none is given). Nothing is deleted."""
    ctx = lock(session, None, who, at)
    if why := _may(ctx):
        raise Refused(why)
    own = select(Seat).where(Seat.organisation == who.organisation, Seat.id == seat)
    held = session.scalars(own.execution_options(populate_existing=True)).one_or_none()
    if held is None:
        raise Refused([sentence("There is no such seat.")])
    held.until = until or local_day(at) - timedelta(days=1)
    session.flush()
    append(session, ctx.head, [seating(who, held, "dismiss", at, None)])


def _given(ctx: Context) -> int:
    """The seat that was given under the same key."""
    sql = "SELECT short FROM event WHERE organisation = ? AND seq = ? AND fact = ?"
    short = run(ctx.session, sql, (ctx.who.organisation, ctx.already, Seated.kind)).scalar_one()
    return int(next(iter(json.loads(short).values()))["seat"])


def every_role(ctx: Context) -> dict[str, Role]:
    """The roles of all models that years follow or have followed; one that several have is as in the one at hand."""
    models = (*models_of(ctx.session, ctx.who.organisation), ctx.model)
    return {name: role for model in models for name, role in model.roles.items()}


def _may(ctx: Context) -> list[Sentence]:
    if {role for role, _ in ctx.seats} & {ADMINISTRATOR, CLOCK}:
        return []
    return [sentence("Only an administrator gives and ends seats.")]


def _fits(ctx: Context, person: int, place: Place) -> list[Sentence]:
    why = []
    if place.role not in every_role(ctx):
        why.append(sentence("There is no role “%(role)s” in the model.", role=place.role))
    if place.role == CLOCK:
        why.append(sentence("Nobody but the calendar itself has its role."))
    if place.until < place.since:
        why.append(sentence("The seat would end before it begins."))
    return why + missing(ctx, "person", {person}) + missing(ctx, "unit", {place.unit})


def seating(who: Who, seat: Seat, step: str, at: datetime, idempotency_key: str | None) -> Entry:
    """The event that tells of a seat as it now is."""
    said = Seated(seat=seat.id, person=seat.person, unit=seat.unit, role=seat.role, since=seat.since,
                  until=None if seat.until == FOREVER else seat.until, substitute=seat.substitute)  # fmt: skip
    key = said.key()
    return Entry(
        who=who.person, on_behalf_of=who.on_behalf_of, recorded=at, effective=local_day(at), step=step,
        fact=said.kind, short={key: said.short()}, body=canonical({key: said.model_dump(mode="json")}), once=idempotency_key,
    )  # fmt: skip
