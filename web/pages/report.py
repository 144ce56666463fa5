"""One committee's report: read by the committee, approved or returned by the director, sent by the secretary."""

from dataclasses import dataclass, replace

from flask import Blueprint, current_app, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from web.facts import Reading
from web.filling import Filled, Sheet, filled, once_anew, sheet
from web.language import say
from web.names import Names, names_in, titled
from web.offered import Buttons, buttons, round_title
from web.pages import case as case_page
from web.reports.approving import approve, shown, version_of
from web.reports.minutes import minuting
from web.reports.reading import Told, told
from web.reports.rounds import approval_of
from web.reports.tally import Wait, wait
from web.screens import APPROVAL
from web.session import session, who
from web.told import Entry, entries
from web.visible import seen
from workflow.cycle.timetable import MeetingDay, Round, round_dates
from workflow.exchange import addresses
from workflow.governance.model import Level, State, Step, Verdict
from workflow.records.case import Snapshot
from workflow.states.history import timeline
from workflow.states.perform import Refused, Stale
from workflow.states.refusals import refusals
from workflow.states.situation import Situation, Unknown
from workflow.words import Sentence, Title

pages = Blueprint("report", __name__)
PAPERS = "papers"
SHEET = "sheet.show"
"""Where the managers write, when there is such a page."""


@dataclass(frozen=True)
class Last:
    """The last word from above on a report: in which step, the verdict and the words, or the § and its address."""

    title: Title
    verdict: Verdict
    words: str
    address: str = ""


@dataclass(frozen=True)
class Page:
    """Everything the page shows."""

    case: Snapshot
    title: str
    level: Level
    state: State
    unit: str
    round: Title | None
    dates: Round
    told: Told
    wait: Wait | None
    meeting: MeetingDay | None
    returned: Last | None
    minuted: Last | None
    approve: Step | None
    send: str
    minute: str
    sheet: str
    timeline: list[Entry]
    buttons: Buttons


def show(now: Situation) -> str:
    """The page of a report; `pages/case.py` asks for it."""
    names = names_in(session(), who().organisation)
    page = page_of(now, names)
    drawn = sheet(now.asking(page.approve), names) if page.approve else None
    return _drawn(page, drawn)


@pages.post("/rapporter/<int:number>/godkannande")
def decide(number: int) -> str | Response | tuple[str, int]:
    """The director's verdict on the report, and on the measures that are ticked."""
    now = seen(number)
    names = names_in(session(), who().organisation)
    page = page_of(now, names)
    step = page.approve or next((step for step in now.level.steps if step.says == "approval"), None)
    if step is None:
        raise Unknown
    now = now.asking(step)
    given = filled(now)
    if given.fact is None or given.faults:
        return _drawn(replace(page, approve=step), sheet(now, names, given)), 422
    return _take(now, names, replace(page, approve=step), given)


def _take(now: Situation, names: Names, page: Page, given: Filled) -> Response | tuple[str, int]:
    ticked = set(given.values.getlist("matt"))
    director = [act for entry in page.told.entries if str(entry.goal.id) in ticked for act in entry.director]
    given.values[version_of(page.case)] = given.version
    assert page.approve and given.fact
    try:
        approve(page.case, page.approve, given.fact, shown(given.values, director), given.values, given.once or once_anew())
    except Stale as stale:
        given.version, given.once = str(stale.case.version), ""
        return _drawn(page, sheet(now, names, given), refused=stale.why, ticked=ticked), 409
    except Refused as refused:
        return _drawn(page, sheet(now, names, given), refused=refused.why, ticked=ticked), 409
    flash(say("“%(step)s” is done.", step=page.approve.title))
    return redirect(addresses.of_case(page.case, now.model), 303)


def page_of(now: Situation, names: Names) -> Page:
    """The page of the report in the situation. Raises Unknown for one of no round or year."""
    report = now.case
    if report is None or now.level.kind != "report" or report.round not in now.model.rounds or report.year is None:
        raise Unknown
    found = told(now, names)
    history = timeline(session(), who().organisation, report.id)
    names.people |= {event.who: event.name for event in history}
    told_of = entries(history, now.model, now.level, Reading(now.model, names, now.level))
    return Page(
        case=report, title=titled(report), level=now.level, state=now.level.state[report.state],
        unit=names.unit(report.unit), round=round_title(now.model, report.round),
        dates=round_dates(now.model, now.calendar, report.year, report.round, report.unit), told=found,
        wait=wait(now.model, now.calendar, report, now.today), meeting=_meeting(now, report),
        returned=_returned(now, found),
        minuted=_minuted(now, names), approve=approval_of(now), send=_sending(now), minute=_minute(now, report),
        sheet=url_for(SHEET, number=report.id) if SHEET in current_app.view_functions else "",
        timeline=told_of, buttons=buttons(now),
    )  # fmt: skip


def _meeting(now: Situation, report: Snapshot) -> MeetingDay | None:
    """The body's next meeting: the one that the report goes to."""
    coming = (meeting for meeting in now.calendar.meetings.get(report.unit, ()) if meeting.on >= now.today)
    return min(coming, key=lambda meeting: meeting.on, default=None)


def _returned(now: Situation, found: Told) -> Last | None:
    """What was said when the report came back to its first state; nothing once it has been handed in anew."""
    report = now.case
    assert report
    if report.state != now.level.states[0].name:
        return None
    steps = {f"{step.says}/{step.name}": step for step in now.level.steps if step.says in ("approval", "decision")}
    known = {key: fact for key, fact in report.facts.items() if key in steps}
    key = max(known, key=lambda one: int(known[one]["seq"]), default="")
    verdict = now.model.verdict(key.partition("/")[0], str(known.get(key, {}).get("verdict", "")))
    if verdict is None:
        return None
    said = found.said.get(key, {})
    return Last(steps[key].title, verdict, str(said.get("comment") or said.get("instruction") or ""))


def _minuted(now: Situation, names: Names) -> Last | None:
    """The § that stands on the report, if any; the timeline has looked up its case."""
    step = minuting(now.level)
    fact = now.case.fact(f"{step.says}/{step.name}") if now.case and step else {}
    verdict = now.model.verdict("decision", str(fact.get("verdict", "")))
    if step is None or verdict is None:
        return None
    return Last(step.title, verdict, names.case(fact["decision"]), names.address(fact["decision"]))


def _sending(now: Situation) -> str:
    """Where this person sends the report to the body: the step that is due when the round's papers are."""
    steps = (step for step in now.level.steps if any(due.round == PAPERS for due in step.due) and not step.by_clock)
    step = next((step for step in steps if not refusals(now.asking(step))), None)
    return addresses.of_step(now.case, now.model, step) if step else ""


def _minute(now: Situation, report: Snapshot) -> str:
    """Where the § is logged, for whoever may do it now."""
    step = minuting(now.level)
    return url_for("minuting.show", number=report.id) if step and not refusals(now.asking(step)) else ""


def _drawn(
    page: Page, drawn: Sheet | None, refused: tuple[Sentence, ...] = (), ticked: set[str] | None = None
) -> str:  # fmt: skip
    return render_template("report.html", page=page, sheet=drawn, refused=refused, ticked=ticked or set(),
                           version_of=version_of, anchor=APPROVAL, once=once_anew())  # fmt: skip


case_page.SHOWN["report"] = show
