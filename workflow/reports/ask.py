"""Which documents there are, and what is asked for when one is ordered. The one list that pages, command and worker read."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from importlib import import_module

from sqlalchemy.orm import Session

from workflow.reports.document import Document
from workflow.words import Sentence, Wrong, sentence

Progress = Callable[[int, int], None]
"""Told how many parts of how many are done."""


@dataclass(frozen=True)
class Ask:
    """A document as it is ordered: about which year, body (its code, "" all), round or meeting, in which language; the day
    it is made is the day it shows the state of."""

    organisation: int
    year: int
    today: date
    unit: str = ""
    round: str = ""
    meeting: int | None = None
    language: str = "sv"


Builder = Callable[[Session, Ask, Progress], Document]


@dataclass(frozen=True)
class Report:
    """A document that can be ordered: where its builder is, and what must be said (`unit`, `round`, `meeting`: "must",
    "may" or "")."""

    name: str
    title: Sentence
    says: Sentence
    unit: str = ""
    round: str = ""
    meeting: str = ""

    def build(self, session: Session, ask: Ask, progress: Progress = lambda done, of: None) -> Document:
        """The document. Raises Wrong when something that it needs was not said, or is not there."""
        module = import_module(f"workflow.reports.content.{self.name.replace('-', '_')}")
        builder: Builder = module.build
        return builder(session, ask, progress)


REPORTS: dict[str, Report] = {
    report.name: report
    for report in (
        Report("forecast", sentence("Forecast report"), unit="may", round="must",
               says=sentence("A committee's forecasts of a round; all committees' compiled for the board.")),
        Report("interim", sentence("Interim report on the goals"), unit="may",
               says=sentence("The goals at the interim report: how they stand, and what is missing.")),
        Report("closing-book", sentence("Closing book"), unit="may",
               says=sentence("What was adopted, how it was forecast, how it ended, why, and what happens next.")),
        Report("action-plan", sentence("Action plan with budget"), unit="may",
               says=sentence("Activities with their cost against the internal budget and the frame.")),
        Report("review", sentence("Review report"), unit="may",
               says=sentence("What the quality control group said of each goal, and when each can be measured.")),
        Report("minutes", sentence("Text for the minutes"), unit="must", round="may", meeting="may",
               says=sentence("An officer's memo with a proposed decision and a table, for a meeting.")),
        Report("auditor", sentence("The auditor's view"), unit="may",
               says=sentence("Is the result compatible with the adopted goals? Evidence, gaps and changes.")),
        Report("missing", sentence("What is missing"), unit="may", round="may",
               says=sentence("Forecasts, consequences, measurements and closings that are not there.")),
    )
}  # fmt: skip
"""Every document by its name."""


def report(name: str) -> Report:
    """The document of that name. Raises Wrong, naming those there are."""
    if name not in REPORTS:
        raise Wrong(sentence("There is no document “%(name)s”. There are: %(names)s.", name=name,
                             names=", ".join(REPORTS)))  # fmt: skip
    return REPORTS[name]
