"""A committee's report as it is read: every goal with its outlook, values, consequence and measures, and what is missing."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from web.language import day, number
from web.names import Names, titled
from web.offered import round_title
from web.reports.rounds import by_goal, goals_of
from web.reports.tally import Tally, code_of, is_forecast, scale, tally
from web.visible import visible
from workflow.exchange import addresses
from workflow.goals.reporting_status import BEFORE, DESCRIBE, NOT_OPEN, ReportingStatus, reporting_status
from workflow.governance.model import State, Verdict
from workflow.measuring.attainment import target_in
from workflow.records.case import Snapshot
from workflow.records.queries.events import words
from workflow.running.measures import Act, of_the_body, of_the_director
from workflow.states.guards.base import siblings
from workflow.states.situation import Situation
from workflow.words import Title

FORECAST = (("comment", "Comment"), ("reason", "Why it cannot be assessed"), ("when", "When it can be assessed"))
CLOSING = (
    ("result", "The result"), ("measures", "What came of the measures"), ("reason", "Why it cannot be assessed"),
)  # fmt: skip
CONSEQUENCE = (
    ("cause", "Why it goes this way"), ("consequence", "What it leads to for users, operation and economy"),
    ("if_nothing", "What happens if nothing is done"), ("measures", "Measures proposed"),
)  # fmt: skip
"""The prose of each sort of fact, under the labels of its form."""
Said = Mapping[int, Mapping[str, Any]]
"""Number of the event → the facts by key, whole."""
Texts = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Measured:
    """An indicator against its target; why there is no value, when there is none."""

    title: str
    unit: str
    target: str
    value: str
    missing: Verdict | None
    reason: str


@dataclass(frozen=True)
class Planned:
    """A measure: what, who, until when, at what cost, to what effect, and how far it has come."""

    title: str
    address: str
    state: State
    responsible: str
    done_by: str
    cost: str
    effect: str
    needs_body: bool


@dataclass(frozen=True)
class Entry:
    """A goal as the report tells of it. `before` is its outlook in the round before; `decided` what was decided about
    its measures in this round; `proposal` are the measures in words; `body` and `director` are the decisions that still wait."""

    goal: Snapshot
    title: str
    address: str
    department: str
    verdict: Verdict | None
    before: tuple[Title | None, Verdict] | None
    trend: Verdict | None
    texts: Texts
    values: tuple[Measured, ...]
    undescribed: bool
    described_by: str
    consequence: Texts
    proposal: str
    measures: tuple[Planned, ...]
    decided: Verdict | None
    body: tuple[Act, ...]
    director: tuple[Act, ...]


@dataclass(frozen=True)
class Told:
    """A report's goals and how far they have come; `said` are the words of the report's own facts, by key."""

    entries: tuple[Entry, ...]
    tally: Tally
    said: Mapping[str, Mapping[str, Any]]


def told(now: Situation, names: Names) -> Told:
    """The report in the situation, read."""
    report = now.case
    assert report
    known = [case for case in siblings(now) if case.level in now.model.levels]
    found = visible(now, known, names.units)
    cells = {goal.id: reporting_status(now.model, now.calendar, goal, report.round, now.today)
             for goal in goals_of(found, now.model, report.unit)}  # fmt: skip
    goals = [case for case in found if case.id in cells and cells[case.id].status not in ("", NOT_OPEN, BEFORE)]
    said = words(now.session, now.who.organisation, _seqs(now, report, goals, found))
    names.add_people(_people(now, goals, found))
    reader = _Reader(now, names, found, said, report.round)
    return Told(
        tuple(reader.entry(goal, cells[goal.id]) for goal in goals),
        tally(now.model, now.calendar, goals, report.round, now.today),
        {key: said.get(fact["seq"], {}).get(key, {}) for key, fact in report.facts.items()},
    )


@dataclass(frozen=True)
class _Reader:
    """What an entry is read from."""

    now: Situation
    names: Names
    found: Sequence[Snapshot]
    said: Said
    round: str

    def entry(self, goal: Snapshot, cell: ReportingStatus) -> Entry:
        model = self.now.model
        key, prose = (f"forecast/{self.round}", FORECAST) if is_forecast(model, self.round) else ("closing", CLOSING)
        own = by_goal(self.found, model)[goal.id]
        short = goal.facts.get(key, {})
        return Entry(
            goal=goal, title=titled(goal), address=addresses.of_case(goal, model),
            department=self.names.unit(goal.department),
            verdict=next((one for one in scale(model, self.round) if one.name == code_of(cell)), None),
            before=self._before(goal), trend=model.verdict("trend", str(short.get("trend", ""))),
            texts=self._texts(goal, key, prose), values=tuple(self._values(goal, short)),
            undescribed=cell.status == DESCRIBE, described_by=_day(short.get("consequence_by")),
            consequence=self._texts(goal, f"consequence/{self.round}", CONSEQUENCE),
            proposal=self._proposal(goal, own), measures=tuple(self._measures(own)), decided=self._decided(goal),
            body=tuple(of_the_body(model, goal, own, self.round)),
            director=tuple(of_the_director(model, goal, own, self.round)),
        )  # fmt: skip

    def _whole(self, case: Snapshot, key: str) -> Mapping[str, Any]:
        fact = case.facts.get(key, {})
        whole: Mapping[str, Any] = self.said.get(fact.get("seq", 0), {}).get(key, {})
        return whole

    def _texts(self, case: Snapshot, key: str, prose: tuple[tuple[str, str], ...]) -> Texts:
        whole = self._whole(case, key)
        return tuple((label, str(whole[name])) for name, label in prose if whole.get(name))

    def _before(self, goal: Snapshot) -> tuple[Title | None, Verdict] | None:
        """The last outlook before this round."""
        model, rounds = self.now.model, list(self.now.model.rounds)
        for name in reversed(rounds[: rounds.index(self.round)]):
            if verdict := model.verdict("outlook", str(goal.fact("forecast", name).get("outlook", ""))):
                return round_title(model, name), verdict
        return None

    def _values(self, goal: Snapshot, short: Mapping[str, Any]) -> Iterator[Measured]:
        levels = self.now.model.levels
        given = {row["indicator"]: row for row in short.get("measured", ())}
        for case in self.found:
            if (
                case.parent == goal.id
                and levels[case.level].kind == "indicator"
                and not levels[case.level].state[case.state].out
            ):
                row, said = given.get(case.id, {}), case.fact("indicator")
                whole = next((one for one in self._rows(goal) if one["indicator"] == case.id), {})
                yield Measured(
                    titled(case), str(said.get("unit", "")), self._target(case), _number(row.get("value")),
                    self.now.model.verdict("missing", str(row.get("missing", ""))), str(whole.get("reason", "")),
                )  # fmt: skip

    def _rows(self, goal: Snapshot) -> Sequence[Mapping[str, Any]]:
        key = f"forecast/{self.round}" if f"forecast/{self.round}" in goal.facts else "closing"
        rows: Sequence[Mapping[str, Any]] = self._whole(goal, key).get("measured", ())
        return rows

    def _target(self, case: Snapshot) -> str:
        said = target_in(case.facts, case.year).get("value", case.fact("indicator").get("target"))
        return _number(said) or str(self._whole(case, "indicator").get("target_text", ""))

    def _measures(self, own: Sequence[Snapshot]) -> Iterator[Planned]:
        for case in own:
            level, said, whole = self.now.model.levels[case.level], case.fact("measure"), self._whole(case, "measure")
            if not level.state[case.state].out:
                yield Planned(
                    titled(case), addresses.of_case(case, self.now.model), level.state[case.state],
                    self.names.person(said.get("responsible")), _day(said.get("done_by")), _number(said.get("cost_sek")),
                    str(whole.get("effect", "")), bool(said.get("needs_body")),
                )  # fmt: skip

    def _proposal(self, goal: Snapshot, own: Sequence[Snapshot]) -> str:
        """The measures in words: as the consequence description proposes them, and those that wait for a decision."""
        text = str(self._whole(goal, f"consequence/{self.round}").get("measures", ""))
        acts = (
            *of_the_body(self.now.model, goal, own, self.round),
            *of_the_director(self.now.model, goal, own, self.round),
        )
        return "\n".join(filter(None, (text, *(titled(act.case) for act in acts if act.case.id != goal.id))))

    def _decided(self, goal: Snapshot) -> Verdict | None:
        """The last word on the goal's measures in the round, by the body or the director."""
        facts = [(goal.facts[key], key.partition("/")[0]) for key in goal.facts
                 if key.startswith(("decision/", "approval/")) and key.endswith(f"/{self.round}")]  # fmt: skip
        if not facts:
            return None
        last, kind = max(facts, key=lambda pair: int(pair[0]["seq"]))
        return self.now.model.verdict(kind, str(last.get("verdict", "")))


def _seqs(now: Situation, report: Snapshot, goals: Sequence[Snapshot], found: Sequence[Snapshot]) -> Iterator[int]:
    """The events in which the report's words stand."""
    keys = (f"forecast/{report.round}", f"consequence/{report.round}", "closing")
    numbers = {goal.id for goal in goals}
    yield from (int(fact["seq"]) for fact in report.facts.values())
    yield from (int(goal.facts[key]["seq"]) for goal in goals for key in keys if key in goal.facts)
    for case in found:
        if case.parent in numbers and now.model.levels[case.level].kind in ("measure", "indicator"):
            yield from (int(case.facts[key]["seq"]) for key in ("measure", "indicator") if key in case.facts)


def _people(now: Situation, goals: Sequence[Snapshot], found: Sequence[Snapshot]) -> list[int]:
    numbers = {goal.id for goal in goals}
    return [case.fact("measure").get("responsible") or 0 for case in found if case.parent in numbers]


def _number(value: object) -> str:
    return number(value) if isinstance(value, int | float) else ""


def _day(text: object) -> str:
    return day(str(text)) if text else ""
