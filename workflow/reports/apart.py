"""A process of its own for each document: what it took of memory is given back when it ends, and one that crashes or never
comes to an end hurts nobody. It is told what to write on its first line of input, says how far it has come in lines of JSON,
and ends when whoever asked is gone."""

import json
import sys
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from subprocess import PIPE, Popen, TimeoutExpired
from tempfile import TemporaryDirectory
from threading import Thread
from time import monotonic
from typing import IO, Any

from sqlalchemy.engine import URL

from workflow.reports.ask import Ask
from workflow.words import Sentence, Title, sentence

WRITER = "workflow.reports.write"
"""The module that is run."""
LIMIT, SHORT = 600.0, 30.0
"""Seconds that a document may take, and what somebody waits for at a page."""
TURN = 0.5
"""Seconds between two looks at how far it has come."""
TOO_LONG = sentence("It took more than %(minutes)s minutes. Order it for one committee at a time, or in another format.",
                    minutes=int(LIMIT // 60))  # fmt: skip
BROKEN = sentence("The document could not be written. Tell the administrator: the log says why.")
Watch = Callable[[int, int], bool]
"""Told now and then how many parts of how many are done (0 of 0 at first); says whether to go on."""


class Failed(Exception):
    """It cannot be written; `why` says what one can do."""

    def __init__(self, why: Sentence | Title) -> None:
        super().__init__(str(why))
        self.why = why


class Killed(Exception):
    """The process was ended from outside: by somebody, or for want of memory."""


class Stopped(Exception):
    """Whoever watches wanted no more of it."""


def written(url: URL, name: str, form: str, ask: Ask, watch: Watch, limit: float = LIMIT) -> bytes:
    """The document as a file. Raises Failed, Killed or Stopped."""
    asked = asdict(ask) | {"today": ask.today.isoformat()}
    job = {"url": url.render_as_string(hide_password=False), "name": name, "form": form, "ask": asked}
    return _apart("document", job, watch, limit)


def tried(template: bytes) -> None:
    """Write a small document into a Word template. Raises Failed or Killed when that cannot be done."""
    with TemporaryDirectory(prefix="malhjulet-") as folder:
        file = Path(folder) / "template.docx"
        file.write_bytes(template)
        _apart("trial", {"template": str(file)}, _on, SHORT)


def standard() -> bytes:
    """The house's own Word template. (Made here and not by who asks: the library for it is large.)"""
    return _apart("standard", {}, _on, SHORT)


def _apart(task: str, job: Mapping[str, Any], watch: Watch, limit: float) -> bytes:
    with TemporaryDirectory(prefix="malhjulet-") as folder:
        out = Path(folder) / "document"
        line = json.dumps({**job, "task": task, "out": str(out)})
        run = [sys.executable, "-P", "-m", WRITER]
        with Popen(run, stdin=PIPE, stdout=PIPE, text=True, start_new_session=True) as child:
            try:
                _follow(child, line, watch, limit)
            finally:
                child.kill()
        return out.read_bytes()


def _on(done: int, parts: int) -> bool:
    return True


def _follow(child: Popen[str], job: str, watch: Watch, limit: float) -> None:
    assert child.stdin and child.stdout
    end, heard = monotonic() + limit, Heard()
    listening = Thread(target=heard.listen, args=(child.stdout,), daemon=True)
    listening.start()
    with suppress(BrokenPipeError):  # it ended at once; its code says how
        child.stdin.write(job + "\n")
        child.stdin.flush()
    while _runs(child):
        if monotonic() > end:
            raise Failed(TOO_LONG)
        if not watch(heard.done, heard.parts):
            raise Stopped
    listening.join()
    if heard.why:
        raise Failed(heard.why)
    if child.returncode < 0:
        raise Killed
    if child.returncode:
        raise Failed(BROKEN)


def _runs(child: Popen[str]) -> bool:
    """True when it still runs after a turn."""
    with suppress(TimeoutExpired):
        child.wait(TURN)
    return child.returncode is None


class Heard:
    """What the process has said: how far it has come, and why it cannot go on."""

    def __init__(self) -> None:
        self.done, self.parts = 0, 0
        self.why: Title | None = None

    def listen(self, lines: IO[str] | Iterable[str]) -> None:
        """Hear it to its end."""
        for line in lines:
            said = json.loads(line)
            self.done, self.parts = said.get("done", self.done), said.get("parts", self.parts)
            self.why = Title(**said["why"]) if "why" in said else self.why
