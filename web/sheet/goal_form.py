"""One goal's part of the sheet: what it said, what it says now, how it is measured, and what this person may do.
What is not asked for is not made: to read what was sent takes little of it."""

from dataclasses import dataclass, replace
from functools import cached_property

from web import handing
from web.sheet.answers import AskedWork, asked_of
from web.sheet.loader import Book
from workflow.exchange import addresses
from workflow.facts.closing import Closing
from workflow.facts.consequence import Consequence
from workflow.facts.forecast import Forecast
from workflow.goals import Goal, Indicator
from workflow.goals.forecast import RoundForecast
from workflow.goals.target import amount
from workflow.goals.work import Work
from workflow.goals.year import NOTHING, Said
from workflow.governance.model import Step
from workflow.measuring.judgement import SaidJudgement
from workflow.measuring.values import CLOSING
from workflow.states.context import CaseContext
from workflow.states.permissions import refusals
from workflow.words import Sentence


@dataclass(frozen=True)
class Gauge:
    """An indicator in words: what it aims at, where it began, what was known before this round, and what is said in it."""

    indicator: Indicator
    name: str
    unit: str
    target: str
    baseline: str
    before: str
    now: str


@dataclass(frozen=True)
class GoalForm:
    """A goal on the sheet."""

    book: Book
    goal: Goal
    number: int = 0

    @property
    def before_it(self) -> str:
        """How the names of its fields begin."""
        return f"g{self.goal.id}-"

    @cached_property
    def ctx(self) -> CaseContext:
        """The situation around it."""
        return self.book.about(self.goal.case)

    @property
    def address(self) -> str:
        """Its own page."""
        return addresses.of_case(self.goal.case, self.goal.model)

    @property
    def step(self) -> Step | None:
        """How this person says it, None when they may not."""
        return next((step for step, why in self._whys.items() if not why), None)

    @property
    def why_not(self) -> tuple[Sentence, ...]:
        """Why they may not, of the step that the goal's state is nearest to."""
        near = (why for step, why in self._whys.items() if self.goal.case.state in step.from_)
        return () if self.step else next(near, ())

    @cached_property
    def round(self) -> RoundForecast | None:
        """What is said in the round; None on the sheet of the closing."""
        return RoundForecast(self.book.year, self.goal.case, self.book.round) if self.book.round else None

    @property
    def told(self) -> Said:
        """What it has said, {} while it has said nothing."""
        key = f"{Forecast.kind}/{self.round.name}" if self.round else Closing.kind
        return self.goal.year.said(self.goal.case, key)

    @property
    def judged(self) -> SaidJudgement | None:
        """The judgement in that, which a source may give in its own words; None while nothing is said."""
        if self.round:
            return self.round.judgement if self.round.is_said else None
        said = self.goal.judgement
        return said.said if said and self.goal.is_closed else None

    @cached_property
    def before(self) -> RoundForecast | None:
        """The last forecast before this."""
        said = {round.name: round for round in self.goal.rounds if round.is_said}
        return next((said[name] for name in self.book.earlier if name in said), None)

    @property
    def consequence(self) -> Said:
        """What its outlook in the round leads to, {} while nobody has told."""
        return self._described_in(self.round)

    @property
    def carried(self) -> Said:
        """What the last outlook lead to."""
        return self._described_in(self.before)

    def _described_in(self, round: RoundForecast | None) -> Said:
        return self.goal.year.said(self.goal.case, f"{Consequence.kind}/{round.name}") if round else NOTHING

    @property
    def lacking(self) -> bool:
        """True when it is at risk and nobody has told what that leads to."""
        return bool(self.round and self.round.is_at_risk and not self.round.is_described)

    @cached_property
    def indicators(self) -> tuple[Indicator, ...]:
        """Its indicators in force, in order."""
        return tuple(one for one in self.goal.indicators if not self.book.year.state(one.case).out)

    @cached_property
    def gauges(self) -> tuple[Gauge, ...]:
        """The same in words."""
        return tuple(_gauge(one, self.book.round or CLOSING) for one in self.indicators)

    @cached_property
    def asked(self) -> tuple[AskedWork, ...]:
        """What is to be answered for in the round, or was."""
        return tuple(asked_of(self.book, self.goal))

    @property
    def proposed(self) -> tuple[Work, ...]:
        """Its measures."""
        return tuple(one for one in self.goal.measures if not one.state.out)

    @property
    def take_back(self) -> bool:
        """True when this person may take back what was said."""
        step, mine = self.ctx.level.step.get("take_back"), self.told.get("by") == self.ctx.who.person
        return bool(self.book.round and step and mine) and self._may(step)

    @property
    def describe(self) -> str:
        """Where the consequence is described by itself, "" where the person may not."""
        step, round = self.ctx.level.step.get("describe_consequence"), self.book.round
        return (
            addresses.of_step(self.goal.case, self.goal.model, step, round)
            if round and step and self._may(step)
            else ""
        )

    @property
    def hand_over(self) -> str:
        """Where the goal is handed over to somebody else, "" where the person may not."""
        if not self.step or self.told or self.goal.case.responsible not in (None, self.ctx.who.person):
            return ""
        step = self.ctx.level.step.get(handing.STEP)
        may = step and not refusals(self.ctx.asking(step), brief=True)
        return handing.address(self.ctx, self.goal.model, self.goal.case) if may else ""

    @property
    def responsible(self) -> str:
        """Who answers for it."""
        return self.book.year.person(self.goal.case.responsible)

    @property
    def is_own(self) -> bool:
        """True when this person does."""
        return self.goal.case.responsible == self.ctx.who.person

    @cached_property
    def _whys(self) -> dict[Step, tuple[Sentence, ...]]:
        """The steps by which it is said, each with why this person may not."""
        steps = self.book.steps_of(self.goal)
        return {step: tuple(refusals(self.ctx.asking(step, None, self.book.round))) for step in steps}

    def _may(self, step: Step | None) -> bool:
        return step is not None and not refusals(self.ctx.asking(step, None, self.book.round), brief=True)


def goal_forms(book: Book) -> list[GoalForm]:
    """The goals of the book: first those that the person may speak for and that have said nothing yet."""
    found = [GoalForm(book, goal) for goal in book.goals]
    ordered = sorted(found, key=lambda form: (form.step is None, bool(form.told), not form.is_own))
    return [replace(form, number=place) for place, form in enumerate(ordered, 1)]


def _gauge(indicator: Indicator, round: str) -> Gauge:
    say = indicator.year.say
    known = indicator.newest([value for value in indicator.recent if value.round != round])
    here = next((indicator.reading(value) for value in indicator.recent if value.round == round), None)
    before = now = ""
    if known:
        before, title = indicator.in_words(known), indicator.reading(known).title
        before = f"{before} ({title})" if title else before
    if here:
        now = indicator.in_words(here.value) or (say(here.missing.title) if here.missing else "")
    return Gauge(
        indicator,
        indicator.name,
        indicator.unit,
        target=indicator.target.in_full(say),
        baseline=amount(say, indicator.baseline),
        before=before,
        now=now,
    )
