"""The heartbeat: when the clock last lived, and why it is not trusted, if it is not.

A wrong clock must do nothing: what it takes is sealed, and what it tells cannot be untold. One that went backwards or jumped
stands still until somebody has looked. An outage looks the same from within; where the database keeps time of its own, and
agrees, it is known as one: the state is caught up, and only letters wait.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from workflow.records.base import instant_text
from workflow.records.database import Database
from workflow.records.sql import driver, quick, run
from workflow.words import Sentence, sentence

TICK, SILENCE = "tick", "silence"
"""The rows: when the clock last lived, and since when it had been silent."""
DAY = timedelta(days=1)
GAP = timedelta(hours=48)
"""A longer silence than this may be a wrong clock."""
LEEWAY = timedelta(minutes=5)
"""So far two machines' clocks may be apart."""
BACKWARDS = sentence("The clock went backwards.")
JUMPED = sentence("The clock has jumped by more than two days, or stood still for as long.")
SILENT = sentence("The clock has been silent for more than two days.")
TOO_MANY = sentence("The clock would send more than three times as many letters as ever before.")


class Pulse(NamedTuple):
    """When the clock last lived, and why it is stopped or its letters are held ("" when neither)."""

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


def suspicion(last: Pulse | None, at: datetime, second: datetime | None = None) -> Sentence | None:
    """Why the clock should not be trusted at `at`, None when it should. `second` is what another clock says, where one can
    be asked: when it agrees, a long silence was an outage."""
    if last is None:
        return None
    if at < last.at:
        return BACKWARDS
    if at - last.at <= GAP:
        return None
    return SILENT if second and abs(second - at) <= LEEWAY else JUMPED


def stopped(last: Pulse | None, why: Sentence | None) -> Sentence | None:
    """Why the clock does nothing at all: it is suspected now (`why`), or was, and nobody has looked since."""
    if last and last.held == JUMPED.text:
        return JUMPED
    return why if why in (BACKWARDS, JUMPED) else None


def mistrust(last: Pulse | None, at: datetime) -> Sentence | None:
    """Why somebody should look at the clock, as whoever asks at `at` sees it; a little apart is no reason."""
    if last and last.held:
        return Sentence(last.held)
    return suspicion(last, max(at, last.at) if last and last.at - at <= LEEWAY else at)


def is_trusted(session: Session, at: datetime) -> bool:
    """True when what the clock has told may be sent at `at`: nothing is held, and nothing is suspicious."""
    last = pulse(session)
    return not (last and last.held) and suspicion(last, at) is None


def hold(session: Session, why: Sentence) -> None:
    """Hold the letters until somebody releases them; when it `JUMPED`, the clock itself, which no lesser reason undoes."""
    run(session, "UPDATE heartbeat SET held = ? WHERE name = 'tick' AND held <> ?", (why.text, JUMPED.text))


def release(session: Session, at: datetime) -> None:
    """Let go: somebody has looked, and the clock is right at `at`, even if that is back in time. How long it had been
    silent is remembered until the next tick has put off what closed meanwhile."""
    last, moment = pulse(session), instant_text(at)
    if last and at - last.at > DAY:
        _remember(session, SILENCE, instant_text(last.at))
    if not run(session, "UPDATE heartbeat SET held = '', at = ? WHERE name = 'tick'", (moment,)).rowcount:
        _remember(session, TICK, moment)


def silence(session: Session) -> Pulse | None:
    """When the clock last lived before an outage that somebody has looked at, and that is still to be caught up."""
    return felt(run(session, "SELECT at, held FROM heartbeat WHERE name = ?", (SILENCE,)).all())


def caught_up(session: Session) -> None:
    """The outage is caught up."""
    run(session, "DELETE FROM heartbeat WHERE name = ?", (SILENCE,))


def beat(database: Database, at: datetime) -> None:
    """Write that the clock was alive at `at`, never back in time, and not while it is stopped: what it last said before
    that is what a person looks at."""
    with database.writing() as session:
        moment = instant_text(at)
        sql = "UPDATE heartbeat SET at = ? WHERE name = 'tick' AND at <= ? AND held <> ?"
        if not run(session, sql, (moment, moment, JUMPED.text)).rowcount:
            _remember(session, TICK, moment)


def _remember(session: Session, name: str, moment: str) -> None:
    """Write a moment, unless one is written there."""
    sql = "INSERT INTO heartbeat (name, at, held) VALUES (?, ?, '') ON CONFLICT (name) DO NOTHING"
    run(session, sql, (name, moment))
