"""Goal year 2025 of the demonstration: brought in from a municipality file, as a real municipality would begin."""

from typing import Any

import yaml

from web.demo.cast import NAME, UNITS
from web.demo.cohort import measured
from web.demo.play import FIGURES, Play, book, goals
from workflow.exchange.importer import import_file
from workflow.facts.closing import Closing
from workflow.records.organisation import Organisation
from workflow.records.queries.cases import cases

YEAR = 2025
ENDED = {"+": "Uppfyllt", "!": "Delvis uppfyllt", "-": "Inte uppfyllt", "?": "Går inte att bedöma"}
UNANALYSED = ("SN", "!")
"""One goal that was not reached in full still lacks its analysis."""


def bring(play: Play) -> None:
    """Bring the year in, with its closings and most analyses."""
    home = play.session.get(Organisation, play.town.clock.organisation)
    assert home
    text = yaml.safe_dump(_file(), allow_unicode=True, sort_keys=False)
    import_file(play.session, text, at=play.at, organisation=home.code, source="Exempelkommunens mål 2025.yaml")


def conclude(play: Play) -> None:
    """March 2026: the quality chief concludes what was reached in full."""
    where = "organisation = ? AND level = 'goal' AND year = ? AND state = 'closed' ORDER BY id"
    for case in cases(play.session, where, (play.town.clock.organisation, YEAR)):
        if case.verdict(Closing) == "met":
            play.cases[f"old {case.id}"] = case.id
            play.take("goal.conclude", f"old {case.id}", "Kia")


def account(play: Play, ruling: str) -> None:
    """June 2026: the council approves the annual report; archiving waits for the last analysis."""
    own = play.find(str(YEAR), "goal_year", YEAR)
    play.take("goal_year.account", own, "Stig", verdict="approved", decision=play.cases[ruling])
    play.take("goal_year.postpone", own, "Kia", step="archive", until="2026-12-31", why="En analys saknas ännu.")


def _file() -> dict[str, Any]:
    """The year as a municipality file."""
    bodies = [{"name": name, "short": code, "kind": kind} for code, name, kind, _ in UNITS if code in CALLED]
    told = [_goal(goal) for _, goal in goals(YEAR)]
    return {"municipality": NAME, "code": "DEMO", "year": YEAR, "vision": book()["vision"],
            "focus_areas": book()["focus_areas"], "bodies": bodies, "goals": told}  # fmt: skip


def _goal(goal: dict[str, Any]) -> dict[str, Any]:
    sign = goal["ended"]
    told: dict[str, Any] = {
        "body": CALLED[goal["body"]], "department": CALLED[goal["department"]], "text": goal["text"],
        "kind": "committee", "desired_effect": goal.get("effect", ""), "focus_areas": [goal["focus"]],
        "closing": {"assessment": ENDED[sign], "comment": FIGURES % book()["sources"][goal["from"]]},
    }  # fmt: skip
    if "indicator" in goal:
        value = measured(goal, 0, 1.0 if sign == "+" else 0.5)["value"]
        told["indicators"] = [goal["indicator"] | {"outcomes": [{"period": str(YEAR), "value": value}]}]
    if sign != "+" and (goal["body"], sign) != UNANALYSED:
        told["analysis"] = {
            "why": "Arbetet kom i gång först efter sommaren.",
            "actions": "Vi börjar redan i januari.",
        }
    return {key: value for key, value in told.items() if value != ""}


CALLED = {code: name for code, name, kind, _ in UNITS if kind != "group"}
