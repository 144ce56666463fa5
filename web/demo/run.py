"""Starting the demonstration: made when it is not there, then web and clock in one process until somebody stops it."""

import secrets
from datetime import date, datetime
from pathlib import Path

from flask import Flask
from rich.console import Console
from rich.progress import Progress
from rich.table import Table
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

import notifications
from web import clock
from web.app import create_app
from web.demo.build import MODEL, build
from web.demo.days import catch_up
from web.demo.start import forget_start, keep_start
from web.language import LOCALES
from web.serving import run as served
from workflow.cycle.heartbeat import beat
from workflow.cycle.schedule import Schedule
from workflow.cycle.working_days import local_day
from workflow.governance.load import load
from workflow.records.database import Database, connect
from workflow.records.migrate import migrate
from workflow.records.model import Heartbeat
from workflow.records.organisation import Organisation, Person, Seat, Unit
from workflow.reports import working
from workflow.search import keep_up
from workflow.settings import Settings
from workflow.words import sentence

TODAY = date(2026, 9, 14)


class Earlier(Exception):
    """The demonstration has come further than the day that was asked for."""


def demonstrate(folder: Path, settings: Settings, port: int, day: date | None, reset: bool) -> None:
    """The demonstration on a port, its database in `folder`."""
    file = folder / "demo.db"
    if reset:
        forget(file)
    url = f"sqlite:///{file}"
    known = settings.model_copy(
        update={"database_url": url, "secret_key": secret(folder), "base_url": f"http://127.0.0.1:{port}"}
    )

    prepare(file, day, known)

    clocks: list[Schedule] = []

    def web() -> Flask:
        """Web and clock of the one worker."""
        database = connect(url)
        shown = clock.demonstration(database)
        beat(database, shown())  # it stood still while nobody ran it: its first own heartbeat comes in a minute
        sender = notifications.sender_of(database, shown, known, shelf=True)
        clocks.append(
            Schedule((*notifications.jobs(database, shown, sender), *working.jobs(database, shown, sender.me))).start()
        )
        return create_app(known, database, shown, demo=True)

    def stop(server: object, worker: object) -> None:
        """Let the clock stop before its worker ends, which would wait for a document that is being written."""
        for one in clocks:
            one.stop()

    table(url, known)
    served(web, "127.0.0.1", port, worker_exit=stop)


def prepare(file: Path, day: date | None, known: Settings) -> None:
    """Make the demonstration, or bring the one there is to a later day. Earlier when it has come further."""
    kept = _kept(file)
    if kept is None:
        forget(file)
    database = connect(f"sqlite:///{file}")
    try:
        migrate(database)
        if kept is None:
            _make(database, day or TODAY, known)
        elif day and day < kept:
            raise Earlier(kept.isoformat())
        elif day and day > kept:
            catch_up(database, kept, day, known)
        keep_up(database)
    finally:
        database.dispose()


def forget(file: Path) -> None:
    """Throw the demonstration away."""
    for name in (file.name, f"{file.name}-wal", f"{file.name}-shm"):
        file.with_name(name).unlink(missing_ok=True)
    forget_start(file)


def secret(folder: Path) -> str:
    """The key that signs the demonstration's sessions, kept so that a restart signs nobody out."""
    file = folder / "demo.secret"
    if not file.exists():
        file.touch(mode=0o600)
        file.write_text(secrets.token_urlsafe(48))
    return file.read_text()


def _kept(file: Path) -> date | None:
    """The demonstration's day, None while it has not been made to its end."""
    if not file.exists():
        return None
    database = connect(f"sqlite:///{file}")
    try:
        with database.reading() as session:
            found = session.get(Heartbeat, clock.DEMO)
        return local_day(found.at) if found else None
    except OperationalError:
        return None
    finally:
        database.dispose()


def _make(database: Database, day: date, known: Settings) -> None:
    """Play the past; the day is kept last, so that a demonstration that was broken off is made anew."""
    console = Console(stderr=True)

    def mail(at: datetime) -> None:
        notifications.enqueue_letters(database, at)
        notifications.deliver_letters(database, lambda: at, known, shelf=True)

    with Progress(console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task("Demonstration", total=1.0)
        build(database, day, mail, lambda share: progress.update(task, completed=share))
    clock.keep(database, day)
    keep_start(Path(database.writer.url.database or ""))


def table(url: str, settings: Settings) -> None:
    """Where it is, who one can be, and how to stop it."""
    database = connect(url)
    language = settings.language if settings.language in LOCALES else "sv"
    with database.reading() as session:
        home = session.scalars(select(Organisation).order_by(Organisation.id)).first()
        held = select(Person.name, Seat.role, Unit.name).where(
            Seat.person == Person.id, Seat.unit == Unit.id, Person.email != ""
        )
        rows = session.execute(held.order_by(Person.id, Seat.id)).all()
    database.dispose()
    roles = load(MODEL).roles
    shown = Table(title=f"{home.name if home else ''}  {settings.base_url}", title_justify="left")
    for heading in ("Person", "Roll", "Organ"):
        shown.add_column(heading)
    for name, role, unit in rows:
        shown.add_row(name, roles[role].title.in_(language), unit)
    console = Console()
    console.print(shown)
    console.print(sentence("Letters are not sent here; read them at %(address)s.",
                           address=f"{settings.base_url}/dev/mail").in_(language))  # fmt: skip
    console.print(sentence("Open %(address)s and choose who you want to be. Stop with Ctrl+C.",
                           address=settings.base_url).in_(language))  # fmt: skip
