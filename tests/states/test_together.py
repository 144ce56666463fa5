"""Several meetings entered together: the caches of what hangs on them are made anew once, and are right."""

from datetime import date, timedelta

import pytest

from tests.people import Town
from workflow.facts.decision import Gathering
from workflow.organisation.calendar_loader import calendar_now
from workflow.states.command import Command
from workflow.states.next_due import refresh_all, together
from workflow.states.perform import perform
from workflow.states.replay import verify

DAYS = [date(2027, 1, 13) + timedelta(weeks=4 * n) for n in range(12)]


def enter(town: Town, days: list[date]) -> None:
    """Enter the meetings in one act."""
    organisation = town.clock.organisation
    with town.database.writing() as session, together(session, organisation, town.now.date()):
        for on in days:
            said = Gathering(unit=town.unit["KF"], on=on, agenda_closes=on - timedelta(days=14))
            perform(session, Command("meeting.plan", None, town.stig, said, at=town.now))


def test_what_hangs_on_them_is_as_if_each_had_been_entered_by_itself(town: Town) -> None:
    town.goal()
    enter(town, DAYS)
    with town.database.writing() as session:
        organisation = town.clock.organisation
        assert refresh_all(session, organisation, town.now.date()) == []
        held = calendar_now(session, organisation).meetings[town.unit["KF"]]
        assert [day.on for day in held if day.on in DAYS] == DAYS
        assert verify(session, organisation).faults == []


def test_an_act_that_fails_leaves_nothing_and_holds_nothing_back(town: Town) -> None:
    said, organisation = Gathering(unit=town.unit["KF"], on=DAYS[0]), town.clock.organisation
    with (
        pytest.raises(ValueError, match="broken off"),
        town.database.writing() as session,
        together(session, organisation, town.now.date()),
    ):
        perform(session, Command("meeting.plan", None, town.stig, said, at=town.now))
        raise ValueError("broken off")
    assert not [case for case in town.find("meeting", None) if case.fact("gathering")["on"] == f"{DAYS[0]}"]
    enter(town, DAYS[:1])
    with town.database.writing() as session:
        assert refresh_all(session, town.clock.organisation, town.now.date()) == []
