"""What stands above the matrix and the goals: what is looked at, how much was handed in, and what may be chosen."""

from dataclasses import dataclass

from web.language import say
from web.standing.choice import SHOWS, Choice
from web.standing.ground import Ground
from web.standing.pills import Pill, changed, counted, lacking, worded
from web.standing.rows import given, goal_count, quiet
from workflow.goals.overview import BETTER, SAME, WORSE


@dataclass(frozen=True)
class Head:
    """`whole` is the page's whole title, `title` the committee and `part` the round and the sort of goals that were asked
    for, `above` the way back; `round`, `given`, `pills` and `change` tell how it stands in the round that is looked at, or
    opened last."""

    whole: str
    title: str
    part: str
    count: str
    above: tuple[tuple[str, str], ...]
    round: str
    given: str
    pills: tuple[Pill, ...]
    change: str
    units: tuple[tuple[str, str], ...]
    rounds: tuple[tuple[str, str], ...]
    shows: tuple[tuple[str, str], ...]
    years: tuple[tuple[int, str, bool], ...]


def head(found: Ground, many: int) -> Head:
    """The head of the page, on which so many goals are listed."""
    title, part = _title(found), ", ".join(_parts(found))
    round, count, pills, change = _standing(found)
    titles = [say(one.title) for one in found.model.rounds.values()]
    return Head(
        whole=": ".join(filter(None, (say("The standing %(year)s", year=found.choice.year), title, part))),
        title=title, part=part, count=goal_count(many), above=_above(found, title, part),
        round=round, given=count, pills=pills, change=change,
        units=tuple(dict.fromkeys((found.code(group), found.title(group)) for group in found.groups)),
        rounds=tuple(zip(found.rounds, titles, strict=True)),
        shows=tuple((name, say(text)) for name, (_, text) in SHOWS.items()),
        years=tuple((year, Choice(year).address(), year == found.choice.year) for year, _ in found.years),
    )  # fmt: skip


def _title(found: Ground) -> str:
    """The committee's name, also when it has no goals."""
    code = found.choice.unit
    named = (found.title(group) for group in found.shown) if code else iter(())
    units = found.names.units.values()
    return next(named, next((unit.name for unit in units if code in (unit.code, str(unit.id))), ""))


def _parts(found: Ground) -> list[str]:
    choice = found.choice
    parts = [say(found.model.rounds[choice.round].title)] if choice.round else []
    return [*parts, say(SHOWS[choice.show][1])] if choice.show else parts


def _above(found: Ground, title: str, part: str) -> tuple[tuple[str, str], ...]:
    """The whole, and the committee's whole year, as far as one has gone into them."""
    choice = found.choice
    if choice.is_whole:
        return ()
    whole = (say("The standing %(year)s", year=choice.year), choice.with_(unit="", round="", show="").address())
    own = (title, choice.with_(round="", show="").address())
    return (whole, own) if title and part else (whole,)


def _standing(found: Ground) -> tuple[str, str, tuple[Pill, ...], str]:
    """The round, how many of how many, how many goals are where, and what became of them."""
    group = found.together
    lacked = lacking(group.lacks, found.choice)
    if found.place < 0:
        return "", "", lacked, ""
    one, round = group.tallies[found.place], found.model.rounds[found.rounds[found.place]]
    change = changed(one.changes, (BETTER, WORSE, SAME)) if one.given else ""
    count = given(one.given, one.asked) or quiet(group, one, worded(found.model))
    return say(round.title), count, (*counted(found.model, one, found.choice), *lacked), change
