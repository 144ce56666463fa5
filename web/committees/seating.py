"""Who sits over which bodies today, read with their names in one question; seats that nobody holds are named."""

from dataclasses import dataclass

from web.language import sorting
from web.names import Names
from web.session import around, session, who
from workflow.governance.model import Model, Role
from workflow.organisation.responsibility import Seats, seated
from workflow.records.organisation import Unit
from workflow.records.queries.committees import SeatRow, seats_on
from workflow.words import Title


@dataclass(frozen=True)
class Sitting:
    """Somebody in a seat: the name, and whether it is in another's place or the person is away."""

    name: str
    substitute: bool
    away: bool


@dataclass(frozen=True)
class Chair:
    """A seat of a body or one of its departments, and who sits in it: nobody when it is vacant."""

    role: Title
    place: str
    sitting: tuple[Sitting, ...]


@dataclass(frozen=True)
class Seating:
    """Everybody's seats today: as the engine asks for them, and row by row."""

    held: Seats
    rows: tuple[SeatRow, ...]


def seating(names: Names) -> Seating:
    """The seats of today; those who sit in them are known by name afterwards."""
    found = seats_on(session(), who().organisation, around().today)
    names.people |= {row.person: row.name for row in found}
    units = [(unit.id, unit.path, unit.name, unit.email, unit.kind) for unit in names.units.values()]
    return Seating(seated([row[:5] for row in found], units), tuple(found))


def chairs(found: Seating, model: Model, names: Names, unit: Unit) -> list[Chair]:
    """The seats at the body that its goal year asks something of, then those of its departments."""
    roles = [model.roles[name] for name in model.roles if name in _asked(model)]
    own = [_chair(found, names, role, unit, "") for role in roles]
    below = sorted(_below(names, unit), key=lambda one: sorting(one.name))
    lower = [role for role in roles if role.kind == "official"]
    rest = [_chair(found, names, role, part, part.name) for part in below for role in lower]
    filled = [chair for chair in rest if chair.sitting]
    empty = [part for part in below if not any(chair.place == part.name for chair in filled)]
    vacant = [Chair(role.title, part.name, ()) for part in empty for role in lower[:1]]
    return [chair for chair in own if chair.sitting or not _is_below(chair, filled)] + filled + vacant


def _asked(model: Model) -> set[str]:
    """The roles at a unit that take a step with a date."""
    steps = [step for level in model.levels.values() for step in level.steps if step.due]
    return {role for step in steps for role in step.by[:1] if model.roles[role].scope == "unit"} | {"director"} & set(
        model.roles
    )


def _chair(found: Seating, names: Names, role: Role, unit: Unit, place: str) -> Chair:
    there = (row for row in found.rows if row.role == role.name and row.path == unit.path)
    sitting = {row.person: Sitting(names.person(row.person), row.substitute, row.away) for row in there}
    return Chair(role.title, place, tuple(sitting.values()))


def _below(names: Names, unit: Unit) -> list[Unit]:
    return [one for one in names.units.values() if one.path.startswith(unit.path) and one.id != unit.id]


def _is_below(chair: Chair, filled: list[Chair]) -> bool:
    """True for a seat that is empty at the body because those who hold the role sit in its departments."""
    return any(other.role == chair.role for other in filled)
