"""Who sits where: seats are given and left in the same chain as everything else, and written here alone."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from workflow.cycle.calendar import local_day
from workflow.facts import canonical
from workflow.facts.clerical import Seated
from workflow.governance.model import CLOCK
from workflow.records.chain import Entry, append, lock
from workflow.records.organisation import FOREVER, Person, Seat, Unit
from workflow.states.perform import Refused
from workflow.states.situation import Who, read
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


def appoint(session: Session, who: Who, person: int, place: Place, *, at: datetime, once: str | None = None) -> int:
    """Give `person` a seat; its number. Refused when the person who asks may not, or the place cannot be."""
    if why := [*_may(session, who, at), *_fits(session, who, person, place, at)]:
        raise Refused(why)
    seat = Seat(organisation=who.organisation, person=person, unit=place.unit, role=place.role,
                since=place.since, until=place.until, substitute=place.substitute)  # fmt: skip
    head = lock(session, who.organisation)
    session.add(seat)
    session.flush()
    append(session, head, [_entry(who, seat, "appoint", at, once)])
    return seat.id


def dismiss(session: Session, who: Who, seat: int, *, at: datetime, until: date | None = None) -> None:
    """End a seat on the day `until` (yesterday when none is given). Nothing is deleted."""
    if why := _may(session, who, at):
        raise Refused(why)
    head = lock(session, who.organisation)
    last = until or local_day(at) - timedelta(days=1)
    session.execute(update(Seat).where(Seat.organisation == who.organisation, Seat.id == seat).values(until=last))
    held = session.scalars(
        select(Seat).where(Seat.organisation == who.organisation, Seat.id == seat).execution_options(populate_existing=True)
    ).one_or_none()
    if held is None:
        raise Refused([sentence("There is no such seat.")])
    append(session, head, [_entry(who, held, "dismiss", at, None)])


def _may(session: Session, who: Who, at: datetime) -> list[Sentence]:
    roles = {role for role, _ in read(session, None, who, at).seats}
    if roles & {ADMINISTRATOR, CLOCK}:
        return []
    return [sentence("Only an administrator gives and ends seats.")]


def _fits(session: Session, who: Who, person: int, place: Place, at: datetime) -> list[Sentence]:
    here = read(session, None, who, at)
    why = []
    if place.role not in here.model.roles:
        why.append(sentence("There is no role “%(role)s” in the model.", role=place.role))
    if place.until < place.since:
        why.append(sentence("The seat would end before it begins."))
    for table, number, what in ((Person, person, "person"), (Unit, place.unit, "unit")):
        if session.scalar(select(table.id).where(table.organisation == who.organisation, table.id == number)) is None:
            why.append(sentence("There is no %(what)s with the number %(number)s here.", what=what, number=number))
    return why


def _entry(who: Who, seat: Seat, step: str, at: datetime, once: str | None) -> Entry:
    said = Seated(seat=seat.id, person=seat.person, unit=seat.unit, role=seat.role, since=seat.since,
                  until=None if seat.until == FOREVER else seat.until, substitute=seat.substitute)  # fmt: skip
    key = said.key()
    return Entry(
        who=who.person, on_behalf_of=who.on_behalf_of, recorded=at, effective=local_day(at), step=step,
        fact=said.kind, short={key: said.short()}, body=canonical({key: said.model_dump(mode="json")}), once=once,
    )  # fmt: skip
