"""`tick`, `simulate` and `verify`: turn the wheel once, play a whole year, see that the chain holds."""

from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

import click
from sqlalchemy import select

from notifications import enqueue_letters
from web.clock import real
from web.commands.ground import (
    AS_JSON,
    AT,
    OF,
    UNKNOWN,
    Stop,
    language,
    moment,
    opened,
    organisation,
    printed,
    waiting,
)
from web.commands.models import named
from workflow.cycle.heartbeat import GAP, beat, pulse
from workflow.cycle.tick import COUNTS, Ticked
from workflow.cycle.tick import tick as ticked
from workflow.records.database import Database
from workflow.records.organisation import Organisation
from workflow.simulation.simulate import simulate as played
from workflow.states.replay import Verified
from workflow.states.replay import verify as verified
from workflow.words import said, sentence

FAR = "%(at)s is far from now (%(now)s): nothing was done. To let the clock go on from there: malhjulet release --at"


@click.command()
@AT
@OF
@AS_JSON
def tick(at: str | None, code: str | None, as_json: bool) -> None:
    """What the clock does once: opens, advances, reminds, escalates, makes letters. Twice does no more than once."""
    with opened() as database, waiting("tick"):
        number = None
        if code:
            with database.reading() as session:
                number = organisation(session, code).id
        when = moment(at)
        done = far(database, when) if at else None
        if done is None:
            done = ticked(database, when, number)
            done.mails = 0 if done.why else enqueue_letters(database, when, number)
        if at is None:
            beat(database, when)
    found = {name: asdict(done)[name] for name in COUNTS}
    if as_json:
        printed(found)
    else:
        for name, value in found.items():
            click.echo(f"{name}: {value}")
    if done.why:
        click.echo(said(done.why, language()), err=True)
    for case, why in done.stuck.items():
        for one in why:
            click.echo(f"{case}: {said(one, language())}", err=True)
    for error in done.failed.values():
        raise error


def far(database: Database, when: datetime) -> Ticked | None:
    """The answer for a moment far both from now and from when the clock last lived: a slip of the keyboard, that stops
    nothing and does nothing. None for another moment."""
    with database.reading() as session:
        last = pulse(session)
    now = real()
    if abs(when - now) <= GAP or (last and last.at <= when <= last.at + GAP):
        return None
    return Ticked(held=True, why=sentence(FAR, at=when, now=now))


@click.command()
@click.option("--model", "name", required=True, help="The model's name or file.")
@click.option("--year", type=int, required=True, help="The goal year.")
@click.option("--seed", type=int, default=1, show_default=True, help="The same seed gives the same answer.")
@click.option("--keep", type=click.Path(path_type=Path), help="A new SQLite file in which the year is kept.")
@AS_JSON
def simulate(name: str, year: int, seed: int, keep: Path | None, as_json: bool) -> None:
    """Play a goal year with invented people: 29 months in a while."""
    named(name)
    if keep and keep.exists():
        raise Stop(sentence("%(file)s is there already: name a file that is not.", file=keep))
    with waiting(f"{name} {year}"):
        found = played(name, year, seed, f"sqlite:///{keep.resolve()}" if keep else "sqlite://")
    if as_json:
        printed(found)
        return
    for month in found["months"]:
        counts = " ".join(f"{key} {value}" for key, value in month.items() if isinstance(value, int))
        click.echo(f"{month['month']}: {counts}")
    for goal in found["goals"]:
        click.echo(f"{goal['goal']}: {goal['state']}")


@click.command()
@OF
@AS_JSON
def verify(code: str | None, as_json: bool) -> None:
    """Read every chain and make every case anew from it. 0: it holds, 1: it does not, 2: it cannot tell."""
    with opened(code=UNKNOWN) as database, waiting("verify"), database.reading() as session:
        homes = session.scalars(select(Organisation).order_by(Organisation.id)).all()
        if code:
            homes = [organisation(session, code, UNKNOWN)]
        found = {home.code: verified(session, home.id) for home in homes}
    if not found:
        raise Stop(sentence("There is no organisation to verify."), code=UNKNOWN)
    _told(found, as_json)
    if faults := [f"{code_}: {said(fault, language())}" for code_, one in found.items() for fault in one.faults]:
        raise Stop(*faults)


def _told(found: dict[str, Verified], as_json: bool) -> None:
    """How much was read, and what does not hold."""
    if as_json:
        printed([_plain(code, one) for code, one in found.items()])
        return
    for code, one in found.items():
        counts = {"events": one.events, "cases": one.cases, "erased": one.erased, "faults": len(one.faults)}
        text = sentence("%(code)s: %(events)s events, %(cases)s cases, %(erased)s erased, %(faults)s faults.",
                        code=code, **counts)  # fmt: skip
        click.echo(text.in_(language()))


def _plain(code: str, one: Verified) -> dict[str, Any]:
    faults = [said(fault, language()) for fault in one.faults]
    return {
        "organisation": code,
        "events": one.events,
        "cases": one.cases,
        "erased": one.erased,
        "faults": faults,
    }
