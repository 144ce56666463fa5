"""What was decided before is answered for first: a measure's effect in each round, every activity at the closing."""

from collections.abc import Iterator
from dataclasses import dataclass

from web.sheet.loader import Book
from workflow.exchange import addresses
from workflow.facts.cost import Progress
from workflow.goals import Goal
from workflow.goals.work import Work
from workflow.governance.model import Step
from workflow.states.context import Context
from workflow.states.permissions import refusals

START, FINISH, SETTLE = "start", "finish", "settle"


@dataclass(frozen=True)
class AskedWork:
    """A measure or activity that is answered for. `steps` are taken with the answer, the last with the words;
    `finish` instead of it when it is done. `said` is what was answered in this round already."""

    work: Work
    said: str
    steps: tuple[Step, ...]
    finish: Step | None
    settles: bool

    @property
    def name(self) -> str:
        """How the names of its fields begin, within its goal's."""
        return f"p-{self.work.case.id}-"

    @property
    def address(self) -> str:
        """Its own page."""
        return addresses.of_case(self.work.case, self.work.year.model_of(self.work.case))


def asked_of(book: Book, goal: Goal) -> Iterator[AskedWork]:
    """What hangs from the goal and is to be answered for in the round, or was."""
    found = goal.measures if book.round else (*goal.measures, *goal.activities)
    for work in sorted(found, key=lambda one: one.case.id):
        one = _forecast(book, work) if book.round else _closing(book, work)
        if one.steps or one.said:
            yield one


def _forecast(book: Book, work: Work) -> AskedWork:
    """Did it have an effect? Who answers for one that has not been started says that it has been."""
    ctx = book.about(work.case)
    effect = next((step for step in ctx.level.steps if step.says == Progress.kind and book.round in step.rounds), None)
    begin, finish = ctx.level.step.get(START), ctx.level.step.get(FINISH)
    steps: tuple[Step, ...] = ()
    if effect and _may(ctx, effect, book.round):
        steps = (effect,)
    elif effect and begin and _may(ctx, begin, "") and begin.to in effect.from_:
        steps = (begin, effect)
    finish = finish if finish and _may(ctx, finish, "") else None
    return AskedWork(work, work.answer(book.round), steps, finish, settles=False)


def _closing(book: Book, work: Work) -> AskedWork:
    ctx = book.about(work.case)
    settle = ctx.level.step.get(SETTLE)
    steps = (settle,) if settle and _may(ctx, settle, "") else ()
    return AskedWork(work, work.answer("") if work.state.final else "", steps, None, settles=True)


def _may(ctx: Context, step: Step, round: str) -> bool:
    return not refusals(ctx.asking(step, None, round), brief=True)
