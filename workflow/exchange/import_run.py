"""What is carried along while a file is brought in: who, when, under which model, what was made, what was remarked."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from sqlalchemy.orm import Session

from workflow.cycle.timetable import Calendar
from workflow.cycle.working_days import local_day
from workflow.exchange.format_facts import Names
from workflow.exchange.municipality import Item, Municipality, named
from workflow.exchange.parse_facts import ParsedFacts, ordered
from workflow.exchange.remark import Remark
from workflow.exchange.scale_matching import ScaleReader
from workflow.exchange.unknown_fields import coded, written_of
from workflow.facts.clerical import AsWritten
from workflow.governance.model import Level, Model
from workflow.organisation.calendar_loader import calendar_of
from workflow.records.case import Case
from workflow.records.queries.cases import cases
from workflow.records.queries.models import model_of
from workflow.records.sql import run
from workflow.states.command import ImportedCase, Note
from workflow.states.context import Who
from workflow.states.perform import bring_in, note

TITLE = 200
NOTED = "noted"
"""Begins the key of what was said about a case that was there already."""


@dataclass
class ImportRun:
    """One import. `units`, `persons` and `areas` are names → numbers, `kinds` the sorts of units, `called` the words of
    focus areas; `meetings`, `decisions` (by path) and `years` (the bodies' own, by unit) are what it has met so far;
    `known` is what it has brought in, now or before; `kept` goes to the head of the year."""

    session: Session
    file: Municipality
    who: Who
    at: datetime
    source: str
    model: Model
    root: int
    code: str
    units: dict[str, int]
    kinds: dict[int, str]
    persons: dict[str, int]
    names: Names
    unit_names: dict[int, str]
    called: dict[int, str]
    known: dict[str, int]
    areas: dict[str, int] = field(default_factory=dict)
    meetings: dict[tuple[int, date], int] = field(default_factory=dict)
    decisions: dict[str, int] = field(default_factory=dict)
    years: dict[int, int] = field(default_factory=dict)
    kept: Item = field(default_factory=dict)
    year: int = 0
    warnings: list[Remark] = field(default_factory=list)

    @property
    def today(self) -> date:
        """The local day of the import."""
        return local_day(self.at)

    @property
    def organisation(self) -> int:
        """The organisation's number."""
        return self.who.organisation

    @property
    def passed(self) -> date:
        """The day that what is known of the year counts from: its last one, or today while it runs."""
        return min(self.today, date(self.file.year, 12, 31))

    @property
    def is_over(self) -> bool:
        """True when the goal year has ended: what the source shows as its goals had been adopted."""
        return self.file.year < self.today.year

    @property
    def council(self) -> int:
        """The council's unit, else the organisation itself."""
        return min((unit for unit, kind in self.kinds.items() if kind == "council"), default=self.root)

    @property
    def calendar(self) -> Calendar:
        """The organisation's dates as they are now."""
        mark = run(self.session, "SELECT calendar FROM chain WHERE organisation = ?", (self.organisation,)).scalar_one()
        return calendar_of(self.session, self.organisation, mark)

    @property
    def scales(self) -> ScaleReader:
        """How the words of the file are read."""
        return ScaleReader.of(self.model, self.file.data.get("model"))

    def warn(self, path: str, text: str, **values: object) -> None:
        """Note something that people should know."""
        self.warnings.append(self.file.remark(path, text, **values))

    def follow(self, model: Model) -> None:
        """Go on under the model that the goal year follows."""
        self.model, self.names = model, replace(self.names, model=model)

    def unit(self, item: Item) -> int:
        """The unit of the item's body, or of the body that it is; 0 when it names none."""
        name = item.get("body", item.get("name"))
        return self.units[named(name)] if name is not None else 0

    def once(self, path: str) -> str:
        """The key under which a part of this file is brought in one time."""
        return f"import/{self.file.digest}/{path}"

    def case(
        self, path: str, level: Level, state: str, facts: ParsedFacts, *, kept: Item | None = None, parent: int | None = None,
        unit: int | None = None, title: str = "", effective: date | None = None, taken: Mapping[str, str] | None = None,
        days: Mapping[str, date] | None = None,
    ) -> int:  # fmt: skip
        """A case from `path` of the file, once; its number. `kept` is what of the item no fact holds, `taken` are
        the steps that had been (step[/round] → day), `days` the facts that the source gives a day; the others have
        none."""
        once = self.once(path)
        if once in self.known:
            return self.known[once]
        said = ordered([*facts, *self.written(path, kept)])
        done = bring_in(
            self.session,
            ImportedCase(
                level.name,
                state,
                said,
                self.who,
                at=self.at,
                parent=parent,
                unit=unit,
                year=self.file.year if level.yearly else None,
                title=title.strip()[:TITLE],
                source=self.source,
                effective=effective,
                idempotency_key=once,
                taken=taken or {},
                days={fact.key(round): (days or {}).get(fact.key(round)) for fact, round in said},
            ),
        )
        self.known[once] = done.case.id
        return done.case.id

    def written(self, path: str, kept: Item | None) -> ParsedFacts:
        """What is kept as written, as a fact."""
        return [(AsWritten(source=path, item=coded(kept)), "")] if kept else []

    def note(self, case: int, facts: ParsedFacts, path: str) -> None:
        """Say more about a case that was there, once."""
        for fact, round in facts:
            once = f"{self.once(NOTED)}/{path}/{fact.kind}"
            if once not in self.known:
                done = note(self.session, Note(case, self.who, fact, at=self.at, round=round, idempotency_key=once))
                self.known[once] = done.case.id

    def standing(self, levels: Iterable[Level], title: str) -> Case | None:
        """The case at one of the levels that has not left the field and is called `title`."""
        found = self.held(levels)
        return next((case for case in found if named(case.title) == named(title[:160])), None)

    def held(self, levels: Iterable[Level], more: str = "", *values: object) -> list[Case]:
        """The cases at the levels, those out of the field left out; none of those that this file has made."""
        names = [level.name for level in levels]
        if not names:
            return []
        marks = ", ".join("?" for _ in names)
        found = cases(self.session, f"organisation = ? AND level IN ({marks}) {more} ORDER BY id",
                      (self.organisation, *names, *values))  # fmt: skip
        mine = {case for once, case in self.known.items() if not once.startswith(self.once(NOTED))}
        return [case for case in found if case.id not in mine and not self.is_out(case)]

    def keep(self, key: str, item: Item) -> None:
        """Keep a row of the file in the head of the year, because the case that it tells of is not of this year."""
        self.kept.setdefault(key, []).append(written_of(item))

    def keep_unusable(self, key: str) -> None:
        """Keep the rows of the file that cannot be used in the head of the year."""
        if unusable := getattr(self.file.data.get(key), "unusable", None):
            self.kept.setdefault(key, []).extend(unusable)

    def is_out(self, case: Case) -> bool:
        """True when the case has left the field."""
        state = model_of(self.session, self.organisation, case.model).levels[case.level].state[case.state]
        return state.out
