"""The forecasts round by round: outlook, trend, words and values; what was described, and what was decided on it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from web.goal.near import Cite, Near
from web.language import number
from workflow.facts.consequence import Consequence
from workflow.goals.reporting_status import AWAITED, BEFORE, DESCRIBE, MISSING, NOT_OPEN, reporting_status
from workflow.governance.model import Step, Verdict
from workflow.words import Sentence, Title, sentence

WAITING = {
    NOT_OPEN: sentence("Not open yet"), AWAITED: sentence("Awaited"), MISSING: sentence("Missing"),
    BEFORE: sentence("Before the introduction"),
}  # fmt: skip
"""What is said of a round in which nothing is said."""


@dataclass(frozen=True)
class Measured:
    """A value, or why there is none."""

    name: str
    value: str
    missing: Verdict | None
    reason: str


@dataclass(frozen=True)
class Answer:
    """What somebody decided on what was described."""

    title: Title
    verdict: Verdict | None
    cite: Cite | None
    by: str
    on: str
    words: str


@dataclass(frozen=True)
class Round:
    """A round: what was said in it, or why nothing was."""

    name: str
    title: Title
    waiting: Sentence | None
    missing: bool
    outlook: Verdict | None
    trend: Verdict | None
    comment: str
    reason: str
    when: str
    values: tuple[Measured, ...]
    by: str
    on: str
    consequence: tuple[tuple[str, str], ...]
    undescribed: bool
    described_by: str
    answers: tuple[Answer, ...]


def rounds(near: Near) -> list[Round]:
    """The rounds in which the goal is forecast, in order; those that it has not come to are left out."""
    names = dict.fromkeys(name for step in near.level.steps if step.says == "forecast" for name in step.rounds)
    found = [_round(near, name) for name in names]
    return [round for round in found if round.outlook or round.waiting]


def measured(near: Near, rows: list[dict[str, Any]]) -> tuple[Measured, ...]:
    """Values with the names of their indicators."""
    return tuple(_measured(near, row) for row in rows)


def _round(near: Near, name: str) -> Round:
    model, case = near.now.model, near.case
    cell = reporting_status(model, near.now.calendar, case, name, near.now.today)
    said = near.said(case, f"forecast/{name}")
    return Round(
        name=name, title=model.rounds[name].title, waiting=None if said else WAITING.get(cell.status),
        missing=cell.status == MISSING, outlook=model.verdict("outlook", said.get("outlook", "")),
        trend=model.verdict("trend", said.get("trend", "")), comment=said.get("comment", ""),
        reason=said.get("reason", ""), when=said.get("when", ""), values=measured(near, said.get("measured", [])),
        by=near.names.person(said.get("by")), on=said.get("at", ""), consequence=tuple(_consequence(near, name)),
        undescribed=cell.status == DESCRIBE,
        described_by=str(said.get("consequence_by", "")), answers=tuple(_answers(near, name)),
    )  # fmt: skip


def _measured(near: Near, row: dict[str, Any]) -> Measured:
    case = near.cases.get(row["indicator"])
    value, unit = row.get("value"), str(case.fact("indicator").get("unit", "")) if case else ""
    text = f"{number(value)} {unit}".strip() if value is not None else ""
    missing = near.now.model.verdict("missing", row.get("missing", ""))
    return Measured(case.title if case else "", text, missing, row.get("reason", ""))


def _consequence(near: Near, name: str) -> Iterator[tuple[str, str]]:
    """Label and words of the consequence description."""
    said = near.said(near.case, f"consequence/{name}")
    for field, info in Consequence.model_fields.items():
        if said.get(field):
            yield str(info.title), str(said[field])


def _answers(near: Near, name: str) -> Iterator[Answer]:
    """What was decided in the round: by the committee's §, or within the director's powers."""
    for step in near.level.steps:
        if step.says in ("decision", "approval") and name in step.rounds:
            said = near.said(near.case, f"{step.says}/{step.name}/{name}")
            if said:
                yield _answer(near, step, said)


def _answer(near: Near, step: Step, said: dict[str, Any]) -> Answer:
    verdict = near.now.model.verdict(step.says, said.get("verdict", ""))
    words = said.get("comment") or said.get("words") or said.get("instruction") or ""
    return Answer(
        step.title, verdict, near.cite(said.get("decision")), near.names.person(said["by"]), said["at"], str(words)
    )
