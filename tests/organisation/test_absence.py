"""Who is away, and who stands in: said by oneself or an administrator, in the same chain as everything else."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tests.people import Town
from tests.states.ways import everything, refused, trying
from workflow.organisation.absence import away, back, coming, stand_in
from workflow.records.organisation import Absence, Seat
from workflow.records.sql import run
from workflow.states.context import Who, read
from workflow.states.replay import verify

FIRST, LAST = date(2025, 11, 10), date(2025, 11, 21)


def leave(
    town: Town, who: Who, person: int, since: date = FIRST, until: date = LAST, instead: int | None = None, once: str = ""
) -> int:  # fmt: skip
    with town.database.writing() as session:
        return away(session, who, person, since, until, instead, at=town.now, idempotency_key=once or None)


def come(town: Town, who: Who, absence: int) -> None:
    with town.database.writing() as session:
        back(session, who, absence, at=town.now)


def absences(town: Town, person: int) -> list[tuple[date, date]]:
    with town.database.reading() as session:
        return [(one.since, one.until) for one in coming(session, town.clock.organisation, person, town.today)]


def lent(town: Town, person: int) -> list[tuple[str, int, date, date]]:
    """The seats in which somebody stands in."""
    with town.database.reading() as session:
        held = session.scalars(select(Seat).where(Seat.person == person, Seat.substitute).order_by(Seat.id)).all()
        return [(seat.role, seat.unit, seat.since, seat.until) for seat in held]


def is_whole(town: Town) -> None:
    with town.database.reading() as session:
        assert verify(session, town.clock.organisation).faults == []


def test_one_says_oneself_that_one_is_away_and_is_back(town: Town) -> None:
    number = leave(town, town.maja, town.maja.person)
    assert absences(town, town.maja.person) == [(FIRST, LAST)]
    town.today = date(2025, 11, 12)
    come(town, town.maja, number)
    assert absences(town, town.maja.person) == []
    with town.database.reading() as session:
        assert session.scalars(select(Absence.until)).one() == date(2025, 11, 11)
    is_whole(town)


def test_who_comes_back_before_having_left_was_not_away(town: Town) -> None:
    number = leave(town, town.maja, town.maja.person)
    come(town, town.maja, number)
    assert absences(town, town.maja.person) == []
    leave(town, town.maja, town.maja.person)
    with refused("Frånvaron är redan slut."):
        come(town, town.maja, number)
    is_whole(town)


def test_a_stand_in_sits_in_the_official_seats_for_as_long(town: Town) -> None:
    number = leave(town, town.maja, town.maja.person, instead=town.kajsa.person)
    assert lent(town, town.kajsa.person) == [("manager", town.unit["BUN"], FIRST, LAST)]
    with town.database.reading() as session:
        assert stand_in(session, town.clock.organisation, number)[0] == town.kajsa.person
        held = read(session, None, town.kajsa, town.now.replace(day=21)).seats
        after = read(session, None, town.kajsa, town.now.replace(day=22)).seats
    assert len(held) == 2 and len(after) == 1
    town.today = date(2025, 11, 12)
    come(town, town.maja, number)
    assert lent(town, town.kajsa.person)[0][-1] == date(2025, 11, 11)
    is_whole(town)


def test_a_seat_that_ends_sooner_is_lent_no_longer(town: Town) -> None:
    town.leave("maja", date(2025, 11, 14))
    leave(town, town.maja, town.maja.person, instead=town.kajsa.person)
    assert lent(town, town.kajsa.person) == [("manager", town.unit["BUN"], FIRST, date(2025, 11, 14))]
    is_whole(town)


def test_nobody_gives_an_elected_seat_away(town: Town) -> None:
    with refused("Det finns ingen plats att ersätta på: ersättare för förtroendevalda väljs av fullmäktige."):
        leave(town, town.olle, town.olle.person, instead=town.nils.person)
    leave(town, town.olle, town.olle.person)
    town.seat("nils", "chair", "SN")
    leave(town, town.nils, town.nils.person, instead=town.dina.person)
    assert [role for role, *_ in lent(town, town.dina.person)] == ["secretary"]


def test_the_administrators_seat_is_not_lent(town: Town) -> None:
    town.seat("ada", "controller", "SN")
    leave(town, town.ada, town.ada.person, instead=town.dina.person)
    assert [role for role, *_ in lent(town, town.dina.person)] == ["controller"]


def test_an_administrator_says_it_for_others_and_nobody_else_does(town: Town) -> None:
    before = everything(town)
    with refused("Bara en administratör anger att någon annan är borta eller tillbaka."):
        leave(town, town.dina, town.maja.person)
    assert everything(town) == before
    number = leave(town, town.ada, town.maja.person)
    with refused("Bara en administratör anger att någon annan är borta eller tillbaka."):
        come(town, town.dina, number)
    come(town, town.ada, number)
    is_whole(town)


def test_every_reason_is_told_at_once(town: Town) -> None:
    with refused("Frånvaron skulle sluta innan den börjar.", "Ingen ersätter sig själv."):
        leave(town, town.maja, town.maja.person, LAST, FIRST, town.maja.person)
    with refused("Frånvaron skulle redan vara slut."):
        leave(town, town.maja, town.maja.person, date(2025, 10, 1), date(2025, 11, 2))
    with refused("Ingen är borta längre än ett år: låt administratören avsluta platsen i stället."):
        leave(town, town.maja, town.maja.person, FIRST, FIRST + timedelta(days=365))
    leave(town, town.maja, town.maja.person, FIRST, FIRST + timedelta(days=364))


@pytest.mark.parametrize(("since", "until"), [(5, 10), (10, 21), (21, 30), (12, 13), (1, 30)])
def test_nobody_is_away_twice_at_a_time(town: Town, since: int, until: int) -> None:
    leave(town, town.maja, town.maja.person)
    with refused("Det finns redan en frånvaro under någon av de dagarna."):
        leave(town, town.maja, town.maja.person, FIRST.replace(day=since), FIRST.replace(day=until))


def test_days_beside_each_other_do_not_overlap(town: Town) -> None:
    leave(town, town.maja, town.maja.person)
    leave(town, town.maja, town.maja.person, LAST + timedelta(days=1), LAST + timedelta(days=9))
    leave(town, town.maja, town.maja.person, FIRST - timedelta(days=5), FIRST - timedelta(days=1))
    is_whole(town)


def test_a_stand_in_is_here_and_not_away_too(town: Town) -> None:
    leave(town, town.kajsa, town.kajsa.person, LAST, LAST)
    with refused("Den som ska ersätta är också borta då."):
        leave(town, town.maja, town.maja.person, instead=town.kajsa.person)
    with refused(f"Person nummer {town.charlie.person} finns inte här."):
        leave(town, town.maja, town.maja.person, instead=town.charlie.person)


def test_charlie_says_nothing_of_us(town: Town) -> None:
    number = leave(town, town.maja, town.maja.person)
    before = everything(town)
    with refused(
        "Bara en administratör anger att någon annan är borta eller tillbaka.",
        f"Person nummer {town.maja.person} finns inte här.",
    ):
        leave(town, town.charlie, town.maja.person)
    with refused("Frånvaron finns inte."):
        come(town, town.charlie, number)
    assert everything(town) == before


def test_the_same_form_twice_is_one_absence(town: Town) -> None:
    numbers = {leave(town, town.maja, town.maja.person, once="form/1") for _ in range(3)}
    assert len(numbers) == 1 and absences(town, town.maja.person) == [(FIRST, LAST)]


@pytest.mark.parametrize(
    "change",
    ["UPDATE absence SET until = '2025-12-24'", "UPDATE absence SET person = person + 1", "DELETE FROM absence",
     "INSERT INTO absence (id, organisation, person, since, until) VALUES (99, 1, 3, '2025-11-10', '2025-11-11')"],
)  # fmt: skip
def test_an_absence_that_the_chain_does_not_tell_is_found(town: Town, change: str) -> None:
    number = leave(town, town.maja, town.maja.person)
    with trying(town) as session:
        run(session, change)
        number = 99 if change.startswith("INSERT") else number
        told = [fault.in_("sv") for fault in verify(session, town.clock.organisation).faults]
        assert told == [f"Frånvaro {number} är inte det som kedjan säger."]
