"""A committee's report of a round: what was given of each of its goals, what is missing, and the § that noted it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import cached_property
from itertools import takewhile

from workflow.facts.closing import SourceClosing
from workflow.facts.decision import Decided
from workflow.facts.forecast import SourceForecast
from workflow.goals.decision import Decision, decision_of_fact
from workflow.goals.forecast import RoundForecast
from workflow.goals.goal import Goal, goals
from workflow.goals.indicator import Indicator, Reading
from workflow.goals.proposed_decision import CLOSING, FORECAST, BodyReport
from workflow.goals.reporting_status import (
    AS_SOURCE,
    AWAITED,
    BEFORE,
    DESCRIBE,
    MISSING,
    NOT_OPEN,
    SOURCE_SILENT,
    ReportingStatus,
)
from workflow.goals.work import Work
from workflow.goals.year import CaseOfYear, GoalYear
from workflow.governance.model import Level, Step, Verdict
from workflow.measuring import values
from workflow.records.case import Case

UNSAID = (AWAITED, MISSING)
"""Where a goal stands while nothing was handed in of it."""
NOT_FOLLOWED = ("", NOT_OPEN, BEFORE)
"""Where a goal stands that the report has nothing to tell of: not followed up in the round, or not yet."""


class Judgeable(Enum):
    """Can it be judged in a round how a goal will end?"""

    YES = auto()
    UNMEASURED = auto()
    """Yes, though nothing was measured."""
    NO = auto()
    UNKNOWN_THERE = auto()
    """Nobody knows: the source that it came from tells nothing."""
    WORDED = auto()
    """The source judges in words that are no value of our scale."""


@dataclass(frozen=True)
class ReportedGoal:
    """A goal in the report of a round of forecasts, or of the closing."""

    goal: Goal
    name: str

    @cached_property
    def round(self) -> RoundForecast:
        """The goal in the round."""
        return RoundForecast(self.goal.year, self.goal.case, self.name)

    @property
    def cell(self) -> ReportingStatus:
        """Where the goal stands in the round."""
        return self.round.cell

    @property
    def is_forecast(self) -> bool:
        """True in a round of forecasts, False in a closing."""
        return self.name in self.goal.model.forecast_rounds

    @property
    def said(self) -> SourceForecast | SourceClosing:
        """What was handed in, in full."""
        return self.round.said if self.is_forecast else self.goal.closing

    @property
    def is_given(self) -> bool:
        """True when it was handed in, here or in a source, whatever was said."""
        return self.is_said and self.cell.status not in UNSAID

    @property
    def is_said(self) -> bool:
        """True when something is known of it in the round, be it that nothing was accounted for."""
        return self.round.is_said if self.is_forecast else self.goal.is_closed

    @property
    def verdict(self) -> Verdict | None:
        """How it was judged; None while it is not handed in, and for a judgement that is no code of the scale."""
        scale, _, code = self.cell.verdict.partition("/")
        return self.goal.model.verdict(scale, code)

    @property
    def is_as_source(self) -> bool:
        """True when its source judges it in words of its own (`as_written`)."""
        return self.cell.status == AS_SOURCE

    @property
    def is_silent(self) -> bool:
        """True when its source tells of it and does not judge it."""
        return self.cell.status == SOURCE_SILENT

    @property
    def as_written(self) -> str:
        """The judgement in the words of its source, "" for one that was given here."""
        return self.said.as_written

    @property
    def lacks_consequence(self) -> bool:
        """True when the consequence is owed and was not described."""
        return self.cell.status == DESCRIBE

    @property
    def is_unanswered(self) -> bool:
        """True when it was at risk in the round, and its consequence or any measure is missing."""
        return self.is_forecast and self.goal.is_unanswered_in(self.round)

    @property
    def is_unknown(self) -> bool:
        """True when a forecast was given that says nothing of how the goal will end."""
        return bool(self.round.outlook and self.round.outlook.unknown)

    @property
    def is_missing_in_source(self) -> bool:
        """True when nothing is said of it in the round, and its source is what could have."""
        return not self.is_said and self.cell.status in ("", BEFORE) and self.goal.is_imported

    @property
    def is_of_source(self) -> bool:
        """True when the round was held where it was brought in from, if it was held."""
        return self.is_missing_in_source or self.goal.is_of_source(self.round.entry)

    @property
    def lacks_measures(self) -> bool:
        """True when it was at risk in the round, and nothing is to be done about it."""
        return self.round.is_at_risk and not self.goal.has_measures_in(self.round)

    @cached_property
    def readings(self) -> tuple[tuple[Indicator, Reading], ...]:
        """What was said of each indicator in the round."""
        return self.goal.readings_in(self.name)

    @cached_property
    def judgeable(self) -> Judgeable:
        """Can it be judged by now how the goal will end? Not without a forecast, nor when that says nothing."""
        if self.is_missing_in_source:
            return Judgeable.UNKNOWN_THERE
        if self.is_as_source:
            return Judgeable.WORDED
        if not self.round.outlook or self.is_unknown:
            return Judgeable.NO
        return Judgeable.YES if self._is_measured or not self.goal.indicators else Judgeable.UNMEASURED

    @property
    def _is_measured(self) -> bool:
        """True when some indicator had a value for the goal year by this round."""
        by_now = {"", self.name, *(one.name for one in takewhile(lambda one: one.name != self.name, self.goal.rounds))}
        told = (value for one in self.goal.indicators for value in one.recent if value.round in by_now)
        return any(value.is_said and value.year == self.goal.case.year for value in told)

    @property
    def before(self) -> RoundForecast | None:
        """The last forecast before this round, None before any."""
        earlier = takewhile(lambda one: one.name != self.name, self.goal.rounds)
        return next((one for one in reversed(list(earlier)) if one.outlook or one.as_written), None)

    @property
    def values(self) -> tuple[tuple[Indicator, Reading | None], ...]:
        """Each indicator with what was said of it in the round, else with the last value that is known of it; None where
        there is no value."""
        return tuple((one, self._reading(one)) for one in self.goal.indicators if not one.has_left)

    def is_of_round(self, reading: Reading) -> bool:
        """True for what was said in the round, and not before or beside it."""
        return reading.value.round == (self.name if self.is_forecast else values.CLOSING)

    def _reading(self, indicator: Indicator) -> Reading | None:
        readings = [indicator.reading(value) for value in indicator.recent]
        last = values.latest(indicator.recent) or indicator.outcome
        own = next((one for one in readings if self.is_of_round(one)), None)
        return own or next((one for one in readings if one.value == last), None)

    @property
    def measures(self) -> tuple[Work, ...]:
        """The measures that stand."""
        return tuple(one for one in self.goal.measures if not one.state.out)

    @property
    def answer(self) -> Decision | None:
        """The last word of the body or the director on what the goal needs in the round."""
        facts = self.goal.case.facts
        keys = [key for key in facts if key.startswith(("decision/", "approval/")) and key.endswith(f"/{self.name}")]
        last = max(keys, key=lambda key: int(facts[key]["seq"]), default=None)
        return decision_of_fact(self.goal.year, self.goal.case, last) if last else None


@dataclass(frozen=True)
class CommitteeReport(CaseOfYear):
    """A body's report of a round."""

    year: GoalYear
    case: Case

    @cached_property
    def goals(self) -> tuple[ReportedGoal, ...]:
        """The goals that it tells of, in order."""
        found = (ReportedGoal(goal, self.case.round) for goal in goals(self.year, self.case.unit) if not goal.has_left)
        return tuple(one for one in found if one.cell.status not in NOT_FOLLOWED)

    @property
    def given(self) -> int:
        """How many of its goals are handed in."""
        return sum(one.is_given for one in self.goals)

    @property
    def late(self) -> int:
        """How many are not, though their day has passed."""
        return self._count(MISSING)

    @property
    def undescribed(self) -> int:
        """How many lack their consequence."""
        return self._count(DESCRIBE)

    @property
    def as_source(self) -> int:
        """How many a source judges in words of its own."""
        return self._count(AS_SOURCE)

    @property
    def silent(self) -> int:
        """How many a source does not judge."""
        return self._count(SOURCE_SILENT)

    @property
    def verdicts(self) -> tuple[tuple[Verdict, int], ...]:
        """How many were judged how, in the order of the scale: the outlook, or in a closing how it went."""
        said = Counter(one.verdict.name for one in self.goals if one.verdict)
        scale = self.model.scale("outlook" if self.is_forecast else "attainment")
        return tuple((verdict, said[verdict.name]) for verdict in scale if said[verdict.name])

    @property
    def worst(self) -> Verdict | None:
        """The worst of what was said: what is at risk before what is not known."""
        ranked = [(2 if one.at_risk else int(one.unknown), place, one) for place, (one, _) in enumerate(self.verdicts)]
        return max(ranked, key=lambda one: one[:2])[2] if ranked else None

    @property
    def is_forecast(self) -> bool:
        """True for a round of forecasts, False for a closing."""
        return self.case.round in self.model.forecast_rounds

    @property
    def minuted(self) -> Decision | None:
        """The § by which the body decided on it last."""
        step = minuting(self.level)
        key = f"{Decided.kind}/{step.name}" if step else ""
        return decision_of_fact(self.year, self.case, key) if key in self.case.facts else None

    def proposed(self, language: str) -> BodyReport:
        """What the body is proposed to decide on it, in the language of the minutes."""
        return proposed(self.year, self.case.unit, self.case.round, self.goals, language)

    def _count(self, status: str) -> int:
        return sum(one.cell.status == status for one in self.goals)


