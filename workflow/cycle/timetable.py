"""The timetable: the rounds of a goal year, the meetings, and what the model says until people have said more.

002, step 7: the forecasts follow the financial forecast's timetable, which the finance office issues each year.
"""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from workflow.cycle.working_days import day_of, working_days
from workflow.facts.decision import Gathering
from workflow.facts.timetable import RoundDates
from workflow.governance.model import DATES, Model, RoundDefault

Kept = TypeVar("Kept")


@dataclass(frozen=True)
class Round:
    """A round's dates: data as of, sheet opens, managers report, director approves, papers to committee, closes."""

    name: str
    as_of: date
    opens: date
    report: date
    approve: date
    papers: date
    closes: date


@dataclass(frozen=True)
class MeetingDay:
    """A meeting of a body; `minutes` is the day they were approved."""

    on: date
    agenda_closes: date | None = None
    minutes: date | None = None


@dataclass(frozen=True)
class Calendar:
    """What an organisation has entered about dates; the same for all its models. `said` holds the facts of its
    meetings by case, for what hangs on them. A new one when something moves: it remembers what was computed."""

    timetables: Mapping[int, tuple[RoundDates, ...]] = field(default_factory=dict)
    meetings: Mapping[int, tuple[MeetingDay, ...]] = field(default_factory=dict)
    bodies: Mapping[str, int] = field(default_factory=dict)
    said: Mapping[int, Mapping[str, Any]] = field(default_factory=dict)
    _memory: dict[Hashable, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    def remember(self, key: Hashable, make: Callable[[], Kept]) -> Kept:
        """What `make` gave the first time, under a key that says all it depends on beside the calendar."""
        if key not in self._memory:
            self._memory[key] = make()
        found: Kept = self._memory[key]
        return found

    def units_of_their_own(self, year: int | None) -> frozenset[int]:
        """The units whose rounds have dates of their own in the year."""
        rows = () if year is None else self.timetables.get(year, ())
        return self.remember(("units", year), lambda: frozenset(row.unit for row in rows if row.unit))

    def held_on(self, meeting: int | None) -> date | None:
        """The day of a meeting, None for one that was called off, or that there is not."""
        said = self.said.get(meeting or 0)
        return Gathering.of(said[Gathering.kind]).on if said else None

    def last_meeting(self, unit: int, year: int, month: int) -> MeetingDay | None:
        """The unit's last meeting in a month."""
        held = [m for m in self.meetings.get(unit, ()) if (m.on.year, m.on.month) == (year, month)]
        return max(held, key=lambda m: m.on, default=None)


def round_dates(model: Model, calendar: Calendar, year: int, name: str, unit: int) -> Round:
    """The dates of a round: the unit's own, else the year's, else the model's. KeyError when nobody knows it."""
    key = ("round", model.digest, year, name, unit)
    return calendar.remember(key, lambda: _round(model, calendar, year, name, unit))


def default_timetable(model: Model, year: int) -> list[dict[str, str]]:
    """The model's rounds as a Timetable fact takes them, for people to change."""
    rounds = (_default(model, model.rounds[name], year) for name in model.rounds)
    return [{"round": r.name} | {name: getattr(r, name).isoformat() for name in DATES} for r in rounds]


def _round(model: Model, calendar: Calendar, year: int, name: str, unit: int) -> Round:
    rows = {row.unit: row for row in calendar.timetables.get(year, ()) if row.round == name}
    row = rows.get(unit) or rows.get(None)
    if row is None:
        key = ("default", model.digest, year, name)
        return calendar.remember(key, lambda: _default(model, model.rounds[name], year))
    return Round(name, *(getattr(row, day) for day in DATES))


def _default(model: Model, default: RoundDefault, year: int) -> Round:
    """The model's days in this year, off the days when nobody works: later, but papers wait for nobody."""
    days = working_days(model.rest)
    as_of, opens, report, approve, papers, closes = _in_years(default, year)
    papers = days.earlier(papers)
    approve = min(days.later(approve), papers)
    report = min(days.later(report), approve)
    opens = min(days.later(opens), report)
    return Round(default.name, min(as_of, opens), opens, report, approve, papers, max(days.later(closes), papers))


def _in_years(default: RoundDefault, year: int) -> list[date]:
    """The six days in order: the report's in goal year + `year`, a later "MM-DD" before it in the year before,
    an earlier one after it in the year after."""
    turn = DATES.index("report")
    found = []
    for place, name in enumerate(DATES):
        text = getattr(default, name)
        before = -1 if place < turn and text > default.report else 0
        after = 1 if place > turn and text < default.report else 0
        found.append(day_of(year + default.year + before + after, text))
    return found
