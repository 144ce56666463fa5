"""The ladder: who is told when, after an outage too, and never up before down."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.cycle.small import REST, model, said, step
from workflow.cycle import reminders
from workflow.cycle.duty import Duty
from workflow.cycle.reminders import heard, heard_of_other_dates, rung_date, rungs, telling
from workflow.cycle.working_days import WorkingDays
from workflow.governance.model import Due, Model, Rung

SMALL = model()
FORECAST = step("forecast", Due("round", round="report"), rounds=("R1",))
DAYS = WorkingDays(REST)
EVERY = [f"{rung.name}" for rung in SMALL.ladders["official"]]


def duty(due: date = date(2027, 4, 12), **more: Any) -> Duty:
    """Maja's forecast in R1: opens 15 March, due 12 April, closes 30 April."""
    given: dict[str, Any] = {
        "case": 42, "step": FORECAST, "round": "R1", "opens": date(2027, 3, 15), "due": due,
        "closes": date(2027, 4, 30), "preliminary": False,
    }  # fmt: skip
    return Duty(**(given | more))


def due_rung(model: Model, owed: Duty, noted: reminders.Noted, today: date) -> tuple[Rung, date] | None:
    """The rung of the duty that is due, and its date."""
    return reminders.due_rung(model, owed.step, owed.term, heard(noted, owed.due), today)


def next_moment(model: Model, owed: Duty, noted: reminders.Noted, today: date) -> date | None:
    """The next day on which a rung of the duty is due."""
    return reminders.next_moment(model, owed.step, owed.term, heard(noted, owed.due), today)


def told(owed: Duty, first: date, last: date, off: tuple[date, date] | None = None) -> list[tuple[str, str]]:
    """What the clock tells if it looks every day from first to last, but those when it is off."""
    noted: dict[str, Any] = {}
    found, today = [], first
    while today <= last:
        away = off and off[0] <= today <= off[1]
        if not away and (rung := due_rung(SMALL, owed, noted, today)):
            noted = said(today.isoformat(), rung=rung[0].name)
            found.append((rung[0].name, today.isoformat()))
        today += timedelta(days=1)
    return found


def test_the_ladder_is_the_one_for_the_first_role_or_the_one_that_is_named() -> None:
    assert [rung.name for rung in rungs(SMALL, duty())] == ["opened", *EVERY]
    chair = duty(step=step("do", by=("chair", "manager")))
    assert [rung.name for rung in rungs(SMALL, chair)] == ["opened", "reminder-5", "late-2"]
    gentle = duty(step=step("do", ladder="gentle"))
    assert [rung.name for rung in rungs(SMALL, gentle)] == ["opened", "reminder-7", "reminder-1"]


def test_the_clock_reminds_nobody_of_its_own_steps() -> None:
    owed = duty(step=step("turn", by=("clock",)))
    assert rungs(SMALL, owed) == ()
    assert due_rung(SMALL, owed, {}, date(2027, 4, 12)) is None
    assert next_moment(SMALL, owed, {}, date(2027, 4, 12)) is None


def test_a_step_that_nobody_takes_is_only_opened() -> None:
    assert [rung.name for rung in rungs(SMALL, duty(step=step("do", by=())))] == ["opened"]


def test_rungs_are_working_days_from_the_due_date_over_easter() -> None:
    found = {rung.name: rung_date(SMALL, duty(), rung).isoformat()[5:] for rung in rungs(SMALL, duty())}
    assert found == {"opened": "03-15", "reminder-7": "04-01", "reminder-1": "04-09", "late-1": "04-13",
                     "late-3": "04-15", "late-5": "04-19"}  # fmt: skip


def test_everybody_is_told_in_order_when_nothing_happens() -> None:
    assert told(duty(), date(2027, 3, 1), date(2027, 5, 31)) == [
        ("opened", "2027-03-15"),
        ("reminder-7", "2027-04-01"),
        ("reminder-1", "2027-04-09"),
        ("late-1", "2027-04-13"),
        ("late-3", "2027-04-15"),
        ("late-5", "2027-04-19"),
    ]


def test_the_same_rung_is_told_once() -> None:
    noted = said("2027-04-01", rung="reminder-7")
    assert due_rung(SMALL, duty(), noted, date(2027, 4, 1)) is None
    assert next_moment(SMALL, duty(), noted, date(2027, 4, 1)) == date(2027, 4, 9)


def test_rungs_before_the_opening_are_skipped() -> None:
    owed = duty(opens=date(2027, 4, 8))
    assert [name for name, _ in told(owed, date(2027, 4, 1), date(2027, 4, 13))] == [
        "opened",
        "reminder-1",
        "late-1",
    ]


def test_opening_on_a_day_of_rest_is_told_when_people_work() -> None:
    owed = duty(opens=date(2027, 7, 15), due=date(2027, 8, 27), closes=None)
    assert next_moment(SMALL, owed, {}, date(2027, 7, 1)) == date(2027, 8, 9)
    assert due_rung(SMALL, owed, {}, date(2027, 7, 20)) is None


