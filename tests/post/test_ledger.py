"""Many processes post, fill, claim and finish on one file: nothing is lost, nothing is doubled, hardly ever is it locked."""

from functools import partial

import pytest

from notifications.deliver import deliver
from notifications.smtp import NullTransport
from tests.people import Town
from tests.post.clock import Clock
from tests.post.ledger import About, work
from tests.post.outbox import outcomes
from tests.post.work import hands
from tests.races.conftest import crew, processes
from tests.races.crew import Crew
from workflow.records.sql import run

__all__ = ["crew", "processes"]
LOCKED = 0.001
"""The share of transactions that may find the database locked."""


def raced(town: Town, clock: Clock, crew: Crew, writers: int, times: int) -> None:
    """Let the writers race, and audit their books."""
    goal = town.goal()
    event = town.done("reword", goal, town.maja, goal="Andelen ska vara minst 90 %").seq
    deliver(hands(town.database, NullTransport(), clock, "before"))
    about = About(town.clock.organisation, event, goal, clock(), town.maja)
    books = crew.race(town.database, [partial(work, about=about, me=f"w{n}", times=times) for n in range(writers)])
    posted = [key for book in books for key in book.posted]
    finished = [key for book in books for key in book.finished]
    assert len(set(posted)) == len(posted) >= writers * times * (1 - LOCKED)
    assert len(set(finished)) == len(finished), "no letter was finished by two"
    with town.database.reading() as session:
        stored = {row[0]: row[1] for row in run(session, "SELECT key, outcome FROM mail").all()}
        told = run(session, "SELECT seq FROM letterbox WHERE organisation = ?", (about.organisation,)).scalar_one()
        last = run(session, "SELECT seq FROM chain WHERE organisation = ?", (about.organisation,)).scalar_one()
        numbers = run(session, "SELECT number FROM mail WHERE organisation = ? ORDER BY number",
                      (about.organisation,)).scalars().all()  # fmt: skip
    assert {key for key in stored if key.startswith("w")} == set(posted), "what was answered is there, and nothing else"
    assert told == last, "every event has been gone through"
    assert set(finished) <= {key for key, outcome in stored.items() if outcome == "sent"}
    assert list(numbers) == list(range(1, len(numbers) + 1)), "numbers have no gaps"
    transactions = sum(book.transactions for book in books)
    locked = sum(book.locked for book in books)
    assert locked <= transactions * LOCKED, f"{locked} of {transactions}"
    print(f"{writers} writers, {transactions} transactions, {locked} locked")
    assert outcomes(town.database)["sent"] >= len(finished)


@pytest.mark.parametrize("writers", [2, 4])
def test_writers_of_the_outbox_lose_and_double_nothing(town: Town, clock: Clock, crew: Crew, writers: int) -> None:
    raced(town, clock, crew, writers, 40)


@pytest.mark.nightly
@pytest.mark.parametrize("writers", [1, 2, 4, 8])
def test_eight_writers_of_the_outbox_lose_and_double_nothing(
    town: Town, clock: Clock, crew: Crew, writers: int
) -> None:
    raced(town, clock, crew, writers, 1_500)
