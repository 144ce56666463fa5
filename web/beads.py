"""A bead: a case in short, as it hangs on the red thread – what it is, how it stands, and the figures or dates it has."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from web.language import day, number, say
from web.names import titled
from web.offered import round_title
from workflow.exchange import addresses
from workflow.governance.model import Model, State, Verdict
from workflow.measuring.attainment import target_in
from workflow.measuring.values import latest, values
from workflow.records.case import Snapshot
from workflow.words import Title


@dataclass(frozen=True)
class Bead:
    """A case on the thread: what it is, where it has its page, and how it stands."""

    number: int
    title: str
    address: str
    level: Title
    state: State
    verdict: Verdict | None = None
    round: Title | None = None
    more: str = ""


def bead_of(case: Snapshot, model: Model, above: Snapshot | None = None) -> Bead:
    """The case in short; `above` is the goal that it hangs from, which may have said something of it."""
    level = model.levels[case.level]
    verdict, round = last_said(case, model)
    more = MORE[level.kind](case, above) if level.kind in MORE else ""
    return Bead(case.id, titled(case), addresses.of_case(case, model), level.title, level.state[case.state],
                verdict, round, more)  # fmt: skip


def last_said(case: Snapshot, model: Model) -> tuple[Verdict | None, Title | None]:
    """How a goal ended, else how it was last expected to end and in which round; None before anybody has said."""
    if ended := case.fact("closing").get("attainment"):
        return model.verdict("attainment", ended), None
    found = [(key, short) for key, short in case.facts.items() if key.startswith("forecast/")]
    if not found:
        return None, None
    key, short = max(found, key=lambda pair: int(pair[1]["seq"]))
    return model.verdict("outlook", short.get("outlook", "")), round_title(model, key.partition("/")[2])


def _figures(case: Snapshot, above: Snapshot | None) -> str:
    """The target of an indicator, and what was measured last."""
    said = case.fact("indicator")
    unit = f" {said['unit']}" if said.get("unit") else ""
    target, last = target_in(case.facts, case.year).get("value", said.get("target")), _last_value(case, above)
    texts = (("Target %(value)s.", target), ("Last value %(value)s.", last))
    return " ".join(
        say(text, value=f"{number(value)}{unit}") for text, value in texts if isinstance(value, int | float)
    )


def _last_value(case: Snapshot, above: Snapshot | None) -> Any:
    """What is known last, by whomever it was said."""
    last = latest(values(case.facts, above.facts if above else {}, case.id, case.year))
    return last.value if last else None


def _dates(case: Snapshot, above: Snapshot | None) -> str:
    said = case.fact("activity") or case.fact("measure")
    ends = said.get("ends") or said.get("done_by")
    return say("done by %(day)s", day=day(ends)) if ends else ""


MORE: dict[str, Callable[[Snapshot, Snapshot | None], str]] = {
    "indicator": _figures, "activity": _dates, "measure": _dates,
}  # fmt: skip
"""Kind of level → what is told of it."""
