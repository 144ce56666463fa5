"""What was changed of a goal since it was first adopted, by whom and by which decision."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from workflow.facts.clerical import Correction, Extension
from workflow.facts.indicator import Indicator, MethodChange, TargetSet
from workflow.goals import Goal
from workflow.goals.target import Target, amount
from workflow.measuring.attainment import Terms
from workflow.records.case import Case
from workflow.records.queries.events import IMPORT, TimelineEvent

TRANSFER, CLOSED_UNREPORTED = "transfer", "not_reported"
DESCRIBED = ("name", "unit", "direction", "comparator", "target", "target_to", "baseline")
"""What of an indicator is compared when it is described anew."""


class GoalChange(NamedTuple):
    """What was changed, on which day, by whom, by which § ("" none), in which event. `is_free` for what asks for no §."""

    seq: int
    on: str
    what: str
    who: int
    cite: str
    is_free: bool

    @property
    def is_undecided(self) -> bool:
        """True when a § ought to stand behind it, and none does."""
        return not (self.cite or self.is_free)


def changes(goal: Goal) -> list[GoalChange]:
    """Every change since the first adoption, in the order of the log."""
    since, own = first_adopted(goal), [goal.case, *(one.case for one in goal.indicators)]
    found = (
        _change(goal, case, event) for case in own for event in goal.year.events.get(case.id, ()) if event.seq > since
    )
    return sorted(one for one in found if one)


def first_adopted(goal: Goal) -> int:
    """The event in which the goal was first sealed, else that with which it came."""
    return next((event.seq for event in goal.year.held(goal.case) if event.sealed), goal.adopted.seq)


def _change(goal: Goal, case: Case, event: TimelineEvent) -> GoalChange | None:
    what, is_free = next(_told(goal, case, event), ("", False))
    if not what:
        return None
    cited = next((short["decision"] for short in event.short.values() if short.get("decision")), None)
    cite = goal.year.cite(cited)
    return GoalChange(event.seq, event.effective, what, event.who, str(cite) if cite else "", is_free)


def _told(goal: Goal, case: Case, event: TimelineEvent) -> Iterator[tuple[str, bool]]:
    """(what the event changed, in words; whether it asks for no §). Nothing for what is in the run of things."""
    say, step = goal.year.say, goal.year.level(case).step.get(event.step.partition(".")[2])
    if event.unsays:
        yield say("Event %(number)s was unsaid: %(why)s", number=event.unsays, why=_why(event, Correction.kind)), True
    if event.sealed:
        yield say("Decided anew and sealed: %(verdict)s", verdict=_verdict(goal, event)), False
    if (said := _target_set(event)) and not _is_of_the_adoption(goal, event):
        yield say("New target for “%(name)s” %(year)s: %(value)s", name=case.title, year=said.get("year") or goal.case.year or "",
                  value=_target_words(goal, case, said)), False  # fmt: skip
    if MethodChange.kind in event.short:
        how = str((event.said or {}).get(MethodChange.kind, {}).get("how", ""))
        yield say("Method of measuring “%(name)s” changed: %(how)s", name=case.title, how=how), False
    if Indicator.kind in event.short and event.step != IMPORT:
        yield _described(goal, case, event), False
    if TRANSFER in event.short:
        yield say("Moved to another committee"), False
    if any(key.partition("/")[0] == Extension.kind for key in event.short):
        yield say("More time was given"), True
    if event.short.get("closing", {}).get("attainment") == CLOSED_UNREPORTED:
        yield say("Closed without being accounted for"), True
    if step and event.to_state != event.from_state and goal.year.level(case).state[event.to_state].out:
        state = goal.year.level(case).state[event.to_state]
        yield say("%(label)s: %(value)s", label=case.title, value=state.title), False


def _verdict(goal: Goal, event: TimelineEvent) -> str:
    """What the body decided, in the word of its scale."""
    codes = (said.get("verdict", "") for said in event.short.values())
    known = next((found for code in codes if (found := goal.model.verdict("decision", code))), None)
    return goal.year.say(known.title) if known else "–"


def _target_set(event: TimelineEvent) -> Mapping[str, Any]:
    """The target that was decided in the event, for whichever year."""
    return next((said for key, said in event.short.items() if key.partition("/")[0] == TargetSet.kind), {})


def _target_words(goal: Goal, case: Case, said: Mapping[str, Any]) -> str:
    """The target in words, meant as the indicator's is."""
    own = next((one for one in goal.indicators if one.case.id == case.id), None)
    terms = Terms(own.terms.comparator if own else "", said.get("value"), said.get("to"))
    return Target(terms, own.unit if own else "").in_words(goal.year.say)


def _is_of_the_adoption(goal: Goal, event: TimelineEvent) -> bool:
    """True for a target that the body set when it adopted the goal."""
    first = first_adopted(goal)
    sealing = next((one.short for one in goal.year.events.get(goal.id, ()) if one.seq == first), {})
    cited = _target_set(event).get("decision")
    return cited is not None and any(said.get("decision") == cited for said in sealing.values())


def _described(goal: Goal, case: Case, event: TimelineEvent) -> str:
    """What became of an indicator: it was added, or its terms are others than before; "" when they are the same."""
    say, now = goal.year.say, _terms(event)
    before = [_terms(one) for one in goal.year.held(case) if one.seq < event.seq and Indicator.kind in one.short]
    if not before:
        return say("Indicator added: “%(name)s”", name=str(now.get("name", case.title)))
    labels = {name: str(Indicator.model_fields[name].title) for name in DESCRIBED}
    turns = [say("%(label)s: %(before)s → %(after)s", label=say(labels[name]), before=_value(goal, before[-1].get(name)),
                 after=_value(goal, now.get(name)))
             for name in DESCRIBED if before[-1].get(name) != now.get(name)]  # fmt: skip
    if not turns:
        return ""
    return say("Indicator “%(name)s” described anew: %(turns)s", name=case.title, turns="; ".join(turns))


def _terms(event: TimelineEvent) -> Mapping[str, Any]:
    """The indicator as the event describes it; of erased words its name is what it was called."""
    short = event.short[Indicator.kind]
    return {"name": short.get("title", ""), **short, **(event.said or {}).get(Indicator.kind, {})}


def _value(goal: Goal, value: Any) -> str:
    """A value of an indicator's terms: a number with its signs, a code of a scale by its name, a dash for nothing."""
    if value in (None, ""):
        return "–"
    if isinstance(value, int | float):
        return amount(goal.year.say, value)
    known = goal.model.verdict("comparator", value) or goal.model.verdict("direction", value)
    return goal.year.say(known.title) if known else str(value)


def _why(event: TimelineEvent, kind: str) -> str:
    return str((event.said or {}).get(kind, {}).get("why", ""))
