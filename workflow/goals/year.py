"""A goal year as documents see it: its open cases, what was said in them, and the names of what they point at."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple, TypeVar

from workflow.cycle.timetable import Calendar, Round, round_dates
from workflow.facts import KINDS, Fact
from workflow.goals.adoption import Adopted
from workflow.goals.parts import NotLoaded, Part
from workflow.governance.model import Level, Model, State
from workflow.measuring.judgement import SaidJudgement, said_judgement
from workflow.organisation.visibility import Reader
from workflow.records.case import Case
from workflow.records.queries.events import IMPORT, TimelineEvent
from workflow.records.queries.names import UnitName
from workflow.words import Say

Said = Mapping[str, Any]
Whole = TypeVar("Whole", bound=Fact)
NOTHING: Said = {}
TITLES = ("wording", "decision")
"""The facts that hold a goal's own words."""
MINUTED = ("minuted", "closed")
"""The states of a report that the committee has noted."""


class Citation(NamedTuple):
    """A logged §: the body, the day of its meeting ("" when not known), its reference, and what it says."""

    decision: int
    body: str
    on: str
    reference: str
    text: str
    is_final: bool

    def __str__(self) -> str:
        return " ".join(part for part in (self.body, self.on, self.reference) if part)


@dataclass(frozen=True)
class GoalYear:
    """A goal year as a reader may know of it on the day `today`, with the `parts` that were loaded. `cases` are the year's
    own and what they point at; `hidden` is how many goals there are beside. `events` are those of the goals and of what
    hangs from them, `words` what was said in an event, by number; `adopted` is by goal, `seal` that of the last event."""

    organisation: int
    name: str
    year: int
    today: date
    language: str
    reader: Reader
    parts: Part
    model: Model
    models: Mapping[str, Model]
    calendar: Calendar
    seal: str
    units: Mapping[int, UnitName]
    people: Mapping[int, str]
    cases: Mapping[int, Case]
    events: Mapping[int, Sequence[TimelineEvent]]
    words: Mapping[int, Said]
    adopted: Mapping[int, Adopted]
    hidden: int

    @cached_property
    def say(self) -> Say:
        """Texts in the language of the document."""
        return Say(self.language)

    def need(self, part: Part) -> None:
        """Raises NotLoaded when the part was not asked for."""
        if part not in self.parts:
            raise NotLoaded(f"The goal year was loaded without {part.name}.")

    def model_of(self, case: Case) -> Model:
        """The model that the case follows."""
        return self.models[case.model]

    def level(self, case: Case) -> Level:
        """The case's level."""
        return self.models[case.model].levels[case.level]

    def state(self, case: Case) -> State:
        """The state that the case is in."""
        return self.level(case).state[case.state]

    def kind(self, case: Case) -> str:
        """What the case's level is to the engine."""
        return self.level(case).kind

    def of_kind(self, kind: str, unit: int = 0) -> list[Case]:
        """The year's own cases of a kind, in order; those of one unit when it is given."""
        return list(self._own.get((kind, unit), ()))

    def under(self, parent: int, kind: str) -> list[Case]:
        """What of a kind hangs from a case, in order."""
        self.need(Part.INDICATORS if kind == "indicator" else Part.WORK)
        return [case for case in self._under.get(parent, ()) if self.kind(case) == kind]

    def all_under(self, parent: int) -> Sequence[Case]:
        """Whatever hangs from a case, in order."""
        self.need(Part.INDICATORS | Part.WORK)
        return self._under.get(parent, ())

    def report(self, unit: int, round: str) -> Case | None:
        """A committee's report of a round."""
        self.need(Part.REPORTS)
        return self._reports.get((unit, round))

    def minuted(self, unit: int, round: str) -> Citation | None:
        """The § by which a committee noted its report of a round last."""
        report = self.report(unit, round)
        facts = report.facts.items() if report else ()
        cited = [short["decision"] for key, short in facts if key.partition("/")[0] == "decision"]
        return self.cite(cited[-1]) if cited else None

    def dates(self, round: str, unit: int = 0) -> Round:
        """The dates of a round."""
        return round_dates(self.model, self.calendar, self.year, round, unit)

    def is_public(self, goal: Case, round: str) -> bool:
        """True when a round may be told of the goal to everybody: it is noted in the minutes of the committee, or was
        brought in with no report of its own, and so was public already."""
        report = self.report(goal.unit, round)
        return report is None or report.state in MINUTED

    def said(self, case: Case, key: str) -> Said:
        """The fact that holds under the key, with who said it (`by`), when (`at`) and its event (`seq`); {} when it was
        never said, and its short fields alone when its words are erased."""
        if not self.has_words_of(key):
            raise NotLoaded(f"The goal year was loaded without the words of {key}.")
        short = case.facts.get(key)
        return {**short, **self.words.get(short["seq"], NOTHING).get(key, NOTHING)} if short else NOTHING

    def whole(self, case: Case, fact: type[Whole], round: str = "") -> Whole:
        """The last fact of the kind (in `round`) in full, typed; one in which nothing is said where there is none."""
        return fact.of(self.said(case, f"{fact.kind}/{round}" if round else fact.kind))

    def judged(self, case: Case, key: str) -> SaidJudgement:
        """How a forecast or a closing judges: by a value of the scale, or as its source says, in its words where titles
        or words were loaded."""
        short = case.facts.get(key, NOTHING)
        said = {**short, **self.words.get(short.get("seq", 0), NOTHING).get(key, NOTHING)}
        return said_judgement(self.model_of(case), said)

    def has_words_of(self, key: str) -> bool:
        """True when what was said in full under such keys was loaded."""
        return Part.WORDS in self.parts or (Part.TITLES in self.parts and key.partition("/")[0] in TITLES)

    def day(self, case: Case, key: str) -> str:
        """The day of what holds under the key, as YYYY-MM-DD; "" when it was never said, or was brought in without a day of
        its own."""
        short = case.facts.get(key)
        if short is None or short.get("undated"):
            return ""
        event = next((event for event in self.events.get(case.id, ()) if event.seq == short["seq"]), None)
        return day_of(event, event.short.get(key, NOTHING)) if event else str(short["at"])

    def is_erased(self, case: Case, key: str) -> bool:
        """True when the fact had words, and they were disposed of."""
        short = case.facts.get(key)
        return short is not None and not KINDS[key.partition("/")[0]].wordless and short["seq"] not in self.words

    def held(self, case: Case) -> Iterator[TimelineEvent]:
        """The events of a goal, or of what hangs from it, that nobody has unsaid."""
        self.need(Part.EVENTS)
        events = self.events.get(case.id, ())
        unsaid = {event.unsays for event in events if event.unsays}
        return (event for event in events if event.seq not in unsaid)

    def unit(self, number: int | None) -> str:
        """A unit's name, "" for none."""
        found = self.units.get(number or 0)
        return found.name if found else ""

    def order(self, number: int) -> tuple[int, int]:
        """Where a body stands among the others: the council first, then the board, the committees, the companies."""
        unit = self.units.get(number)
        kinds = ("council", "board", "working_committee", "committee")
        return (kinds.index(unit.kind) if unit and unit.kind in kinds else len(kinds), number)

    def person(self, number: int | None) -> str:
        """A person's name, "" for none."""
        self.need(Part.PEOPLE)
        return self.people.get(number or 0, "")

    def title(self, number: int | None) -> str:
        """A case in its own words, "" for one that is not there or not open."""
        case = self.cases.get(number or 0)
        if case is None:
            return ""
        said = self.said(case, "direction")
        return str(said.get("words") or case.title)

    def cite(self, number: int | None) -> Citation | None:
        """A § as it is cited, None for one that is not there or that the reader may not know of."""
        self.need(Part.CITED)
        case = self.cases.get(number or 0)
        if case is None:
            return None
        ruling = self.said(case, "ruling")
        reference = case.title if ruling.get("paragraph") or ruling.get("registry_no") else ""
        on = self.calendar.held_on(case.parent)
        is_final = not self.level(case).is_open(case.state) and not self.state(case).out
        return Citation(
            case.id,
            self.unit(case.unit),
            on.isoformat() if on else self._written(case),
            reference,
            str(ruling.get("text", "")),
            is_final,
        )

    @cached_property
    def loose(self) -> tuple[Citation, ...]:
        """The §§ that no goal of the year cites: of a source that does not say which goals it decided on."""
        cited = {short.get("decision") for case in self.cases.values() for short in case.facts.values()}
        found = (case for case in self.cases.values() if self.kind(case) == "decision" and case.id not in cited)
        return tuple(cite for case in found if (cite := self.cite(case.id)))

    def _written(self, decision: Case) -> str:
        """When a § was decided as its source has it, when that is no whole day."""
        return str(self.said(decision, "as_written").get("item", NOTHING).get("date", ""))

    @cached_property
    def tied(self) -> Mapping[int, frozenset[int]]:
        """The goals that a goal continues or replaces, and those that continue or replace it."""
        found: dict[int, set[int]] = {}
        for case in self.cases.values():
            said = case.fact("lineage")
            for other in (said.get("continues"), said.get("replaces")):
                if other:
                    found.setdefault(case.id, set()).add(other)
                    found.setdefault(other, set()).add(case.id)
        return {case: frozenset(others) for case, others in found.items()}

    @cached_property
    def _own(self) -> dict[tuple[str, int], list[Case]]:
        own = [(self.kind(case), case) for case in self.cases.values() if case.year == self.year]
        return _grouped(((kind, unit), case) for kind, case in own for unit in (0, case.unit))

    @cached_property
    def _under(self) -> dict[int, list[Case]]:
        return _grouped((case.parent or 0, case) for case in self.cases.values())

    @cached_property
    def _reports(self) -> dict[tuple[int, str], Case]:
        return {(case.unit, case.round): case for case in self.of_kind("report")}


class CaseOfYear:
    """What has a case in a goal year: what that is by its model, and whose."""

    year: GoalYear
    case: Case

    @property
    def model(self) -> Model:
        """The model that it follows."""
        return self.year.model_of(self.case)

    @property
    def level(self) -> Level:
        """Its level."""
        return self.year.level(self.case)

    @property
    def state(self) -> State:
        """The state that it is in."""
        return self.year.state(self.case)

    @property
    def unit(self) -> str:
        """The body whose it is."""
        return self.year.unit(self.case.unit)


def day_of(event: TimelineEvent, said: Mapping[str, Any]) -> str:
    """The day of what was said; "" for what was brought in without a day of its own: the import's day is not its day."""
    return str(said.get("at", "")) if event.step == IMPORT else event.effective


def _grouped(pairs: Iterable[tuple[Any, Case]]) -> dict[Any, list[Case]]:
    found: dict[Any, list[Case]] = {}
    for key, case in pairs:
        found.setdefault(key, []).append(case)
    return found
