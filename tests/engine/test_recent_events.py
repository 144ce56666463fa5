"""What has happened lately: in the cases that one's seats reach, by others, the newest first; on both databases."""

import pytest

from tests.people import Town
from workflow.recent_events import lately
from workflow.states.context import Who, read


def told(town: Town, who: Who, since: int = 0, unit: int | None = None) -> list[tuple[str, int]]:
    """(who, case) of what is told."""
    with town.database.reading() as session:
        now = read(session, None, who, town.now)
        return [(one.told.fact, one.case) for one in lately(now, since, unit, 1000)]


def test_it_is_told_to_those_whose_seats_reach_the_case(town: Town) -> None:
    goal = town.goal()
    since = town.done("comment", goal, town.maja, text="Ett första").seq
    town.do("comment", goal, town.dina, text="Ett andra")
    assert told(town, town.maja, since) == told(town, town.kia, since) == [("comment", goal)]
    assert told(town, town.kajsa, since) == [], "another committee's"
    assert told(town, town.dina, since) == [], "one's own"
    assert told(town, town.charlie) == []


@pytest.mark.parametrize(("code", "many"), [("BUN", 1), ("KS", 0)])
def test_one_may_ask_for_one_body_alone(town: Town, code: str, many: int) -> None:
    goal = town.goal()
    since = town.done("comment", goal, town.maja, text="Ett första").seq
    town.do("comment", goal, town.dina, text="Ett andra")
    assert len(told(town, town.kia, since, town.unit[code])) == many
