"""Everything that the page of a goal is made of, read in a few statements: cases, events with their words, names."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from web.names import Names, names_in, titled
from web.session import around, session, who
from web.visible import may_see, visible
from workflow.exchange import addresses
from workflow.governance.model import Level, Model
from workflow.records.case import Snapshot
from workflow.records.queries.events import Event, events_of
from workflow.records.queries.goals import nearby
from workflow.records.queries.models import model_of
from workflow.states.guards.ahead import AUTHORED, know_authors, know_siblings, read_ahead
from workflow.states.situation import Situation, Unknown

WORDS = ("ruling", "closing", "analysis", "lineage")
"""What is read in full of the cases around: words decided, how other years ended and what was learned."""


@dataclass(frozen=True)
class Ref:
    """A case that is pointed at."""

    title: str
    address: str


@dataclass(frozen=True)
class Cite:
    """A logged §: its reference and address, the body, the day of its meeting, and what it says."""

    title: str
    address: str
    body: str
    on: str
    text: str


PLACED = ("goal", "indicator", "activity", "measure", "contribution")
"""The kinds that the page of a goal shows each in its own way."""


@dataclass
class Near:
    """A goal and what lies around it. `told` holds the events by case: all of the goal's own and of what hangs from
    it; of the others only those whose words are shown."""

    now: Situation
    names: Names
    case: Snapshot
    cases: dict[int, Snapshot]
    told: dict[int, list[Event]]
    words: dict[int, dict[str, Any]]

    @property
    def level(self) -> Level:
        """The level of the goal."""
        return self.now.model.levels[self.case.level]

    @property
    def events(self) -> list[Event]:
        """The goal's own events."""
        return self.told.get(self.case.id, [])

    def model(self, case: Snapshot) -> Model:
        """The model that the case follows."""
        return self._models[case.model]

    def kind(self, case: Snapshot) -> str:
        """What the case's level is to the engine."""
        return self.model(case).levels[case.level].kind

    def under(self, kind: str, parent: int | None = None) -> list[Snapshot]:
        """The cases of a kind that hang from the goal, or from another one."""
        return [case for case in self._under.get(parent or self.case.id, []) if self.kind(case) == kind]

    def others(self) -> list[Snapshot]:
        """What hangs from the goal and has no place of its own on its page."""
        return [case for case in self._under.get(self.case.id, []) if self.kind(case) not in PLACED]

    @cached_property
    def years(self) -> list[Snapshot]:
        """The goals among the cases, those of the same year and body too, in order of year."""
        found = (case for case in self.cases.values() if self.kind(case) == "goal")
        return sorted(found, key=lambda case: (case.year or 0, case.id))

    def said(self, case: Snapshot, key: str) -> dict[str, Any]:
        """The fact that holds under the key, as much of it as is known; {} when it was never said."""
        short = case.facts.get(key)
        return {**short, **self.words.get(short["seq"], {}).get(key, {})} if short else {}

    def held(self, case: Snapshot | None = None) -> Iterator[Event]:
        """The events of the goal, or of what hangs from it, that nobody has unsaid."""
        events = self.told.get(case.id, []) if case else self.events
        unsaid = {event.unsays for event in events if event.unsays}
        return (event for event in events if event.seq not in unsaid)

    @cached_property
    def _models(self) -> dict[str, Model]:
        digests = {case.model for case in self.cases.values()}
        return {digest: model_of(session(), self.case.organisation, digest) for digest in digests}

    @cached_property
    def _under(self) -> dict[int, list[Snapshot]]:
        found: dict[int, list[Snapshot]] = {}
        for case in self.cases.values():
            found.setdefault(case.parent or 0, []).append(case)
        return found

    def ref(self, number: int | None) -> Ref | None:
        """A case as a link; None for one that is not shown here."""
        case = self.cases.get(number or 0)
        return Ref(titled(case), addresses.of_case(case, self.model(case))) if case else None

    def cite(self, number: int | None) -> Cite | None:
        """A § as it is cited; None for one that is not shown here."""
        case, ref = self.cases.get(number or 0), self.ref(number)
        if case is None or ref is None:
            return None
        meeting = self.cases.get(case.parent or 0)
        on = str(meeting.fact("gathering").get("on", "")) if meeting else ""
        return Cite(
            ref.title, ref.address, self.names.unit(case.unit), on, str(self.said(case, "ruling").get("text", ""))
        )


def near(number: int) -> Near | None:
    """The goal and what lies around it, None when the case is no goal. Unknown when
    it is not for this person to know of."""
    now = around()
    found = nearby(session(), who().organisation, number)
    if number not in found:
        return None
    case, names = found[number], names_in(session(), who().organisation)
    paths = (names.units[case.unit].path, names.units[case.department].path if case.department else "")
    now = now._replace(case=case, paths=paths, model=model_of(session(), case.organisation, case.model))
    if not may_see(now):
        raise Unknown
    _tell_guards(now, names, found)
    shown = {one.id: one for one in visible(now, found.values(), names.units)}
    names.cases |= shown
    told = events_of(session(), case.organisation, _own(shown, number), _spoken(shown, number))
    know_authors(session(), case, [(event.who, event.on_behalf_of) for event in told[number] if event.fact in AUTHORED])
    said = {event.seq: event.said or {} for events in told.values() for event in events}
    names.people |= {event.who: event.name for events in told.values() for event in events}
    known = Near(now, names, case, shown, told, said)
    names.add_people(one.responsible or 0 for one in shown.values() if one.id == number or one.parent == number)
    return known


def _tell_guards(now: Situation, names: Names, found: dict[int, Snapshot]) -> None:
    """What the guards of the goal's steps would ask for again."""
    case = now.case
    assert case
    units = ((unit.id, unit.code, unit.kind) for unit in names.units.values())
    read_ahead(
        now.session, case.organisation, {case.id: [one for one in found.values() if one.parent == case.id]}, units
    )
    beside = [one for one in found.values() if (one.year, one.unit) == (case.year, case.unit)]
    know_siblings(now.session, case, beside)


def _own(shown: dict[int, Snapshot], number: int) -> list[int]:
    return [one.id for one in shown.values() if number in (one.id, one.parent)]


def _spoken(shown: dict[int, Snapshot], number: int) -> list[int]:
    """The events whose words are shown of the cases around: of the §§, and of the goal's other years."""
    own, found = shown[number], []
    for one in shown.values():
        if number not in (one.id, one.parent) and (
            "ruling" in one.facts or one.year != own.year or "lineage" in one.facts
        ):
            found += [one.facts[key]["seq"] for key in WORDS if key in one.facts]
    return found
