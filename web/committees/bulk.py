"""Many things taken at once: one form, one act for each; what is refused is told, and the rest is taken."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field

from flask import request
from werkzeug.datastructures import MultiDict

from web.filling import once_of
from web.forms.faults import Fault
from web.forms.values import Values
from web.names import titled
from web.session import keep, moment, session, who
from workflow.exchange import addresses
from workflow.facts import Fact
from workflow.records.case import Case
from workflow.records.queries.models import model_of
from workflow.states.command import Command
from workflow.states.perform import Refused, perform
from workflow.words import Sentence

TITLE, CHOSEN = 120, "val"
"""Characters of what is only named in a list; the name of the checkboxes by which cases are chosen."""


@dataclass(frozen=True)
class Act:
    """A step to be taken. `mark` tells it from the others of the form, `title` is what people call its case."""

    step: str
    case: int
    mark: str
    title: str
    address: str
    fact: Fact | None = None
    seen: int | None = None


@dataclass(frozen=True)
class Refusal:
    """What was not taken, and every reason."""

    title: str
    address: str
    why: tuple[Sentence, ...]


@dataclass
class Sheet:
    """The form as it was sent, or as it begins: its values, faults and refusals, what was done, and its own mark."""

    values: Values = field(default_factory=MultiDict)
    faults: list[Fault] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    done: list[Act] = field(default_factory=list)
    once: str = field(default_factory=lambda: f"form/{secrets.token_urlsafe(12)}")

    @property
    def shown(self) -> dict[str, Sentence]:
        """The first fault of each field."""
        return {fault.name: fault.sentence for fault in reversed(self.faults)}

    @property
    def faulty(self) -> bool:
        """True when something has to be put right."""
        return bool(self.faults or self.refused)


def sent() -> Sheet:
    """The form that the request sent."""
    values: Values = MultiDict(request.form.items(multi=True))
    return Sheet(values)


def chosen(values: Values, among: Sequence[Case]) -> list[Case]:
    """The cases that were chosen, of those that could be."""
    wanted = set(values.getlist(CHOSEN))
    return [case for case in among if str(case.id) in wanted]


def act(step: str, case: Case, values: Values, fact: Fact | None = None) -> Act:
    """A step of a case, as the form asks for it: the version it was drawn from is remembered beside it."""
    version = values.get(f"version-{case.id}", "")
    address = addresses.of_case(case, model_of(session(), who().organisation, case.model))
    return Act(step, case.id, f"{step}/{case.id}", titled(case), address, fact,
               int(version) if version.isdecimal() else None)  # fmt: skip


def take(sheet: Sheet, acts: Sequence[Act]) -> Sheet:
    """Take each of the acts; what is refused stands in the sheet, what was taken stays taken."""
    once = once_of(sheet.values)
    for one in acts:
        try:
            perform(
                session(),
                Command(
                    one.step,
                    one.case,
                    who(),
                    one.fact,
                    at=moment(),
                    expected_version=one.seen,
                    idempotency_key=f"{once}/{one.mark}" if once else None,
                ),
            )
            sheet.done.append(one)
        except Refused as refused:
            sheet.refused.append(Refusal(one.title[:TITLE], one.address, refused.why))
    if sheet.refused and sheet.done:
        keep()
    return sheet
