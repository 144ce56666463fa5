"""The only writer of events: one writer at a time per organisation, every event sealed onto the one before.

`seal = SHA256(prev ‖ every other column)` and `commitment = SHA256(salt ‖ body)`: what was said can be erased
and the chain still holds; a changed, removed, inserted or re-ordered row does not. The statements are ready SQL
on the session's own connection, because a write is mostly their cost (docs/figures.md).
"""

import hashlib
import secrets
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from types import MappingProxyType
from typing import Any, NamedTuple

from pydantic_core import to_json
from sqlalchemy.orm import Session

from workflow.facts import KINDS, canonical
from workflow.records.base import instant_text
from workflow.records.case import COLUMNS, Case
from workflow.records.projection import BIRTH, Event, links
from workflow.records.sql import driver, quick, run

ALGORITHM = "mk2"
"""What seals are made by now: over the organisation's own identity. "mk1" is from before there was one: over the number
that the organisation had in its database."""
SEALED = (
    "organisation", "seq", "case", "who", "on_behalf_of", "recorded", "effective", "step", "round", "from_state",
    "to_state", "fact", "short", "decision", "remarks", "model", "unsays", "sealed", "once", "request", "commitment",
)  # fmt: skip
"""The columns of an event that its seal covers, in order."""
EVENT = (*SEALED, "prev", "seal", "alg")
CASE = COLUMNS[2:]
"""The columns of a case that its events make; `id` and `organisation`, the first two, never change."""

_EVENT = ", ".join(f'"{name}"' for name in EVENT)
_MARKS = ", ".join("?" for _ in EVENT)
INSERT_EVENT = f"INSERT INTO event ({_EVENT}) VALUES ({_MARKS})"
INSERT_PAYLOAD = "INSERT INTO payload (organisation, seq, salt, body) VALUES (?, ?, ?, ?)"
UPDATE_CHAIN = "UPDATE chain SET seq = ?, seal = ?, calendar = ? WHERE organisation = ?"
INSERT_CASE = (
    f"INSERT INTO cases (organisation, {', '.join(CASE)}) VALUES (?, {', '.join('?' for _ in CASE)}) RETURNING id"
)


class Outdated(Exception):
    """Somebody else changed the case first."""


class Head(NamedTuple):
    """The end of an organisation's chain, as locked; `identity` is what its seals cover in place of its number."""

    organisation: int
    seq: int
    seal: str
    calendar: str
    identity: str


class Entry(NamedTuple):
    """One event to be written. `after` is the case as the event makes it, `before` as it was read (None for a birth)."""

    who: int
    recorded: datetime
    effective: date
    step: str
    case: int | None = None
    on_behalf_of: int | None = None
    round: str = ""
    from_state: str = ""
    to_state: str = ""
    fact: str = ""
    short: Mapping[str, dict[str, Any]] = MappingProxyType({})
    body: str = ""
    decision: int | None = None
    remarks: tuple[Any, ...] = ()
    model: str = ""
    unsays: int | None = None
    sealed: str = ""
    once: str | None = None
    request: str = ""
    before: Case | None = None
    after: Case | None = None
    moves_calendar: bool = False

    def happened(self, seq: int) -> Event:
        """The event as the fold sees it, once it has its place in the chain."""
        return Event(seq, self.who, self.effective, self.step, self.round, self.from_state, self.to_state,
                        self.short, self.unsays)  # fmt: skip


def begin(session: Session, organisation: int) -> None:
    """Give a new organisation its chain."""
    sql = "INSERT INTO chain (organisation, seq, seal, calendar, identity) VALUES (?, 0, '', '', ?)"
    run(session, sql, (organisation, secrets.token_hex(16)))


def lock(session: Session, organisation: int) -> Head:
    """Become the organisation's one writer until the transaction ends (SQLite is so since BEGIN IMMEDIATE)."""
    end = " FOR UPDATE" if driver(session).postgres else ""
    sql = f"SELECT organisation, seq, seal, calendar, identity FROM chain WHERE organisation = ?{end}"
    return Head(*run(session, sql, (organisation,)).one())


def insert_case(session: Session, case: Case) -> int:
    """A new row for a case about to be born; its id. The birth event follows in the same transaction."""
    return int(run(session, INSERT_CASE, (case.organisation, *case_values(case))).scalar_one())


def append(session: Session, head: Head, entries: Sequence[Entry]) -> Head:
    """Write the events and what they made of their cases; the new head. `Outdated` when a case was changed meanwhile."""
    rows: list[tuple[Any, ...]] = []
    payloads: list[tuple[Any, ...]] = []
    first: dict[int, Case] = {}
    last: dict[int, Case] = {}
    start = head
    for entry in entries:
        row, salt = _row(head, entry)
        mark = row[-2] if entry.moves_calendar else head.calendar
        head = head._replace(seq=row[1], seal=row[-2], calendar=mark)
        rows.append(row)
        if entry.body:
            payloads.append((head.organisation, row[1], salt, entry.body))
        if entry.after and entry.before:
            first.setdefault(entry.after.id, entry.before)
            last[entry.after.id] = entry.after
    cases = _updates(head.organisation, [(before, last[case]) for case, before in first.items()])
    chain = (head.seq, head.seal, head.calendar, start.organisation)
    if len(rows) == 1 and driver(session).postgres:
        [(columns, [case])] = cases.items() or [((), [()])]
        payload = payloads[0] if payloads else (head.organisation, head.seq, "", "")
        values = (*case, *chain, *payload, bool(payloads), *rows[0])
        changed = quick(session, one_trip(columns), values).fetchone()[0]
    else:
        changed = sum(quick(session, update_case(columns), _one(many)).rowcount for columns, many in cases.items())
        if payloads:
            quick(session, INSERT_PAYLOAD, _one(payloads))
        quick(session, INSERT_EVENT, _one(rows))
        quick(session, UPDATE_CHAIN, chain)
    if changed != len(first):
        raise Outdated
    _relink(session, [entry for entry in entries if entry.after and _may_link(entry)])
    return head


