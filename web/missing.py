"""What is missing, as pages show it: line by line under each committee, and how many of how many have reported."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from web.language import sorting
from web.names import Names, titled
from web.offered import round_title
from web.session import session, who
from web.tasks import lateness
from web.told import RUNGS
from workflow.exchange import addresses
from workflow.goals.marks import LACKS
from workflow.goals.overdue import LAPSED, Overdue, Reminded
from workflow.goals.overview import Group, Matrix, matrices
from workflow.records.queries.models import model_of
from workflow.records.queries.years import goal_years
from workflow.states.context import Context
from workflow.words import Sentence, Title, sentence

AT_ONCE = 100
"""So many lines stand on one page; of more each committee's stand on a page of their own (a kilobyte a line)."""
CLOSED = "✕", sentence("The round has closed")


@dataclass(frozen=True)
class Line:
    """A duty that is missing. `key` is what a checkbox says: "12:forecast/R3"; `ask` when it can be asked for now;
    `owes` are names, none when the seat is vacant; `role` who is to do it, without a name."""

    key: str
    title: Title
    round: Title | None
    year: int
    case: str
    address: str
    owes: tuple[str, ...]
    role: Title
    due: date
    sign: str
    status: Sentence | None
    reminded: Reminded | None
    how: str
    ask: bool


@dataclass(frozen=True)
class UnitLines:
    """What is missing of a committee, and its lines where they are told; `code` leads to its own page."""

    name: str
    code: str
    count: int
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Count:
    """How many of how many goals have been reported in a round of a goal year."""

    year: int
    round: Title
    given: int
    of: int


@dataclass(frozen=True)
class Unknown:
    """A way of not knowing that no round's forecast tells of, and how often there is such a one."""

    year: int
    round: Title | None
    sign: str
    word: Sentence | Title
    count: int


Stands = dict[int, Matrix]
"""How the goals of the goal years that are alive stand, by year."""


def grouped(found: Sequence[Overdue], names: Names, today: date) -> list[UnitLines]:
    """What is missing by committee, in the order of their names: line by line where it is one committee's, or not too
    much."""
    names.add_people(person for one in found for person in one.owing)
    heaps: dict[int, list[Overdue]] = {}
    for one in found:
        heaps.setdefault(one.case.unit, []).append(one)
    is_told = len(heaps) == 1 or len(found) <= AT_ONCE
    return [
        UnitLines(names.unit(unit), names.units[unit].code, len(own),
                  tuple(line(one, names, today) for one in own) if is_told else ())
        for unit, own in sorted(heaps.items(), key=lambda heap: sorting(names.unit(heap[0])))
    ]  # fmt: skip


def line(one: Overdue, names: Names, today: date) -> Line:
    """How a duty that is missing is shown."""
    duty, step = one.duty, one.duty.step
    sign, status = CLOSED if one.status == LAPSED else lateness(duty.due, today)
    return Line(
        key=f"{one.case.id}:{duty.key}", title=step.title, round=round_title(one.model, duty.round),
        year=one.case.year or 0, case=titled(one.case), address=addresses.of_case(one.case, one.model),
        owes=tuple(filter(None, map(names.person, one.owing))), role=one.model.roles[step.by[0]].title, due=duty.due,
        sign=sign, status=status, reminded=one.reminded, how=how(one.reminded.rung) if one.reminded else "",
        ask=one.status != LAPSED and bool(one.owing) and not one.told,
    )  # fmt: skip


def stands(ctx: Context) -> Stands:
    """How the goal years that are alive stand today."""
    found = goal_years(session(), who().organisation)
    models = [(case, model_of(session(), who().organisation, case.model)) for case in found]
    alive = {case.year: model for case, model in models if case.year and model.levels[case.level].is_open(case.state)}
    return matrices(session(), (ctx.head.organisation, ctx.head.seal), ctx.calendar, alive, ctx.today)


def counts(found: Stands, unit: int = 0) -> list[Count]:
    """The rounds, as far as they have opened: of all committees, or of one."""
    return [
        Count(year, round.title, tally.given, tally.asked)
        for year, matrix in found.items()
        for round, tally in zip(matrix.model.rounds.values(), matrix.of_unit(unit).tallies, strict=True)
        if tally.asked
    ]


def unknowns(found: Stands, unit: int = 0) -> list[Unknown]:
    """Goals without action plan or anybody responsible, and indicators without a value: of all committees, or of one."""
    return [one for year, matrix in found.items() for one in _not_known(year, matrix.of_unit(unit))]


def _not_known(year: int, group: Group) -> Iterator[Unknown]:
    for mark in LACKS:
        if many := group.lacks[mark.name]:
            yield Unknown(year, None, mark.sign, mark.word, many)
    for place, round in enumerate(group.model.rounds.values()):
        counted = group.unmeasured(place)
        for verdict in group.model.scale("missing"):
            if many := counted[verdict.name]:
                yield Unknown(year, round.title, verdict.sign, verdict.title, many)


def how(rung: str) -> str:
    """The message id of how somebody was told: by the ladder, or asked by the quality chief."""
    return next((text for begins, text in RUNGS.items() if rung.startswith(begins)), "Chased")
