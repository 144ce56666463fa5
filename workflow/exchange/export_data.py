"""What an organisation holds of one goal year, read in a few queries: its cases with the exact words of their facts."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflow.exchange import format_facts
from workflow.exchange.format_facts import Facts, Names, StoredFact, last, newest
from workflow.exchange.members import Members, level_of, members
from workflow.exchange.municipality import Item, named
from workflow.exchange.unknown_fields import decoded
from workflow.facts.clerical import AsWritten
from workflow.facts.decision import Gathering
from workflow.facts.wording import Direction
from workflow.governance.model import Level
from workflow.records.case import Case
from workflow.records.event import Payload
from workflow.records.organisation import Organisation, Person, Unit

AT_ONCE = 500
"""Payloads in one query."""
KEPT = "as_written"
BESIDE = ("seq", "by", "at", "stint", "undated")
"""What a case remembers of a fact beside what was said."""


@dataclass(frozen=True)
class ExportData:
    """One goal year. `head` is what stands at the top of its files; `facts` are by case, `bodies` by number."""

    name: str
    code: str
    members: Members
    facts: dict[int, Facts]
    names: Names
    bodies: dict[int, Unit]

    @property
    def cases(self) -> list[Case]:
        """The year's cases, in order."""
        return self.members.cases

    @cached_property
    def units(self) -> dict[str, int]:
        """Units by name and code."""
        codes = {named(body.code): unit for unit, body in self.bodies.items()}
        return codes | {named(name): unit for unit, name in self.names.unit.items()}

    @cached_property
    def heads(self) -> list[Item]:
        """The head of each file that the year was brought in from, the oldest first."""
        said = sorted(
            (told.seq, told) for key, told in self.facts[self.members.year.id].items() if key.startswith(KEPT)
        )
        return [dict(told.body) for _, told in said]

    @cached_property
    def head(self) -> Item:
        """The heads as one: lists go together, of other values the last one counts."""
        whole: Item = {}
        for head in self.heads:
            for key, value in head.items():
                before = whole.get(key)
                if isinstance(before, list) and isinstance(value, list):
                    value = [*before, *(row for row in value if row not in before)]
                whole[key] = value
        return whole

    @property
    def has_head(self) -> bool:
        """True when the year was brought in from a file."""
        return bool(self.heads)

    @cached_property
    def cited(self) -> set[int]:
        """The goals of which a decision must say that it is about them."""
        own = [case.id for case in self.of_kind("decision") if self.kept(case).body.get("goals") != "all"]
        return {goal for decision in own for goal in self.citing(decision)}

    @cached_property
    def _citing(self) -> dict[int, set[int]]:
        found: dict[int, set[int]] = {}
        for case, facts in self.facts.items():
            for key, told in facts.items():
                if key.startswith("decision") and "decision" in told.body:
                    found.setdefault(told.body["decision"], set()).add(case)
        return found

    @property
    def vision(self) -> str | None:
        """The vision in force, in words."""
        found = [case for case in self.members.areas if self.level(case).kind == "vision"]
        return self.words(found[-1]) if found else None

    @property
    def standing(self) -> list[str]:
        """The focus areas in force, in words."""
        return [self.words(case) for case in self.members.areas if self.level(case).kind == "direction"]

    def level(self, case: Case) -> Level:
        """The case's level in its own model."""
        return level_of(self.members.models, case)

    def of_kind(self, kind: str) -> list[Case]:
        """The year's cases at levels of `kind`."""
        return [case for case in self.cases if self.level(case).kind == kind]

    def kept(self, case: Case) -> StoredFact:
        """What of the case was kept as written."""
        return newest(self.facts[case.id], KEPT)

    def citing(self, decision: int) -> set[int]:
        """The cases that cite a decision."""
        return self._citing.get(decision, set())

    def words(self, case: Case) -> str:
        """A vision or focus area in words."""
        return last(self.facts[case.id], Direction).words or case.title

    def measured(self, case: Case) -> Callable[[int], Item]:
        """What was measured after an event."""
        return lambda seq: {"outcomes": format_facts.indicator(self.facts[case.id], case.year, seq).get("outcomes", [])}

    def day_of(self, meeting: int | None) -> date | None:
        """The day of a meeting."""
        return last(self.facts.get(meeting or 0, {}), Gathering).on


def hold(session: Session, organisation: int, year: int) -> ExportData:
    """Read the year. Unknown when the organisation has no such goal year."""
    home = session.get_one(Organisation, organisation)
    found = members(session, organisation, year)
    facts = _facts(session, organisation, [*found.cases, *found.areas, *found.above])
    units = session.scalars(select(Unit).where(Unit.organisation == organisation).order_by(Unit.id)).all()
    persons = session.scalars(select(Person).where(Person.organisation == organisation))
    words = {case.id: last(facts[case.id], Direction).words or case.title for case in found.areas}
    names = Names(
        found.models[found.year.model],
        {unit.id: unit.name for unit in units},
        words,
        {person.id: person.name for person in persons},
        home.language,
    )
    return ExportData(home.name, home.code, found, facts, names, {unit.id: unit for unit in units})


def _facts(session: Session, organisation: int, found: Iterable[Case]) -> dict[int, Facts]:
    """The facts of each case in their exact words; in the short ones when the words have been erased."""
    found = list(found)
    bodies = _bodies(session, organisation, sorted({short["seq"] for case in found for short in case.facts.values()}))
    return {case.id: {key: _told(key, short, bodies) for key, short in case.facts.items()} for case in found}


def _told(key: str, short: dict[str, Any], bodies: dict[int, Item]) -> StoredFact:
    body = bodies.get(short["seq"], {}).get(key)
    if body is None:
        body = {name: value for name, value in short.items() if name not in BESIDE}
    return StoredFact(short["seq"], decoded(AsWritten.of(body).item) if key.partition("/")[0] == KEPT else body)


def _bodies(session: Session, organisation: int, seqs: list[int]) -> dict[int, Item]:
    found: dict[int, Item] = {}
    for start in range(0, len(seqs), AT_ONCE):
        wanted = Payload.seq.in_(seqs[start : start + AT_ONCE])
        held = select(Payload.seq, Payload.body).where(Payload.organisation == organisation, wanted)
        found |= {seq: json.loads(body) for seq, body in session.execute(held)}
    return found
