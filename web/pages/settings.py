"""Inställningar: how a person wants the pages and the letters."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from web.language import read_in, say
from web.session import session, who
from workflow.records.organisation import Person
from workflow.states.context import Unknown
from workflow.words import LANGUAGES

pages = Blueprint("settings", __name__)
CHOICES = {"language": LANGUAGES, "density": ("normal", "compact"), "letters": ("all", "duties")}
"""What can be chosen, by the name of the person's column."""


@pages.get("/installningar")
def show() -> str:
    """The choices as they stand."""
    return render_template("settings.html")


@pages.post("/installningar")
def change() -> Response:
    """Keep the choices; one that does not exist leaves things as they are."""
    found = session().get(Person, who().person)
    if found is None or found.organisation != who().organisation:
        raise Unknown
    for name, known in CHOICES.items():
        if (chosen := request.form.get(name, "")) in known:
            setattr(found, name, chosen)
    read_in(found.language)
    flash(say("Your settings are saved."))
    return redirect(url_for("settings.show"), 303)
