"""A whole goal year is played by invented people: every model, from its first day to its last, and every goal ends."""

import json
from functools import cache
from typing import Any

import pytest

from workflow.governance.load import load
from workflow.simulation.simulate import simulate

YEARS = [("mariestad-2016", 2027), ("mariestad-2018", 2027), ("base", 2027), ("haparanda-2012", 2013)]
COUNTS = ("due", "opened", "reminded", "escalated", "decided", "taken")


@cache
def played(name: str, year: int, seed: int) -> str:
    """What the command prints."""
    return json.dumps(simulate(name, year, seed))


def ends_well(name: str, year: int, seed: int) -> dict[str, Any]:
    """What was told of a year, when it held together and every goal came to an end."""
    told: dict[str, Any] = json.loads(played(name, year, seed))
    levels = load(name).levels
    assert told["holds"]
    assert told["goals"], "there were goals"
    assert not [what for what in told["refused"] if what.startswith("clock")], "the clock could do all that it should"
    assert [goal for goal in told["goals"] if not levels[goal["level"]].state[goal["state"]].final] == []
    return told


@pytest.mark.parametrize(("name", "year"), YEARS)
def test_every_goal_of_the_year_comes_to_an_end(name: str, year: int) -> None:
    told = ends_well(name, year, 1)
    months = told["months"]
    assert [months[0]["month"], months[-1]["month"], len(months)] == [f"{year - 2}-11", f"{year + 1}-03", 29]
    assert all(sum(month[count] for month in months) > 0 for count in COUNTS)
    assert set(months[0]["goals"]) == set() and set(months[-1]["goals"]) == {goal["goal"] for goal in told["goals"]}
    reached = [goal["state"] for goal in told["goals"]].count("analysed")
    assert reached > len(told["goals"]) / 2, "most goals go the whole way"


@pytest.mark.parametrize(("name", "year"), YEARS)
def test_people_come_to_nearly_every_level_and_most_steps(name: str, year: int) -> None:
    told, model = json.loads(played(name, year, 1)), load(name)
    theirs = {step.key for level in model.levels.values() for step in level.steps if step.by != ("clock",)}
    assert len(set(model.levels) - {*told["levels"]}) <= 1
    assert len(theirs.intersection(told["reached"])) > len(theirs) * 0.6


def test_the_same_seed_gives_the_same_bytes() -> None:
    assert json.dumps(simulate("base", 2027, 1)) == played("base", 2027, 1)


@pytest.mark.nightly
def test_another_seed_gives_another_year() -> None:
    assert json.loads(played("base", 2027, 2))["months"] != json.loads(played("base", 2027, 1))["months"]


@pytest.mark.nightly
@pytest.mark.parametrize(("name", "year"), YEARS)
def test_in_some_years_people_come_to_every_level(name: str, year: int) -> None:
    told = [json.loads(played(name, year, seed)) for seed in range(1, 7)]
    assert {level for one in told for level in one["levels"]} == set(load(name).levels)


@pytest.mark.nightly
@pytest.mark.parametrize("seed", range(2, 7))
@pytest.mark.parametrize(
    ("name", "year"), [*YEARS, ("mariestad-2016", 2028), ("mariestad-2018", 2031), ("haparanda-2012", 2027)]
)
def test_every_goal_comes_to_an_end_whatever_happens(name: str, year: int, seed: int) -> None:
    ends_well(name, year, seed)
