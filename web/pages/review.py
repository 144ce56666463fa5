"""The review: what waits for it, and one goal's own page, where members judge alone and the chair sets the verdict."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from web.drafts import drop
from web.filling import filled
from web.language import say
from web.review import queue
from web.review.dialogue import JUDGE, VERDICT, Form, about, dialogue, new_once, place
from web.review.majority import unjudged
from web.review.steps import Steps, steps_of
from web.session import moment, session, who
from web.visible import seen
from workflow.facts import Fact
from workflow.governance.model import Step
from workflow.states.command import Command
from workflow.states.context import CaseContext, Context, Unknown
from workflow.states.perform import CHANGED, Refused, Stale, perform

pages = Blueprint("review", __name__)
Answer = str | Response | tuple[str, int]


@pages.get("/granskning")
def index() -> str:
    """What waits for review, what was returned, what is done."""
    ctx = seen(None)
    return render_template("review/index.html", queue=queue.queue(ctx, request.args.get("ar", type=int)))


@pages.get("/mal/<int:number>/granskning")
def show(number: int) -> str:
    """One goal beside the criteria."""
    ctx, steps = under_review(number)
    return _drawn(ctx, steps, None, changing="andra" in request.args)


@pages.post("/mal/<int:number>/granskning")
def take(number: int) -> Answer:
    """Keep the own judgement, or set the verdict."""
    ctx, steps = under_review(number)
    form, step, fact = _sent(ctx, steps)
    if form.faults:
        return _drawn(ctx, steps, form), 422
    try:
        if form.act == JUDGE and form.about != about(ctx):
            raise Refused([CHANGED])
        version = int(form.version) if form.act == VERDICT and form.version.isdecimal() else None
        perform(
            session(),
            Command(step.key, number, who(), fact, at=moment(), expected_version=version, idempotency_key=form.once),
        )
    except Refused as refused:
        return _again(ctx, steps, form, refused), 409
    if form.act == JUDGE:
        drop(place(ctx))
    flash(say("“%(step)s” is done.", step=step.title))
    return redirect(url_for("review.show", number=number), 303)


def under_review(number: int) -> tuple[CaseContext, Steps]:
    """The goal and its review's rows. Raises Unknown for what is never reviewed."""
    ctx = seen(number)
    steps = steps_of(ctx.level)
    if steps is None or ctx.level.kind != "goal":
        raise Unknown
    return ctx, steps


def _drawn(ctx: CaseContext, steps: Steps, form: Form | None, changing: bool = False) -> str:
    return render_template("review/goal.html", page=dialogue(ctx, steps, form, changing), judge=JUDGE, verdict=VERDICT)


def _sent(ctx: Context, steps: Steps) -> tuple[Form, Step, Fact | None]:
    """The form as it was sent, the step it takes, and what it says."""
    act = JUDGE if request.form.get("act") == JUDGE and steps.alone else VERDICT
    step = steps.alone if act == JUDGE and steps.alone else steps.verdict
    given = filled(ctx.asking(step))
    first = unjudged(ctx, given.values)
    faults = [*first, *(fault for fault in given.faults if fault.name not in {one.name for one in first})]
    once, words = given.once or new_once(), given.values.get("about", "")
    return Form(act, given.values, faults, once=once, version=given.version, about=words), step, given.fact


def _again(ctx: CaseContext, steps: Steps, form: Form, refused: Refused) -> str:
    """The form once more, with the reasons; after a change meanwhile it is for the words that stand there now."""
    if CHANGED in refused.why and isinstance(ctx, CaseContext):
        case = refused.case if isinstance(refused, Stale) else ctx.case
        form.version, form.about, form.once = str(case.version), about(ctx), new_once()
    form.refused = refused.why
    return _drawn(ctx, steps, form)
