"""What a letter cannot tell yet, and from which day it can: nobody is told twice a day, or escalated too early."""

from collections.abc import Sequence
from datetime import date, datetime

from notifications.again import AGAIN
from notifications.desk import Desk, Row
from notifications.outbox import Told
from workflow.cycle.duty import Duty
from workflow.cycle.reminders import ESCALATION, ladder_of, rung_date
from workflow.cycle.working_days import local_day, working_days
from workflow.governance.model import Model
from workflow.records.sql import quick

_BELOW = (
    "SELECT l.rung, max(m.done_at) FROM mail_line l JOIN mail m ON m.organisation = l.organisation AND m.number = l.mail "
    "WHERE l.organisation = ? AND l.\"case\" = ? AND l.duty = ? AND l.event < ? AND l.rung <> 'chased' "
    "AND m.outcome NOT IN ('superseded', 'done', 'expired') GROUP BY l.event, l.rung ORDER BY l.event DESC LIMIT 1"
)


def unripe(desk: Desk, rows: Sequence[Row]) -> list[tuple[Told, date]]:
    """What cannot be told yet, and from which day each can: what its reader was told of today already, what by the dates
    as they are now is not due, and the escalations whose reminder has not been out long enough."""
    found = []
    for row in rows:
        from_day = _ripens(desk, row) if row.line.duty else None
        if from_day and from_day > desk.today:
            found.append((row.line, from_day))
    return found


def _ripens(desk: Desk, row: Row) -> date | None:
    model = desk.model(row.case)
    duty, days = desk.owed(row), working_days(model.rest)
    if duty is None or AGAIN in desk.lent.key:
        return None
    if row.told:
        return days.add(desk.today, 1)
    rung = next((rung for rung in ladder_of(model, duty.step) if rung.name == row.line.rung), None)
    planned = max(rung_date(model, duty, rung) if rung else desk.today, duty.opens)
    if planned > desk.today:
        return days.later(planned)
    return _follows(desk, model, row, duty) if rung and rung.kind == ESCALATION else None


def _follows(desk: Desk, model: Model, row: Row, duty: Duty) -> date | None:
    """From which day an escalation can follow what was told before it."""
    values = (desk.lent.organisation, row.case.id, row.line.duty, row.line.event)
    below = quick(desk.session, _BELOW, values).fetchone()
    if below is None:
        return None
    days, steps = working_days(model.rest), {rung.name: rung.at for rung in ladder_of(model, duty.step)}
    if below[1] is None:
        return days.add(desk.today, 1)
    gap = steps[row.line.rung] - steps.get(below[0], steps[row.line.rung])
    return days.add(local_day(datetime.fromisoformat(below[1])), gap) if gap else None
