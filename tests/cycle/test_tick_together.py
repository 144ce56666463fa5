"""Several clocks at once, and clocks that are killed: each thing is told one time, and the end is the same."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from itertools import count
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest

from tests.cycle.seen import events, notices, seen
from tests.people import Town, mariestad, moment
from tests.stories.ways import planned, proposed
from workflow.cycle import tick as ticking
from workflow.cycle.goal_year import begin_year
from workflow.cycle.tick import Ticked, tick
from workflow.organisation.founding import clock_of
from workflow.records.database import connect
from workflow.records.migrate import migrate
from workflow.states.next_due import refresh_all

SHEET = date(2027, 4, 1)


class KilledError(Exception):
    """What the machine says when it is switched off."""


def at_once(town: Town, day: date, clocks: int) -> list[Ticked]:
    """So many clocks tick at the same moment."""
    ready = Barrier(clocks)

    def wake(_: int) -> Ticked:
        ready.wait()
        return tick(town.database, moment(day, 5))

    with ThreadPoolExecutor(clocks) as pool:
        return list(pool.map(wake, range(clocks)))


def test_clocks_that_tick_at_once_tell_each_thing_once(town: Town) -> None:
    planned(town)
    planned(town, "Frånvaron ska minska år 2027")
    town.tick(date(2027, 3, 31))
    before = events(town)
    done = at_once(town, SHEET, 4)
    assert [one.failed for one in done] == [{}] * 4
    told = notices(town, SHEET.isoformat())
    assert len(told) == len(set(told)) == sum(one.opened + one.reminders + one.escalations for one in done)
    assert len(town.find("committee_report", round="R1")) == 3
    written = events(town) - before
    town.tick(SHEET)
    assert events(town) - before == written, "and nothing is left to do"


def test_processes_that_tick_at_once_tell_each_thing_once(town: Town) -> None:
    planned(town)
    town.tick(date(2027, 3, 31))
    url = town.database.writer.url.render_as_string(hide_password=False)
    script = "from tests.cycle.test_tick_together import tick_in; import sys; tick_in(*sys.argv[1:])"
    asked = [sys.executable, "-c", script, url, SHEET.isoformat()]
    processes = [subprocess.Popen(asked) for _ in range(2)]
    assert [process.wait() for process in processes] == [0, 0]
    told = notices(town, SHEET.isoformat())
    assert told and len(told) == len(set(told))
    assert len(town.find("committee_report", round="R1")) == 3
    town.today = SHEET


def tick_in(url: str, day: str) -> None:
    """What each of the processes does."""
    database = connect(url)
    assert tick(database, moment(date.fromisoformat(day), 5)).failed == {}
    database.dispose()


def test_a_clock_that_is_killed_at_any_moment_ends_where_the_others_do(
    town: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    untouched = mariestad_of_its_own(tmp_path)
    for one in (town, untouched):
        proposed(one)
        one.tick(date(2026, 3, 25))
    untouched.tick(date(2026, 5, 4))
    monkeypatch.setattr(ticking, "BATCH", 2)
    deaths = 0
    town.beat(date(2026, 5, 3))
    for place in count(1):
        with killed_at(place):
            if not tick(town.database, moment(date(2026, 5, 4), 5)).failed:
                break
            deaths += 1
    assert deaths > 3, "it was killed now and then"
    town.tick(date(2026, 5, 4))
    assert seen(town) == seen(untouched)
    assert len(notices(town)) == len(set(notices(town))) == len(notices(untouched))


def mariestad_of_its_own(folder: Path) -> Town:
    """A second town, in a file of its own."""
    database = connect(f"sqlite:///{folder}/twin.db")
    migrate(database)
    return mariestad(database)


class killed_at:  # noqa: N801
    """Inside, the clock dies at its n-th writing."""

    def __init__(self, place: int) -> None:
        self.context, self.left = pytest.MonkeyPatch(), place

    def __enter__(self) -> None:
        for module, name in ((ticking, "append"), (ticking, "take"), (ticking, "refresh")):
            self.context.setattr(module, name, self.dying(getattr(module, name)))

    def __exit__(self, *_: object) -> None:
        self.context.undo()

    def dying(self, real: Any) -> Any:
        """The same function, until it has been asked often enough."""

        def write(*given: Any) -> Any:
            self.left -= 1
            if not self.left:
                raise KilledError
            return real(*given)

        return write


def test_what_fails_in_one_organisation_does_not_keep_the_others_waiting(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = ticking._catch_up

    def failing(database: Any, organisation: int, *rest: Any) -> None:
        if organisation == town.clock.organisation:
            raise KilledError
        real(database, organisation, *rest)

    monkeypatch.setattr(ticking, "_catch_up", failing)
    with town.database.writing() as session:
        neighbour = town.charlie.organisation
        opened = open_a_year(session, neighbour, town)
    town.beat(date(2025, 11, 9))
    done = tick(town.database, moment(date(2025, 11, 10), 5))
    assert list(done.failed) == [town.clock.organisation]
    assert done.advanced > 0 and opened
    monkeypatch.undo()
    assert tick(town.database, moment(date(2025, 11, 10), 5)).failed == {}


def open_a_year(session: Any, organisation: int, town: Town) -> int:
    """The neighbours open a goal year too."""
    return begin_year(session, clock_of(session, organisation), town.model, 2027, moment(date(2025, 11, 3), 6))


def test_many_organisations_are_ticked_each_for_itself(town: Town) -> None:
    with town.database.writing() as session:
        open_a_year(session, town.charlie.organisation, town)
    town.tick(date(2025, 11, 3))
    town.today = date(2025, 11, 10)
    town.beat(date(2025, 11, 9))
    only = tick(town.database, moment(town.today, 5), town.charlie.organisation)
    assert only.advanced == 1
    done = tick(town.database, moment(town.today, 5))
    assert done.advanced == 1, "the town's own year was left for its own tick"
    states = {case.organisation: case.state for case in town.find("goal_year")}
    assert set(states.values()) == {"areas"} and len(states) == 2
    with town.database.writing() as session:
        assert refresh_all(session, town.charlie.organisation, town.today) == []
