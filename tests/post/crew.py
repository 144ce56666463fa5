"""Processes that are started in a moment, from one that has read the code already, and are ended whatever happens."""

import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.context import ForkServerProcess
from typing import Any

PATIENCE = 60
"""Seconds after which nobody is waited for any more."""
READY = get_context("forkserver")
READY.set_forkserver_preload(["tests.post.work"])


class Crew:
    """Processes, each running a function of tests.post.work."""

    def __init__(self) -> None:
        self.there: list[ForkServerProcess] = []

    def hire(self, work: Callable[..., None], *given: Any) -> ForkServerProcess:
        """One more."""
        process = READY.Process(target=work, args=given, daemon=True)
        process.start()
        self.there.append(process)
        return process

    def kill(self, process: ForkServerProcess) -> None:
        """SIGKILL, as the machine does it."""
        process.kill()
        process.join(PATIENCE)
        self.there.remove(process)

    def freeze(self, process: ForkServerProcess) -> None:
        """Stop it where it stands."""
        os.kill(process.pid or 0, signal.SIGSTOP)

    def thaw(self, process: ForkServerProcess) -> None:
        """Let it go on."""
        os.kill(process.pid or 0, signal.SIGCONT)

    def wait(self, patience: float = PATIENCE) -> None:
        """Until all are ready."""
        for process in self.there:
            process.join(patience)
            assert process.exitcode == 0, process
        self.there.clear()


@contextmanager
def crew() -> Iterator[Crew]:
    """A crew of which nobody is left at the end."""
    found = Crew()
    try:
        yield found
    finally:
        for process in list(found.there):
            found.kill(process)


def wait_for(condition: Callable[[], bool], patience: float = PATIENCE) -> None:
    """Wait until it is true; AssertionError when it takes too long."""
    end = time.monotonic() + patience
    while not condition():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.02)
