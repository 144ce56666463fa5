"""The quality chief asks for what is missing: some or all, never twice a day, and nobody else may."""

from datetime import date, timedelta

import pytest

from notifications.enqueue import enqueue
from tests.people import Town
from tests.stories.ways import forecast, planned
from workflow.cycle.reminder_requests import (
    GONE,
    NOT_YOURS,
    ON_ITS_WAY,
    TOLD_TODAY,
    VACANT,
    Asked,
    Chase,
    chase,
    chasers,
    judged,
)
from workflow.goals.overdue import overdue
from workflow.organisation.absence import away
from workflow.records.sql import run
from workflow.states.context import Who
from workflow.states.perform import Refused

REMINDED, QUIET, ESCALATED = date(2027, 4, 13), date(2027, 4, 14), date(2027, 4, 15)
"""Days after the first report date: whoever owes the forecast is reminded, nobody is told, the director is."""


def days(town: Town, first: date, last: date) -> None:
    """Let the clock tick every day."""
    while first <= last:
        town.tick(first)
        first += timedelta(days=1)


def late(town: Town, day: date = QUIET) -> Asked:
    """A goal whose first forecast is late on a day on which the clock has not ticked yet; its letters were sent."""
    goal = planned(town)
    days(town, date(2027, 3, 30), day - timedelta(days=1))
    enqueue(town.database, town.now)
    sent(town)
    town.today = day
    return goal, "forecast/R1"


def sent(town: Town) -> None:
    """All letters go when they were made."""
    with town.database.writing() as session:
        run(session, "UPDATE mail SET done_at = at, outcome = 'sent'")


def asks(town: Town, *asked: Asked, who: Who | None = None) -> Chase:
    """Kia asks today."""
    with town.database.writing() as session:
        return chase(session, who or town.kia, asked, town.now)


def letters(town: Town, asked: Asked) -> list[tuple[str, str]]:
    """(kind of letter, rung) of every line about the duty that was made today, for whoever owes it."""
    enqueue(town.database, town.now)
    sql = (
        "SELECT m.kind, l.rung FROM mail m JOIN mail_line l ON l.organisation = m.organisation AND l.mail = m.number "
        'WHERE m.person = ? AND l."case" = ? AND l.duty = ? AND m.at >= ? ORDER BY m.number'
    )
    with town.database.reading() as session:
        return [tuple(row) for row in run(session, sql, (town.maja.person, *asked, town.today.isoformat()))]


def test_the_roles_that_may_are_those_that_the_ladders_end_at(town: Town) -> None:
    assert chasers(town.model) == {"quality_chief"}


def test_what_is_late_soon_due_or_lapsed_is_missing(town: Town) -> None:
    goal, duty = late(town)
    with town.database.reading() as session:
        found = {one.key: one for one in overdue(session, town.clock.organisation, town.now)}
        after = {one.key: one for one in overdue(session, town.clock.organisation, town.now + timedelta(days=60))}
    one = found[goal, duty]
    assert one.status == "late" and one.owing == (town.maja.person,) and one.case.unit == town.unit["BUN"]
    assert one.reminded and one.reminded.rung == "reminder+1"
    assert after[goal, duty].status == "lapsed"


def test_what_is_asked_for_is_noted_and_becomes_a_letter_to_whoever_owes_it(town: Town) -> None:
    asked = late(town)
    town.tick()
    enqueue(town.database, town.now)
    assert not asks(town, asked).refused
    assert letters(town, asked) == [("chased", "chased")]
    assert town.case(asked[0]).fact("chased/forecast", "R1")["by"] == town.kia.person


def test_what_was_told_today_is_left_out_and_the_rest_goes(town: Town) -> None:
    other = planned(town, "Frånvaron ska minska år 2027"), "forecast/R1"
    asked = late(town, REMINDED)
    assert not asks(town, asked).refused
    town.tick()
    done = asks(town, asked, other, (other[0], "forecast/R4"))
    assert dict(done.refused) == {asked: TOLD_TODAY, other: TOLD_TODAY, (other[0], "forecast/R4"): GONE}
    town.today += timedelta(days=1)
    sent(town)
    done = asks(town, other, asked, other)
    assert [one.key for one in done.going] == [other, asked] and not done.refused


def test_nobody_is_asked_twice_a_day_whichever_comes_first(town: Town) -> None:
    asked = late(town, REMINDED)
    assert not asks(town, asked).refused
    town.tick()
    assert town.case(asked[0]).facts["notice/forecast/R1"]["at"] == "2027-04-13", "the clock told its rung all the same"
    assert letters(town, asked) == [("chased", "chased")]
    assert dict(asks(town, asked).refused) == {asked: TOLD_TODAY}
    assert letters(town, asked) == [("chased", "chased")]


def test_nobody_is_asked_again_whom_the_clock_reminded_today(town: Town) -> None:
    asked = late(town, REMINDED)
    town.tick()
    assert dict(asks(town, asked).refused) == {asked: TOLD_TODAY}
    assert letters(town, asked) == [("morning", "reminder+1")]


def test_whoever_owes_it_is_asked_on_the_day_on_which_others_hear_of_it(town: Town) -> None:
    asked = late(town, ESCALATED)
    town.tick()
    enqueue(town.database, town.now)
    assert town.case(asked[0]).facts["notice/forecast/R1"]["rung"] == "escalation+3"
    assert not asks(town, asked).refused
    assert letters(town, asked) == [("chased", "chased")]


def test_what_waits_to_be_sent_is_not_asked_for_again_and_the_next_day_is_another(town: Town) -> None:
    asked = late(town)
    assert not asks(town, asked).refused
    enqueue(town.database, town.now)
    town.today += timedelta(days=1)
    assert dict(asks(town, asked).refused) == {asked: ON_ITS_WAY}
    sent(town)
    assert not asks(town, asked).refused


def test_what_is_done_or_nobody_s_is_left_out(town: Town) -> None:
    other = planned(town, "Frånvaron ska minska år 2027"), "forecast/R1"
    asked = late(town)
    forecast(town, asked[0], "R1")
    assert dict(asks(town, asked, (999, asked[1])).refused) == {asked: GONE, (999, asked[1]): GONE}
    for name in ("maja", "dina"):
        town.leave(name, town.today - timedelta(days=1))
    with town.database.writing() as session:
        away(session, town.kia, town.kia.person, town.today, town.today, at=town.now)
    assert dict(asks(town, other).refused) == {other: VACANT}


@pytest.mark.parametrize("name", ["maja", "ada"])
def test_nobody_else_may(town: Town, name: str) -> None:
    asked = late(town)
    with pytest.raises(Refused) as refused:
        asks(town, asked, who=getattr(town, name))
    with town.database.reading() as session, pytest.raises(Refused):
        judged(session, getattr(town, name), [asked], town.now)
    assert refused.value.why == (NOT_YOURS,)
    assert "chased/forecast/R1" not in town.case(asked[0]).facts


def test_the_quality_chief_of_another_municipality_finds_nothing(town: Town) -> None:
    asked = late(town)
    done = asks(town, asked, who=town.charlie)
    assert dict(done.refused) == {asked: GONE} and not done.going
    assert "chased/forecast/R1" not in town.case(asked[0]).facts
