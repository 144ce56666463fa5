"""Letters in the outbox: so many are put there, and what became of them."""

from collections import Counter
from datetime import datetime

from notifications.outbox import DECISION, Letter, OutboxLine, post
from notifications.recipients import Recipient
from tests.people import Town
from workflow.records.database import Database
from workflow.records.sql import run


def letters(town: Town, number: int, at: datetime, address: str = "") -> list[str]:
    """So many letters to Dina about one thing that Maja did; their keys. `address` becomes hers."""
    goal = town.goal()
    told = OutboxLine(
        town.done("reword", goal, town.maja, goal="Andelen ska vara minst 90 %").seq, goal, role="director"
    )
    organisation, reader = town.clock.organisation, Recipient(town.dina.person)
    made = [
        Letter(f"goal.reword/{place}", "goal.reword", reader, at, at, DECISION, lines=(told,))
        for place in range(number)
    ]
    with town.database.writing() as session:
        run(session, "INSERT INTO letterbox (organisation, seq, number, most) "
            "SELECT ?, seq, ?, 0 FROM chain WHERE organisation = ?", (organisation, number, organisation))  # fmt: skip
        post(session, organisation, 0, made)
        if address:
            run(session, "UPDATE person SET email = ? WHERE id = ?", (address, town.dina.person))
    return [letter.key for letter in made]


def outcomes(database: Database) -> Counter[str]:
    """How many letters of each outcome, "" for those that are not done."""
    with database.reading() as session:
        return Counter(run(session, "SELECT outcome FROM mail").scalars().all())


def lent(database: Database) -> int:
    """How many letters somebody has been lent."""
    with database.reading() as session:
        return int(run(session, "SELECT count(*) FROM mail WHERE done_at IS NULL AND claim <> ''").scalar_one())
