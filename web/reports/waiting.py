"""What a committee's report waits for: a step, by whom, until when."""

from dataclasses import dataclass
from datetime import date

from web.names import Names
from web.tasks import lateness
from workflow.cycle.deadlines import duties
from workflow.cycle.timetable import Calendar
from workflow.governance.model import Model, Step
from workflow.records.case import Case
from workflow.records.queries.models import model_of
from workflow.states.context import CaseContext, Context
from workflow.words import Sentence, Title


@dataclass(frozen=True)
class Wait:
    """What a report waits for: a step, by whom, until when, and how late it is."""

    step: Step
    role: Title
    due: date
    sign: str
    status: Sentence | None


def wait(model: Model, calendar: Calendar, report: Case, today: date) -> Wait | None:
    """What the report waits for first; nothing when it has come to its end, or waits for the calendar alone."""
    owed = (duty for duty in duties(model, calendar, report) if not duty.step.by_clock)
    duty = next(owed, None)
    if duty is None:
        return None
    return Wait(duty.step, model.roles[duty.step.by[0]].title, duty.due, *lateness(duty.due, today))


def at(ctx: Context, report: Case, names: Names) -> CaseContext:
    """The person's situation at another case, without asking again."""
    model = model_of(ctx.session, ctx.who.organisation, report.model)
    department = names.units[report.department].path if report.department else ""
    return ctx.about(report, model, (names.units[report.unit].path, department))
