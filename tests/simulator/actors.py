"""Who does something: clocks that tick, workers that send, people, the operator, and time itself."""

from datetime import timedelta
from typing import Any

from notifications import heartbeat, morning, send
from notifications.deliver import Sender
from tests.simulator.faults import Relay
from tests.simulator.people import People
from tests.simulator.stage import SENDER, SITE
from tests.simulator.world import World
from workflow.cycle.letter_hold import let_go

RATE = 5.0
"""Letters a second."""


class Waits:
    """What a job is told to wait on: time passes at once."""

    def __init__(self, world: World) -> None:
        self.world, self.left = world, 60

    def wait(self, seconds: float) -> bool:
        """So much later; True when it is time to stop."""
        self.world.now += timedelta(seconds=seconds)
        self.world.stalled.update(self.world.doing[:-1])
        self.left -= 1
        return self.left < 0

    def is_set(self) -> bool:
        """True when it is time to stop."""
        return self.left < 0


class Process:
    """Something that can die and be started again."""

    def __init__(self, world: World, name: str) -> None:
        self.world, self.name = world, name
        self.lives, self.up = 1, world.now
        self.offset = world.chance.uniform(-1.5, 1.5)

    def at(self) -> Any:
        """The machine's clock."""
        return self.world.at(self.offset)

    def act(self) -> None:
        """Do something, when up."""
        if self.world.now >= self.up:
            self.work()

    def dies(self) -> None:
        """Be started again in a while, sometimes a long one; now and then the whole machine is gone."""
        self.lives += 1
        hours = self.world.chance.choice((0.01, 0.01, 0.2, 1, 6, 30))
        self.up = self.world.now + timedelta(hours=0 if self.world.quiet else hours)
        if self.world.chance.random() < 0.3:
            for other in self.world.processes():
                other.up = max(other.up, self.up)

    def work(self) -> None:
        """What it does."""
        raise NotImplementedError


class Clock(Process):
    """The heartbeat, and once in a while the morning's recompute."""

    def work(self) -> None:
        job = morning if self.world.chance.random() < 0.1 else heartbeat
        self.world.watch.ticks(self.at())
        self.world.note(f"{self.name} ticks at {self.at():%m-%d %H:%M}")
        try:
            job(self.world.database, self.at)
        except BaseException:
            self.world.watch.died_ticking()
            raise
        self.world.watch.ticked(self.at())


class Worker(Process):
    """The post: makes letters and sends them."""

    def work(self) -> None:
        me = f"{self.name}.{self.lives}"
        chance = self.world.chance
        sender = Sender(self.world.database, Relay(self.world, self.name), self.at, SITE, SENDER, me, RATE, chance)
        send(sender, Waits(self.world))  # type: ignore[arg-type]


class Operator:
    """Looks at the clock now and then, and lets the letters go once it is right."""

    def __init__(self, world: World) -> None:
        self.world = world

    def act(self) -> None:
        world = self.world
        if not world.skew and world.watch.is_suspect(world.at()) and world.chance.random() < 0.7:
            with world.inner.writing() as session:
                let_go(session, world.at())
            world.watch.released(world.at())
            world.note("the operator lets go")

    def dies(self) -> None:
        """Try again another time."""


class Time:
    """What goes wrong with time: a clock that is set wrong and right again, everybody down for days, no relay."""

    def __init__(self, world: World) -> None:
        self.world = world

    def act(self) -> None:
        world, chance = self.world, self.world.chance
        if world.skew:
            self._set(timedelta())
            return
        what = chance.choice(("seconds", "hours", "days", "outage", "outage", "relay", "relay"))
        world.faults[what] += 1
        if what == "outage":
            until = world.now + timedelta(hours=chance.choice((10, 26, 45, 75, 170)))
            for process in world.processes():
                process.up = until
        elif what == "relay":
            world.relay_down = world.now + timedelta(hours=chance.choice((1, 8, 30, 60)))
        else:
            far = {"seconds": 100, "hours": 40 * 3600, "days": 30 * 86400}[what]
            self._set(timedelta(seconds=chance.choice((-1, 1)) * chance.randint(1, far)))

    def _set(self, skew: timedelta) -> None:
        self.world.skew, self.world.was_wrong = skew, True
        self.world.watch.jumped()
        self.world.note(f"! the clock is wrong by {skew}")

    def dies(self) -> None:
        """Time does not."""


def everybody(world: World) -> dict[str, Any]:
    """All of them, by name."""
    return {
        "clock A": Clock(world, "clock A"), "clock B": Clock(world, "clock B"), "worker A": Worker(world, "worker A"),
        "worker B": Worker(world, "worker B"), "people": People(world), "operator": Operator(world), "time": Time(world),
    }  # fmt: skip
