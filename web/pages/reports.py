"""Uppföljningar: the committees' reports of a goal year by round, where a director approves several at once."""

from flask import Blueprint, flash, redirect, render_template, request
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from web.filling import once_anew, once_of
from web.language import say
from web.reports.approving import Outcome, approve_all, version_of
from web.reports.rounds import ALL, Shelf, shelf
from web.visible import seen
from workflow.states.context import Unknown
from workflow.words import Sentence, sentence

pages = Blueprint("reports", __name__)
NOTHING = sentence("Choose at least one report to approve.")
APPROVED = "%(count)s reports are approved."
ONE_APPROVED = "1 report is approved."
DECIDED = "%(count)s decisions on measures were taken with them."


@pages.get("/rapporter")
def index() -> str:
    """The reports of a goal year."""
    return _drawn(_shelf())


@pages.post("/rapporter")
def approve() -> str | Response | tuple[str, int]:
    """Approve what is ticked; what cannot be approved is told, and the rest is done."""
    found, sent = _shelf(), MultiDict(request.form.items(multi=True))
    ticked = set(sent.getlist("val"))
    rows = [row for row in found.approvable if str(row.report.id) in ticked]
    if not rows:
        return _drawn(found, faults=[NOTHING]), 422
    outcome = approve_all(rows, sent, once_of(sent) or once_anew(), measures="matt" in sent)
    if not outcome.done:
        return _drawn(_shelf(), outcome=outcome, ticked=ticked), 409
    _tell(outcome)
    return redirect(request.full_path.rstrip("?"), 303)


def _shelf() -> Shelf:
    """What the address asks to see. Raises Unknown for who has no seat."""
    ctx = seen(None)
    if not ctx.seats:
        raise Unknown
    asked = request.args
    return shelf(ctx, asked.get("ar", type=int), asked.get("omgang", ""), asked.get("namnd", ""))


def _tell(outcome: Outcome) -> None:
    count = len(outcome.done)
    flash(say(ONE_APPROVED if count == 1 else APPROVED, count=count))
    if outcome.decided:
        flash(say(DECIDED, count=outcome.decided))
    for row, why in outcome.refused:
        flash(f"{row.unit}: {' '.join(map(say, why))}", "danger")


def _drawn(found: Shelf, faults: list[Sentence] | None = None, outcome: Outcome | None = None,
           ticked: set[str] | None = None) -> str:  # fmt: skip
    return render_template(
        "reports.html", shelf=found, all=ALL, faults=faults or [], outcome=outcome, ticked=ticked or set(),
        years=[(year, year) for year in found.years], laps=[(lap.name, lap.title) for lap in found.laps],
        once=once_anew(), version_of=version_of, measures=sum(len(row.acts) for row in found.approvable),
        round=request.args.get("omgang", ""), unit=request.args.get("namnd", ""),
    )  # fmt: skip
