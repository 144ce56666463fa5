"""Bugs planted on purpose: each takes down a wall, with the walls behind it that would hide it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any
from unittest.mock import patch

from notifications import compose, deliver, digest, enqueue, outbox, smtp
from notifications.compose import CompositionContext, LetterRow
from notifications.outbox import ClaimedMessage
from workflow.cycle import letter_hold, tick
from workflow.cycle.deadlines import duties
from workflow.cycle.reminders import ladder_of
from workflow.cycle.working_days import local_day
from workflow.records.database import Database
from workflow.records.sql import quick

Bug = Callable[[], Any]
UNSTRUCK = outbox._STRIKE.replace("DELETE FROM mail_line", "UPDATE mail_line SET role = role")
PLANTED: dict[str, Bug] = {}
HARSH: dict[str, dict[str, float]] = {}
"""Where a bug shows only in bad weather: how bad."""


def planted(name: str, **harsh: float) -> Callable[[Callable[[], Iterator[None]]], None]:
    """Register a bug under the name of the wall that is missing."""

    def keep(bug: Callable[[], Iterator[None]]) -> None:
        PLANTED[name] = contextmanager(bug)
        HARSH[name] = {name.replace("_", " "): times for name, times in harsh.items()}

    return keep


@planted("a letter's key is unique, and the cursor moves with the letters")
def _() -> Iterator[None]:
    some, row = enqueue._some, outbox._row

    def goes_back(batch: Any, at: datetime) -> int:
        made = some(batch, at)
        quick(batch.session, "UPDATE letterbox SET seq = ? WHERE organisation = ?", (batch.seq, batch.organisation))
        return made

    def keyed(organisation: int, number: int, slot: int, letter: Any) -> Any:
        return row(organisation, number, slot, letter._replace(key=f"{letter.key}#{number}"))

    with patch.object(enqueue, "_some", goes_back), patch.object(outbox, "_row", keyed):
        yield


@planted("a letter is marked after it was sent")
def _() -> Iterator[None]:
    real = deliver._hand_over

    def hand_over(sender: Any, conversation: Any, claimed: ClaimedMessage, at: datetime) -> str:
        with sender.database.writing() as session:
            outbox.finish(session, claimed, at, outbox.SENT)
        return real(sender, conversation, claimed, at)

    with patch.object(deliver, "_hand_over", hand_over):
        yield


@planted("a letter is marked whoever has it now", stalls=4, meanwhile=3)
def _() -> Iterator[None]:
    real = outbox.finish

    def finish(session: Any, claimed: ClaimedMessage, *rest: Any) -> bool:
        sql = "SELECT attempts FROM mail WHERE organisation = ? AND number = ?"
        [attempts] = quick(session, sql, (claimed.organisation, claimed.number)).fetchone()
        return attempts == claimed.attempts and real(session, claimed, *rest)

    with patch.object(outbox, "LEASE", timedelta(seconds=1)), patch.object(deliver, "finish", finish):
        yield


@planted("what a slow worker told is not told again", freezes=30, people=3)
def _() -> Iterator[None]:
    with patch.object(outbox, "_STRIKE", UNSTRUCK):
        yield


@planted("a loan is renewed before a letter is sent late", freezes=5, stalls=4)
def _() -> Iterator[None]:
    with patch.object(deliver, "_still_ours", lambda *_: True):
        yield


@planted("a duty that is done is not asked for")
def _() -> Iterator[None]:
    def owed(ctx: CompositionContext, row: LetterRow) -> Any:
        bare = row.case._replace(taken={}, facts={k: v for k, v in row.case.facts.items() if k.startswith("notice")})
        return next((duty for duty in duties(ctx.model(bare), ctx.calendar, bare) if duty.key == row.line.duty), None)

    with patch.object(CompositionContext, "owed", owed):
        yield


@planted("the cursor moves with the letters", dies_before=10, dies_uncommitted=20)
def _() -> Iterator[None]:
    def all_of(database: Database, organisation: int, at: datetime) -> int:
        with database.writing() as session:
            batch = enqueue.open_batch(session, organisation, local_day(at))
            sql = "UPDATE letterbox SET seq = ? WHERE organisation = ?"
            quick(session, sql, (max((event.seq for event in batch.events), default=batch.seq), organisation))
        with database.writing() as session:
            return enqueue._some(batch._replace(session=session), at)

    with patch.object(enqueue, "_all_of", all_of):
        yield


@planted("no event is skipped between two batches")
def _() -> Iterator[None]:
    real = enqueue._some
    with patch.object(
        enqueue, "_some", lambda batch, at: real(batch._replace(events=batch.events[1:] or batch.events), at)
    ):
        yield


@planted("what was imported is passed over")
def _() -> Iterator[None]:
    def heard(batch: Any, case: Any, event: Any) -> Any:
        if event.step == "import":
            yield enqueue.Recipient(8), enqueue.OutboxLine(event.seq, case.id)
        else:
            yield from real(batch, case, event)

    real = enqueue._heard
    with patch.object(enqueue, "IMPORT", "nothing"), patch.object(enqueue, "_heard", heard):
        yield


@planted("a superseded letter's lines are told in the next", later=4)
def _() -> Iterator[None]:
    with patch.object(digest, "_lines", lambda *_: []):
        yield


@planted("a letter that somebody sends is not superseded", meanwhile=4)
def _() -> Iterator[None]:
    bare = digest._SUPERSEDE.replace("AND (claim = '' OR next_at <= ?)", "AND ? > ''")
    with patch.object(digest, "_SUPERSEDE", bare), patch.object(outbox, "_STRIKE", UNSTRUCK):
        yield


@planted("a dead worker's letter is superseded", dies_before=10, dies_after=5)
def _() -> Iterator[None]:
    bare = digest._SUPERSEDE.replace("OR next_at <= ?", "AND ? > ''")
    with patch.object(digest, "_SUPERSEDE", bare), patch.object(deliver, "is_first", lambda *_: True):
        yield


@planted("nobody is escalated whose reminder has not been out long enough", time=4)
def _() -> Iterator[None]:
    with patch.object(compose, "_follows", lambda *_: None):
        yield


@planted("a letter that came back reminded nobody", refused=12, time=4)
def _() -> Iterator[None]:
    counted = compose._BELOW.replace(
        "CASE WHEN m.outcome NOT IN ('bounced', 'given_up') THEN m.done_at END", "m.done_at"
    )
    assert counted != compose._BELOW
    with patch.object(compose, "_BELOW", counted):
        yield


@planted("no rung is told before its day", time=4)
def _() -> Iterator[None]:
    with patch.object(compose, "rung_date", lambda *_: datetime(2020, 1, 1).date()):
        yield


@planted("letters wait while the clock is not to be trusted", time=4)
def _() -> Iterator[None]:
    with (
        patch.object(deliver, "is_trusted", lambda *_: True), patch.object(digest, "felt", lambda *_: None),
    ):  # fmt: skip
        yield


@planted("letters made before the clock jumped wait too", time=4)
def _() -> Iterator[None]:
    with patch.object(deliver, "is_trusted", lambda *_: True):
        yield


@planted("a tick after a long silence holds the letters", time=4)
def _() -> Iterator[None]:
    with patch.object(tick, "hold", lambda *_: None):
        yield


@planted("the Message-ID is always the same")
def _() -> Iterator[None]:
    numbers = iter(range(10**9))
    with patch.object(smtp, "_digest", lambda *parts: f"{next(numbers):032x}"):
        yield


@planted("a letter that is put off waits")
def _() -> Iterator[None]:
    with patch.object(deliver, "FIRST", timedelta()):
        yield


@planted("a letter that is put off is tried again")
def _() -> Iterator[None]:
    long = timedelta(days=3000)
    with (
        patch.object(deliver, "LONGEST", long),
        patch.object(deliver, "FIRST", long),
        patch.object(letter_hold, "FAR", 2 * long),
    ):
        yield


@planted("the registrar hears of what did not arrive")
def _() -> Iterator[None]:
    with patch.object(deliver, "report_bounce", lambda *_: None):
        yield


@planted("a rung is told once: by the case, and by its key")
def _() -> Iterator[None]:
    real = tick.telling

    def telling(model: Any, duty: Any, noted: Any, today: Any) -> Any:
        told = real(model, duty, noted, today)
        rungs = {rung.name: rung for rung in ladder_of(model, duty.step)}
        return told._replace(rung=told.rung or rungs.get(noted.get("rung")), again=today)

    numbers = iter(range(10**9))
    with patch.object(tick, "telling", telling), patch.object(tick, "_once", lambda *_: f"again/{next(numbers)}"):
        yield


@planted("a morning's key names its reader")
def _() -> Iterator[None]:
    with patch.object(digest.Recipient, "__str__", lambda self: "reader"):
        yield


@planted("a reader has one letter a morning", meanwhile=3, later=4, time=3)
def _() -> Iterator[None]:
    with (
        patch.object(digest.MorningLetter, "takes_up", lambda *_: False), patch.object(deliver, "is_first", lambda *_: True),
    ):  # fmt: skip
        yield


@planted("a duty is asked for once a day", later=8, time=4)
def _() -> Iterator[None]:
    read = compose.letter_in_outbox

    def untold(*given: Any) -> Any:
        to, rows = read(*given)
        return to, [row._replace(told=False) for row in rows]

    with patch.object(compose, "letter_in_outbox", untold):
        yield


@planted("what is not due yet is told later", time=4)
def _() -> Iterator[None]:
    with patch.object(deliver, "wait", lambda *_: None):
        yield


@planted("the relay's rate is kept")
def _() -> Iterator[None]:
    with patch.object(deliver, "room", lambda *_: 20):
        yield
