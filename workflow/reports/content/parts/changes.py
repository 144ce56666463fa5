"""What was changed of a goal since it was adopted, and by which decision: the change log of the auditor's view."""

from collections.abc import Iterator
from typing import NamedTuple

from workflow.facts.clerical import Correction, Extension
from workflow.facts.indicator import MethodChange, TargetSet
from workflow.records.case import Snapshot
from workflow.reports.content.parts.wording import amount
from workflow.reports.reading import Goal
from workflow.states.history import Told

TRANSFER, CLOSED_UNREPORTED = "transfer", "not_reported"


class Change(NamedTuple):
    """What was changed, on which day, by which § ("" none), in which event."""

    seq: int
    on: str
    what: str
    by: str


def changes(goal: Goal) -> list[Change]:
    """Every change since the adoption, in the order of the log. What was changed without a § says so."""
    own = [goal.case, *(one.case for one in goal.indicators)]
    found = (_change(goal, case, event) for case in own for event in goal.year.events.get(case.id, ()))
    return sorted(one for one in found if one and one.seq > goal.adopted.seq)


def _change(goal: Goal, case: Snapshot, event: Told) -> Change | None:
    say = goal.year.say
    what = next(_told(goal, case, event), "")
    if not what:
        return None
    cited = next((short["decision"] for short in event.short.values() if short.get("decision")), None)
    cite = goal.year.cite(cited)
    return Change(event.seq, event.effective, what, str(cite) if cite else say("without a decision"))


def _told(goal: Goal, case: Snapshot, event: Told) -> Iterator[str]:
    """What the event changed, in words; nothing for what is in the run of things."""
    say, step = goal.year.say, goal.year.level(case).step.get(event.step.partition(".")[2])
    if event.unsays:
        yield say("Event %(number)s was unsaid: %(why)s", number=event.unsays, why=_why(event, Correction.kind))
    if event.sealed:
        yield say("Decided anew and sealed: %(title)s", title=step.title if step else event.step)
    if TargetSet.kind in event.short:
        said = event.short[TargetSet.kind]
        yield say("New target for “%(name)s”: %(value)s", name=case.title, value=amount(say, said.get("value")))
    if MethodChange.kind in event.short:
        how = str((event.said or {}).get(MethodChange.kind, {}).get("how", ""))
        yield say("Method of measuring “%(name)s” changed: %(how)s", name=case.title, how=how)
    if TRANSFER in event.short:
        yield say("Moved to another committee")
    if any(key.partition("/")[0] == Extension.kind for key in event.short):
        yield say("More time was given")
    if event.short.get("closing", {}).get("attainment") == CLOSED_UNREPORTED:
        yield say("Closed without being accounted for")
    if step and event.to_state != event.from_state and goal.year.level(case).state[event.to_state].out:
        yield say(step.title)


def _why(event: Told, kind: str) -> str:
    return str((event.said or {}).get(kind, {}).get("why", ""))
