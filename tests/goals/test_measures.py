"""Measures that wait for a decision: the body's and the director's."""

from datetime import date
from typing import Any

from workflow.goals.measures import of_the_body, of_the_director
from workflow.governance.load import load
from workflow.records.case import Case

MODEL = load("mariestad-2016")
DAY = date(2027, 4, 7)
DESCRIBED = {"consequence/R1": {"seq": 3}}


def case(number: int, level: str, state: str, facts: dict[str, Any], taken: tuple[str, ...] = ()) -> Case:
    return Case(number, 1, level, 2027, "", 2, None, None, None, "", state, "open", facts,
                    {key: [1, DAY.isoformat()] for key in taken}, DAY, DAY, 1, 1, MODEL.digest)  # fmt: skip


def measure(number: int, needs_body: bool, state: str = "proposed") -> Case:
    return case(number, "measure", state, {"measure": {"seq": 2, "needs_body": needs_body}})


def acts(goal: Case, *measures: Case) -> tuple[list[str], list[str]]:
    """What waits for the body and for the director, as steps with the numbers of their cases."""
    found = (of_the_body(MODEL, goal, measures, "R1"), of_the_director(MODEL, goal, measures, "R1"))
    body, director = ([f"{act.key} {act.case.id}" for act in some] for some in found)
    return body, director


def test_nothing_waits_before_the_consequence_is_described() -> None:
    assert acts(case(1, "goal", "forecast", {})) == ([], [])


def test_a_described_consequence_waits_for_either() -> None:
    assert acts(case(1, "goal", "forecast", DESCRIBED)) == (["goal.decide_measures 1"], ["goal.approve_measures 1"])


def test_a_measure_that_needs_the_body_takes_the_goal_out_of_the_directors_hands() -> None:
    """One § decides the goal's measures and each of them that is still proposed, also what the director could take."""
    goal = case(1, "goal", "forecast", DESCRIBED)
    body, director = acts(goal, measure(2, needs_body=True), measure(3, needs_body=False))
    assert body == ["goal.decide_measures 1", "measure.decide 2", "measure.decide 3"]
    assert director == ["measure.approve 3"]


def test_what_either_has_decided_waits_no_more() -> None:
    for taken in ("decide_measures/R1", "approve_measures/R1"):
        goal = case(1, "goal", "forecast", DESCRIBED, (taken,))
        assert acts(goal, measure(2, needs_body=True, state="decided")) == ([], [])


def test_another_rounds_decision_is_another_matter() -> None:
    goal = case(1, "goal", "forecast", DESCRIBED, ("decide_measures/R2",))
    assert acts(goal)[0] == ["goal.decide_measures 1"]


def test_a_round_without_such_steps_asks_for_nothing_of_the_goal() -> None:
    goal = case(1, "goal", "closed", DESCRIBED)
    assert of_the_body(MODEL, goal, [measure(2, needs_body=True)], "closing")[0].key == "measure.decide"
