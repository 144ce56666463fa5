"""What can be asked of a document: which years, committees, rounds and meetings there are, and whether what is asked for is
one of them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from sqlalchemy.orm import Session

from workflow.cycle.timetable import round_dates
from workflow.organisation.calendar_loader import calendar_now
from workflow.records.queries.models import model_of
from workflow.records.queries.years import years_with_goals
from workflow.records.sql import answers
from workflow.reports.ask import Ask, Report
from workflow.words import Title, Wrong, sentence

OWNERS = ("board", "committee", "company", "council")
"""The kinds of unit that goals and meetings can be a body's."""
_YEARS = "SELECT DISTINCT year FROM cases WHERE organisation = ? AND year IS NOT NULL ORDER BY year DESC"
_UNITS = (
    f"SELECT code, name, id FROM unit WHERE organisation = ? AND kind IN ({', '.join('?' for _ in OWNERS)}) ORDER BY id"
)
_MODELS = "SELECT model FROM cases WHERE organisation = ? AND year = ? GROUP BY model ORDER BY max(id) DESC"
MEETINGS = 10
"""Meetings that are named, at the most: the latest."""
NOTHING = "–"
NONE_YET = sentence("There are no goals yet, so there is nothing to write a document about.")


@dataclass(frozen=True)
class Choices:
    """What an organisation's documents can be about, on a day."""

    session: Session
    organisation: int
    today: date

    @cached_property
    def years(self) -> list[int]:
        """The goal years, the newest first."""
        return [int(row[0]) for row in answers(self.session, _YEARS, (self.organisation,))]

    @cached_property
    def years_with_goals(self) -> list[int]:
        """Those of them for which somebody has written a goal."""
        return years_with_goals(self.session, self.organisation)

    @property
    def year(self) -> int:
        """The goal year that goes on, else the newest; one without goals is not meant. Raises Wrong when there is none."""
        if not self.years_with_goals:
            raise Wrong(NONE_YET)
        return self.today.year if self.today.year in self.years_with_goals else self.years_with_goals[0]

    @cached_property
    def units(self) -> dict[str, str]:
        """The bodies: code → name."""
        return {str(code): str(name) for code, name, _ in self._units}

    def rounds(self, year: int) -> dict[str, Title]:
        """The rounds of a goal year in the order of their dates: name → title."""
        return {name: title for _, name, title in self._rounds(year)}

    def round(self, year: int) -> str:
        """The round of a goal year whose figures are the latest on the day, "" before the first."""
        return next((name for as_of, name, _ in reversed(self._rounds(year)) if as_of <= self.today), "")

    @cached_property
    def meetings(self) -> dict[int, tuple[str, date]]:
        """The meetings, the latest first: case → the body's code and the day."""
        codes = {number: str(code) for code, _, number in self._units}
        held = calendar_now(self.session, self.organisation).said.items()
        said = ((case, facts["gathering"]) for case, facts in held)
        found = {
            case: (codes[one["unit"]], date.fromisoformat(one["on"])) for case, one in said if one["unit"] in codes
        }
        return dict(sorted(found.items(), key=lambda pair: pair[1][1], reverse=True))

    @cached_property
    def _units(self) -> list[tuple[str, str, int]]:
        return [tuple(row) for row in answers(self.session, _UNITS, (self.organisation, *OWNERS))]

    def _rounds(self, year: int) -> list[tuple[date, str, Title]]:
        """The day that a round's figures are of, its name and title; as the newest of the year's models have it."""
        calendar, found = calendar_now(self.session, self.organisation), {}
        for [digest] in reversed(answers(self.session, _MODELS, (self.organisation, year))):
            model = model_of(self.session, self.organisation, digest)
            for name, round in model.rounds.items():
                found[name] = round_dates(model, calendar, year, name, 0).as_of, name, round.title
        return sorted(found.values(), key=lambda row: row[:2])


def checked(choices: Choices, report: Report, ask: Ask) -> Ask:
    """The same, with codes as they are written here. Raises Wrong, naming what there is, when something that the document
    needs is not said or is not there, and when something is said that it has no use for."""
    if not choices.years:
        raise Wrong(NONE_YET)
    if ask.year not in choices.years:
        raise Wrong(sentence("There are no goals for %(asked)s. There are goals for: %(there)s.",
                             asked=ask.year, there=_listed(choices.years)))  # fmt: skip
    unit = _unit(choices, report, ask.unit)
    _round(choices, report, ask)
    _meeting(choices, report, ask, unit)
    return replace(ask, unit=unit)


def _unit(choices: Choices, report: Report, asked: str) -> str:
    if not asked:
        if report.unit == "must":
            raise Wrong(sentence("Say which committee “%(document)s” is for. There are: %(there)s.",
                                 document=report.title, there=_listed(choices.units)))  # fmt: skip
        return ""
    if not report.unit:
        raise Wrong(sentence("“%(document)s” is about all committees together.", document=report.title))
    found = next((code for code in choices.units if code.casefold() == asked.casefold()), None)
    if found is None:
        raise Wrong(sentence("There is no committee “%(asked)s”. There are: %(there)s.",
                             asked=asked, there=_listed(choices.units)))  # fmt: skip
    return found


def _round(choices: Choices, report: Report, ask: Ask) -> None:
    if not (ask.round or report.round == "must"):
        return
    there = choices.rounds(ask.year)
    listed = _listed(there)
    if not ask.round:
        raise Wrong(sentence("Say which round “%(document)s” is for. There are: %(there)s.",
                             document=report.title, there=listed))  # fmt: skip
    if not report.round:
        raise Wrong(sentence("“%(document)s” is about the whole year, not a round.", document=report.title))
    if ask.round not in there:
        raise Wrong(sentence("There is no round “%(asked)s” in %(year)s. There are: %(there)s.",
                             asked=ask.round, year=ask.year, there=listed))  # fmt: skip


def _meeting(choices: Choices, report: Report, ask: Ask, unit: str) -> None:
    if ask.meeting is None:
        if report.meeting == "must":
            raise Wrong(sentence("Say which meeting “%(document)s” is for.", document=report.title))
        return
    if not report.meeting:
        raise Wrong(sentence("“%(document)s” is not for a meeting.", document=report.title))
    body, _ = choices.meetings.get(ask.meeting, ("", None))
    if not body or unit not in ("", body):
        there = [f"{case} ({on})" for case, (code, on) in choices.meetings.items() if unit in ("", code)]
        raise Wrong(sentence("There is no meeting %(asked)s of the committee's. There are: %(there)s.",
                             asked=ask.meeting, there=_listed(there[:MEETINGS])))  # fmt: skip


def _listed(there: Iterable[object]) -> str:
    return ", ".join(map(str, there)) or NOTHING
