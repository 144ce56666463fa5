"""What has happened lately in the cases that somebody's seats reach, by others than themselves."""

import json
from collections.abc import Sequence
from typing import Any, NamedTuple

from workflow.organisation.seats import every_role
from workflow.records.queries.events import TimelineEvent
from workflow.records.sql import quick
from workflow.states.context import Context

PASSED_OVER = ("notice", "born", "chased")
"""What the clock told somebody is in their letters."""
COLUMNS = (
    'e.seq, e.who, p.name, e.recorded, e.effective, e.step, e."round", e.from_state, e.to_state, e.fact, e.short, '
    'e.remarks, e.unsays, e.sealed, e."case"'
)
FROM = (
    'FROM event e JOIN cases k ON k.id = e."case" AND k.organisation = e.organisation '
    "JOIN unit u ON u.id = k.unit LEFT JOIN unit d ON d.id = k.department LEFT JOIN person p ON p.id = e.who "
    f"WHERE e.organisation = ? AND e.seq > ? AND e.who <> ? AND e.fact NOT IN ({', '.join('?' for _ in PASSED_OVER)})"
)
REACHED = "(u.path LIKE ? OR (? LIKE u.path || '%' AND (d.path IS NULL OR ? LIKE d.path || '%' OR d.path LIKE ?)))"
"""A seat's path reaches the case, as `situation.reaches` has it."""


class Lately(NamedTuple):
    """An event, without its words, and its case."""

    told: TimelineEvent
    case: int


def lately(ctx: Context, since: int, unit: int | None, most: int) -> list[Lately]:
    """The newest `most` events after the event `since`, in the cases of one body or of all; the newest first."""
    where, values = _where(ctx, since)
    if unit is not None:
        where, values = f"{where} AND k.unit = ?", (*values, unit)
    sql = f"SELECT {COLUMNS} {where} ORDER BY e.seq DESC LIMIT ?"
    return [_lately(row) for row in quick(ctx.session, sql, (*values, most)).fetchall()]


def _where(ctx: Context, since: int) -> tuple[str, tuple[Any, ...]]:
    values = (ctx.who.organisation, since, ctx.who.person, *PASSED_OVER)
    roles = every_role(ctx)
    if any(role in roles and roles[role].scope == "organisation" for role, _ in ctx.seats):
        return FROM, values
    paths = sorted({path for role, path in ctx.seats if role in roles})
    either = " OR ".join(REACHED for _ in paths) or "1 = 0"
    return f"{FROM} AND ({either})", (*values, *(one for path in paths for one in (f"{path}%", path, path, f"{path}%")))


def _lately(row: Sequence[Any]) -> Lately:
    *plain, short, remarks, unsays, sealed, case = row
    named = dict(zip(TimelineEvent._fields, plain, strict=False))
    told = TimelineEvent(
        **named, short=json.loads(short), remarks=json.loads(remarks), unsays=unsays, sealed=sealed, said={}
    )
    return Lately(told, case)
