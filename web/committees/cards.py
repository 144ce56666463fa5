"""The overview: a card for each body - its goals by state, how they go, what is missing, what comes next."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from web.committees.owed import duties_of
from web.committees.quotas import shares
from web.committees.reading import Body, bodies, known_models
from web.names import Names, names_in
from web.offered import round_title
from web.session import around, levels_of, model_of_year, session, who
from web.visible import visible
from workflow.cycle.duty import Duty
from workflow.cycle.timetable import round_dates
from workflow.goals.overdue import LAPSED, LATE
from workflow.goals.reporting_status import MISSING, reporting_status
from workflow.governance.model import Model, State, Verdict
from workflow.records.case import Case
from workflow.records.organisation import Unit
from workflow.records.queries.committees import cases_of_bodies
from workflow.states.context import Unknown
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
    names, models, model = names_in(session(), who().organisation), known_models(), model_of_year(year)
    units, today = bodies(names), around().today.year
    own = levels_of("committee_year")
    levels = {*own, *levels_of("goal"), *(name for one in models.values() for name in one.owing)}
    found = cases_of_bodies(
        session(), who().organisation, [unit.id for unit in units], sorted(levels), year, (today - 1, today + 2)
    )
    by_unit: dict[int, list[Case]] = {}
    for case in visible(around(), found, names.units):
        by_unit.setdefault(case.unit, []).append(case)
    read = _Reading(year, names, models, model, frozenset(own))
    return [_card(read.body(unit, by_unit.get(unit.id, [])), by_unit.get(unit.id, [])) for unit in units]


@dataclass(frozen=True)
class _Reading:
    """What is the same for every body of the overview."""

    year: int
    names: Names
    models: Mapping[str, Model]
    model: Model
    levels: frozenset[str]

    def body(self, unit: Unit, found: list[Case]) -> Body:
        within = tuple(case for case in found if case.year == self.year)
        own = next((case for case in within if case.level in self.levels), None)
        model = self.models[own.model] if own else self.model
        return Body(unit, self.year, model, own, within, (), self.names, self.models)


def _card(body: Body, own: list[Case]) -> Card:
    goals, today = body.of_kind("goal"), around().today
    owed = duties_of(own, body.models)
    stands = Counter(duty.status(today) for _, duty in owed)
    whole = next((share for share in shares(body) if not share.departments), None)
    return Card(
        body.unit, whole.used if whole else len(goals), whole.allowed if whole else 0, _states(body, goals), _outlook(body, goals),
        stands[LATE], stands[LAPSED], _deadline(owed), _meeting(body),
    )  # fmt: skip


def _states(body: Body, goals: list[Case]) -> list[tuple[State, int]]:
    """The states that some goal is in, in the order of the way."""
    counted = Counter(case.state for case in goals)
    known = {state.name: state for case in goals for state in body.level(case).states}
    return [(state, counted[name]) for name, state in known.items() if counted[name]]


def _outlook(body: Body, goals: list[Case]) -> Outlook | None:
    """How the goals stand in the last round that has opened; None before any has."""
    model, calendar, today = body.model, around().calendar, around().today
    days = {name: round_dates(model, calendar, body.year, name, body.unit.id).opens for name in model.rounds}
    opened = [name for name, opens in sorted(days.items(), key=lambda pair: pair[1]) if opens <= today]
    for name in reversed(opened):
        found = (reporting_status(body.models[goal.model], calendar, goal, name, today) for goal in goals)
        if stands := [one for one in found if one.status]:
            title = round_title(model, name)
            assert title
            said = Counter(one.verdict for one in stands if one.verdict)
            worst = _worst(model, said)
            count = said[f"{worst[0]}/{worst[1].name}"] if worst else 0
            missing = sum(one.status == MISSING for one in stands)
            return Outlook(title, worst[1] if worst else None, count, len(stands), missing)
    return None


def _worst(model: Model, said: Mapping[str, int]) -> tuple[str, Verdict] | None:
    """The worst that was said, with its scale: what is at risk, the last of the scale first; what is not known is no
    verdict."""
    scaled = ((scale, one) for scale in ("outlook", "attainment") for one in model.scale(scale))
    found = [(scale, one) for scale, one in scaled if f"{scale}/{one.name}" in said and not one.unknown]
    risky = [pair for pair in found if pair[1].at_risk]
    return next(reversed(risky or found), None)


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
