"""A committee's report with everything that its page shows: what is told, what this person may do, what has happened."""

from dataclasses import dataclass

from flask import current_app, url_for

from web.facts import Reading
from web.names import Names, titled
from web.offered import Buttons, buttons, round_title
from web.reports.entries import ReportEntry, entries_of, report_in_full
from web.reports.returned import Last, key_of, returned
from web.reports.rounds import approval_of, may
from web.reports.waiting import Wait, wait
from web.session import session, who
from web.told import Entry, entries
from workflow.cycle.timetable import MeetingDay, Round
from workflow.exchange import addresses
from workflow.facts.clerical import Approval
from workflow.goals.decision import Decision
from workflow.goals.report import CommitteeReport, minuting
from workflow.governance.model import BEFORE, Level, State, Step
from workflow.records.case import Case
from workflow.records.queries.events import TimelineEvent as TimelineEvent
from workflow.records.queries.events import timeline
from workflow.states.context import CaseContext, Context, Unknown
from workflow.states.permissions import refusals
from workflow.words import Sentence, Title

PAPERS = "papers"
SHEET = "sheet.show"
"""Where the managers write, when there is such a page."""


@dataclass(frozen=True)
class Page:
    """Everything the page shows. `stops` is what hinders the approval as things are; `back` is the entry that this person
    may take back."""

    case: Case
    title: str
    level: Level
    state: State
    unit: str
    round: Title | None
    dates: Round
    report: CommitteeReport
    entries: tuple[ReportEntry, ...]
    wait: Wait | None
    meeting: MeetingDay | None
    returned: Last | None
    minuted: Decision | None
    approve: Step | None
    stops: tuple[Sentence, ...]
    back: int | None
    send: str
    minute: str
    sheet: str
    timeline: list[Entry]
    buttons: Buttons


def page_of(ctx: CaseContext, names: Names) -> Page:
    """The page of the report in the situation. Raises Unknown for one of no round or year."""
    report = ctx.case
    if report is None or ctx.level.kind != "report" or report.round not in ctx.model.rounds or report.year is None:
        raise Unknown
    found = report_in_full(report)
    history = timeline(session(), who().organisation, report.id)
    names.people |= {event.who: event.name for event in history}
    told_of = entries(history, ctx.model, ctx.level, Reading(ctx.model, names, ctx.level))
    return Page(
        case=report, title=titled(report), level=ctx.level, state=ctx.level.state[report.state],
        unit=names.unit(report.unit), round=round_title(ctx.model, report.round),
        dates=found.year.dates(report.round, report.unit), report=found, entries=entries_of(found),
        wait=wait(ctx.model, ctx.calendar, report, ctx.today), meeting=_meeting(ctx, report),
        returned=returned(ctx, found.year.said(report, key_of(ctx))),
        minuted=found.minuted, approve=(approve := approval_of(ctx)), stops=_stops(ctx, approve), back=_back(ctx, history),
        send=_sending(ctx), minute=_minute(ctx, report),
        sheet=url_for(SHEET, number=report.id) if SHEET in current_app.view_functions else "",
        timeline=told_of, buttons=buttons(ctx),
    )  # fmt: skip


def _meeting(ctx: Context, report: Case) -> MeetingDay | None:
    """The body's next meeting: the one that the report goes to."""
    coming = (meeting for meeting in ctx.calendar.meetings.get(report.unit, ()) if meeting.on >= ctx.today)
    return min(coming, key=lambda meeting: meeting.on, default=None)


def _stops(ctx: Context, approve: Step | None) -> tuple[Sentence, ...]:
    """Why the report could not be approved now, for who may approve it."""
    return tuple(refusals(ctx.asking(approve, Approval(verdict="approved")))) if approve else ()


def taking_back(level: Level) -> Step | None:
    """The step by which one takes back what one has said oneself."""
    steps = (step for step in level.steps if step.to == BEFORE and not step.second)
    return next(steps, None)


def _back(ctx: CaseContext, history: list[TimelineEvent]) -> int | None:
    """The last step of the report, when it is this person's own and the report still stands where it can be taken back."""
    step, report = taking_back(ctx.level), ctx.case
    seq = max((int(taken[0]) for taken in report.taken.values()), default=0) if report else 0
    own = any(event.seq == seq and event.who == who().person for event in history)
    return seq if step and own and may(ctx, step) else None


def _sending(ctx: CaseContext) -> str:
    """Where this person sends the report to the body: the step that is due when the round's papers are."""
    steps = (step for step in ctx.level.steps if any(due.round == PAPERS for due in step.due) and not step.by_clock)
    step = next((step for step in steps if not refusals(ctx.asking(step))), None)
    return addresses.of_step(ctx.case, ctx.model, step) if step else ""


def _minute(ctx: CaseContext, report: Case) -> str:
    """Where the § is logged, for whoever may do it now."""
    step = minuting(ctx.level)
    return url_for("minuting.show", number=report.id) if step and not refusals(ctx.asking(step)) else ""