def forget(session: Session, organisation: int, seqs: Sequence[int]) -> None:
    """Erase the words of events; what is left of them still holds. The event that says so follows."""
    run(session, "DELETE FROM payload WHERE organisation = ? AND seq = ?", [(organisation, seq) for seq in seqs])


def refresh(session: Session, cases: Sequence[Case]) -> None:
    """Write the caches (`next_due`, `model`) of cases anew; no event, because nothing was said."""
    rows = [(c.next_due and c.next_due.isoformat(), c.model, c.organisation, c.id) for c in cases]
    if rows:
        quick(session, "UPDATE cases SET next_due = ?, model = ? WHERE organisation = ? AND id = ?", rows)


@lru_cache
def update_case(columns: tuple[str, ...]) -> str:
    """The statement that changes these columns of a case, if it is as it was read. Only what has changed is named:
    every index over a named column would be written anew."""
    sets = ", ".join(f"{name} = ?" for name in columns)
    return f"UPDATE cases SET {sets} WHERE organisation = ? AND id = ? AND version = ? AND seq = ?"


@lru_cache
def one_trip(columns: tuple[str, ...]) -> str:
    """PostgreSQL: all the writes of one event in one round trip. It tells how many cases were changed."""
    case = f"c AS ({update_case(columns)} RETURNING id), " if columns else ""
    return (
        f"WITH {case}h AS ({UPDATE_CHAIN}), "
        f"p AS (INSERT INTO payload (organisation, seq, salt, body) SELECT ?::int, ?::int, ?, ? WHERE ?::bool), "
        f"e AS ({INSERT_EVENT}) SELECT {'count(*) FROM c' if columns else '0'}"
    )


def seal_of(prev: str, values: Sequence[Any]) -> str:
    """The seal of an event: `values` are its SEALED columns as stored, the first of them what stands for the organisation:
    its identity (mk2), its number before (mk1)."""
    return hashlib.sha256((prev + canonical(values)).encode()).hexdigest()


def commitment_of(salt: str, body: str) -> str:
    """The commitment to the exact words; "" when nothing was said."""
    return hashlib.sha256((salt + body).encode()).hexdigest() if body else ""


def case_values(case: Case) -> tuple[Any, ...]:
    """A case's columns as stored, in the order of CASE."""
    return tuple(_stored(value) for value in case[2:])


def _updates(
    organisation: int, cases: Iterable[tuple[Case, Case]]
) -> dict[tuple[str, ...], list[tuple[Any, ...]]]:  # fmt: skip
    """The values for `update_case`, by the columns that it names. Several events of one case are one change of it."""
    found: dict[tuple[str, ...], list[tuple[Any, ...]]] = defaultdict(list)
    for before, after in cases:
        changes = _changes(before, after)
        found[tuple(changes)].append((*changes.values(), organisation, after.id, before.version, before.seq))
    return found


def _changes(before: Case, after: Case) -> dict[str, Any]:
    """The columns that are not as they were, as stored."""
    told = zip(COLUMNS, before, after, strict=True)
    return {name: _stored(new) for name, old, new in told if new is not old and new != old}


def _stored(value: Any) -> Any:
    """A value of a case as its column holds it. No seal covers a case, so its JSON is written the quickest way."""
    if isinstance(value, dict):
        return to_json(value).decode()
    return value.isoformat() if isinstance(value, date) else value


def _row(head: Head, entry: Entry) -> tuple[tuple[Any, ...], str]:
    """The event's columns as stored, sealed onto `head`, and the salt of its payload."""
    salt = secrets.token_hex(16) if entry.body else ""
    values = (
        head.organisation, head.seq + 1, entry.case, entry.who, entry.on_behalf_of, instant_text(entry.recorded),
        entry.effective.isoformat(), entry.step, entry.round, entry.from_state, entry.to_state, entry.fact,
        canonical(dict(entry.short)), entry.decision, canonical(entry.remarks) if entry.remarks else "[]", entry.model,
        entry.unsays, entry.sealed, entry.once, entry.request, commitment_of(salt, entry.body),
    )  # fmt: skip
    return (*values, head.seal, seal_of(head.seal, (head.identity, *values[1:])), ALGORITHM), salt


def _one(rows: list[tuple[Any, ...]]) -> Any:
    """A single row as it is: a statement for one row is quicker said than one for many."""
    return rows[0] if len(rows) == 1 else rows


def _may_link(entry: Entry) -> bool:
    """True when what is said, or unsaid, may point at other cases."""
    return bool(entry.unsays) or any(KINDS[key.partition("/")[0]].links for key in entry.short if key != BIRTH)


def _relink(session: Session, entries: Sequence[Entry]) -> None:
    """Bring the link rows to what the facts now say."""
    gone, new = [], []
    for entry in entries:
        assert entry.after
        was = links(entry.before.facts) if entry.before else set()
        now = links(entry.after.facts)
        if was != now:
            gone += [(head, entry.after.id, *link) for head in (entry.after.organisation,) for link in was - now]
            new += [(entry.after.organisation, entry.after.id, *link) for link in now - was]
    if gone:
        run(session, "DELETE FROM link WHERE organisation = ? AND source = ? AND kind = ? AND target = ?", gone)
    if new:
        run(session, "INSERT INTO link (organisation, source, kind, target) VALUES (?, ?, ?, ?)", new)
