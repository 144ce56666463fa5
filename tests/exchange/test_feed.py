"""The calendar that others subscribe to, on both databases: what is owed, whose it is, and that it follows the dates."""

from datetime import date, datetime

import icalendar

from tests.people import Town
from tests.stories.conftest import town
from tests.stories.test_dates_move import R1, set_timetable
from tests.stories.ways import forecast, planned
from workflow.exchange.feed import committees, kept, make, revoke, served
from workflow.records.sql import run
from workflow.states.context import Who

__all__ = ["town"]
SECRET, BASE = "a" * 40, "https://mal.example.se"


def made(town: Town, who: Who, unit: int | None = None, secret: str = SECRET) -> None:
    """Somebody makes an address today."""
    with town.database.writing() as session:
        make(session, who, unit, secret, town.now)


def days(town: Town, secret: str = SECRET) -> dict[str, icalendar.Event]:
    """What is behind an address today, by UID."""
    with town.database.reading() as session:
        found = served(session, secret, BASE, town.now)
    assert found is not None
    return {str(day["UID"]): day for day in icalendar.Calendar.from_ical(found).walk("VEVENT")}  # type: ignore[misc]


def test_a_person_s_days_follow_the_timetable_and_go_when_they_are_done(town: Town) -> None:
    goal = planned(town)
    town.tick(date(2027, 3, 15))
    made(town, town.maja)
    uid = f"{goal}-forecast/R1@malhjulet"
    before = days(town)[uid]
    assert before["SUMMARY"] == f"Lämna prognos, Prognos 1: {town.case(goal).title}"
    assert before["URL"] == f"{BASE}/mal/{goal}/forecast?omgang=R1"
    assert before.decoded("DTSTART") == date(2027, 4, 12)
    set_timetable(town, **R1)
    after = days(town)[uid]
    assert after.decoded("DTSTART") == date(2027, 4, 20), "the same day, moved"
    assert after.decoded("LAST-MODIFIED") == town.now > before.decoded("LAST-MODIFIED")
    town.tick(date(2027, 4, 8))
    forecast(town, goal, "R1")
    assert uid not in days(town)


def test_a_committee_s_days_are_all_its_people_s_and_its_meetings(town: Town) -> None:
    goal = planned(town)
    meeting = town.meeting("BUN", date(2027, 5, 12))
    gone = town.meeting("BUN", date(2027, 6, 9))
    town.do("cancel", gone.id, town.nils, why="Inga ärenden")
    elsewhere = town.meeting("SN", date(2027, 5, 13))
    made(town, town.olle, town.unit["BUN"])
    found = days(town)
    assert found[f"{meeting.id}-meeting@malhjulet"].decoded("DTSTART") == date(2027, 5, 12)
    assert f"{gone.id}-meeting@malhjulet" not in found and f"{elsewhere.id}-meeting@malhjulet" not in found
    assert f"{goal}-forecast/R1@malhjulet" in found
    assert len(found) > 5


def test_each_has_one_address_to_each_calendar(town: Town) -> None:
    unit = town.unit["BUN"]
    made(town, town.nils)
    made(town, town.nils, unit, "b" * 40)
    made(town, town.olle, unit, "c" * 40)
    made(town, town.nils, unit, "d" * 40)
    with town.database.writing() as session:
        assert served(session, "b" * 40, BASE, town.now) is None
        assert all(served(session, letter * 40, BASE, town.now) for letter in "acd")
        assert kept(session, town.nils) == {None: town.now, unit: town.now}
        revoke(session, town.nils, None, town.now)
        assert kept(session, town.nils) == {unit: town.now} and kept(session, town.charlie) == {}


def test_who_may_keep_a_committee_s_calendar(town: Town) -> None:
    with town.database.reading() as session:
        for name, expected in (("nils", {"BUN"}), ("olle", {"BUN"}), ("dina", {"BUN"}), ("knut", {"KS"}),
                               ("maja", set()), ("kia", set()), ("ada", set())):  # fmt: skip
            found = committees(session, town.people[name], town.now)
            assert set(found) == {town.unit[code] for code in expected}, name
        assert committees(session, town.charlie, town.now) == {}


def test_a_seat_that_is_over_shows_nothing_and_one_s_successor_has_another_address(town: Town) -> None:
    planned(town)
    made(town, town.nils, town.unit["BUN"])
    made(town, town.nils, secret="b" * 40)
    assert days(town)
    town.leave("nils", until=date(2027, 1, 21))
    town.beat(date(2027, 1, 21))
    town.tick(date(2027, 1, 22))
    assert days(town) == days(town, "b" * 40) == {}


def test_of_the_address_nothing_is_kept_but_its_digest(town: Town) -> None:
    made(town, town.maja)
    with town.database.reading() as session:
        [row] = run(session, "SELECT * FROM token").all()
    assert SECRET not in str(row) and "feed" in str(row)


def test_every_day_of_the_year_is_read_strictly_and_named_once(town: Town) -> None:
    planned(town, 'Mål; med, tecken\\ och "citat" ' + "å" * 120)
    made(town, town.maja)
    made(town, town.olle, town.unit["BUN"], "b" * 40)
    for secret in (SECRET, "b" * 40):
        with town.database.reading() as session:
            text = served(session, secret, BASE, town.now)
        assert text and max(map(len, text.split(b"\r\n"))) <= 75 and b"\n" not in text.replace(b"\r\n", b"")
        found = list(icalendar.Calendar.from_ical(text).walk("VEVENT"))
        assert len({str(day["UID"]) for day in found}) == len(found) > 0
        assert all(not day.errors and isinstance(day.decoded("DTSTAMP"), datetime) for day in found)
