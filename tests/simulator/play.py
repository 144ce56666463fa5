"""One seed, from its first morning until everything has been sent."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

from tests.simulator.actors import everybody
from tests.simulator.stage import STARTS
from tests.simulator.world import World
from workflow.cycle.heartbeat import beat
from workflow.cycle.letter_hold import let_go
from workflow.cycle.next_due_check import recompute

WEIGHTS = {"clock A": 2, "clock B": 2, "worker A": 5, "worker B": 5, "people": 4, "operator": 2, "time": 0.35}
GAPS = (0.3, 5, 40, 120, 300)
"""Minutes between two things that happen."""
DAYS = 7
OFFICE = range(6, 16)


@dataclass(frozen=True)
class Played:
    """What came of a seed: what was wrong, and how much happened."""

    seed: str
    wrong: tuple[str, ...]
    trace: tuple[str, ...]
    steps: int
    letters: int
    faults: dict[str, int]

    def __str__(self) -> str:
        return "\n".join((f"seed {self.seed}", *self.trace[-60:], *self.wrong))


def play(seed: str, harsh: Mapping[str, float] = MappingProxyType({})) -> Played:
    """Play the seed; it stops at the first thing that is wrong. `harsh` makes some faults so many times as likely."""
    world = World(seed, pick_start(seed), harsh)
    with world.heard():
        world.others = everybody(world)
        _stretch(world, DAYS)
        if not world.watch.wrong:
            _settle(world)
        return Played(seed, tuple(world.watch.wrong), tuple(world.trace), world.steps, len(world.watch.wire),
                      dict(world.faults))  # fmt: skip


def pick_start(seed: str) -> date:
    """The day on which a seed begins."""
    return STARTS[sum(seed.encode()) % len(STARTS)]


def _stretch(world: World, days: int) -> None:
    end = world.now + timedelta(days=days)
    names, weights = list(WEIGHTS), [share * world.harsh.get(name, 1) for name, share in WEIGHTS.items()]
    while world.now < end and not world.watch.wrong:
        world.now += timedelta(minutes=world.chance.choice(GAPS))
        [name] = world.chance.choices(names, weights)
        if name != "people" or (world.now.hour in OFFICE and world.now.weekday() < 5):
            world.step(name)


def _settle(world: World) -> None:
    """The faults stop: the clock is right, somebody has looked, addresses are put right, and the workers send until nothing
    is left."""
    world.quiet, world.skew = True, timedelta()
    world.watch.jumped()
    world.now = max(world.now, world.relay_down)
    with world.inner.writing() as session:
        let_go(session, world.at())
    world.watch.released(world.at())
    for name in ("clock A", "worker A", "worker B"):
        world.others[name].up = world.now
    world.step("clock A")
    world.now += timedelta(seconds=5)
    for _ in range(100):
        world.step("worker A")
        if world.watch.wrong or not world.watch.waiting():
            break
        world.others["people"].mend()
        world.now += timedelta(hours=12)
        beat(world.inner, world.at())
        world.watch.ticked(world.at())
        world.now += timedelta(seconds=5)
    world.watch.ends()
    world.step("clock A")
    if world.was_wrong:  # what people did in a wrong month was dated by it, until the next morning
        recompute(world.inner, world.at())
    world.watch.holds()
