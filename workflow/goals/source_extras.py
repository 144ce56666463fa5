"""What a source says that the model has no place for, as it was kept word by word when it was brought in."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from workflow.goals.year import GoalYear
from workflow.records.case import Case

KEPT = "as_written"
MARKED, PAIRS = ("!day", "!moment"), "!pairs"
"""How the exchange says a date, a moment and a table whose keys are not plain texts."""
ROWS: Mapping[str, frozenset[str]] = {
    "milestones": frozenset({"year", "text", "target"}), "outcomes": frozenset({"period", "value"}),
    "forecasts": frozenset({"period", "assessment", "comment", "consequence", "measure"}),
    "closing": frozenset({"assessment", "comment"}), "analysis": frozenset({"why", "actions"}),
}  # fmt: skip
"""The lists and tables of a file, and what of their rows the facts tell."""
ELSEWHERE = frozenset({"body", "text", "kind", "name", "baseline", "baseline_year", "baseline_date", "target", "unit",
                       "indicators", "activities", "ref", *ROWS})  # fmt: skip
"""What is told at its own place."""
SERIES = ("comparison", "breakdown")
"""What a source gives as more series of the same indicator: other bodies, parts of the whole."""
Item = Mapping[str, Any]


def kept(year: GoalYear, case: Case) -> Item:
    """All that was kept of the case as it was written, {} for one that no file brought in."""
    item: Item = plain(year.said(case, KEPT).get("item", {}))
    return item


def beside(item: Item) -> Iterator[tuple[str, Any]]:
    """(key, value) of what stands nowhere else: not what the facts say, nor the rows of lists."""
    for key, value in item.items():
        if key not in ELSEWHERE and value not in (None, "", [], {}):
            yield key, value
    for table in ("closing", "analysis"):
        yield from more(item.get(table), table).items()


def rows(item: Item, key: str) -> list[Item]:
    """The rows of a list as they were kept, [] when the facts tell them all."""
    found = item.get(key)
    return [row for row in found if isinstance(row, Mapping)] if isinstance(found, Sequence) else []


def beside_outcomes(item: Item) -> Iterator[tuple[str, str, Any]]:
    """(period, key, value) of what stands beside the values of an indicator."""
    for row in rows(item, "outcomes"):
        yield from ((str(row.get("period", "")), key, value) for key, value in more(row, "outcomes").items())


def series(item: Item) -> Iterator[tuple[str, str, Any]]:
    """(series, period, value) of what a source gives as more series of the same indicator."""
    for key in SERIES:
        for name, points in (item.get(key) or {}).items():
            yield from ((str(name), str(point.get("period", "")), point.get("value")) for point in points)


def links(year: GoalYear) -> tuple[str, ...]:
    """Where the year was brought in from."""
    found = (kept(year, case).get("source") for case in year.of_kind("year"))
    return tuple(str(link) for said in found if said for link in (said if isinstance(said, list) else [said]))


def more(row: Any, key: str) -> dict[str, Any]:
    """What a row says beyond the facts."""
    return {name: value for name, value in row.items() if name not in ROWS[key]} if isinstance(row, Mapping) else {}


def plain(value: Any) -> Any:
    """The value as it was written, dates as texts."""
    if isinstance(value, list):
        return [plain(held) for held in value]
    if not isinstance(value, dict):
        return value
    if PAIRS in value:
        return {str(plain(key)): plain(held) for key, held in value[PAIRS]}
    marked = next((mark for mark in MARKED if mark in value), None)
    return value[marked] if marked else {key: plain(held) for key, held in value.items()}
