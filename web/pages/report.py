"""One committee's report: read by the committee, approved or returned by the director, sent by the secretary."""

from dataclasses import replace

from flask import Blueprint, flash, redirect, render_template
from werkzeug.wrappers import Response

from web.documents.ways import of_report
from web.filling import Filled, Sheet, filled, once_anew, sheet
from web.language import say
from web.names import Names, names_in
from web.pages import case as case_page
from web.reports.approving import approve, shown, version_of
from web.reports.page import Page, page_of, taking_back
from web.screens import APPROVAL
from web.session import moment, session, who
from web.visible import seen
from workflow.exchange import addresses
from workflow.states.command import Command
from workflow.states.context import CaseContext, Context, Unknown
from workflow.states.guards.base import sends_back
from workflow.states.perform import Refused, Stale, perform
from workflow.words import sentence

pages = Blueprint("report", __name__)
WHY = "why"
NOT_BACK = sentence("This cannot be taken back.")
EMPTY = {"ticked": (), "refused": (), "refused_back": (), "back": None, "back_fault": None}
RETURNED = sentence("The report is returned to those who handed it in.")
TAKEN_BACK = "It is taken back. What was said still stands in what has happened."


def show(ctx: CaseContext) -> str:
    """The page of a report; `pages/case.py` asks for it."""
    names = names_in(session(), who().organisation)
    page = page_of(ctx, names)
    return _drawn(page, _empty(ctx, page, names))


@pages.post("/rapporter/<int:number>/godkannande")
def decide(number: int) -> str | Response | tuple[str, int]:
    """The director's verdict on the report, and on the measures that are ticked."""
    ctx = seen(number)
    names = names_in(session(), who().organisation)
    page = page_of(ctx, names)
    step = page.approve or next((step for step in ctx.level.steps if step.says == "approval"), None)
    if step is None:
        raise Unknown
    ctx = ctx.asking(step)
    given = filled(ctx)
    if given.fact is None or given.faults:
        ticked = set(given.values.getlist("matt"))
        return _drawn(replace(page, approve=step), sheet(ctx, names, given), ticked=ticked), 422
    return _take(ctx, names, replace(page, approve=step), given)


def _take(ctx: CaseContext, names: Names, page: Page, given: Filled) -> Response | tuple[str, int]:
    ticked = set(given.values.getlist("matt"))
    director = [act for entry in page.entries if str(entry.goal.id) in ticked for act in entry.director]
    given.values[version_of(page.case)] = given.version
    assert page.approve and given.fact
    try:
        approve(
            page.case, page.approve, given.fact, shown(given.values, director), given.values, given.once or once_anew()
        )
    except Stale as stale:
        given.version, given.once = str(stale.case.version), ""
        return _drawn(page, sheet(ctx, names, given), refused=stale.why, ticked=ticked), 409
    except Refused as refused:
        return _drawn(page, sheet(ctx, names, given), refused=refused.why, ticked=ticked), 409
    returned = sends_back(ctx.asking(page.approve, given.fact))
    flash(say(RETURNED) if returned else say("“%(step)s” is done.", step=page.approve.title))
    return redirect(addresses.of_case(page.case, ctx.model), 303)


@pages.post("/rapporter/<int:number>/ta-tillbaka")
def take_back(number: int) -> str | Response | tuple[str, int]:
    """Whoever handed the report in, or approved it, takes that back, with a reason."""
    ctx = seen(number)
    names = names_in(session(), who().organisation)
    page, step = page_of(ctx, names), taking_back(ctx.level)
    if step is None:
        raise Unknown
    given = filled(ctx.asking(step))
    if given.fact is None or given.faults:
        why = next((fault.sentence for fault in given.faults if fault.name == WHY), NOT_BACK)
        return _drawn(page, _empty(ctx, page, names), back=given, back_fault=why), 422
    try:
        perform(
            session(),
            Command(
                step.key,
                number,
                who(),
                given.fact,
                at=moment(),
                expected_version=_version(given),
                idempotency_key=given.once or None,
            ),
        )
    except Refused as refused:
        return _drawn(page, _empty(ctx, page, names), refused_back=refused.why, back=given), 409
    flash(say(TAKEN_BACK))
    return redirect(addresses.of_case(page.case, ctx.model), 303)


def _version(given: Filled) -> int | None:
    return int(given.version) if given.version.isdecimal() else None


def _empty(ctx: Context, page: Page, names: Names) -> Sheet | None:
    """The approval's sheet as it begins, for who may approve."""
    return sheet(ctx.asking(page.approve), names) if page.approve else None


def _drawn(page: Page, drawn: Sheet | None, **more: object) -> str:
    """The page; `more` is what came back: what was refused, ticked or wrong."""
    return render_template("report.html", page=page, sheet=drawn, version_of=version_of, anchor=APPROVAL,
                           once=once_anew(), documents=of_report(page.case, names_in(session(), who().organisation)),
                           **EMPTY | more)  # fmt: skip


case_page.SHOWN["report"] = show
