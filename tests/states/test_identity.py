"""The seal covers the organisation's own identity: a chain holds wherever it lies, and one from before identities goes on."""

import pytest
from sqlalchemy import inspect
from sqlalchemy.orm import Session

from tests.people import Town
from tests.states.test_verify import CHANGED, FOLLOWS, found, unguarded
from tests.states.ways import told, trying
from workflow.records.event_log import EVENT, SEALED, seal_of
from workflow.records.sql import driver, quick, run
from workflow.states.replay import verify

ELSEWHERE = 4711


def sealed_as_before(session: Session, until: int) -> None:
    """Seal the first events as they were before there was an identity: over the number in the database."""
    columns, prev = ", ".join(f'"{name}"' for name in EVENT), ""
    rows = quick(session, f"SELECT {columns} FROM event WHERE organisation = 1 ORDER BY seq", ()).fetchall()
    identity = run(session, "SELECT identity FROM chain WHERE organisation = 1").scalar_one()
    for row in rows:
        first, alg = (1, "mk1") if row[1] <= until else (identity, "mk2")
        seal = seal_of(prev, (first, *row[1 : len(SEALED)]))
        sql = "UPDATE event SET prev = ?, seal = ?, alg = ? WHERE organisation = 1 AND seq = ?"
        run(session, sql, (prev, seal, alg, row[1]))
        prev = seal
    run(session, "UPDATE chain SET seal = ?, serial = 1 WHERE organisation = 1", (prev,))


def moved(session: Session) -> None:
    """Give the organisation another number, as another database would."""
    bind = session.connection()
    for table in inspect(bind).get_table_names():
        if table == "organisation":
            run(session, "UPDATE organisation SET id = ? WHERE id = 1", (ELSEWHERE,))
        elif any(column["name"] == "organisation" for column in inspect(bind).get_columns(table)):
            run(session, f"UPDATE {table} SET organisation = ? WHERE organisation = 1", (ELSEWHERE,))


def test_the_chain_holds_under_another_number(standing: Town) -> None:
    with trying(standing) as session:
        if not driver(session).postgres:
            pytest.skip("SQLite looks at foreign keys when the test's own transaction ends: told by PostgreSQL")
        unguarded(session)
        before = run(session, "SELECT seq, seal FROM event WHERE organisation = 1 ORDER BY seq").all()
        moved(session)
        assert told(verify(session, ELSEWHERE).faults) == []
        assert (
            run(session, "SELECT seq, seal FROM event WHERE organisation = ? ORDER BY seq", (ELSEWHERE,)).all()
            == before
        )


def test_what_was_sealed_before_there_was_an_identity_still_holds(standing: Town) -> None:
    with trying(standing) as session:
        unguarded(session)
        sealed_as_before(session, until=6)
        assert told(found(session, standing).faults) == []
        unguarded(session)
        run(session, "UPDATE event SET step = 'x' WHERE organisation = 1 AND seq = 4")
        assert told(found(session, standing).faults) == [CHANGED.format(4)]


def test_an_organisation_that_never_had_such_events_knows_none(standing: Town) -> None:
    with trying(standing) as session:
        unguarded(session)
        sealed_as_before(session, until=6)
        run(session, "UPDATE chain SET serial = NULL WHERE organisation = 1")
        assert told(found(session, standing).faults) == [FOLLOWS.format(1)]


def test_another_identity_holds_for_none_of_its_events(standing: Town) -> None:
    with trying(standing) as session:
        unguarded(session)
        run(session, "UPDATE chain SET identity = ? WHERE organisation = 1", ("0" * 32,))
        assert told(found(session, standing).faults) == [CHANGED.format(1)]
