"""Everything an organisation has, as one JSON document: who there is, every case, every event with its words."""

import json
from typing import Any

from sqlalchemy import Table, select
from sqlalchemy.orm import Session

from workflow.records.case import CaseRow, Link
from workflow.records.event import Chain, EventRow, Payload
from workflow.records.model import ModelText
from workflow.records.organisation import Organisation, Person, Seat, Unit
from workflow.states.context import Unknown

FORM = "malhjulet/1"
"""What the document calls its own form."""
TABLES: dict[str, tuple[Any, str]] = {
    "units": (Unit, "id"), "people": (Person, "id"), "seats": (Seat, "id"), "models": (ModelText, "digest"),
    "cases": (CaseRow, "id"), "links": (Link, "source"), "events": (EventRow, "seq"),
}  # fmt: skip
"""What goes with an organisation, each in an order."""
CACHES = ("next_due",)


def to_json(session: Session, organisation: int) -> dict[str, Any]:
    """The organisation, its units, people, seats, models, cases, links and events, ready for json.dumps.

    An event's `words` are its payload, salt and exact bytes, None where nothing was said or where it was erased;
    `chain` is the head that the last event's seal must equal. Unknown when there is no such organisation.
    """
    home = session.get(Organisation, organisation)
    if home is None:
        raise Unknown
    words = _words(session, organisation)
    found: dict[str, Any] = {"form": FORM, "organisation": _plain(home, ())}
    for name, (table, key) in TABLES.items():
        order = [getattr(table, key), *table.__table__.primary_key.columns]
        rows = session.scalars(select(table).where(table.organisation == organisation).order_by(*order))
        found[name] = [_plain(row, CACHES) for row in rows]
    for event in found["events"]:
        event |= {"short": json.loads(event["short"]), "remarks": json.loads(event["remarks"])}
        event["words"] = words.get(event["seq"])
    found["chain"] = _plain(session.get_one(Chain, organisation), ())
    return found


def _words(session: Session, organisation: int) -> dict[int, dict[str, str]]:
    """What was said, by event."""
    held = session.execute(select(Payload.seq, Payload.salt, Payload.body).where(Payload.organisation == organisation))
    return {seq: {"salt": salt, "body": body} for seq, salt, body in held}


def _plain(row: Any, without: tuple[str, ...]) -> dict[str, Any]:
    """A row as JSON values, its dates and moments as they are stored."""
    table: Table = row.__table__
    found = {}
    for column in table.columns:
        if column.name not in without and column.name != "organisation":
            value = getattr(row, column.key)
            found[column.name] = value.isoformat() if hasattr(value, "isoformat") else value
    return found
