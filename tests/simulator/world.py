"""The world of one seed: its time, its chance, who is up, and what is going on inside what."""

import logging
import random
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from notifications import WRONG_DATE, deliver
from notifications.outbox import LEASE
from notifications.texts.content import LetterContent, LetterText
from tests.simulator.faults import Busy, Crash, Shaky
from tests.simulator.stage import opened, stage
from tests.simulator.watch import Watch

ORGANISATION = 1
SLOW = LEASE / 2 - timedelta(minutes=1)
"""Whoever takes longer to hand over one letter may have been given up."""
PROCESSES = ("clock A", "clock B", "worker A", "worker B")
DEEP = 2
"""So many things may go on inside one another."""


class World(logging.Handler):
    """Everything there is. It listens to the log, because a job tells its faults instead of raising them."""

    def __init__(self, seed: str, start: date, harsh: Mapping[str, float]) -> None:
        super().__init__(logging.ERROR)
        self.chance, self.start = random.Random(seed), start
        self.stage = stage(start)
        self.inner = opened(self.stage)
        self.database = Shaky(self.inner.writer, self.inner.reader, self)
        self.now = datetime.combine(start, time(5, 30), UTC)
        self.skew, self.relay_down, self.was_wrong = timedelta(), self.now, False
        self.quiet, self.harsh = False, harsh
        self.doing: list[str] = []
        self.handed: dict[str, str] = {}
        self.under_way: dict[str, tuple[str, datetime]] = {}
        self.stalled: set[str] = set()
        self.hits: Counter[str] = Counter()
        self.faults: Counter[str] = Counter()
        self.steps = 0
        self.trace: list[str] = []
        self.others: dict[str, Any] = {}
        self.said: LetterContent | None = None
        self.watch = Watch(self)

    def at(self, offset: float = 0) -> datetime:
        """What time it is, as the machines believe."""
        return self.now + self.skew + timedelta(seconds=offset)

    def processes(self) -> list[Any]:
        """The clocks and the workers."""
        return [self.others[name] for name in PROCESSES]

    def note(self, text: str) -> None:
        """Write down what happens."""
        self.trace.append(f"{self.now:%m-%d %H:%M:%S} {'  ' * (len(self.doing) - 1)}{text}")

    def fate(self, odds: Mapping[str, float]) -> str:
        """What goes wrong this time, "" for nothing."""
        if self.quiet or not self.doing:
            return ""
        drawn = self.chance.random()
        for name, share in odds.items():
            drawn -= share * self.harsh.get(name, 1)
            if drawn < 0:
                self.faults[name] += 1
                self.note(f"! {name}")
                return name
        return ""

    def hit(self, letter: str) -> None:
        """A letter met with something after which it may come twice."""
        self.hits[letter] += 1

    def hit_by_commit(self, fate: str) -> None:
        """The same, where what was handed over could not be written down."""
        letter = self.handed.pop(self.doing[-1], "")
        if letter and fate != "dies after":
            self.hit(letter)

    def stall(self, long: timedelta) -> None:
        """Time passes inside a step, and all that it goes on in."""
        self.now += long
        self.stalled.update(self.doing)
        for letter, since in self.under_way.values():
            if self.now - since > SLOW:
                self.hit(letter)

    def meanwhile(self, who: str) -> None:
        """Others do something inside a step of somebody."""
        for _ in range(self.chance.randint(1, 3)):
            able = [
                name for name in self.others if name not in self.doing and not (name == "time" or name == "operator")
            ]
            if len(self.doing) <= DEEP and able:
                self.step(self.chance.choice(able))

    def step(self, name: str) -> None:
        """Let somebody do something."""
        self.steps += 1
        self.doing.append(name)
        try:
            self.others[name].act()
        except Crash:
            self.note(f"{name} died")
            self.others[name].dies()
        except Busy:
            self.note(f"{name} could not write")
        except Exception as error:
            self.watch.fault(f"{name} failed: {error!r}")
        finally:
            self.doing.pop()
            self.handed.pop(name, None)
            self.under_way.pop(name, None)
            self.stalled.discard(name)
        self.watch.after(name)

    def emit(self, record: logging.LogRecord) -> None:
        """A fault that was told: our own, or a real one. What people did by a wrong clock is put right, and told."""
        error = record.exc_info[1] if record.exc_info else None
        put_right = self.was_wrong and record.msg == WRONG_DATE
        if not (put_right or isinstance(error, Busy)):
            self.watch.fault(f"{record.getMessage()}: {error!r}")

    @contextmanager
    def heard(self) -> Iterator[None]:
        """The log is listened to, and what a letter says is seen."""
        written = deliver.written_letter

        def seen(content: LetterContent) -> LetterText:
            self.said = content
            return written(content)

        logger = logging.getLogger("notifications")
        kept = logger.propagate
        logger.addHandler(self)
        logger.propagate, deliver.written_letter = False, seen
        try:
            yield
        finally:
            logger.removeHandler(self)
            logger.propagate, deliver.written_letter = kept, written
            self.inner.dispose()
