"""Öppet för alla: adopted goals, how it goes, how it went, and the analysis; nobody signs in, and the data lie beside."""

from flask import Blueprint, Response, jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from web import caching
from web.language import language
from web.public.data import areas, plain, sheet
from web.public.year import PublicYear, decided_by, period_of, public_year
from web.session import moment, session
from workflow.cycle.working_days import local_day
from workflow.exchange.table import csv_of
from workflow.goals import adopted_years
from workflow.records.queries.organisations import organisation_with, organisations_with_open_cases
from workflow.states.context import Unknown

pages = Blueprint("public", __name__)
caching.init(pages)


@pages.get("/oppet")
def index() -> str | Answer:
    """The municipalities; when there is one, straight to it."""
    found = organisations_with_open_cases(session())
    if len(found) == 1:
        return redirect(url_for("public.home", code=found[0].code))
    return render_template("open_index.html", homes=found)


@pages.get("/oppet/<code>")
def home(code: str) -> str | Answer:
    """A municipality: on to the year that runs, else the newest."""
    known = organisation_with(session(), code)
    if known is None:
        raise Unknown
    years, today = adopted_years(session(), known.id), local_day(moment()).year
    if not years:
        return render_template("open.html", found=PublicYear(known, today, []))
    return redirect(url_for("public.year", code=code, year=today if today in years else years[0]))


@pages.get("/oppet/<code>/<int:year>")
def year(code: str, year: int) -> str:
    """The goals of a year: all of them when they are few, else one committee's, chosen among how all committees stand."""
    found = _found(code, year)
    return render_template("open.html", found=found, areas=areas, decided_by=decided_by, period_of=period_of)


@pages.get("/oppet/<code>/<int:year>.csv")
def as_csv(code: str, year: int) -> Response:
    """The same as a table, with semicolons."""
    body = csv_of(sheet(_found(code, year, is_whole=True)), language())
    return _data(Response(body, mimetype="text/csv"), f"{code}-{year}.csv")


@pages.get("/oppet/<code>/<int:year>.json")
def as_json(code: str, year: int) -> Response:
    """The same as JSON."""
    return _data(jsonify(plain(_found(code, year, is_whole=True))), f"{code}-{year}.json")


def _data(answer: Response, name: str) -> Response:
    """Anybody's page may fetch it."""
    answer.headers["Access-Control-Allow-Origin"] = "*"
    answer.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return answer


def _found(code: str, year: int, is_whole: bool = False) -> PublicYear:
    known = organisation_with(session(), code)
    found = public_year(known, year, request.args.get("namnd", ""), is_whole) if known else None
    if found is None:
        raise Unknown
    return found
