"""Real files come out in the closing book, every figure and every assessment as it was written."""

from datetime import date
from typing import Any

import pytest
import yaml

from tests.documents.made import Part, chapters, made, part, rows
from tests.exchange.files import AT, leaves, real
from workflow.exchange.importer import import_file
from workflow.measuring.rounding import number
from workflow.records.database import Database
from workflow.reports.document import Document

FILES = ("jonkoping-2020", "lulea-2023", "malmo-2015", "vastragotaland-2019")
DAY = date(2026, 9, 14)
CODED = ("kind", "direction", "body")
"""What is told in the words of the model, or by the heading over it."""
YES = {True: "ja", False: "nej"}


def book(database: Database, name: str, **asked: Any) -> tuple[dict[str, Any], Document]:
    """The file as data, and its closing book."""
    with database.writing() as session:
        came = import_file(session, real(name), at=AT)
    return yaml.safe_load(real(name)), made(database, "closing-book", came.year, DAY, **asked)


def lacking(goal: dict[str, Any], there: Part) -> list[str]:
    """The values of a goal that do not stand in its chapter."""
    missing = []
    for path, value in leaves(goal).items():
        if path.rsplit(".", 1)[-1].partition("[")[0] in CODED:
            continue
        if isinstance(value, bool):
            stands = YES[value] in there.texts
        elif isinstance(value, int | float):
            stands = value in there.numbers or number(value, "sv") in there or str(value) in there
        else:
            stands = value is None or str(value).strip() in there
        if not stands:
            missing.append(f"{path}: {value!r}")
    return missing


@pytest.mark.parametrize("name", FILES)
def test_every_value_of_every_goal_stands_in_the_chapter_of_the_goal(database: Database, name: str) -> None:
    data, document = book(database, name)
    told = list(chapters(document))
    assert len(told) == len(data["goals"])
    for goal in data["goals"]:
        wanted = f"{goal['ref']}: {goal['text']}" if "ref" in goal else goal["text"]
        [there] = [found for title, found in told if title == wanted]
        assert lacking(goal, there) == []


@pytest.mark.parametrize("name", FILES)
def test_the_decisions_and_the_sources_of_a_file_stand_in_its_book(database: Database, name: str) -> None:
    data, document = book(database, name)
    whole = part(document.blocks)
    for decision in data.get("decisions", ()):
        assert str(decision["date"]) in whole and decision["text"] in whole
    assert all(link in whole for link in data["source"])


def test_a_five_step_scale_stands_as_written_beside_what_it_is_here(database: Database) -> None:
    _, document = book(database, "jonkoping-2020")
    told = {(row[1], row[2]) for row in rows(document, "Prognoser tillfälle för tillfälle")}
    assert {("✓ Nås", "Målet bedöms kunna uppnås"), ("! Nås delvis", "Osäkert om målet kan uppnås"),
            ("✕ Nås inte", "Målet bedöms inte kunna uppnås"), ("✕ Nås inte", "bedöms vara svårt att nå")} == told  # fmt: skip


def test_staged_targets_tell_what_was_reached_and_what_was_missed(database: Database) -> None:
    _, document = book(database, "jonkoping-2020")
    stones = [row for row in rows(document, "Etappmål") if row[3] != "–"]
    assert ["2014", "minst 10 % minskning 2009-2014", "−10", "−18", "ja"] in stones
    assert ["2020", "minst 30 %", "30", "27", "nej"] in stones and len(stones) == 3


def test_figures_stand_as_given_and_what_they_say_beside_the_judgement(database: Database) -> None:
    _, document = book(database, "vastragotaland-2019")
    found = {row[0]: row for row in rows(document, "Utfall mot målvärde")}
    assert found["Antal unika deltagare i kurser på folkhögskolor"][1:] == [
        "minst 14\u00a0978 antal", "18\u00a0078", "2019", "120,7", "✓ Uppfyllt",
        "färg: Grön; trend: Upp; måluppfyllelse i procent: 121",
    ]  # fmt: skip
    assert found["Utsläpp av fossilt CO2"][1:] == [
        "högst 10,1 miljoner ton", "10,2", "2019", "99", "✕ Inte uppfyllt", "färg: Gul; trend: Lika; måluppfyllelse i procent: 99",
    ]  # fmt: skip


def test_what_cannot_be_assessed_is_counted_apart_and_says_why(database: Database) -> None:
    _, document = book(database, "malmo-2015")
    [counted] = rows(document, "Mål per nämnd och måluppfyllelse")
    assert counted[:6] == ["Kommunfullmäktige", "5", "0", "0", "0", "3"]
    unknown = rows(document, "Mål där måluppfyllelsen inte är känd")
    said = "– Som källan säger: på väg mot måluppfyllelse"
    assert sorted(row[2] for row in unknown) == [said] * 2 + ["● Går inte att bedöma"] * 3
    assert "Elva nämnder beskriver att de bidragit, men beskrivningen av hur är otydlig." in [row[4] for row in unknown]


def test_what_the_source_lacks_is_said_to_be_missing_there(database: Database) -> None:
    _, document = book(database, "lulea-2023")
    told = dict(chapters(document))
    bare = told["ÖM.6: Luleås invånare bor i ett gott grannskap"]
    for sentence in ("Beslutet saknas i källan.", "Indikatorer saknas i källan.", "Prognoser saknas i källan.",
                     "● Saknas i källan", "Analys saknas i källan.", "Vad som händer sedan saknas i källan.",
                     "Aktiviteter saknas i källan."):  # fmt: skip
        assert sentence in bare.texts
    assert "Saknas" not in {text.strip("● ") for text in bare.texts}


def test_where_the_source_says_why_but_not_what_comes_next_that_is_said(database: Database) -> None:
    _, document = book(database, "jonkoping-2020", unit="KS")
    [(_, chapter)] = chapters(document)
    assert "Huvudanledningen till att energianvändningen ökade 2018 var att mängden inhyrda lokaler ökade." in chapter
    assert "Vad som händer sedan saknas i källan." in chapter.texts


def test_the_book_of_one_body_tells_of_its_goals_alone(database: Database) -> None:
    _, document = book(database, "jonkoping-2020", unit="KS")
    assert [title.partition(":")[0] for title, _ in chapters(document)] == ["PHU.3.17 / PHU.12.5"]
    assert document.subtitle == "Målår 2020, Kommunstyrelsen"
