"""Ordlistan: what the words mean, one click away from everywhere."""

from flask import Blueprint, render_template

from web.glossary import TERMS, asked
from web.language import say, sorting

pages = Blueprint("glossary", __name__)


@pages.get("/ordlista")
def show() -> str:
    """The terms, in the reader's alphabet, and what the fields ask for."""
    terms = sorted(TERMS, key=lambda term: sorting(say(term.word)))
    return render_template(
        "glossary.html", terms=terms, asked=sorted(asked(), key=lambda one: sorting(say(one.heading)))
    )
