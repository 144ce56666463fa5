"""The outbox's transactions, over and over in many processes, each counted: done, or found the database locked."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from notifications.enqueue import enqueue
from notifications.outbox import DECISION, SENT, ClaimedMessage, Letter, OutboxLine, claim, finish, post_one
from notifications.recipients import Recipient
from workflow.facts import fact_of
from workflow.records.database import Database
from workflow.states.command import Command
from workflow.states.context import Who
from workflow.states.perform import perform

Result = TypeVar("Result")
OFTEN = 4
"""So many turns to an event that is to be told."""


@dataclass
class Ledger:
    """What was answered as done, in how many transactions, and how many of them found the database locked."""

    posted: list[str] = field(default_factory=list)
    finished: list[str] = field(default_factory=list)
    transactions: int = 0
    locked: int = 0

    def did(self, work: Callable[[], Result]) -> Result | None:
        """What the work answers; None when the database was locked."""
        self.transactions += 1
        try:
            return work()
        except OperationalError as error:
            if "locked" not in str(error):
                raise
            self.locked += 1
            return None


@dataclass(frozen=True)
class About:
    """What the letters are about: an event of a case."""

    organisation: int
    event: int
    case: int
    at: datetime
    who: Who


def work(database: Database, about: About, me: str, times: int) -> Ledger:
    """Post a letter, do something that is to be told, fill, claim some and finish them, each in a transaction of its own."""
    book = Ledger()
    for turn in range(times):
        key = f"{me}/{turn}"
        if book.did(lambda: _post(database, about, key)):  # noqa: B023
            book.posted.append(key)
        if turn % OFTEN == 0:
            book.did(lambda: _reword(database, about, key))  # noqa: B023
        book.did(lambda: enqueue(database, about.at))
        for lent in book.did(lambda: _claim(database, about, me)) or []:
            if book.did(lambda: _written(database, lambda s: finish(s, lent, about.at, SENT))):  # noqa: B023
                book.finished.append(lent.key)
    return book


def _post(database: Database, about: About, key: str) -> int:
    line = OutboxLine(about.event, about.case, role="director")
    letter = Letter(key, "goal.reword", Recipient(1), about.at, about.at, DECISION, lines=(line,))
    return _written(database, lambda session: post_one(session, about.organisation, letter))


def _reword(database: Database, about: About, text: str) -> object:
    fact = fact_of("wording", {"goal": text})
    return _written(
        database, lambda session: perform(session, Command("reword", about.case, about.who, fact, at=about.at))
    )


def _claim(database: Database, about: About, me: str) -> list[ClaimedMessage]:
    return _written(database, lambda session: claim(session, about.at, 2, me))


def _written(database: Database, act: Callable[[Session], Result]) -> Result:
    with database.writing() as session:
        return act(session)
