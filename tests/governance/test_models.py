"""Our own models: each is whole, and says what its municipality has decided."""

from dataclasses import replace

import pytest

from tests.governance.small import NAMES
from workflow.governance.load import available, from_text, load
from workflow.governance.model import SAME, Due, Model, Step
from workflow.words import LANGUAGES

ENDING = ("year", "committee_year", "report", "goal", "indicator", "activity", "measure", "contribution",
          "commitment", "target_area", "control")  # fmt: skip
"""The kinds whose cases come to an end with their year when everybody does what they owe."""
CHAIN = ("draft", "proposed", "smart_reviewed", "adopted", "action_planned", "forecast", "closed", "analysed")
WHEEL = ("open", "areas", "kick_off", "formulation", "review", "endorsement", "council", "confirm", "planning",
         "R1", "R2", "R3", "R4", "closing", "analysis", "accounted", "archived")  # fmt: skip


@pytest.fixture(params=available())
def model(request: pytest.FixtureRequest) -> Model:
    return load(request.param, NAMES)


@pytest.fixture
def mariestad() -> Model:
    return load("mariestad-2016", NAMES)


def test_the_four_models_are_there() -> None:
    assert available() == ["base", "haparanda-2012", "mariestad-2016", "mariestad-2018"]


def test_a_model_loads_without_complaint_and_is_known_by_its_file(model: Model) -> None:
    assert model.name in available()
    assert model.of_kind("year") and model.of_kind("goal") and model.of_kind("decision")


def test_a_model_is_made_again_from_its_stored_text(model: Model) -> None:
    again = from_text(model.text)
    assert again == model
    assert again.digest == model.digest


def test_the_clock_moves_no_goal(model: Model) -> None:
    assert not [step.key for level in model.of_kind("goal") for step in level.steps if step.by_clock]


def test_every_verdict_of_a_fact_that_moves_a_case_has_a_sign(model: Model) -> None:
    for scale in ("outlook", "attainment", "review", "decision", "approval"):
        assert all(verdict.sign for verdict in model.scales[scale])


def test_nobody_is_left_in_a_state_that_nobody_owes_a_way_out_of(model: Model) -> None:
    levels = [level for level in model.levels.values() if level.kind in ENDING]
    stuck = [
        f"{level.name}: {state.name}"
        for level in levels
        for state in level.states
        if not state.final and not any(state.name in step.from_ and leaves(step, state.name) for step in level.steps)
    ]
    assert not stuck


def leaves(step: Step, state: str) -> bool:
    """True for a step that is owed and leads somewhere else."""
    return bool(step.due) and not step.birth and any(target != state for target in step.targets)


def test_every_name_can_be_read_in_both_languages(model: Model) -> None:
    titles = [step.title for level in model.levels.values() for step in level.steps]
    titles += [state.title for level in model.levels.values() for state in level.states]
    assert all(title.in_(language).strip() for title in titles for language in LANGUAGES)


def test_the_ladders_are_named_by_what_happens_when(mariestad: Model) -> None:
    assert [rung.name for rung in mariestad.ladders["official"]] == [
        "reminder-7", "reminder-1", "reminder+1", "escalation+3", "escalation+5",
    ]  # fmt: skip


def test_mariestads_goal_goes_the_whole_way(mariestad: Model) -> None:
    goal = mariestad.levels["goal"]
    assert tuple(goal.state)[: len(CHAIN)] == CHAIN
    assert {name for name, state in goal.state.items() if state.out} == {"rejected", "withdrawn", "replaced"}
    assert goal.step["adopt"].seals and goal.step["adopt"].needs == ("decided_by_council", "not_before_its_matter")
    assert goal.step["adopt"].again == ("remitted", "deferred")
    assert goal.step["adopt"].leads_to("deferred") == SAME
    assert goal.step["review"].leads_to("returned") == "draft"


def test_mariestads_wheel_turns_by_the_calendar(mariestad: Model) -> None:
    year = mariestad.levels["goal_year"]
    assert tuple(year.state) == WHEEL
    moving = [step for step in year.steps if step.targets and not step.by_clock]
    assert [step.name for step in moving] == ["account"]


