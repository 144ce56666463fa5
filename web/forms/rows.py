"""The rows a form begins with: one for each indicator, criterion, round or year, and a few empty ones."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from web.forms.shape import Shape
from web.language import language, say
from web.names import titled
from workflow.cycle.timetable import default_timetable
from workflow.facts.decision import DecidedTarget
from workflow.facts.indicator import Indicator, MeasuredValue
from workflow.facts.review import Judgement
from workflow.facts.timetable import RoundDates
from workflow.facts.wording import Milestone
from workflow.goals.target import Target, amount
from workflow.measuring.values import latest, values
from workflow.records.case import Case
from workflow.records.queries.events import in_full
from workflow.states.context import CaseContext, Context
from workflow.states.guards.base import children
from workflow.words import Say

EMPTY = 3
"""Empty rows after those that are filled in."""
YEARS = 4


@dataclass(frozen=True)
class Row:
    """A row: what it is about, a hint, and what stands in it from the beginning."""

    legend: str = ""
    hint: str = ""
    plain: dict[str, Any] = field(default_factory=dict)


def rows(ctx: Context, shape: Shape, said: list[dict[str, Any]]) -> list[Row]:
    """The rows of a field; `said` are those of the last fact of the sort."""
    made = SORTS.get(shape.part) if shape.part else None
    return list(made(ctx, said)) if made else [Row(plain=row) for row in said] + [Row()] * EMPTY


def _measured(ctx: Context, said: list[dict[str, Any]]) -> Iterator[Row]:
    known = {row["indicator"]: row for row in said}
    for case, indicator, target in _indicators(ctx):
        own = latest(values(case.facts, {}, case.id, case.year))
        last = known.get(case.id) or {"value": own.value if own else None}
        plain = {key: value for key, value in last.items() if value is not None} | {"indicator": case.id}
        yield Row(_named(case, indicator), _aim(indicator, target, plain.get("value")), plain)


def _targets(ctx: Context, said: list[dict[str, Any]]) -> Iterator[Row]:
    for case, indicator, target in _indicators(ctx):
        yield Row(_named(case, indicator), _aim(indicator, target, None), {"indicator": case.id})


def _criteria(ctx: Context, said: list[dict[str, Any]]) -> Iterator[Row]:
    known = {row["criterion"]: row for row in said}
    for name, title in ctx.model.criteria.items():
        yield Row(say(title), "", known.get(name, {}) | {"criterion": name})


def _rounds(ctx: Context, said: list[dict[str, Any]]) -> Iterator[Row]:
    year = ctx.case.year if isinstance(ctx, CaseContext) else None
    for row in said or (default_timetable(ctx.model, year) if year else []):
        title = ctx.model.rounds[row["round"]].title if row["round"] in ctx.model.rounds else row["round"]
        yield Row(say(title) if not isinstance(title, str) else title, "", dict(row))


def _milestones(ctx: Context, said: list[dict[str, Any]]) -> Iterator[Row]:
    known = {row["year"]: row for row in said}
    first = ctx.case.year if isinstance(ctx, CaseContext) and ctx.case.year else min(known, default=ctx.today.year)
    for year in sorted({*range(first, first + YEARS), *known}):
        yield Row(str(year), "", known.get(year, {}) | {"year": year})


SORTS: dict[Any, Callable[[Context, list[dict[str, Any]]], Iterator[Row]]] = {
    MeasuredValue: _measured, DecidedTarget: _targets, Judgement: _criteria, RoundDates: _rounds, Milestone: _milestones,
}  # fmt: skip


def _indicators(ctx: Context) -> Iterator[tuple[Case, Indicator, Target]]:
    """The indicators of the case, each as it was set, in full: a target may be in words."""
    found = children(ctx, "indicator") if isinstance(ctx, CaseContext) else []
    told = in_full(ctx.session, ctx.who.organisation, found, Indicator)
    for case in found:
        said = told.get(case.id, Indicator.of({}))
        yield case, said, Target.of({**case.facts, Indicator.kind: vars(said)}, case.year)


def _named(case: Case, indicator: Indicator) -> str:
    return f"{titled(case)} ({indicator.unit})" if indicator.unit else titled(case)


def _aim(indicator: Indicator, target: Target, last: float | None) -> str:
    """What is aimed at, and what was measured last."""
    spoken = Say(language())
    parts = (
        ("Target %(value)s.", target.in_words(spoken)),
        ("Baseline %(value)s.", amount(spoken, indicator.baseline)),
        ("Last value %(value)s.", amount(spoken, last)),
    )
    return " ".join(say(text, value=value) for text, value in parts if value)
