"""An import on any day, or months of silence, never stop the wheel: the next goal years open, under every model."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from workflow.cycle.goal_year import begin_year
from workflow.cycle.heartbeat import beat, release
from workflow.cycle.tick import Ticked, tick
from workflow.exchange.importer import import_file
from workflow.governance.load import available
from workflow.governance.model import Model
from workflow.organisation.founding import add_unit, found
from workflow.records.case import Case
from workflow.records.database import Database
from workflow.records.queries.cases import cases
from workflow.records.queries.models import models_of
from workflow.records.sql import run as sql_run
from workflow.states.replay import verify

SMALL = """
municipality: Storköpings kommun
code: "9901"
year: {year}
bodies:
  - {{name: Kommunfullmäktige, short: KF, kind: council}}
  - {{name: Kommunstyrelsen, short: KS, kind: board}}
  - {{name: Skolnämnden, short: SN, kind: committee, frame_sek: 1000000}}
goals:
  - {{ref: SN-1, body: Skolnämnden, text: "Fler elever ska nå målen år {year}."}}
"""
YEAR, HERE = 2026, 1
END = date(2028, 1, 15)
"""Two Novembers after the year's beginning: 2027, 2028 and 2029 have opened."""
DAYS = [date(2025, 9, 1), date(2026, 1, 2), date(2026, 3, 1), date(2026, 9, 14), date(2026, 11, 30), date(2027, 2, 10)]


def moment(day: date) -> datetime:
    """Early in the morning."""
    return datetime(day.year, day.month, day.day, 5, tzinfo=UTC)


def live(database: Database, day: date) -> Ticked:
    """The clock has lived all along, and ticks on a day; nothing fails and nothing is stuck."""
    beat(database, moment(day) - timedelta(days=1))
    done = tick(database, moment(day))
    assert (done.failed, done.stuck, done.held) == ({}, {}, False)
    beat(database, moment(day))
    return done


def run(database: Database, after: date, last: date) -> None:
    """The clock lives from the day after `after` to `last`, as if every day; looked at every tenth."""
    for days in range(1, (last - after).days, 10):
        live(database, after + timedelta(days=days))
    live(database, last)


def bring(database: Database, model: str, day: date, year: int = YEAR) -> None:
    """Bring in the small file on a day."""
    with database.writing() as session:
        import_file(session, SMALL.format(year=year), at=moment(day), model=model, organisation="9901")


def standing(database: Database, *kinds: str, organisation: int = HERE) -> list[tuple[str, int | None, str, int, str]]:
    """(level, year, round, unit, state) of everything of the kinds, each as often as it is there."""
    with database.reading() as session:
        models = {model.digest: model for model in models_of(session, organisation)}
        found: list[Case] = cases(session, "organisation = ? ORDER BY id", (organisation,))
        assert not verify(session, organisation).faults
    return sorted(
        (case.level, case.year, case.round, case.unit, case.state) for case in found
        if models[case.model].levels[case.level].kind in kinds
    )  # fmt: skip


def years(database: Database) -> list[int | None]:
    """The goal years that there are."""
    return [year for _, year, *_ in standing(database, "year")]


@pytest.mark.parametrize("day", DAYS, ids=str)
@pytest.mark.parametrize("model", available())
def test_after_an_import_on_any_day_the_years_open_as_if_the_first_had_been_run(
    database: Database, model: str, day: date
) -> None:
    bring(database, model, day)
    assert years(database) == [YEAR]
    live(database, day)
    coming = 2025 if day < date(2025, 11, 3) else day.year + (day >= date(day.year, 11, 1))
    assert years(database) == list(range(YEAR, max(YEAR, coming + 1) + 1)), "what should have been open is, at once"
    run(database, day, END)
    assert years(database) == [2026, 2027, 2028, 2029]
    bodies = {unit for _, year, _, unit, _ in standing(database, "committee_year") if year == YEAR}
    assert len(bodies) == 2
    for year in (2027, 2028):
        own = [unit for _, at, _, unit, _ in standing(database, "committee_year") if at == year]
        assert sorted(own) == sorted(bodies), "each body's own year, once"


