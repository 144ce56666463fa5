"""The goals, one a line, as the page shows them: round by round, or in one round with what became of it since."""

from collections.abc import Iterable
from dataclasses import dataclass

from web.language import say
from web.names import titled
from web.standing.choice import RISK, SHOWS
from web.standing.ground import Ground
from web.standing.pills import OF_ONE, Pill, lacking, worded
from web.standing.rows import unfollowed
from workflow.exchange import addresses
from workflow.goals.lacking import OWNER, PLAN
from workflow.goals.marks import AT_RISK, ranks
from workflow.goals.overview import WORSE, Followed, Group
from workflow.goals.reporting_status import DESCRIBE


@dataclass(frozen=True, slots=True)
class Line:
    """A goal: where its page is, whose it is, what each round says of it (`empty` for one that says nothing), and what it
    lacks."""

    title: str
    address: str
    unit: str
    department: str
    cells: tuple[tuple[str, tuple[Pill, ...]], ...]
    empty: str
    change: str
    lacks: tuple[Pill, ...]


def places(found: Ground) -> list[int]:
    """The rounds that are shown: the one that was asked for, else all."""
    order = list(found.rounds)
    return [order.index(found.choice.round)] if found.choice.round else list(range(len(order)))


def lines(found: Ground, held: Iterable[Group]) -> list[Line]:
    """A line for each goal."""
    words, shown = worded(found.model), places(found)
    titles = [say(round.title) for round in found.model.rounds.values()]
    return [_line(found, group, one, words, titles, shown) for group in held for one in group.goals]


def among(found: Ground) -> list[Group]:
    """The goals that were asked for, by committee; committees without any are left out."""
    if not found.choice.show:
        return found.shown
    kept = [group.only([one for one in group.goals if _is(found, one)]) for group in found.shown]
    return [group for group in kept if group.goals]


def _is(found: Ground, one: Followed) -> bool:
    """True when the goal is such a one as was asked for, in the round that is looked at."""
    what, place = SHOWS[found.choice.show][0], found.place
    if what in (PLAN, OWNER):
        return bool(one.lacks[what])
    if place < 0:
        return False
    if what == RISK:
        return ranks(found.model).get(one.cells[place].verdict, 0) >= AT_RISK
    return one.changes[place] == WORSE if what == WORSE else one.cells[place].status == what


def _line(
    found: Ground, group: Group, one: Followed, words: dict[str, Pill], titles: list[str], shown: list[int]
) -> Line:
    goal, place = one.goal, found.place
    return Line(
        title=titled(goal),
        address=addresses.of_case(goal, found.model),
        unit=found.title(group),
        department=found.names.unit(goal.department),
        cells=tuple((titles[at], _pills(one, at, words)) for at in shown),
        empty=unfollowed(any(cell.status for cell in one.cells)),
        change=say(OF_ONE[what]) if place >= 0 and (what := one.changes[place]) else "",
        lacks=lacking(one.lacks),
    )


def _pills(one: Followed, at: int, words: dict[str, Pill]) -> tuple[Pill, ...]:
    cell = one.cells[at]
    if not cell.status:
        return ()
    return (words[cell.verdict], words[DESCRIBE]) if cell.status == DESCRIBE else (words[cell.verdict or cell.status],)
