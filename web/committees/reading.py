"""A body's goal year, read: its cases of the year, its goal years before and after, and the §§ that these cite."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property

from web.names import Names, names_in
from web.session import around, levels_of, model_of_year, session, who
from web.visible import visible, year_of_goals
from workflow.goals import Goal, Part, goals
from workflow.governance.model import Level, Model, State
from workflow.records.case import Case
from workflow.records.organisation import Unit
from workflow.records.queries.committees import cases_of_body
from workflow.records.queries.models import models_of
from workflow.states.context import CaseContext, Unknown
from workflow.words import Wrong

KINDS = ("company", "committee", "board")
"""The bodies that have goal years of their own."""


@dataclass(frozen=True)
class Body:
    """A body in a goal year. `own` is the year's case (None when there is none), `cases` all that hang under it."""

    unit: Unit
    year: int
    model: Model
    own: Case | None
    cases: tuple[Case, ...]
    years: tuple[int, ...]
    names: Names
    models: Mapping[str, Model]

    def of_kind(self, kind: str) -> list[Case]:
        """The year's cases of a kind of level, in order, those that have left the field out."""
        return self._by_kind.get(kind, [])

    def level(self, case: Case) -> Level:
        """The level of one of the cases."""
        return self.models[case.model].levels[case.level]

    def state(self, case: Case) -> State:
        """The state of one of the cases."""
        return self.level(case).state[case.state]

    def asking(self) -> CaseContext | None:
        """The situation around the year's case, made from what has been read; None when there is none."""
        if self.own is None:
            return None
        return self.about(self.own)

    def about(self, case: Case) -> CaseContext:
        """The situation around one of the cases."""
        units = self.names.units
        department = units[case.department].path if case.department else ""
        return around().about(case, self.models[case.model], (units[case.unit].path, department))

    @cached_property
    def _by_kind(self) -> dict[str, list[Case]]:
        found: dict[str, list[Case]] = {}
        for case in self.cases:
            if not self.state(case).out:
                found.setdefault(self.level(case).kind, []).append(case)
        return found


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


def goals_of(unit: Unit, years: Iterable[int], parts: Part) -> list[Goal]:
    """The goals of a body in some goal years, with the parts asked for; of years that there are."""
    found: list[Goal] = []
    for year in years:
        with suppress(Wrong):
            found += goals(year_of_goals(year, parts, unit.id), unit.id)
    return found


def _body(names: Names, unit: Unit, year: int, levels: list[str]) -> Body:
    found = cases_of_body(session(), who().organisation, unit.id, year, levels)
    models = known_models()
    seen = visible(around(), found, names.units)
    names.cases |= {case.id: case for case in seen}
    own = next((case for case in seen if case.level in levels and case.year == year), None)
    model = models[own.model] if own else model_of_year(year)
    years = tuple(sorted({case.year for case in seen if case.level in levels and case.year}))
    within = tuple(case for case in seen if case.unit == unit.id and case.year == year)
    return Body(unit, year, model, own, within, years, names, models)


def known_models() -> dict[str, Model]:
    """Every model that some case may follow, by digest."""
    return {model.digest: model for model in models_of(session(), who().organisation)}


def _place(unit: Unit) -> tuple[int, int]:
    return -KINDS.index(unit.kind), unit.id
