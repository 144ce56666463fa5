"""The committee's answer to a review, for one goal: two buttons, one to accept and one to stand by."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from web.filling import once_of
from web.forms.values import Values
from web.language import say
from web.pages.review import under_review
from web.review.answer import ACCEPT, STAND, answer, take
from web.review.dialogue import Form, new_once
from web.review.steps import Steps
from workflow.states.context import CaseContext, Unknown
from workflow.states.perform import Refused, Stale
from workflow.words import sentence

pages = Blueprint("answer", __name__)
DONE = {
    ACCEPT: sentence("The goal is reworded and proposed anew."),
    STAND: sentence("The committee stands by the goal. It goes on to the committee's decision."),
}


@pages.get("/mal/<int:number>/svar")
def show(number: int) -> str:
    """The review, and the two answers."""
    ctx, steps = under_review(number)
    return _drawn(ctx, steps, None)


@pages.post("/mal/<int:number>/svar")
def send(number: int) -> str | Response | tuple[str, int]:
    """Answer; 422 when something is wrong, 409 when a rule says no, with everything that was written."""
    ctx, steps = under_review(number)
    if steps.stand_by is None:
        raise Unknown
    sent: Values = MultiDict(request.form.items(multi=True))
    act = STAND if sent.get("act") == STAND else ACCEPT
    form = Form(act, sent, once=once_of(sent) or new_once(), version=sent.get("version", ""))
    page = answer(ctx, steps, form)
    try:
        take(page)
    except Refused as refused:
        if isinstance(refused, Stale):
            form.version, form.once = str(refused.case.version), new_once()
        form.refused = refused.why
        return _drawn(ctx, steps, form), 409
    if form.faults:
        return _drawn(ctx, steps, form), 422
    flash(say(DONE[act]))
    return redirect(url_for("review.show", number=number), 303)


def _drawn(ctx: CaseContext, steps: Steps, form: Form | None) -> str:
    return render_template("review/answer.html", page=answer(ctx, steps, form), accept=ACCEPT, stand=STAND)
