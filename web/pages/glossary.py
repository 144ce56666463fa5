"""Ordlistan: what the words mean, one click away from everywhere."""

from flask import Blueprint, render_template

from web.glossary import asked, terms
from web.language import say, sorting
from web.session import around, model_of_year

pages = Blueprint("glossary", __name__)


@pages.get("/ordlista")
def show() -> str:
    """The terms, in the reader's alphabet, and what the fields ask for."""
    model = model_of_year(around().today.year)
    words = sorted(terms(model), key=lambda term: sorting(say(term.word)))
    forms = sorted(asked(model), key=lambda one: sorting(say(one.heading)))
    return render_template("glossary.html", terms=words, asked=forms)
