"""Editors of one goal: nothing that was answered as saved is lost, and the versions are one line that all agree on."""

from collections.abc import Sequence
from functools import partial

import pytest

from tests.people import Town
from tests.races.crew import MOST, Crew
from tests.races.work import Edit, edit
from workflow.records.sql import run


def out_of_order(edits: Sequence[Edit]) -> list[tuple[Edit, Edit]]:
    """Pairs that no single line of versions explains: one was answered before the other was asked for, and yet has
    the higher version. (A register that is changed only as it was read is linearizable when there are none.)"""
    found = []
    answered = sorted(edits, key=lambda edit: edit.answered)
    highest: Edit | None = None
    place = 0
    for later in sorted(edits, key=lambda edit: edit.asked):
        while place < len(answered) and answered[place].answered < later.asked:
            if highest is None or answered[place].version > highest.version:
                highest = answered[place]
            place += 1
        if highest and highest.version >= later.version:
            found.append((highest, later))
    return found


def edited(town: Town, crew: Crew, times: int) -> int:
    """Let eight editors change one goal, `times` each; how often a form was stale."""
    goal = town.goal()
    first = town.case(goal).version
    jobs = [partial(edit, who=town.maja, goal=goal, name=f"Skribent {name}", times=times) for name in range(MOST)]
    answers = crew.race(town.database, jobs)
    edits = [edit for done, _ in answers for edit in done]
    assert sorted(edit.version for edit in edits) == list(range(first + 1, first + 1 + MOST * times))
    assert out_of_order(edits) == []
    with town.database.reading() as session:
        sql = "SELECT seq, short FROM event WHERE organisation = ? AND \"case\" = ? AND fact = 'wording' ORDER BY seq"
        stored = {row.seq: row.short for row in run(session, sql, (town.clock.organisation, goal)).all()[1:]}
    assert stored.keys() == {edit.seq for edit in edits}
    assert all(f'"{edit.text}"' in stored[edit.seq] for edit in edits)
    assert town.case(goal).title == max(edits, key=lambda edit: edit.version).text
    return sum(stale for _, stale in answers)


def test_eight_editors_lose_nothing(town: Town, crew: Crew) -> None:
    assert edited(town, crew, 10), "they were in each other's way"


@pytest.mark.nightly
def test_eight_editors_lose_nothing_in_ten_thousand_changes(town: Town, crew: Crew) -> None:
    assert edited(town, crew, 10_000 // MOST)


def test_the_checker_sees_an_answer_that_came_before_a_question_with_a_higher_version() -> None:
    first, second = Edit(0.0, 1.0, 7, 1, ""), Edit(2.0, 3.0, 6, 2, "")
    assert out_of_order([second, first]) == [(first, second)]
    assert out_of_order([Edit(0.0, 2.5, 7, 1, ""), second]) == [], "they overlap: either may have been first"
