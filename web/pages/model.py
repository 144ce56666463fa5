"""Modellen: what the municipality has decided on - levels, states, steps, calendar, roles - and which year follows which."""

from flask import Blueprint, render_template, request

from web.model import rows
from web.session import around, model_of_year, session, who
from workflow.governance.model import CLOCK, Level, Model
from workflow.records.queries.models import model_of, models_of
from workflow.records.queries.years import goal_years
from workflow.states.context import Unknown
from workflow.states.diagram import diagram

pages = Blueprint("model", __name__)


@pages.get("/modellen")
def show() -> str:
    """The model that this year follows, or the one that is asked for by its digest; one level at a time."""
    model = _asked()
    level = _level(model)
    return render_template(
        "model.html", model=model, level=level, rows=rows(model, level), diagram=diagram(model, level.name),
        roles=[role for role in model.roles.values() if role.name != CLOCK], years=_years(),
        others=[one for one in models_of(session(), who().organisation) if one.digest != model.digest],
    )  # fmt: skip


def _asked() -> Model:
    wanted = request.args.get("modell", "")
    if not wanted:
        return model_of_year(around().today.year)
    known = [
        one for one in models_of(session(), who().organisation) if one.digest.startswith(wanted) and len(wanted) > 7
    ]
    if not known:
        raise Unknown
    return known[0]


def _level(model: Model) -> Level:
    """The level that is asked for, else the goal."""
    wanted = request.args.get("niva", "")
    if wanted and wanted not in model.levels:
        raise Unknown
    return model.levels[wanted] if wanted else model.of_kind("goal")[0]


def _years() -> list[tuple[int, Model]]:
    """The goal years, each with its model, the newest first."""
    found = goal_years(session(), who().organisation)[::-1]
    return [(case.year or 0, model_of(session(), who().organisation, case.model)) for case in found]
