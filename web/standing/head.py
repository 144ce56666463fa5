"""What stands above the matrix and the goals: what is looked at, how much was handed in, and what may be chosen."""

from dataclasses import dataclass

from web.language import say
from web.standing.choice import SHOWS, Choice
from web.standing.ground import Ground
from web.standing.pills import Pill, changed, counted, lacking, worded
from web.standing.rows import given, quiet
from workflow.running.matrix import BETTER, SAME, WORSE


@dataclass(frozen=True)
class Head:
    """`title` says what is looked at, `above` the way back to the whole; `round`, `given`, `pills` and `change` how it
    stands in the round that is looked at, or opened last."""

    title: str
    above: tuple[tuple[str, str], ...]
    round: str
    given: str
    pills: tuple[Pill, ...]
    change: str
    units: tuple[tuple[str, str], ...]
    rounds: tuple[tuple[str, str], ...]
    shows: tuple[tuple[str, str], ...]
    years: tuple[tuple[int, str, bool], ...]


def head(found: Ground) -> Head:
    """The head of the page."""
    round, count, pills, change = _standing(found)
    titles = [say(one.title) for one in found.model.rounds.values()]
    return Head(
        title=", ".join(_parts(found)), above=_above(found), round=round, given=count, pills=pills, change=change,
        units=tuple(dict.fromkeys((found.code(group), found.title(group)) for group in found.groups)),
        rounds=tuple(zip(found.rounds, titles, strict=True)),
        shows=tuple((name, say(text)) for name, (_, text) in SHOWS.items()),
        years=tuple((year, Choice(year).address(), year == found.choice.year) for year, _ in found.years),
    )  # fmt: skip


def _parts(found: Ground) -> list[str]:
    """The committee, the round and the sort of goals that were asked for."""
    choice = found.choice
    unit = next((found.title(group) for group in found.shown), choice.unit) if choice.unit else ""
    round = say(found.model.rounds[choice.round].title) if choice.round else ""
    return [part for part in (unit, round, say(SHOWS[choice.show][1]) if choice.show else "") if part]


def _above(found: Ground) -> tuple[tuple[str, str], ...]:
    """The whole, and the committee's whole year, as far as one has gone into them."""
    choice, parts = found.choice, _parts(found)
    if choice.is_whole:
        return ()
    whole = (say("The standing %(year)s", year=choice.year), choice.with_(unit="", round="", show="").address())
    if choice.unit and len(parts) > 1:
        return (whole, (parts[0], choice.with_(round="", show="").address()))
    return (whole,)


def _standing(found: Ground) -> tuple[str, str, tuple[Pill, ...], str]:
    """The round, how many of how many, how many goals are where, and what became of them."""
    group = found.together
    lacked = lacking(group.lacks, found.choice)
    if found.place < 0:
        return "", "", lacked, ""
    one, round = group.tallies[found.place], found.model.rounds[found.rounds[found.place]]
    change = changed(one.changes, (BETTER, WORSE, SAME)) if one.given else ""
    count = given(one.given, one.asked) or quiet(one, worded(found.model))
    return say(round.title), count, (*counted(found.model, one, found.choice), *lacked), change
