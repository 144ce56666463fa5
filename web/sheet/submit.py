"""What the sheet asks for is done: every step in one transaction, or the forecast that was given is taken back."""

from collections.abc import Iterable

from web.language import say
from web.session import moment, session, who
from web.sheet.act import Sent
from web.sheet.goal_form import GoalForm
from web.sheet.loader import Book
from workflow.facts.clerical import Correction
from workflow.facts.consequence import Consequence
from workflow.records.case import Case
from workflow.states.command import Command
from workflow.states.perform import Refused, Stale, perform
from workflow.words import Sentence

TAKE_BACK = "take_back"
MOST = 20
"""Consequences that are unsaid with a forecast: what was written again and again in one round."""


class Stuck(Exception):
    """A step could not be taken, so nothing of the sheet is; `stale` when somebody has changed the goal meanwhile."""

    def __init__(self, part: GoalForm, refused: Refused) -> None:
        super().__init__(str(refused))
        self.part = part
        self.why: tuple[Sentence, ...] = refused.why
        self.stale = refused.case if isinstance(refused, Stale) else None


def take(found: Iterable[Sent], once: str) -> None:
    """Take the steps of all goals. `once` is the form's own key; each step happens once under it."""
    for sent in found:
        try:
            _take(sent, once)
        except Refused as refused:
            raise Stuck(sent.part, refused) from refused


def take_back(book: Book, part: GoalForm) -> None:
    """Unsay the forecast of the round, and before it what was said of its consequence."""
    said = part.told.get("seq")
    try:
        goal = part.goal.case
        for _ in range(MOST):
            seq = goal.fact(Consequence.kind, book.round).get("seq", 0)
            if not said or seq < said:
                break
            goal = _unsay(book, goal, seq)
        _unsay(book, goal, said or 0)
    except Refused as refused:
        raise Stuck(part, refused) from refused


def _take(sent: Sent, once: str) -> None:
    for act in sent.acts:
        key = f"{once}/{sent.part.goal.id}/{act.name}" if once else None
        perform(
            session(),
            Command(
                act.step.key,
                act.case,
                who(),
                act.fact,
                at=moment(),
                round=act.round,
                expected_version=act.seen,
                idempotency_key=key,
            ),
        )


def _unsay(book: Book, goal: Case, seq: int) -> Case:
    said = Correction(event=seq, why=say("Taken back by the one who submitted it."))
    return perform(session(), Command(TAKE_BACK, goal.id, who(), said, at=moment(), round=book.round)).case
