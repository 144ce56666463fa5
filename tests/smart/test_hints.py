"""The hints, one by one, and against real goals labelled by hand."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from workflow.smart import CRITERIA, hints, lacks

SAMPLE = Path(__file__).parent.parent / "data" / "smart" / "wording.yaml"


def lacking(text: str, year: int | None = None) -> list[str]:
    return lacks(hints(text, year))


def sample() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = yaml.safe_load(SAMPLE.read_text("utf-8"))["goals"]
    return found


@pytest.mark.parametrize(
    "goal", [goal for goal in sample() if "own_verdict" in goal], ids=lambda goal: goal["own_verdict"]
)
def test_the_municipalitys_own_examples_are_told_apart(goal: dict[str, Any]) -> None:
    found = lacking(goal["text"], 2012)
    assert found == ([] if goal["own_verdict"] == "OK" else ["specific", "measurable"])


@pytest.mark.parametrize("held_out", [False, True])
def test_the_hints_agree_with_a_reader(held_out: bool) -> None:
    counts: Counter[str] = Counter()
    for goal in sample():
        if goal.get("held_out", False) == held_out:
            seen, read = set(lacking(goal["text"])), set(goal["lacks"])
            counts += Counter(right=len(seen & read), wrong=len(seen - read), missed=len(read - seen))
    assert counts["right"] / (counts["right"] + counts["wrong"]) >= 0.95
    assert counts["right"] / (counts["right"] + counts["missed"]) >= 0.9


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Arbeta för minskad arbetslöshet", "Arbeta för"),
        ("Nämnden ska under året ta fram en plan", "ta fram"),
        ("En plan upprättas 2027", "upprättas"),
        ("Frånvaron ska vara så låg som möjligt", "så låg som möjligt"),
        ("Alla elever ska nå målen 2027", "alla"),
        ("Andelen ska öka till 75 % och bidra till tillväxten", "och bidra"),
        ("Andelen ska vara 75 % i samverkan med regionen", "i samverkan med"),
    ],
)
def test_a_hint_shows_the_words_that_it_looks_at(text: str, words: str) -> None:
    assert words in [word for hint in hints(text) for word in hint.words]


def test_what_others_must_do_is_a_question_and_lacks_nothing() -> None:
    text = "Andelen ska vara 75 % 2027 tillsammans med regionen"
    assert lacking(text) == [] and [hint.criterion for hint in hints(text)] == ["realistic"]


@pytest.mark.parametrize(
    ("text", "lacks_level", "lacks_time"),
    [
        ("2000 nya bostäder till 2025.", False, False),
        ("Antalet ska inte öka jämfört med 2012", False, True),
        ("Utsläppen ska minska med 40 % från 1990 till 2020", False, False),
        ("Energin ska minska 2009-2020", True, False),
        ("Målen i Vision 2030 ska nås", True, False),
        ("Halten PM10 ska minska till den 31 december", True, False),
        ("Andelen ska fördubblas under året", False, False),
    ],
)
def test_years_and_levels_are_told_apart(text: str, lacks_level: bool, lacks_time: bool) -> None:
    found = lacking(text)
    assert ("measurable" in found, "time_bound" in found) == (lacks_level, lacks_time)


def test_a_known_goal_year_need_not_be_named_but_may_not_have_passed() -> None:
    assert "time_bound" in lacking("Andelen ska vara 75 %")
    assert lacking("Andelen ska vara 75 %", 2027) == []
    assert lacking("Andelen ska vara 75 % senast 2020", 2027) == ["time_bound"]


def test_a_measurable_result_needs_no_more_words() -> None:
    assert hints("Andelen elever med gymnasieexamen inom tre år ska öka från 68 till 75 procent 2027") == []


def test_nothing_is_said_of_whether_it_is_accepted() -> None:
    assert "accepted" not in CRITERIA and lacking("") == ["specific", "measurable", "time_bound"]


def test_every_hint_is_there_in_swedish() -> None:
    found = hints("Alla ska arbeta för en god plan och bidra tillsammans med regionen till 2020", 2027)
    assert len({hint.sentence.text for hint in found}) >= 6
    assert all(hint.sentence.in_("sv") != hint.sentence.in_("en") for hint in found)
