"""Reading what has happened: a case's events with their words, fetched in one query each."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from pydantic_core import from_json
from sqlalchemy.orm import Session

from workflow.facts import KINDS
from workflow.records.case import Case, Said
from workflow.records.sql import answers, quick, run

_COLUMNS = (
    'e.seq, e.who, p.name, e.recorded, e.effective, e.step, e."round", e.from_state, e.to_state, e.fact, '
    "e.short, e.remarks, e.unsays, e.sealed, w.body, e.on_behalf_of FROM event e LEFT JOIN person p ON p.id = e.who "
    "LEFT JOIN payload w ON w.organisation = e.organisation AND w.seq = e.seq "
)
_EVENTS = f'SELECT {_COLUMNS}WHERE e.organisation = ? AND e."case" = ? ORDER BY e.seq'
_SEVERAL = (
    f'SELECT e."case", {_COLUMNS}WHERE e.organisation = ? AND e."case" IN ({{}}) '
    f'UNION ALL SELECT e."case", {_COLUMNS}WHERE e.organisation = ? AND e.seq IN ({{}}) ORDER BY 2'
)

IMPORT = "import"
"""The step of an event by which something was brought in, whatever it says."""


class TimelineEvent(NamedTuple):
    """An event as a timeline shows it. `said` maps the facts' keys to their whole content, None when it was erased."""

    seq: int
    who: int
    name: str
    recorded: str
    effective: str
    step: str
    round: str
    from_state: str
    to_state: str
    fact: str
    short: dict[str, dict[str, Any]]
    remarks: list[dict[str, Any]]
    unsays: int | None
    sealed: str
    said: dict[str, Any] | None
    on_behalf_of: int | None = None


def timeline(session: Session, organisation: int, case: int, alone: bool = False) -> list[TimelineEvent]:
    """Every event of the case, in order. What a member of a group said `alone` is told only to who asks for it."""
    return [_event(row, alone) for row in quick(session, _EVENTS, (organisation, case)).fetchall()]


def events_of(
    session: Session, organisation: int, cases: Sequence[int], more: Sequence[int]
) -> dict[int, list[TimelineEvent]]:
    """Every event of several cases, and the single events `more`, in order, by case; without what was said alone."""
    places = [", ".join("?" for _ in numbers) or "NULL" for numbers in (cases, more)]
    found: dict[int, list[TimelineEvent]] = {}
    values = (organisation, *cases, organisation, *more)
    for case, *row in quick(session, _SEVERAL.format(*places), values).fetchall():
        found.setdefault(case, []).append(_event(row, False))
    return found


def brought_in(session: Session, organisation: int, cases: Sequence[int]) -> dict[int, int]:
    """Case → the number of the event that brought it in, for those that were."""
    marks = ", ".join("?" for _ in cases) or "NULL"
    sql = f'SELECT "case", seq FROM event WHERE organisation = ? AND "case" IN ({marks}) AND step = ?'
    return {row[0]: row[1] for row in answers(session, sql, (organisation, *cases, IMPORT))}


def words(session: Session, organisation: int, seqs: Iterable[int]) -> dict[int, dict[str, Any]]:
    """What was said in the events: number → the facts by key. Erased ones are left out."""
    wanted = sorted(set(seqs))
    found: dict[int, dict[str, Any]] = {}
    for start in range(0, len(wanted), 500):
        some = wanted[start : start + 500]
        marks = ", ".join("?" for _ in some)
        sql = f"SELECT seq, body FROM payload WHERE organisation = ? AND seq IN ({marks})"
        found |= {seq: from_json(body) for seq, body in run(session, sql, (organisation, *some))}
    return found


def said(session: Session, organisation: int, facts: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The whole facts that hold for a case, by key, given its folded `facts`; less what was said alone."""
    facts = {key: entry for key, entry in facts.items() if not _alone(key)}
    told = words(session, organisation, (entry["seq"] for entry in facts.values()))
    return {key: told[entry["seq"]][key] for key, entry in facts.items() if key in told.get(entry["seq"], {})}


def in_full(session: Session, organisation: int, cases: Iterable[Case], fact: type[Said]) -> dict[int, Said]:
    """The last fact of the kind of each of the cases that has one, in full; its short fields where the words are erased."""
    held = {case.id: case.facts[fact.kind] for case in cases if case.has_said(fact)}
    told = words(session, organisation, (short["seq"] for short in held.values()))
    return {case: fact.of(told.get(short["seq"], {}).get(fact.kind, short)) for case, short in held.items()}


def _alone(key: str) -> bool:
    return key.partition("/")[0] in _told_alone()


@lru_cache
def _told_alone() -> frozenset[str]:
    """The sorts of facts that members of a group say alone."""
    return frozenset(kind for kind, fact in KINDS.items() if fact.alone)


def _event(row: Sequence[Any], alone: bool) -> TimelineEvent:
    *plain, short, remarks, unsays, sealed, body, for_whom = row
    said = from_json(body) if body else None
    if said and not alone:
        said = {key: plain for key, plain in said.items() if not _alone(key)}
    return TimelineEvent._make(
        (*plain, from_json(short), [] if remarks == "[]" else from_json(remarks), unsays, sealed, said, for_whom)
    )
