"""The municipality changes its model: for years to come, and for one that runs."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.people import Town, mariestad, moment
from workflow.governance.load import load
from workflow.governance.model import Model
from workflow.records.database import Database
from workflow.states.govern import choose, govern
from workflow.states.perform import Refused
from workflow.states.replay import verify


@pytest.fixture
def town(database: Database) -> Town:
    return mariestad(database)


def another(folder: Path, name: str = "mariestad-2027") -> Model:
    """Mariestad's model with one more criterion, under another name."""
    file = folder / f"{name}.toml"
    file.write_text('extends = "mariestad-2016"\n[criteria]\nagreed = {sv = "Förankrat", en = "Agreed"}\n')
    return load(file)


def holds(town: Town) -> None:
    with town.database.reading() as session:
        assert verify(session, town.clock.organisation).faults == []


def test_a_running_year_goes_over_to_another_model_and_its_history_still_holds(town: Town, tmp_path: Path) -> None:
    goal, model = town.goal(), another(tmp_path)
    year = town.find("goal_year")[0]
    with town.database.writing() as session:
        govern(session, town.kia, year.id, model, at=moment(town.today))
    assert {town.case(goal).model, town.case(year.id).model} == {model.digest}
    town.model = model
    town.tick(date(2026, 3, 2))
    town.do("propose", goal, town.olle, realism="Ja", measurability="Betygsdatabasen", followed_how="I juni")
    with pytest.raises(Refused) as refused:
        criteria = [{"criterion": name, "holds": True} for name in model.criteria if name != "agreed"]
        town.do("review", goal, town.rut, verdict="passed", criteria=criteria)
    assert "Förankrat" in refused.value.why[0].in_("sv")
    holds(town)


def test_a_state_that_vanished_needs_a_new_name(town: Town, tmp_path: Path) -> None:
    goal, year = town.goal(), town.find("goal_year")[0]
    renaming = {"goal": {"draft": "proposed"}}
    gone = replace(another(tmp_path), levels=_without_draft(town.model))
    with town.database.writing() as session, pytest.raises(Refused) as refused:
        govern(session, town.kia, year.id, gone, at=moment(town.today))
    assert "draft" in str(refused.value)
    with town.database.reading() as session:
        assert town.case(goal, session).model == town.model.digest
    assert replace(gone, renamed=renaming).renamed == renaming


def test_only_who_may_changes_the_model_of_a_year(town: Town, tmp_path: Path) -> None:
    with town.database.writing() as session, pytest.raises(Refused):
        govern(session, town.maja, town.find("goal_year")[0].id, another(tmp_path), at=moment(town.today))


def test_the_next_goal_year_follows_the_model_in_force(town: Town, tmp_path: Path) -> None:
    model = another(tmp_path)
    with town.database.writing() as session:
        choose(session, town.clock, model, at=town.now)
    town.tick(date(2026, 11, 3))
    next_year = town.find("goal_year", 2028)[0]
    assert next_year.model == next_year.fact("governed")["digest"] == model.digest
    assert {case.model for case in town.find("committee_year", 2028)} == {model.digest}
    assert town.find("goal_year")[0].model == town.model.digest
    holds(town)


def _without_draft(model: Model) -> dict[str, object]:
    goal = model.levels["goal"]
    states = tuple(state for state in goal.states if state.name != "draft")
    return {**model.levels, "goal": replace(goal, states=states)}
