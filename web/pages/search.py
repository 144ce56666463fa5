"""Search: goals, decisions, meetings, reports - by the words that hold, a § or a registry number. People are not sought."""

from flask import Blueprint, render_template, request

from web.hits import MANY, groups
from web.session import session, who
from web.visible import seen
from workflow.search import find as found_by
from workflow.search import terms_of

pages = Blueprint("search", __name__)
LONGEST = 200


@pages.get("/sok")
def find() -> str:
    """What is found, by kind; an empty query and no hit say what to do."""
    ctx, query = seen(None), request.args.get("q", "").strip()[:LONGEST]
    found = found_by(session(), who().organisation, query) if ctx.seats else []
    heaps = groups(ctx, found, terms_of(query))
    count = sum(len(hits) for _, hits in heaps)
    return render_template("search.html", query=query, heaps=heaps, count=count, many=len(found) >= MANY)
