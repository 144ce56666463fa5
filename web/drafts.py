"""What somebody has begun to write and not sent: a form's fields, kept under its address until the step is taken.

A draft lies beside the chain. It is nobody's but the writer's, and says nothing of what the rules allow.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import current_app, request
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import HTTPException

from web.forms.values import Values
from web.session import moment, session, who
from workflow.records.drafts import Draft
from workflow.records.queries.drafts import draft_at

PLACE = "place"
"""The field of a form that says where the draft belongs: the form's own address."""
LEFT_OUT = ("csrf_token", "once", "act", PLACE)
"""The form's own marks: they are new each time it is drawn."""
LONGEST = 200


@dataclass(frozen=True)
class Begun:
    """A draft: the fields as they were written, and when."""

    values: Values
    at: datetime


def here() -> str:
    """The address of the form that is being drawn or sent."""
    return request.full_path.rstrip("?")


def is_place(place: str) -> bool:
    """True for the address of a form of this house."""
    path = place.partition("?")[0]
    if not path.startswith("/") or "//" in path or "\\" in place or len(place) > LONGEST or not place.isprintable():
        return False
    try:
        endpoint, _ = current_app.url_map.bind("").match(path, method="POST")
    except HTTPException:
        return False
    return str(endpoint) != "drafts.keep"


def found(place: str) -> Begun | None:
    """The person's own draft at an address."""
    draft = draft_at(session(), *_key(place)) if len(place) <= LONGEST else None
    return Begun(MultiDict(draft[0]), draft[1]) if draft else None


def save(place: str, values: Values) -> None:
    """Keep what is written so far; the last draft at the address gives way."""
    fields = [pair for pair in values.items(multi=True) if pair[0] not in LEFT_OUT]
    body = json.dumps(fields, ensure_ascii=False)
    session().merge(Draft(**_named(place), body=body, at=moment()))
    session().flush()


def drop(place: str) -> None:
    """Throw the draft at an address away, if there is one."""
    row = session().get(Draft, _key(place)) if len(place) <= LONGEST else None
    if row:
        session().delete(row)
        session().flush()


def _key(place: str) -> tuple[int, int, str]:
    return who().organisation, who().person, place


def _named(place: str) -> dict[str, Any]:
    return dict(zip(("organisation", "person", "place"), _key(place), strict=True))
