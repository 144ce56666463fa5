"""A new model for a year that runs already."""

from workflow.governance.change import moved, stranded
from workflow.governance.load import load


def test_a_case_goes_on_in_a_renamed_state() -> None:
    november = load("mariestad-2018")
    assert moved(november, "goal_year", "confirm") == "planning"
    assert stranded(november, {"goal_year": ["confirm", "R1"], "goal": ["adopted"]}) == []


def test_a_case_in_a_state_that_is_gone_is_stranded() -> None:
    said = [str(c.sentence) for c in stranded(load("base"), {"goal": ["smart_reviewed"], "target_area": ["used"]})]
    assert said == [
        "Cases of 'goal' stand in the state 'smart_reviewed', which is gone, and 'renamed' does not say where to.",
        "There are cases of the level 'target_area', which is gone.",
    ]