def test_a_reminder_on_the_opening_day_is_the_one_told() -> None:
    owed = duty(opens=date(2027, 4, 1))
    assert told(owed, date(2027, 4, 1), date(2027, 4, 2)) == [("reminder-7", "2027-04-01")]


def test_after_a_week_offline_only_the_highest_reminder_is_told_and_escalation_waits() -> None:
    week = (date(2027, 4, 8), date(2027, 4, 15))
    assert told(duty(), date(2027, 4, 1), date(2027, 5, 31), off=week) == [
        ("reminder-7", "2027-04-01"),
        ("late-1", "2027-04-16"),
        ("late-3", "2027-04-20"),
        ("late-5", "2027-04-22"),
    ]


def test_after_an_outage_from_the_start_nobody_is_escalated_unwarned() -> None:
    found = told(duty(), date(2027, 4, 22), date(2027, 5, 31))
    assert found == [("late-1", "2027-04-22"), ("late-3", "2027-04-26"), ("late-5", "2027-04-28")]


def test_an_escalation_comes_as_long_after_as_the_ladder_says_from_an_older_reminder_too() -> None:
    noted = said("2027-04-14", rung="reminder-1")
    owed = duty(closes=None)
    assert due_rung(SMALL, owed, noted, date(2027, 4, 20)) == (
        SMALL.ladders["official"][2],
        date(2027, 4, 13),
    )
    gap = duty(step=step("do", by=("chair",)), closes=None)
    late = said("2027-04-12", rung="reminder-5")
    assert next_moment(SMALL, gap, late, date(2027, 4, 14)) == date(2027, 4, 21), "seven working days after"


def test_one_escalation_at_a_time() -> None:
    noted = said("2027-04-13", rung="late-1")
    long_after = due_rung(SMALL, duty(closes=None), noted, date(2027, 6, 1))
    assert long_after and long_after[0].name == "late-3"
    then = said("2027-06-01", rung="late-3")
    assert next_moment(SMALL, duty(closes=None), then, date(2027, 6, 1)) == date(2027, 6, 3)


def test_opening_is_no_reminder_so_it_escalates_nothing() -> None:
    elected = duty(step=step("do", by=("chair",)), opens=date(2027, 4, 9), closes=None)
    noted = said("2027-04-09", rung="opened")
    assert next_moment(SMALL, elected, noted, date(2027, 4, 9)) is None


def test_nothing_is_told_on_a_day_of_rest_and_everything_moves_past_the_rest_weeks() -> None:
    owed = duty(due=date(2027, 7, 8), opens=date(2027, 6, 1), closes=None)
    found = told(owed, date(2027, 7, 7), date(2027, 8, 31))
    assert found == [("reminder-1", "2027-07-07"), ("late-1", "2027-07-09"), ("late-3", "2027-08-10"),
                     ("late-5", "2027-08-12")]  # fmt: skip
    assert due_rung(SMALL, owed, {}, date(2027, 7, 10)) is None, "a Saturday after an outage"


def test_a_lapsed_duty_is_never_told() -> None:
    assert due_rung(SMALL, duty(), {}, date(2027, 5, 3)) is None
    assert next_moment(SMALL, duty(), {}, date(2027, 5, 3)) is None


def test_a_rung_after_the_closing_does_not_exist() -> None:
    owed = duty(closes=date(2027, 4, 15))
    assert [name for name, _ in told(owed, date(2027, 4, 12), date(2027, 5, 31))][-1] == "late-3"
    assert next_moment(SMALL, owed, said("2027-04-15", rung="late-3"), date(2027, 4, 15)) is None


def test_a_ladder_begun_anew_starts_from_below() -> None:
    noted = said("2027-04-01", rung="", stint=2)
    assert next_moment(SMALL, duty(), noted, date(2027, 4, 1)) == date(2027, 3, 15)


def test_the_end_of_the_ladder_is_the_end() -> None:
    assert next_moment(SMALL, duty(), said("2027-04-19", rung="late-5"), date(2027, 4, 20)) is None


Moves = list[tuple[int, int]]
days = st.dates(date(2026, 1, 1), date(2029, 12, 31))


@given(days, st.integers(0, 90), st.integers(0, 60), st.integers(0, 60))
def test_nobody_is_escalated_before_being_reminded(opens: date, length: int, start: int, away: int) -> None:
    """However the clock stops and starts: a reminder first, days enough between, no rest day, no rung twice."""
    owed = duty(due=DAYS.later(opens + timedelta(days=length)), opens=opens, closes=None)
    stop = opens + timedelta(days=start)
    found = told(owed, opens, owed.due + timedelta(days=150), off=(stop, stop + timedelta(days=away)))
    names = [name for name, _ in found]
    at = {name: date.fromisoformat(day) for name, day in found}
    order = [name for name in ("opened", *EVERY) if name in names]
    assert names == order
    assert all(DAYS.is_working(day) for day in at.values())
    assert names[-3:] == ["late-1", "late-3", "late-5"]
    assert DAYS.between(at["late-1"], at["late-3"]) >= 2 <= DAYS.between(at["late-3"], at["late-5"])


