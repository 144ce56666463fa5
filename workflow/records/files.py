"""The bytes of attachments, kept once by their SHA-256; the facts that attach them name the digest."""

import hashlib
import json
from collections.abc import Collection

from sqlalchemy.orm import Session

from workflow.records.sql import run

_KEEP = (
    "INSERT INTO paper (organisation, digest, content) VALUES (?, ?, ?) ON CONFLICT (organisation, digest) DO NOTHING"
)
_NAMED = "SELECT short FROM event WHERE organisation = ? AND fact = 'attachment' AND seq = ?"
_HELD = (
    "SELECT 1 FROM event e JOIN payload p ON p.organisation = e.organisation AND p.seq = e.seq "
    "WHERE e.organisation = ? AND e.fact = 'attachment' AND e.short LIKE ?"
)


def keep(session: Session, organisation: int, content: bytes) -> str:
    """Keep the bytes; their digest."""
    digest = hashlib.sha256(content).hexdigest()
    run(session, _KEEP, (organisation, digest, content))
    return digest


def is_kept(session: Session, organisation: int, digest: str) -> bool:
    """True when the bytes are here."""
    sql = "SELECT 1 FROM paper WHERE organisation = ? AND digest = ?"
    return run(session, sql, (organisation, digest)).one_or_none() is not None


def content_of(session: Session, organisation: int, digest: str) -> bytes | None:
    """The bytes, None when they are not here."""
    sql = "SELECT content FROM paper WHERE organisation = ? AND digest = ?"
    found = run(session, sql, (organisation, digest)).scalar_one_or_none()
    return found.encode() if isinstance(found, str) else None if found is None else bytes(found)


def throw_away(session: Session, organisation: int, seqs: Collection[int]) -> None:
    """Throw away the bytes that these events have attached, but for those that an event names whose words are there."""
    named = [run(session, _NAMED, (organisation, seq)).scalar_one_or_none() for seq in seqs]
    digests = {short["digest"] for text in named if text for short in json.loads(text).values()}
    for digest in digests:
        if run(session, _HELD, (organisation, f'%"digest":"{digest}"%')).first() is None:
            run(session, "DELETE FROM paper WHERE organisation = ? AND digest = ?", (organisation, digest))
