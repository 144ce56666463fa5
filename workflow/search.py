"""Searching: the words of the cases are kept up as things happen, and what happened since is looked at as it is."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from workflow.records.case import Case
from workflow.records.database import Database
from workflow.records.queries.cases import cases
from workflow.records.queries.events import words
from workflow.records.search_index import folded, hold, make_anew, spoken_in, texts
from workflow.records.sql import quick

BATCH, BATCHES = 500, 20
"""Events at a time, each time in a transaction of its own; so many times at a go."""
MOST, FRESH, TERMS = 100, 300, 8
"""Cases that are found, events that are looked at before their words are made, and words that are searched for."""
BEHIND = (
    "SELECT c.organisation FROM chain c LEFT JOIN sought_until u ON u.organisation = c.organisation "
    "WHERE c.seq > coalesce(u.seq, 0) ORDER BY c.organisation"
)
TOUCHED = 'SELECT seq, "case" FROM event WHERE organisation = ? AND seq > ? ORDER BY seq LIMIT ?'
NEW = (
    'SELECT e."case" FROM event e WHERE e.organisation = ? AND e."case" IS NOT NULL AND e.seq > '
    "(SELECT coalesce(max(u.seq), 0) FROM sought_until u WHERE u.organisation = ?) ORDER BY e.seq DESC LIMIT ?"
)


@dataclass(frozen=True)
class Found:
    """A case that was found, and its texts: the title, then what holds of it."""

    case: Case
    texts: tuple[str, ...]


def keep_up(database: Database) -> int:
    """Bring the words of every organisation up to what has happened, as far as one goes at a time; how many events."""
    with database.reading() as session:
        behind = [row[0] for row in quick(session, BEHIND).fetchall()]
    return sum(_keep_up(database, organisation) for organisation in behind)


def catch_up(session: Session, organisation: int) -> int:
    """Make the words of the cases anew that the next events have touched, and remember how far; how many events. Twice
    does no harm."""
    mark = hold(session, organisation)
    rows = quick(session, TOUCHED, (organisation, mark, BATCH)).fetchall()
    if rows:
        make_anew(session, organisation, {row[1] for row in rows if row[1]})
        sql = "UPDATE sought_until SET seq = ? WHERE organisation = ?"
        quick(session, sql, (rows[-1][0], organisation))
    return len(rows)


def find(session: Session, organisation: int, query: str) -> list[Found]:
    """The cases in which all words of the query stand, the newest first; nothing is found by what no longer holds."""
    terms = terms_of(query)
    if not terms:
        return []
    likes = " AND ".join("s.words LIKE ? ESCAPE '!'" for _ in terms)
    made = f'SELECT s."case" FROM sought s WHERE s.organisation = ? AND {likes} ORDER BY s."case" DESC LIMIT ?'
    # Each in a table of its own: a LIMIT stands in no branch of a compound select.
    either = f"(id IN (SELECT * FROM ({made}) a) OR id IN (SELECT * FROM ({NEW}) b))"
    values = (organisation, organisation, *map(_like, terms), MOST, organisation, organisation, FRESH)
    there = cases(session, f"organisation = ? AND {either} ORDER BY id DESC", values)
    told = words(session, organisation, spoken_in(there))
    found = [Found(case, tuple(texts(case, told))) for case in there]
    return [one for one in found if _holds(one, terms)]


def terms_of(query: str) -> list[str]:
    """The words that are searched for."""
    return list(dict.fromkeys(folded(query.replace("\0", "")).split()))[:TERMS]


def _keep_up(database: Database, organisation: int) -> int:
    done = 0
    for _ in range(BATCHES):
        with database.writing() as session:
            count = catch_up(session, organisation)
        done += count
        if count < BATCH:
            break
    return done


def _holds(one: Found, terms: Sequence[str]) -> bool:
    whole = f" {folded(' '.join(one.texts))} "
    return all(_bounded(term) in whole for term in terms)


def _like(term: str) -> str:
    """A pattern in which the term stands for itself."""
    plain = _bounded(term)
    for sign in "!%_":
        plain = plain.replace(sign, f"!{sign}")
    return f"%{plain}%"


def _bounded(term: str) -> str:
    """A § is meant whole: § 8 is not § 84."""
    return f" {term} " if term[:1] == "§" and term[1:].isdecimal() else term
