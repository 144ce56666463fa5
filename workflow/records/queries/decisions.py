"""Questions about decisions: at which meetings they were taken, what they cover, and what was remarked."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Any

from pydantic_core import from_json
from sqlalchemy.orm import Session

from workflow.facts.decision import Gathering
from workflow.records.case import Case
from workflow.records.queries.cases import cases
from workflow.records.sql import answers, run

COVERED_BY = (
    "SELECT l.target, count(*) FROM link l JOIN cases k ON k.id = l.source AND k.organisation = l.organisation "
    "WHERE l.organisation = ? AND l.kind = 'cites' AND k.level IN ({levels}) AND l.target IN ({cases}) GROUP BY l.target"
)
SPAN = 5000
"""So many events after a § are looked through for verdicts that were corrected: their cases cite it no more."""
CITES = (
    "SELECT source FROM link WHERE organisation = ? AND target = ? AND kind = 'cites' UNION "
    'SELECT x."case" FROM event x WHERE x.organisation = ? AND x.decision = ? AND x.seq > ? AND x.seq <= ?'
)
DECIDED = (
    'SELECT e.seq, e."case", e.step, e."round", e.short, e.remarks, w.body, (SELECT max(u.seq) FROM event u '
    'WHERE u.organisation = e.organisation AND u."case" = e."case" AND u.unsays = e.seq) AS unsaid FROM event e '
    "LEFT JOIN payload w ON w.organisation = e.organisation AND w.seq = e.seq "
    f'WHERE e.organisation = ? AND e.decision = ? AND e."case" IN ({CITES}) ORDER BY e.seq'
)
MEETINGS = (
    "SELECT k.id, m.facts FROM cases k JOIN cases m ON m.id = k.parent AND m.organisation = k.organisation "
    "WHERE k.organisation = ? AND k.id IN ({})"
)


def days_met(session: Session, organisation: int, decisions: Iterable[int]) -> dict[int, date]:
    """§ → the day of its meeting."""
    wanted = sorted(set(decisions))
    if not wanted:
        return {}
    found = {}
    for decision, facts in answers(session, MEETINGS.format(", ".join("?" for _ in wanted)), (organisation, *wanted)):
        said = from_json(facts) if isinstance(facts, str) else facts
        if Gathering.kind in said:
            found[decision] = Gathering.of(said[Gathering.kind]).on
    return found


def cases_covered(
    session: Session, organisation: int, decisions: Collection[int], levels: Collection[str]
) -> dict[int, int]:
    """§ → how many cases of some levels cite it; those that none does are left out."""
    places = {name: ", ".join("?" for _ in some) or "NULL" for name, some in (("levels", levels), ("cases", decisions))}
    sql = COVERED_BY.format(**places)
    return {row[0]: row[1] for row in run(session, sql, (organisation, *levels, *decisions))}


def citing_cases(session: Session, organisation: int, decision: int, seq: int, beside: int) -> list[Case]:
    """The case `beside` (the meeting of the §), and every case that cites the §, which was logged by the event `seq`, or did
    until it was corrected."""
    citing = _citing(organisation, decision, seq)
    return cases(
        session, f"organisation = ? AND (id = ? OR id IN ({CITES})) ORDER BY id", (organisation, beside, *citing)
    )


def decided_by(session: Session, organisation: int, decision: int, seq: int) -> Sequence[Any]:
    """What the § meant for each case, in order: (seq, case, step, round, short, remarks, body, unsaid)."""
    return run(session, DECIDED, (organisation, decision, *_citing(organisation, decision, seq))).all()


def remarks_after(session: Session, organisation: int, seq: int) -> Sequence[Any]:
    """(case, remarks as JSON) of the events after one, in order, as far as anything was remarked."""
    sql = "SELECT \"case\", remarks FROM event WHERE organisation = ? AND seq > ? AND remarks <> '[]' ORDER BY seq"
    return run(session, sql, (organisation, seq)).all()


def made_under(session: Session, organisation: int, keys: Collection[str]) -> int | None:
    """The § that was logged, or cited, by the first event under one of the keys; None when there is none."""
    marks = ", ".join("?" for _ in keys)
    sql = f'SELECT "case", decision FROM event WHERE organisation = ? AND once IN ({marks}) ORDER BY seq'
    row = run(session, sql, (organisation, *keys)).first()
    return int(row[1] or row[0]) if row else None


def _citing(organisation: int, decision: int, seq: int) -> tuple[int, ...]:
    return organisation, decision, organisation, decision, seq, seq + SPAN
