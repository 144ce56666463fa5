"""Inventing what somebody might say: a fact of any kind, from its class, the model's scales and what there is to name."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any, get_args, get_origin

from workflow.cycle.timetable import default_timetable
from workflow.facts import KINDS, Fact, Part, extra, fact_of
from workflow.governance.model import Model, Step
from workflow.records.case import Case

WEIGHTS = {
    "approved": 12, "passed": 8, "remarks": 3, "confirmed": 12, "approved_changed": 2,
    "will_be_met": 5, "partly": 3, "not_met": 2, "met": 5, "partly_met": 3,
}  # fmt: skip
"""How often people say what; anything else once."""
BEHIND = ("approved", "noticed")
"""The dates of what has happened already; all others lie ahead."""
OF_ITS_OWN = ("month", "lag_days")
"""Numbers that are no years."""
UPPER = ("target_to", "to")
"""The upper end of an interval: nobody here sets one."""
ACCOUNT = "4600"
"""The one line of everybody's internal budget."""


@dataclass(frozen=True)
class Naming:
    """What a person can name today: cases by kind of level, people, units; the rows of the sheet."""

    cases: Mapping[str, Sequence[int]]
    people: Sequence[int]
    units: Sequence[int]
    indicators: Sequence[Case] = ()


@dataclass(frozen=True)
class Occasion:
    """The occasion on which something is said: the step, the case, the day, and what there is to name."""

    model: Model
    step: Step
    case: Case | None
    today: date
    naming: Naming
    rng: Random

    def invent(self, given: Mapping[str, Any]) -> Fact | None:
        """Something to say, None when the step says nothing. `given` are fields that are already settled."""
        if not self.step.says:
            return None
        kind = KINDS[self.step.says]
        said = {name: given[name] if name in given else self._field(kind, name) for name in kind.model_fields}
        return fact_of(self.step.says, {name: value for name, value in said.items() if value not in (None, "", ())})

    def _field(self, kind: type[Fact], name: str) -> Any:
        """A value for one field, by what the fact class notes about it."""
        noted, annotation = extra(kind, name), kind.model_fields[name].annotation
        if _is_rows(annotation):
            return self._rows(name)
        if name == kind.verdict_field and self.step.verdicts:
            return self._weighed(self.step.verdicts)
        if scale := noted.get("scale"):
            return self._weighed([verdict.name for verdict in self.model.scale(scale)])
        if ref := noted.get("ref"):
            return self._named(ref, get_origin(annotation) is tuple)
        return self._plain(annotation, name, kind.model_fields[name].is_required())

    def _weighed(self, codes: Sequence[str]) -> str:
        return self.rng.choices(codes, [WEIGHTS.get(code, 1) for code in codes])[0] if codes else ""

    def _named(self, ref: str, several: bool) -> Any:
        there = {"person": self.naming.people, "unit": self.naming.units}.get(ref) or self.naming.cases.get(ref, ())
        found = [self.rng.choice(there)] if there else []
        return tuple(found) if several else next(iter(found), None)

    def _plain(self, annotation: Any, name: str, needed: bool) -> Any:
        """Yes or no, a date, a year, a number or a text."""
        kinds = get_args(annotation) or (annotation,)
        for kind, make in self._makers(name, needed).items():
            if any(kind is one or get_args(one)[:1] == (kind,) for one in kinds):
                return make()
        return None

    def _makers(self, name: str, needed: bool) -> dict[type, Callable[[], Any]]:
        """How each sort of value is made; a year of its own (until, from) is nobody's invention."""
        rng = self.rng
        year = (self.case.year if self.case else None) or self.today.year
        ahead = timedelta(days=0 if name in BEHIND else rng.randint(10, 60))
        return {
            bool: lambda: False,
            date: lambda: self.today + ahead,
            int: lambda: None if not needed and (name.endswith("year") or name in OF_ITS_OWN) else year,
            float: lambda: None if name in UPPER else float(rng.randint(10, 95)),
            str: lambda: f"Påhittat {name.replace('_', ' ')} {rng.randint(100, 999)}",
        }

    def _rows(self, name: str) -> Any:
        """The rows of a sheet: a value for each indicator, a judgement for each criterion, a line of the budget."""
        if name == "measured":
            return tuple(
                {"indicator": row.id, "value": float(self.rng.randint(10, 95))} for row in self.naming.indicators
            )
        if name == "criteria":
            return tuple({"criterion": code, "holds": self.rng.random() < 0.8} for code in self.model.criteria)
        if name == "rounds" and self.case and self.case.year:
            return tuple(default_timetable(self.model, self.case.year))
        return ({"account": ACCOUNT, "text": "Målarbete", "amount_sek": 250000.0},) if name == "lines" else ()


def _is_rows(annotation: Any) -> bool:
    """True for a field that holds rows of its own class."""
    inner = get_args(annotation)[:1]
    return get_origin(annotation) is tuple and isinstance(inner[0], type) and issubclass(inner[0], Part)
