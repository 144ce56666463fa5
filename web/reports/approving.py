"""A director approves reports, one or several, and decides in the same act on the measures within the director's powers."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from web.forms.values import DIGITS, Values
from web.reports.rounds import Row
from web.session import moment, session, who
from workflow.facts import Fact
from workflow.facts.clerical import Approval
from workflow.goals.measures import Act
from workflow.governance.model import Step
from workflow.records.case import Case
from workflow.states.command import Command
from workflow.states.perform import Refused, perform
from workflow.words import Sentence

APPROVED = Approval(verdict="approved")


@dataclass
class Outcome:
    """What came of several at once: those that were approved, how many measures were decided, and what was refused,
    each with every reason."""

    done: list[Row] = field(default_factory=list)
    decided: int = 0
    refused: list[tuple[Row, tuple[Sentence, ...]]] = field(default_factory=list)


def version_of(case: Case) -> str:
    """The name of the hidden field that says which version of the case was on the page."""
    return f"v-{case.id}"


def seen_version(sent: Values, case: Case) -> int | None:
    """The version of the case that was on the page; None when it was not there."""
    text = sent.get(version_of(case), "")
    return int(text) if text.isdecimal() and len(text) <= DIGITS else None


def shown(sent: Values, acts: Iterable[Act]) -> list[Act]:
    """Those of the acts whose case was on the page: nobody decides about what was not shown."""
    return [act for act in acts if seen_version(sent, act.case) is not None]


def approve_all(rows: Iterable[Row], sent: Values, once: str, measures: bool) -> Outcome:
    """Approve each of the reports, with its measures when they are asked for; what is refused leaves the rest."""
    outcome = Outcome()
    for row in rows:
        acts = shown(sent, row.acts) if measures else []
        try:
            assert row.approve
            approve(row.report, row.approve, APPROVED, acts, sent, once)
        except Refused as refused:
            outcome.refused.append((row, refused.why))
        else:
            outcome.done.append(row)
            outcome.decided += len(acts)
    return outcome


def approve(report: Case, step: Step, said: Fact, acts: Iterable[Act], sent: Values, once: str) -> None:
    """Say it of one report, and approve the measures: all or nothing. Raises Refused."""
    with session().begin_nested():
        perform(
            session(),
            Command(
                step.key,
                report.id,
                who(),
                said,
                at=moment(),
                expected_version=seen_version(sent, report),
                idempotency_key=f"{once}/{report.id}",
            ),
        )
        for act in acts:
            perform(
                session(),
                Command(
                    act.key,
                    act.case.id,
                    who(),
                    APPROVED,
                    at=moment(),
                    round=act.round,
                    expected_version=seen_version(sent, act.case),
                    idempotency_key=f"{once}/{act.case.id}",
                ),
            )
