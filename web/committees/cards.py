"""The overview: a card for each body - its goals by state, how they go, what is missing, what comes next."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from web.committees.owed import duties_of
from web.committees.quotas import shares
from web.committees.reading import Body, bodies, marks
from web.names import Names, names_in
from web.offered import round_title
from web.session import around, levels_of, model_of_year, session, who
from web.visible import visible
from workflow.cycle.duty import Duty
from workflow.cycle.timetable import round_dates
from workflow.governance.model import Model, State, Verdict
from workflow.records.case import Snapshot
from workflow.records.organisation import Unit
from workflow.records.queries.cases import cases
from workflow.records.queries.models import model_of
from workflow.running.missing import LAPSED, LATE
from workflow.running.standing import MISSING, status_of
from workflow.states.situation import Unknown
from workflow.words import Title


@dataclass(frozen=True)
class Outlook:
    """The last round that has opened: the worst that was said, how often, and how many have said nothing."""

    round: Title
    worst: Verdict | None
    count: int
    of: int
    missing: int


@dataclass(frozen=True)
class Next:
    """What comes next: what it is and its day."""

    title: Title
    round: Title | None
    on: date


@dataclass(frozen=True)
class Card:
    """A body as the overview shows it."""

    unit: Unit
    goals: int
    allowed: int
    states: list[tuple[State, int]]
    outlook: Outlook | None
    late: int
    gone: int
    deadline: Next | None
    meeting: date | None


def cards(year: int) -> list[Card]:
    """A card for each body, in a goal year. Raises Unknown for whoever holds no seat."""
    if not around().seats:
        raise Unknown
    names = names_in(session(), who().organisation)
    found = visible(around(), _cases(names, year), names.units)
    return [
        _card(_body(names, unit, year, found), [case for case in found if case.unit == unit.id])
        for unit in bodies(names)
    ]


def _cases(names: Names, year: int) -> list[Snapshot]:
    """What the bodies have in the year, and in the years that are alive around today."""
    units, today = [unit.id for unit in bodies(names)] or [0], around().today.year
    where = f"organisation = ? AND unit IN ({marks(units)}) AND (year = ? OR year BETWEEN ? AND ?) ORDER BY id"
    return cases(session(), where, (who().organisation, *units, year, today - 1, today + 2))


def _body(names: Names, unit: Unit, year: int, found: list[Snapshot]) -> Body:
    within = tuple(case for case in found if case.unit == unit.id and case.year == year)
    own = next((case for case in within if case.level in levels_of("committee_year")), None)
    model = model_of(session(), who().organisation, own.model) if own else model_of_year(year)
    return Body(unit, year, model, own, within, (), names)


def _card(body: Body, own: list[Snapshot]) -> Card:
    goals = body.of_kind("goal")
    owed = duties_of(own)
    stands = Counter(duty.status(around().today) for _, duty in owed)
    whole = next((share for share in shares(body) if not share.departments), None)
    return Card(
        body.unit, whole.used if whole else len(goals), whole.allowed if whole else 0, _states(body, goals), _outlook(body, goals),
        stands[LATE], stands[LAPSED], _deadline(owed), _meeting(body),
    )  # fmt: skip


def _states(body: Body, goals: list[Snapshot]) -> list[tuple[State, int]]:
    """The states that some goal is in, in the order of the way."""
    counted = Counter(case.state for case in goals)
    known = {state.name: state for case in goals for state in body.level(case).states}
    return [(state, counted[name]) for name, state in known.items() if counted[name]]


def _outlook(body: Body, goals: list[Snapshot]) -> Outlook | None:
    """How the goals stand in the last round that has opened; None before any has."""
    model, calendar, today = body.model, around().calendar, around().today
    days = {name: round_dates(model, calendar, body.year, name, body.unit.id).opens for name in model.rounds}
    opened = [name for name, opens in sorted(days.items(), key=lambda pair: pair[1]) if opens <= today]
    for name in reversed(opened):
        stands = [status for goal in goals if (status := status_of(model, calendar, goal, name, today))]
        if stands:
            title = round_title(model, name)
            assert title
            worst = _worst(model, goals, name)
            said = _said(goals, name)
            code = worst.name if worst else ""
            return Outlook(title, worst, said.count(code), len(stands), stands.count(MISSING))
    return None


def _worst(model: Model, goals: list[Snapshot], round: str) -> Verdict | None:
    """The worst that was said: what is at risk, the last of the scale first; what is not known is no verdict."""
    said = set(_said(goals, round))
    scale = [*model.scales.get("outlook", ()), *model.scales.get("attainment", ())]
    found = [verdict for verdict in scale if verdict.name in said and not verdict.unknown]
    risky = [verdict for verdict in found if verdict.at_risk]
    return next(reversed(risky or found), None)


def _said(goals: list[Snapshot], round: str) -> list[str]:
    """What was said of the goals in the round, by code."""
    codes = (str(goal.fact("forecast", round).get("outlook", "")) for goal in goals)
    return [code for code in codes if code] or [str(goal.fact("closing").get("attainment", "")) for goal in goals]


def _deadline(owed: list[tuple[Model, Duty]]) -> Next | None:
    """The first that is not late."""
    today = around().today
    found = next(((model, duty) for model, duty in owed if duty.due >= today and duty.status(today) != LAPSED), None)
    if found is None:
        return None
    model, duty = found
    return Next(duty.step.title, round_title(model, duty.round), duty.due)


def _meeting(body: Body) -> date | None:
    days = around().calendar.meetings.get(body.unit.id, ())
    return next((one.on for one in days if one.on >= around().today), None)