def reported(found: Iterable[Goal], round: str) -> tuple[ReportedGoal, ...]:
    """Those of the goals that are followed up in the round of forecasts, or were; what has left the field only where
    something was said of it."""
    named = ((goal, {one.name: one for one in goal.rounds}.get(round)) for goal in found)
    return tuple(ReportedGoal(goal, round) for goal, said in named if said and (said.is_said or not goal.has_left))


def proposed(year: GoalYear, unit: int, round: str, found: Sequence[ReportedGoal], language: str) -> BodyReport:
    """What a body is proposed to decide on its report of a round, in the language of the minutes; `found` are the goals
    that it is to tell of. What came with a source is not asked of anybody here."""
    owed = [one for one in found if not one.is_missing_in_source]
    return BodyReport(
        body=year.unit(unit),
        round=year.model.rounds[round].title.in_(language),
        year=year.year,
        thing=FORECAST if round in year.model.forecast_rounds else CLOSING,
        goals=[one.goal.title for one in found],
        missing=[one.goal.title for one in owed if not one.is_given or one.is_silent],
        unknown=[one.goal.title for one in found if one.is_missing_in_source],
        unanswered=[one.goal.title for one in found if one.is_unanswered],
    )


def minuting(level: Level) -> Step | None:
    """The step by which the body's § on a report is logged."""
    return next((step for step in level.steps if step.says == Decided.kind), None)
