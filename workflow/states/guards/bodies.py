"""Which body may decide what (KL 5:1-2, 5:26-28, 6:38), and what stood before it."""

from datetime import date
from typing import NamedTuple

from workflow.facts.decision import Decided, Gathering, Minutes
from workflow.facts.review import Review
from workflow.governance.model import Step
from workflow.states.context import CaseContext
from workflow.states.guards.base import guard, is_adopted, unit_of
from workflow.words import Sentence, sentence

SEALED = {"goal": {"wording", "milestone"}, "indicator": {"target", "indicator"}}
"""What may be sealed of a case of each kind of level."""


class Body(NamedTuple):
    """The body behind a §. In the place of a fact it asks whether that body is competent, before there is a §."""

    unit: int
    kind: str
    name: str


def objections_to(ctx: CaseContext, step: Step, body: Body) -> list[Sentence]:
    """Why the body may not decide the step, as the guards say it that ask who has decided; empty: it may."""
    asked = ctx.asking(step, body)  # type: ignore[arg-type]
    found = [guard(asked) for guard in COMPETENCE if guard.__name__ in step.needs]
    return [said for said in found if said]


@guard
def decided_by_council(ctx: CaseContext) -> Sentence | None:
    """Only if the § is the council's: it may not delegate goals and guidelines (KL 5:1-2)."""
    return _decided_by(ctx, "council", sentence("the municipal council"))


@guard
def decided_by_board(ctx: CaseContext) -> Sentence | None:
    """Only if the § is the executive board's: council matters are prepared by it (KL 5:26-28)."""
    return _decided_by(ctx, "board", sentence("the executive board"))


@guard
def decided_by_own_committee(ctx: CaseContext) -> Sentence | None:
    """Only if the § is that of the body that owns the case; a working committee may prepare, not decide (KL 6:38)."""
    found = _ruling(ctx)
    if found is None or isinstance(found, Sentence):
        return found
    if found.unit == ctx.case.unit:
        return None
    return sentence("The decision was taken by %(body)s, but the committee that owns the goal decides this.",
                    body=found.name)  # fmt: skip


@guard
def decided_by_competent_body(ctx: CaseContext) -> Sentence | None:
    """Only if the § is the council's for what the council has sealed, else the own committee's."""
    sealed = SEALED.get(ctx.level.kind, set()).intersection(ctx.model.sealed_by_council)
    return decided_by_council(ctx) if sealed and is_adopted(ctx) else decided_by_own_committee(ctx)


COMPETENCE = (decided_by_council, decided_by_board, decided_by_own_committee, decided_by_competent_body)
"""The guards that ask which body has decided."""


@guard
def meeting_is_held(ctx: CaseContext) -> Sentence | None:
    """Only if the meeting's day has come: nobody logs tomorrow's decision."""
    meeting = ctx.case.said(Gathering)
    if meeting is None or meeting.on <= ctx.today:
        return None
    return sentence("The meeting is not until %(day)s.", day=meeting.on)


@guard
def minutes_are_not_ahead(ctx: CaseContext) -> Sentence | None:
    """Only if the minutes were approved after the meeting and not later than today: what hangs on them moves with it."""
    meeting, said = ctx.case.said(Gathering), ctx.fact
    if not isinstance(said, Minutes) or (meeting.on if meeting else date.min) <= said.approved <= ctx.today:
        return None
    return sentence("The minutes cannot have been approved on %(day)s.", day=said.approved)


@guard
def was_reviewed(ctx: CaseContext) -> Sentence | None:
    """Remark: the goal was never reviewed against the criteria."""
    return None if ctx.case.has_said(Review) else sentence("Not reviewed by the quality control group.")


@guard
def was_endorsed(ctx: CaseContext) -> Sentence | None:
    """Remark: the committee has not endorsed the goal."""
    return None if ctx.case.has_said(Decided, "endorse") else sentence("Not endorsed by the committee.")


@guard
def was_prepared(ctx: CaseContext) -> Sentence | None:
    """Remark: the board has not prepared the matter (KL 5:26-28)."""
    return None if ctx.case.has_said(Decided, "prepare") else sentence("Not prepared by the executive board.")


@guard
def was_returned(ctx: CaseContext) -> Sentence | None:
    """Only if the review has returned the goal."""
    if ctx.case.verdict(Review) == "returned":
        return None
    return sentence("The goal has not been returned by the review.")


@guard
def was_remitted(ctx: CaseContext) -> Sentence | None:
    """Only if a body has sent the matter back."""
    said = (Decided.of(short) for key, short in ctx.case.facts.items() if key.startswith(f"{Decided.kind}/"))
    if any(one.verdict == "remitted" for one in said):
        return None
    return sentence("The goal has not been sent back by any body.")


def _decided_by(ctx: CaseContext, kind: str, body: Sentence) -> Sentence | None:
    found = _ruling(ctx)
    if found is None or isinstance(found, Sentence) or found.kind == kind:
        return found if isinstance(found, Sentence) else None
    return sentence("The decision was taken by %(body)s, but only %(competent)s decides this.",
                    body=found.name, competent=body)  # fmt: skip


def _ruling(ctx: CaseContext) -> Sentence | Body | None:
    """The body of the § that is cited, a sentence when it cannot be cited, None while nothing is said."""
    if ctx.fact is None or isinstance(ctx.fact, Body):
        return ctx.fact
    cited = getattr(ctx.fact, "decision", None)
    if cited is None:
        return sentence("Name the decision: body, date and paragraph.")
    found = unit_of(ctx, cited)
    levels = {level.name for level in ctx.model.of_kind("decision")}
    if found is None or found.level not in levels:
        return sentence("There is no such decision in the log.")
    if ctx.model.levels[found.level].state[found.state].out:
        return sentence("That decision has been overturned or corrected.")
    return Body(found.unit, found.kind, found.name)
