"""The schema: migrations and tables agree on both databases, up and down, and what is missing is told."""

import pytest
from sqlalchemy import inspect

from workflow.records.database import Database
from workflow.records.migrate import GUARDED, METADATA, differences, is_current, migrate
from workflow.records.sql import driver_of


def test_migrations_and_tables_agree(database: Database) -> None:
    with database.writer.begin() as connection:
        assert differences(connection) == []
        assert is_current(connection)


def test_down_takes_all_away_and_up_brings_it_back(database: Database) -> None:
    for _ in range(2):
        migrate(database, "base")
        with database.writer.begin() as connection:
            assert set(inspect(connection).get_table_names()) <= {"alembic_version"}
            assert not is_current(connection)
            assert len(differences(connection)) >= len(METADATA.tables)
        migrate(database)
        with database.writer.begin() as connection:
            assert differences(connection) == [] and is_current(connection)


def test_going_up_twice_does_nothing(database: Database) -> None:
    migrate(database)
    with database.writer.begin() as connection:
        assert differences(connection) == []


@pytest.mark.parametrize("trigger", GUARDED)
def test_a_missing_trigger_is_told(database: Database, trigger: str) -> None:
    with database.writer.begin() as connection:
        table = " ON " + trigger.partition("_")[0] if driver_of(connection).postgres else ""
        connection.exec_driver_sql(f"DROP TRIGGER {trigger}{table}")
        assert differences(connection) == [trigger]


def test_a_trigger_that_is_switched_off_is_missing(database: Database) -> None:
    with database.writer.begin() as connection:
        if driver_of(connection).postgres:
            connection.exec_driver_sql("ALTER TABLE event DISABLE TRIGGER event_stays")
            assert differences(connection) == ["event_stays"]


@pytest.mark.parametrize(
    "change",
    [
        "ALTER TABLE seat DROP COLUMN substitute",
        "ALTER TABLE unit ADD COLUMN colour varchar(10)",
        "DROP INDEX ix_cases_due",
        "DROP TABLE heartbeat",
        "CREATE TABLE secret (id integer)",
    ],
)
def test_what_somebody_has_changed_by_hand_is_told(database: Database, change: str) -> None:
    with database.writer.begin() as connection:
        connection.exec_driver_sql(change)
        assert len(differences(connection)) == 1


def test_a_chain_from_before_identities_keeps_the_number_it_was_sealed_under(database: Database) -> None:
    migrate(database, "base")
    migrate(database, "0005")
    with database.writer.begin() as connection:
        connection.exec_driver_sql("INSERT INTO chain (organisation, seq, seal, calendar) VALUES (7, 0, '', '')")
    migrate(database)
    with database.writer.begin() as connection:
        identity, serial = connection.exec_driver_sql("SELECT identity, serial FROM chain WHERE organisation = 7").one()
        assert len(identity) == 32 and serial == 7
