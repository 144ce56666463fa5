"""The chair's work in bulk: target areas, proposals, answers to the review - one form and one act each."""

from collections.abc import Callable
from dataclasses import replace

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from web.committees import answers, areas, drafts
from web.committees.bulk import CHOSEN, Act, Sheet, act, sent, take
from web.committees.reading import Body, body
from web.forms.values import Values
from web.language import say
from web.pages.committees import asked_year
from workflow.states.context import Unknown
from workflow.words import sentence

pages = Blueprint("chair", __name__)
Drawn = str | Response | tuple[str, int]
DONE = {
    "add": sentence("Added %(areas)s: %(count)s."),
    "name": sentence("The committee's %(areas)s are handed in."),
    "present": sentence("Presented %(areas)s: %(count)s."),
    "use": sentence("Made goals of %(areas)s: %(count)s."),
    "drop": sentence("Dropped %(areas)s: %(count)s."),
    "propose": sentence("Goals proposed: %(count)s."),
    "hand_in": sentence("The committee's goals are handed in."),
    "stand_by": sentence("Goals that the committee stands by: %(count)s."),
}
"""What is said when it is done, by act."""
AREAS: dict[str, Callable[[Body, Sheet], list[Act]]] = {
    "add": lambda found, sheet: areas.new_acts(found, areas.written(found, sheet)),
    "name": lambda found, sheet: [act("name_areas", found.own, sheet.values)] if found.own else [],
    "present": lambda found, sheet: areas.acts_on(found, "present", sheet),
    "use": lambda found, sheet: areas.acts_on(found, "use", sheet),
    "drop": lambda found, sheet: areas.acts_on(found, "drop", sheet),
}
"""What is done with target areas, by act."""


@pages.get("/namnder/<code>/omraden")
def show_areas(code: str) -> str:
    """The target areas of a committee's year; the one that a task is about is chosen already."""
    chosen: Values = MultiDict((CHOSEN, value) for value in request.args.getlist(CHOSEN))
    return _areas(body(code, asked_year()), Sheet(chosen))


@pages.post("/namnder/<code>/omraden")
def change_areas(code: str) -> Drawn:
    """Add areas, hand them in, or take a step with those that were chosen."""
    found, sheet, name = body(code, asked_year()), sent(), request.form.get("act", "")
    if areas.level_of(found) is None or found.own is None or name not in ("more", *AREAS):
        raise Unknown
    if name == "more":
        areas.more(sheet)
        return _areas(found, sheet)
    acts = AREAS[name](found, sheet)
    if not sheet.faults:
        take(sheet, acts)
    if name == "add":
        areas.emptied(sheet)
    return _answered(found, sheet, name, "chair.show_areas") or (_areas(_anew(found), sheet), _status(sheet))


@pages.get("/namnder/<code>/forslag")
def show_drafts(code: str) -> str:
    """The drafts that can be proposed."""
    return _drafts(body(code, asked_year()), Sheet())


@pages.post("/namnder/<code>/forslag")
def propose(code: str) -> Drawn:
    """Propose the goals that were chosen, and hand them in."""
    found, sheet = body(code, asked_year()), sent()
    if drafts.propose_step(found) is None or found.own is None:
        raise Unknown
    acts = drafts.acts(found, sheet)
    if not sheet.faults:
        take(sheet, acts)
    if not sheet.faulty:
        take(sheet, drafts.hand_in_act(found, sheet))
    done = "propose" if acts else "hand_in"
    return _answered(found, sheet, done, "chair.show_drafts") or (_drafts(_anew(found), sheet), _status(sheet))


@pages.get("/namnder/<code>/svar")
def show_answers(code: str) -> str:
    """The goals that the review had something to say about."""
    return _answers(body(code, asked_year()), Sheet())


@pages.post("/namnder/<code>/svar")
def stand_by(code: str) -> Drawn:
    """Stand by the goals that were chosen."""
    found, sheet = body(code, asked_year()), sent()
    acts = answers.acts(found, sheet)
    if not sheet.faults:
        take(sheet, acts)
    return _answered(found, sheet, "stand_by", "chair.show_answers") or (_answers(_anew(found), sheet), _status(sheet))


def _areas(found: Body, sheet: Sheet) -> str:
    page = areas.page_of(found, sheet)
    if page is None:
        raise Unknown
    return render_template("committees/areas.html", page=page)


def _drafts(found: Body, sheet: Sheet) -> str:
    page = drafts.page_of(found, sheet)
    if page is None:
        raise Unknown
    return render_template("committees/drafts.html", page=page)


def _answers(found: Body, sheet: Sheet) -> str:
    if not answers.can_answer(found.model):
        raise Unknown
    return render_template("committees/answers.html", page=answers.page_of(found, sheet))


def _answered(found: Body, sheet: Sheet, name: str, endpoint: str) -> Response | None:
    """Back to the page with a word that it is done; None when something was refused or is wrong."""
    if sheet.faulty:
        return None
    level = areas.level_of(found)
    flash(say(replace(DONE[name], values={"count": len(sheet.done), "areas": level.plural.inside if level else ""})))
    return redirect(url_for(endpoint, code=found.unit.code, ar=found.year), 303)


def _anew(found: Body) -> Body:
    """The body as it is after what has been done."""
    return body(found.unit.code, found.year)


def _status(sheet: Sheet) -> int:
    return 422 if sheet.faults else 409
