"""The same as open data: a row for each indicator of each goal, or everything as JSON."""

from collections.abc import Iterator
from typing import Any

from web.language import number, say
from web.public.year import PublicYear, decided_by, outcome_in_words, period_of
from workflow.goals import Goal, Indicator
from workflow.goals.forecast import RoundForecast
from workflow.measuring.judgement import SaidJudgement
from workflow.measuring.values import CLOSING, Value
from workflow.spreadsheet import Sheet
from workflow.words import Sentence, sentence

HEAD = (
    sentence("Goal year"), sentence("Committee"), sentence("Goal number"), sentence("Goal"), sentence("Desired effect"),
    sentence("Focus areas"), sentence("Decided by"), sentence("Indicator"), sentence("Unit"), sentence("Baseline"),
    sentence("Target"), sentence("Outcome"), sentence("The outcome is of"), sentence("Last outlook"),
    sentence("Was the goal reached?"), sentence("The result"), sentence("Why did it become as it became?"),
    sentence("How the target is meant"), sentence("Upper end of the target"), sentence("The target in words"),
    sentence("Every value"),
)  # fmt: skip
WIDTHS = (8, 24, 8, 60, 40, 24, 24, 40, 12, 10, 10, 10, 16, 16, 16, 40, 40, 16, 10, 24, 40)
NO_INDICATOR = ("",) * 6


def sheet(found: PublicYear) -> Sheet:
    """A row for each indicator; one for a goal that has none."""
    return Sheet(f"{found.organisation.name} {found.year}", HEAD, WIDTHS, tuple(_rows(found)))


def plain(found: PublicYear) -> dict[str, Any]:
    """Everything, in plain values; verdicts and states by code and by name."""
    return {
        "organisation": {"code": found.organisation.code, "name": found.organisation.name},
        "year": found.year,
        "source": found.organisation.name,
        "goals": [_goal(goal) for goal in found.goals],
    }


def judged_as(said: SaidJudgement) -> str:
    """A judgement in words: by a value of the scale, else as the source says."""
    if said.verdict:
        return say(said.verdict.title)
    if said.is_silent:
        return say("The source does not judge")
    return say("As the source says: %(words)s", words=said.words) if said.words else say("As the source says")


def _rows(found: PublicYear) -> Iterator[tuple[Sentence | str | int | None, ...]]:
    for goal in found.goals:
        judgement, rounds = goal.public_judgement, goal.public_rounds
        ends = judgement is not None and judgement.round is None
        before = (found.year, goal.unit, goal.id, goal.words, goal.wording.desired_effect,
                  ", ".join(areas(goal)), decided_by(goal))  # fmt: skip
        after = (judged_as(rounds[-1].judgement) if rounds else "",
                 judged_as(judgement.said) if judgement and ends else "",
                 goal.closing.result if ends else "", goal.analysis.why if ends else "")  # fmt: skip
        for row, more in (
            map(_measured, goal.public_indicators) if goal.public_indicators else [(NO_INDICATOR, ("",) * 4)]
        ):
            yield (*before, *row, *after, *more)


def _measured(one: Indicator) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """An indicator: what stands before how the goal went, and what has been added since, last."""
    said, terms = one.outcome, one.terms
    row = (one.name, one.unit, _number(one.baseline), _number(terms.target), outcome_in_words(one, with_unit=False),
           period_of(one, said) if said else "")  # fmt: skip
    every = (
        f"{period_of(one, value)}: {one.in_words(value, with_unit=False)}" for value in one.values if value.is_said
    )
    meant = say(one.comparator.title) if one.comparator else ""
    return row, (meant, _number(terms.to), one.target.in_words(one.year.say), "; ".join(every))


def _number(value: float | None) -> str:
    return number(value) if value is not None else ""


def areas(goal: Goal) -> list[str]:
    """The focus areas that a goal supports, as far as anybody may know of them."""
    return [title for area in goal.area_numbers if (title := goal.year.title(area))]


def _goal(goal: Goal) -> dict[str, Any]:
    judgement = goal.public_judgement
    ended = judgement.said if judgement and judgement.round is None else None
    return {
        "number": goal.id,
        "committee": goal.unit,
        "goal": goal.words,
        "desired_effect": goal.wording.desired_effect,
        "met_when": goal.wording.met_when,
        "focus_areas": areas(goal),
        "state": goal.state.name,
        "decision": decided_by(goal),
        "adopted_according_to_source": goal.is_adopted_by_source,
        "indicators": [_indicator(one) for one in goal.public_indicators],
        "forecasts": [_forecast(round) for round in goal.public_rounds],
        "attainment": ended.verdict.name if ended and ended.verdict else None,
        "attainment_text": judged_as(ended) if ended else None,
        "result": goal.closing.result if ended else "",
        "why": goal.analysis.why if ended else "",
        "lessons": goal.analysis.lessons if ended else "",
    }


def _indicator(one: Indicator) -> dict[str, Any]:
    return {
        "name": one.name,
        "unit": one.unit,
        "baseline": one.baseline,
        "target": one.terms.target,
        "target_to": one.terms.to,
        "comparator": one.terms.comparator or None,
        "target_text": one.target.in_words(one.year.say),
        "outcome_text": outcome_in_words(one),
        "outcomes": [_value(one, value) for value in one.values if value.is_said],
    }


def _value(one: Indicator, value: Value) -> dict[str, Any]:
    model, level = one.year.model_of(one.goal), one.year.level(one.goal)
    round = model.rounds.get(level.closing_round if value.round == CLOSING else value.round)
    return {
        "round": say(round.title) if round else "",
        "period": period_of(one, value),
        "from": value.span.first.isoformat() if value.span else None,
        "to": value.span.last.isoformat() if value.span else None,
        "value": value.value,
        "text": one.in_words(value),
        "women": value.women,
        "men": value.men,
        "late": value.is_late,
    }


def _forecast(told: RoundForecast) -> dict[str, Any]:
    return {
        "round": told.title,
        "outlook": told.outlook.name if told.outlook else None,
        "outlook_text": judged_as(told.judgement),
        "comment": told.comment,
        "consequence": told.consequence.consequence,
    }
