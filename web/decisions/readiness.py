"""Is a case ready for the body that met on a day? What it says when it is not, and what to know of it anyhow."""

from collections.abc import Iterable, Iterator
from datetime import date

from web.language import day
from workflow.facts.decision import Decided
from workflow.governance.model import Step
from workflow.records.case import Snapshot
from workflow.states.guards.base import is_adopted, subject
from workflow.states.guards.bodies import was_endorsed, was_prepared, was_reviewed
from workflow.states.guards.order import Past, there
from workflow.states.situation import Situation
from workflow.words import Sentence, sentence

PREPARED = (was_reviewed, was_endorsed, was_prepared)
"""The remarks that a step was taken before it was prepared."""


def readiness(
    now: Situation, step: Step, past: Past, on: date | None, indicators: Iterable[Snapshot] = ()
) -> tuple[tuple[Sentence, ...], bool]:  # fmt: skip
    """What to know of the case before it is decided on, with the indicators that are decided by the same §, and whether
    it has come as far as it does before that body."""
    lacking = [*_unprepared(now, step), *_late(now, step, past, on), *_late_indicators(indicators, past, on)]
    return (*_sent_back(now, past), *_reviewed(now), *lacking), not lacking and _has_come(now, step)


def _unprepared(now: Situation, step: Step) -> Iterator[Sentence]:
    """What the bodies before this one have not done with it, as the remarks of the step say."""
    return (said for guard in PREPARED if guard.__name__ in step.marks and (said := guard(now.asking(step))))


def _late(now: Situation, step: Step, past: Past, on: date | None) -> Iterator[Sentence]:
    found = there(now.asking(step), step, past)
    if found and on and on < found.since:
        yield sentence("After the meeting: %(what)s %(day)s", what=found.what, day=day(found.since))


def _late_indicators(indicators: Iterable[Snapshot], past: Past, on: date | None) -> Iterator[Sentence]:
    for one in indicators:
        said = one.fact("indicator")
        if on and said.get("seq") != past.brought.get(one.id) and said.get("at", "") > on.isoformat():
            yield sentence(
                "After the meeting: “%(indicator)s” was last changed %(day)s", indicator=one.title, day=day(said["at"])
            )


def _sent_back(now: Situation, past: Past) -> Iterator[Sentence]:
    for key, short in subject(now).facts.items():
        if key.startswith(f"{Decided.kind}/") and (said := Decided.of(short)).verdict == "remitted":
            yield sentence("Sent back %(day)s", day=day(past.met.get(said.decision) or short["at"]))


def _reviewed(now: Situation) -> Iterator[Sentence]:
    case = subject(now)
    if any(step.says == "review" and case.state in step.from_ and step.due for step in now.level.steps):
        yield sentence("The review is under way")


def _has_come(now: Situation, step: Step) -> bool:
    """False for a draft or a proposal that others are to see before this body; what is adopted is always ready."""
    order = list(now.level.state)
    furthest = max(step.from_, key=order.index, default="")
    return not step.seals or is_adopted(now) or subject(now).state == furthest
