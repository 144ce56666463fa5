"""Writers on goals of their own: as many as there may be, none is lost, and the chain never shows a gap."""

from functools import partial
from typing import Any

import pytest

from tests.people import Town
from tests.races.crew import MOST, Crew
from tests.races.work import watch, write
from workflow.records.sql import run


def written(town: Town, crew: Crew, writers: int, changes: int) -> None:
    """Let so many processes make so many changes together, while one more looks on."""
    goals = [town.goal() for _ in range(writers)]
    before = events(town)
    jobs: list[Any] = [partial(write, who=town.maja, goal=goal, times=changes // writers) for goal in goals]
    if writers < MOST:
        jobs.append(partial(watch, organisation=town.clock.organisation, until=before + changes))
    answers = crew.race(town.database, jobs)
    done, seen = answers[:writers], [count for watched in answers[writers:] for count in watched]
    assert [each[0] for each in done] == [changes // writers] * writers
    assert sum(locked for _, locked in done) <= changes // 1000, "the database was locked"
    assert events(town) == before + changes
    assert all(count == last for count, last in seen), "a reader saw a gap"
    assert seen == sorted(seen), "and what it had seen went away"
    assert {town.case(goal).version for goal in goals} == {1 + changes // writers}


def events(town: Town) -> int:
    with town.database.reading() as session:
        sql = "SELECT count(*), max(seq) FROM event WHERE organisation = ?"
        count, last = run(session, sql, (town.clock.organisation,)).one()
    assert count == last
    return int(count)


@pytest.mark.parametrize("writers", [1, 2, 4, 8])
def test_no_change_is_lost_and_none_is_turned_away(town: Town, crew: Crew, writers: int) -> None:
    written(town, crew, writers, 80)


@pytest.mark.nightly
@pytest.mark.parametrize("writers", [1, 2, 4, 8])
def test_no_change_is_lost_in_many(town: Town, crew: Crew, writers: int) -> None:
    written(town, crew, writers, 6_000)
