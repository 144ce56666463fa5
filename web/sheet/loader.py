"""A committee's round as a book that is open: its report, the goals that are asked about, and all that was said of them.
Read with a fixed number of questions, however many goals there are."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from web.forms.choices import Option, options
from web.forms.shape import shapes
from web.names import Names, names_in
from web.reports.returned import Last, key_of, returned
from web.session import around, session, who
from web.visible import visible, year_of_goals
from workflow.facts.closing import Closing
from workflow.facts.consequence import Measure
from workflow.facts.forecast import Forecast
from workflow.goals import Goal, GoalYear, Part, goals
from workflow.governance.model import Model, Step
from workflow.organisation.responsibility import seats
from workflow.organisation.visibility import covers
from workflow.records.case import Case
from workflow.records.queries.cases import cases_numbered
from workflow.states.context import CaseContext, Unknown

PARTS = Part.INDICATORS | Part.WORK | Part.REPORTS | Part.OTHER_YEARS | Part.WORDS | Part.PEOPLE


@dataclass(frozen=True)
class Book:
    """The round. `now` is the situation about the report, `year` the committee's goal year."""

    ctx: CaseContext
    names: Names
    year: GoalYear

    @property
    def report(self) -> Case:
        """The report of the round."""
        return self.ctx.case

    @cached_property
    def cls(self) -> type[Forecast] | type[Closing]:
        """What a goal is asked to say."""
        return asks(self.ctx.model, self.report.round)

    @cached_property
    def round(self) -> str:
        """The round in which the goals say it: a closing is said in none."""
        return self.report.round if self.cls is Forecast else ""

    @cached_property
    def earlier(self) -> list[str]:
        """The rounds of forecasts before this one, the latest first."""
        rounds = [name for name in self.ctx.model.rounds if asks(self.ctx.model, name) is Forecast]
        return rounds[: rounds.index(self.round)][::-1] if self.round else rounds[::-1]

    @cached_property
    def goals(self) -> tuple[Goal, ...]:
        """The goals that are to say something in the round, or have."""
        return tuple(goal for goal in goals(self.year, self.report.unit) if self._is_asked(goal))

    @cached_property
    def people(self) -> tuple[Option, ...]:
        """Who can answer for a measure: whoever has a seat that reaches the body."""
        shape = next(shape for shape in shapes(Measure) if shape.ref == "person")
        found = options(self.ctx, self.names, shape)
        self.names.people.update({int(one.value): str(one.text) for one in found})
        held, body = seats(self.ctx.session, self.ctx.who.organisation, self.ctx.today), (self.ctx.paths[0], "")
        near = {str(one.person) for one in held.holders if covers(self.ctx.model, one.role, one.path, body)}
        return tuple(one for one in found if one.value in near)

    @property
    def returned(self) -> Last | None:
        """What was said of the report when it came back."""
        return returned(self.ctx, self.year.said(self.report, key_of(self.ctx)))

    def about(self, case: Case) -> CaseContext:
        """The situation about another case of the book."""
        above = self.names.units[case.department].path if case.department else ""
        paths = (self.names.units[case.unit].path, above)
        return self.ctx.about(case, self.year.model_of(case), paths)

    def steps_of(self, goal: Goal) -> list[Step]:
        """The steps by which the goal says it; those that nobody owes are not for a sheet."""
        return [
            step
            for step in goal.level.steps
            if step.says == self.cls.kind and step.due and self.round in (step.rounds or ("",))
        ]

    def _is_asked(self, goal: Goal) -> bool:
        states = {state for step in self.steps_of(goal) for state in step.from_}
        return goal.case.state in states or bool(goal.case.fact(self.cls.kind, self.round))


def opened(number: int) -> Book:
    """The book of the report with this number; Unknown when there is none to be seen."""
    names = names_in(session(), who().organisation)
    found = visible(around(), cases_numbered(session(), who().organisation, [number]).values(), names.units)
    report = next(iter(found), None)
    if report is None or report.year is None:
        raise Unknown
    year = year_of_goals(report.year, PARTS, report.unit)
    if year.kind(report) != "report":
        raise Unknown
    model, path = year.model_of(report), names.units[report.unit].path
    return Book(around().about(report, model, (path, "")), names, year)


def asks(model: Model, round: str) -> type[Forecast] | type[Closing]:
    """What the goals are asked to say in a round."""
    forecast = any(round in step.rounds for step in _steps(model, Forecast.kind))
    return Forecast if forecast else Closing


def _steps(model: Model, kind: str) -> Iterator[Step]:
    return (step for level in model.of_kind("goal") for step in level.steps if step.says == kind)
