"""Orders: a document is ordered, lent to one worker, written, and there to fetch for a month.

A loan is short and is renewed while the document is written, so that the order of a worker that was killed is soon taken by
another. What a worker says of an order that is no longer lent to it changes nothing.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, delete, func, insert, or_, select, update
from sqlalchemy.orm import Session

from workflow.records.database import Database
from workflow.records.document import DONE, FAILED, WAITING, WRITING, Order, Written
from workflow.reports.ask import Ask
from workflow.words import LANGUAGES, Sentence, Title, Wrong, sentence

LOAN = timedelta(minutes=1)
TRIES = 3
"""So many times an order is taken, at the most: what ends its writer three times is wrong in itself."""
KEPT = timedelta(days=30)
MOST = 20
"""Orders that a person may have waiting."""
GIVEN_UP = sentence("The document could not be written. Try again; tell the administrator if it stays so.")


@dataclass(frozen=True)
class Wanted:
    """A document that a person wants, in a format (the ending of its files)."""

    person: int
    name: str
    form: str
    ask: Ask


def ask_of(order: Order) -> Ask:
    """What was asked for."""
    return Ask(
        order.organisation, order.year, order.today, order.unit, order.round, order.meeting, order.language
    )  # fmt: skip


def place(session: Session, wanted: Wanted, at: datetime) -> int:
    """Order it; the order's number. The same that somebody already waits for is not ordered again. Raises Wrong when too
    many wait."""
    ask = wanted.ask
    said = {"organisation": ask.organisation, "person": wanted.person, "name": wanted.name, "year": ask.year,
            "unit": ask.unit, "round": ask.round, "meeting": ask.meeting, "form": wanted.form, "language": ask.language,
            "today": ask.today}  # fmt: skip
    waits = select(Order.id).where(
        Order.organisation == ask.organisation, Order.person == wanted.person, Order.state.in_((WAITING, WRITING))
    )
    same = session.scalars(waits.where(*(getattr(Order, name) == value for name, value in said.items()))).first()
    if same is not None:
        return same
    if len(session.scalars(waits).all()) >= MOST:
        raise Wrong(sentence("You already wait for %(count)s documents. Order more when they are there.", count=MOST))
    order = Order(**said, at=at)
    session.add(order)
    session.flush()
    return order.id


def waiting(session: Session, at: datetime) -> bool:
    """True when some order may be taken at the moment."""
    return session.scalars(select(Order.id).where(_free(at)).limit(1)).first() is not None


def take(session: Session, at: datetime, me: str) -> Order | None:
    """Lend this worker the order that has waited longest, None when none waits. One that has ended too many of its
    writers is given up."""
    session.execute(
        update(Order).where(_free(at), Order.tries >= TRIES).values(state=FAILED, why=_kept(GIVEN_UP), finished=at)
    )
    first = select(Order.id).where(_free(at)).order_by(Order.id).limit(1).with_for_update(skip_locked=True)
    lent = {"state": WRITING, "claim": me, "until": at + LOAN, "tries": Order.tries + 1, "done": 0, "parts": 0}
    taken = update(Order).where(Order.id == first.scalar_subquery()).values(lent).returning(Order)
    return session.scalars(taken, execution_options={"synchronize_session": False}).first()


def progress(session: Session, order: int, me: str, at: datetime, done: int, parts: int) -> bool:
    """Say how far it has come, and renew the loan; False when the order is another's, or gone."""
    return _said(session, order, me, done=done, parts=parts, until=at + LOAN)


def finish(session: Session, order: int, me: str, at: datetime, content: bytes) -> bool:
    """The document is written. False when the order is another's, or gone."""
    digest = hashlib.sha256(content).hexdigest()
    if not _said(session, order, me, state=DONE, digest=digest, size=len(content), finished=at, until=None):
        return False
    session.execute(insert(Written).values(order=order, content=content))
    return True


def fail(session: Session, order: int, me: str, at: datetime, why: Sentence | Title) -> bool:
    """The document cannot be written; `why` says what one can do. False when the order is another's, or gone."""
    return _said(session, order, me, state=FAILED, why=_kept(why), finished=at, until=None)


def give_back(session: Session, order: int, me: str) -> bool:
    """End the loan of an order that was not tried to its end. False when it is another's, or gone."""
    return _said(session, order, me, state=WAITING, tries=Order.tries - 1, claim="", until=None)


def lost(session: Session, order: int, me: str, at: datetime) -> bool:
    """The writer ended without a word: anybody may try again at once. False when the order is another's, or gone."""
    return _said(session, order, me, until=at - LOAN)


def ordered(session: Session, organisation: int, person: int, number: int) -> Order | None:
    """The order, for whoever ordered it; None for everybody else."""
    mine = Order.organisation == organisation, Order.person == person
    return session.scalars(select(Order).where(Order.id == number, *mine)).first()


def recent(session: Session, organisation: int, person: int, most: int) -> list[Order]:
    """What a person has ordered last, the newest first."""
    mine = Order.organisation == organisation, Order.person == person
    return list(session.scalars(select(Order).where(*mine).order_by(Order.id.desc()).limit(most)))


def ahead(session: Session, order: Order) -> int:
    """How many orders are before one that waits."""
    before = select(func.count()).where(Order.id < order.id, Order.state.in_((WAITING, WRITING)))
    return session.scalar(before) or 0


def content_of(session: Session, order: int) -> bytes | None:
    """The bytes of an order that is done."""
    return session.scalar(select(Written.content).where(Written.order == order))


def clear(database: Database, at: datetime) -> int:
    """Throw away the orders that are too old, with their files; how many there were."""
    with database.writing() as session:
        gone = session.execute(delete(Order).where(Order.at < at - KEPT))
        return int(gone.rowcount)  # type: ignore[attr-defined]


def _free(at: datetime) -> ColumnElement[bool]:
    return or_(Order.state == WAITING, and_(Order.state == WRITING, Order.until < at))


def _said(session: Session, order: int, me: str, **values: object) -> bool:
    ours = update(Order).where(Order.id == order, Order.state == WRITING, Order.claim == me)
    done = session.execute(ours.values(**values), execution_options={"synchronize_session": False})
    return bool(done.rowcount)  # type: ignore[attr-defined]


def _kept(why: Sentence | Title) -> dict[str, str]:
    return {language: why.in_(language) for language in LANGUAGES}