@pytest.mark.parametrize("model", available())
def test_the_coming_year_stands_where_it_would_have_stood(database: Database, model: str) -> None:
    """Imported in September, 2027 has come as far by March as a 2027 that opened on its day."""
    bring(database, model, date(2026, 9, 14))
    with database.writing() as session:
        neighbour = _neighbour(session, next(one for one in models_of(session, HERE) if one.name == model))
    run(database, date(2026, 9, 13), date(2027, 3, 20))
    here, there = (_states(database, organisation) for organisation in (HERE, neighbour))
    assert here == there and {year for _, year, _ in here} == {2026, 2027, 2028}


@pytest.mark.parametrize("model", available())
def test_seven_months_of_silence_are_caught_up_when_somebody_has_looked(database: Database, model: str) -> None:
    """From August to March: the year that should have opened in November has, and the one after it is begun."""
    bring(database, model, date(2026, 3, 1))
    run(database, date(2026, 2, 28), date(2026, 8, 10))
    back = date(2027, 3, 10)
    tick(database, moment(back))
    with database.writing() as session:
        release(session, moment(back))
    live(database, back)
    assert years(database) == [2026, 2027, 2028]
    opened = {year: since for _, year, since in _opened(database)}
    assert opened[2028] == date(2026, 11, 2), "counted from the day on which it was due"
    run(database, back, date(2027, 11, 2))
    assert years(database) == [2026, 2027, 2028, 2029]


@pytest.mark.parametrize("day", [date(2027, 3, 1), date(2027, 9, 14)], ids=str)
@pytest.mark.parametrize("model", available())
def test_last_years_file_alone_begins_this_year_too(database: Database, model: str, day: date) -> None:
    bring(database, model, day)
    live(database, day)
    assert years(database)[-2:] == [2027, 2028]
    with database.writing() as session:
        import_file(session, SMALL.format(year=2027), at=moment(day), organisation="9901")
    live(database, day + timedelta(days=1))
    assert years(database) == [2026, 2027, 2028], "and its own file is taken into it"


def test_a_file_of_long_ago_begins_nothing(database: Database) -> None:
    bring(database, "mariestad-2016", date(2026, 3, 1), year=2016)
    live(database, date(2026, 3, 1))
    assert years(database) == [2016]


@pytest.mark.parametrize("model", available())
def test_files_of_three_years_are_followed_by_a_fourth(database: Database, model: str) -> None:
    for year in (2025, 2026, 2027):
        bring(database, model, date(2026, 11, 30), year)
    run(database, date(2026, 11, 29), date(2027, 11, 2))
    assert years(database) == [2025, 2026, 2027, 2028, 2029]


def _neighbour(session: Session, model: Model) -> int:
    """A municipality with the same bodies, whose years have been run since 2024."""
    at = moment(date(2025, 1, 2))
    clock = found(session, "9902", "Grannköping", model, at=at)
    for code, name, kind in (("KS", "Kommunstyrelsen", "board"), ("SN", "Skolnämnden", "committee")):
        add_unit(session, clock, code, name, kind, at=at)
    begin_year(session, clock, model, YEAR, at)
    return clock.organisation


def _states(database: Database, organisation: int) -> list[tuple[str, int | None, str]]:
    """(level, year, state) of the years and the bodies' own."""
    return [
        (level, year, state)
        for level, year, _, _, state in standing(database, "year", "committee_year", organisation=organisation)
    ]


def _opened(database: Database) -> list[tuple[str, int, date]]:
    """(level, year, day it counts from) of the birth of each goal year."""
    sql = "SELECT step, short, effective FROM event WHERE step LIKE 'goal_year.%' AND from_state = '' ORDER BY seq"
    with database.reading() as session:
        rows = [(step, json.loads(short)["birth"], day) for step, short, day in sql_run(session, sql)]
    return [(step, born["year"], date.fromisoformat(day)) for step, born, day in rows]
