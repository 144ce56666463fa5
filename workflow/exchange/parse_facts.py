"""What an item of the file says, as facts: pure, no database. What no fact can hold is kept as written.

Facts come as (fact, round) pairs, in the order of their keys, as the chain's JSON has them when it is read again.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from workflow.exchange.periods import LONGEST, Rounds, last_day
from workflow.exchange.scale_matching import ScaleReader
from workflow.exchange.shape import number
from workflow.facts import Fact
from workflow.facts.closing import Analysis, Closing, SourceClosing
from workflow.facts.consequence import Consequence, Measure
from workflow.facts.cost import Activity, BudgetLine, Frame
from workflow.facts.decision import Assignment, Ruling
from workflow.facts.forecast import Forecast, SourceForecast
from workflow.facts.indicator import Indicator, Measurement
from workflow.facts.wording import Direction, Milestone, Proposal, Wording
from workflow.measuring.attainment import AGAINST_BEFORE, comparator_of
from workflow.measuring.judgement import SILENT, WORDED
from workflow.measuring.periods import span_of
from workflow.measuring.plausibility import doubt

Item = Mapping[str, Any]
ParsedFacts = list[tuple[Fact, str]]
Warn = Callable[..., None]
"""Called with the key below the item, the text and its values."""
SHORTEST, MOST = 3, 500
"""Characters of a measure."""
TERMS = ("reference", "numerator", "denominator", "by_sex")
FIGURES = ("target_to", "partly_from", "month", "lag_days")
SCALES = {"comparator": "comparator", "sort": "indicator_sort", "data": "data", "frequency": "frequency"}
"""What a row may say of an indicator beside its target: as it is, as numbers, and by the model's scales."""
LONGEST_WORDS = 60
"""Characters of a value in words; what is longer is a comment."""
ANY_YEAR = 2000
"""For a period that names no year: whether it can be read does not depend on which it is."""
OTHERS = ("women", "men", "compared")
"""The values beside the value."""


@dataclass(frozen=True)
class Ids:
    """What the names of an item stand for here."""

    unit: int = 0
    focus_areas: tuple[int, ...] = ()
    department: int | None = None
    responsible: int | None = None


def ordered(said: ParsedFacts) -> ParsedFacts:
    """The pairs in the order of their keys."""
    return sorted(said, key=lambda pair: pair[0].key(pair[1]))


def wording(item: Item, ids: Ids) -> ParsedFacts:
    """A goal's words, and its milestones as a proposal."""
    said: ParsedFacts = [(Wording(
        goal=item["text"], desired_effect=item.get("desired_effect", item.get("expected_effect", "")),
        met_when=item.get("met_when", ""), depends_on=item.get("depends_on", ""),
        focus_areas=ids.focus_areas, department=ids.department, responsible=ids.responsible,
    ), "")]  # fmt: skip
    stones = item.get("milestones", ())
    if stones:
        until = max(stone["year"] for stone in stones)
        milestones = tuple(
            Milestone(year=stone["year"], text=stone.get("text", ""), target=number(stone.get("target")))
            for stone in stones
        )
        said.append((Proposal(until_year=until, milestones=milestones), ""))
    return said


def direction(item: Item, ids: Ids) -> ParsedFacts:
    """A strategic direction's words."""
    return [
        (
            Direction(words=item["text"], purpose=item.get("desired_effect", item.get("expected_effect", ""))),
            "",
        )
    ]


def assignment(item: Item, ids: Ids) -> ParsedFacts:
    """An assignment, and when it is to be reported back."""
    return [(Assignment(task=item["text"], unit=ids.unit, report_by=last_day(item.get("report_by"))), "")]


FIRST: dict[str, Callable[[Item, Ids], ParsedFacts]] = {"direction": direction, "assignment": assignment}
"""What is said first at a level of that kind; anything else begins with a wording."""


def followed_up(item: Item, scales: ScaleReader, rounds: Rounds, warn: Warn) -> ParsedFacts:
    """Forecasts with their consequences, closing and analysis."""
    said: ParsedFacts = []
    for place, row, round in rounds.rows(item, "forecasts", warn):
        code = assessed(scales, "outlook", row, warn, f"forecasts[{place}].assessment")
        period = str(row.get("period", ""))[:LONGEST]
        words = {"comment": row.get("comment", ""), "period": period, "as_written": row.get("assessment", "")}
        said.append(
            (Forecast(outlook=code, **words) if code else SourceForecast(unscaled=_unscaled(row), **words), round)
        )
        said += consequence(row, round)
    if "closing" in item:
        row = item["closing"]
        code = assessed(scales, "attainment", row, warn, "closing.assessment")
        differs, written = row.get("differs", ""), row.get("assessment", "")
        words = {"result": row.get("comment", ""), "differs": differs, "as_written": written}
        said.append(
            (Closing(attainment=code, **words) if code else SourceClosing(unscaled=_unscaled(row), **words), "")
        )
    if "analysis" in item:
        row = item["analysis"]
        lessons = row.get("lessons", "")
        said.append((Analysis(why=row.get("why", ""), lessons=lessons, measures=row.get("actions", "")), ""))
    return said


def consequence(row: Item, round: str) -> Iterator[tuple[Fact, str]]:
    """The consequence description with its measure, or the measure alone."""
    text, measure = row.get("consequence", ""), row.get("measure", "")
    if len(text.strip()) >= SHORTEST:
        yield Consequence(consequence=text, measures=measure), round
    elif len(measure.strip()) >= SHORTEST and len(measure) <= MOST:
        yield Measure(what=measure), round


