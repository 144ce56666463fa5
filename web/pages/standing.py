"""Läget: how it stands, committee by committee and round by round - for everybody, on the page and as files."""

from flask import Blueprint, Response, render_template
from markupsafe import Markup

from web.language import language, say
from web.session import moment
from web.standing.beside import beside
from web.standing.choice import Choice, chosen
from web.standing.ground import ground
from web.standing.head import head
from web.standing.kept import Drawn, kept
from web.standing.lines import among, lines, places
from web.standing.pills import legend
from web.standing.rows import rows
from workflow.exchange.overview_sheets import Shown, goals_sheet, matrix_sheet
from workflow.exchange.table import csv_of, xlsx_of
from workflow.states.context import Unknown

pages = Blueprint("standing", __name__)
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pages.get("/laget")
def show() -> str:
    """The matrix, or the goals behind a part of it."""
    choice = chosen()
    return render_template("standing.html", drawn=kept(choice, lambda: _drawn(choice)), year=choice.year or None)


@pages.get("/laget.csv")
def as_csv() -> Response:
    """The goals that are shown, one a row."""
    shown = _shown()
    return _file(csv_of(goals_sheet(shown), language()), shown, "csv", "text/csv; charset=utf-8")


@pages.get("/laget.xlsx")
def as_xlsx() -> Response:
    """The goals and the matrix that are shown, a sheet each."""
    shown = _shown()
    return _file(xlsx_of([goals_sheet(shown), matrix_sheet(shown)], language()), shown, "xlsx", WORKBOOK)


def _drawn(choice: Choice) -> Drawn:
    found = ground(choice)
    if found is None:
        return Drawn(say("The standing"), Markup(render_template("standing_content.html", found=None)), False)
    is_whole = found.choice.is_whole
    goals = [] if is_whole else lines(found, among(found))
    top = head(found, len(goals))
    content = render_template(
        "standing_content.html",
        found=found,
        choice=found.choice,
        head=top,
        rows=rows(found) if is_whole else [],
        lines=goals,
        titles=[say(round.title) for round in found.model.rounds.values()],
        places=places(found),
        legend=legend(found.model),
        beside=beside(found),
    )
    return Drawn(top.whole, Markup(content), found.is_for_all)


def _shown() -> Shown:
    """What the page with the same choice shows. Raises Unknown when there is no goal year."""
    found = ground(chosen())
    if found is None:
        raise Unknown
    rounds = [found.rounds[place] for place in places(found)]
    units = {number: unit.name for number, unit in found.names.units.items()}
    return Shown(found.choice.year, found.model, among(found), rounds, units)


def _file(content: bytes, shown: Shown, ending: str, kind: str) -> Response:
    name = f"laget-{shown.year}-{moment():%Y-%m-%d}.{ending}"
    return Response(content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
