"""One goal's part of the sheet: what it said, what it says now, how it is measured, and what this person may do."""

from dataclasses import dataclass, replace
from typing import Any

from web import handing
from web.language import number, say
from web.measured import aimed, figure
from web.names import titled
from web.offered import round_title
from web.sheet.answers import Asked, asked_of
from web.sheet.book import Book, steps_of
from workflow.exchange import addresses
from workflow.facts.consequence import Consequence
from workflow.facts.forecast import Forecast
from workflow.governance.model import Step, Verdict
from workflow.measuring.values import latest, values
from workflow.records.case import Snapshot
from workflow.states.refusals import refusals
from workflow.states.situation import Situation
from workflow.words import Sentence, Title


@dataclass(frozen=True)
class Told:
    """What a goal said in a round."""

    round: Title | None
    plain: dict[str, Any]
    verdict: Verdict | None
    trend: Verdict | None
    by: str
    at: str


@dataclass(frozen=True)
class Gauge:
    """An indicator: what it aims at, where it began, and what was measured in the last round and in this one."""

    case: Snapshot
    name: str
    unit: str
    target: str
    baseline: str
    before: str
    now: str


@dataclass(frozen=True)
class Part:
    """A goal on the sheet. `step` is how this person says it, None when they may not; `why_not` tells why."""

    now: Situation
    number: int
    step: Step | None
    why_not: tuple[Sentence, ...]
    told: Told | None
    before: Told | None
    consequence: dict[str, Any]
    carried: dict[str, Any]
    gauges: tuple[Gauge, ...]
    asked: tuple[Asked, ...]
    proposed: tuple[tuple[str, str, Title], ...]
    take_back: bool
    describe: str
    hand_over: str
    responsible: str
    own: bool

    @property
    def case(self) -> Snapshot:
        """The goal."""
        assert self.now.case
        return self.now.case

    @property
    def before_it(self) -> str:
        """How the names of its fields begin."""
        return f"g{self.case.id}-"

    @property
    def title(self) -> str:
        """What it is called."""
        return titled(self.case)

    @property
    def address(self) -> str:
        """Its own page."""
        return addresses.of_case(self.case, self.now.model)

    @property
    def lacking(self) -> bool:
        """True when it is at risk and nobody has told what that leads to."""
        risk = self.told is not None and self.told.verdict is not None and self.told.verdict.at_risk
        return risk and not self.consequence and "outlook" in (self.told.plain if self.told else {})


def parts_of(book: Book) -> list[Part]:
    """The goals of the book: first those that the person may speak for and that have said nothing yet."""
    parts = [_part(book, now, place) for place, now in enumerate(book.goals, 1)]
    ordered = sorted(parts, key=lambda part: (part.step is None, part.told is not None, not part.own))
    return [replace(part, number=place) for place, part in enumerate(ordered, 1)]


def _part(book: Book, now: Situation, place: int) -> Part:
    assert now.case
    goal, round = now.case, book.round
    step, why_not = _may(now, steps_of(now, book.cls, round), round)
    last = next((name for name in book.earlier if goal.fact(Forecast.kind, name)), "")
    told, before = _told(book, now, book.cls.kind, round), _told(book, now, Forecast.kind, last) if last else None
    return Part(
        now=now, number=place, step=step, why_not=why_not, told=told, before=before,
        consequence=_whole(book, goal, Consequence.kind, round) if round else {},
        carried=_whole(book, goal, Consequence.kind, last) if last else {},
        gauges=tuple(_gauge(book, now, case, before, told) for case in _in_force(book, goal, "indicator")),
        asked=tuple(asked_of(book, goal)), proposed=tuple(_measures(book, goal)),
        take_back=_may_take_back(now, round), describe=_describes(now, round),
        hand_over=_hand_over(now) if step and not told and goal.responsible in (None, now.who.person) else "",
        responsible=book.names.person(goal.responsible), own=goal.responsible == now.who.person,
    )  # fmt: skip


