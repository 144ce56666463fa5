"""The values of an indicator as they were reported, from the folded facts of its own case and of its goal's."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from workflow.measuring.attainment import Terms, terms_of

YEAR = re.compile(r"(?:19|20)\d\d")
CLOSING = "closing"
Facts = Mapping[str, Mapping[str, Any]]


class Value(NamedTuple):
    """A value, or why there is none. `round` is the round in which it was said, "closing" at the end, "" beside the rounds;
    `period` is what it refers to as written, `year` the year in that ("" and None: the goal year itself)."""

    round: str
    period: str
    year: int | None
    seq: int
    value: float | None
    women: float | None = None
    men: float | None = None
    expected: float | None = None
    compared: float | None = None
    missing: str = ""


def values(indicator: Facts, goal: Facts, number: int, rounds: Sequence[str]) -> list[Value]:
    """Every value of the indicator with this number: those reported on its own, by period; then those of its goal's
    forecasts in the order of `rounds`; the closing's last."""
    own = sorted(_own(indicator), key=lambda value: (value.year or 0, value.period, value.seq))
    told = [_row(goal, f"forecast/{name}", name, number) for name in rounds]
    told.append(_row(goal, CLOSING, CLOSING, number))
    return own + [value for value in told if value]


def outcome(found: Sequence[Value], year: int | None) -> Value | None:
    """The value by which the goal year is judged: the closing's, else the last that refers to the year (or to none)."""
    last = [value for value in found if value.round == CLOSING]
    known = [value for value in found if value.value is not None and value.year in (None, year)]
    return last[0] if last else known[-1] if known else None


def before(found: Sequence[Value], indicator: Mapping[str, Any], year: int | None) -> float | None:
    """The value of the year before: the latest that was reported for an earlier year, else the baseline."""
    earlier = [value.value for value in found if value.value is not None and value.year and value.year < (year or 0)]
    return earlier[-1] if earlier else indicator.get("baseline")


def terms(case: Facts, found: Sequence[Value], year: int | None, said: Value | None) -> Terms:
    """The terms of an indicator in its goal's year, to judge the value `said`."""
    own = case.get("indicator", {})
    return terms_of(
        own, case.get("target", {}), before=before(found, own, year), reference=said.compared if said else None
    )


def _own(indicator: Facts) -> Iterator[Value]:
    for key, said in indicator.items():
        if key.partition("/")[0] == "measurement":
            period = str(said.get("period") or key.partition("/")[2])
            found = YEAR.search(period)
            yield _value(said, "", period, int(found.group()) if found else None, int(said.get("seq", 0)))


def _row(goal: Facts, key: str, round: str, number: int) -> Value | None:
    said = goal.get(key, {})
    row = next((row for row in said.get("measured", ()) if row.get("indicator") == number), None)
    return _value(row, round, "", None, int(said.get("seq", 0))) if row else None


def _value(said: Mapping[str, Any], round: str, period: str, year: int | None, seq: int) -> Value:
    numbers = {name: said.get(name) for name in ("value", "women", "men", "expected", "compared")}
    return Value(round, period, year, seq, missing=str(said.get("missing", "")), **numbers)
