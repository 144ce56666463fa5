"""Loading goals: a goal year, or one goal with what lies around it, in a bounded number of statements.

A reader says which parts it needs. What was not loaded cannot be asked for: that is an error, never another query.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from workflow.goals.adoption import Adopted, adopted
from workflow.goals.goal import Goal
from workflow.goals.parts import EVERYTHING, Part
from workflow.goals.year import TITLES, GoalYear
from workflow.governance.model import Model
from workflow.measuring.judgement import WORDED
from workflow.organisation.calendar_loader import calendar_of, marks_of
from workflow.organisation.visibility import PUBLIC, Reader
from workflow.records.case import Case
from workflow.records.organisation import Organisation
from workflow.records.queries import goals as queries
from workflow.records.queries.cases import cases_numbered, portions
from workflow.records.queries.events import TimelineEvent, events_of, words
from workflow.records.queries.models import models_of
from workflow.records.queries.names import UnitName, people_named, units_of
from workflow.records.queries.years import levels_of
from workflow.words import Wrong, sentence

Counted = TypeVar("Counted", queries.YearCount, queries.UnitCount)
WORK = ("activity", "measure", "contribution", "commitment", "control")
"""What is done for a goal."""
HISTORY = ("goal", "indicator", *WORK)
"""The kinds of cases whose whole history is read."""
CITED_WORDS = (
    "ruling", "closing", "analysis", "lineage", "wording", "direction", "indicator", "gathering", "assignment",
    "progress", "as_written", "decision", "conflict",
)  # fmt: skip
"""What is read in full of the cases that are not the year's own."""
KINDS_OF: Mapping[Part, tuple[str, ...]] = {
    Part.INDICATORS: ("indicator",),
    Part.WORK: WORK,
    Part.REPORTS: ("report", "committee_year"),
}
"""The kinds of the year's own cases that a part brings, beside its goals and the year itself."""


def load_year(
    session: Session, organisation: int, year: int, today: date, language: str = "sv", *,
    reader: Reader = PUBLIC, parts: Part = EVERYTHING, unit: int = 0,
) -> GoalYear:  # fmt: skip
    """The goal year as the reader may know of it on the day `today`, of one body when it is given, with the parts asked
    for. Raises Wrong when there is no such year."""
    ground = _Ground.of(session, organisation, reader)
    levels = () if parts == EVERYTHING else ground.levels(*_kinds(parts))
    own, hidden = ground.visible(queries.cases_of_year(session, organisation, year, levels, unit))
    home = own
    if unit:
        home = ground.visible(queries.cases_of_year(session, organisation, year, ground.levels("year")))[0]
        own = list({case.id: case for case in (*home, *own)}.values())
    # A year that a source alone tells of may have goals and no case of its own: then its goals say what it follows.
    model = next((ground.models[case.model] for case in (*home, *own) if ground.kind(case) == "year"), None)
    model = model or next((ground.models[case.model] for case in own), None)
    if model is None:
        raise Wrong(sentence("There is no goal year %(year)s.", year=year))
    events = ground.events([case.id for case in own if ground.kind(case) in HISTORY]) if Part.EVENTS in parts else {}
    around = list(_around_year(ground, year, own, events, parts, unit))
    goals = [case for case in own if ground.kind(case) == "goal"]
    return GoalYear(
        organisation=organisation, name=session.get_one(Organisation, organisation).name, year=year, today=today,
        language=language, reader=reader, parts=parts, model=model, models=ground.models,
        calendar=calendar_of(session, organisation, ground.mark), seal=ground.seal, units=ground.units,
        people=_people(ground, own, events) if Part.PEOPLE in parts else {},
        cases={case.id: case for case in (*own, *around)}, events=events,
        words=_words(ground, own, around, events) if Part.WORDS in parts else _titles(ground, goals, parts),
        adopted=_adopted(ground, goals, parts),
        hidden=sum(ground.kind(case) == "goal" for case in hidden),
    )  # fmt: skip


