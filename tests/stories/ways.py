"""The usual way of a goal, a stretch at a time: each function brings it a bit further, on the days when it is done."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

import pytest

from tests.people import Town
from workflow.goals.overview import Matrix, matrices
from workflow.organisation.calendar_loader import calendar_now, marks_of
from workflow.records.case import Case
from workflow.records.queries.events import TimelineEvent, timeline
from workflow.records.queries.years import model_of_year
from workflow.states.perform import Refused

WORDS = "Andelen elever med examen ska vara minst 85 % år 2027"
COUNCIL = date(2026, 6, 15)
"""The day on which the council adopts the goals of 2027."""


def drafted(town: Town, text: str = WORDS, **said: Any) -> int:
    """A draft that Maja answers for."""
    return town.goal(text, responsible=town.maja.person, **said)


def proposed(town: Town, text: str = WORDS, **said: Any) -> int:
    """A goal that the chair has put forward in March."""
    goal = drafted(town, text)
    if town.today < date(2026, 3, 2):
        town.tick(date(2026, 3, 2))
    town.do("propose", goal, town.olle, realism="Ja", measurability="Betygsdatabasen", **said)
    return goal


def review(town: Town, goal: int, verdict: str = "passed") -> Case:
    """The quality control group judges the goal."""
    criteria = [{"criterion": name, "holds": verdict == "passed"} for name in town.model.criteria]
    return town.do("review", goal, town.rut, verdict=verdict, criteria=criteria)


def reviewed(town: Town, text: str = WORDS, **said: Any) -> int:
    """A goal that has passed the review."""
    goal = proposed(town, text, **said)
    review(town, goal)
    return goal


def adopt(town: Town, goal: int, verdict: str = "approved", day: date = COUNCIL, **said: Any) -> Case:
    """The council decides about the goal on `day`, and the clerk logs it the day after; a goal that was proposed later
    is decided on the same day."""
    if town.today <= day:
        town.tick(day + timedelta(days=1))
    return town.do(
        "adopt", goal, town.stig, verdict=verdict, decision=town.paragraph("KF", _later(town, goal, day)), **said
    )


def adopted(town: Town, text: str = WORDS, **said: Any) -> int:
    """A goal that the council has adopted in June."""
    goal = reviewed(town, text, **said)
    adopt(town, goal)
    return goal


def confirmed(town: Town, text: str = WORDS, **said: Any) -> int:
    """An adopted goal that the newly elected council has confirmed in November."""
    goal = adopted(town, text, **said)
    if town.today < date(2026, 12, 1):
        town.tick(date(2026, 12, 1))
    day = _later(town, goal, date(2026, 11, 30))
    town.do("confirm", goal, town.stig, verdict="confirmed", decision=town.paragraph("KF", day))
    return goal


def _later(town: Town, goal: int, day: date) -> date:
    """The day, or the one on which the goal was proposed."""
    return max(day, date.fromisoformat(town.case(goal).fact("proposal").get("at", day.isoformat())))


def planned(town: Town, text: str = WORDS, day: date = date(2027, 1, 20), *, decided: bool = True, **said: Any) -> int:
    """A goal with an action plan, decided by the committee in January (or, when not `decided`, only written)."""
    goal = confirmed(town, text, **said)
    if town.today < day:
        town.tick(day)
    town.do("activity.plan", goal, town.maja, what="Läxhjälp varje dag")
    if decided:
        town.do("plan_actions", goal, town.nils, verdict="approved", decision=town.paragraph("BUN", day))
    return goal


def forecast(town: Town, goal: int, round: str, outlook: str = "will_be_met", **said: Any) -> Case:
    """Maja gives the forecast of the round, with a value for each indicator."""
    measured = [{"indicator": row.id, "value": 80} for row in indicators(town, goal)]
    step = "forecast_unplanned" if town.case(goal).state == "adopted" else "forecast"
    return town.do(step, goal, town.maja, round, outlook=outlook, measured=measured, **said)


def close(town: Town, goal: int, attainment: str = "met", **said: Any) -> Case:
    """Maja closes the goal, with values that say what she says."""
    value = 85 if attainment == "met" else 84
    measured = [{"indicator": row.id, "value": value} for row in indicators(town, goal)]
    said = {"differs": "Det gick åt rätt håll."} | said if attainment == "partly_met" else said
    return town.do("close", goal, town.maja, attainment=attainment, measured=measured, **said)


def indicators(town: Town, goal: int) -> list[Case]:
    """The goal's indicators."""
    return [row for row in town.find("indicator", town.case(goal).year) if row.parent == goal]


def events(town: Town, case: int, organisation: int = 0) -> list[TimelineEvent]:
    """What has happened to the case, here or in another organisation."""
    with town.database.reading() as session:
        return timeline(session, organisation or town.clock.organisation, case)


def told(town: Town, case: int, step: str = "", organisation: int = 0) -> list[tuple[str, str]]:
    """(day, rung) of every notice about the case, or about one of its steps, in order."""
    found = [
        (event, short)
        for event in events(town, case, organisation)
        for key, short in event.short.items()
        if key.startswith("notice/")
    ]
    return [(event.effective, short["rung"]) for event, short in found if not step or short["step"] == step]


def stands(town: Town, year: int = 2027) -> Matrix:
    """How the goals of a year stand today."""
    organisation = town.clock.organisation
    with town.database.reading() as session:
        calendar, (_, seal) = calendar_now(session, organisation), marks_of(session, organisation)
        model = model_of_year(session, organisation, year) or town.model
        return matrices(session, (organisation, seal), calendar, {year: model}, town.today)[year]


def cell(town: Town, round: str, unit: str = "BUN", year: int = 2027) -> dict[str, int]:
    """How many goals of a committee stand where in a round today."""
    found = stands(town, year)
    return dict(found.of_unit(town.unit[unit]).tallies[list(found.model.rounds).index(round)].statuses)


@contextmanager
def refused(*why: str) -> Iterator[None]:
    """What is done inside is refused, for exactly these reasons."""
    with pytest.raises(Refused) as refusal:
        yield
    assert [str(reason) for reason in refusal.value.why] == list(why)
