"""What moves is told before it is done: the preview says what then happens, for whom, and writes nothing."""

from collections import Counter
from datetime import date
from typing import Any

from tests.cycle.seen import events
from tests.people import Town
from tests.stories.test_dates_move import R1, set_timetable
from tests.stories.ways import planned, reviewed
from workflow.cycle.deadlines import duties
from workflow.cycle.duty import Duty
from workflow.cycle.schedule_impact import Move, Moving, Turned, hear, moving, turned, with_meeting, with_timetable
from workflow.cycle.timetable import default_timetable
from workflow.facts.timetable import RoundDates
from workflow.organisation.calendar_loader import calendar_now


def foretold(town: Town, *rows: dict[str, Any], **moved: str) -> tuple[Moving, list[Turned]]:
    """What the preview says of a timetable for 2027."""
    said = [row | (moved if row["round"] == "R1" else {}) for row in default_timetable(town.model, 2027)]
    with town.database.reading() as session:
        before = calendar_now(session, town.clock.organisation)
        after = with_timetable(before, 2027, [RoundDates.of(row) for row in (*said, *rows)])
        found = moving(session, town.clock.organisation, after, town.now)
        return found, turned(town.model, before, after, 2027, town.today)


def owed(town: Town) -> dict[tuple[int, str], Duty]:
    """Everything that is owed, by case and duty."""
    with town.database.reading() as session:
        calendar = calendar_now(session, town.clock.organisation)
        found = [town.case(number, session) for number in _numbers(town)]
        return {
            (case.id, duty.key): duty for case in found for duty in duties(town.model, calendar, case)
            if town.model.levels[case.level].is_open(case.state)
        }  # fmt: skip


def _numbers(town: Town) -> list[int]:
    levels = ("goal_year", "committee_year", "committee_report", "goal", "indicator", "activity", "meeting")
    return [case.id for level in levels for year in (2027, None) for case in town.find(level, year)]


def changed(town: Town, before: dict[tuple[int, str], Duty]) -> Counter[tuple[str, str, date, date]]:
    """What is owed on another day than before: step, round, from, to."""
    now = owed(town)
    return Counter(
        (old.step.key, old.round, old.due, now[key].due) for key, old in before.items()
        if key in now and now[key].due != old.due
    )  # fmt: skip


def told(found: Moving) -> Counter[tuple[str, str, date, date]]:
    """The same, as the preview said it."""
    counts: Counter[tuple[str, str, date, date]] = Counter()
    for move in found.moves:
        if move.what == "due" and move.old and move.new:
            counts[move.step.key, move.round, move.old, move.new] += move.count
    return counts


def test_what_is_foretold_is_what_happens(town: Town) -> None:
    planned(town)
    planned(town, "Frånvaron ska minska år 2027")
    town.tick(date(2027, 3, 15))
    written, before = events(town), owed(town)
    found, _ = foretold(town, **R1)
    assert events(town) == written and owed(town) == before, "nothing was written"
    set_timetable(town, **R1)
    assert told(found) == changed(town, before)
    forecast = next(move for move in found.moves if move.step.key == "goal.forecast" and move.round == "R1")
    assert (forecast.unit, forecast.count) == (town.unit["BUN"], 2)
    assert (forecast.old, forecast.new) == (date(2027, 4, 12), date(2027, 4, 20))
    assert town.maja.person in found.people and town.clock.person not in found.people
    assert foretold(town, **R1)[0].moves == (), "and then nothing moves any more"


def test_a_committee_s_own_dates_move_only_its_own(town: Town) -> None:
    planned(town)
    town.tick(date(2027, 3, 15))
    before = owed(town)
    found, _ = foretold(town, {"round": "R1", "unit": town.unit["BUN"], **R1})
    assert {move.unit for move in found.moves} == {town.unit["BUN"]}
    assert found.of(town.unit["BUN"]) == found.moves and found.of(town.unit["SN"]) == ()
    set_timetable(town, {"round": "R1", "unit": town.unit["BUN"], **R1})
    assert told(found) == changed(town, before)


def test_a_round_that_only_closes_later_says_so(town: Town) -> None:
    goal = planned(town)
    town.tick(date(2027, 4, 8))
    found, _ = foretold(town, closes="2027-05-14")
    moves = [move for move in found.moves if move.step.key == "goal.forecast"]
    assert moves == [Move(town.model.step("goal.forecast"), "R1", town.case(goal).unit, "closes",
                          date(2027, 5, 7), date(2027, 5, 14), 1)]  # fmt: skip


def test_rounds_that_stand_otherwise_today(town: Town) -> None:
    town.beat(date(2027, 4, 11))
    town.tick(date(2027, 4, 12))
    unit = town.unit["BUN"]
    assert foretold(town, **R1)[1] == []
    late = {**R1, "opens": "2027-04-19"}
    assert foretold(town, **late)[1] == [Turned("R1", 0, "open", "coming")]
    assert foretold(town, {"round": "R1", "unit": unit, **late})[1] == [Turned("R1", unit, "open", "coming")]
    past = {"as_of": "2027-03-01", "opens": "2027-03-02", "report": "2027-03-03", "approve": "2027-03-04",
            "papers": "2027-03-05", "closes": "2027-03-08"}  # fmt: skip
    assert foretold(town, **past)[1] == [Turned("R1", 0, "open", "closed")]


def test_who_gets_the_letter_is_not_the_one_who_sets_it(town: Town) -> None:
    [year] = town.find("goal_year")
    step = town.model.step("goal_year.set_timetable")
    with town.database.reading() as session:
        found = hear(session, year, town.model, step, town.kia, town.now)
    assert {town.maja.person, town.dina.person, town.nils.person, town.cora.person} <= set(found)
    assert town.kia.person not in found and len(found) == len(set(found))


def test_a_meeting_that_would_be_moved(town: Town) -> None:
    reviewed(town)
    town.tick(date(2026, 4, 1))
    meeting = town.meeting("BUN", date(2026, 5, 12))
    before = owed(town)
    with town.database.reading() as session:
        calendar = calendar_now(session, town.clock.organisation)
        after, altered = with_meeting(calendar, meeting, {"on": "2026-05-26"})
        found = moving(session, town.clock.organisation, after, town.now, [altered])
    town.do("move", meeting.id, town.nils, unit=town.unit["BUN"], on="2026-05-26", why="Ordföranden är borta")
    assert told(found) == changed(town, before)
    assert ("goal.endorse", "", date(2026, 5, 20), date(2026, 6, 2)) in told(found)
