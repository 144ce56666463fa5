"""`worker`, `drain` and `release`: the clock and the letters, the letters once, and letting held letters go."""

import logging
from dataclasses import asdict
from typing import Any

import click

import notifications
from web.clock import real
from web.commands.ground import AS_JSON, AT, Stop, language, moment, opened, printed, settings, warned
from workflow.cycle.heartbeat import mistrust, pulse
from workflow.cycle.letter_hold import let_go
from workflow.cycle.schedule import until_told_to_stop
from workflow.cycle.tick import COUNTS, tick
from workflow.reports import working
from workflow.settings import Settings
from workflow.words import sentence

TELLING = ("notifications", "workflow.reports")
"""Whose doings an operator reads in the worker's log."""


@click.command()
def worker() -> None:
    """The clock, the letters and the documents, until it is stopped. Any number of them may run."""
    known = _with_a_relay()
    logging.basicConfig(format="%(asctime)s %(levelname)s %(message)s")
    for name in TELLING:
        logging.getLogger(name).setLevel(logging.INFO)
    with opened() as database:
        warned(known)
        sender = notifications.sender_of(database, real, known)
        until_told_to_stop((*notifications.jobs(database, real, sender), *working.jobs(database, real, sender.me)))


@click.command()
@click.option("--limit", type=click.IntRange(1), help="Letters, at the most.")
@AS_JSON
def drain(limit: int | None, as_json: bool) -> None:
    """Make letters of what has happened, and send what may be sent, once."""
    known = _with_a_relay()
    with opened() as database:
        notifications.enqueue_letters(database, real())
        found: dict[str, Any] = asdict(notifications.deliver_letters(database, real, known, limit))
    if as_json:
        printed(found)
        return
    for name, value in found.items():
        click.echo(f"{name}: {value}")


@click.command()
@AT
@click.option(
    "--advance", is_flag=True, help="Take and tell at once what is really due, without waiting for the worker."
)
def release(at: str | None, advance: bool) -> None:
    """Let the clock go on, and its letters go, when it was not to be trusted. Look first: is it right now?"""
    when = moment(at)
    with opened() as database:
        with database.writing() as session:
            last = pulse(session)
            if at is None and not mistrust(last, when):
                raise Stop(sentence("No letters are held."))
            released = let_go(session, when)
        if last:
            click.echo(
                sentence("The clock had last lived at %(last)s; it goes on from %(now)s.", last=last.at, now=when).in_(
                    language()
                )
            )
        if advance:
            done = tick(database, when)
            done.mails = notifications.enqueue_letters(database, when)
            for name in COUNTS:
                click.echo(f"{name}: {getattr(done, name)}")
    click.echo(sentence("%(letters)s letters go out now.", letters=released).in_(language()))


def _with_a_relay() -> Settings:
    """The settings; Stop when they do not say which relay takes the letters."""
    known = settings()
    missing = [name for name in ("smtp_url", "mail_from") if not getattr(known, name)]
    if missing:
        raise Stop(*(sentence("The setting %(name)s is missing: letters cannot be sent without it.",
                              name=f"MALHJULET_{name.upper()}") for name in missing))  # fmt: skip
    return known
