"""What a source says beyond all this, as it wrote it."""

from collections.abc import Iterator, Mapping
from typing import Any

from workflow.goals import Goal
from workflow.goals.source_extras import SERIES, beside, beside_outcomes
from workflow.goals.target import amount
from workflow.reports.content.parts.compared import WRITTEN
from workflow.reports.content.parts.done import counted
from workflow.reports.content.parts.wording import keys
from workflow.reports.document import Block, Cell, Facts, Heading
from workflow.words import Sentence, sentence

LABELS: Mapping[str, Sentence] = {
    "trend": sentence("Trend"), "notes": sentence("Note"), "shared_with": sentence("Responsible in part"),
    "report_by": sentence("To be reported by"), "expected_effect": sentence("Expected effect"),
    "activity_status": sentence("Activities"), "department": sentence("Department"), "ref": sentence("Number in the source"),
    "responsible": sentence("Responsible"), "focus_areas": sentence("Focus areas"), "direction": sentence("Better when it goes"),
}  # fmt: skip
TOLD = {"activity_status", "succeeded_by", *SERIES, *WRITTEN}
"""What has been told at its own place: of the goal, and of its indicators."""
OF_GOAL = {"activity_status", "succeeded_by"}


def source(goal: Goal, level: int = 3) -> Iterator[Block]:
    """The rest of what the source says of the goal, under a heading of the level; nothing when there is nothing."""
    found = tuple(_facts(goal))
    if found:
        say = goal.year.say
        yield Heading(say("More from the source"), level)
        yield Facts(found, sheet=say("From the source"), keys=keys(goal))


def _facts(goal: Goal) -> Iterator[tuple[str, Cell]]:
    for key, value in beside(goal.kept):
        if key not in OF_GOAL:
            yield _label(goal, key), _value(goal, value)
    for indicator in goal.indicators:
        for key, value in beside(indicator.kept):
            if key not in TOLD:
                yield f"{indicator.name} – {_label(goal, key)}", _value(goal, value)
        if indicator.ref:
            yield f"{indicator.name} – {_label(goal, 'ref')}", indicator.ref
        for period, key, value in beside_outcomes(indicator.kept):
            yield f"{indicator.name} {period} – {_label(goal, key)}", _value(goal, value)
    for work in goal.activities:
        for key, value in beside(work.kept):
            yield f"{work.title} – {_label(goal, key)}", _value(goal, value)


def _label(goal: Goal, key: str) -> str:
    known = LABELS.get(key)
    return goal.year.say(known) if known else key


def _value(goal: Goal, value: Any) -> Cell:
    if isinstance(value, bool):
        say = goal.year.say
        return say("yes") if value else say("no")
    if isinstance(value, int | float):
        return amount(goal.year.say, value)
    if isinstance(value, list):
        return "; ".join(str(_value(goal, one)) for one in value)
    return counted(goal, value)
