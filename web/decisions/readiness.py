"""Is a case ready for the body that met on a day? What it says when it is not, and what to know of it anyhow."""

from collections.abc import Iterable, Iterator
from datetime import date

from web.language import day
from workflow.facts.decision import Decided
from workflow.governance.model import Step
from workflow.records.case import Case
from workflow.states.context import CaseContext
from workflow.states.guards.base import is_adopted
from workflow.states.guards.bodies import was_endorsed, was_prepared, was_reviewed
from workflow.states.guards.order import Past, There, there, worded_on
from workflow.words import Sentence, sentence

PREPARED = (was_reviewed, was_endorsed, was_prepared)
"""The remarks that a step was taken before it was prepared."""


def readiness(
    ctx: CaseContext, step: Step, round: str, past: Past, on: date | None, indicators: Iterable[Case] = (),
    lacks: Iterable[Sentence] = (),
) -> tuple[tuple[Sentence, ...], bool]:  # fmt: skip
    """What to know of the case before it is decided on in the round ("" for none), with the indicators that are decided by
    the same §, and whether it has come as far as it does before that body."""
    lacking = [*lacks, *_late(ctx, step, round, past, on), *_late_indicators(indicators, past, on)]
    return (*_sent_back(ctx, past), *_reviewed(ctx), *lacking), not lacking and _has_come(ctx, step)


def came_after(ctx: CaseContext, step: Step, round: str, past: Past, on: date | None) -> There | None:
    """What was not there yet on the day when the body met; None when all was, or nobody knows."""
    found = there(ctx.asking(step, round=round), step, past)
    return found if found and on and on < found.since else None


def unprepared(cases: Iterable[CaseContext], step: Step) -> dict[int, list[Sentence]]:
    """What the bodies before this one have not done with each case, as the remarks of the step say: only what they have
    done with another of the cases. Where they have done it with none they are not logged here, which tells nothing of one."""
    held = list(cases)
    found: dict[int, list[Sentence]] = {}
    for guard in PREPARED:
        said = {ctx.case.id: guard(ctx.asking(step)) for ctx in held} if guard.__name__ in step.marks else {}
        if not all(said.values()):
            for case, why in said.items():
                found.setdefault(case, []).extend([why] if why else [])
    return found


def _late(ctx: CaseContext, step: Step, round: str, past: Past, on: date | None) -> Iterator[Sentence]:
    if found := came_after(ctx, step, round, past, on):
        yield sentence("After the meeting: %(what)s %(day)s", what=found.what, day=day(found.since))


def _late_indicators(indicators: Iterable[Case], past: Past, on: date | None) -> Iterator[Sentence]:
    for one in indicators:
        changed = worded_on(one, past)
        if on and changed and on < changed:
            yield sentence(
                "After the meeting: “%(indicator)s” was last changed %(day)s", indicator=one.title, day=day(changed)
            )


def _sent_back(ctx: CaseContext, past: Past) -> Iterator[Sentence]:
    for key, short in ctx.case.facts.items():
        if key.startswith(f"{Decided.kind}/") and (said := Decided.of(short)).verdict == "remitted":
            yield sentence("Sent back %(day)s", day=day(past.met.get(said.decision) or short["at"]))


def _reviewed(ctx: CaseContext) -> Iterator[Sentence]:
    case = ctx.case
    if any(step.says == "review" and case.state in step.from_ and step.due for step in ctx.level.steps):
        yield sentence("The review is under way")


def _has_come(ctx: CaseContext, step: Step) -> bool:
    """False for a draft or a proposal that others are to see before this body; what is adopted is always ready."""
    order = list(ctx.level.state)
    furthest = max(step.from_, key=order.index, default="")
    return not step.seals or is_adopted(ctx) or ctx.case.state == furthest
