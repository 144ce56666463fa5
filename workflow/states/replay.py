"""Does the chain hold, and is every case what its events made it? Replayed under the events' own models."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from typing import Any

from pydantic_core import from_json
from sqlalchemy import select
from sqlalchemy.orm import Session

from workflow.facts.attachment import Attachment
from workflow.facts.timetable import Governed
from workflow.governance.model import Model
from workflow.records.case import COLUMNS, Case, Link
from workflow.records.event_log import EVENT, SEALED, commitment_of, seal_of
from workflow.records.model import ModelText
from workflow.records.projection import BIRTH, Event, links, made_of
from workflow.records.queries.cases import SELECT_CASES, case_of
from workflow.records.queries.models import model_of
from workflow.records.sql import quick, run
from workflow.states.organisation_replay import House
from workflow.states.verify_beside import beside
from workflow.words import Sentence, sentence

_COLUMNS = ", ".join(f'e."{name}"' for name in EVENT)
_READ = (
    f"SELECT {_COLUMNS}, p.salt, p.body FROM event e LEFT JOIN payload p ON p.organisation = e.organisation "
    "AND p.seq = e.seq WHERE e.organisation = ? ORDER BY e.seq"
)
_MODEL = COLUMNS.index("model")
_AT = {name: place for place, name in enumerate(EVENT)}


@dataclass
class Verified:
    """What `verify` found: events read, payloads erased, cases compared; `faults` from the first bad row on."""

    events: int = 0
    erased: int = 0
    cases: int = 0
    faults: list[Sentence] = field(default_factory=list)


def verify(session: Session, organisation: int) -> Verified:
    """Read the chain in order, and make every case anew from it. The first fault in the chain ends the reading."""
    found = Verified()
    told: dict[int, list[Event]] = defaultdict(list)
    house = House()
    files: dict[str, int] = {}
    prev, seq, known = "", 0, _identities(session, organisation)
    if not known:
        found.faults.append(sentence("The chain has no head."))
        return found
    for row in quick(session, _READ, (organisation,)):
        seq += 1
        if fault := _broken(row, seq, prev, known):
            found.faults.append(fault)
            return found
        found.events, prev = seq, row[_AT["seal"]]
        if row[_AT["commitment"]] and row[-1] is None:
            house.wordless.append(seq)
        _sort(row, told, house)
        if row[_AT["fact"]] == Attachment.kind and row[-1] is not None:
            files |= {said["digest"]: seq for said in from_json(row[_AT["short"]]).values()}
    found.erased = len(house.wordless)
    found.faults += [*_head(session, organisation, seq, prev), *_loose(session, organisation)]
    changed = [text for text in _adopted(session, organisation) if _is_changed(text)]
    found.faults += [sentence("The text of the model %(name)s has been changed.", name=text.name) for text in changed]
    found.faults += house.faults(session, organisation)
    found.faults += beside(session, organisation, seq, files)
    found.faults += _cases(session, organisation, told, found, {text.digest for text in changed})
    return found


def _identities(session: Session, organisation: int) -> dict[str, Any]:
    """What stands for the organisation in its seals, by the algorithm they were made by."""
    sql = "SELECT identity, serial FROM chain WHERE organisation = ?"
    found = run(session, sql, (organisation,)).one_or_none()
    return {"mk2": found[0], "mk1": found[1]} if found else {}


def _broken(row: Sequence[Any], seq: int, prev: str, known: Mapping[str, Any]) -> Sentence | None:
    """What is wrong with the event that should be number `seq` after the seal `prev`."""
    if row[_AT["seq"]] != seq:
        return sentence("Event %(seq)s is missing from the chain.", seq=seq)
    identity = known.get(row[_AT["alg"]])
    if row[_AT["prev"]] != prev or identity is None:
        return sentence("Event %(seq)s does not follow the one before it.", seq=seq)
    if row[_AT["seal"]] != seal_of(prev, (identity, *row[1 : len(SEALED)])):
        return sentence("Event %(seq)s has been changed: its seal does not hold.", seq=seq)
    body = row[-1]
    if body is not None and commitment_of(row[-2], body) != row[_AT["commitment"]]:
        return sentence("What was said in event %(seq)s has been changed.", seq=seq)
    return None


def _sort(row: Sequence[Any], told: dict[int, list[Event]], house: House) -> None:
    """Put the event with its case, and with the house when it tells of that."""
    short = from_json(row[_AT["short"]])
    house.people.update((row[_AT["who"]], row[_AT["on_behalf_of"]]))
    if (case := row[_AT["case"]]) is not None:
        told[case].append(
            Event(row[_AT["seq"]], row[_AT["who"]], date.fromisoformat(row[_AT["effective"]]), row[_AT["step"]],
                     row[_AT["round"]], row[_AT["from_state"]], row[_AT["to_state"]], short, row[_AT["unsays"]],
                     row[_AT["model"]])
        )  # fmt: skip
    if case is None or row[_AT["fact"]] == Governed.kind:
        house.hear(row[_AT["step"]], row[_AT["fact"]], row[_AT["model"]], short)


def _head(session: Session, organisation: int, seq: int, seal: str) -> Iterator[Sentence]:
    sql = "SELECT seq, seal FROM chain WHERE organisation = ?"
    head = run(session, sql, (organisation,)).one()
    if tuple(head) != (seq, seal):
        yield sentence("The chain ends at event %(seq)s, but its head says %(head)s.", seq=seq, head=head[0])


def _loose(session: Session, organisation: int) -> Iterator[Sentence]:
    """Words that belong to no event."""
    sql = (
        "SELECT p.seq FROM payload p LEFT JOIN event e ON e.organisation = p.organisation AND e.seq = p.seq "
        "WHERE p.organisation = ? AND e.seq IS NULL ORDER BY p.seq"
    )
    for (seq,) in run(session, sql, (organisation,)):
        yield sentence("There are words to event %(seq)s, which is not in the chain.", seq=seq)


def _is_changed(model: ModelText) -> bool:
    """True when the model's text is not the one that its digest stands for."""
    return sha256(model.text.encode()).hexdigest() != model.digest


