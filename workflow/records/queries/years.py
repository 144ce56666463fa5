"""Reading goal years, whatever model each follows."""

from sqlalchemy.orm import Session

from workflow.governance.model import Model
from workflow.records.case import Case
from workflow.records.queries.cases import cases
from workflow.records.queries.models import model_of, models_of
from workflow.records.sql import answers, run


def levels_of(session: Session, organisation: int, *kinds: str) -> list[str]:
    """The names of the levels of some kinds, in any of the models: years of different models run side by side."""
    models = models_of(session, organisation)
    return sorted({level.name for model in models for kind in kinds for level in model.of_kind(kind)})


def goal_years(session: Session, organisation: int) -> list[Case]:
    """Every goal year that has opened, the earliest first."""
    levels = levels_of(session, organisation, "year")
    marks = ", ".join("?" for _ in levels)
    return cases(session, f"organisation = ? AND level IN ({marks}) ORDER BY year", (organisation, *levels))


def years_with_cases(session: Session, organisation: int) -> list[int]:
    """The years that something belongs to, the newest first."""
    sql = "SELECT DISTINCT year FROM cases WHERE organisation = ? AND year IS NOT NULL ORDER BY year DESC"
    return [int(row[0]) for row in run(session, sql, (organisation,))]


def newest_year(session: Session, organisation: int) -> int | None:
    """The last year that something belongs to, None while there is none."""
    found: int | None = run(session, "SELECT max(year) FROM cases WHERE organisation = ?", (organisation,)).scalar_one()
    return found


def years_with_goals(session: Session, organisation: int) -> list[int]:
    """The years for which a goal was written, the newest first."""
    levels = levels_of(session, organisation, "goal")
    marks = ", ".join("?" for _ in levels) or "NULL"
    sql = f"SELECT DISTINCT year FROM cases WHERE organisation = ? AND level IN ({marks}) AND year IS NOT NULL"
    return sorted((int(row[0]) for row in answers(session, sql, (organisation, *levels))), reverse=True)


def model_of_year(session: Session, organisation: int, year: int) -> Model | None:
    """The model that a goal year follows, None while it has not opened."""
    found = next((case for case in goal_years(session, organisation) if case.year == year), None)
    return model_of(session, organisation, found.model) if found else None
