"""Orders as people read them: what, about what, how far it has come."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import url_for

from web.attached import size
from web.documents.choosing import FORM, FORMS, LANGUAGE, MEETING, ROUND, UNIT, YEAR
from web.language import day, say
from workflow.records.document import DONE, FAILED, WAITING, WRITING, Order
from workflow.reports.ask import REPORTS
from workflow.reports.asking import Choices
from workflow.words import Sentence, Title

STATES = {
    WAITING: ("–", "Waiting"),
    WRITING: ("●", "Being written"),
    DONE: ("✓", "Ready"),
    FAILED: ("✕", "Not written"),
}


@dataclass(frozen=True)
class Line:
    """An order: `about` is its year, body, round and meeting; `why` it failed, None when it did not; `again` is where the same
    is ordered."""

    number: int
    name: str
    title: Sentence | str
    about: str
    form: str
    at: datetime
    state: str
    sign: str
    status: str
    done: int
    parts: int
    size: str
    why: Title | None
    address: str
    again: str

    @property
    def goes_on(self) -> bool:
        """True until it is there, or cannot be."""
        return self.state in (WAITING, WRITING)


def line(order: Order, choices: Choices) -> Line:
    """The order, for its page and for the list."""
    sign, status = STATES[order.state]
    report = REPORTS.get(order.name)
    return Line(
        order.id, order.name, report.title if report else order.name, _about(order, choices), FORMS[order.form][0],
        order.at, order.state, sign, status, order.done, order.parts, size(order.size),
        Title(**order.why) if order.why else None, url_for("documents.show", number=order.id), _again(order),
    )  # fmt: skip


def _again(order: Order) -> str:
    said: dict[str, Any] = {YEAR: order.year, UNIT: order.unit, ROUND: order.round, MEETING: order.meeting,
                            FORM: order.form, LANGUAGE: order.language}  # fmt: skip
    return url_for("documents.ask", name=order.name, **said)


def _about(order: Order, choices: Choices) -> str:
    round = choices.rounds(order.year).get(order.round) if order.round else None
    meeting = choices.meetings.get(order.meeting) if order.meeting else None
    parts = (str(order.year), choices.units.get(order.unit, order.unit), say(round) if round else order.round,
             say("the meeting of %(day)s", day=day(meeting[1])) if meeting else "")  # fmt: skip
    return ", ".join(filter(None, parts))
