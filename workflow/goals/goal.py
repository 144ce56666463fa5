"""A goal of the year with everything that a document can say of it. What is not asked for is not made."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from workflow.facts.closing import Analysis, Closing, SourceClosing
from workflow.facts.wording import Proposal, Wording
from workflow.goals.adoption import Adopted, adopted_words, adopting_steps
from workflow.goals.decision import Decision, decision_of_fact, decisions
from workflow.goals.forecast import RoundForecast, last_verdict, round_names, rounds
from workflow.goals.indicator import AdoptedIndicator, Indicator, Reading, adopted_indicator
from workflow.goals.lineage import conflicts, line_of, offered_years, tie_between
from workflow.goals.notice import Notice, notices
from workflow.goals.parts import Part
from workflow.goals.reporting_status import BEFORE, MISSING, ReportingStatus, reporting_status
from workflow.goals.review import Reviewed, reviews
from workflow.goals.source_extras import Item, kept, more, rows
from workflow.goals.work import Work, other_work, work
from workflow.goals.year import CaseOfYear, GoalYear, Said
from workflow.governance.model import Verdict
from workflow.measuring.attainment import UNKNOWN, together
from workflow.measuring.judgement import SaidJudgement
from workflow.measuring.values import CLOSING
from workflow.records.case import Case
from workflow.records.queries.events import IMPORT
from workflow.records.queries.names import UnitName


class Judgement(NamedTuple):
    """How a goal ended (`round` None), or is expected to end in a round. `verdict` is None where a source judges in words
    that are no code of the scale, or not at all: `said` tells which."""

    verdict: Verdict | None
    round: RoundForecast | None
    said: SaidJudgement


class MilestoneYear(NamedTuple):
    """What is to be reached in one of the years of a goal; `outcome` and `reached` are as a source says."""

    year: int
    text: str
    target: float | None
    outcome: Any
    reached: bool | None


class OtherYear(NamedTuple):
    """The goal in another year, and how it is tied to this one: "continues" or "replaces", "" for one further away."""

    goal: "Goal"
    way: str


HAS_PLAN = "has_activities"
"""The guard of the step by which a body decides an action plan; a level without it asks for none."""


@dataclass(frozen=True)
class Goal(CaseOfYear):
    """A goal in its year."""

    year: GoalYear
    case: Case

    @property
    def id(self) -> int:
        """Its number."""
        return self.case.id

    @property
    def owners(self) -> tuple[UnitName, ...]:
        """The body whose goal it is, and the department that answers for it, if any."""
        numbers = (self.case.unit, self.case.department or 0)
        return tuple(self.year.units[number] for number in numbers if number in self.year.units)

    @property
    def is_companys(self) -> bool:
        """True when the goal's owner, or its department, is a company."""
        return any(unit.kind == "company" for unit in self.owners)

    @cached_property
    def ref(self) -> str:
        """What a source calls it, "" when it has no name of its own."""
        return str(self.kept.get("ref", ""))

    @cached_property
    def words(self) -> str:
        """The goal in the words that a body adopted last, else as it was written; its title where no words are read."""
        if not self.year.has_words_of(Wording.kind):
            return self.case.title
        return adopted_words(self.level, self.case, lambda key: self.year.said(self.case, key)) or self.case.title

    @property
    def title(self) -> str:
        """Its name and words, for a heading."""
        return f"{self.ref}: {self.words}" if self.ref else self.words

    @cached_property
    def wording(self) -> Wording:
        """What was written: goal, desired effect, background, when it is met."""
        return self.year.whole(self.case, Wording)

    @cached_property
    def proposal(self) -> Proposal:
        """What was put forward with it: realism, measurability, milestones."""
        return self.year.whole(self.case, Proposal)

    @property
    def focus_areas(self) -> tuple[str, ...]:
        """What the focus areas are called that it says it supports."""
        return tuple(self.year.title(area) for area in self.area_numbers)

    @property
    def adopted(self) -> Adopted:
        """What was adopted last; for a goal that nothing has sealed here (`holds` None) as it came."""
        self.year.need(Part.SEALED)
        return self.year.adopted[self.id]

    @property
    def is_sealed(self) -> bool:
        """True when its adoption was sealed here."""
        return self.adopted.holds is not None

    @property
    def is_imported(self) -> bool:
        """True when it was brought in from a source, and not written out from the year before."""
        self.year.need(Part.EVENTS)
        first = next(iter(self.year.events.get(self.id, ())), None)
        return bool(first and first.step == IMPORT and "lineage" not in first.short)

    @property
    def has_left(self) -> bool:
        """True when it has left the field: rejected, withdrawn, replaced."""
        return self.state.out

    @cached_property
    def adoption(self) -> Decision | None:
        """The decision by which a body adopted it, changed it or confirmed it last; None where there is none, also for a
        goal that stands as adopted because its source says so. A proposal that was rejected has no adoption."""
        steps = adopting_steps(self.level, self.case)
        return decision_of_fact(self.year, self.case, f"decision/{steps[-1].name}") if steps else None

    @property
    def is_adopted(self) -> bool:
        """True while it stands as adopted, by a decision known here or because its source says so."""
        return self.case.state in self.level.adopted_states

    @property
    def was_adopted(self) -> bool:
        """True when a body has adopted it, whatever became of it since."""
        return self.is_adopted or self.adoption is not None

    @property
    def is_adopted_by_source(self) -> bool:
        """True when it stands as adopted and no decision is known: the source it was brought in from says so."""
        return self.is_adopted and self.adoption is None

    @cached_property
    def _brought(self) -> frozenset[int]:
        return frozenset(event.seq for event in self.year.events.get(self.id, ()) if event.step == IMPORT)

    def is_of_source(self, said: Said) -> bool:
        """True for what came with the file that the goal was brought in from; the rest was said here."""
        return said.get("seq") in self._brought

    @property
    def owes_closing_here(self) -> bool:
        """True when it was, or will be, closed here; what ended before it was brought in was not."""
        return not self.is_imported or self.closing_cell.status not in ("", BEFORE)

    @property
    def is_over(self) -> bool:
        """True when it is closed, or its year has ended."""
        return self.is_closed or self.year.today.year > (self.case.year or 0)

    @cached_property
    def kept(self) -> Item:
        """What a source said of it beyond the facts."""
        return kept(self.year, self.case)

    @cached_property
    def indicators(self) -> tuple[Indicator, ...]:
        """Its indicators, in order; those that have left are among them."""
        return self._indicators()

    @cached_property
    def public_indicators(self) -> tuple[Indicator, ...]:
        """The same with the values that may be told to everybody, and without those that have left."""
        return tuple(one for one in self._indicators(is_public=True) if not one.has_left)

    def _indicators(self, is_public: bool = False) -> tuple[Indicator, ...]:
        is_sealed = Part.SEALED in self.year.parts and self.is_sealed
        sealed = {row.indicator: row for row in self.adopted.indicators} if is_sealed else {}
        return tuple(
            Indicator(self.year, self.case, case, sealed.get(case.id), tuple(self._earlier(case)), is_public)
            for case in self.year.under(self.id, "indicator")
        )

    @cached_property
    def as_adopted(self) -> tuple[AdoptedIndicator, ...]:
        """Its indicators as they were adopted; those of a goal that nobody has sealed as they were first set."""
        if not self.is_sealed:
            return tuple(AdoptedIndicator(one.first, one) for one in self.indicators)
        now = {one.case.id: one for one in self.indicators}
        return tuple(adopted_indicator(row, now.get(row.indicator)) for row in self.adopted.indicators)

    @cached_property
    def milestones(self) -> tuple[MilestoneYear, ...]:
        """What is to be reached in each year, with what a source says of it beside."""
        beside = {row.get("year"): more(row, "milestones") for row in rows(self.kept, "milestones")}
        return tuple(
            MilestoneYear(stone.year, stone.text, stone.target,
                      *(beside.get(stone.year, {}).get(name) for name in ("outcome", "reached")))
            for stone in self.proposal.milestones
        )  # fmt: skip

    @cached_property
    def rounds(self) -> tuple[RoundForecast, ...]:
        """The forecasts, round by round."""
        return rounds(self.year, self.case)

    @cached_property
    def closing(self) -> SourceClosing:
        """How it ended."""
        return self.year.whole(self.case, SourceClosing)

    @cached_property
    def closing_cell(self) -> ReportingStatus:
        """Where it stands in the closing."""
        name = self.level.closing_round
        if not name:
            return ReportingStatus("", "", self.case.fact(CLOSING))
        return reporting_status(self.model, self.year.calendar, self.case, name, self.year.today)

    @property
    def is_closed(self) -> bool:
        """True when somebody has said how it ended."""
        return CLOSING in self.case.facts

    @property
    def attainment(self) -> Verdict | None:
        """The owner's judgement of how it ended; None before the closing, and for words of a source that are no code of
        the scale."""
        return self.model.verdict("attainment", self.case.verdict(Closing))

    @property
    def closed_on(self) -> str:
        """The day on which it was said how it ended; "" where a source gives none."""
        return self.year.day(self.case, CLOSING)

    @property
    def last_round(self) -> RoundForecast | None:
        """The last of the rounds in which a forecast was given, None before any."""
        found = (RoundForecast(self.year, self.case, name) for name in reversed(round_names(self.level, self.case)))
        return next((round for round in found if round.is_said), None)

    @property
    def judgement(self) -> Judgement | None:
        """How it ended, else how it was last expected to end; None before anybody has said. A closing that could not say
        is an end all the same: no forecast speaks in its place."""
        if self.is_closed:
            return self._ended()
        last = self.last_round
        return Judgement(last.outlook, last, last.judgement) if last else None

    @cached_property
    def public_rounds(self) -> tuple[RoundForecast, ...]:
        """The forecasts that may be told to everybody."""
        found = (RoundForecast(self.year, self.case, name) for name in round_names(self.level, self.case))
        return tuple(round for round in found if round.is_said and round.is_public)

    @cached_property
    def public_judgement(self) -> Judgement | None:
        """The same as far as it may be told to everybody: of what the committee has noted."""
        if self.is_closed and self.year.is_public(self.case, self.level.closing_round):
            return self._ended()
        last = self.public_rounds[-1] if self.public_rounds else None
        return Judgement(last.outlook, last, last.judgement) if last else None

    def _ended(self) -> Judgement:
        return Judgement(self.attainment, None, self.closing_judgement)

    @property
    def closing_judgement(self) -> SaidJudgement:
        """How its closing judges: by a value of the scale, or as its source says."""
        return self.year.judged(self.case, CLOSING)

    @property
    def closed_by(self) -> str:
        """Who said how it ended."""
        return self.year.person(self.case.fact(CLOSING).get("by"))

    @property
    def goes_on(self) -> bool | None:
        """Whether the work with it goes on; None before anybody has analysed it, and where its source could not say."""
        return None if self.is_imported or not self.is_analysed else self.analysis.goes_on

    @property
    def area_numbers(self) -> tuple[int, ...]:
        """The focus areas that it says it supports."""
        said = self.case.said(Wording)
        return said.focus_areas if said else ()

    @property
    def is_met(self) -> bool:
        """True when it was met in full, in the owner's judgement."""
        said = self.attainment
        return bool(said and not said.at_risk and not said.unknown)

    @property
    def is_at_risk(self) -> bool:
        """True when it was not reached in full, or looks as if it will not be."""
        said = last_verdict(self.model, self.case)
        return bool(said and said.at_risk)

    @cached_property
    def computed(self) -> str:
        """What its indicators say together: "met", "partly_met", "not_met" or "" ."""
        return together(one.judged.code for one in self.indicators if not one.has_left)

    @cached_property
    def computed_at_closing(self) -> str:
        """The same of the values by which it was closed: what came late is left out."""
        return together(one.judged_at_closing.code for one in self.indicators if not one.has_left)

    @property
    def disagrees(self) -> bool:
        """True when the owner's judgement and the figures both say something, and not the same."""
        said = self.attainment
        return bool(said and not said.unknown and self.computed != UNKNOWN and said.name != self.computed)

    @cached_property
    def analysis(self) -> Analysis:
        """Why it became as it became, and what was learned."""
        return self.year.whole(self.case, Analysis)

    @property
    def is_analysed(self) -> bool:
        """True when somebody has said why it became as it became."""
        return self.case.has_said(Analysis)

    @cached_property
    def decisions(self) -> tuple[Decision, ...]:
        """What was decided of it, the oldest first."""
        return decisions(self.year, self.case)

    @cached_property
    def reviews(self) -> tuple[Reviewed, ...]:
        """Its reviews in order."""
        return reviews(self.year, self.case)

    @cached_property
    def notices(self) -> tuple[Notice, ...]:
        """Who was told of a duty of it, and when."""
        return tuple(notices(self.year, self.case))

    @cached_property
    def activities(self) -> tuple[Work, ...]:
        """What is to be done so that it is reached."""
        return work(self.year, self.case, "activity")

    @property
    def asks_for_plan(self) -> bool:
        """True when its model lets a body decide an action plan for it."""
        return any(HAS_PLAN in step.needs for step in self.level.steps)

    @property
    def plan_decision(self) -> Decision | None:
        """The § by which its action plan was decided last, None while none was."""
        found = [one for one in self.decisions if one.cite and one.step and HAS_PLAN in one.step.needs
                 and (one.verdict is None or one.verdict.name not in one.step.again)]  # fmt: skip
        return found[-1] if found else None

    @property
    def lacks_plan(self) -> bool:
        """True when its year goes on, a body was to decide an action plan for it, and none was decided."""
        has_begun = self.year.today >= date(self.case.year or date.max.year, 1, 1)
        return self.asks_for_plan and has_begun and self.plan_decision is None

    @property
    def lacks_analysis(self) -> bool:
        """True when it was closed without being met in full, the day of the analysis has passed, and there is none."""
        if self.is_analysed or self.is_imported or not self.is_closed or self.is_met:
            return False
        owed = (one for one in self.notices if one.step and one.step.says == "analysis")
        return any(one.due < self.year.today.isoformat() for one in owed)

    @property
    def was_due(self) -> bool:
        """True when something was to be said of it here by now."""
        if MISSING in (self.closing_cell.status, *(round.waits for round in self.rounds)):
            return True
        said = (self.case.fact(CLOSING), *(round.entry for round in self.rounds))
        return any(one and not self.is_of_source(one) for one in said)

    @property
    def late_rounds(self) -> tuple[RoundForecast, ...]:
        """The rounds in which its forecast was given here after its day."""
        given = () if self.is_imported else (round for round in self.rounds if round.is_said and round.due)
        return tuple(round for round in given if str(round.entry["at"]) > round.due)

    @property
    def asks_for_review(self) -> bool:
        """True when its model has it reviewed."""
        return any(step.says == "review" for step in self.level.steps)

    @cached_property
    def measures(self) -> tuple[Work, ...]:
        """What was done when it looked as if it would not be."""
        return work(self.year, self.case, "measure")

    def has_measures_in(self, round: RoundForecast) -> bool:
        """True when something is to be done so that it is reached all the same."""
        return bool(self.measures or round.measure or round.consequence.measures)

    def is_unanswered_in(self, round: RoundForecast) -> bool:
        """True when it was at risk in the round, and the consequence or any measure is missing."""
        return round.is_at_risk and (round.lacks_consequence or not self.has_measures_in(round))

    @cached_property
    def contributions(self) -> tuple[Work, ...]:
        """What other committees do for it."""
        return work(self.year, self.case, "contribution")

    @cached_property
    def other_work(self) -> tuple[Work, ...]:
        """What else hangs from it, of whatever level: commitments, controls, risks, goals, a model's own levels."""
        return other_work(self.year, self.case)

    def readings_in(self, round: str) -> tuple[tuple[Indicator, Reading], ...]:
        """What was measured of each indicator in a round, or in the "closing"."""
        found = ((one, reading) for one in self.indicators for reading in one.readings)
        return tuple(pair for pair in found if pair[1].value.round == round)

    @cached_property
    def other_years(self) -> tuple[OtherYear, ...]:
        """The goal in other years, in order."""
        self.year.need(Part.OTHER_YEARS)
        cases = line_of(self.year, self.case)
        return tuple(OtherYear(Goal(self.year, case), tie_between(self.case, case)) for case in cases)

    @property
    def lineage(self) -> Said:
        """What was said when it was tied to an earlier year: which goal it goes on from, what is taken along."""
        return self.year.said(self.case, "lineage")

    @property
    def offered_years(self) -> tuple[int, ...]:
        """The years for which its body has been offered to take it on."""
        return tuple(offered_years(self.year, self.case))

    @cached_property
    def conflicts(self) -> tuple[tuple[Case, str], ...]:
        """(goal, why) of the goals that it was said to pull against."""
        return tuple(conflicts(self.year, self.case))

    def is_erased(self, key: str) -> bool:
        """True when the words of a fact of it were disposed of."""
        return self.year.is_erased(self.case, key)

    def _earlier(self, case: Case) -> Iterator[Indicator]:
        """The same indicator in earlier years of the goal, the newest first."""
        if Part.OTHER_YEARS not in self.year.parts:
            return
        for goal in reversed([one.goal.case for one in self.other_years]):
            if (goal.year or 0) < (self.case.year or 0):
                same = (other for other in self.year.under(goal.id, "indicator") if other.title == case.title)
                yield from reversed([Indicator(self.year, goal, other, None) for other in same])


def goals(year: GoalYear, unit: int = 0) -> tuple[Goal, ...]:
    """The goals of the year, by body; those of one body when it is given."""
    found = (Goal(year, case) for case in year.of_kind("goal", unit))
    return tuple(sorted(found, key=lambda goal: (year.order(goal.case.unit), goal.id)))
