"""The words of letters: every letter in both languages as it was approved, and whatever titles hold."""

import os
from dataclasses import replace
from pathlib import Path

import pytest
from icalendar import Calendar

from notifications.texts import name_of, names, written_letter
from notifications.texts.content import LetterText
from tests.notifications.rich import GOAL, LETTERS, SOON

APPROVED = Path(__file__).resolve().parents[1] / "approved" / "letters"
LANGUAGES = ("sv", "en")


def whole(words: LetterText) -> str:
    """A letter as it is approved."""
    calendar = words.calendar.replace("\r\n", "\n")
    parts = (("Subject", words.subject), ("Text", words.text), ("HTML", words.html), ("Calendar", calendar))
    return "".join(f"--- {name}\n{text.strip()}\n" for name, text in parts if text)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", LETTERS)
def test_a_letter_is_as_it_was_approved(name: str, language: str) -> None:
    found = whole(written_letter(replace(LETTERS[name], language=language)))
    file = APPROVED / f"{name}.{language}.txt"
    if os.environ.get("APPROVE"):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(found)
    assert found == file.read_text(), "read the change, and approve it with: make approve"


@pytest.mark.parametrize("name", LETTERS)
def test_each_content_gets_the_letter_of_its_name(name: str) -> None:
    assert name_of(LETTERS[name]) == name.partition("-")[0]


def test_every_letter_is_there_in_both_languages_and_is_tried() -> None:
    folder = Path(__file__).resolve().parents[2] / "notifications" / "texts"
    english = {file.name.removesuffix(".en.txt") for file in folder.glob("*.en.txt")}
    assert english == names() == {name.partition("-")[0] for name in LETTERS}


def test_a_step_without_a_letter_of_its_own_is_told_plainly() -> None:
    unheard = replace(LETTERS["told"].items[0], step="goal.unheard", says="unheard")
    assert name_of(replace(LETTERS["told"], kind="goal.unheard", items=(unheard,))) == "told"


def test_what_a_title_holds_is_text_in_html_and_itself_in_text() -> None:
    words = written_letter(LETTERS["decision"])
    assert GOAL in words.text and GOAL in words.subject
    assert "<b>examen" not in words.html and "&lt;b&gt;examen" in words.html


def test_the_title_of_what_is_not_open_to_all_is_not_told() -> None:
    words = written_letter(LETTERS["told-not-open"])
    assert GOAL not in whole(words) and "Barn- och utbildningsnämnden" in words.subject


@pytest.mark.parametrize("name", ["opened", "reminder"])
def test_a_deadline_to_come_is_in_the_calendar_as_a_whole_day(name: str) -> None:
    [event] = Calendar.from_ical(written_letter(LETTERS[name]).calendar).walk("VEVENT")
    assert event["DTSTART"].dt == SOON and event["UID"] == "12-forecast/R3@malhjulet"
    assert str(event["URL"]).startswith("https://mal.example.org/till/")


def test_nothing_is_in_the_calendar_that_has_passed_or_is_somebody_elses() -> None:
    assert not any(
        written_letter(LETTERS[name]).calendar for name in ("forecast_missing", "escalation", "morning", "decision")
    )
