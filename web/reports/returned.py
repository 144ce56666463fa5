"""The last word from above on a report that came back to the managers, or that the body has said of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from workflow.facts import KINDS, verdict_of
from workflow.facts.clerical import Approval
from workflow.facts.decision import Decided
from workflow.governance.model import Verdict
from workflow.states.context import CaseContext
from workflow.words import Title


@dataclass(frozen=True)
class Last:
    """In which step it was said, the verdict and the words."""

    title: Title
    verdict: Verdict
    words: str


def key_of(ctx: CaseContext) -> str:
    """Under which key the report remembers what was said when it came back; "" when it has not, or was handed in anew."""
    report = ctx.case
    if report.state != ctx.level.states[0].name:
        return ""
    kinds = (Approval.kind, Decided.kind)
    known = [f"{step.says}/{step.name}" for step in ctx.level.steps if step.says in kinds]
    return max((key for key in known if key in report.facts), key=lambda key: int(report.facts[key]["seq"]), default="")


def returned(ctx: CaseContext, said: Mapping[str, Any]) -> Last | None:
    """What was said when it came back; `said` is the whole of it, with its words."""
    key = key_of(ctx)
    kind, _, name = key.partition("/")
    if not key:
        return None
    fact = KINDS[kind].of({**ctx.case.facts[key], **said})
    verdict = ctx.model.verdict(kind, verdict_of(fact))
    words = fact.comment if isinstance(fact, Approval) else fact.instruction if isinstance(fact, Decided) else ""
    return Last(ctx.level.step[name].title, verdict, words) if verdict else None
