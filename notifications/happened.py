"""What has happened, as a letter tells it: who did what, with which verdict, in whose words."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from pydantic_core import from_json
from sqlalchemy.orm import Session

from notifications.content import Item, Quote
from notifications.letters.writing import day, short
from notifications.outbox import Told
from workflow.facts import KINDS, extra, verdict_of
from workflow.facts.base import Fact
from workflow.facts.decision import Gathering
from workflow.facts.timetable import NAMES, RoundDates, Timetable
from workflow.governance.model import Model
from workflow.organisation.visibility import is_open
from workflow.records.case import Case
from workflow.records.sql import quick
from workflow.words import Sentence, Title, sentence

QUOTED = ("review", "decision", "approval")
"""What is told in the words it was said in. The rest is read where it stands: a letter is no place for what was written
about people."""
TOLD = NAMES[1:]
"""The dates of a round that a letter tells: from when the sheet opens."""
_UNIT = "SELECT name FROM unit WHERE organisation = ? AND id = ?"
_EVENTS = (
    "SELECT e.seq, e.step, e.round, e.effective, e.to_state, e.from_state, e.decision, "
    "CASE WHEN p.email = '' THEN '' ELSE p.name END, w.body FROM event e "
    "LEFT JOIN person p ON p.organisation = e.organisation AND p.id = e.who "
    "LEFT JOIN payload w ON w.organisation = e.organisation AND w.seq = e.seq WHERE e.organisation = ? AND e.seq IN ({marks})"
)
_PARAGRAPH = (
    "SELECT d.title, u.name, d.facts, m.facts FROM cases d JOIN unit u ON u.id = d.unit "
    "LEFT JOIN cases m ON m.id = d.parent WHERE d.organisation = ? AND d.id = ?"
)


class Taken(NamedTuple):
    """A step that was taken, as far as a letter tells it."""

    seq: int
    step: str
    round: str
    effective: str
    to_state: str
    from_state: str
    decision: int | None
    who: str
    body: str | None

    @property
    def fact(self) -> Fact | None:
        """What was said, None when nothing was or it has been erased."""
        for key, said in (from_json(self.body) if self.body else {}).items():
            return KINDS[key.partition("/")[0]].model_validate(said)
        return None


def taken(session: Session, organisation: int, lines: Sequence[Told]) -> dict[int, Taken]:
    """The events that the lines tell of, by number."""
    numbers = sorted({line.event for line in lines})
    if not numbers:
        return {}
    sql = _EVENTS.format(marks=", ".join("?" for _ in numbers))
    return {row[0]: Taken(*row) for row in quick(session, sql, (organisation, *numbers)).fetchall()}


def item(session: Session, model: Model, case: Case, event: Taken, unit: str, address: str) -> Item:
    """A step that was taken. Of a case that is not open to all, only that something happened."""
    level, step = model.levels[case.level], model.step(event.step)
    fact = event.fact if is_open(case) else None
    moved = event.to_state != event.from_state
    return Item(
        what=step.title, case=case.title if is_open(case) else "", unit=unit, address=address, step=step.key,
        round=model.rounds[event.round].title if event.round in model.rounds else None, says=step.says, who=event.who,
        verdict=_verdict(model, step.says, fact), code=verdict_of(fact), state=level.state[event.to_state].title if moved else None,
        quotes=tuple(_quotes(session, case.organisation, model, event, fact)), on=date.fromisoformat(event.effective),
    )  # fmt: skip


def _verdict(model: Model, scale: str, fact: Fact | None) -> Any:
    if fact is None or not fact.verdict_field:
        return None
    found = model.verdict(str(extra(type(fact), fact.verdict_field).get("scale") or scale), verdict_of(fact))
    return found.title if found else None


def _quotes(session: Session, organisation: int, model: Model, event: Taken, fact: Fact | None) -> Iterator[Quote]:
    """The § that was cited, and what was written: each text with its label, a review criterion by criterion."""
    if event.decision and fact is not None:
        yield from _paragraph(session, organisation, event.decision)
    if fact is None:
        return
    for row in getattr(fact, "criteria", ()):
        if not row.holds or row.comment:
            yield Quote(model.criteria.get(row.criterion, sentence(row.criterion)), row.comment)
    if isinstance(fact, Timetable):
        yield from (_dates(session, organisation, model, row) for row in fact.rounds)
    if fact.kind not in QUOTED:
        return
    for name, field in type(fact).model_fields.items():
        said = getattr(fact, name)
        if isinstance(said, str) and said and not extra(type(fact), name).get("short"):
            yield Quote(Sentence(str(field.title)), said)


def _dates(session: Session, organisation: int, model: Model, row: RoundDates) -> Quote:
    """A round's dates, in the order in which its label names them; whose they are, when they are one committee's."""
    title = model.rounds[row.round].title if row.round in model.rounds else Title(row.round, row.round)
    unit = quick(session, _UNIT, (organisation, row.unit)).fetchone() if row.unit else None
    labels = [sentence(str(RoundDates.model_fields[name].title)) for name in TOLD]
    sv, en = (
        f"{title.in_(language)}{f', {unit[0]}' if unit else ''}: "
        + ", ".join(label.in_(language) for label in labels).lower()
        for language in ("sv", "en")
    )
    dates = [", ".join(short(getattr(row, name), language) for name in TOLD) for language in ("sv", "en")]
    return Quote(Title(sv, en), Title(*dates))


def _paragraph(session: Session, organisation: int, number: int) -> Iterator[Quote]:
    row = quick(session, _PARAGRAPH, (organisation, number)).fetchone()
    if row:
        title, unit, _, meeting = row[0], row[1], row[2], _json(row[3])
        held = Gathering.of(meeting[Gathering.kind]).on if Gathering.kind in meeting else None
        days = [day(held, language) if held else "" for language in ("sv", "en")]
        yield Quote(
            sentence("Paragraph"), Title(*(", ".join(part for part in (unit, title, on) if part) for on in days))
        )


def _json(stored: Any) -> Mapping[str, Any]:
    """A JSON column as its driver gives it: text from SQLite, read already from PostgreSQL."""
    found: Mapping[str, Any] = from_json(stored) if isinstance(stored, str) else stored or {}
    return found
