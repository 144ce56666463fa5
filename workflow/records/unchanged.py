"""What is remembered as long as nothing has happened in an organisation and the day is the same.

Goals, dates, seats, absences and models change by an event alone, so the seal of the chain's last event says whether
what was reckoned from them still holds.
"""

from collections.abc import Callable, Hashable
from datetime import date
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from sqlalchemy import Engine
from sqlalchemy.orm import Session

Made = TypeVar("Made")
MOST = 512
"""So many answers are remembered of each database; the oldest goes first."""
_remembered: WeakKeyDictionary[Engine, dict[Hashable, tuple[str, date, Any]]] = WeakKeyDictionary()


def unless_changed(
    session: Session, chain: tuple[int, str], today: date, key: Hashable, make: Callable[[], Made]
) -> Made:
    """What `make` answered under the key when last asked, if nothing has happened since; else what it answers now.
    `chain` is the organisation and the seal of its last event, read before. Nobody changes the answer."""
    organisation, seal = chain
    kept = _remembered.setdefault(session.get_bind().engine, {})
    found = kept.pop((organisation, key), None)
    if found is None or found[:2] != (seal, today):
        found = seal, today, make()
    kept[organisation, key] = found
    while len(kept) > MOST:
        kept.pop(next(iter(kept)), None)
    made: Made = found[2]
    return made