def _adopted(session: Session, organisation: int) -> Sequence[ModelText]:
    held = select(ModelText).where(ModelText.organisation == organisation).order_by(ModelText.digest)
    return session.scalars(held).all()


def _cases(
    session: Session, organisation: int, told: dict[int, list[Event]], found: Verified, changed: Collection[str]
) -> Iterator[Sentence]:  # fmt: skip
    """Every case as its events make it, but those that follow, or have followed, a model whose text was `changed`."""
    pointed: dict[int, set[tuple[str, int]]] = defaultdict(set)
    for link in session.scalars(select(Link).where(Link.organisation == organisation)):
        pointed[link.source].add((link.kind, link.target))
    digests = {text.digest for text in _adopted(session, organisation)} - set(changed)
    models = {digest: model_of(session, organisation, digest) for digest in digests}
    rows = quick(session, f"{SELECT_CASES} WHERE organisation = ? ORDER BY id", (organisation,)).fetchall()
    for row in rows:
        events = told.pop(row[0], [])
        if {row[_MODEL], *(event.model for event in events)}.intersection(changed):
            continue
        found.cases += 1
        if not _is_as_told(models, row, events, pointed[row[0]]):
            yield sentence("Case %(case)s is not what its events made it.", case=row[0])
    for lost in sorted(told):
        yield sentence("Case %(case)s is missing.", case=lost)


def _is_as_told(
    models: Mapping[str, Model], row: Sequence[Any], events: list[Event], points: set[tuple[str, int]]
) -> bool:  # fmt: skip
    """True when the stored case, its caches left out, and its links are what the events make them."""
    try:
        case = case_of(row)
        made = _made(models, case, events)
        return made._replace(next_due=case.next_due) == case and links(made.facts) == points
    except (ArithmeticError, LookupError, TypeError, ValueError):
        return False


def _made(models: Mapping[str, Model], case: Case, events: list[Event]) -> Case:
    """The case by its events, each under its own model. LookupError for a model that was never adopted."""
    name = events[0].short[BIRTH]["level"]
    models[case.model].levels[name]
    return made_of(case.id, case.organisation, case.model, events, lambda digest: models[digest].levels[name])
