"""The bodies: all of them with a card each, and one body's goal year."""

from flask import Blueprint, render_template, request

from web.committees.cards import cards
from web.committees.reading import body
from web.committees.year import page_of
from web.pages.lists import goal_years
from web.session import around
from web.standing.own import row_of

pages = Blueprint("committees", __name__)


@pages.get("/namnder")
def index() -> str:
    """All bodies in a goal year."""
    year = asked_year() or around().today.year
    return render_template("committees/index.html", cards=cards(year), year=year, years=goal_years(around()))


@pages.get("/namnder/<code>")
def show(code: str) -> str:
    """A body's goal year."""
    page = page_of(body(code, asked_year()))
    standing = row_of(page.body.unit, page.body.year, page.body.model)
    return render_template("committees/show.html", page=page, standing=standing)


def asked_year() -> int | None:
    """The goal year that the address asks for."""
    asked = request.values.get("ar", type=int)
    return asked if asked and 1990 <= asked <= 2100 else None