def assessed(scales: ScaleReader, scale: str, row: Item, warn: Warn, path: str) -> str:
    """The model's value for the assessment as written; "" with a warning when it is in no scale."""
    text = row.get("assessment", "")
    found = scales.read(scale, text) if text.strip() else None
    if text.strip() and not found:
        said = "“%(said)s” is not in the model's scale (%(known)s); it stands as the source says, without a value."
        warn(path, said, said=text, known=scales.known(scale))
    return found.name if found else ""


def _unscaled(row: Item) -> str:
    """Why a judgement has no value of the scale."""
    return WORDED if row.get("assessment", "").strip() else SILENT


def indicator(item: Item, scales: ScaleReader, warn: Warn) -> ParsedFacts:
    """An indicator and what was measured, period by period."""
    scale = scales.model.scale("direction")
    text = item.get("direction", "")
    found = scales.read("direction", text) if text else None
    if text and scale and not found:
        known = scales.known("direction")
        said = "“%(said)s” is no direction in the model (%(known)s); it was kept as written."
        warn("direction", said, said=text, known=known)
    figure = number(item.get("target"))
    words = item.get("target_text", "" if figure is not None else str(item.get("target", "")))
    plain = {
        "name": item["name"], "unit": item.get("unit", ""), "target": figure, "target_text": words,
        "direction": found.name if found else "" if scale else text, "baseline": number(item.get("baseline")),
        "baseline_date": str(item.get("baseline_date", item.get("baseline_year", ""))),
        "source": str(item.get("source", "")), "definition": item.get("definition", ""),
    }  # fmt: skip
    made = _with_terms(plain, item, scales, warn)
    facts: ParsedFacts = [(made, "")]
    figures, last = (made.baseline, made.target), None
    for name in ("target", "baseline"):
        _doubt(warn, name, item.get(name), unit=made.unit)
    for place, row, round in Rounds().rows(item, "outcomes", warn):
        value, period = number(row.get("value")), str(row.get("period", ""))
        _doubt(warn, f"outcomes[{place}].value", row.get("value"), last=last, known=figures, unit=made.unit)
        if period and span_of(period, ANY_YEAR) is None:
            text = "The period “%(period)s” cannot be read: the value is shown, and nothing is judged by it."
            warn(f"outcomes[{place}].period", text, period=period)
        words = "" if value is not None else str(row.get("value", ""))
        kept = {"text": words} if len(words) <= LONGEST_WORDS else {"comment": words}
        others = {name: number(row.get(name)) for name in OTHERS}
        measured = {"value": value, "period": period[:LONGEST], **kept, **others}
        facts.append((Measurement.model_validate(measured), round))
        last = last if value is None else value
    return facts


def _doubt(warn: Warn, path: str, written: object, **known: Any) -> None:
    """A warning where a figure is improbable: nobody is there to ask."""
    value = number(written)
    why = None if value is None else doubt(value, written=str(written), **known)
    if why:
        warn(path, why.text, **why.values)


def _with_terms(plain: Item, item: Item, scales: ScaleReader, warn: Warn) -> Indicator:
    """The indicator with what its row says of how it is measured and when its target is met; without, when that does
    not hold together."""
    more: dict[str, Any] = {name: item[name] for name in TERMS if name in item}
    more |= {name: number(item[name]) for name in FIGURES if name in item}
    for name, scale in SCALES.items():
        if item.get(name):
            found = scales.read(scale, item[name])
            if not found:
                said = "“%(said)s” is not known in the model (%(known)s); it was kept as written."
                warn(name, said, said=item[name], known=scales.known(scale))
            more |= {name: found.name if found else ""}
    if (plain["target"] or 0) < 0 and comparator_of(Indicator.of({**plain, **more})) in AGAINST_BEFORE:
        warn("target", "How much it shall change is written without a minus: %(target)s was taken for its size.",
             target=item["target"])  # fmt: skip
        plain = {**plain, "target": -plain["target"]}
    try:
        return Indicator.model_validate({**plain, **more})
    except ValidationError as wrong:
        warn(
            str(wrong.errors()[0]["loc"][0]),
            "This does not fit what else is said of the indicator; it was kept as written.",
        )
        return Indicator.model_validate(plain)


def activity(item: Item) -> ParsedFacts:
    """An activity: what, at what cost, by when."""
    return [
        (
            Activity(what=item["text"], cost_sek=number(item.get("cost_sek")), ends=last_day(item.get("due"))),
            "",
        )
    ]


def frame(body: Item, lines: Sequence[Item]) -> ParsedFacts:
    """A body's frame in the budget and the lines of its internal budget, if there are any."""
    if "frame_sek" not in body and not lines:
        return []
    rows = tuple(
        BudgetLine(
            account=str(line["account"]),
            text=str(line.get("text", "")),
            amount_sek=number(line.get("amount_sek")) or 0.0,
        )
        for line in lines
    )
    return [(Frame(frame_sek=number(body.get("frame_sek")), lines=rows), "")]


def ruling(item: Item) -> ParsedFacts:
    """One § as it was logged."""
    return [(Ruling(
        paragraph=str(item.get("paragraph", "")), registry_no=str(item.get("dnr", "")), text=item.get("text", ""),
        sort=item.get("kind", ""),
    ), "")]  # fmt: skip
