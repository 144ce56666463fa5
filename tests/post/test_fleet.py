"""A fleet of workers on one database: some are killed, some are frozen and thawed, others come. Each effect one time."""

from collections import Counter
from datetime import datetime, time, timedelta
from pathlib import Path
from random import Random
from time import sleep

import pytest

from notifications.outbox import LEASE
from tests.people import Town
from tests.post.clock import Clock
from tests.post.crew import Crew, crew, wait_for
from tests.post.sink import Sink, sink
from tests.post.work import live
from tests.races.crew import url_of
from workflow.cycle.heartbeat import pulse
from workflow.cycle.working_days import SWEDEN, local_day
from workflow.records.sql import run

FLEET = 4
DAY = timedelta(days=1)


class Days:
    """The days that pass, what people do in them, and what becomes of the workers."""

    def __init__(self, town: Town, clock: Clock, server: Sink, workers: Crew, rng: Random) -> None:
        self.town, self.clock, self.server, self.workers, self.rng = town, clock, server, workers, rng
        self.goals = [town.goal() for _ in range(3)]
        self.killed = self.frozen = self.acts = self.hired = 0

    def pass_one(self) -> None:
        """The next day comes, with an accident; people act; everything that is due is done before it ends."""
        self._hire()
        morning = self._next(time(6, 30))
        self._accident()
        for goal in self.goals:
            self._act(goal)
        self._hire()
        self._until_done(morning)
        self._until_done(self._next(time(9)))

    def _next(self, hour: time) -> datetime:
        day = local_day(self.clock())
        later = datetime.combine(day if self.clock() < datetime.combine(day, hour, SWEDEN) else day + DAY, hour, SWEDEN)
        self.town.today = later.date()
        return self.clock.set(later)

    def _hire(self) -> None:
        while len(self.workers.there) < FLEET:
            self.hired += 1
            told = self.clock.file.with_name(f"w{self.hired}")
            self.workers.hire(live, url_of(self.town.database), self.server.url, self.clock.file, told.name, told)
            wait_for(told.exists)

    def _accident(self) -> None:
        """One is killed, or frozen for a while, in the middle of something."""
        sleep(self.rng.uniform(0.0, 0.5))
        unlucky = self.rng.choice(self.workers.there)
        if self.rng.random() < 0.5:
            self.killed += 1
            self.workers.kill(unlucky)
        else:
            self.frozen += 1
            self.workers.freeze(unlucky)
            sleep(self.rng.uniform(0.1, 0.5))
            self.workers.thaw(unlucky)

    def _act(self, goal: int) -> None:
        """Maja hands a goal over to Dina, who gets a letter."""
        self.acts += 1
        self.town.do("hand_over", goal, self.town.maja, responsible=self.town.dina.person)

    def _until_done(self, at: datetime) -> None:
        """Until a worker has lived at this moment, every event has been gone through and nothing is to be sent. What the
        dead were lent comes back when the loan ends."""
        wait_for(lambda: self._lived(at))
        self.clock.on(LEASE + timedelta(minutes=1))
        wait_for(self._is_quiet)

    def _lived(self, at: datetime) -> bool:
        with self.town.database.reading() as session:
            last = pulse(session)
        return bool(last and last.at >= at)

    def _is_quiet(self) -> bool:
        with self.town.database.reading() as session:
            behind = run(session, "SELECT count(*) FROM chain c LEFT JOIN letterbox b ON b.organisation = c.organisation "
                         "WHERE c.seq > coalesce(b.seq, 0)").scalar_one()  # fmt: skip
            now = self.clock().astimezone().isoformat()
            due = run(session, "SELECT next_at FROM mail WHERE done_at IS NULL").scalars().all()
        return not behind and all(datetime.fromisoformat(at) > datetime.fromisoformat(now) + LEASE for at in due)


def passed(town: Town, clock: Clock, folder: Path, days: int, seed: int) -> None:
    """Let so many days pass, and look what there is of each thing."""
    with sink(folder) as server, crew() as workers:
        life = Days(town, clock, server, workers, Random(seed))
        for _ in range(days):
            life.pass_one()
        taken = Counter(letter.message for letter in server.taken)
    _once_each(town, taken, life)
    twice = sum(taken.values()) - len(taken)
    print(f"{days} days, {len(taken)} letters, {life.killed} killed, {life.frozen} frozen, {twice} sent twice")


def _once_each(town: Town, taken: Counter[str], life: Days) -> None:
    with town.database.reading() as session:
        rungs = run(session, "SELECT organisation, \"case\", round, short FROM event WHERE fact = 'notice'").all()
        keys = run(session, "SELECT organisation, key FROM mail").all()
        lines = run(session, "SELECT l.organisation, l.event, m.person, m.unit FROM mail_line l JOIN mail m "
                    "ON m.organisation = l.organisation AND m.number = l.mail WHERE m.outcome <> 'superseded'").all()  # fmt: skip
        outcomes = Counter(run(session, "SELECT outcome FROM mail").scalars().all())
        held = pulse(session)
    assert held and not held.held
    assert len(set(rungs)) == len(rungs), "each rung is told once"
    assert len(set(keys)) == len(keys)
    assert len(set(lines)) == len(lines), "each reader hears of each thing once"
    assert outcomes.keys() <= {"sent", "done", "superseded", "", "expired"}, outcomes
    assert outcomes["sent"] >= life.acts // len(life.goals), "what was handed over at the same time is one letter"
    assert len(taken) == outcomes["sent"], "what is marked as sent has arrived, and nothing else"
    assert sum(taken.values()) - len(taken) <= life.killed + life.frozen, "only an accident sends a letter again"


def test_a_fleet_of_workers_does_everything_once(town: Town, clock: Clock, tmp_path: Path) -> None:
    passed(town, clock, tmp_path, 8, 1)


@pytest.mark.nightly
def test_a_fleet_of_workers_does_everything_once_for_a_year_and_a_half(
    town: Town, clock: Clock, tmp_path: Path
) -> None:
    passed(town, clock, tmp_path, 500, 2)
