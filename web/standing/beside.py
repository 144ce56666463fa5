"""The year before beside this one: the same round then and now, and how it ended, committee by committee."""

from dataclasses import dataclass

from web.language import say
from web.standing.ground import Ground
from web.standing.pills import SHORT, Pill, worded
from web.standing.rows import quiet
from workflow.goals.overview import Group, Tally


@dataclass(frozen=True, slots=True)
class Beside:
    """A committee: for each column its heading, how many goals are where, and why there are none."""

    title: str
    columns: tuple[tuple[str, tuple[Pill, ...], str], ...]


def beside(found: Ground) -> list[Beside]:
    """A row for each committee that has goals this year, and one for all; none when nothing can be compared."""
    if found.earlier is None or found.place < 0:
        return []
    then = {group.key: group for group in found.earlier.groups}
    nothing = found.earlier.whole.only(())
    made = [_row(found, found.title(group), group, then.get(group.key, nothing)) for group in found.shown]
    return made if len(made) < 2 else [*made, _row(found, say("All together"), found.together, found.earlier.whole)]


def _row(found: Ground, title: str, ctx: Group, then: Group) -> Beside:
    year, name, last = found.choice.year, found.rounds[found.place], list(then.model.rounds)[-1]
    columns = [_column(ctx, year, name), _column(then, year - 1, name)]
    if last != name:
        columns.append(_column(then, year - 1, last))
    return Beside(title, tuple(columns))


def _column(group: Group, year: int, name: str) -> tuple[str, tuple[Pill, ...], str]:
    rounds = group.model.rounds
    if name not in rounds:
        return str(year), (), say("Nothing to follow up")
    one, words = group.tallies[list(rounds).index(name)], worded(group.model)
    heading = f"{say(rounds[name].title)} {year}"
    return (heading, _many(one, words), "") if one.asked else (heading, (), quiet(group, one, words))


def _many(one: Tally, words: dict[str, Pill]) -> tuple[Pill, ...]:
    short = {name: Pill(pill.sign, say(SHORT[name]) if name in SHORT else pill.text) for name, pill in words.items()}
    found = ((pill, one.verdicts[name] or one.statuses[name]) for name, pill in short.items())
    return tuple(Pill(pill.sign, f"{pill.text} {many}") for pill, many in found if many)
