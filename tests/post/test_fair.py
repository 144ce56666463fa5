"""A morning with many letters: what is urgent goes first, the relay gets no more than it takes, every organisation has
its turn."""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from random import Random
from statistics import mean
from typing import NamedTuple

import pytest
from flask_mail import Message

from notifications.deliver import Sender, deliver
from notifications.outbox import DECISION, DIGEST, ESCALATION, REMINDER, RUSH, Letter, post
from notifications.recipients import Recipient
from notifications.smtp import Conversation
from tests.people import governance, moment
from tests.post.work import hands
from workflow.organisation.founding import found
from workflow.records.database import Database
from workflow.records.organisation import Person
from workflow.records.sql import run
from workflow.records.token import Token

SIX = datetime(2026, 9, 14, 4, tzinfo=UTC)
RATE = 10.0
PRIORITIES = (DECISION, ESCALATION, REMINDER, DIGEST)


class Sent(NamedTuple):
    """A letter that left the house: when, whose, how urgent."""

    at: datetime
    organisation: int
    priority: int


class Morning:
    """A relay that notes what it gets, and the hour it is: it passes while workers are at it."""

    def __init__(self) -> None:
        self.at, self.sent = SIX, list[Sent]()

    def __call__(self) -> datetime:
        return self.at

    @contextmanager
    def connected(self) -> Iterator[Conversation]:
        """A line."""
        yield self

    def send(self, message: Message) -> None:
        """Note it: the address says whose letter it is, and how urgent."""
        priority, organisation = str(message.recipients[0]).partition("@")[0].split(".")
        self.sent.append(Sent(self.at, int(organisation), int(priority)))


def due(database: Database, organisations: int, letters: int, rng: Random) -> None:
    """So many letters, all to be sent at six, of so many organisations, large and small."""
    weights = [rng.uniform(0.2, 1.8) for _ in range(organisations)]
    for number, weight in enumerate(weights):
        share = max(4, round(letters * weight / sum(weights)))
        with database.writing() as session:
            clock = found(
                session, f"{number:04}", f"Kommun {number}", governance("mariestad-2016"), at=moment(SIX.date())
            )
            home = clock.organisation
            people = [
                Person(organisation=home, name="Någon", email=f"{urgent}.{home}@kommun.invalid", language="sv")
                for urgent in PRIORITIES
            ]
            session.add_all(people)
            session.flush()
            token = Token(organisation=home, person=people[0].id, purpose="sign_in", salt="salt", at=SIX)
            session.add(token)
            session.flush()
            readers = {urgent: Recipient(person.id) for urgent, person in zip(PRIORITIES, people, strict=True)}
            post(session, home, 0, [
                Letter(f"sign_in/{place}", "sign_in", readers[urgent], SIX, SIX, urgent, token=token.id)
                for place in range(share) for urgent in (rng.choice(PRIORITIES),)
            ])  # fmt: skip


def sent(database: Database, rng: Random) -> list[Sent]:
    """Let three workers send them all, now one and now the other, while the time passes."""
    day = Morning()
    workers: list[Sender] = [hands(database, day, day, f"w{number}", RATE) for number in range(3)]
    with database.reading() as session:
        number = run(session, "SELECT count(*) FROM mail").scalar_one()
    for _ in range(int(number) * 10):
        deliver(rng.choice(workers), limit=rng.randint(1, 25))
        day.at += timedelta(seconds=rng.uniform(0, 0.6))
        if len(day.sent) == number:
            return day.sent
    raise AssertionError("they never come to an end")


def fair(database: Database, organisations: int, letters: int) -> None:
    """Look at how they went."""
    rng = Random(letters)
    due(database, organisations, letters, rng)
    found = sent(database, rng)
    assert [one.priority for one in found] == sorted(one.priority for one in found), "what is urgent goes first"
    _no_more_than_the_relay_takes([one.at.timestamp() for one in found])
    _everybody_has_a_turn(found)


def _no_more_than_the_relay_takes(times: list[float]) -> None:
    first = 0
    for last, at in enumerate(times):
        while times[first] <= at - 1:
            first += 1
        assert last - first + 1 <= RATE * (1 + RUSH)
    assert len(times) <= RATE * (times[-1] - times[0] + RUSH) + 1, "and never more than that in the long run"


def _everybody_has_a_turn(found: list[Sent]) -> None:
    waits: dict[int, list[float]] = defaultdict(list)
    places: dict[tuple[int, int], list[int]] = defaultdict(list)
    for place, one in enumerate(found):
        waits[one.organisation].append((one.at - SIX).total_seconds())
        places[one.priority, one.organisation].append(place)
    means = {organisation: mean(each) for organisation, each in waits.items()}
    assert max(means.values()) <= 2 * mean(means.values()), "nobody waits for the others"
    for urgent in PRIORITIES:
        each = [where for (priority, _), where in places.items() if priority == urgent]
        thirds = [where[2] for where in each if len(where) > 2]
        assert max(where[0] for where in each) < min(thirds), "all get their first before anybody gets a third"


def test_six_hundred_letters_go_by_urgency_and_turn_within_the_rate(database: Database) -> None:
    fair(database, 20, 600)


@pytest.mark.nightly
def test_fifteen_thousand_letters_go_by_urgency_and_turn_within_the_rate(database: Database) -> None:
    fair(database, 311, 15_000)
