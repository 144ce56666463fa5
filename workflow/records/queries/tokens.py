"""Questions about sign-ins by mail: what was asked for, tried and used, and what is forgotten.

`whose` a token is told by: the "person" it is for, or the "digest" of the client that asked.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from sqlalchemy.orm import Session

from workflow.records.base import instant_text
from workflow.records.sql import run

Whose = Literal["person", "digest"]


def count_try(session: Session, token: int, at: datetime, most: int) -> bool:
    """One more code is tried of an open token; False when it has expired, was used, or has been tried `most` times."""
    sql = "UPDATE token SET tries = tries + 1 WHERE id = ? AND done_at IS NULL AND expires > ? AND tries < ?"
    return bool(run(session, sql, (token, instant_text(at), most)).rowcount)


def use_token(session: Session, token: int, at: datetime) -> bool:
    """Use an open token up; False when somebody has, or when it has expired."""
    sql = "UPDATE token SET done_at = ? WHERE id = ? AND done_at IS NULL AND expires > ?"
    return bool(run(session, sql, (instant_text(at), token, instant_text(at))).rowcount)


def tries_in_vain(session: Session, whose: Whose, value: object, purpose: str, since: datetime) -> int:
    """How many codes were tried since then of tokens that were never used."""
    sql = f"SELECT coalesce(sum(tries), 0) FROM token WHERE {whose} = ? AND purpose = ? AND at > ? AND done_at IS NULL"
    return int(run(session, sql, (value, purpose, instant_text(since))).scalar_one())


def count_asked(session: Session, whose: Whose, value: object, purposes: Sequence[str], since: datetime) -> int:
    """How many tokens of two purposes were asked for since then."""
    sql = f"SELECT count(*) FROM token WHERE {whose} = ? AND purpose IN (?, ?) AND at > ?"
    return int(run(session, sql, (value, *purposes, instant_text(since))).scalar_one())


def forget_tokens(session: Session, purposes: Sequence[str], before: datetime) -> None:
    """Delete the tokens of two purposes from before then. The last token stays: SQLite would give its number away again."""
    sql = "DELETE FROM token WHERE purpose IN (?, ?) AND at < ? AND id < (SELECT max(id) FROM token)"
    run(session, sql, (*purposes, instant_text(before)))
