"""A body's goal year, read: its cases of the year, its goal years before and after, and the §§ that these cite."""

from collections.abc import Iterable
from dataclasses import dataclass

from web.names import Names, names_in
from web.session import around, levels_of, model_of_year, session, who
from web.visible import visible
from workflow.governance.model import Level, Model
from workflow.records.case import Snapshot
from workflow.records.organisation import Unit
from workflow.records.queries.cases import cases
from workflow.records.queries.models import model_of
from workflow.states.situation import Situation, Unknown

KINDS = ("company", "committee", "board")
"""The bodies that have goal years of their own."""
CITED = (
    "id IN (SELECT l.target FROM link l JOIN cases y ON y.id = l.source AND y.organisation = l.organisation "
    "WHERE l.organisation = ? AND l.kind = 'cites' AND y.unit = ? AND y.year = ? AND y.level IN ({levels}))"
)


@dataclass(frozen=True)
class Body:
    """A body in a goal year. `own` is the year's case (None when there is none), `cases` all that hang under it."""

    unit: Unit
    year: int
    model: Model
    own: Snapshot | None
    cases: tuple[Snapshot, ...]
    years: tuple[int, ...]
    names: Names

    def of_kind(self, kind: str) -> list[Snapshot]:
        """The year's cases of a kind of level, in order, those that have left the field out."""
        there = [(case, self.level(case)) for case in self.cases]
        return [case for case, level in there if level.kind == kind and not level.state[case.state].out]

    def level(self, case: Snapshot) -> Level:
        """The level of one of the cases."""
        return model_of(session(), who().organisation, case.model).levels[case.level]

    def asking(self) -> Situation | None:
        """The situation around the year's case, made from what has been read; None when there is none."""
        if self.own is None:
            return None
        return self.about(self.own)

    def about(self, case: Snapshot) -> Situation:
        """The situation around one of the cases."""
        units = self.names.units
        department = units[case.department].path if case.department else ""
        model = model_of(session(), who().organisation, case.model)
        return around()._replace(case=case, model=model, paths=(units[case.unit].path, department))


def bodies(names: Names) -> list[Unit]:
    """The bodies that have goal years, the board first."""
    return sorted((unit for unit in names.units.values() if unit.kind in KINDS), key=_place)


def body(code: str, year: int | None) -> Body:
    """The body with the code, or the number, in a goal year: that of today when none is asked for. Raises Unknown."""
    names = names_in(session(), who().organisation)
    if not around().seats:
        raise Unknown
    unit = next((one for one in bodies(names) if code in (one.code, str(one.id))), None)
    if unit is None:
        raise Unknown
    wanted = year if year and 1990 <= year <= 2100 else around().today.year
    return _body(names, unit, wanted, levels_of("committee_year"))


def marks(found: Iterable[object]) -> str:
    """As many marks as there are values, for a list in SQL."""
    return ", ".join("?" for _ in found)


def _body(names: Names, unit: Unit, year: int, levels: list[str]) -> Body:
    org, some = who().organisation, marks(levels)
    where = f"organisation = ? AND (unit = ? AND (year = ? OR level IN ({some})) OR {CITED.format(levels=some)}) ORDER BY id"
    found = cases(session(), where, (org, unit.id, year, *levels, org, unit.id, year, *levels))
    seen = visible(around(), found, names.units)
    names.cases |= {case.id: case for case in seen}
    own = next((case for case in seen if case.level in levels and case.year == year), None)
    model = model_of(session(), org, own.model) if own else model_of_year(year)
    years = tuple(sorted({case.year for case in seen if case.level in levels and case.year}))
    within = tuple(case for case in seen if case.unit == unit.id and case.year == year)
    return Body(unit, year, model, own, within, years, names)


def _place(unit: Unit) -> tuple[int, int]:
    return -KINDS.index(unit.kind), unit.id
