"""One page for every step: its form is made from what the step says, its refusals from the engine."""

from flask import Blueprint, flash, redirect, render_template, request
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from web.drafts import drop, found
from web.filling import Filled, Sheet, filled, sheet
from web.handing import way
from web.instructed import instructions
from web.language import say
from web.moves import moves_meeting, of_meeting
from web.names import names_in
from web.offered import BY_COMMAND, round_title
from web.pages.year import year_case
from web.review.advice import advice, are_asked_for, as_written, gives_hints
from web.screens import screen_of
from web.session import moment, session, who
from web.visible import seen
from workflow.exchange import addresses
from workflow.facts.clerical import Approval
from workflow.facts.decision import Decided
from workflow.goals.measures import Act, decided_with, said_of
from workflow.governance.model import Step
from workflow.records.queries.log import unsaid_by
from workflow.states.actions import offered
from workflow.states.command import Command
from workflow.states.context import CaseContext, Context, Unknown
from workflow.states.guards.base import children
from workflow.states.guards.reporting import left_undone
from workflow.states.perform import Done, Refused, Stale, perform
from workflow.states.permissions import refusals

pages = Blueprint("step", __name__)
PREVIEW = "preview"
ASKED = "“%(step)s” is asked for. Somebody else has to do the same before it is done."


@pages.route("/mal/<int:number>/<name>", methods=["GET", "POST"])
@pages.route("/beslut/<int:number>/<name>", methods=["GET", "POST"])
@pages.route("/sammantraden/<int:number>/<name>", methods=["GET", "POST"])
@pages.route("/rapporter/<int:number>/<name>", methods=["GET", "POST"])
def on_case(number: int, name: str) -> str | Response | tuple[str, int]:
    """A step of a case, or a birth under it."""
    return _answer(seen(number), name)


@pages.route("/arshjul/<int:year>/<name>", methods=["GET", "POST"])
def on_year(year: int, name: str) -> str | Response | tuple[str, int]:
    """A step of a goal year."""
    return _answer(seen(year_case(year).id), name)


@pages.route("/nytt/<name>", methods=["GET", "POST"])
def on_nothing(name: str) -> str | Response | tuple[str, int]:
    """A birth under nothing: a meeting, a vision."""
    return _answer(seen(None), name)


def _answer(ctx: Context, name: str) -> str | Response | tuple[str, int]:
    step = _step(ctx, name)
    rounds = _rounds(ctx, step)
    round = request.args.get("omgang", rounds[0] if len(rounds) == 1 else "")
    if step.rounds and round not in step.rounds:
        return render_template("round.html", step=step, ctx=ctx, rounds=[
            (round_title(ctx.model, name), addresses.of_step(ctx.case, ctx.model, step, name)) for name in rounds
        ])  # fmt: skip
    ctx = ctx.asking(step, None, round)
    if request.method == "POST":
        return _post(ctx)
    screen = screen_of(ctx)
    return redirect(screen, 303) if screen else _get(ctx)


def _get(ctx: Context) -> str:
    """The empty form, or why there is none."""
    why = refusals(ctx)
    begun = None if why else found(_place(ctx))
    given = Filled(begun.values, version=begun.values.get("version", "")) if begun else None
    drawn = sheet(ctx, names_in(session(), who().organisation), given)
    return _drawn(ctx, drawn, closed=why, way=None if why else way(ctx), begun=begun)


def _post(ctx: Context) -> str | Response | tuple[str, int]:
    """Take the step; 422 when the form does not hold, 409 when the rules say no, with everything that was written."""
    names = names_in(session(), who().organisation)
    assert ctx.step
    if are_asked_for(ctx):
        return _drawn(ctx, sheet(ctx, names, written := as_written()), advice=advice(ctx, written))
    given = filled(ctx)
    if given.faults:
        return _drawn(ctx, sheet(ctx, names, given)), 422
    if _previews(ctx) and not refusals(ctx.asking(ctx.step, given.fact, ctx.round)):
        return _drawn(ctx, sheet(ctx, names, given), foreseen=of_meeting(ctx, given.fact, names))
    try:
        done = _perform(ctx, given)
    except Stale as stale:
        given.version = str(stale.case.version)
        given.once = ""
        return _drawn(ctx, sheet(ctx, names, given), refused=stale.why, stale=True), 409
    except Refused as refused:
        return _drawn(ctx, sheet(ctx, names, given), refused=refused.why), 409
    return _done(ctx, done)


