"""The chain: one writer, every event sealed onto the one before, and nothing written about a case that has moved on."""

from datetime import UTC, date, datetime

import pytest

from workflow.records.case import Case
from workflow.records.database import Database
from workflow.records.event_log import (
    Entry,
    Outdated,
    append,
    begin,
    commitment_of,
    insert_case,
    lock,
    refresh,
    seal_of,
)
from workflow.records.organisation import Organisation, Unit
from workflow.records.sql import run

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
DAY = date(2026, 3, 2)


@pytest.fixture
def house(database: Database) -> Database:
    """Two organisations with a chain each, and a case in the first."""
    with database.writing() as session:
        for number in (1, 2):
            session.add(Organisation(id=number, code=str(number), name="x", model=""))
            session.flush()
            begin(session, number)
        session.add(Unit(id=1, organisation=1, code="a", name="a", kind="committee"))
        session.flush()
        assert insert_case(session, case()) == 1
    return database


def case(**more: object) -> Case:
    """The case, changed."""
    plain = Case(1, 1, "goal", 2027, "", 1, None, None, None, "Mål", "draft", "open", {}, {}, DAY, DAY, 1, 1, "m")
    return plain._replace(**more)  # type: ignore[arg-type]


def entry(step: str = "goal.reword", **more: object) -> Entry:
    return Entry(who=1, recorded=AT, effective=DAY, step=step, **more)  # type: ignore[arg-type]


def events(database: Database, organisation: int = 1) -> list[tuple[int, str, str, str]]:
    with database.reading() as session:
        sql = "SELECT seq, step, prev, seal FROM event WHERE organisation = ? ORDER BY seq"
        return [(*row,) for row in run(session, sql, (organisation,))]


def test_each_event_is_sealed_onto_the_one_before(house: Database) -> None:
    for step in ("a", "b", "c"):
        with house.writing() as session:
            append(session, lock(session, 1), [entry(step)])
    told = events(house)
    assert [(seq, step) for seq, step, _, _ in told] == [(1, "a"), (2, "b"), (3, "c")]
    assert [prev for _, _, prev, _ in told] == ["", *(seal for _, _, _, seal in told[:2])]
    assert len({seal for _, _, _, seal in told}) == 3


def test_many_events_at_once_are_in_order_and_leave_one_head(house: Database) -> None:
    with house.writing() as session:
        head = append(session, lock(session, 1), [entry(str(n), body=f'{{"n":{n}}}') for n in range(5)])
        assert lock(session, 1) == head and head.seq == 5
        assert run(session, "SELECT count(*) FROM payload").scalar_one() == 5
    assert [step for _, step, _, _ in events(house)] == list("01234")


def test_organisations_have_chains_of_their_own(house: Database) -> None:
    with house.writing() as session:
        append(session, lock(session, 1), [entry("a")])
        append(session, lock(session, 2), [entry("b")])
    assert [(seq, step) for seq, step, _, _ in events(house, 2)] == [(1, "b")]


@pytest.mark.parametrize("seen", [{"version": 0}, {"seq": 7}])
@pytest.mark.parametrize("many", [1, 2])
def test_nothing_is_written_about_a_case_that_has_moved_on(house: Database, seen: dict[str, int], many: int) -> None:
    change = entry(case=1, before=case(**seen), after=case(title="Nytt", version=2, seq=2))
    with pytest.raises(Outdated), house.writing() as session:
        append(session, lock(session, 1), [change, *[entry("b")] * (many - 1)])
    assert events(house) == []
    with house.reading() as session:
        assert run(session, "SELECT title FROM cases").scalar_one() == "Mål"


def test_several_events_of_one_case_are_one_change_of_it(house: Database) -> None:
    second, third = case(title="Nytt", version=2, seq=2), case(title="Nytt", version=2, seq=3, next_due=DAY)
    told = [entry("a", case=1, before=case(), after=second), entry("b", case=1, before=second, after=third)]
    with house.writing() as session:
        append(session, lock(session, 1), told)
        kept = run(session, "SELECT title, version, seq, next_due FROM cases").one()
    assert tuple(kept) == ("Nytt", 2, 3, "2026-03-02")
    assert [step for _, step, _, _ in events(house)] == ["a", "b"]


def test_a_calendar_is_marked_by_what_moves_it_only(house: Database) -> None:
    with house.writing() as session:
        assert append(session, lock(session, 1), [entry()]).calendar == ""
        moved = append(session, lock(session, 1), [entry(moves_calendar=True), entry()])
        assert moved.calendar and moved.calendar != moved.seal
        assert lock(session, 1).calendar == moved.calendar


def test_caches_are_made_anew_without_an_event(house: Database) -> None:
    with house.writing() as session:
        refresh(session, [case(next_due=DAY, model="n")])
        refresh(session, [])
        assert tuple(run(session, "SELECT next_due, model FROM cases").one()) == ("2026-03-02", "n")
    assert events(house) == []


def test_a_seal_covers_order_and_every_value() -> None:
    assert (
        len({seal_of(prev, values) for prev in ("", "x") for values in ((1, 2), (2, 1), (12,), ("1", 2), (1, None))})
        == 10
    )


def test_a_commitment_hides_what_was_said_and_nothing_needs_none() -> None:
    assert commitment_of("salt", "") == ""
    assert commitment_of("a", "ja") != commitment_of("b", "ja")
