"""`python -m workflow.reports.write`: the process that writes one document. `workflow.reports.apart` starts it."""

import json
import os
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from threading import Thread
from typing import IO, Any

from workflow.records.database import connect
from workflow.reports.ask import Ask, report
from workflow.reports.document import Column, Document, Heading, Table, Text
from workflow.reports.templates import in_force
from workflow.reports.writers import FORMATS
from workflow.words import LANGUAGES, Wrong

WORD = "docx"
Job = dict[str, Any]
Say = Callable[..., None]


def main() -> None:
    """Write what the first line of input says, and tell how it goes."""
    say = _mouth()
    job = json.loads(sys.stdin.readline())
    Thread(target=_end_with, args=(sys.stdin,), daemon=True).start()
    try:
        content = TASKS[job["task"]](job, say)
    except Wrong as wrong:
        say(why={language: wrong.why.in_(language) for language in LANGUAGES})
        return
    Path(job["out"]).write_bytes(content)


def _mouth() -> Say:
    """Says lines of JSON to whoever started the process; what anybody prints goes to the log."""
    out = os.fdopen(os.dup(sys.stdout.fileno()), "w")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())

    def say(**said: Any) -> None:
        out.write(json.dumps(said) + "\n")
        out.flush()

    return say


def _end_with(input: IO[str]) -> None:
    """End when whoever started the process is gone: nobody would know of the document."""
    input.read()
    os._exit(1)


def _document(job: Job, say: Say) -> bytes:
    """The document as it stands at one moment. Formatting it is the last part of all."""
    ask = Ask(**job["ask"] | {"today": date.fromisoformat(job["ask"]["today"])})
    parts = 0

    def progress(done: int, of: int) -> None:
        nonlocal parts
        parts = of
        say(done=done, parts=of + 1)

    database = connect(job["url"])
    with database.snapshot() as session:
        template = in_force(session, ask.organisation) if job["form"] == WORD else None
        document = report(job["name"]).build(session, ask, progress)
    database.dispose()
    say(done=parts, parts=parts + 1)
    return FORMATS[job["form"]].write(document, template.content if template else None)


def _trial(job: Job, say: Say) -> bytes:
    """A small document with one of each, in the template."""
    blocks = (Heading("1"), Text("1"), Table("1", (Column("1"),), (("1",),)))
    document = Document("template", "1", "1", "1", date(2000, 1, 1), blocks)
    return FORMATS[WORD].write(document, Path(job["template"]).read_bytes())


def _standard(job: Job, say: Say) -> bytes:
    from workflow.reports.writers.house import standard_template

    return standard_template()


TASKS: dict[str, Callable[[Job, Say], bytes]] = {"document": _document, "trial": _trial, "standard": _standard}

if __name__ == "__main__":
    main()
