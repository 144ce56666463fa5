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
from workflow.governance.model import Step
from workflow.records.queries.log import unsaid_by
from workflow.running.measures import Act, decided_with, said_of
from workflow.states.guards.base import children
from workflow.states.guards.reporting import left_undone
from workflow.states.offers import offered
from workflow.states.perform import Done, Refused, Stale, perform
from workflow.states.refusals import refusals
from workflow.states.situation import Situation, Unknown

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


def _answer(now: Situation, name: str) -> str | Response | tuple[str, int]:
    step = _step(now, name)
    rounds = _rounds(now, step)
    round = request.args.get("omgang", rounds[0] if len(rounds) == 1 else "")
    if step.rounds and round not in step.rounds:
        return render_template("round.html", step=step, now=now, rounds=[
            (round_title(now.model, name), addresses.of_step(now.case, now.model, step, name)) for name in rounds
        ])  # fmt: skip
    now = now.asking(step, None, round)
    if request.method == "POST":
        return _post(now)
    screen = screen_of(now)
    return redirect(screen, 303) if screen else _get(now)


def _get(now: Situation) -> str:
    """The empty form, or why there is none."""
    why = refusals(now)
    begun = None if why else found(_place(now))
    given = Filled(begun.values, version=begun.values.get("version", "")) if begun else None
    drawn = sheet(now, names_in(session(), who().organisation), given)
    return _drawn(now, drawn, closed=why, way=None if why else way(now), begun=begun)


def _post(now: Situation) -> str | Response | tuple[str, int]:
    """Take the step; 422 when the form does not hold, 409 when the rules say no, with everything that was written."""
    names = names_in(session(), who().organisation)
    assert now.step
    if are_asked_for(now):
        return _drawn(now, sheet(now, names, written := as_written()), advice=advice(now, written))
    given = filled(now)
    if given.faults:
        return _drawn(now, sheet(now, names, given)), 422
    if _previews(now) and not refusals(now.asking(now.step, given.fact, now.round)):
        return _drawn(now, sheet(now, names, given), foreseen=of_meeting(now, given.fact, names))
    try:
        done = _perform(now, given)
    except Stale as stale:
        given.version = str(stale.case.version)
        given.once = ""
        return _drawn(now, sheet(now, names, given), refused=stale.why, stale=True), 409
    except Refused as refused:
        return _drawn(now, sheet(now, names, given), refused=refused.why), 409
    return _done(now, done)


def _previews(now: Situation) -> bool:
    """True when it is asked what would move."""
    return request.form.get("act") == PREVIEW and moves_meeting(now)


def _perform(now: Situation, given: Filled) -> Done:
    assert now.step
    along = _decided_along(now)
    done = perform(
        session(), now.step.key, now.case.id if now.case else None, who(), given.fact, at=moment(), round=now.round,
        seen=int(given.version) if given.version.isdecimal() and not now.step.birth else None,
        once=given.once or None, unit=given.unit,
    )  # fmt: skip
    for one in along:
        assert isinstance(given.fact, Decided | Approval)
        once = f"{given.once}/{one.case.id}" if given.once else None
        perform(session(), one.key, one.case.id, who(), said_of(one, given.fact), at=moment(), once=once)
    return done


def _decided_along(now: Situation) -> list[Act]:
    """The proposed measures of a goal that are decided with it."""
    if now.case is None or now.step is None or now.level.kind != "goal" or not now.round:
        return []
    return decided_with(now.model, now.case, children(now, "measure"), now.step, now.round)


def _done(now: Situation, done: Done) -> Response:
    """Back to the case - the new one, for a birth - with a word that it is done."""
    assert now.step
    drop(_place(now))
    flash(say(ASKED if _awaits(now, done) else "“%(step)s” is done.", step=now.step.title))
    return redirect(addresses.of_case(done.case, now.model), 303)


def _awaits(now: Situation, done: Done) -> bool:
    """True when a second person has to confirm before anything comes of it."""
    assert now.step
    if not now.step.second:
        return False
    return unsaid_by(session(), who().organisation, done.seq) is None


def _drawn(now: Situation, drawn: Sheet, **more: object) -> str:
    assert now.step
    title = round_title(now.model, now.round)
    address = _place(now)
    back = addresses.of_case(now.case, now.model) if now.case else "/"
    return render_template(
        "step.html", now=now, step=now.step, round=title, sheet=drawn, address=address, back=back,
        previews=moves_meeting(now), gives_hints=gives_hints(now), left_undone=left_undone(now),
        instructions=instructions(now), **({"advice": None} | more),
    )  # fmt: skip


def _place(now: Situation) -> str:
    """The address of the form, under which its draft lies."""
    assert now.step
    return addresses.of_step(now.case, now.model, now.step, now.round)


def _step(now: Situation, name: str) -> Step:
    """The row that the address names: of the case's own level, or a birth by its whole name. Unknown when none is."""
    key = name if "." in name else f"{now.level.name if now.case else ''}.{name}"
    try:
        step = now.model.step(key)
    except KeyError:
        raise Unknown from None
    parent = now.model.levels[step.level].parent if step.birth else step.level
    if step.by_clock or step.says in BY_COMMAND or (now.case is None and not step.birth):
        raise NotFound
    if parent != (now.level.name if now.case else ""):
        raise NotFound
    return step


def _rounds(now: Situation, step: Step) -> list[str]:
    """The rounds in which the step may be taken now; all of them when it may in none."""
    if not step.rounds or now.case is None:
        return []
    may = [offer.round for offer in offered(now) if offer.step == step and offer.open]
    return may or list(step.rounds)
