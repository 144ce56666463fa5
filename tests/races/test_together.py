"""Many act at once: no deadlock, no quota broken, no act half done, no form taken twice."""

import json
from functools import partial

from tests.people import Town
from tests.races.crew import Crew
from tests.races.work import act, propose, send
from workflow.records.sql import run

QUOTA = 5


def drafts(town: Town, count: int) -> list[int]:
    return [town.goal(f"Andelen elever med examen ska öka, mål {number}") for number in range(count)]


def said(town: Town, goal: int) -> list[str]:
    """The titles that the goal has had, in order."""
    with town.database.reading() as session:
        sql = "SELECT short FROM event WHERE organisation = ? AND \"case\" = ? AND fact = 'wording' ORDER BY seq"
        told = run(session, sql, (town.clock.organisation, goal)).scalars().all()
    return [json.loads(short)["wording"]["title"] for short in told]


def test_five_who_race_to_propose_fill_the_quota_and_no_more(town: Town, crew: Crew) -> None:
    goals = drafts(town, 15)
    jobs = [partial(propose, who=town.dina, goals=goals[place::5]) for place in range(5)]
    refused = [why for each in crew.race(town.database, jobs) for why in each]
    assert len([goal for goal in town.find("goal") if goal.state == "proposed"]) == QUOTA
    assert len(refused) == len(goals) - QUOTA
    assert {why.partition(" goals")[0] for why in refused} == {"The committee already has as many"}


def test_acts_over_the_same_goals_in_opposite_order_are_both_done_whole(town: Town, crew: Crew) -> None:
    goals, times = drafts(town, 40), 3
    there = partial(act, who=town.maja, goals=goals, text="Framåt", times=times)
    back = partial(act, who=town.dina, goals=goals[::-1], text="Bakåt", times=times)
    assert crew.race(town.database, [there, back]) == [times, times]
    told = [said(town, goal)[1:] for goal in goals]
    assert all(titles == told[0] for titles in told), "one act after the other, each over all goals"
    assert sorted(told[0]) == sorted(f"{text} {turn}" for text in ("Framåt", "Bakåt") for turn in range(times))
    assert {town.case(goal).version for goal in goals} == {1 + 2 * times}


def test_an_act_whose_last_step_is_refused_leaves_nothing_behind(town: Town, crew: Crew) -> None:
    goals = drafts(town, 10)
    with town.database.reading() as session:
        stranger = run(session, "SELECT max(id) + 1 FROM cases").scalar_one()
    good = partial(act, who=town.maja, goals=goals, text="Hel", times=5)
    bad = partial(act, who=town.dina, goals=goals[::-1], text="Halv", times=5, stranger=stranger)
    assert crew.race(town.database, [good, bad]) == [5, 0]
    assert [said(town, goal)[1:] for goal in goals] == [[f"Hel {turn}" for turn in range(5)]] * 10


def test_the_same_form_sent_twenty_times_by_four_is_one_event_with_twenty_equal_answers(town: Town, crew: Crew) -> None:
    goal = drafts(town, 1)[0]
    seen = town.case(goal).version
    jobs = [partial(send, who=town.maja, goal=goal, seen=seen, once="form/blankett", times=5)] * 4
    answers = [answer for each in crew.race(town.database, jobs) for answer in each]
    assert len(answers) == 20
    assert len({(seq, version) for seq, version, _ in answers}) == 1
    assert [again for _, _, again in answers].count(False) == 1
    assert said(town, goal)[1:] == ["Sagt en enda gång"]
    assert town.case(goal).version == seen + 1
