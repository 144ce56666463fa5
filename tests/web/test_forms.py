"""Forms made from the fact classes: each comes back as it was said, and faults are told at their own field."""

from datetime import date, timedelta
from typing import Any

import pytest
from pydantic import BaseModel, ValidationError
from werkzeug.datastructures import MultiDict

from web.app import speak
from web.forms.faults import faults
from web.forms.shape import Shape, shapes
from web.forms.values import as_plain, as_values
from workflow.facts import KINDS, Fact, fact_of
from workflow.facts.forecast import Forecast
from workflow.facts.timetable import Timetable
from workflow.facts.wording import Wording

speak()


SMALL = {"month": 3, "lag_days": 40}
"""Whole numbers that are no years."""
EXACT = {"digest": "0f" * 32, "form": "pdf", "earlier": {"2027-04-12": "reminder-7"}}
"""What is no free text: an attachment's digest and its sort of file, what was told for another date."""


def invented(cls: type[BaseModel], seed: int = 0) -> dict[str, Any]:
    """Something said in every field of a fact class."""
    return {shape.name: _invented(shape, place, seed) for place, shape in enumerate(shapes(cls))}


def _invented(shape: Shape, place: int, seed: int) -> Any:
    if shape.part:
        return [invented(shape.part, row) for row in range(2)]
    many = {
        "many": [3, 4],
        "flag": True,
        "yes_no": seed % 2 == 0,
        "number": 123.5 + seed,
        "json": {"a": ["b"]},
    }
    if shape.sort in many:
        return EXACT.get(shape.name, many[shape.sort])
    if shape.sort == "date":
        return (date(2026, 1, 1) + timedelta(days=place + seed)).isoformat()
    if shape.sort == "whole":
        return SMALL.get(shape.name, 2026 + place + seed)
    if shape.ref:
        return 7 + seed
    if shape.name in EXACT:
        return EXACT[shape.name]
    return "Två\nrader" if shape.sort == "area" else f"ord {seed}"


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_sort_of_fact_survives_the_form(kind: str) -> None:
    fact = fact_of(kind, invented(KINDS[kind]))
    plain = fact.model_dump(mode="json", exclude_none=True)
    assert fact_of(kind, as_plain(KINDS[kind], as_values(KINDS[kind], plain))) == fact


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_an_empty_form_says_nothing(kind: str) -> None:
    assert as_plain(KINDS[kind], MultiDict()) == {}


def told(cls: type[Fact], **sent: str) -> dict[str, str]:
    """Field → the Swedish sentence about it."""
    values: MultiDict[str, str] = MultiDict(sent)
    with pytest.raises(ValidationError) as wrong:
        cls.model_validate(as_plain(cls, values))
    return {fault.name: fault.sentence.in_("sv") for fault in faults(cls, wrong.value, values)}


def test_what_is_missing_is_asked_for_by_its_label() -> None:
    assert told(Forecast) == {"outlook": "Välj i ”Nås målet?”."}
    assert told(Wording) == {"goal": "Fyll i ”Mål”."}
    assert told(Wording, goal="ab") == {"goal": "Skriv minst 3 tecken i ”Mål”."}


def test_a_fault_in_a_row_is_told_at_that_row() -> None:
    sent = {
        "outlook": "partly",
        "measured-0-indicator": "5",
        "measured-2-indicator": "6",
        "measured-2-value": "många",
    }
    found = told(Forecast, **sent)
    assert found == {"measured-2-value": "Skriv ”Värde” som ett tal, till exempel 71,5."}


def test_the_engines_own_words_are_told_at_the_row() -> None:
    days = {"as_of": "2026-03-31", "opens": "2026-04-01", "report": "2026-03-01", "approve": "2026-04-12",
            "papers": "2026-04-20", "closes": "2026-05-01"}  # fmt: skip
    found = told(Timetable, **{"rounds-0-round": "R1"} | {f"rounds-0-{name}": day for name, day in days.items()})
    assert list(found) == ["rounds-0-round"] and "i ordning" in found["rounds-0-round"]


def test_rows_that_only_say_which_row_they_are_do_not_count() -> None:
    sent: MultiDict[str, str] = MultiDict({"outlook": "partly", "measured-0-indicator": "5"})
    assert as_plain(Forecast, sent) == {"outlook": "partly"}
