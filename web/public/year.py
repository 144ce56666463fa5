"""A goal year as anybody may read it: the goals that a body has adopted, by committee, and how they stand."""

from dataclasses import dataclass

from web.language import day, language, say, sorting
from web.session import moment, session
from web.tally import Tally, tally
from workflow.cycle.working_days import local_day
from workflow.goals import Goal, Indicator, Part, adopted_by_unit, adopted_years, goals, load_year
from workflow.measuring.values import Value
from workflow.records.organisation import Organisation
from workflow.records.queries.names import units_of

PARTS = Part.INDICATORS | Part.REPORTS | Part.CITED | Part.WORDS
AT_ONCE = 30
"""So many goals stand on one page; of more each committee's stand on a page of their own (some 4 kB a goal)."""


@dataclass(frozen=True)
class Committee:
    """A committee with its adopted goals, as far as they were read; `count` is how many there are."""

    name: str
    count: int
    goals: tuple[Goal, ...]

    @property
    def counts(self) -> Tally:
        """How many of its goals stand how, as far as may be told; those of which nothing may be told last."""
        return tally(goal.public_judgement for goal in self.goals)


@dataclass(frozen=True)
class PublicYear:
    """A goal year of an organisation, committees in the alphabet; `opened` is the committee (by name) whose goals are asked
    for, "" for none in particular."""

    organisation: Organisation
    year: int
    years: list[int]
    committees: tuple[Committee, ...] = ()
    opened: str = ""

    @property
    def goals(self) -> tuple[Goal, ...]:
        """All its goals that were read."""
        return tuple(goal for committee in self.committees for goal in committee.goals)

    @property
    def shown(self) -> tuple[Committee, ...]:
        """The committees whose goals stand on the page: the one that is opened, else all of them when they are few."""
        if self.opened:
            return tuple(one for one in self.committees if one.name == self.opened)
        return self.committees if sum(one.count for one in self.committees) <= AT_ONCE else ()


def public_year(home: Organisation, year: int, opened: str = "", is_whole: bool = False) -> PublicYear | None:
    """The year as anybody may read it, None when no goal was adopted in it: as much of it as the page shows, or the
    whole."""
    years, counts = adopted_years(session(), home.id), adopted_by_unit(session(), home.id, year)
    if year not in years:
        return None
    names = {number: unit.name for number, unit in units_of(session(), home.id).items() if number in counts}
    asked = 0 if is_whole else next((number for number, name in names.items() if name == opened), 0)
    is_told = is_whole or asked or sum(counts.values()) <= AT_ONCE
    found = load_year(session(), home.id, year, local_day(moment()), language(), parts=PARTS if is_told else Part.REPORTS,
                      unit=asked)  # fmt: skip
    heaps: dict[int, list[Goal]] = {number: [] for number in sorted(names, key=lambda number: sorting(names[number]))}
    for goal in goals(found):
        if goal.is_adopted:
            heaps[goal.case.unit].append(goal)
    committees = tuple(Committee(names[unit], counts[unit], tuple(own)) for unit, own in heaps.items())
    return PublicYear(home, year, years, committees, opened)


def decided_by(goal: Goal) -> str:
    """The § by which a goal was adopted, changed or confirmed last; that its source says so, where none is known."""
    adoption = goal.adoption
    if adoption is None:
        return say("according to the source")
    if adoption.cite is None:
        return day(adoption.on) if adoption.on else ""
    return f"{adoption.cite.body} {adoption.cite.reference}".strip()


def period_of(indicator: Indicator, value: Value) -> str:
    """What a value tells of: its round or its period, else the day on which it was said; told when it came late."""
    title = indicator.title_of(value) or (day(value.on) if value.on else "")
    return say("%(period)s, after the closing", period=title) if value.is_late else title


def outcome_in_words(indicator: Indicator, with_unit: bool = True) -> str:
    """The value by which the year is judged, else why there is none, as far as it was said."""
    found = indicator.outcome
    if found is None or found.is_said:
        return indicator.in_words(found, with_unit)
    missing = indicator.year.model_of(indicator.goal).verdict("missing", found.missing)
    return say(missing.title) if missing else ""
