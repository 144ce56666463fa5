"""Does the chain hold, and is every case what its events made it? Replayed under the events' own models."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from typing import Any

from pydantic_core import from_json
from sqlalchemy import select
from sqlalchemy.orm import Session

from workflow.facts.absence import Away
from workflow.facts.clerical import Seated
from workflow.governance.model import Model
from workflow.records.case import Link, Snapshot
from workflow.records.chain import ALGORITHM, EVENT, SEALED, commitment_of, seal_of
from workflow.records.fold import BIRTH, Happened, links, made_of
from workflow.records.model import ModelText
from workflow.records.organisation import FOREVER, Absence, Seat
from workflow.records.sql import quick, run
from workflow.states.dates import model_of
from workflow.states.situation import SELECT_CASES, snapshot_of
from workflow.words import Sentence, sentence

_COLUMNS = ", ".join(f'e."{name}"' for name in EVENT)
_READ = (
    f"SELECT {_COLUMNS}, p.salt, p.body FROM event e LEFT JOIN payload p ON p.organisation = e.organisation "
    "AND p.seq = e.seq WHERE e.organisation = ? ORDER BY e.seq"
)
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
    told: dict[int, list[Happened]] = defaultdict(list)
    rows: dict[str, dict[int, dict[str, Any]]] = {kind: {} for kind in (Seated.kind, Away.kind)}
    prev, seq = "", 0
    for row in quick(session, _READ, (organisation,)):
        seq += 1
        if fault := _broken(row, seq, prev):
            found.faults.append(fault)
            return found
        found.events, prev = seq, row[_AT["seal"]]
        found.erased += bool(row[_AT["commitment"]]) and row[-1] is None
        _sort(row, told, rows)
    found.faults += [*_head(session, organisation, seq, prev), *_loose(session, organisation)]
    found.faults += [*_models(session, organisation), *_seats(session, organisation, rows[Seated.kind])]
    found.faults += _absences(session, organisation, rows[Away.kind])
    found.faults += _cases(session, organisation, told, found)
    return found


def _broken(row: Sequence[Any], seq: int, prev: str) -> Sentence | None:
    """What is wrong with the event that should be number `seq` after the seal `prev`."""
    if row[_AT["seq"]] != seq:
        return sentence("Event %(seq)s is missing from the chain.", seq=seq)
    if row[_AT["prev"]] != prev or row[_AT["alg"]] != ALGORITHM:
        return sentence("Event %(seq)s does not follow the one before it.", seq=seq)
    if row[_AT["seal"]] != seal_of(prev, tuple(row[: len(SEALED)])):
        return sentence("Event %(seq)s has been changed: its seal does not hold.", seq=seq)
    body = row[-1]
    if body is not None and commitment_of(row[-2], body) != row[_AT["commitment"]]:
        return sentence("What was said in event %(seq)s has been changed.", seq=seq)
    return None


def _sort(
    row: Sequence[Any], told: dict[int, list[Happened]], rows: Mapping[str, dict[int, dict[str, Any]]]
) -> None:  # fmt: skip
    """Put the event with its case, or with its seat or absence: the last that was said of it holds."""
    short = from_json(row[_AT["short"]])
    if (case := row[_AT["case"]]) is not None:
        told[case].append(
            Happened(row[_AT["seq"]], row[_AT["who"]], date.fromisoformat(row[_AT["effective"]]), row[_AT["step"]],
                     row[_AT["round"]], row[_AT["from_state"]], row[_AT["to_state"]], short, row[_AT["unsays"]],
                     row[_AT["model"]])
        )  # fmt: skip
    elif (known := rows.get(row[_AT["fact"]])) is not None:
        key, said = next(iter(short.items()))
        known[int(key.partition("/")[2])] = said


def _head(session: Session, organisation: int, seq: int, seal: str) -> Iterator[Sentence]:
    sql = "SELECT seq, seal FROM chain WHERE organisation = ?"
    if (head := run(session, sql, (organisation,)).one_or_none()) is None:
        yield sentence("The chain has no head.")
    elif tuple(head) != (seq, seal):
        yield sentence("The chain ends at event %(seq)s, but its head says %(head)s.", seq=seq, head=head[0])


def _loose(session: Session, organisation: int) -> Iterator[Sentence]:
    """Words that belong to no event."""
    sql = (
        "SELECT p.seq FROM payload p LEFT JOIN event e ON e.organisation = p.organisation AND e.seq = p.seq "
        "WHERE p.organisation = ? AND e.seq IS NULL ORDER BY p.seq"
    )
    for (seq,) in run(session, sql, (organisation,)):
        yield sentence("There are words to event %(seq)s, which is not in the chain.", seq=seq)


def _models(session: Session, organisation: int) -> Iterator[Sentence]:
    """Every model that was adopted, in the very text that its digest stands for."""
    for model in _adopted(session, organisation):
        if sha256(model.text.encode()).hexdigest() != model.digest:
            yield sentence("The text of the model %(name)s has been changed.", name=model.name)


def _adopted(session: Session, organisation: int) -> Sequence[ModelText]:
    held = select(ModelText).where(ModelText.organisation == organisation).order_by(ModelText.digest)
    return session.scalars(held).all()


def _seats(session: Session, organisation: int, said: dict[int, dict[str, Any]]) -> Iterator[Sentence]:
    """Every seat as the chain tells it, and none besides."""
    held = {seat.id: seat for seat in session.scalars(select(Seat).where(Seat.organisation == organisation))}
    for number in sorted(said.keys() | held.keys()):
        seat, told = held.get(number), said.get(number)
        until = FOREVER.isoformat() if told is None else told.get("until", FOREVER.isoformat())
        if (
            seat is None
            or told is None
            or (seat.person, seat.unit, seat.role, seat.since.isoformat(), seat.until.isoformat(), seat.substitute)
            != (told["person"], told["unit"], told["role"], told["since"], until, told.get("substitute", False))
        ):
            yield sentence("Seat %(seat)s is not what the chain says.", seat=number)


def _absences(session: Session, organisation: int, said: dict[int, dict[str, Any]]) -> Iterator[Sentence]:
    """Every absence as the chain tells it, and none besides."""
    rows = session.scalars(select(Absence).where(Absence.organisation == organisation))
    held = {row.id: (row.person, row.since.isoformat(), row.until.isoformat()) for row in rows}
    told = {number: (one["person"], one["since"], one["until"]) for number, one in said.items()}
    for number in sorted(told.keys() | held.keys()):
        if held.get(number) != told.get(number):
            yield sentence("Absence %(absence)s is not what the chain says.", absence=number)


def _cases(
    session: Session, organisation: int, told: dict[int, list[Happened]], found: Verified
) -> Iterator[Sentence]:  # fmt: skip
    pointed: dict[int, set[tuple[str, int]]] = defaultdict(set)
    for link in session.scalars(select(Link).where(Link.organisation == organisation)):
        pointed[link.source].add((link.kind, link.target))
    models = {text.digest: model_of(session, organisation, text.digest) for text in _adopted(session, organisation)}
    rows = quick(session, f"{SELECT_CASES} WHERE organisation = ? ORDER BY id", (organisation,)).fetchall()
    for row in rows:
        found.cases += 1
        if not _is_as_told(models, row, told.pop(row[0], []), pointed[row[0]]):
            yield sentence("Case %(case)s is not what its events made it.", case=row[0])
    for lost in sorted(told):
        yield sentence("Case %(case)s is missing.", case=lost)


def _is_as_told(
    models: Mapping[str, Model], row: Sequence[Any], events: list[Happened], points: set[tuple[str, int]]
) -> bool:  # fmt: skip
    """True when the stored case, its caches left out, and its links are what the events make them."""
    try:
        case = snapshot_of(row)
        made = _made(models, case, events)
        return made._replace(next_due=case.next_due) == case and links(made.facts) == points
    except (ArithmeticError, LookupError, TypeError, ValueError):
        return False


def _made(models: Mapping[str, Model], case: Snapshot, events: list[Happened]) -> Snapshot:
    """The case by its events, each under its own model. LookupError for a model that was never adopted."""
    name = events[0].short[BIRTH]["level"]
    models[case.model].levels[name]
    return made_of(case.id, case.organisation, case.model, events, lambda digest: models[digest].levels[name])
