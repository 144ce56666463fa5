"""Who sits where: the seats of today by unit, those that are vacant or soon will be, and everything about one person."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlalchemy import select

from web.language import sorting
from web.names import Names
from web.session import session, who
from workflow.governance.model import CLOCK, Role
from workflow.organisation.seats import every_role
from workflow.records.organisation import FOREVER, Absence, Person, Seat
from workflow.states.context import Context
from workflow.words import Title

SOON = timedelta(days=120)
"""A seat that ends within so many days is named."""


@dataclass(frozen=True)
class Held:
    """A seat: whose, which role, where, from when to when (None: without end), and how it lies to today."""

    seat: int
    person: int
    name: str
    role: Title
    unit: str
    since: date
    until: date | None
    substitute: bool
    away: date | None = None
    stands: str = "now"


@dataclass
class Body:
    """A unit with its seats, and the roles that nobody has there any more: (role, since when)."""

    name: str
    held: list[Held] = field(default_factory=list)
    vacant: list[tuple[Title, date]] = field(default_factory=list)


Roles = dict[str, Role]
Rows = list[tuple[Seat, Held]]


def roll(ctx: Context, names: Names) -> Rows:
    """All seats but the calendar's, in order of appointment."""
    held = select(Seat).where(Seat.organisation == who().organisation, Seat.role != CLOCK).order_by(Seat.id)
    seats = session().scalars(held).all()
    names.add_people(seat.person for seat in seats)
    away = _away(ctx.today)
    roles = every_role(ctx)
    return [(seat, _held(ctx, names, seat, roles, away)) for seat in seats if seat.role in roles]


def bodies(ctx: Context, names: Names, rows: Rows) -> list[Body]:
    """The units that have or had seats, in the order in which they were made."""
    found: dict[int, Body] = {}
    for unit in names.units:
        own = [(seat, held) for seat, held in rows if seat.unit == unit]
        if own:
            today = [held for _, held in own if held.stands == "now"]
            found[unit] = Body(names.unit(unit), sorted(today, key=lambda held: sorting(held.name)),
                               list(_vacant(every_role(ctx), [seat for seat, _ in own], ctx.today)))  # fmt: skip
    return [body for body in found.values() if body.held or body.vacant]


def of_person(rows: Rows, person: int) -> list[Held]:
    """Every seat that a person has, had or will have, the newest first."""
    own = [held for _, held in rows if held.person == person]
    return sorted(own, key=lambda held: (held.since, held.seat), reverse=True)


def ending(ctx: Context, rows: Rows) -> list[Held]:
    """The seats of today that end before long, the first first."""
    soon = [held for _, held in rows if held.stands == "now" and held.until and held.until <= ctx.today + SOON]
    return sorted(soon, key=lambda held: (held.until or FOREVER, sorting(held.name)))


def elected(ctx: Context, rows: Rows) -> list[Held]:
    """The seats of today in elected roles: those that end with the term."""
    roles = {name for name, role in every_role(ctx).items() if role.kind == "elected"}
    return [held for seat, held in rows if seat.role in roles and held.stands == "now"]


def everybody(names: Names) -> list[Person]:
    """The people of the organisation, in the alphabet; the calendar is none of them."""
    held = session().scalars(select(Person).where(Person.organisation == who().organisation, Person.email != ""))
    return sorted(held, key=lambda person: sorting(person.name))


def _held(ctx: Context, names: Names, seat: Seat, roles: Roles, away: dict[int, date]) -> Held:
    stands = "past" if seat.until < ctx.today else "coming" if seat.since > ctx.today else "now"
    return Held(
        seat.id, seat.person, names.person(seat.person), roles[seat.role].title, names.unit(seat.unit), seat.since,
        None if seat.until == FOREVER else seat.until, seat.substitute, away.get(seat.person), stands,
    )  # fmt: skip


def _away(today: date) -> dict[int, date]:
    """Who is away today, until when."""
    held = select(Absence).where(
        Absence.organisation == who().organisation, Absence.since <= today, Absence.until >= today
    )
    return {absence.person: absence.until for absence in session().scalars(held)}


def _vacant(roles: Roles, seats: Iterable[Seat], today: date) -> Iterable[tuple[Title, date]]:
    """The roles that somebody had at a unit and nobody has now, with the day on which the last one left."""
    last: dict[str, date] = defaultdict(lambda: date.min)
    for seat in seats:
        if seat.since <= today and not seat.substitute:
            last[seat.role] = max(last[seat.role], seat.until)
    return [(roles[role].title, until) for role, until in last.items() if until < today]
