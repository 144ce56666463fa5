"""The demonstration: what it promises to show, and that it starts, stops and starts again."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

import pytest

from web.demo.play import met_when
from web.demo.run import TODAY, prepare
from workflow.cycle.working_days import SWEDEN
from workflow.records.database import Database, connect
from workflow.records.queries.cases import cases
from workflow.records.sql import run
from workflow.settings import Settings
from workflow.states.replay import verify
from workflow.tasks import open_duties

NOON = datetime(TODAY.year, TODAY.month, TODAY.day, 12, tzinfo=SWEDEN)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """The demonstration as it is on its first day."""
    file = tmp_path_factory.mktemp("demo") / "demo.db"
    prepare(file, TODAY, Settings(secret_key="prov" * 12, _env_file=None))
    database = connect(f"sqlite:///{file}")
    yield database
    database.dispose()


def test_the_chain_holds(demo: Database) -> None:
    with demo.reading() as session:
        assert not verify(session, 1).faults


def test_it_is_built_on_a_late_day_too(tmp_path: Path) -> None:
    file = tmp_path / "demo.db"
    prepare(file, date(2027, 2, 3), Settings(secret_key="prov" * 12, _env_file=None))
    database = connect(f"sqlite:///{file}")
    began = "SELECT count(*) FROM event WHERE step = 'activity.start' AND effective = '2027-02-02'"
    late = "SELECT count(*) FROM event e JOIN person p ON p.id = e.who WHERE p.name LIKE 'Hugo%' AND effective > ?"
    with database.reading() as session:
        assert run(session, began).scalar_one() == 27, "all but the one of the department without a manager"
        assert run(session, late, ("2026-09-06",)).scalar_one() == 0
        assert not verify(session, 1).faults
    database.dispose()


def test_every_committee_has_its_quota_of_goals_marked_with_their_source(demo: Database) -> None:
    sql = "SELECT u.code, k.year, count(*) FROM cases k JOIN unit u ON u.id = k.unit WHERE level = 'goal' GROUP BY 1, 2"
    with demo.reading() as session:
        counts = {(code, year): count for code, year, count in run(session, sql)}
        words = run(session, "SELECT body FROM payload WHERE body LIKE '%\"wording\"%'").scalars().all()
    assert counts == {
        (code, year): 8 if code == "KS" else 5
        for code in ("KS", "UN", "SN", "TN", "MBN")
        for year in (2026, 2027, 2025)
    }
    assert len(words) >= 56 and all("lånat från" in body for body in words if '"background"' in body)


def test_a_number_in_a_sentence_is_written_as_swedish_does() -> None:
    said = {"name": "Andel arbetslösa", "unit": "procent", "direction": "down", "target": 6.5}
    assert met_when({"indicator": said}) == "När andel arbetslösa är högst 6,5 procent."


def test_three_goal_years_are_alive(demo: Database) -> None:
    with demo.reading() as session:
        years = {case.year: case.state for case in cases(session, "level = 'goal_year'", ())}
        next_year = Counter(case.state for case in cases(session, "level = 'goal' AND year = 2027", ()))
    assert years == {2025: "accounted", 2026: "R3", 2027: "council"}
    assert next_year == {"adopted": 23, "smart_reviewed": 3, "proposed": 1, "draft": 1}, "five were not adopted in June"


MAIN = {
    "Maja": "forecast/R3", "Dina": "propose", "Nils": "decide", "Stig": "adopt", "Rut": "review", "Olle": "redraft",
    "Ada": "handle", "Nora": "send", "Per": "approve",
}  # fmt: skip


def test_everybody_has_something_of_their_own_to_do_and_nothing_old_is_late(demo: Database) -> None:
    with demo.reading() as session:
        names = {person: name.split()[0] for person, name in run(session, "SELECT id, name FROM person")}
        found = [(task.duty, {names[who] for who in owing}) for task, owing in open_duties(session, 1, NOON)]
    for name, key in MAIN.items():
        assert any(name in owing and duty.key == key for duty, owing in found), f"{name}: {key}"
    late = {duty.key for duty, _ in found if duty.due < TODAY}
    assert late == {"analyse", "forecast/R3", "report", "report_effect/R3"}


def test_goals_are_talked_about_pull_against_each_other_and_have_a_file(demo: Database) -> None:
    sql = "SELECT DISTINCT fact FROM event WHERE fact IN (%s)"
    wanted = "'comment', 'attachment', 'conflict', 'target', 'judgement', 'undelivered', 'commitment'"
    with demo.reading() as session:
        said = {fact for (fact,) in run(session, sql % wanted)}
        ends = run(session, "SELECT count(*) FROM seat WHERE until BETWEEN ? AND ?", ("2026-09-14", "2026-10-14"))
        assert ends.scalar_one() == 1
    assert said == {"comment", "attachment", "conflict", "target", "judgement", "undelivered", "commitment"}


def test_it_shows_a_forecast_missing_a_consequence_owed_a_vacant_seat_and_remarks(demo: Database) -> None:
    with demo.reading() as session:
        owed = [task.duty.key for task, _ in open_duties(session, 1, NOON)]
        remarks = run(session, "SELECT count(*) FROM event WHERE step = 'goal.adopt' AND remarks != '[]'").scalar_one()
        held = "SELECT count(*) FROM seat s JOIN unit u ON u.id = s.unit WHERE u.code = 'FRITID' AND s.until >= ?"
        vacant = run(session, held, (TODAY.isoformat(),)).scalar_one() == 0
    assert owed.count("forecast/R3") == owed.count("describe_consequence/R3") == 1
    assert remarks and vacant


@contextmanager
def started(folder: Path, *more: str) -> Iterator[str]:
    """The demonstration on a free port, until the end of the block."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    said = [sys.executable, "-m", "web.cli", "demo", "--folder", str(folder), "--port", str(port), *more]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("MALHJULET_")}
    process = subprocess.Popen(said, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=environment)
    try:
        yield _answering(f"http://127.0.0.1:{port}", process)
    finally:
        process.send_signal(signal.SIGINT)
        out, _ = process.communicate(timeout=20)
        assert b"Traceback" not in out, out.decode()


def _answering(address: str, process: "subprocess.Popen[bytes]") -> str:
    for _ in range(400):
        assert process.poll() is None, process.communicate()[0].decode()
        try:
            with urllib.request.urlopen(f"{address}/readyz"):
                return address
        except OSError:
            time.sleep(0.1)
    raise AssertionError("The demonstration did not start.")


def test_it_starts_stops_and_starts_again_where_it_was(tmp_path: Path) -> None:
    with started(tmp_path, "--date", "2024-12-02") as address:
        page = urllib.request.urlopen(f"{address}/logga-in").read().decode()
        assert "Logga in som Maja Exempel" in page and "2 dec. 2024" in page
    made = _events(tmp_path)
    with started(tmp_path) as address:
        assert "2 dec. 2024" in urllib.request.urlopen(f"{address}/logga-in").read().decode()
    assert _events(tmp_path) == made
    said = [sys.executable, "-m", "web.cli", "demo", "--folder", str(tmp_path), "--date", "2024-11-20"]
    refused = subprocess.run(said, capture_output=True, text=True)
    assert refused.returncode == 1 and "2024-12-02" in refused.stderr


def _events(folder: Path) -> int:
    database = connect(f"sqlite:///{folder}/demo.db")
    with database.reading() as session:
        count = run(session, "SELECT count(*) FROM event").scalar_one()
    database.dispose()
    return int(count)


def test_the_day_of_the_demonstration_is_a_working_day() -> None:
    assert date(2026, 9, 14) == TODAY and TODAY.weekday() == 0
