"""What comes in goes out again, every value of it, and the same file comes in once."""

import pytest
import yaml

from tests.exchange.files import (
    AT,
    EVERYTHING,
    MID_YEAR,
    MODEL,
    REAL,
    events,
    given,
    leaves,
    number_of,
    parsed,
    real,
)
from workflow.exchange.exporter import to_yaml
from workflow.exchange.importer import import_file
from workflow.records.database import Database
from workflow.states.replay import verify


@pytest.mark.parametrize("name", REAL)
def test_every_value_of_a_real_file_is_given_back(database: Database, name: str) -> None:
    text = real(name)
    with database.writing() as session:
        report = import_file(session, text, at=AT)
    back = yaml.safe_load(to_yaml(given(database, report.organisation, report.year)))
    assert leaves(back) == leaves(yaml.safe_load(text))
    assert back == yaml.safe_load(text)


@pytest.mark.parametrize("text", [EVERYTHING, real("jonkoping-2020"), real("mariestad-2016")])
def test_the_import_of_an_export_gives_the_same_export(database: Database, text: str) -> None:
    with database.writing() as session:
        first = import_file(session, text, at=MID_YEAR)
    exported = given(database, first.organisation, first.year)
    with database.writing() as session:
        second = import_file(session, to_yaml(exported), at=MID_YEAR, organisation="annan")
    assert second.organisation == "annan"
    assert given(database, "annan", first.year) == exported
    assert second.counts == first.counts


def test_all_that_can_be_said_is_given_back(database: Database) -> None:
    with database.writing() as session:
        import_file(session, EVERYTHING, at=MID_YEAR, model=MODEL)
    back = given(database, "1493", 2027)
    assert leaves(back) == leaves(parsed(EVERYTHING))
    assert back == parsed(to_yaml(back))


def test_known_keys_come_in_the_order_of_the_contract(database: Database) -> None:
    with database.writing() as session:
        import_file(session, EVERYTHING, at=MID_YEAR, model=MODEL)
    back = given(database, "1493", 2027)
    assert list(back)[:6] == ["municipality", "code", "year", "source", "vision", "focus_areas"]
    assert list(back["goals"][0])[:5] == ["ref", "body", "department", "responsible", "text"]


@pytest.mark.parametrize("text", [EVERYTHING, real("lulea-2023"), real("mariestad-2017")])
def test_the_same_file_twice_changes_nothing(database: Database, text: str) -> None:
    with database.writing() as session:
        first = import_file(session, text, at=AT)
    before = events(database), given(database, first.organisation, first.year)
    with database.writing() as session:
        second = import_file(session, f"# a comment\n{text}", at=MID_YEAR)
    assert (events(database), given(database, first.organisation, first.year)) == before
    assert second.again and not first.again
    assert second.counts == first.counts
    assert second.warnings == tuple(remark._replace(line=remark.line + 1) for remark in first.warnings)


def test_five_years_of_one_municipality_stand_side_by_side(database: Database) -> None:
    files = [name for name in REAL if name.startswith("mariestad")]
    for name in files:
        with database.writing() as session:
            import_file(session, real(name), at=AT)
    for name in files:
        assert given(database, "1493", int(name[-4:])) == parsed(real(name))
    with database.reading() as session:
        assert verify(session, number_of(session, "1493")).faults == []


def test_a_second_file_for_the_year_adds_to_the_first(database: Database) -> None:
    more = EVERYTHING.replace("text: 500 nya bostäder.", "text: 600 nya bostäder.").replace("annat:", "mer:")
    with database.writing() as session:
        import_file(session, EVERYTHING, at=MID_YEAR, model=MODEL)
    with database.writing() as session:
        report = import_file(session, more, at=MID_YEAR, model=MODEL)
    told = [remark.path for remark in report.warnings if "there already" in str(remark)]
    assert told == ["goals[0]", "goals[2]", "goals[3]", "goals[4]", "goals[5]"]
    back = given(database, "1493", 2027)
    first = parsed(EVERYTHING)
    assert len(back["goals"]) == 7 and len(back["bodies"]) == 5
    assert (back["meetings"], back["decisions"][:2]) == (first["meetings"], first["decisions"][:2])
    assert (back["annat"], back["mer"]) == (first["annat"], first["annat"])
    with database.writing() as session:
        assert import_file(session, more, at=MID_YEAR, model=MODEL).again
    assert given(database, "1493", 2027) == back
