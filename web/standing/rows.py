"""The matrix as the page shows it: a row for each committee, a cell for each round, every text ready to be written."""

from collections.abc import Iterator
from dataclasses import dataclass

from web.language import say
from web.standing.choice import Choice
from web.standing.ground import Ground
from web.standing.pills import Pill, changed, lacking, owed, worded
from workflow.goals.overview import Group, Tally
from workflow.goals.reporting_status import BEFORE, NOT_OPEN


@dataclass(frozen=True, slots=True)
class Cell:
    """A committee in a round: the worst outlook, how many of how many, what is missing, what changed since; `quiet` when
    there is nothing to show, and why."""

    round: str
    address: str
    worst: Pill | None
    given: str
    owed: tuple[Pill, ...]
    change: str
    quiet: str


@dataclass(frozen=True, slots=True)
class Row:
    """A committee: its goals, its cells, how many reports of how many it has given so far, what its goals lack."""

    title: str
    address: str
    goals: str
    cells: tuple[Cell, ...]
    given: str
    lacks: tuple[Pill, ...]


def rows(found: Ground) -> list[Row]:
    """A row for each committee, and one for all of them together when there are several."""
    words = worded(found.model)
    made = [row(group, found.title(group), _choice(found, group), words) for group in found.shown]
    if len(made) < 2:
        return made
    return [*made, row(found.together, say("All together"), found.choice, words)]


def row(group: Group, title: str, choice: Choice, words: dict[str, Pill]) -> Row:
    """The row of a committee, whose addresses begin as the choice does."""
    address = choice.address()
    return Row(
        title=title,
        address=address,
        goals=goal_count(len(group.goals)),
        cells=tuple(_cells(group, address, words)),
        given=given(sum(one.given for one in group.tallies), sum(one.asked for one in group.tallies)),
        lacks=lacking(group.lacks, choice) if group.lacks else (),
    )


def goal_count(many: int) -> str:
    """So many goals."""
    return say("1 goal") if many == 1 else say("%(count)s goals", count=many)


def _choice(found: Ground, group: Group) -> Choice:
    return found.choice.with_(unit=found.code(group))


def _cells(group: Group, address: str, words: dict[str, Pill]) -> Iterator[Cell]:
    join = "&" if "?" in address else "?"
    for (name, round), one in zip(group.model.rounds.items(), group.tallies, strict=True):
        yield Cell(
            round=say(round.title),
            address=f"{address}{join}omgang={name}",
            worst=words[one.worst] if one.worst else None,
            given=given(one.given, one.asked),
            owed=owed(one, words),
            change=changed(one.changes) if one.given else "",
            quiet="" if one.asked else quiet(group, one, words),
        )


def quiet(group: Group, one: Tally, words: dict[str, Pill]) -> str:
    """Why there is nothing to show."""
    for name in (NOT_OPEN, BEFORE):
        if one.statuses[name]:
            return f"{words[name].text} –" if name == NOT_OPEN else words[name].text
    return unfollowed(any(other.statuses for other in group.tallies))


def unfollowed(elsewhere: bool) -> str:
    """That there is no follow-up: in the round, or nowhere yet."""
    return say("Nothing to follow up") if elsewhere else say("Not followed up yet")


def given(many: int, asked: int) -> str:
    """So many of so many; "" where nothing is asked for."""
    return say("%(given)s of %(of)s handed in", given=many, of=asked) if asked else ""
