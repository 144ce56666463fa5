"""Measures that wait for a decision in a round: what the committee is to decide, and what lies within the director's
powers. Read from cases that are at hand; whether somebody may decide is asked when it is done."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from workflow.facts.clerical import Approval
from workflow.facts.consequence import Consequence, Measure
from workflow.facts.decision import Decided
from workflow.governance.model import Model, Step
from workflow.records.case import Case


class Act(NamedTuple):
    """A step that is to be taken of a goal (in the round) or of a measure."""

    case: Case
    step: Step
    round: str = ""

    @property
    def key(self) -> str:
        """The step with its level."""
        return f"{self.case.level}.{self.step.name}"


def of_the_body(model: Model, goal: Case, measures: Iterable[Case], round: str) -> list[Act]:
    """What the body decides: the goal's measures in the round when its consequence has been described, with each of
    them that is proposed; else each proposed measure that needs the body."""
    step = _rounded(model, goal, round, Decided.kind)
    if step and _is_asked(goal, step, round):
        return [Act(goal, step, round), *by_the_body(model, measures)]
    return list(by_the_body(model, [one for one in measures if _needs_body(one)]))


def decided_with(model: Model, goal: Case, measures: Iterable[Case], step: Step, round: str) -> list[Act]:
    """What is said of the goal's proposed measures when `step` says it of the goal's measures in the round: one decision
    is one decision for both records. Nothing for any other step."""
    if not round or _rounded(model, goal, round, step.says) != step:
        return []
    if step.says == Approval.kind:
        return list(_each(model, _free(measures), Approval.kind))
    return list(by_the_body(model, measures)) if step.says == Decided.kind else []


def said_of(act: Act, said: Decided | Approval) -> Decided | Approval:
    """What was said of the goal's measures, said of one of them in its step's own words."""
    if isinstance(said, Approval):
        return Approval(verdict=fitting(act.step, said.verdict))
    return Decided(verdict=fitting(act.step, said.verdict), decision=said.decision, reason=said.reason)


def by_the_body(model: Model, measures: Iterable[Case]) -> Iterator[Act]:
    """What a § says of each proposed measure."""
    return _each(model, measures, Decided.kind)


def fitting(step: Step, verdict: str) -> str:
    """The verdict in the step's own words: what is approved with changes is approved, where the step knows no other."""
    return verdict if verdict in step.verdicts else verdict.partition("_")[0]


def of_the_director(model: Model, goal: Case, measures: Iterable[Case], round: str) -> list[Act]:
    """What the director may decide: the goal's measures in the round when none of them needs the body, and each
    proposed measure that does not."""
    own = list(measures)
    free = _free(own)
    step = _rounded(model, goal, round, Approval.kind)
    body = _rounded(model, goal, round, Decided.kind)
    asked = step and body and len(free) == len(own) and _is_asked(goal, body, round)
    return ([Act(goal, step, round)] if step and asked else []) + list(_each(model, free, Approval.kind))


def _needs_body(measure: Case) -> bool:
    said = measure.said(Measure)
    return bool(said and said.needs_body)


def _free(measures: Iterable[Case]) -> list[Case]:
    """The measures that need no body."""
    return [measure for measure in measures if not _needs_body(measure)]


def _rounded(model: Model, goal: Case, round: str, kind: str) -> Step | None:
    """The goal's step that says `kind` of its measures in the round: the model repeats no other so."""
    steps = model.levels[goal.level].steps
    return next((step for step in steps if step.says == kind and round in step.rounds), None)


def _is_asked(goal: Case, step: Step, round: str) -> bool:
    """True when the consequence is described, and neither the body nor the director has decided."""
    taken = goal.took(step.name, round) or bool(step.instead and goal.took(step.instead, round))
    return goal.state in step.from_ and goal.has_said(Consequence, round) and not taken


def _each(model: Model, measures: Iterable[Case], kind: str) -> Iterator[Act]:
    for measure in measures:
        steps = model.levels[measure.level].steps
        yield from (Act(measure, step) for step in steps if step.says == kind and measure.state in step.from_)
