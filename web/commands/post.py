"""`worker`, `drain` and `release`: the clock and the letters, the letters once, and letting held letters go."""

from dataclasses import asdict
from typing import Any

import click

from web.clock import real
from web.commands.ground import AS_JSON, AT, Stop, language, moment, opened, printed, settings, warned
from web.office import Office
from workflow.cycle.heartbeat import pulse
from workflow.cycle.letter_hold import let_go
from workflow.settings import Settings
from workflow.words import sentence


@click.command()
@click.pass_obj
def worker(office: Office) -> None:
    """The clock and the letters, until it is stopped. Any number of them may run."""
    known = _with_a_relay()
    with opened() as database:
        warned(known)
        office.work(database, real, known)


@click.command()
@click.option("--limit", type=click.IntRange(1), help="Letters, at the most.")
@AS_JSON
@click.pass_obj
def drain(office: Office, limit: int | None, as_json: bool) -> None:
    """Make letters of what has happened, and send what may be sent, once."""
    known = _with_a_relay()
    with opened() as database:
        office.fill(database, real())
        found: dict[str, Any] = asdict(office.drain(database, real, known, limit))  # type: ignore[call-overload]
    if as_json:
        printed(found)
        return
    for name, value in found.items():
        click.echo(f"{name}: {value}")


@click.command()
@AT
def release(at: str | None) -> None:
    """Let the letters go that are held because the clock was not to be trusted. Look first: it is right now?"""
    when = moment(at)
    with opened() as database, database.writing() as session:
        last = pulse(session)
        if not (last and last.held):
            raise Stop(sentence("No letters are held."))
        released = let_go(session, when)
    click.echo(sentence("%(letters)s letters go out now.", letters=released).in_(language()))


def _with_a_relay() -> Settings:
    """The settings; Stop when they do not say which relay takes the letters."""
    known = settings()
    missing = [name for name in ("smtp_url", "mail_from") if not getattr(known, name)]
    if missing:
        raise Stop(*(sentence("The setting %(name)s is missing: letters cannot be sent without it.",
                              name=f"MALHJULET_{name.upper()}") for name in missing))  # fmt: skip
    return known
