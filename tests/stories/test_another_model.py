"""The municipality changes its model: for years to come, and for one that runs."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from pydantic_core import from_json

from tests.people import Town, moment
from tests.states.ways import everything
from workflow.governance.load import load
from workflow.governance.model import Model
from workflow.records.event_log import Entry, append, lock
from workflow.records.queries.models import keep_model
from workflow.records.sql import run
from workflow.states.model_change import STEP, choose, govern
from workflow.states.perform import Refused
from workflow.states.replay import verify


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


def chosen_for(town: Town, model: Model, year: int, section: int) -> None:
    with town.database.writing() as session:
        choose(session, town.kia, model, year, section, at=town.now)


def in_force(town: Town) -> str:
    with town.database.reading() as session:
        return str(run(session, "SELECT model FROM organisation WHERE id = ?", (town.clock.organisation,)).scalar())


def test_a_goal_year_opens_with_the_last_choice_that_is_not_for_a_later_one(town: Town, tmp_path: Path) -> None:
    section, later, next_one = town.paragraph("KF", town.today), another(tmp_path), another(tmp_path, "mariestad-2028")
    chosen_for(town, later, 2029, section)
    assert in_force(town) == town.model.digest
    town.tick(date(2026, 11, 3))
    assert {case.model for case in town.find("goal_year", 2028)} == {town.model.digest} == {in_force(town)}
    chosen_for(town, next_one, 2030, section)
    town.tick(date(2027, 11, 3))
    opened = town.find("goal_year", 2029)[0]
    said = opened.fact("governed")
    assert opened.model == said["digest"] == later.digest == in_force(town)
    assert (said["decision"], said["in_force"]) == (section, True)
    assert {case.model for case in town.find("committee_year", 2029)} == {later.digest}
    for year in (2027, 2028):
        assert {case.model for case in town.find("goal_year", year)} == {town.model.digest}
    holds(town)


def test_a_choice_keeps_its_year_its_paragraph_and_who_made_it(town: Town, tmp_path: Path) -> None:
    section, model = town.paragraph("KF", town.today), another(tmp_path)
    chosen_for(town, model, 2029, section)
    sql = "SELECT who, decision, short FROM event WHERE organisation = ? AND step = 'govern'"
    with town.database.reading() as session:
        [(who, decision, short)] = run(session, sql, (town.clock.organisation,)).all()
    assert (who, decision) == (town.kia.person, section)
    assert from_json(short)["governed"] == {
        "model": model.name, "digest": model.digest, "decision": section, "year": 2029,
    }  # fmt: skip
    holds(town)


def test_of_two_choices_for_a_year_the_later_holds(town: Town, tmp_path: Path) -> None:
    section, first, second = town.paragraph("KF", town.today), another(tmp_path), another(tmp_path, "mariestad-2028")
    for model, year in ((first, 2028), (second, 2028), (first, 2027 + 9)):
        chosen_for(town, model, year, section)
    town.tick(date(2026, 11, 3))
    assert town.find("goal_year", 2028)[0].model == second.digest
    holds(town)


def test_a_choice_from_before_choices_had_a_year_holds_for_the_year_that_had_not_opened(
    town: Town, tmp_path: Path
) -> None:
    model = another(tmp_path)
    said = {"governed": {"model": model.name, "digest": model.digest}}
    with town.database.writing() as session:
        keep_model(session, town.clock.organisation, model)
        told = Entry(town.clock.person, town.now, town.today, STEP, fact="governed", short=said, model=model.digest)
        append(session, lock(session, town.clock.organisation), [told])
        run(session, "UPDATE organisation SET model = ? WHERE id = ?", (model.digest, town.clock.organisation))
    holds(town)
    town.tick(date(2026, 11, 3))
    assert town.find("goal_year", 2028)[0].model == model.digest
    holds(town)


def test_what_cannot_be_chosen_is_refused_and_changes_nothing(town: Town, tmp_path: Path) -> None:
    section, model = town.paragraph("KF", town.today), another(tmp_path)
    before = everything(town)
    for who, year, decision, why in (
        (town.kia, 2027, section, "Målåret 2027 har öppnat och följer mariestad-2016."),
        (town.kia, 2029, town.find("goal_year")[0].id, "Beslutet finns inte loggat."),
        (town.kia, 2029, 99999, "Beslutet finns inte loggat."),
        (town.maja, 2029, section, "”Byt styrmodell för året” görs av ”Kvalitetschef” eller ”Administratör”."),
        (town.clock, 2029, section, "”Byt styrmodell för året” görs av ”Kvalitetschef” eller ”Administratör”."),
    ):
        with pytest.raises(Refused) as refused, town.database.writing() as session:
            choose(session, who, model, year, decision, at=town.now)
        assert [one.in_("sv") for one in refused.value.why] == [why]
    assert everything(town) == before


def _without_draft(model: Model) -> dict[str, object]:
    goal = model.levels["goal"]
    states = tuple(state for state in goal.states if state.name != "draft")
    return {**model.levels, "goal": replace(goal, states=states)}
