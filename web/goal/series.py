"""An indicator as it was set and as it went: baseline, targets with their decisions, values of earlier years and rounds."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from web.goal.measuring import Gauge, gauge
from web.goal.near import Cite, Near
from web.language import say
from workflow.governance.model import Verdict
from workflow.records.case import Snapshot
from workflow.words import Title

LONGEST = 8
"""Letters of what stands under a point."""


@dataclass(frozen=True)
class Point:
    """A value of the series: what it refers to (in full, and in a few letters), or why there is none."""

    title: str
    short: str
    value: float | None
    women: float | None = None
    men: float | None = None
    missing: Verdict | None = None
    note: str = ""
    earlier: bool = False


@dataclass(frozen=True)
class Target:
    """A target: its value, for which year, and by which §."""

    value: float
    year: int | None
    cite: Cite | None
    on: str


@dataclass(frozen=True)
class Series:
    """An indicator of the goal."""

    title: str
    address: str
    unit: str
    direction: Verdict | None
    definition: str
    source: str
    baseline: float | None
    baseline_date: str
    target: float | None
    target_text: str
    targets: tuple[Target, ...]
    points: tuple[Point, ...]
    breaks: tuple[tuple[str, str], ...]
    gauge: Gauge

    @property
    def known(self) -> tuple[Point, ...]:
        """The points that have a value."""
        return tuple(point for point in self.points if point.value is not None)

    @property
    def by_sex(self) -> bool:
        """True when some value was given for women and men."""
        return any(point.women is not None or point.men is not None for point in self.points)


def series(near: Near) -> list[Series]:
    """The goal's indicators, in order; those that have left the field left out."""
    found = near.under("indicator")
    levels = {case.id: near.model(case).levels[case.level] for case in found}
    return [_series(near, case) for case in found if not levels[case.id].state[case.state].out]


def _series(near: Near, case: Snapshot) -> Series:
    said, ref = near.said(case, "indicator"), near.ref(case.id)
    targets = tuple(_targets(near, case, said))
    changed = (
        event.said.get("method_change", {}) for event in near.held(case) if event.fact == "method_change" and event.said
    )
    return Series(
        title=case.title, address=ref.address if ref else "", unit=str(said.get("unit", "")),
        direction=near.now.model.verdict("direction", said.get("direction", "")), definition=said.get("definition", ""),
        source=said.get("source", ""), baseline=said.get("baseline"), baseline_date=str(said.get("baseline_date", "")),
        target=targets[-1].value if targets else None, target_text=said.get("target_text", ""), targets=targets,
        points=tuple(_points(near, case, said)), breaks=tuple((str(one["on"]), str(one["how"])) for one in changed if one),
        gauge=gauge(near, case),
    )  # fmt: skip


def _targets(near: Near, case: Snapshot, said: Mapping[str, Any]) -> Iterator[Target]:
    """The target that the indicator was made with, then those that were decided, in order."""
    if said.get("target") is not None:
        yield Target(float(said["target"]), case.year, None, said["at"])
    for event in near.held(case):
        if event.fact == "target":
            short = next(said for key, said in event.short.items() if key.partition("/")[0] == "target")
            yield Target(float(short["value"]), short.get("year"), near.cite(short.get("decision")), event.effective)


def _points(near: Near, case: Snapshot, said: Mapping[str, Any]) -> Iterator[Point]:
    if said.get("baseline") is not None:
        title = f"{say('Baseline')} {said.get('baseline_date', '')}".strip()
        yield Point(title, say("Start"), float(said["baseline"]), earlier=True)
    yield from _earlier(near, case)
    yield from _in_rounds(near, case, near.case)
    for event in near.held(case):
        for key, short in event.short.items():
            if key.partition("/")[0] == "measurement":
                words = (event.said or {}).get(key, {})
                period = str(short.get("period") or event.effective[:7])
                note = words.get("comment") or words.get("reason") or ""
                yield _point(near, period, _brief(period), short, str(note))
    yield from _final(near, case, near.case)


def _earlier(near: Near, case: Snapshot) -> Iterator[Point]:
    """How the same indicator ended in earlier years of the goal."""
    for goal in near.years:
        if (goal.year or 0) >= (near.case.year or 0):
            return
        for same in near.under("indicator", goal.id):
            if same.title == case.title:
                last = [*_in_rounds(near, same, goal), *_measured(near, same), *_final(near, same, goal)][-1:]
                for point in last:
                    yield Point(str(goal.year), str(goal.year), point.value, point.women, point.men, point.missing,
                                point.note, earlier=True)  # fmt: skip


def _measured(near: Near, case: Snapshot) -> Iterator[Point]:
    for key in case.facts:
        if key.partition("/")[0] == "measurement":
            yield _point(near, "", "", case.facts[key], "")


def _in_rounds(near: Near, case: Snapshot, goal: Snapshot) -> Iterator[Point]:
    for name, round in near.model(goal).rounds.items():
        said = near.said(goal, f"forecast/{name}")
        for row in said.get("measured", ()):
            if row["indicator"] == case.id:
                yield _point(near, say(round.title), _short(round.title), row, str(row.get("reason", "")))


def _final(near: Near, case: Snapshot, goal: Snapshot) -> Iterator[Point]:
    for row in near.said(goal, "closing").get("measured", ()):
        if row["indicator"] == case.id:
            yield _point(near, say("Final value"), say("End"), row, str(row.get("reason", "")))


def _point(near: Near, title: str, short: str, row: Mapping[str, Any], note: str) -> Point:
    missing = near.now.model.verdict("missing", row.get("missing", ""))
    return Point(title, short, _number(row, "value"), _number(row, "women"), _number(row, "men"), missing, note)


def _number(row: Mapping[str, Any], name: str) -> float | None:
    return float(row[name]) if row.get(name) is not None else None


def _brief(period: str) -> str:
    """A period in a few letters: the whole of it, else its first word."""
    return period if len(period) <= LONGEST else period.split()[0][:LONGEST]


def _short(title: Title) -> str:
    """A round in a few letters: the first one of its name and its number."""
    text = say(title)
    digits = "".join(letter for letter in text if letter.isdigit())
    return f"{text[:1]}{digits}" if digits else text[:6]
