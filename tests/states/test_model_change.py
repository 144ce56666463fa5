"""A goal year goes over to another model: each event is folded under its own, and the chain holds before and after."""

import json
from dataclasses import replace
from hashlib import sha256
from typing import Any

import pytest

from tests.people import Town
from tests.states.good import GOOD
from tests.states.ways import everything
from workflow.facts import fact_of
from workflow.governance.load import from_text
from workflow.governance.model import Model
from workflow.records.case import Case
from workflow.records.sql import run
from workflow.states.command import Command
from workflow.states.model_change import govern
from workflow.states.perform import Refused, perform
from workflow.states.replay import verify


def renamed(model: Model, **names: str) -> Model:
    """The model with other names for some of the goal's states, and `renamed` to say so."""
    text = model.text
    for old, new in names.items():
        text = text.replace(f'"{old}"', f'"{new}"')
    data: dict[str, Any] = json.loads(text)
    data["renamed"] = dict.fromkeys(("goal", "municipal_goal"), names)
    data["name"] = "later"
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return replace(from_text(text), digest=sha256(text.encode()).hexdigest())


@pytest.fixture
def later(town: Town) -> Model:
    return renamed(town.model, draft="sketch", proposed="put_forward")


def go_over(town: Town, model: Model) -> None:
    with town.database.writing() as session:
        govern(session, town.kia, town.find("goal_year")[0].id, model, at=town.now)


def faults(town: Town) -> list[str]:
    with town.database.reading() as session:
        return [str(fault) for fault in verify(session, town.clock.organisation).faults]


def test_a_goal_stands_under_its_new_name_and_goes_on(town: Town, later: Model) -> None:
    goal = town.goal()
    town.do("propose", goal, town.olle, **GOOD["proposal"])
    go_over(town, later)
    case = town.case(goal)
    assert (case.state, case.model) == ("put_forward", later.digest)
    assert faults(town) == []
    criteria = [{"criterion": name, "holds": False} for name in later.criteria]
    said = fact_of("review", {"verdict": "returned", "criteria": criteria})
    with town.database.writing() as session:
        assert perform(session, Command("review", goal, town.rut, said, at=town.now)).case.state == "sketch"
    assert faults(town) == []


def test_what_was_said_under_the_old_model_can_still_be_unsaid(town: Town, later: Model) -> None:
    goal = town.goal()
    wrong = town.done("comment", goal, town.maja, text="Fel ställe").seq
    go_over(town, later)
    assert correct(town, goal, wrong, "maja", "dina").state == "sketch"
    assert "comment" not in town.case(goal).facts and faults(town) == []


def test_what_moved_the_case_under_the_old_model_stays(town: Town, later: Model) -> None:
    goal = town.goal()
    wrong = town.done("propose", goal, town.olle, **GOOD["proposal"]).seq
    go_over(town, later)
    with pytest.raises(Refused, match="builds on it"):
        correct(town, goal, wrong, "olle")


def correct(town: Town, goal: int, seq: int, *who: str) -> Case:
    """The entry is corrected by these people, one after the other."""
    said = fact_of("correction", {"event": seq, "why": "Fel ställe"})
    for name in who:
        with town.database.writing() as session:
            found = perform(session, Command("correct", goal, town.people[name], said, at=town.now)).case
    return found


def test_a_model_that_leaves_a_case_nowhere_is_refused_and_changes_nothing(town: Town) -> None:
    town.goal()
    text = town.model.text.replace('"draft"', '"sketch"')
    stranding = replace(from_text(text), digest=sha256(text.encode()).hexdigest())
    before = everything(town)
    with pytest.raises(Refused):
        go_over(town, stranding)
    assert everything(town) == before


def test_a_model_nobody_has_adopted_makes_a_case_nobodys(town: Town, later: Model) -> None:
    goal = town.goal()
    with town.database.writing() as session:
        run(session, "UPDATE cases SET model = ? WHERE id = ?", (later.digest, goal))
    assert faults(town) == [f"Case {goal} is not what its events made it."]
