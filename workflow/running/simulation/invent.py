"""Inventing what somebody might say: a fact of any kind, from its class, the model's scales and what there is to name."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any, get_args, get_origin

from workflow.cycle.timetable import default_timetable
from workflow.facts import KINDS, Fact, Part, extra, fact_of
from workflow.governance.model import Model, Step
from workflow.records.case import Snapshot

WEIGHTS = {
    "approved": 12, "passed": 8, "remarks": 3, "returned": 1, "remitted": 1, "deferred": 1, "rejected": 1, "dropped": 1,
    "confirmed": 12, "not_confirmed": 1, "changed": 1, "approved_changed": 2, "will_be_met": 5, "partly": 3, "not_met": 2,
    "cannot_be_assessed": 1, "met": 5, "partly_met": 3,
}  # fmt: skip
"""How often people say what; anything else once."""
BEHIND = ("approved", "noticed")
"""The dates of what has happened already; all others lie ahead."""


@dataclass(frozen=True)
class Naming:
    """What a person can name today: cases by kind of level, people, units; the rows of the sheet; the decision at hand."""

    cases: Mapping[str, Sequence[int]]
    people: Sequence[int]
    units: Sequence[int]
    indicators: Sequence[Snapshot] = ()
    account: str = "4600"


def invent(
    model: Model, step: Step, case: Snapshot | None, today: date, naming: Naming, rng: Random, **given: Any
) -> Fact | None:  # fmt: skip
    """Something to say for `step`, None when the step says nothing. `given` are fields that are already settled."""
    if not step.says:
        return None
    kind = KINDS[step.says]
    said: dict[str, Any] = {}
    for name in kind.model_fields:
        value = given[name] if name in given else _field(kind, name, model, step, case, today, naming, rng)
        if value not in (None, "", ()):
            said[name] = value
    return fact_of(step.says, said)


def _field(
    kind: type[Part], name: str, model: Model, step: Step, case: Snapshot | None, today: date, naming: Naming, rng: Random
) -> Any:  # fmt: skip
    """A value for one field, by what the fact class notes about it."""
    noted, annotation = extra(kind, name), kind.model_fields[name].annotation
    if (part := _part(annotation)) is not None:
        return _rows(part, name, model, case, today, naming, rng)
    if issubclass(kind, Fact) and name == kind.verdict_field and step.verdicts:
        return _weighed(step.verdicts, rng)
    if scale := noted.get("scale"):
        return _weighed([verdict.name for verdict in model.scales.get(scale, ())], rng)
    if ref := noted.get("ref"):
        return _named(ref, get_origin(annotation) is tuple, naming, rng)
    return _plain(annotation, name, case, today, rng)


def _weighed(codes: Sequence[str], rng: Random) -> str:
    return rng.choices(list(codes), [WEIGHTS.get(code, 1) for code in codes])[0] if codes else ""


def _named(ref: str, several: bool, naming: Naming, rng: Random) -> Any:
    there = {"person": naming.people, "unit": naming.units}.get(ref) or naming.cases.get(ref, ())
    found = [rng.choice(list(there))] if there else []
    return tuple(found) if several else (found[0] if found else None)


def _plain(annotation: Any, name: str, case: Snapshot | None, today: date, rng: Random) -> Any:
    """Text, a number, a date, a year or yes and no."""
    kinds = get_args(annotation) or (annotation,)
    year = (case.year if case else None) or today.year
    makers: Sequence[tuple[type, Callable[[], Any]]] = (
        (bool, lambda: False),
        (date, lambda: today if name in BEHIND else today + timedelta(days=rng.randint(10, 60))),
        (int, lambda: None if name.endswith("year") else year),
        (float, lambda: float(rng.randint(10, 95))),
        (str, lambda: f"Påhittat {name.replace('_', ' ')} {rng.randint(100, 999)}"),
    )
    for kind, make in makers:
        if any(kind is one or get_args(one)[:1] == (kind,) for one in kinds):
            return make()
    return None


def _part(annotation: Any) -> type[Part] | None:
    """The class of the rows of a tuple field, None for any other field."""
    inner = get_args(annotation)[:1]
    found = inner[0] if inner and get_origin(annotation) is tuple else None
    return found if isinstance(found, type) and issubclass(found, Part) else None


def _rows(
    part: type[Part], name: str, model: Model, case: Snapshot | None, today: date, naming: Naming, rng: Random
) -> Any:  # fmt: skip
    """The rows of a sheet: a value for each indicator, a judgement for each criterion, a line of the budget."""
    if name == "measured":
        return tuple({"indicator": row.id, "value": float(rng.randint(10, 95))} for row in naming.indicators)
    if name == "criteria":
        return tuple({"criterion": criterion, "holds": rng.random() < 0.8} for criterion in model.criteria)
    if name == "rounds" and case and case.year:
        return tuple(default_timetable(model, case.year))
    if name == "lines":
        return ({"account": naming.account, "text": "Målarbete", "amount_sek": 250000.0},)
    return ()
