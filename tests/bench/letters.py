"""A letter, read anew, worded, handed to a mail server on this machine and marked as sent: against smtplib with the very
same bytes, ready, on one connection, in the same round."""

import smtplib
import tempfile
import zlib
from collections.abc import Callable
from pathlib import Path
from random import Random

from notifications.compose import Site
from notifications.deliver import Sender, deliver
from notifications.enqueue import enqueue
from notifications.smtp import FromAddress, SmtpTransport
from tests.bench.batch import OPENS, populate
from tests.bench.measure import Figure, against, timed
from tests.bench.scene import analyse
from tests.post.sink import Sink, sink
from workflow.cycle.heartbeat import beat
from workflow.cycle.tick import tick
from workflow.records.database import Database, connect
from workflow.records.migrate import migrate
from workflow.records.sql import quick

MUNICIPALITIES, LETTERS = 25, 40
TOTAL = MUNICIPALITIES * LETTERS
ROUNDS = 5
MOST = 8.0
"""An alarm and no goal: a relay is given ten letters a second, so a letter may take a hundred milliseconds."""
SENDER = FromAddress("Målhjulet", "malhjulet@kommun.invalid")
SITE = Site("https://mal.kommun.invalid", "prov" * 12)


def letters(kind: str, url: str) -> list[Figure]:
    """A thousand letters through the whole house."""
    database = connect(url)
    migrate(database)
    for number in range(MUNICIPALITIES):
        populate(database, f"{number:04}", LETTERS)
    analyse(database)
    tick(database, OPENS)
    beat(database, OPENS)
    enqueue(database, OPENS)
    ours, bare = [], []
    with tempfile.TemporaryDirectory() as folder, sink(Path(folder)) as relay:
        sender = Sender(
            database,
            SmtpTransport(f"smtp://127.0.0.1:{relay.port}"),
            lambda: OPENS,
            SITE,
            SENDER,
            "bench",
            1e6,
            Random(1),
        )
        for turn in range(ROUNDS + 1):
            _unsend(database)
            drained = timed(lambda: _drained(sender)) / TOTAL
            ready = timed(_handing(relay, _sources(database))) / TOTAL
            if turn:
                ours.append(drained)
                bare.append(ready)
    database.dispose()
    return [against(f"a letter through the house, against smtplib with ready bytes ({kind})", ours, bare, MOST)]


def _drained(sender: Sender) -> None:
    done = deliver(sender)
    assert done.sent == TOTAL, done


def _unsend(database: Database) -> None:
    """No letter has been sent, nor put off by a hold."""
    with database.writing() as session:
        quick(session, "UPDATE mail SET done_at = NULL, outcome = '', attempts = 0, source = NULL, next_at = at")


def _sources(database: Database) -> list[bytes]:
    with database.reading() as session:
        rows = quick(session, "SELECT source FROM mail ORDER BY organisation, number").fetchall()
    return [zlib.decompress(source) for (source,) in rows]


def _handing(relay: Sink, sources: list[bytes]) -> Callable[[], None]:
    """The peer: ready bytes on one connection."""

    def hand() -> None:
        with smtplib.SMTP("127.0.0.1", relay.port) as host:
            for place, source in enumerate(sources):
                host.sendmail(SENDER.address, [f"p{place}@kommun.invalid"], source)

    return hand
