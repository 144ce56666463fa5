"""A writer whose contents are invented: `python -m tests.reports.fake` in place of `workflow.reports.write`."""

import os
import signal
import sys
import time
from pathlib import Path
from types import ModuleType

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from workflow.reports import apart
from workflow.reports.ask import REPORTS, Ask, Progress
from workflow.reports.asking import NONE_YET
from workflow.reports.document import Document, Heading, Text
from workflow.reports.write import main
from workflow.words import Wrong

ROOT = Path(__file__).resolve().parents[2]
PARTS = 4


def by_fake(patch: pytest.MonkeyPatch) -> None:
    """Let documents be written by this module from now on."""
    patch.setattr(apart, "WRITER", __name__)
    patch.setenv("PYTHONPATH", str(ROOT))


def plain(session: Session, ask: Ask, progress: Progress) -> Document:
    """The organisation's name, and what was asked for."""
    name = session.execute(text("SELECT name FROM organisation WHERE id = :id"), {"id": ask.organisation}).scalar_one()
    progress(PARTS, PARTS)
    blocks = (Heading("Mål"), Text(f"{ask.year} {ask.unit} {ask.round} {ask.today}"))
    return Document("plain", "Målbokslut", str(ask.year), name, ask.today, blocks, ask.language)


def slow(session: Session, ask: Ask, progress: Progress) -> Document:
    """The same, a part at a time, with words of a library's own."""
    print("Said by some library.")
    for part in range(PARTS):
        progress(part, PARTS)
        time.sleep(0.4)
    return plain(session, ask, progress)


def endless(session: Session, ask: Ask, progress: Progress) -> Document:
    """Never comes to an end; how far it has come is its process."""
    progress(os.getpid(), os.getpid())
    while True:
        time.sleep(1)


def wrong(session: Session, ask: Ask, progress: Progress) -> Document:
    """Cannot be written, and says why."""
    raise Wrong(NONE_YET)


def broken(session: Session, ask: Ask, progress: Progress) -> Document:
    """A fault of ours."""
    raise RuntimeError("no such thing")


def killed(session: Session, ask: Ask, progress: Progress) -> Document:
    """Ended from outside."""
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError


BUILDERS = {"closing-book": plain, "interim": slow, "review": endless, "missing": wrong, "auditor": broken,
            "action-plan": killed}  # fmt: skip

if __name__ == "__main__":
    for name in REPORTS:
        module = ModuleType(name)
        module.build = BUILDERS.get(name, plain)  # type: ignore[attr-defined]
        sys.modules[f"workflow.reports.content.{name.replace('-', '_')}"] = module
    main()