@given(days, st.integers(0, 90), st.sampled_from(["", *EVERY]), days)
def test_the_next_moment_is_the_first_day_on_which_a_rung_is_due(opens: date, length: int, name: str, at: date) -> None:
    owed = duty(due=DAYS.later(opens + timedelta(days=length)), opens=opens, closes=None)
    noted = said(at.isoformat(), rung=name) if name else {}
    moment = next_moment(SMALL, owed, noted, opens)
    if moment is None:
        assert name == "late-5"
    else:
        assert due_rung(SMALL, owed, noted, moment)
        assert due_rung(SMALL, owed, noted, DAYS.add(moment, -1)) is None


def test_what_is_told_today_is_followed_by_what_comes_when_it_has_been_told() -> None:
    told_now = telling(SMALL, duty(), {}, date(2027, 3, 15))
    assert told_now.rung and told_now.rung.name == "opened"
    assert told_now.again == next_moment(SMALL, duty(), said("2027-03-15", rung="opened"), date(2027, 3, 15))
    assert telling(SMALL, duty(), {}, date(2027, 3, 14)) == (None, date(2027, 3, 15)), "a Sunday"


def moving(due_on: Callable[[date], date], first: date, last: date) -> list[tuple[str, date, date]]:
    """(rung, day, date it was told for) of what the clock tells when it looks every day, `due_on` saying when the duty
    is due by what has been entered on a day."""
    noted: dict[str, Any] = {}
    found, today = [], first
    while today <= last:
        owed = duty(due_on(today), opens=date(2027, 3, 15), closes=None)
        if rung := telling(SMALL, owed, noted, today).rung:
            earlier = heard_of_other_dates(noted, owed.due)
            noted = said(today.isoformat(), rung=rung.name, due=owed.due.isoformat(), earlier=earlier)
            found.append((rung.name, today, owed.due))
        today += timedelta(days=1)
    return found


def test_a_small_move_is_told_once() -> None:
    """Reminded on 1 April of the 12th, which became the 14th on the 8th: the day before the 14th, and no more."""
    old, new = date(2027, 4, 12), date(2027, 4, 14)
    found = moving(lambda day: new if day >= date(2027, 4, 8) else old, date(2027, 4, 1), date(2027, 4, 14))
    assert [(name, day.isoformat()) for name, day, _ in found] == [
        ("reminder-7", "2027-04-01"), ("reminder-1", "2027-04-13"),
    ]  # fmt: skip


def test_a_date_brought_forward_is_reminded_of_before_anybody_is_escalated() -> None:
    old, new = date(2027, 5, 14), date(2027, 4, 12)
    found = moving(lambda day: new if day >= date(2027, 5, 6) else old, date(2027, 5, 1), date(2027, 5, 31))
    assert [(name, day.isoformat()) for name, day, _ in found] == [
        ("opened", "2027-05-03"), ("reminder-7", "2027-05-04"), ("late-1", "2027-05-07"), ("late-3", "2027-05-11"),
        ("late-5", "2027-05-13"),
    ]  # fmt: skip


def test_a_date_that_comes_back_goes_on_where_its_ladder_was() -> None:
    first, second = date(2027, 4, 12), date(2027, 5, 14)
    away = (date(2027, 4, 13), date(2027, 5, 10))
    found = moving(lambda day: second if away[0] < day <= away[1] else first, date(2027, 4, 1), date(2027, 5, 31))
    assert [(name, day.isoformat()[5:], due) for name, day, due in found] == [
        ("reminder-7", "04-01", first), ("reminder-1", "04-09", first), ("late-1", "04-13", first),
        ("reminder-7", "05-04", second), ("late-3", "05-11", first), ("late-5", "05-13", first),
    ]  # fmt: skip


moves = st.lists(st.tuples(st.integers(1, 120), st.integers(0, 150)), max_size=6)


@given(st.integers(20, 60), moves)
def test_however_dates_are_moved_a_reminder_of_the_date_comes_before_an_escalation(start: int, moved: Moves) -> None:
    """And no rung is told twice for one date, nothing on two steps a day, and the last date's ladder is told to its end."""
    opens = date(2027, 3, 15)
    entered = {opens: DAYS.later(opens + timedelta(days=start))}
    entered |= {opens + timedelta(days=on): DAYS.later(opens + timedelta(days=due)) for on, due in sorted(moved)}
    found = moving(lambda day: entered[max(on for on in entered if on <= day)], opens, opens + timedelta(days=420))
    assert len({(name, due) for name, _, due in found}) == len(found) == len({day for _, day, _ in found})
    kinds = {rung.name: rung.kind for rung in SMALL.ladders["official"]}
    for place, (name, _, due) in enumerate(found):
        if kinds.get(name) == "escalation":
            assert "reminder" in {kinds.get(before) for before, _, for_date in found[:place] if for_date == due}
    last = entered[max(entered)]
    assert [name for name, _, due in found if due == last][-1] == "late-5"
