"""A manager is away when the forecast falls due: who stands in is asked, reminded and may answer; then back again."""

from datetime import date

from notifications.compose import Site
from notifications.deliver import Sender, deliver
from notifications.enqueue import enqueue
from notifications.smtp import FromAddress, NullTransport
from tests.people import Town
from tests.stories.ways import forecast, indicators, planned
from workflow.cycle.letter_hold import let_go
from workflow.organisation.absence import away, back
from workflow.records.sql import run
from workflow.tasks import tasks

SHEET, WEEK_BEFORE, DAY_BEFORE, DUE = date(2027, 4, 1), date(2027, 4, 1), date(2027, 4, 9), date(2027, 4, 12)


def reminded(town: Town, day: date) -> set[str]:
    """Who is sent a letter that day about the forecast that they owe: somebody has looked at the clock."""
    town.tick(day)
    enqueue(town.database, town.now)
    with town.database.writing() as session:
        let_go(session, town.now)
    site, sender = Site("https://mal.mariestad.invalid", "x" * 32), FromAddress("Mål", "mal@mariestad.invalid")
    deliver(Sender(town.database, NullTransport(), lambda: town.now, site, sender, "story", 1e6))
    names = {who.person: name for name, who in town.people.items()}
    sql = (
        "SELECT m.person FROM mail m JOIN mail_line l ON l.organisation = m.organisation AND l.mail = m.number "
        "WHERE m.outcome = 'sent' AND m.done_at LIKE ? AND l.duty = 'forecast/R1' AND l.role = 'holder'"
    )
    with town.database.reading() as session:
        return {names[person] for (person,) in run(session, sql, (f"{day}%",)).all()}


def owes(town: Town, name: str) -> bool:
    """True when the forecast is among somebody's tasks."""
    with town.database.reading() as session:
        return "forecast/R1" in {task.duty.key for task in tasks(session, town.people[name], town.now)}


def test_the_reminder_goes_to_whoever_stands_in_and_back_again(town: Town) -> None:
    goal = planned(town)
    town.tick(date(2027, 3, 20))
    with town.database.writing() as session:
        absence = away(session, town.maja, town.maja.person, date(2027, 3, 22), date(2027, 4, 30), town.kajsa.person,
                       at=town.now)  # fmt: skip
    assert "maja" not in reminded(town, WEEK_BEFORE)
    assert owes(town, "kajsa") and not owes(town, "maja")
    town.today = date(2027, 4, 7)
    with town.database.writing() as session:
        back(session, town.maja, absence, at=town.now)
    assert reminded(town, DAY_BEFORE) == {"maja"}
    assert owes(town, "maja") and not owes(town, "kajsa")
    forecast(town, goal, "R1")
    assert not owes(town, "maja") and reminded(town, date(2027, 4, 13)) == set()


def test_whoever_stands_in_is_reminded_and_answers(town: Town) -> None:
    goal = planned(town)
    town.tick(date(2027, 4, 5))
    with town.database.writing() as session:
        away(session, town.maja, town.maja.person, town.today, date(2027, 4, 30), town.kajsa.person, at=town.now)
    assert reminded(town, DAY_BEFORE) == {"kajsa"}
    measured = [{"indicator": row.id, "value": 80} for row in indicators(town, goal)]
    town.do("forecast", goal, town.kajsa, "R1", outlook="will_be_met", measured=measured)
    assert reminded(town, date(2027, 4, 13)) == set()


def test_without_a_stand_in_it_goes_to_who_comes_next(town: Town) -> None:
    planned(town)
    town.tick(date(2027, 4, 5))
    with town.database.writing() as session:
        away(session, town.maja, town.maja.person, town.today, date(2027, 4, 30), at=town.now)
    assert reminded(town, DAY_BEFORE) == {"dina"}


def test_who_is_away_and_back_leaves_nothing_behind(town: Town) -> None:
    planned(town)
    town.tick(SHEET)
    with town.database.writing() as session:
        absence = away(session, town.maja, town.maja.person, town.today, DUE, town.kajsa.person, at=town.now)
        back(session, town.maja, absence, at=town.now)
    assert owes(town, "maja") and not owes(town, "kajsa")


def test_what_somebody_answers_for_goes_to_the_stand_in_and_not_to_a_colleague(town: Town) -> None:
    planned(town)
    town.seat("ulla", "manager", "BUN")
    town.tick(SHEET)
    with town.database.writing() as session:
        absence = away(session, town.maja, town.maja.person, SHEET, DUE, town.kajsa.person, at=town.now)
    assert [owes(town, name) for name in ("maja", "ulla", "kajsa")] == [False, False, True]
    with town.database.writing() as session:
        back(session, town.maja, absence, at=town.now)
        away(session, town.maja, town.maja.person, SHEET, DUE, at=town.now)
    assert [owes(town, name) for name in ("maja", "ulla", "kajsa")] == [False, True, False]
