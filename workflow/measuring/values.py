"""The values of an indicator as they were reported, from the folded facts of its own case and of its goal's.

The facts may be the short fields alone, or with their prose: only then are targets and older outcomes in words known.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from workflow.facts.indicator import Indicator, MeasuredValue, Measurement
from workflow.measuring.attainment import UNKNOWN, Facts, Judged, Terms, judge, judge_words, target_in, terms_of, worst
from workflow.measuring.periods import DaySpan, span_of, whole_year

CLOSING = "closing"
FORECAST, MEASUREMENT = "forecast", "measurement"


class Value(NamedTuple):
    """What was reported of an indicator: a number, a word or a day, women and men, or why there is nothing.

    `round` is the round in which it was said, "closing" at the end, "" beside the rounds; `period` is what it refers to
    as written, and `span` the days of that: None when the period cannot be read. `on` is the day on which it was said,
    None when nobody knows; `is_late` tells that the goal was closed by then.
    """

    round: str
    period: str
    span: DaySpan | None
    on: date | None
    seq: int
    value: float | None
    text: str = ""
    women: float | None = None
    men: float | None = None
    expected: float | None = None
    compared: float | None = None
    missing: str = ""
    is_late: bool = False

    @property
    def year(self) -> int | None:
        """The year that it belongs to, None when its period cannot be read."""
        return self.span.year if self.span else None

    @property
    def is_said(self) -> bool:
        """True when there is an outcome in it, whatever its form."""
        return self.value is not None or bool(self.text) or self.women is not None or self.men is not None

    @property
    def is_readable(self) -> bool:
        """True when it is known of which days it tells."""
        return self.span is not None


def values(indicator: Facts, goal: Facts, number: int, year: int | None) -> list[Value]:
    """Every value of the indicator with this number, on its own, in the rounds and in the closing of its goal of the
    `year`: by the last day that it tells of, then the longer period, then when it was said. What cannot be placed in
    time stands first."""
    closed = _day(goal.get(CLOSING, {}).get("at"))
    own = list(_own(indicator, year, closed))
    told = [_row(goal, key, key.partition("/")[2], number, year) for key in goal if key.partition("/")[0] == FORECAST]
    told.append(_row(goal, CLOSING, CLOSING, number, year))
    return sorted(own + [value for value in told if value], key=_place)


def outcome(found: Sequence[Value], year: int | None) -> Value | None:
    """The value by which the year is judged: the one that covers the year, else the latest within it. A closing without
    a value is the answer until something is said after it; a period that cannot be read only when there is nothing else,
    and then nothing is judged by it."""
    of_year = [value for value in found if value.is_readable and (year is None or value.year == year)]
    closing = next((value for value in of_year if value.round == CLOSING), None)
    known = [value for value in of_year if value.is_said]
    if closing and not closing.is_said:
        known = [value for value in known if _covers(value, year) or _said_when(value) > _said_when(closing)]
    if known:
        return max(known, key=lambda value: (value.span == _whole(year), _covers(value, year), _place(value)))
    return closing or next((value for value in reversed(found) if value.is_said and not value.is_readable), None)


def at_closing(found: Sequence[Value], year: int | None) -> Value | None:
    """The value by which the year was judged when the goal was closed: what came late is left out."""
    return outcome([value for value in found if not value.is_late], year)


def latest(found: Sequence[Value]) -> Value | None:
    """The value that tells of the latest days."""
    return max((value for value in found if value.is_said and value.is_readable), key=_place, default=None)


def before(found: Sequence[Value], indicator: Indicator, year: int | None) -> float | None:
    """The number of the year before, else that of the latest earlier year; the baseline when that is later, or alone."""
    earlier = [value for value in found if value.value is not None and value.year and value.year < (year or 0)]
    baseline = indicator.baseline
    if not earlier:
        return baseline
    last = max(value.span.year for value in earlier if value.span)
    measured = span_of(indicator.baseline_date)
    if baseline is not None and measured and last < measured.year < (year or 0):
        return baseline
    said = outcome(earlier, last)
    return said.value if said else None


def terms(case: Facts, found: Sequence[Value], year: int | None, said: Value | None) -> Terms:
    """The terms of an indicator in the year, to judge the value `said`."""
    own = Indicator.of(case.get(Indicator.kind, {}))
    return terms_of(
        own, target_in(case, year), before=before(found, own, year), reference=said.compared if said else None
    )


def judged(meant: Terms, said: Value | None) -> Judged:
    """What the value says of the target, whatever its form: women and men without a total meet it when each do."""
    if said is None or not said.is_readable:
        return Judged(UNKNOWN)
    if said.value is not None:
        return judge(meant, said.value)
    if said.women is not None or said.men is not None:
        return worst(judge(meant, said.women), judge(meant, said.men))
    return judge_words(meant, said.text)


def _own(indicator: Facts, year: int | None, closed: date | None) -> Iterator[Value]:
    for key, said in indicator.items():
        kind, _, name = key.partition("/")
        if kind == MEASUREMENT:
            own, on = Measurement.of(said), _day(said.get("at"))
            period = own.period
            span = span_of(period or name, year) if period or not _is_numbered(name) else _as_it_is(on, year)
            shown = period or ("" if _is_numbered(name) else name)
            value = _value(own, "", shown, span, on, int(said.get("seq", 0)))
            yield value._replace(is_late=bool(on and closed and on > closed))


def _row(goal: Facts, key: str, round: str, number: int, year: int | None) -> Value | None:
    said = goal.get(key, {})
    row = next((row for row in said.get("measured", ()) if row["indicator"] == number), None)
    if row is None:
        return None
    period, on = str(said.get("period", "")), _day(said.get("at"))
    if round == CLOSING:
        span = _whole(year) or _as_it_is(on, year)
    else:
        span = span_of(period, year) or _in_year(on, year)
    return _value(MeasuredValue.of(row), round, period, span, on, int(said.get("seq", 0)))


def _value(
    said: MeasuredValue | Measurement, round: str, period: str, span: DaySpan | None, on: date | None, seq: int
) -> Value:
    is_worded = (said.value, said.women, said.men) == (None, None, None) and not said.missing
    comment = said.comment if is_worded and isinstance(said, Measurement) else ""
    return Value(
        round, period, span, on, seq, said.value, text=said.text or comment, women=said.women, men=said.men,
        expected=said.expected if isinstance(said, MeasuredValue) else None, compared=said.compared, missing=said.missing,
    )  # fmt: skip


def _is_numbered(name: str) -> bool:
    """True for the names under which values without a period are kept."""
    return not name or name.startswith("source-")


def _as_it_is(on: date | None, year: int | None) -> DaySpan | None:
    """A value without a period tells of the day on which it was said; one that is said when the year is over, of the year."""
    if on is None:
        return _whole(year)
    day = on if year is None else min(on, date(year, 12, 31))
    return DaySpan(day, day)


def _in_year(on: date | None, year: int | None) -> DaySpan | None:
    """A round's value tells of the day on which it was said, within the year that the round is about."""
    if on is None or year is None:
        return _as_it_is(on, year)
    day = max(date(year, 1, 1), min(on, date(year, 12, 31)))
    return DaySpan(day, day)


def _place(value: Value) -> tuple[date, int, date, int]:
    last, length = (value.span.last, value.span.length) if value.span else (date.min, 0)
    return last, length, *_said_when(value)


def _said_when(value: Value) -> tuple[date, int]:
    return value.on or date.min, value.seq


def _covers(value: Value, year: int | None) -> bool:
    return bool(value.span and year is not None and value.span.covers(year))


def _whole(year: int | None) -> DaySpan | None:
    return None if year is None else whole_year(year)


def _day(text: object) -> date | None:
    return date.fromisoformat(str(text)) if text else None
