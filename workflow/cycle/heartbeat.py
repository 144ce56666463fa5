"""The heartbeat: when the clock last lived, and why what it tells is held, if it is (reliability 2.6).

A wrong clock must not mail a nation: what happens is written all the same, and the letters wait for somebody to look.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from workflow.records.base import instant_text
from workflow.records.database import Database
from workflow.records.sql import driver, quick, run
from workflow.words import Sentence, sentence

GAP = timedelta(hours=48)
"""A longer silence than this may be a wrong clock."""
BACKWARDS = sentence("The clock went backwards.")
SILENT = sentence("The clock has been silent for more than two days.")
TOO_MANY = sentence("The clock would send more than three times as many letters as ever before.")


class Pulse(NamedTuple):
    """When the clock last lived, and why its letters are held ("" when they are not)."""

    at: datetime
    held: str


def pulse(session: Session, stays: bool = False) -> Pulse | None:
    """The last heartbeat, None before the first. When it `stays`, nobody else holds or releases anything until the
    transaction ends."""
    return felt(quick(session, *asked(session, stays)).fetchall())


def asked(session: Session, stays: bool = False) -> tuple[str, tuple[()]]:
    """What one asks to know the pulse, with `together`."""
    end = " FOR SHARE" if stays and driver(session).postgres else ""
    return f"SELECT at, held FROM heartbeat WHERE name = 'tick'{end}", ()


def felt(rows: Sequence[Any]) -> Pulse | None:
    """The pulse, from the answer."""
    return Pulse(datetime.fromisoformat(rows[0][0]), rows[0][1]) if rows else None


def suspicion(last: Pulse | None, at: datetime) -> Sentence | None:
    """Why the clock should not be trusted at `at`, None when it should."""
    if last is None:
        return None
    if at < last.at:
        return BACKWARDS
    return SILENT if at - last.at > GAP else None


def is_trusted(session: Session, at: datetime) -> bool:
    """True when what the clock has told may be sent at `at`: nothing is held, and nothing is suspicious."""
    last = pulse(session)
    return not (last and last.held) and suspicion(last, at) is None


def hold(session: Session, why: Sentence) -> None:
    """Hold the letters until somebody releases them."""
    run(session, "UPDATE heartbeat SET held = ? WHERE name = 'tick'", (why.text,))


def release(session: Session, at: datetime) -> None:
    """Let the letters go: somebody has looked, and the clock is right at `at`, even if that is back in time."""
    run(session, "UPDATE heartbeat SET held = '', at = ? WHERE name = 'tick'", (instant_text(at),))


def beat(database: Database, at: datetime) -> None:
    """Write that the clock was alive at `at`, never back in time."""
    with database.writing() as session:
        moment = instant_text(at)
        sql = "UPDATE heartbeat SET at = ? WHERE name = 'tick' AND at <= ?"
        if not run(session, sql, (moment, moment)).rowcount:
            sql = "INSERT INTO heartbeat (name, at, held) VALUES ('tick', ?, '') ON CONFLICT (name) DO NOTHING"
            run(session, sql, (moment,))
