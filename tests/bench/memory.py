"""What a process keeps in memory after some work: the web against an idle Flask, a worker against an idle scheduler."""

import subprocess
import sys
from pathlib import Path

from notifications import deliver_letters
from tests.bench.batch import OPENS, populate
from tests.bench.measure import Figure
from tests.bench.scene import AT, Scene, crowd, scene
from workflow.records.database import connect

MOST = 150
"""Megabytes."""
GOALS, VISITS, LETTERS = 400, 10, 300
IDLE = "from flask import Flask; Flask('idle').test_client().get('/')"
WAITING = "from apscheduler.schedulers.background import BackgroundScheduler as B; b = B(); b.start(); b.shutdown()"
WORKED = "from tests.bench.memory import worked; worked(*{given!r})"
BUSY = "from tests.bench.memory import visited; visited(*{given!r})"
STATUS = Path("/proc/self/status")
TELL = f"; print(next(line.split()[1] for line in open('{STATUS}') if line.startswith('VmRSS')))"


def memory(kind: str, url: str) -> list[Figure]:
    """The web process, when somebody has been to every page, and a worker when it has sent a morning's letters; nothing
    where the system does not tell."""
    if not STATUS.exists():
        return []
    stage = scene(connect(url), GOALS)
    crowd(stage.database, "0002", GOALS, AT)
    populate(stage.database, "0003", LETTERS)
    stage.database.dispose()
    web, idle = _resident(BUSY.format(given=(url, _person(stage)))), _resident(IDLE)
    name = f"a web process after {VISITS} visits to every page, against an idle Flask ({kind})"
    worker, waiting = _resident(WORKED.format(given=(url,))), _resident(WAITING)
    other = f"a worker after a morning of {LETTERS} letters, against an idle scheduler ({kind})"
    return [
        Figure(name, web, "MB", idle, web / idle).aiming(MOST),
        Figure(other, worker, "MB", waiting, worker / waiting).aiming(MOST),
    ]


def visited(url: str, person: str) -> None:
    """In a process of its own: the app, with somebody signed in who goes everywhere."""
    from web.app import create_app
    from workflow.settings import Settings

    settings = Settings(secret_key="measured" * 8, _env_file=None)
    app = create_app(settings, connect(url), lambda: AT, demo=True)
    app.config.update(WTF_CSRF_ENABLED=False)
    client = app.test_client()
    assert client.post("/logga-in", data={"person": person}).status_code == 303
    plain = [rule.rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ()) and not rule.arguments]
    for _ in range(VISITS):
        for address in plain:
            assert client.get(address).status_code < 500, address


def worked(url: str) -> None:
    """In a process of its own: the command with all that it knows, which ticks, makes the letters and sends them."""
    from notifications import heartbeat, jobs
    from web.cli import main
    from workflow.cycle.schedule import Schedule
    from workflow.settings import Settings

    assert main.commands["worker"]
    database = connect(url)
    running = Schedule(jobs(database, lambda: OPENS, None)).start()
    heartbeat(database, lambda: OPENS)
    settings = Settings(secret_key="measured" * 8, _env_file=None)
    done = deliver_letters(database, lambda: OPENS, settings, shelf=True)
    assert done.sent >= LETTERS, done
    running.stop()


def _person(stage: Scene) -> str:
    return f"{stage.dina.organisation}/{stage.dina.person}"


def _resident(code: str) -> float:
    asked = [sys.executable, "-W", "ignore", "-c", code + TELL]
    done = subprocess.run(asked, check=True, capture_output=True, text=True)
    return int(done.stdout) / 1024
