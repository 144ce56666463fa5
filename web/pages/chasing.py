"""Asking for what is missing: choose, see the letters as they will be, send them."""

from dataclasses import dataclass
from urllib.parse import urlencode

from flask import Blueprint, Response, flash, redirect, render_template, request
from werkzeug.wrappers import Response as Answer

from notifications import LetterView, preview_letters
from web.framed import framed
from web.language import say
from web.names import Names, names_in, titled
from web.offered import round_title
from web.pages.missing import among, chosen, overview
from web.roles import CHASES, only
from web.session import moment, session, settings, who
from workflow.cycle.reminder_requests import Asked, Chase, chase, judged
from workflow.records.queries.models import model_of
from workflow.states.context import Unknown
from workflow.words import Sentence

pages = Blueprint("chasing", __name__)
LONGEST = 3000
"""Characters of an address that a frame may have; a longer letter is shown as text alone."""
NOTHING = "Choose at least one thing to ask for."
SENT = "Asked for %(count)s things. The letters go out now."


@dataclass(frozen=True)
class Draft:
    """A letter as it will be: to whom, and the address of its frame ("" when that would be too long)."""

    letter: LetterView
    name: str
    frame: str


@pages.post("/saknas")
def preview() -> str | tuple[str, int]:
    """The letters that would be sent; nothing is written."""
    only(CHASES)
    asked = _asked()
    if not asked:
        return overview(chosen(), refused=NOTHING), 422
    found, names = judged(session(), who(), asked, moment()), names_in(session(), who().organisation)
    letters = preview_letters(session(), settings(), who().organisation, _keys(found), moment())
    drafts = [_draft(letter, found, names) for letter in letters]
    return render_template(
        "chasing.html", drafts=drafts, going=[_value(key) for key in _keys(found)], refused=_refused(found, names)
    )


@pages.post("/saknas/skicka")
def send() -> Answer:
    """Ask for it; whatever cannot be asked for any more is told."""
    only(CHASES)
    done, names = chase(session(), who(), _asked(), moment()), names_in(session(), who().organisation)
    if done.going:
        flash(say(SENT, count=len(done.going)))
    for what, why in _refused(done, names):
        flash(f"{what}: {say(why)}", "info")
    return redirect("/saknas", 303)


@pages.get("/saknas/brev/<reader>")
def letter(reader: str) -> Response:
    """One of the letters as it will look, in a frame of the page before."""
    only(CHASES)
    for shown in preview_letters(session(), settings(), who().organisation, _asked(), moment()):
        if shown.recipient == reader:
            return framed(shown.html)
    raise Unknown


def _asked() -> list[Asked]:
    """What the request asks for: what was chosen, or all that is shown."""
    if "alla" in request.form:
        return among(chosen())
    pairs = (value.partition(":") for value in request.values.getlist("val"))
    return [(int(case), duty) for case, _, duty in pairs if case.isdecimal() and len(case) < 10]


def _keys(found: Chase) -> list[Asked]:
    return [one.key for one in found.going]


def _value(asked: Asked) -> str:
    return f"{asked[0]}:{asked[1]}"


def _draft(shown: LetterView, found: Chase, names: Names) -> Draft:
    """The letter; its frame is asked only for what this reader owes or hears of, so that its address stays short."""
    number = int(shown.recipient[1:])
    person = shown.recipient.startswith("p")
    if person:
        names.add_people([number])
    mine = [one.key for one in found.going if not person or number in one.owing] or _keys(found)
    address = f"/saknas/brev/{shown.recipient}?{urlencode([('val', _value(key)) for key in mine])}"
    name = names.person(number) if person else names.unit(number)
    return Draft(shown, name, address if len(address) <= LONGEST else "")


def _refused(found: Chase, names: Names) -> list[tuple[str, Sentence]]:
    """What cannot be asked for, by name where it may be seen here, and why."""
    names.add_cases(case for (case, _), _ in found.refused)
    return [(_named(key, names), why) for key, why in found.refused]


def _named(asked: Asked, names: Names) -> str:
    number, duty = asked
    case = names.cases.get(number)
    if case is None:
        return f"#{number}"
    model = model_of(session(), who().organisation, case.model)
    name, _, round = duty.partition("/")
    step = model.levels[case.level].step.get(name)
    words = [say(step.title) if step else "", say(round_title(model, round) or "")]
    return " · ".join(filter(None, (*words, titled(case))))
