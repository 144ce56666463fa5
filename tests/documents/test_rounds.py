"""The report of a round: what is missing is named, the consequence stands with the goal, and the interim round is found."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest

from tests.documents.made import made, part, rows, said
from tests.documents.test_closing_book import described
from tests.people import Town
from tests.stories.ways import WORDS, forecast, planned
from workflow.governance.load import load
from workflow.reports.content.interim import interim_round
from workflow.reports.document import Document
from workflow.words import Wrong

BODY = "Barn- och utbildningsnämnden"


def report(town: Town, name: str, **asked: Any) -> Document:
    """The document as it is today."""
    return made(town.database, name, 2027, town.today, town.clock.organisation, **asked)


def test_a_goal_at_risk_stands_with_its_consequence_and_the_decision(town: Town) -> None:
    described(town)
    document = report(town, "forecast", round="R1", unit="BUN")
    assert (document.title, document.subtitle) == ("Prognosrapport", f"Målår 2027, Prognos 1, {BODY}")
    assert said(document, "Varför det går så här") == ["Frånvaro"]
    assert "§ 41" in said(document, "Beslutat")[0]
    assert [row[0] for row in rows(document, "Åtgärder")] == ["Extra lärare i årskurs 9"]
    assert rows(document, "Det som saknas") == []


def test_what_is_missing_is_named(town: Town) -> None:
    goal, other = planned(town), planned(town, "Frånvaron ska minska till högst 5 procent år 2027")
    town.tick(date(2027, 4, 8))
    forecast(town, goal, "R1", "not_met", consequence_by="2027-04-16")
    town.tick(date(2027, 4, 20))
    document = report(town, "forecast", round="R1")
    assert rows(document, "Det som saknas") == [
        [BODY, WORDS, "Konsekvensbeskrivning", "Beskrivs senast 2027-04-16"],
        [BODY, WORDS, "Åtgärd", ""],
        [BODY, town.case(other).title, "Prognos", "● Saknas"],
    ]
    [counted] = rows(document, "Mål per nämnd och bedömning")
    assert counted == [BODY, "2", "0", "0", "1", "0", "1"], "each goal once"
    assert "Av de 1 mål som inte väntas nås helt saknar 1 konsekvensbeskrivning." in part(document.blocks)


def test_before_the_round_opens_nothing_is_missing_yet(town: Town) -> None:
    planned(town)
    town.tick(date(2027, 2, 1))
    document = report(town, "forecast", round="R1")
    assert [row[2] for row in rows(document, "Målen vid tillfället")] == ["– Ej öppnad"]


def test_a_goal_judged_without_a_value_is_told_apart(town: Town) -> None:
    goal = planned(town)
    town.tick(date(2027, 9, 6))
    indicator = next(row for row in town.find("indicator") if row.parent == goal)
    why = [{"indicator": indicator.id, "missing": "not_yet_measurable", "reason": "Enkäten kommer i november"}]
    town.do("forecast", goal, town.maja, "R3", outlook="will_be_met", measured=why)
    document = report(town, "interim")
    [answer] = rows(document, "Går måluppfyllelsen att bedöma?")
    assert answer[2] == "! Ja, utan mätvärde" and "Enkäten kommer i november" in answer[4]


def test_a_round_or_a_body_that_is_not_there_is_said_to_be_missing(town: Town) -> None:
    with refused("There is no round of forecasts called “closing”. There are: R1, R2, R3, R4."):
        report(town, "forecast", round="closing")
    with refused("There is no body with the code “XX”."):
        report(town, "forecast", round="R1", unit="XX")
    with refused("There is no goal year 1999."):
        made(town.database, "closing-book", 1999, town.today, town.clock.organisation)


@contextmanager
def refused(why: str) -> Iterator[None]:
    """What is asked for inside cannot be made, and this says why."""
    with pytest.raises(Wrong) as wrong:
        yield
    assert str(wrong.value) == why


@pytest.mark.parametrize(("name", "round"), [("mariestad-2016", "R3"), ("base", "interim"), ("haparanda-2012", "T2")])
def test_the_interim_round_is_found_by_its_dates(name: str, round: str) -> None:
    assert interim_round(load(name)) == round
