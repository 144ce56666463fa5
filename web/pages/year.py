"""Årshjulet: the goal years, and for each its phases, its rounds with their dates, and how far the committees are."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from flask import Blueprint, render_template

from web.language import sorting
from web.names import Names, names_in
from web.pages.case import page_of
from web.session import session, who
from web.visible import seen
from workflow.cycle.due import due_date
from workflow.cycle.timetable import Round, round_dates
from workflow.governance.model import State, Step
from workflow.records.case import Snapshot
from workflow.records.organisation import Unit
from workflow.records.sql import run
from workflow.states.situation import Situation, Unknown, cases
from workflow.words import Sentence, Title, sentence

pages = Blueprint("year", __name__)
DONE, NOW, COMING, LATE = (
    ("✓", sentence("Done")), ("!", sentence("Now")), ("–", sentence("Coming")), ("✕", sentence("Late")),
)  # fmt: skip
COUNT = "SELECT unit, state, count(*) FROM cases WHERE organisation = ? AND year = ? AND secrecy = 'open'"


@dataclass(frozen=True)
class Phase:
    """A phase of the year: its date (preliminary while a meeting is not entered), and how far it is."""

    title: Title
    on: date | None
    preliminary: bool
    sign: str
    status: Sentence


@dataclass(frozen=True)
class Lap:
    """A round of follow-up with its dates, and how far it is."""

    title: Title
    dates: Round
    sign: str
    status: Sentence


@pages.get("/arshjul")
def wheel() -> str:
    """The goal years that are alive."""
    now = seen(None)
    years = [(case, now.model.levels[case.level].state[case.state], _laps(now, case)) for case in _years(now)]
    return render_template("years.html", years=years)


@pages.get("/arshjul/<int:year>")
def show(year: int) -> str:
    """One goal year."""
    now = seen(year_case(year).id)
    assert now.case
    names = names_in(session(), who().organisation)
    return render_template(
        "year.html",
        page=page_of(now),
        phases=_phases(now),
        laps=_laps(now, now.case),
        standing=_standing(now, names),
    )


def year_case(year: int) -> Snapshot:
    """The case of a goal year. Raises Unknown when there is none."""
    now = seen(None)
    found = [case for case in _years(now, everything=True) if case.year == year]
    if not found:
        raise Unknown
    return found[0]


def _years(now: Situation, everything: bool = False) -> list[Snapshot]:
    levels = now.model.of_kind("year")
    marks = ", ".join("?" for _ in levels) or "''"
    found = cases(now.session, f"organisation = ? AND level IN ({marks}) ORDER BY year",
                  (now.who.organisation, *(level.name for level in levels)))  # fmt: skip
    return [case for case in found if everything or now.model.levels[case.level].is_open(case.state)]


def _phases(now: Situation) -> list[Phase]:
    """The year's own steps that have a date, the earliest first; those without one are no phases."""
    assert now.case
    known = [_phase(now, now.case, step) for step in now.level.steps if step.due and not step.birth]
    return sorted((phase for phase in known if phase.on), key=lambda phase: phase.on or date.max)


def _phase(now: Situation, case: Snapshot, step: Step) -> Phase:
    if case.took(step.name):
        on = date.fromisoformat(case.taken[step.name][1])
        return Phase(step.title, on, False, *(NOW if step.to == case.state else DONE))
    due = due_date(now.model, now.calendar, step, case, "")
    if due is None:
        return Phase(step.title, None, False, *COMING)
    return Phase(step.title, due.on, due.preliminary, *(LATE if due.on < now.today else COMING))


def _laps(now: Situation, case: Snapshot) -> list[Lap]:
    """The rounds of the year, in order of date."""
    if case.year is None:
        return []
    found = [
        (round, round_dates(now.model, now.calendar, case.year, round.name, case.unit))
        for round in now.model.rounds.values()
    ]
    ordered = sorted(found, key=lambda pair: pair[1].report)
    return [Lap(round.title, dates, *_how_far(dates, now.today)) for round, dates in ordered]


def _how_far(dates: Round, today: date) -> tuple[str, Sentence]:
    if today > dates.closes:
        return DONE
    return NOW if today >= dates.opens else COMING


def _standing(now: Situation, names: Names) -> tuple[list[State], list[tuple[Unit, list[int]]]]:
    """States that some goal is in, and for each committee how many of its goals are in each."""
    assert now.case
    levels = now.model.of_kind("goal")
    marks = ", ".join("?" for _ in levels) or "''"
    rows = run(session(), f"{COUNT} AND level IN ({marks}) GROUP BY unit, state",
               (who().organisation, now.case.year, *(level.name for level in levels))).all()  # fmt: skip
    counts: dict[int, dict[str, int]] = defaultdict(dict)
    for unit, state, count in rows:
        counts[unit][state] = count
    known = {state.name: state for level in levels for state in level.states}
    states = [state for name, state in known.items() if any(name in own for own in counts.values())]
    ordered = sorted(counts.items(), key=lambda pair: sorting(names.unit(pair[0])))
    return states, [(names.units[unit], [own.get(state.name, 0) for state in states]) for unit, own in ordered]
