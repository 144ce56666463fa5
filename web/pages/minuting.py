"""The committee's § on its report: logged, put in the minutes and said of the measures, in one act."""

from dataclasses import dataclass, replace
from functools import partial

from flask import Blueprint, flash, redirect, render_template, request
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from web.filling import once_anew, once_of
from web.forms.faults import Fault
from web.forms.values import Values
from web.language import say
from web.names import Names, names_in, titled
from web.offered import round_title
from web.reports.approving import version_of
from web.reports.minutes import AS_REPORT, Plan, Written, beginning, choices, faults, plan, written
from web.reports.minuting import minute
from web.session import session, who
from web.visible import seen
from workflow.exchange import addresses
from workflow.goals.report import minuting
from workflow.records.case import Case
from workflow.states.context import CaseContext, Unknown
from workflow.states.perform import Refused, Stale
from workflow.states.permissions import refusals
from workflow.words import Sentence

pages = Blueprint("minuting", __name__)
DONE = "The paragraph is logged and the report is in the minutes."
DECIDED = "%(count)s decisions on measures were logged with it."


@dataclass(frozen=True)
class Sheet:
    """The sheet as it is drawn: what it is made from, what stands in it, what is wrong, and what was refused. `fresh`:
    what is shown of the cases is how they are now, not as they were when the sheet was drawn first."""

    known: Plan
    values: Values
    once: str
    fresh: bool = False
    faults: tuple[Fault, ...] = ()
    refused: tuple[Sentence, ...] = ()

    def fault(self, name: str) -> Sentence | None:
        """What is wrong with a field."""
        return next((one.sentence for one in self.faults if one.name == name), None)

    def version(self, case: Case) -> str:
        """The version of the case that is shown."""
        return str(case.version) if self.fresh else self.values.get(version_of(case), str(case.version))


@pages.get("/rapporter/<int:number>/paragraf")
def show(number: int) -> str:
    """The sheet, or why the § cannot be logged now."""
    ctx, names, known = _known(number)
    return _drawn(ctx, names, Sheet(known, beginning(ctx, names, known), once_anew(), fresh=True))


@pages.post("/rapporter/<int:number>/paragraf")
def log(number: int) -> str | Response | tuple[str, int]:
    """Log it; what was written is kept when it cannot be."""
    ctx, names, known = _known(number)
    report, sent = ctx.case, MultiDict(request.form.items(multi=True))
    assert report
    found = written(ctx, names, known, sent)
    drawn = Sheet(known, sent, once_of(sent) or once_anew())
    if wrong := faults(ctx, names, known, sent, found):
        return _drawn(ctx, names, replace(drawn, faults=tuple(wrong))), 422
    try:
        count = minute(report, known, found, sent, drawn.once)
    except Stale as stale:
        return _drawn(ctx, names, replace(drawn, refused=stale.why, fresh=True, once=once_anew())), 409
    except Refused as refused:
        return _drawn(ctx, names, replace(drawn, refused=refused.why)), 409
    return _done(ctx, found, count)


def _known(number: int) -> tuple[CaseContext, Names, Plan]:
    """The report, the names and what the sheet is made from. Raises Unknown when there is no such sheet."""
    ctx = seen(number)
    if not isinstance(ctx, CaseContext) or ctx.level.kind != "report" or ctx.case.round not in ctx.model.rounds:
        raise Unknown
    names = names_in(session(), who().organisation)
    known = plan(ctx, names)
    if known is None:
        raise Unknown
    return ctx, names, known


def _done(ctx: CaseContext, found: Written, count: int) -> Response:
    flash(say(DONE))
    if count:
        flash(say(DECIDED, count=count))
    return redirect(addresses.of_case(ctx.case, ctx.model), 303)


def _drawn(ctx: CaseContext, names: Names, drawn: Sheet) -> str:
    report: Case | None = ctx.case
    step = minuting(ctx.level)
    assert report and step
    return render_template(
        "report_paragraph.html", ctx=ctx, report=report, title=titled(report), step=step, sheet=drawn,
        unit=names.unit(report.unit), round=round_title(ctx.model, report.round), back=addresses.of_case(report, ctx.model),
        closed=() if drawn.refused else refusals(ctx.asking(step)), version_of=version_of, choices=partial(choices, ctx),
        as_report=AS_REPORT,
    )  # fmt: skip