def test_mariestads_quotas(mariestad: Model) -> None:
    assert [(q.level, q.body, q.goals, q.departments) for q in mariestad.quotas] == [
        ("goal", "committee", 5, ()), ("goal", "board", 8, ()), ("goal", "board", 3, ("KULTUR", "FRITID")),
    ]  # fmt: skip


def test_municipality_wide_goals_are_followed_up_at_the_interim_report_only(mariestad: Model) -> None:
    wide = mariestad.levels["municipal_goal"]
    assert wide.owner == "council" and wide.step["forecast"].rounds == ("R3",)
    assert "endorse" not in wide.step and "conclude" in wide.step
    assert tuple(wide.state) == tuple(mariestad.levels["goal"].state)


def test_confirmation_is_for_election_years(mariestad: Model) -> None:
    assert mariestad.levels["goal"].step["confirm"].only == "election_year"
    assert [mariestad.is_election_year(year) for year in (2026, 2027, 2028, 2031)] == [
        False,
        True,
        False,
        True,
    ]


def test_the_november_variant_differs_only_where_it_says(mariestad: Model) -> None:
    november = load("mariestad-2018", NAMES)
    gone = {step.key for step in steps(mariestad)} - {step.key for step in steps(november)}
    assert gone == {"goal_year.confirm", "goal.confirm", "municipal_goal.confirm"}
    changed = {step.key for step in steps(november) if step != without_confirm(mariestad.step(step.key))}
    both = {"prepare", "adopt", "plan_actions", "drop"}
    assert changed == {f"goal.{name}" for name in both | {"endorse"}} | {f"municipal_goal.{name}" for name in both} | {
        "goal_year.endorsement", "goal_year.council", "goal_year.planning", "committee_year.set_frame",
    }  # fmt: skip
    assert november.rounds == mariestad.rounds and november.quotas == mariestad.quotas
    assert "confirm" not in november.levels["goal_year"].state


def without_confirm(step: Step) -> Step:
    """The step as it is when no year awaits confirmation."""
    return replace(step, from_=tuple(state for state in step.from_ if state != "confirm"))


def steps(model: Model) -> list[Step]:
    """Every row of the model."""
    return [step for level in model.levels.values() for step in level.steps]


def test_haparanda_decides_its_goals_in_the_committee_and_goes_down_to_the_employee() -> None:
    haparanda = load("haparanda-2012", NAMES)
    assert haparanda.levels["goal"].step["adopt"].needs == ("decided_by_own_committee", "not_before_its_matter")
    assert not haparanda.sealed_by_council and not haparanda.quotas
    assert list(haparanda.rounds) == ["T1", "T2", "closing"]
    assert len(haparanda.criteria) == 5
    assert haparanda.levels["personal_commitment"].parent == "commitment"
    assert haparanda.levels["commitment"].step["keep"].due == (Due("day", day="12-18", moves="earlier"),)
    assert "activity" not in haparanda.levels and "municipal_goal" not in haparanda.levels


@pytest.mark.parametrize(
    ("scale", "wording", "code"),
    [
        ("outlook", "Målet kan nås", "will_be_met"),
        ("outlook", "Osäkert om målet kan uppnås", "partly"),
        ("outlook", "Målet har inte uppnåtts", "not_met"),
        ("attainment", "helt uppfyllda", "met"),
        ("attainment", "svårt att göra en sammanhållen bedömning", "cannot_be_assessed"),
        ("trend", "Positiv utveckling", "better"),
    ],
)
def test_the_wordings_of_real_municipalities_are_known(scale: str, wording: str, code: str) -> None:
    also = {also: verdict.name for verdict in load("base").scales[scale] for also in verdict.also}
    assert also[wording] == code


def test_no_wording_means_two_things_in_one_scale(model: Model) -> None:
    for scale in model.scales.values():
        wordings = [also.casefold() for verdict in scale for also in verdict.also]
        assert len(wordings) == len(set(wordings))
