"""Does the chain hold, and is every case what its events made it? Replayed under the events' own models."""

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflow.records.case import Link
from workflow.records.chain import ALGORITHM, EVENT, SEALED, commitment_of, seal_of
from workflow.records.fold import Happened, links, made_of
from workflow.records.organisation import FOREVER, Seat
from workflow.records.sql import run
from workflow.states.dates import model_of
from workflow.states.situation import cases
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
    seats: dict[int, dict[str, Any]] = {}
    prev, seq = "", 0
    for row in run(session, _READ, (organisation,)):
        seq += 1
        if fault := _broken(row, seq, prev):
            found.faults.append(fault)
            return found
        found.events, prev = seq, row[_AT["seal"]]
        found.erased += bool(row[_AT["commitment"]]) and row[-1] is None
        _sort(row, told, seats)
    found.faults += [*_head(session, organisation, seq, prev), *_seats(session, organisation, seats)]
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


def _sort(row: Sequence[Any], told: dict[int, list[Happened]], seats: dict[int, dict[str, Any]]) -> None:
    """Put the event with its case, or with its seat."""
    short = json.loads(row[_AT["short"]])
    if (case := row[_AT["case"]]) is not None:
        told[case].append(
            Happened(row[_AT["seq"]], row[_AT["who"]], date.fromisoformat(row[_AT["effective"]]), row[_AT["step"]],
                     row[_AT["round"]], row[_AT["from_state"]], row[_AT["to_state"]], short, row[_AT["unsays"]])
        )  # fmt: skip
    elif row[_AT["fact"]] == "seated":
        said = next(iter(short.values()))
        seats[said["seat"]] = said


def _head(session: Session, organisation: int, seq: int, seal: str) -> Iterator[Sentence]:
    head = run(session, "SELECT seq, seal FROM chain WHERE organisation = ?", (organisation,)).one()
    if tuple(head) != (seq, seal):
        yield sentence("The chain ends at event %(seq)s, but its head says %(head)s.", seq=seq, head=head[0])


def _seats(session: Session, organisation: int, said: dict[int, dict[str, Any]]) -> Iterator[Sentence]:
    """Every seat as the chain tells it, and none besides."""
    held = {seat.id: seat for seat in session.scalars(select(Seat).where(Seat.organisation == organisation))}
    for number in sorted(said.keys() | held.keys()):
        seat, told = held.get(number), said.get(number)
        until = FOREVER.isoformat() if told is None else told.get("until", FOREVER.isoformat())
        if seat is None or told is None or (
            seat.person, seat.unit, seat.role, seat.since.isoformat(), seat.until.isoformat(), seat.substitute
        ) != (told["person"], told["unit"], told["role"], told["since"], until, told.get("substitute", False)):
            yield sentence("Seat %(seat)s is not what the chain says.", seat=number)


def _cases(
    session: Session, organisation: int, told: dict[int, list[Happened]], found: Verified
) -> Iterator[Sentence]:  # fmt: skip
    pointed: dict[int, set[tuple[str, int]]] = defaultdict(set)
    for link in session.scalars(select(Link).where(Link.organisation == organisation)):
        pointed[link.source].add((link.kind, link.target))
    for case in cases(session, "organisation = ? ORDER BY id", (organisation,)):
        found.cases += 1
        events = told.pop(case.id, [])
        level = model_of(session, organisation, case.model).levels[case.level]
        made = made_of(case.id, organisation, case.model, events, level) if events else None
        if made is None or made._replace(next_due=case.next_due) != case or links(case.facts) != pointed[case.id]:
            yield sentence("Case %(case)s is not what its events made it.", case=case.id)
    for lost in sorted(told):
        yield sentence("Case %(case)s is missing.", case=lost)
