"""Sign-ins that are asked for by mail: kept as tokens, few at a time, and each used once.

Limits are counted over the tokens, so they hold over any number of processes, and who asks sees nothing of them: an
answer must not tell which addresses are known. Of the client's address only a digest made with our key is kept.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from notifications import post_sign_in
from workflow.governance.model import CLOCK
from workflow.keys import code, same
from workflow.records.organisation import Person, Seat
from workflow.records.queries.tokens import Whose, count_asked, count_try, forget_tokens, tries_in_vain
from workflow.records.token import Token

SIGN_IN, NOBODY = "sign_in", "nobody"
"""What a token is for: of an asking for an address that nobody has, only that it was asked."""
COUNTED = (SIGN_IN, NOBODY)
LIFE = timedelta(minutes=10)
TRIES = 5
"""Codes that may be tried of each token."""
KEPT = timedelta(days=1)
A_PERSON = ((LIFE, 3), (KEPT, 20))
"""Letters to a person in so long a time."""
A_CLIENT = (LIFE, 60)
"""Askings from an address: a whole town hall may share one."""
WRONG_OF_A_PERSON, WRONG_OF_A_CLIENT = 20, 50
"""Codes a day that may be wrong: more are guesses, and then only the link lets in."""


@dataclass(frozen=True)
class Asking:
    """Who asks, and to go where: digests of the browser and the client, and the moment."""

    browser: str
    client: str
    onward: str
    at: datetime


def known(session: Session, address: str) -> Sequence[Person]:
    """The people with the address, one in each organisation; ours alone until the transaction ends, to be counted."""
    own = select(Person).where(func.lower(Person.email) == address.lower(), Person.email != "")
    return session.scalars(own.order_by(Person.id).with_for_update(key_share=True)).all()


def ask(session: Session, people: Sequence[Person], asking: Asking) -> None:
    """Post a letter to each of the people, as far as the limits allow; where there is none, write as much."""
    forget_tokens(session, COUNTED, asking.at - KEPT)
    if _count(session, "digest", asking.client, asking.at - A_CLIENT[0]) >= A_CLIENT[1]:
        return
    allowed = [person for person in people if _may(session, person, asking.at)]
    for person in allowed:
        token = _token(session, person.organisation, person.id, SIGN_IN, asking)
        post_sign_in(session, token)
    if not allowed:
        _decoy(session, asking)


def is_open(token: Token, at: datetime) -> bool:
    """True while the token may let somebody in."""
    return token.done_at is None and token.tries < TRIES and token.expires is not None and token.expires > at


def asked_in(session: Session, browser: str, at: datetime) -> list[Token]:
    """The open tokens that a browser asked for."""
    own = select(Token).where(Token.purpose == SIGN_IN, Token.browser == browser, Token.at > at - LIFE)
    return [token for token in session.scalars(own.order_by(Token.id)) if is_open(token, at)]


def is_right(session: Session, secret: str, token: Token, given: str, at: datetime) -> bool:
    """True when the code is the token's; it is counted first, so that nobody tries more than a few."""
    if not count_try(session, token.id, at, TRIES) or _is_guessing(session, token, at):
        return False
    return same(code(secret, SIGN_IN, token.id, token.salt), given)


def _may(session: Session, person: Person, at: datetime) -> bool:
    return all(_count(session, "person", person.id, at - time) < most for time, most in A_PERSON)


def _is_guessing(session: Session, token: Token, at: datetime) -> bool:
    """True when too many codes have been tried in vain, for the person or by whoever asked."""
    limits: tuple[tuple[Whose, object, int], ...] = (
        ("person", token.person, WRONG_OF_A_PERSON),
        ("digest", token.digest, WRONG_OF_A_CLIENT),
    )
    return any(tries_in_vain(session, whose, value, SIGN_IN, at - KEPT) > most for whose, value, most in limits)


def _count(session: Session, whose: Whose, value: object, since: datetime) -> int:
    return count_asked(session, whose, value, COUNTED, since)


def _token(session: Session, organisation: int, person: int, purpose: str, asking: Asking) -> Token:
    token = Token(
        organisation=organisation, person=person, purpose=purpose, salt=secrets.token_urlsafe(24), digest=asking.client,
        browser=asking.browser, onward=asking.onward, at=asking.at, expires=asking.at + LIFE,
    )  # fmt: skip
    session.add(token)
    session.flush()
    return token


def _decoy(session: Session, asking: Asking) -> None:
    """An asking that brings no letter is counted too, and takes as long: it stands with the first clock there is."""
    held = select(Seat.organisation, Seat.person).where(Seat.role == CLOCK).order_by(Seat.id).limit(1)
    if clock := session.execute(held).one_or_none():
        _token(session, *clock, NOBODY, asking)