def _previews(ctx: Context) -> bool:
    """True when it is asked what would move."""
    return request.form.get("act") == PREVIEW and moves_meeting(ctx)


def _perform(ctx: Context, given: Filled) -> Done:
    assert ctx.step
    along = _decided_along(ctx)
    done = perform(
        session(),
        Command(
            ctx.step.key,
            ctx.case.id if isinstance(ctx, CaseContext) else None,
            who(),
            given.fact,
            at=moment(),
            round=ctx.round,
            expected_version=int(given.version) if given.version.isdecimal() and not ctx.step.birth else None,
            idempotency_key=given.once or None,
            unit=given.unit,
        ),
    )
    for one in along:
        assert isinstance(given.fact, Decided | Approval)
        once = f"{given.once}/{one.case.id}" if given.once else None
        perform(
            session(), Command(one.key, one.case.id, who(), said_of(one, given.fact), at=moment(), idempotency_key=once)
        )
    return done


def _decided_along(ctx: Context) -> list[Act]:
    """The proposed measures of a goal that are decided with it."""
    if not isinstance(ctx, CaseContext) or ctx.step is None or ctx.level.kind != "goal" or not ctx.round:
        return []
    return decided_with(ctx.model, ctx.case, children(ctx, "measure"), ctx.step, ctx.round)


def _done(ctx: Context, done: Done) -> Response:
    """Back to the case - the new one, for a birth - with a word that it is done."""
    assert ctx.step
    drop(_place(ctx))
    flash(say(ASKED if _awaits(ctx, done) else "“%(step)s” is done.", step=ctx.step.title))
    return redirect(addresses.of_case(done.case, ctx.model), 303)


def _awaits(ctx: Context, done: Done) -> bool:
    """True when a second person has to confirm before anything comes of it."""
    assert ctx.step
    if not ctx.step.second:
        return False
    return unsaid_by(session(), who().organisation, done.seq) is None


def _drawn(ctx: Context, drawn: Sheet, **more: object) -> str:
    assert ctx.step
    title = round_title(ctx.model, ctx.round)
    address = _place(ctx)
    back = addresses.of_case(ctx.case, ctx.model) if isinstance(ctx, CaseContext) else "/"
    return render_template(
        "step.html", ctx=ctx, step=ctx.step, round=title, sheet=drawn, address=address, back=back,
        previews=moves_meeting(ctx), gives_hints=gives_hints(ctx),
        left_undone=left_undone(ctx) if isinstance(ctx, CaseContext) else [],
        instructions=instructions(ctx), **({"advice": None} | more),
    )  # fmt: skip


def _place(ctx: Context) -> str:
    """The address of the form, under which its draft lies."""
    assert ctx.step
    return addresses.of_step(ctx.case, ctx.model, ctx.step, ctx.round)


def _step(ctx: Context, name: str) -> Step:
    """The row that the address names: of the case's own level, or a birth by its whole name. Unknown when none is."""
    key = name if "." in name else f"{ctx.level.name if isinstance(ctx, CaseContext) else ''}.{name}"
    try:
        step = ctx.model.step(key)
    except KeyError:
        raise Unknown from None
    parent = ctx.model.levels[step.level].parent if step.birth else step.level
    if step.by_clock or step.says in BY_COMMAND or (not isinstance(ctx, CaseContext) and not step.birth):
        raise NotFound
    if parent != (ctx.level.name if isinstance(ctx, CaseContext) else ""):
        raise NotFound
    return step


def _rounds(ctx: Context, step: Step) -> list[str]:
    """The rounds in which the step may be taken now; all of them when it may in none."""
    if not step.rounds or not isinstance(ctx, CaseContext):
        return []
    may = [offer.round for offer in offered(ctx) if offer.step == step and offer.open]
    return may or list(step.rounds)
