"""Brev: what has become of the letters, for the administrator: what waits, what is held, what did not arrive."""

from flask import Blueprint, abort, flash, redirect, render_template, request
from sqlalchemy import func, select
from werkzeug.wrappers import Response

from notifications import send_again
from web.language import say
from web.names import Names, names_in, titled
from web.posted import STATES, how_many, posted
from web.roles import POSTS, only
from web.session import levels_of, moment, session, who
from web.visible import seen, visible
from workflow.cycle.heartbeat import mistrust, pulse
from workflow.cycle.letter_hold import let_go
from workflow.facts.letters import Undelivered
from workflow.records.case import Case
from workflow.records.organisation import Organisation
from workflow.records.queries.cases import cases_at
from workflow.records.queries.models import model_of
from workflow.states.context import Context, Unknown
from workflow.words import Sentence

pages = Blueprint("post", __name__)


@pages.get("/post")
def box() -> str:
    """The letters, the newest first; those in one state, when it is asked for."""
    only(POSTS)
    ctx, names = seen(None), names_in(session(), who().organisation)
    state = request.args.get("lage", "")
    state = state if state in STATES else ""
    return render_template(
        "post.html", letters=posted(names, state), counts=how_many(who().organisation), states=STATES, state=state,
        held=_held(), last=pulse(session()), alone=_alone(), undelivered=_undelivered(ctx, names),
    )  # fmt: skip


@pages.post("/post/<int:number>/igen")
def again(number: int) -> Response:
    """Send a letter once more."""
    only(POSTS)
    if send_again(session(), who().organisation, number, moment(), who().person) is None:
        raise Unknown
    flash(say("The letter goes once more."))
    return redirect("/post", 303)


@pages.post("/post/slapp")
def release() -> Response:
    """Let the clock go on, and the held letters go. It is the whole installation's: where it serves several, its operator
    does it."""
    only(POSTS)
    if not (_held() and _alone()):
        abort(409)
    letters = let_go(session(), moment())
    flash(say("The clock goes on. %(letters)s letters go out now.", letters=letters))
    return redirect("/post", 303)


def _held() -> Sentence | None:
    """Why the clock is not trusted, and letters are held; None when it is."""
    return mistrust(pulse(session()), moment())


def _alone() -> bool:
    """True when the installation serves this organisation alone."""
    return session().scalar(select(func.count(Organisation.id))) == 1


def _undelivered(ctx: Context, names: Names) -> list[tuple[str, str, str]]:
    """What the registrar has to see to: title, address and since when."""
    found = cases_at(session(), who().organisation, levels_of("letter"))[::-1]
    names.cases |= {case.id: case for case in found}
    names.add_people(said.person or 0 for case in found if (said := case.said(Undelivered)))
    return [
        (_whose(case, names), names.address(case.id), case.born.isoformat()) for case in visible(ctx, found, names.units)
        if model_of(session(), who().organisation, case.model).levels[case.level].is_open(case.state)
    ]  # fmt: skip


def _whose(case: Case, names: Names) -> str:
    """Whose address it is, which nobody has put right."""
    said = case.said(Undelivered)
    return (names.person(said.person) or names.unit(said.unit) if said else "") or titled(case)
