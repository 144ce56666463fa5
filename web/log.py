"""The log: every event of the organisation in order, as a line - who, when, what, about which case."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from web.language import say
from web.names import Names, titled
from web.session import session, who
from web.told import what_of
from web.visible import visible
from workflow.governance.model import Model
from workflow.records.queries.log import events_before
from workflow.records.queries.models import model_of
from workflow.states.context import Context

AT_ONCE = 100
HOUSE = {
    "found": "The organisation was founded", "appoint": "A seat was given", "dismiss": "A seat was ended",
    "establish": "A unit was established", "away": "An absence was noted", "back": "An absence was ended",
    "erase": "Words were erased by decision",
}  # fmt: skip
"""What happens in the house itself, to no case."""


@dataclass(frozen=True)
class Line:
    """An event: its number and seal, when, who, what, and the case it is about ("" none, or none to be seen)."""

    seq: int
    at: datetime
    who: str
    what: str
    about: str
    address: str
    seal: str
    remarked: bool
    unsays: int | None


def lines(ctx: Context, names: Names, before: int) -> list[Line]:
    """The events before a number, the newest first. Of a case that is not for this person nothing but the seal."""
    rows = events_before(session(), who().organisation, before, AT_ONCE)
    names.add_people(row[2] for row in rows)
    names.add_cases(row[3] for row in rows if row[3])
    seen = {case.id for case in visible(ctx, names.cases.values(), names.units)}
    return [_line(row, names, row[3] in seen) for row in rows]


def _line(row: Sequence[Any], names: Names, seen: bool) -> Line:
    seq, recorded, person, case, step, _, fact, short, model, seal, unsays, remarks = row
    shown = names.cases.get(case or 0) if seen else None
    known = model_of(session(), who().organisation, model) if model else None
    return Line(
        seq=seq, at=datetime.fromisoformat(recorded), who=names.person(person),
        what=_what(known, shown.level if shown else "", step, fact, short),
        about=titled(shown) if shown else "", address=names.address(case) if shown else "", seal=seal[:10],
        remarked=remarks not in ("", "[]"), unsays=unsays,
    )  # fmt: skip


def _what(model: Model | None, level: str, step: str, fact: str, short: str) -> str:
    if model and level in model.levels:
        return what_of(step, fact, json.loads(short), model.levels[level])
    return say(HOUSE[step]) if step in HOUSE else say("Not open to all")
