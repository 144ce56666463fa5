"""The development's mailbox: in the demonstration letters are read here. Nowhere else is it there.

It asks nobody to sign in: this is where the letters lie that one signs in with, of invented people.
"""

from flask import Blueprint, Response, abort, current_app, render_template
from sqlalchemy import select

from notifications import LetterView, show_letter
from web.framed import framed
from web.names import names_in
from web.posted import posted
from web.session import moment, session, settings
from workflow.records.organisation import Organisation

pages = Blueprint("dev", __name__)


@pages.before_request
def _in_the_demonstration_only() -> None:
    if not current_app.config["DEMO"]:
        abort(404)


@pages.get("/dev/mail")
def box() -> str:
    """The letters in the outbox, the newest first."""
    homes = session().execute(select(Organisation.id, Organisation.name).order_by(Organisation.id)).all()
    found = [(name, posted(names_in(session(), number))) for number, name in homes]
    return render_template("dev_mail.html", boxes=[(name, letters) for name, letters in found if letters])


@pages.get("/dev/mail/<int:home>/<int:number>")
def letter(home: int, number: int) -> str:
    """One letter: as a page, as text, its headers, its calendar."""
    letters = posted(names_in(session(), _home(home)), number=number)
    if not letters:
        abort(404)
    return render_template("dev_letter.html", posted=letters[0], letter=_shown(home, number))


@pages.get("/dev/mail/<int:home>/<int:number>/html")
def page(home: int, number: int) -> Response:
    """The letter's own HTML, for the frame."""
    shown = _shown(_home(home), number)
    if shown is None:
        abort(404)
    return framed(shown.html, outward=True)


def _home(number: int) -> int:
    if session().get(Organisation, number) is None:
        abort(404)
    return number


def _shown(home: int, number: int) -> LetterView | None:
    return show_letter(session(), settings(), home, number, moment())
