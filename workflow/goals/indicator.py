"""An indicator of a goal: how its target is meant, what was measured, and what the figures say."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import groupby
from typing import Any, NamedTuple

from workflow.cycle.timetable import round_dates
from workflow.facts.indicator import Indicator as IndicatorFact
from workflow.goals.adoption import AdoptedRow
from workflow.goals.forecast import RoundForecast
from workflow.goals.source_extras import Item, kept
from workflow.goals.target import Target
from workflow.goals.year import Citation, GoalYear, day_of
from workflow.governance.model import Verdict
from workflow.measuring.attainment import Facts, Judged, Terms
from workflow.measuring.freshness import freshness
from workflow.measuring.periods import whole_year
from workflow.measuring.rounding import number
from workflow.measuring.values import CLOSING, Value, at_closing, judged, latest, outcome, terms, values
from workflow.records.case import Case
from workflow.words import sentence


class TargetSaid(NamedTuple):
    """A target: its value (`to` for the end of an interval), for which year, by which §, said on which day."""

    value: float
    to: float | None
    year: int | None
    cite: Citation | None
    on: str


class Reading(NamedTuple):
    """A value with what it is called, what was said of it, and why there is none; `earlier` for other goal years."""

    title: str
    value: Value
    words: str
    missing: Verdict | None
    earlier: bool


@dataclass(frozen=True)
class Indicator:
    """An indicator in its goal year. `adopted` is the row that was sealed, None for one that was added later. `earlier` is
    the same indicator in earlier years of the goal, the newest first. One that `is_public` has the values alone that may
    be told to everybody."""

    year: GoalYear
    goal: Case
    case: Case
    adopted: AdoptedRow | None
    earlier: tuple["Indicator", ...] = ()
    is_public: bool = False

    @property
    def name(self) -> str:
        """Its name as it is now."""
        return self.said.name or self.case.title

    @property
    def unit(self) -> str:
        """The unit of its values."""
        return self.said.unit

    @property
    def ref(self) -> str:
        """What a source calls it, "" when it has no name of its own."""
        return str(self.kept.get("ref", ""))

    @property
    def first(self) -> AdoptedRow:
        """The row that it was set as, before anything was decided of it."""
        return AdoptedRow(self.case.id, self.name, self.unit, self.terms.comparator, self.said.target,
                          self.said.target_to, self.said.baseline)  # fmt: skip

    @cached_property
    def said(self) -> IndicatorFact:
        """The indicator as it was set."""
        return self.year.whole(self.case, IndicatorFact)

    @cached_property
    def facts(self) -> Facts:
        """Everything that holds of it, prose too: a target may be in words, and so may an outcome."""
        return {key: self.year.said(self.case, key) for key in self.case.facts}

    @cached_property
    def kept(self) -> Item:
        """What a source said of it beyond the facts."""
        return kept(self.year, self.case)

    @cached_property
    def values(self) -> tuple[Value, ...]:
        """Every value, those of earlier goal years first, the closing's last."""
        before = (value for one in reversed(self.earlier) if (value := one.of_the_year))
        return (*before, *self._own)

    @cached_property
    def recent(self) -> tuple[Value, ...]:
        """The values without those of goal years that say nothing of this one: its own, after those of the last earlier
        year that has any. (After twenty years the rest is most of the work.)"""
        for _, same in groupby(self.earlier, key=lambda one: one.goal.year):
            if before := [value for one in same if (value := one.of_the_year)]:
                return (*reversed(before), *self._own)
        return self._own

    @cached_property
    def _own(self) -> tuple[Value, ...]:
        own = values(self.facts, self.goal.facts, self.case.id, self.goal.year)
        return tuple(value for value in own if not self.is_public or self._may_be_told(value))

    @property
    def of_the_year(self) -> Value | None:
        """The number by which its goal year was judged, as a later year of the goal tells it; None when there is none."""
        said, year = self.outcome, self.goal.year or 0
        if said is None or said.value is None:
            return None
        return said._replace(round="", period=str(year), span=whole_year(year))

    @cached_property
    def outcome(self) -> Value | None:
        """The value by which the goal year is judged."""
        return outcome(self._own, self.goal.year)

    @cached_property
    def terms(self) -> Terms:
        """When the target is met."""
        return terms(self.facts, self.recent, self.goal.year, self.outcome)

    @cached_property
    def target(self) -> Target:
        """When it is met, as it is now, ready to be put in words."""
        return replace(Target.of(self.facts, self.goal.year), terms=self.terms)

    @cached_property
    def judged(self) -> Judged:
        """What the outcome says of the target."""
        return judged(self.terms, self.outcome)

    @property
    def comparator(self) -> Verdict | None:
        """How the target is meant."""
        return self.year.model_of(self.case).verdict("comparator", self.terms.comparator)

    @cached_property
    def targets(self) -> tuple[TargetSaid, ...]:
        """The target that it was set with, then those that were decided, in order."""
        said, on = self.said, self.year.day(self.case, IndicatorFact.kind)
        own = [] if said.target is None else [TargetSaid(said.target, said.target_to, self.goal.year, None, on)]
        return (*own, *(self._target(said, day_of(event, said)) for event in self.year.held(self.case)
                        for key, said in event.short.items() if key.partition("/")[0] == "target"))  # fmt: skip

    def as_target(self, said: TargetSaid) -> Target:
        """A target that was set or decided, meant as the indicator's targets are, ready to be put in words."""
        terms = self.terms._replace(target=said.value, to=said.to, wanted="")
        return Target(terms, self.unit, reference=self.target.reference)

    @property
    def breaks(self) -> tuple[tuple[str, str], ...]:
        """The days on which the method of measuring changed, and how."""
        told = (event.said["method_change"] for event in self.year.held(self.case)
                if event.said and "method_change" in event.said)  # fmt: skip
        return tuple((str(one["on"]), str(one.get("how", ""))) for one in told)

    @property
    def direction(self) -> Verdict | None:
        """Which way is better."""
        return self.year.model_of(self.case).verdict("direction", self.said.direction)

    @property
    def verdict(self) -> Verdict | None:
        """What the outcome says of the target, in the goal's scale; None when it says nothing."""
        return self.year.model_of(self.goal).verdict("attainment", self.judged.code)

    @cached_property
    def fresh(self) -> tuple[tuple[str, date | None], ...]:
        """For each round of the goal and its closing, the end of the last month of which a new value can be known by then;
        () when nobody has said how often it is measured."""
        level, model, year = self.year.level(self.goal), self.year.model_of(self.goal), self.goal.year or 0
        names = [name for name in model.rounds if name in (*level.forecast_rounds, level.closing_round)]
        dates = ((name, round_dates(model, self.year.calendar, year, name, self.goal.unit).report) for name in names)
        found = freshness(self.said, year, list(dates))
        return tuple((self.year.say(model.rounds[one.round].title), one.period) for one in found)

    @property
    def has_left(self) -> bool:
        """True when it was retired or cancelled before its goal year was over."""
        state = self.year.state(self.case)
        return (state.out or state.final) and self.case.since < date(self.goal.year or date.max.year, 12, 31)

    @property
    def target_is_said(self) -> bool:
        """True when there is a target, as a number, in words, or against another value."""
        return self.terms.bound is not None or bool(self.terms.wanted)

    @property
    def is_measured(self) -> bool:
        """True when there is a value for the goal year."""
        return bool(self.outcome and self.outcome.is_said)

    @property
    def has_outcome(self) -> bool:
        """True when what was measured is how the year ended: it tells of the whole year, or the goal was closed with it.
        Until then it is the latest value, and no outcome."""
        said = self.outcome
        if said is None or not said.is_said:
            return False
        return bool(said.span and (CLOSING in self.goal.facts or said.span.covers(self.goal.year or 0)))

    @property
    def came_late(self) -> bool:
        """True when the value that says how the year ended came after the goal was closed."""
        return bool(self.outcome and self.outcome.is_said and self.outcome.is_late)

    @cached_property
    def at_closing(self) -> Value | None:
        """The value by which the year was judged when the goal was closed: the closing stands by it, whatever came later."""
        return at_closing(self._own, self.goal.year)

    def newest(self, among: Sequence[Value]) -> Value | None:
        """The one of the values that tells of the latest days; one whose period cannot be read only when there is no other."""
        return latest(among) or next((value for value in reversed(among) if value.is_said), None)

    def closed_with(self, measured: Sequence[Mapping[str, Any]]) -> "Indicator":
        """The same indicator, had its goal been closed with the values of these rows."""
        facts = {**self.goal.facts, CLOSING: {"measured": measured}}
        return replace(self, goal=self.goal._replace(facts=facts))

    @cached_property
    def judged_at_closing(self) -> Judged:
        """What was said of the target when the goal was closed."""
        said = self.at_closing
        return judged(terms(self.facts, self.recent, self.goal.year, said), said)

    def in_words(self, value: Value | None, with_unit: bool = True) -> str:
        """A value of whatever form: a number, women and men, a word or a day; "" for none."""
        if value is None or not value.is_said:
            return ""
        say, unit = self.year.say, self.unit if with_unit else ""
        if value.value is not None:
            return f"{number(value.value, say.language)} {unit}".strip()
        if value.text:
            return value.text
        sexes = ((sentence("women %(value)s"), value.women), (sentence("men %(value)s"), value.men))
        told = (
            say(text, value=f"{number(one, say.language)} {unit}".strip()) for text, one in sexes if one is not None
        )
        return ", ".join(told)

    @property
    def baseline(self) -> float | None:
        """Where it stood when it was set."""
        return self.said.baseline

    def title_of(self, value: Value) -> str:
        """What a value is called: its round, else the period that it tells of as written; "" for one without either."""
        if value.round == CLOSING:
            return self.year.say("Final value")
        return RoundForecast(self.year, self.goal, value.round).title if value.round else value.period

    def told_title(self, value: Value) -> str:
        """The same, told as late for one that came when the goal was closed."""
        title = self.title_of(value)
        return self.year.say("%(period)s, after the closing", period=title) if title and value.is_late else title

    def _may_be_told(self, value: Value) -> bool:
        if not value.round:
            return True
        ends = value.round == CLOSING
        return self.year.is_public(self.goal, self.year.level(self.goal).closing_round if ends else value.round)

    @property
    def by_sex(self) -> bool:
        """True when some value was given for women and men."""
        return any(value.women is not None or value.men is not None for value in self.values)

    @cached_property
    def readings(self) -> tuple[Reading, ...]:
        """Every value with its words."""
        return tuple(self.reading(value) for value in self.values)

    @cached_property
    def last_reading(self) -> Reading | None:
        """The value by which the goal year is judged, else the last that was given."""
        said = self.outcome if self.is_measured else latest(self.recent)
        return self.reading(said) if said else None

    def _target(self, short: Mapping[str, Any], on: str) -> TargetSaid:
        return TargetSaid(short["value"], short.get("to"), short.get("year"), self.year.cite(short.get("decision")), on)

    def missing(self, value: Value | None) -> Verdict | None:
        """Why there is no outcome in the value, None when there is one or nobody has said."""
        return self.year.model_of(self.goal).verdict("missing", value.missing) if value else None

    def reading(self, value: Value) -> Reading:
        """A value of the indicator with its words."""
        title = self.title_of(value)
        words = next((text for text in self._words(value) if text), "")
        is_earlier = value.year is not None and value.year < (self.goal.year or 0)
        return Reading(title, value, words, self.missing(value), is_earlier)

    def _words(self, value: Value) -> Iterator[str]:
        """What was said with the value: a reason, a comment."""
        if value.round:
            key = CLOSING if value.round == CLOSING else f"forecast/{value.round}"
            rows = (row for row in self.year.said(self.goal, key).get("measured", ()))
            yield next((str(row.get("reason", "")) for row in rows if row["indicator"] == self.case.id), "")
            return
        for key in self.case.facts:
            if key.partition("/")[0] == "measurement":
                said = self.year.said(self.case, key)
                if said["seq"] == value.seq and str(said.get("period") or key.partition("/")[2]) == value.period:
                    yield str(said.get("reason") or said.get("comment") or "")


class AdoptedIndicator(NamedTuple):
    """An indicator as it was adopted, and as it is `now`: None when it is no longer there."""

    adopted: AdoptedRow
    now: Indicator | None

    @property
    def target(self) -> Target:
        """The adopted target, ready to be put in words."""
        row, now = self.adopted, self.now
        return Target(Terms(row.comparator, row.target, row.to), row.unit, now.said.target_text if now else "")


def adopted_indicator(row: AdoptedRow, now: Indicator | None) -> AdoptedIndicator:
    """A sealed row beside the indicator; where only the direction was said, the target is meant by that."""
    if now and not row.comparator:
        row = row._replace(comparator=now.terms.comparator)
    return AdoptedIndicator(row, now)
