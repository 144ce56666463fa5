"""A whole year of Mariestad's model, played by invented people: nothing that was adopted is missing from its book."""

from collections import Counter
from datetime import date

import pytest

from tests.documents.conftest import PLAYED
from tests.documents.made import chapters, made, part, rows
from workflow.goals.adoption import Adopted, adopted
from workflow.goals.reliability import reliability
from workflow.governance.load import load
from workflow.records.case import Case
from workflow.records.database import Database
from workflow.records.queries.cases import cases
from workflow.reports.document import Document

DAY = date(PLAYED + 1, 4, 15)
MODEL = load("mariestad-2016")
LEVELS = [level.name for level in MODEL.of_kind("goal")]


@pytest.fixture(scope="module")
def book(played: Database) -> Document:
    """The closing book of the year."""
    return made(played, "closing-book", PLAYED, DAY)


@pytest.fixture(scope="module")
def goals(played: Database) -> list[tuple[Case, Adopted]]:
    """The goals that were sealed, as they were."""
    with played.reading() as session:
        found = [case for case in cases(session, "year = ? ORDER BY id", (PLAYED,)) if case.level in LEVELS]
        kept = adopted(session, 1, found)
    return [(goal, kept[goal.id]) for goal in found if kept[goal.id].holds is not None]


def test_every_adopted_row_stands_in_the_book(book: Document, goals: list[tuple[Case, Adopted]]) -> None:
    told = Counter(row[0].partition(":")[0] for row in rows(book, "Varje antagen rad och vad som redovisats"))
    told.pop("Inte antagen med målet", None)
    assert told == Counter(row.name for _, kept in goals for row in kept.indicators)
    assert Counter(title for title, _ in chapters(book)) >= Counter(kept.words for _, kept in goals)


def test_the_seals_hold_and_the_book_says_so(book: Document, goals: list[tuple[Case, Adopted]]) -> None:
    assert all(kept.holds for _, kept in goals)
    assert "INTE" not in part(book.blocks)


def test_the_goals_are_counted_right(book: Document, goals: list[tuple[Case, Adopted]]) -> None:
    counted = rows(book, "Mål per nämnd och måluppfyllelse")
    assert sum(int(row[1]) for row in counted) == len(goals)
    for place, code in enumerate(("met", "partly_met", "not_met", "cannot_be_assessed"), start=2):
        ended = [goal for goal, _ in goals if goal.fact("closing").get("attainment") == code]
        assert sum(int(row[place]) for row in counted) == len(ended), code


def test_the_reliability_is_that_of_the_goals(book: Document, goals: list[tuple[Case, Adopted]]) -> None:
    told = rows(book, "Prognoser mot bokslut")
    in_field = [goal for goal, _ in goals if not MODEL.levels[goal.level].state[goal.state].out]
    for held in reliability(MODEL, in_field):
        title = MODEL.rounds[held.round].title.sv
        found = [sum(int(row[place]) for row in told if row[1] == title) for place in range(2, 6)]
        assert found == [held.right, held.too_bright, held.too_dark, held.unknown]


@pytest.mark.parametrize("round", ["R1", "R2", "R3", "R4"])
def test_the_compiled_forecast_tells_of_every_goal_at_risk(
    played: Database, goals: list[tuple[Case, Adopted]], round: str
) -> None:
    document = made(played, "forecast", PLAYED, DAY, round=round)
    assert document.title == "Sammanställd prognos till kommunstyrelsen"
    outlooks = Counter(goal.fact("forecast", round).get("outlook", "") for goal, _ in goals)
    [counted] = [table for table in document.blocks if getattr(table, "caption", "") == "Mål per nämnd och bedömning"]
    assert counted.total[2:6] == tuple(
        outlooks[code] for code in ("will_be_met", "partly", "not_met", "cannot_be_assessed")
    )
    at_risk = [block for block in document.blocks if getattr(block, "sheet", "") == "Mål i riskzonen"]
    assert len(at_risk) == outlooks["partly"] + outlooks["not_met"]


def test_the_interim_report_answers_the_auditors_question_for_every_goal(
    played: Database, goals: list[tuple[Case, Adopted]]
) -> None:
    document = made(played, "interim", PLAYED, DAY)
    answers = Counter(row[2] for row in rows(document, "Går måluppfyllelsen att bedöma?"))
    asked = [goal for goal, _ in goals if goal.fact("forecast", "R3")]
    unknown = [goal for goal in asked if goal.fact("forecast", "R3")["outlook"] == "cannot_be_assessed"]
    assert document.subtitle == f"Målår {PLAYED}, Prognos 3 (delår)"
    assert answers["✕ Nej"] >= len(unknown) and answers.total() >= len(asked)
