"""One committee's row of the matrix, for its own page."""

from web.names import names_in, sitting
from web.session import around, session, who
from web.standing.choice import Choice
from web.standing.pills import worded
from web.standing.rows import Row, row
from workflow.goals.overview import matrix_of_unit
from workflow.governance.model import Model
from workflow.organisation.visibility import is_open
from workflow.records.organisation import Unit


def row_of(unit: Unit, year: int, model: Model) -> Row | None:
    """How the committee stands in a goal year that follows `model`, None while none of its goals is followed up. Of goals
    that are open to all, for whoever holds a seat."""
    ctx, names = around(), names_in(session(), who().organisation)
    sitting(names, ctx.today)
    held = matrix_of_unit(session(), who().organisation, ctx.calendar, year, model, unit.id, ctx.today)
    hidden = {one.goal.id for one in held.whole.goals if not is_open(one.goal)}
    group = next((group for group in held.without(hidden).groups if group.key == (unit.id, "")), None)
    if not ctx.seats or group is None or not any(tally.statuses for tally in group.tallies):
        return None
    return row(group, names.unit(unit.id), Choice(year, unit.code or str(unit.id)), worded(model))
