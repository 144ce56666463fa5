"""The same as open data: a row for each indicator of each goal, or everything as JSON."""

from typing import Any

from web.language import number, say
from web.openly.goals import Goal, Measured, Open
from workflow.running.sheet import Sheet
from workflow.words import Sentence, sentence

HEAD = (
    sentence("Goal year"), sentence("Committee"), sentence("Goal number"), sentence("Goal"), sentence("Desired effect"),
    sentence("Focus areas"), sentence("Decided by"), sentence("Indicator"), sentence("Unit"), sentence("Baseline"),
    sentence("Target"), sentence("Outcome"), sentence("The outcome is of"), sentence("Last outlook"),
    sentence("Was the goal reached?"), sentence("The result"), sentence("Why did it become as it became?"),
)  # fmt: skip
WIDTHS = (8, 24, 8, 60, 40, 24, 24, 40, 12, 10, 10, 10, 16, 16, 16, 40, 40)
UNMEASURED = Measured("", "", None, None, ())


def sheet(found: Open) -> Sheet:
    """A row for each indicator; one for a goal that has none."""
    rows = [_row(found.year, goal, one) for goal in found.goals for one in goal.measured or (UNMEASURED,)]
    return Sheet(f"{found.organisation.name} {found.year}", HEAD, WIDTHS, tuple(rows))


def plain(found: Open) -> dict[str, Any]:
    """Everything, in plain values; verdicts and states by code and by name."""
    return {
        "organisation": {"code": found.organisation.code, "name": found.organisation.name}, "year": found.year,
        "source": found.organisation.name, "goals": [_plain(goal) for goal in found.goals],
    }  # fmt: skip


def _row(year: int, goal: Goal, one: Measured) -> tuple[Sentence | str | int | None, ...]:
    round, value = one.outcomes[-1] if one.outcomes else (None, None)
    return (
        year, goal.unit, goal.number, goal.text, goal.effect, ", ".join(goal.areas), goal.decision, one.name, one.unit,
        _number(one.baseline), _number(one.target), _number(value), say(round) if round else "",
        say(goal.rounds[-1].verdict.title) if goal.rounds else "", say(goal.ended.title) if goal.ended else "",
        goal.result, goal.why,
    )  # fmt: skip


def _number(value: float | None) -> str:
    return number(value) if value is not None else ""


def _plain(goal: Goal) -> dict[str, Any]:
    return {
        "number": goal.number, "committee": goal.unit, "goal": goal.text, "desired_effect": goal.effect,
        "met_when": goal.met_when, "focus_areas": list(goal.areas), "state": goal.state.name, "decision": goal.decision,
        "indicators": [
            {"name": one.name, "unit": one.unit, "baseline": one.baseline, "target": one.target,
             "outcomes": [{"round": say(round) if round else "", "value": value} for round, value in one.outcomes]}
            for one in goal.measured
        ],
        "forecasts": [
            {"round": say(told.round), "outlook": told.verdict.name, "outlook_text": say(told.verdict.title),
             "comment": told.comment, "consequence": told.consequence}
            for told in goal.rounds
        ],
        "attainment": goal.ended.name if goal.ended else None,
        "attainment_text": say(goal.ended.title) if goal.ended else None,
        "result": goal.result, "why": goal.why, "lessons": goal.lessons,
    }  # fmt: skip
