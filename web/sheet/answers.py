"""What was decided before is answered for first: a measure's effect in each round, every activity at the closing."""

from collections.abc import Iterator
from dataclasses import dataclass

from web.names import titled
from web.sheet.book import Book
from workflow.exchange import addresses
from workflow.facts.cost import Progress
from workflow.governance.model import State, Step
from workflow.records.case import Snapshot
from workflow.states.refusals import refusals
from workflow.states.situation import Situation

START, FINISH, SETTLE = "start", "finish", "settle"


@dataclass(frozen=True)
class Asked:
    """A measure or activity that is answered for. `steps` are taken with the answer, the last with the words;
    `finish` instead of it when it is done. `said` is what was answered in this round already."""

    case: Snapshot
    title: str
    address: str
    state: State
    effect: str
    said: str
    steps: tuple[Step, ...]
    finish: Step | None
    settles: bool

    @property
    def name(self) -> str:
        """How the names of its fields begin, within its goal's."""
        return f"p-{self.case.id}-"


def asked_of(book: Book, goal: Snapshot) -> Iterator[Asked]:
    """What hangs from the goal and is to be answered for in the round, or was."""
    kinds = ("measure",) if book.round else ("measure", "activity")
    for case in book.children.get(goal.id, ()):
        if book.now.model.levels[case.level].kind in kinds:
            now = book.about(case)
            one = _closing(book, now, case) if not book.round else _forecast(book, now, case)
            if one.steps or one.said:
                yield one


def _forecast(book: Book, now: Situation, case: Snapshot) -> Asked:
    """Did it have an effect? Who answers for one that has not been started says that it has been."""
    effect = next((step for step in now.level.steps if step.says == Progress.kind and book.round in step.rounds), None)
    begin, finish = now.level.step.get(START), now.level.step.get(FINISH)
    said = str(book.whole(case, f"{Progress.kind}/{book.round}").get("comment", ""))
    steps: tuple[Step, ...] = ()
    if effect and _may(now, effect, book.round):
        steps = (effect,)
    elif effect and begin and _may(now, begin, "") and begin.to in effect.from_:
        steps = (begin, effect)
    return _asked(book, now, case, said, steps, finish if finish and _may(now, finish, "") else None, False)


def _closing(book: Book, now: Situation, case: Snapshot) -> Asked:
    settle = now.level.step.get(SETTLE)
    steps = (settle,) if settle and _may(now, settle, "") else ()
    said = str(book.whole(case, Progress.kind).get("comment", "")) if now.level.state[case.state].final else ""
    return _asked(book, now, case, said, steps, None, True)


def _asked(
    book: Book, now: Situation, case: Snapshot, said: str, steps: tuple[Step, ...], finish: Step | None, settles: bool
) -> Asked:  # fmt: skip
    effect = str(book.whole(case, "measure").get("effect", ""))
    return Asked(case, titled(case), addresses.of_case(case, now.model), now.level.state[case.state], effect, said,
                 steps, finish, settles)  # fmt: skip


def _may(now: Situation, step: Step, round: str) -> bool:
    return not refusals(now.asking(step, None, round), brief=True)
