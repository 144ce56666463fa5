"""A goal moves to another committee: what hangs from it moves too, and comes back when the move is corrected."""

from datetime import date

import pytest

from tests.people import Town
from tests.states.test_undo import correct, holds, same
from tests.states.ways import refused
from workflow.records.case import Case

DAY = date(2026, 6, 16)


@pytest.fixture
def moved(town: Town) -> tuple[Case, int]:
    """A goal as it was, with an indicator, an activity and a helper elsewhere; and the number of its move to SN."""
    goal = town.goal()
    town.today = DAY
    section = town.paragraph("KF", date(2026, 6, 15))
    town.do("adopt", goal, town.stig, verdict="approved", decision=section)
    town.do("activity.plan", goal, town.maja, what="Läxhjälp", cost_sek=5000, budget_line="100")
    helping = {"unit": town.unit["KS"], "task": "Hjälp till med lokaler"}
    town.do("contribution.ask", goal, town.dina, **helping)
    before = town.case(goal)
    seq = town.done("transfer", goal, town.stig, unit=town.unit["SN"], decision=section).seq
    return before, seq


def units(town: Town, goal: int) -> dict[str, int]:
    """Where each case under the goal belongs, by level."""
    levels = ("indicator", "activity", "contribution")
    return {case.level: case.unit for level in levels for case in town.find(level) if case.parent == goal}


def test_what_hangs_from_a_goal_moves_with_it(town: Town, moved: tuple[Case, int]) -> None:
    goal = moved[0].id
    there = town.unit["SN"]
    assert town.case(goal).unit == there and town.case(goal).parent == moved[0].parent
    assert units(town, goal) == {"indicator": there, "activity": there, "contribution": town.unit["KS"]}
    holds(town)


def test_a_corrected_move_brings_everything_back(town: Town, moved: tuple[Case, int]) -> None:
    before, wrong = moved
    assert same(correct(town, before.id, wrong, "stig", "kia")) == same(before)
    here = town.unit["BUN"]
    assert units(town, before.id) == {"indicator": here, "activity": here, "contribution": town.unit["KS"]}
    holds(town)


def test_another_correction_leaves_what_has_moved_where_it_is(town: Town, moved: tuple[Case, int]) -> None:
    goal, section = moved[0].id, int(town.case(moved[0].id).fact("transfer")["decision"])
    told = town.done("revise", goal, town.stig, verdict="approved", decision=section).seq
    correct(town, goal, told, "stig", "kia")
    assert units(town, goal)["indicator"] == town.unit["SN"]
    holds(town)


def test_its_costs_are_sought_in_the_new_committee_s_budget(town: Town, moved: tuple[Case, int]) -> None:
    goal, [own] = moved[0].id, town.find("committee_year", unit="SN")
    town.seat("sara", "secretary", "SN")
    town.seat("dag", "director", "SN")
    town.do("hand_over", goal, town.dag, responsible=town.dag.person)
    town.do("set_frame", own.id, town.cora, lines=[{"account": "100", "amount_sek": 9000}])
    plan = town.do("plan_actions", goal, town.sara, verdict="approved", decision=town.paragraph("SN", DAY))
    assert plan.state == "action_planned"


def test_the_old_committee_has_no_more_say(town: Town, moved: tuple[Case, int]) -> None:
    activity = town.find("activity")[-1]
    assert activity.unit == town.unit["SN"]
    with refused("”Påbörja aktiviteten” görs av ”Verksamhets- eller enhetschef”."):
        town.do("start", activity.id, town.maja)
