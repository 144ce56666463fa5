"""The forecasts of a goal, round by round, and where it stands in each."""

from dataclasses import dataclass
from functools import cached_property

from workflow.facts.closing import Closing
from workflow.facts.consequence import Consequence
from workflow.facts.forecast import Forecast, SourceForecast
from workflow.goals.decision import Decision, decisions
from workflow.goals.notice import Notice, notices
from workflow.goals.reporting_status import (
    AWAITED,
    BEFORE,
    DESCRIBE,
    MISSING,
    NOT_OPEN,
    ReportingStatus,
    reporting_status,
)
from workflow.goals.source_extras import Item, kept, more, rows
from workflow.goals.year import Citation, GoalYear, Said
from workflow.governance.model import Level, Model, Verdict
from workflow.measuring.judgement import SaidJudgement
from workflow.records.case import Case

SOURCE = "source-"
"""Begins the name of a round that a source gave no period."""
FORECAST = "forecast/"


@dataclass(frozen=True)
class RoundForecast:
    """A round of forecasts of a goal."""

    year: GoalYear
    goal: Case
    name: str

    @cached_property
    def cell(self) -> ReportingStatus:
        """Where the goal stands in the round."""
        model = self.year.model_of(self.goal)
        if self.name not in model.rounds:
            return ReportingStatus("", "", self.entry)
        return reporting_status(model, self.year.calendar, self.goal, self.name, self.year.today)

    @property
    def title(self) -> str:
        """What the round is called, in the reader's language; the period as written for one of a source."""
        known = self.year.model_of(self.goal).rounds.get(self.name)
        if known:
            return self.year.say(known.title)
        if self.name.startswith(SOURCE):
            return self.year.say("Without a date")
        return str(self.entry.get("period") or self.name)

    @property
    def is_said(self) -> bool:
        """True when a forecast was given."""
        return FORECAST + self.name in self.goal.facts

    @cached_property
    def said(self) -> SourceForecast:
        """What was said, in full."""
        return self.year.whole(self.goal, SourceForecast, self.name)

    @property
    def entry(self) -> Said:
        """In which event it was said, by whom and when, with its short fields."""
        return self.goal.fact(Forecast.kind, self.name)

    @property
    def outlook(self) -> Verdict | None:
        """How the goal was expected to end; None before anybody has said, and for words of a source that are no code of
        the scale (`as_written`)."""
        return self._verdict("outlook")

    @property
    def judgement(self) -> SaidJudgement:
        """How it judges: by a value of the scale, or as its source says."""
        return self.year.judged(self.goal, f"forecast/{self.name}")

    @property
    def trend(self) -> Verdict | None:
        """Which way it went."""
        return self._verdict("trend")

    @property
    def basis(self) -> Verdict | None:
        """What it was judged from."""
        return self._verdict("basis")

    @property
    def as_written(self) -> str:
        """The judgement in the words of its source, "" for one that was said here."""
        return self.said.as_written

    @property
    def comment(self) -> str:
        """What was said beside the outlook."""
        return self.said.comment

    @property
    def due(self) -> str:
        """The day by which it was to be given, as YYYY-MM-DD; "" for a round of a source."""
        if self.name not in self.year.model_of(self.goal).rounds:
            return ""
        return self.year.dates(self.name, self.goal.unit).report.isoformat()

    @property
    def on(self) -> str:
        """The day on which it was said, as YYYY-MM-DD; "" for one of a source that gives no day."""
        return self.year.day(self.goal, FORECAST + self.name)

    @cached_property
    def consequence(self) -> Consequence:
        """The consequence description of the round; one in which nothing is said until it `is_described`."""
        return self.year.whole(self.goal, Consequence, self.name)

    @property
    def is_described(self) -> bool:
        """True when it was told what follows from it if the goal is not reached."""
        return self.goal.has_said(Consequence, self.name)

    @property
    def minuted(self) -> Citation | None:
        """The § by which the committee noted its report of the round."""
        return self.year.minuted(self.goal.unit, self.name)

    @property
    def measure(self) -> str:
        """The measure that a source gave without a consequence."""
        return str(self.year.said(self.goal, f"measure/{self.name}").get("what", ""))

    @cached_property
    def answers(self) -> tuple[Decision, ...]:
        """What was decided of the goal in the round."""
        return tuple(one for one in decisions(self.year, self.goal) if one.round == self.name)

    @cached_property
    def notices(self) -> tuple[Notice, ...]:
        """Who was told of a duty of the goal in the round, and when."""
        return tuple(one for one in notices(self.year, self.goal) if one.round == self.name)

    @cached_property
    def extra(self) -> Item:
        """What the source wrote beside in the row that the forecast is from."""
        own = (self.said.period, self.said.as_written)
        for row in rows(kept(self.year, self.goal), "forecasts"):
            if (str(row.get("period", "")), str(row.get("assessment", ""))) == own:
                return more(row, "forecasts")
        return {}

    @property
    def is_erased(self) -> bool:
        """True when the words of the forecast were disposed of."""
        return self.year.is_erased(self.goal, FORECAST + self.name)

    @property
    def is_at_risk(self) -> bool:
        """True when the goal was expected to be met in part or not at all."""
        return bool(self.outlook and self.outlook.at_risk)

    @property
    def lacks_consequence(self) -> bool:
        """True when the consequence is owed and was not described."""
        return self.cell.status == DESCRIBE

    @property
    def waits(self) -> str:
        """Why nothing is said: "not_open", "awaited", "not_reported", "before_introduction" or ""."""
        return self.cell.status if self.cell.status in (NOT_OPEN, AWAITED, MISSING, BEFORE) else ""

    @property
    def is_public(self) -> bool:
        """True when the round may be told to everybody: noted in the committee's minutes, or brought in with no report
        of its own."""
        return self.year.is_public(self.goal, self.name)

    def _verdict(self, scale: str) -> Verdict | None:
        code = str(self.entry.get(scale, ""))
        return self.year.model_of(self.goal).verdict(scale, code)


def rounds(year: GoalYear, goal: Case) -> tuple[RoundForecast, ...]:
    """The rounds in which the goal is forecast, those of a source among them by time. Rounds that the goal has not come
    to are left out."""
    found = (RoundForecast(year, goal, name) for name in round_names(year.level(goal), goal))
    return tuple(round for round in found if round.is_said or round.cell.status)


def round_names(level: Level, goal: Case) -> tuple[str, ...]:
    """The goal's rounds of forecasts in order of time: those of its level, and of its source those before and after."""
    own = level.forecast_rounds
    said = [key.removeprefix(FORECAST) for key in goal.facts if key.startswith(FORECAST)]
    other = sorted(name for name in said if name not in own)
    first = [name for name in other if name[:4].isdigit() and int(name[:4]) < (goal.year or 0)]
    return (*first, *own, *(name for name in other if name not in first))


def last_verdict(model: Model, goal: Case) -> Verdict | None:
    """How a goal ended, else how it was last expected to end; None before anybody has said, and for words of a source that
    are no code of the scale. A closing that could not say is an end all the same: no forecast speaks in its place."""
    if goal.has_said(Closing):
        return model.verdict("attainment", goal.verdict(Closing))
    said = [name for name in round_names(model.levels[goal.level], goal) if goal.has_said(Forecast, name)]
    return model.verdict("outlook", goal.verdict(Forecast, said[-1])) if said else None