def load_goal(
    session: Session, organisation: int, number: int, today: date, language: str = "sv", *, reader: Reader = PUBLIC
) -> Goal | None:
    """The goal with that number and all that lies around it: its history, what hangs from it, what it cites, its
    body's reports, its other years; not what was sealed. None when there is no such goal, or none that the reader may know of."""
    ground = _Ground.of(session, organisation, reader)
    found = queries.nearby(
        session, organisation, number, goals=ground.levels("goal"), indicators=ground.levels("indicator"),
        reports=ground.levels("report"), years=ground.levels("committee_year", "year"),
    )  # fmt: skip
    if number not in found:
        return None
    shown = ground.visible(found.values())[0]
    case = next((one for one in shown if one.id == number), None)
    if case is None:
        return None
    own = [one for one in shown if number in (one.id, one.parent)]
    # A goal that hangs from this one has a page and a history of its own.
    events = ground.events([one.id for one in own if one.id == number or ground.kind(one) != "goal"])
    beside = [one for one in shown if number not in (one.id, one.parent)]
    cited = _cited(ground, own, events, {one.id for one in shown})
    year = GoalYear(
        organisation=organisation, name="", year=case.year or 0, today=today, language=language, reader=reader,
        parts=EVERYTHING & ~(Part.ASSIGNMENTS | Part.SEALED), model=ground.models[case.model], models=ground.models,
        calendar=calendar_of(session, organisation, ground.mark), seal=ground.seal, units=ground.units,
        people=_people(ground, shown, events), cases={one.id: one for one in (*shown, *cited)}, events=events,
        words=_words(ground, own, [*beside, *cited], events), adopted={}, hidden=0,
    )  # fmt: skip
    return Goal(year, case)


def adopted_years(session: Session, organisation: int, *, reader: Reader = PUBLIC) -> list[int]:
    """The years that have a goal which a body has adopted, the newest first: one statement, however many there are."""
    rows = queries.counts_by_year(session, organisation, levels_of(session, organisation, "goal"))
    return sorted({row.year for row in _adopted_rows(session, organisation, reader, rows)}, reverse=True)


def adopted_by_unit(session: Session, organisation: int, year: int, *, reader: Reader = PUBLIC) -> dict[int, int]:
    """How many goals each body has adopted for the year, in one statement."""
    rows = queries.counts_by_unit(session, organisation, year, levels_of(session, organisation, "goal"))
    found: Counter[int] = Counter()
    for row in _adopted_rows(session, organisation, reader, rows):
        found[row.unit] += row.cases
    return dict(found)


def _adopted_rows(session: Session, organisation: int, reader: Reader, rows: Iterable[Counted]) -> Iterator[Counted]:
    models = {model.digest: model for model in models_of(session, organisation)}
    for row in rows:
        if reader.may_count(row) and row.state in models[row.model].levels[row.level].adopted_states:
            yield row


@dataclass(frozen=True)
class _Ground:
    """What every loading begins with: the models, the units, the marks of the chain."""

    session: Session
    organisation: int
    reader: Reader
    models: Mapping[str, Model]
    units: Mapping[int, UnitName]
    mark: str
    seal: str

    @classmethod
    def of(cls, session: Session, organisation: int, reader: Reader) -> "_Ground":
        models = {model.digest: model for model in models_of(session, organisation)}
        return cls(session, organisation, reader, models, units_of(session, organisation),
                   *marks_of(session, organisation))  # fmt: skip

    def kind(self, case: Case) -> str:
        return self.models[case.model].levels[case.level].kind

    def levels(self, *kinds: str) -> list[str]:
        """The levels of some kinds, in any of the models: a year keeps its own when another model is chosen."""
        return levels_of(self.session, self.organisation, *kinds)

    def visible(self, found: Iterable[Case]) -> tuple[list[Case], list[Case]]:
        return self.reader.visible(found, lambda case: self.models[case.model], self.units)

    def numbered(self, numbers: Collection[int]) -> list[Case]:
        return self.visible(cases_numbered(self.session, self.organisation, numbers).values())[0]

    def events(self, numbers: list[int]) -> dict[int, list[TimelineEvent]]:
        found: dict[int, list[TimelineEvent]] = {}
        for some in portions(numbers):
            found |= events_of(self.session, self.organisation, some, ())
        return found


