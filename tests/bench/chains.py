"""`verify`: events a second, against SHA-256 over the same bytes read in order."""

import itertools
from collections.abc import Iterator
from contextlib import closing
from hashlib import sha256
from typing import Any

from tests.bench.bare import bare_driver
from tests.bench.measure import Figure, against, in_turn, numbers
from tests.bench.scene import AT, WORDING, Scene, scene
from workflow.facts import fact_of
from workflow.records.database import connect
from workflow.records.event_log import EVENT
from workflow.states.command import Command
from workflow.states.perform import perform
from workflow.states.replay import verify

GOALS, STEPS, ACT = 400, 12_000, 500
LEAST = 30_000
"""Events a second, on a machine with nothing else to do."""
COLUMNS = ", ".join(f'e."{name}"' for name in EVENT)
READ = (
    f"SELECT {COLUMNS}, p.salt, p.body FROM event e LEFT JOIN payload p ON p.organisation = e.organisation "
    "AND p.seq = e.seq WHERE e.organisation = 1 ORDER BY e.seq"
)


def chains(kind: str, url: str) -> list[Figure]:
    """How quickly a municipality's whole history is proved: every seal, every word, every case made anew."""
    stage = scene(connect(url), GOALS)
    _write(stage)
    events = 0

    def prove() -> None:
        nonlocal events
        with stage.database.reading() as session:
            found = verify(session, stage.clock.organisation)
        assert not found.faults, found.faults
        events = found.events

    with closing(bare_driver(kind, url)) as driver:
        taken = in_turn({"verify": prove, "hash": lambda: _hash(driver)}, 5, 1)
    stage.database.dispose()
    rate = {name: [events / micro * 1e6 for micro in each] for name, each in taken.items()}
    name = f"verify of {events} events against SHA-256 over the same bytes ({kind})"
    figure = against(name, rate["verify"], rate["hash"], unit="events/s")
    return [figure.aiming(LEAST, at_least=True)]


def _write(stage: Scene) -> None:
    """Acts of many steps, until the chain is long enough."""
    goals, keys = itertools.cycle(stage.goals), numbers()
    fact = fact_of("wording", WORDING)
    for _ in range(STEPS // ACT):
        with stage.database.writing() as session:
            for _ in range(ACT):
                perform(
                    session,
                    Command("reword", next(goals), stage.dina, fact, at=AT, idempotency_key=f"form/{next(keys)}"),
                )


def _hash(driver: Any) -> str:
    """What cannot be done faster: read everything in order, and hash it."""
    whole = sha256()
    for row in _rows(driver):
        whole.update("".join(map(str, row)).encode())
    return whole.hexdigest()


def _rows(driver: Any) -> Iterator[Any]:
    yield from driver.execute(READ)
    driver.commit()
