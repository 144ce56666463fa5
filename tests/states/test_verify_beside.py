"""Tampering beside the chain: files, letters, the triggers that guard it all."""

from collections.abc import Sequence

import pytest

from notifications.enqueue import enqueue
from tests.people import Town
from tests.states.good import GOOD
from tests.states.test_verify import after
from tests.states.ways import told, trying
from workflow.files import File, attach, fetched
from workflow.records.migrate import GUARDED
from workflow.records.sql import driver, run
from workflow.states.perform import Refused
from workflow.states.replay import verify

GONE = "Spärren {} är borta: det som har hänt skulle kunna ändras."


@pytest.fixture(scope="module")
def written(standing: Town) -> Town:
    """The town with a goal, a file attached to it, and the letters of what has happened."""
    goal = standing.goal()
    with standing.database.writing() as session:
        attach(session, goal, standing.maja, File("Underlag.txt", b"Underlag"), at=standing.now)
    standing.do("propose", goal, standing.olle, **GOOD["proposal"])
    enqueue(standing.database, standing.now)
    with standing.database.reading() as session:
        assert verify(session, standing.clock.organisation).faults == []
        assert run(session, "SELECT count(*) FROM mail").scalar_one() > 1
    return standing


@pytest.fixture
def attached(written: Town) -> int:
    """The event that attached the file."""
    with written.database.reading() as session:
        return int(run(session, "SELECT seq FROM event WHERE fact = 'attachment'").scalar_one())


TAMPERS: Sequence[tuple[str, str, str]] = (
    ("changed bytes", "UPDATE paper SET content = 'x' WHERE {org}", "Filen som händelse {attached} bifogade har ändrats."),
    ("no bytes", "DELETE FROM paper WHERE {org}", "Filen som händelse {attached} bifogade saknas."),
    ("other digest", "UPDATE paper SET digest = 'ab' WHERE {org}", "Filen som händelse {attached} bifogade saknas."),
    ("a file more", "INSERT INTO paper (organisation, digest, content) VALUES (1, 'ab', 'x')",
     "En fil som ingen händelse nämner har ändrats: ab."),
    ("letters ahead", "UPDATE letterbox SET seq = seq + 1000 WHERE {org}", "Brev har gjorts till och med händelse"),
    ("a letter is gone", "DELETE FROM mail WHERE {org} AND number = 1", "brev, men"),
    ("a letter more", "UPDATE letterbox SET number = number - 1 WHERE {org}", "brev, men"),
    ("another number", "UPDATE mail SET number = 4711 WHERE {org} AND number = 1", "brev, men"),
    ("a line of nothing", "UPDATE mail_line SET event = 4711 WHERE {org} AND mail = 1", "berättar om händelse 4711"),
    ("letters behind", "UPDATE letterbox SET seq = 1 WHERE {org}", "som inte hade blivit brev"),
)  # fmt: skip


@pytest.mark.parametrize(("sql", "seen"), [row[1:] for row in TAMPERS], ids=[row[0] for row in TAMPERS])
def test_tampering_is_seen(written: Town, attached: int, sql: str, seen: str) -> None:
    faults = after(
        written, "DELETE FROM mail_line WHERE {org} AND mail = 1" if "DELETE FROM mail " in sql else "SELECT 1", sql
    )
    assert any(seen.format(attached=attached) in fault for fault in faults)


@pytest.mark.parametrize("trigger", GUARDED)
def test_a_trigger_that_is_gone_is_named(written: Town, trigger: str) -> None:
    with trying(written) as session:
        table = f" ON {trigger.partition('_')[0]}" if driver(session).postgres else ""
        run(session, f"DROP TRIGGER {trigger}{table}")
        assert told(verify(session, written.clock.organisation).faults) == [GONE.format(trigger)]


def test_a_forged_file_is_given_to_nobody(written: Town) -> None:
    with trying(written) as session:
        run(session, "DROP TRIGGER paper_stays" + (" ON paper" if driver(session).postgres else ""))
        run(session, "UPDATE paper SET content = 'x' WHERE organisation = 1")
        digest = str(run(session, "SELECT digest FROM paper").scalar_one())
        with pytest.raises(Refused):
            fetched(session, 1, digest)