def _kinds(parts: Part) -> Iterator[str]:
    yield from ("year", "goal")
    for part, kinds in KINDS_OF.items():
        if part in parts:
            yield from kinds


def _around_year(
    ground: _Ground, year: int, own: list[Case], events: Mapping[int, list[TimelineEvent]], parts: Part, unit: int
) -> Iterator[Case]:
    """The cases beside the year's own: the same goals in other years, what they hang from, what is cited."""
    there = {case.id for case in own}
    session, organisation = ground.session, ground.organisation
    if Part.ABOVE in parts:
        lasting = queries.lasting_cases(session, organisation, ground.levels("vision", "direction", "target_area"))
        yield from ground.visible(lasting)[0]
    if Part.OTHER_YEARS in parts:
        found = queries.other_years(
            session, organisation, year, ground.levels("goal"), ground.levels("indicator"), unit
        )
        yield from ground.visible(found)[0]
    if Part.CITED in parts:
        pages = [case.id for case in own if ground.kind(case) == "year"]
        brought = queries.decisions_brought_in(session, organisation, pages) if Part.EVENTS in parts else set()
        yield from _cited(ground, own, events, there, brought)
    if Part.ASSIGNMENTS in parts:
        yield from ground.visible(queries.lasting_cases(session, organisation, ground.levels("assignment")))[0]


def _cited(
    ground: _Ground,
    own: list[Case],
    events: Mapping[int, list[TimelineEvent]],
    there: set[int],
    more: Collection[int] = (),
) -> Iterator[Case]:
    """What the cases point at, also in what was said earlier and holds no more, and what that hangs from: a § that
    another one followed keeps its body and its day."""
    pointed = {number for case in own for number in _pointed(case.facts.values())} | set(more)
    pointed |= {number for some in events.values() for event in some for number in _pointed(event.short.values())}
    pointed |= {case.parent for case in own if case.parent}
    cited = ground.numbered(pointed - there)
    yield from cited
    above = {case.parent for case in cited if case.parent} - there - {case.id for case in cited}
    yield from ground.numbered(above)


def _pointed(facts: Iterable[Mapping[str, Any]]) -> Iterator[int]:
    """The cases that short facts point at and that may be of no goal year, or of another: §§, focus areas, goals."""
    for short in facts:
        if cited := short.get("decision"):
            yield int(cited)
        yield from (int(area) for area in short.get("focus_areas", ()))
        yield from (int(goal) for goal in short.get("goals", ()))


def _adopted(ground: _Ground, goals: list[Case], parts: Part) -> dict[int, Adopted]:
    return adopted(ground.session, ground.organisation, goals) if Part.SEALED in parts else {}


def _words(
    ground: _Ground, own: list[Case], around: list[Case], events: Mapping[int, list[TimelineEvent]]
) -> dict[int, Mapping[str, Any]]:
    """What was said in the events that were read, and in those of the other cases."""
    known: dict[int, Mapping[str, Any]] = {
        event.seq: event.said for some in events.values() for event in some if event.said is not None
    }
    wanted = {entry["seq"] for case in own if case.id not in events for entry in case.facts.values()}
    wanted |= {
        entry["seq"] for case in around for key, entry in case.facts.items() if key.partition("/")[0] in CITED_WORDS
    }
    return known | words(ground.session, ground.organisation, wanted - known.keys())


def _titles(ground: _Ground, goals: Iterable[Case], parts: Part) -> dict[int, Mapping[str, Any]]:
    if Part.TITLES not in parts:
        return {}
    wanted = {entry["seq"] for case in goals for key, entry in case.facts.items()
              if key.partition("/")[0] in TITLES or entry.get("unscaled") == WORDED}  # fmt: skip
    return {**words(ground.session, ground.organisation, wanted)}


def _people(ground: _Ground, own: Iterable[Case], events: Mapping[int, list[TimelineEvent]]) -> dict[int, str]:
    """The names of those who answer for something, and of those who have said something."""
    names = {event.who: event.name or "" for some in events.values() for event in some}
    wanted = {int(entry["by"]) for case in own for entry in case.facts.values() if entry.get("by")}
    wanted |= {case.responsible for case in own if case.responsible}
    return names | people_named(ground.session, ground.organisation, wanted - names.keys())
