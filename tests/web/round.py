"""A committee's third round with more in it: goals with a forecast in the second, indicators, a measure that was begun."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy.orm import Session

from tests.web.town import Town
from workflow.facts import fact_of
from workflow.records.queries.cases import cases
from workflow.records.sql import run
from workflow.states.command import ImportedCase, Note
from workflow.states.perform import bring_in, note

AT = datetime(2026, 9, 2, 8, tzinfo=UTC)


def report_of(town: Town, round: str = "R3") -> int:
    """The committee's report of a round."""
    with town.database.reading() as session:
        sql = "SELECT id FROM cases WHERE unit = ? AND round = ? AND year = 2026 AND level = 'committee_report'"
        return int(run(session, sql, (town.units["UN"], round)).scalar_one())


def goal_with(
    town: Town, title: str, outlook: str = "partly", indicators: int = 1, measure: str = "", **terms: Any
) -> dict[str, Any]:
    """A goal of Maja's that gave a forecast in the second round, unless `outlook` is ""; its indicators, set with `terms`,
    and a measure in a state. With values by sex it had one for women."""
    with town.database.writing() as session:
        said = {"goal": title, "department": town.units["SKOLA"], "responsible": town.people["Maja"],
                "focus_areas": [town.cases["focus"]]}  # fmt: skip
        goal = _bring(
            session,
            town,
            "goal",
            "action_planned",
            [(fact_of("wording", said), "")],
            town.cases["committee_year"],
            title,
        )
        gauges = [_indicator(session, town, goal, place, terms) for place in range(indicators)]
        women = {"women": 52.0} if terms.get("by_sex") else {}
        measured = [{"indicator": number, "value": 50 + place} | women for place, number in enumerate(gauges)]
        if outlook:
            told = fact_of(
                "forecast", {"outlook": outlook, "trend": "same", "comment": "Som väntat.", "measured": measured}
            )
            note(session, Note(goal, town.clock, told, at=AT, round="R2"))
        found: dict[str, Any] = {"goal": goal, "indicators": gauges}
        if measure:
            what = fact_of("measure", {"what": "Läxhjälp varje dag", "effect": "Fler klarar kurserna."})
            found["measure"] = _bring(session, town, "measure", measure, [(what, "")], goal, "Läxhjälp varje dag")
    return found


def _indicator(session: Session, town: Town, goal: int, place: int, terms: dict[str, Any]) -> int:
    plain = {"name": f"Indikator {place + 1}", "unit": "procent", "target": 75, "baseline": 40} | terms
    said = fact_of("indicator", plain)
    return _bring(session, town, "indicator", "in_force", [(said, "")], goal, f"Indikator {place + 1}")


def _bring(session: Session, town: Town, level: str, state: str, facts: list[Any], parent: int, title: str) -> int:
    return bring_in(
        session,
        ImportedCase(
            level,
            state,
            facts,
            town.clock,
            at=AT,
            parent=parent,
            year=2026,
            unit=town.units["UN"],
            title=title,
            source="prov",
        ),
    ).case.id


def case(town: Town, number: int) -> Any:
    """A case as it is now."""
    with town.database.reading() as session:
        return cases(session, "id = ?", (number,))[0]