def _may(now: Situation, steps: list[Step], round: str) -> tuple[Step | None, tuple[Sentence, ...]]:
    """The step that the person may take; else why not, of the one that the goal's state is nearest to."""
    assert now.case
    whys = {step: tuple(refusals(now.asking(step, None, round))) for step in steps}
    may = next((step for step, why in whys.items() if not why), None)
    near = next((why for step, why in whys.items() if now.case.state in step.from_), ())
    return may, () if may else near


def _told(book: Book, now: Situation, kind: str, round: str) -> Told | None:
    assert now.case
    entry = now.case.fact(kind, round)
    if not entry:
        return None
    code = str(entry.get("outlook", entry.get("attainment", "")))
    scale = "outlook" if "outlook" in entry else "attainment"
    return Told(
        round_title(now.model, round), _whole(book, now.case, kind, round), now.model.verdict(scale, code),
        now.model.verdict("trend", str(entry.get("trend", ""))), book.names.person(entry.get("by")), str(entry["at"]),
    )  # fmt: skip


def _whole(book: Book, case: Snapshot, kind: str, round: str) -> dict[str, Any]:
    return book.whole(case, f"{kind}/{round}" if round else kind)


def _in_force(book: Book, goal: Snapshot, kind: str) -> list[Snapshot]:
    found = [(case, book.now.model.levels[case.level]) for case in book.children.get(goal.id, ())]
    return [case for case, level in found if level.kind == kind and not level.state[case.state].out]


def _gauge(book: Book, now: Situation, case: Snapshot, before: Told | None, told: Told | None) -> Gauge:
    assert now.case
    said = case.fact("indicator")
    meant = figure(now.model, case, now.case.facts, now.case.year).terms
    reference = str(book.whole(case, "indicator").get("reference", ""))
    own = latest(values(case.facts, {}, case.id, now.case.year))
    return Gauge(
        case, titled(case), str(said.get("unit", "")),
        aimed(meant, reference=reference), _number(said.get("baseline")),
        _measured(now, case, before) or _number(own.value if own else None), _measured(now, case, told),
    )  # fmt: skip


def _measured(now: Situation, case: Snapshot, told: Told | None) -> str:
    """The value in a round, or the word for why there is none."""
    rows = {row["indicator"]: row for row in (told.plain if told else {}).get("measured", ())}
    row = rows.get(case.id, {})
    missing = now.model.verdict("missing", row.get("missing", ""))
    return _number(row.get("value")) or (say(missing.title) if missing else "")


def _number(value: Any) -> str:
    return number(value) if isinstance(value, int | float) else ""


def _measures(book: Book, goal: Snapshot) -> list[tuple[str, str, Title]]:
    """The goal's measures: title, address, state."""
    model = book.now.model
    return [(titled(case), addresses.of_case(case, model), model.levels[case.level].state[case.state].title)
            for case in _in_force(book, goal, "measure")]  # fmt: skip


def _may_take_back(now: Situation, round: str) -> bool:
    assert now.case
    step, entry = now.level.step.get("take_back"), now.case.fact(Forecast.kind, round)
    mine = bool(round and entry) and entry.get("by") == now.who.person
    return mine and step is not None and not refusals(now.asking(step, None, round), brief=True)


def _hand_over(now: Situation) -> str:
    """Where the goal is handed over to somebody else, "" where the person may not."""
    assert now.case
    step = now.level.step.get(handing.STEP)
    return handing.address(now, now.model, now.case) if step and not refusals(now.asking(step), brief=True) else ""


def _describes(now: Situation, round: str) -> str:
    """Where the consequence is described by itself, "" where the person may not."""
    step = now.level.step.get("describe_consequence")
    if not round or step is None or refusals(now.asking(step, None, round), brief=True):
        return ""
    return addresses.of_step(now.case, now.model, step, round)
