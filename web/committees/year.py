"""The page of a committee's year, gathered: as many statements whatever the number of its goals."""

from dataclasses import dataclass
from datetime import date

from web.committees.answers import can_answer
from web.committees.learned import Learned, learned
from web.committees.owed import Owed, open_of, owed
from web.committees.quotas import Share, shares
from web.committees.reading import Body, goals_of
from web.committees.seating import Chair, Seating, chairs, seating
from web.language import day, say
from web.names import titled
from web.offered import Buttons, buttons, round_title
from web.session import around
from workflow.exchange import addresses
from workflow.facts.decision import Decided, Gathering
from workflow.goals import Goal, Part
from workflow.goals.budget import Budget, budget_in_short
from workflow.goals.overdue import LAPSED
from workflow.governance.model import State, Verdict
from workflow.records.case import Case
from workflow.words import Title

AHEAD = 8
"""So many coming meetings are shown."""


@dataclass(frozen=True)
class Line:
    """A case of the year, and its state."""

    case: Case
    title: str
    address: str
    state: State


@dataclass(frozen=True)
class GoalLine:
    """A goal of the year."""

    goal: Goal
    address: str
    department: str


@dataclass(frozen=True)
class Paragraph:
    """A § that the year cites: what about, its reference, its meeting's day, where it stands, what was decided."""

    title: Title
    text: str
    address: str
    on: str
    verdict: Verdict | None


@dataclass(frozen=True)
class Meeting:
    """A coming meeting of the body."""

    on: date
    agenda: date | None
    address: str


@dataclass(frozen=True)
class Page:
    """Everything the page of a committee's year shows."""

    body: Body
    state: State | None
    address: str
    offers: Buttons | None
    shares: list[Share]
    money: Budget
    areas: list[Line]
    goals: list[GoalLine]
    reports: list[Line]
    paragraphs: list[Paragraph]
    owed: list[Owed]
    gone: list[Owed]
    meetings: list[Meeting]
    chairs: list[Chair]
    learned: list[Learned]
    is_reviewed: bool


def page_of(body: Body) -> Page:
    """The page of the body in its goal year."""
    ctx, seats = body.asking(), seating(body.names)
    told = owed(open_of(body), seats, body.names)
    return Page(
        body=body, state=ctx.level.state[ctx.case.state] if ctx else None,
        address=addresses.of_case(body.own, body.model) if body.own else "", offers=buttons(ctx) if ctx else None,
        shares=shares(body), money=budget_in_short(body.own, body.of_kind("activity")),
        areas=_lines(body, "target_area"), goals=_goals(body),
        reports=_reports(body), paragraphs=_paragraphs(body), owed=[one for one in told if one.status != LAPSED],
        gone=[one for one in told if one.status == LAPSED], meetings=_meetings(body), chairs=_chairs(body, seats),
        learned=learned(body), is_reviewed=can_answer(body.model),
    )  # fmt: skip


def _chairs(body: Body, seats: Seating) -> list[Chair]:
    return chairs(seats, body.model, body.names, body.unit)


def _lines(body: Body, kind: str) -> list[Line]:
    """The cases of a kind; those that left the field last, so that nothing disappears unnoticed."""
    lines = [line(body, case) for case in body.cases if body.level(case).kind == kind]
    return sorted(lines, key=lambda one: (one.state.out, one.case.id))


def _goals(body: Body) -> list[GoalLine]:
    """The goals of the year; those that left the field last."""
    found = goals_of(body.unit, [body.year], Part.WORDS)
    return [_goal_line(body, goal) for goal in sorted(found, key=lambda goal: (goal.has_left, goal.id))]


def _goal_line(body: Body, goal: Goal) -> GoalLine:
    within = goal.case.department if goal.case.department != goal.case.unit else None
    return GoalLine(goal, addresses.of_case(goal.case, goal.model), body.names.unit(within))


def line(body: Body, case: Case) -> Line:
    """A case as a line."""
    return Line(case, titled(case), addresses.of_case(case, body.models[case.model]), body.state(case))


def _reports(body: Body) -> list[Line]:
    """The reports in the order of the rounds."""
    order = list(body.model.rounds)
    found = [line(body, case) for case in body.of_kind("report")]
    ordered = sorted(found, key=lambda one: order.index(one.case.round) if one.case.round in order else len(order))
    return [_in_round(body, one) for one in ordered]


def _in_round(body: Body, one: Line) -> Line:
    """The report under its round's name."""
    title = round_title(body.model, one.case.round)
    return Line(one.case, say(title) if title else one.title, one.address, one.state)


def _paragraphs(body: Body) -> list[Paragraph]:
    """The §§ about the whole year: endorsement, action plan."""
    if body.own is None:
        return []
    steps = body.model.levels[body.own.level].steps
    told = ((step, body.own.said(Decided, step.name)) for step in steps)
    return [_paragraph(body, step.title, said) for step, said in told if said]


def _paragraph(body: Body, title: Title, said: Decided) -> Paragraph:
    cited = body.names.cases.get(said.decision)
    on = around().calendar.held_on(cited.parent) if cited else None
    return Paragraph(title, body.names.case(said.decision), body.names.address(said.decision), day(on) if on else "",
                     body.model.verdict("decision", said.verdict))  # fmt: skip


def _meetings(body: Body) -> list[Meeting]:
    """The body's meetings from today on."""
    found = ((number, Gathering.of(said[Gathering.kind])) for number, said in around().calendar.said.items())
    ahead = [
        (said.on, number, said) for number, said in found if said.unit == body.unit.id and said.on >= around().today
    ]
    address = f"/{addresses.prefix('meeting')}"
    return [Meeting(on, said.agenda_closes, f"{address}/{number}") for on, number, said in sorted(ahead)[:AHEAD]]
