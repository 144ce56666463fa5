"""Who sits where: seats are given and ended by an administrator, in the same chain as everything else."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tests.people import Town
from tests.states.ways import everything, refused, told
from workflow.organisation.founding import add_unit
from workflow.organisation.seats import Place, appoint, dismiss
from workflow.records.organisation import FOREVER, Seat
from workflow.states.actions import refusals
from workflow.states.context import Who, read
from workflow.states.perform import Refused
from workflow.states.replay import verify

SINCE = date(2025, 11, 1)


def give(town: Town, who: Who, person: int, place: Place, once: str | None = None) -> int:
    with town.database.writing() as session:
        return appoint(session, who, person, place, at=town.now, idempotency_key=once)


def seat_of(town: Town, number: int) -> Seat:
    with town.database.reading() as session:
        return session.scalars(select(Seat).where(Seat.id == number)).one()


def is_whole(town: Town) -> None:
    with town.database.reading() as session:
        assert verify(session, town.clock.organisation).faults == []


def test_a_seat_gives_its_holder_the_role_from_its_first_day_to_its_last(town: Town) -> None:
    first, last = date(2025, 12, 1), date(2025, 12, 31)
    give(town, town.ada, town.maja.person, Place("director", town.unit["SN"], first, last))
    held = []
    for day in (first - timedelta(1), first, last, last + timedelta(1)):
        town.today = day
        with town.database.reading() as session:
            held.append("director" in {role for role, _ in read(session, None, town.maja, town.now).seats})
    assert held == [False, True, True, False]
    is_whole(town)


def test_only_an_administrator_and_the_calendar_give_and_end_seats(town: Town) -> None:
    before = everything(town)
    for who in (town.kia, town.maja):
        with refused("Bara en administratör ger och avslutar platser."):
            give(town, who, town.maja.person, Place("manager", town.unit["SN"], SINCE))
        with pytest.raises(Refused), town.database.writing() as session:
            dismiss(session, who, 3, at=town.now)
    assert everything(town) == before


def test_charlies_administrator_reaches_nobody_here(town: Town) -> None:
    with town.database.writing() as session:
        there = Who(town.charlie.organisation, town.charlie.person - 1)
        appoint(session, there, town.charlie.person, Place("administrator", 7, SINCE), at=town.now)
    before = everything(town)
    with refused(
        f"Person nummer {town.maja.person} finns inte här.", f"Enhet nummer {town.unit['SN']} finns inte här."
    ):
        give(town, town.charlie, town.maja.person, Place("manager", town.unit["SN"], SINCE))
    with refused("Platsen finns inte."), town.database.writing() as session:
        dismiss(session, town.charlie, 3, at=town.now)
    assert everything(town) == before


def test_every_reason_why_a_seat_cannot_be_is_told_at_once(town: Town) -> None:
    with refused(
        "Rollen ”jester” finns inte i styrmodellen.",
        "Platsen skulle sluta innan den börjar.",
        "Person nummer 999 finns inte här.",
        "Enhet nummer 888 finns inte här.",
    ):
        give(town, town.ada, 999, Place("jester", 888, SINCE, SINCE - timedelta(1)))


def test_nobody_is_made_the_calendar(town: Town) -> None:
    with refused("Ingen annan än kalendern själv har dess roll."):
        give(town, town.ada, town.ada.person, Place("clock", town.unit["ROOT"], SINCE))


def test_the_same_appointment_twice_is_one_seat(town: Town) -> None:
    place = Place("manager", town.unit["SN"], SINCE)
    numbers = {give(town, town.ada, town.dina.person, place, once="seat/7") for _ in range(3)}
    assert len(numbers) == 1
    is_whole(town)


def test_a_seat_that_ends_is_kept_and_its_role_is_gone_the_day_after(town: Town) -> None:
    number = give(town, town.ada, town.dina.person, Place("manager", town.unit["SN"], SINCE))
    with town.database.writing() as session:
        dismiss(session, town.ada, number, at=town.now)
    assert seat_of(town, number).until == town.today - timedelta(1)
    with town.database.writing() as session:
        dismiss(session, town.ada, number, at=town.now, until=date(2026, 1, 31))
    assert seat_of(town, number).until == date(2026, 1, 31)
    is_whole(town)


def test_who_has_left_may_no_more(town: Town) -> None:
    goal = town.goal()
    with town.database.reading() as session:
        assert not refusals(session, "reword", goal, town.maja, town.now)
    town.leave("maja", town.today - timedelta(1))
    with town.database.reading() as session:
        why = told(refusals(session, "reword", goal, town.maja, town.now))
    assert len(why) == 1 and why[0].startswith("”Ändra utkastet” görs av ")


def test_a_substitute_is_told_of_in_the_chain_too(town: Town) -> None:
    number = give(town, town.ada, town.dina.person, Place("manager", town.unit["BUN"], SINCE, substitute=True))
    assert seat_of(town, number).substitute and seat_of(town, number).until == FOREVER
    is_whole(town)


def test_a_unit_hangs_from_its_own_organisation_only(town: Town) -> None:
    with pytest.raises(Exception, match="No row"), town.database.writing() as session:
        add_unit(session, town.clock, "X", "Hos grannen", "department", 7, at=town.now)
