"""The command's letters: what they need, what they answer, and that held letters go when somebody has looked."""

import json
import socket
from datetime import UTC, datetime
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message
from sqlalchemy import text

from tests.people import Town, mariestad
from tests.web.test_cli import Run, run
from workflow.cycle.heartbeat import SILENT, beat, hold
from workflow.records.database import Database, connect
from workflow.records.migrate import migrate

__all__ = ["run"]


class Kept(Message):
    """An SMTP server's letters."""

    def __init__(self) -> None:
        super().__init__()
        self.letters: list[str] = []

    def handle_message(self, message: object) -> None:
        """Keep it."""
        self.letters.append(str(message))


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def house(folder: Path) -> tuple[Database, Town]:
    """The command's database with a town in it, on the day on which its goal year opens."""
    database = connect(f"sqlite:///{folder}/cli.db")
    migrate(database)
    return database, mariestad(database)


def test_letters_are_not_sent_without_a_relay(run: Run) -> None:
    for command in ("worker", "drain"):
        done = run(command, MALHJULET_MAIL_FROM="")
        assert done.exit_code == 1
        assert "MALHJULET_SMTP_URL" in done.stderr and "MALHJULET_MAIL_FROM" in done.stderr


def test_a_relay_that_is_none_is_told(run: Run, tmp_path: Path) -> None:
    house(tmp_path)[0].dispose()
    done = run("drain", MALHJULET_SMTP_URL="http://relay", MALHJULET_MAIL_FROM="prov@kommun.invalid")
    assert done.exit_code == 1 and "smtp://" in done.stderr and "Traceback" not in done.output


def test_a_tick_makes_letters_once(run: Run, tmp_path: Path) -> None:
    house(tmp_path)[0].dispose()
    assert run("release", "--at", "2025-11-10T06:00").exit_code == 0
    made = [json.loads(run("tick", "--at", "2025-11-10T07:00", "--json").stdout)["mails"] for _ in range(2)]
    assert made[0] > 0 == made[1]


def test_a_drain_sends_what_people_did_and_no_more_than_it_is_told(run: Run, tmp_path: Path) -> None:
    database, town = house(tmp_path)
    town.today = datetime.now(UTC).date()
    report = town.find("committee_year", unit="BUN")[0].id
    for name in ("dina", "olle"):
        town.do("hand_over", report, town.kia, responsible=getattr(town, name).person)
    database.dispose()
    kept = Kept()
    port = free_port()
    relay = Controller(kept, hostname="127.0.0.1", port=port)
    relay.start()
    try:
        told = {"MALHJULET_SMTP_URL": f"smtp://127.0.0.1:{port}", "MALHJULET_MAIL_FROM": "Prov <prov@kommun.invalid>"}
        done = run("drain", "--limit", "1", "--json", **told)
        assert json.loads(done.stdout)["sent"] == 1 == len(kept.letters), done.stderr
        assert json.loads(run("drain", "--json", **told).stdout)["sent"] > 0
        assert len(set(kept.letters)) == len(kept.letters)
    finally:
        relay.stop()


def test_held_letters_go_when_somebody_lets_them(run: Run, tmp_path: Path) -> None:
    database, _ = house(tmp_path)
    beat(database, datetime(2025, 11, 10, tzinfo=UTC))
    with database.writing() as session:
        hold(session, SILENT)
    run("tick", "--at", "2025-11-10T07:00")
    with database.reading() as session:
        assert set(session.scalars(text("SELECT substr(next_at, 1, 4) FROM mail"))) == {"9999"}
    done = run("release", "--at", "2025-11-10T08:00")
    assert done.exit_code == 0 and "brev går ut nu" in done.output
    with database.reading() as session:
        assert set(session.scalars(text("SELECT next_at FROM mail"))) == {"2025-11-10T08:00:00+00:00"}
    database.dispose()
