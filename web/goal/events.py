"""The goal's timeline: every event, all of them or of one sort; and the comments, which have a place of their own."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from markupsafe import Markup

from web.facts import Reading
from web.language import clock, day, say
from web.names import Names
from web.told import Entry, entries, what_of
from workflow.goals import Goal
from workflow.records.projection import NOTE
from workflow.records.queries.events import TimelineEvent
from workflow.words import Sentence, sentence

SHOWN = 15
"""So many lines are open; the others are behind a fold, and tell what was said only to who asks for it."""
WORDS = "ord"
"""Asks for every line with what was said."""
SORTS: Mapping[str, tuple[str, ...]] = {
    "beslut": ("decision", "review", "approval", "transfer", "target"),
    "prognoser": ("forecast", "consequence", "closing", "analysis", "measurement"),
    "paminnelser": ("notice", "chased", "extension"),
}
"""What each filter lets through, by sort of fact."""
TITLES = {
    "": sentence("Everything"), "beslut": sentence("Decisions"), "prognoser": sentence("Forecasts"),
    "paminnelser": sentence("Reminders"),
}  # fmt: skip


@dataclass(frozen=True)
class Comment:
    """Somebody's comment."""

    text: str
    by: str
    on: str


class Brief(NamedTuple):
    """An event as one line, ready to be shown: the day, what was done, by whom, and when it was written down."""

    line: Markup
    quiet: bool


@dataclass(frozen=True)
class Timeline:
    """The lines that are asked for, the newest first: those that are open and the rest."""

    sort: str
    titles: Mapping[str, Sentence]
    open: list[Entry]
    rest: list[Brief]


def timeline(goal: Goal, names: Names, sort: str) -> Timeline:
    """The timeline, of the sort that is asked for; `names` are of what its events point at."""
    shown, events = sort if sort in SORTS else "", goal.year.events.get(goal.id, ())
    told = [event for event in events if not shown or _is(event, shown)]
    whole = len(told) if sort == WORDS else SHOWN
    reading = Reading(goal.model, names, goal.level)
    unsaid = {event.unsays for event in events if event.unsays}
    opened = entries(told[-whole:], goal.model, goal.level, reading)
    return Timeline(shown, TITLES, opened, list(_brief(goal, told[:-whole][::-1], unsaid)))


def comments(goal: Goal) -> list[Comment]:
    """The comments, the newest first."""
    said = (event for event in goal.year.held(goal.case) if event.fact == "comment" and event.step != NOTE)
    found = [
        Comment(str(event.said["comment"]["text"]), event.name, event.recorded[:10]) for event in said if event.said
    ]
    return found[::-1]


def _is(event: TimelineEvent, sort: str) -> bool:
    return any(key.partition("/")[0] in SORTS[sort] for key in event.short)


def _brief(goal: Goal, told: list[TimelineEvent], unsaid: set[int]) -> Iterator[Brief]:
    rounds = {name: say(round.title) for name, round in goal.model.rounds.items()}
    for event in told:
        what = what_of(event.step, event.fact, event.short, goal.level)
        if event.round in rounds:
            what = f"{what}, {rounds[event.round]}"
        by = f"{event.name} {clock(event.recorded)}"
        yield Brief(_line(event.effective, day(event.effective), what, by, event.seq in unsaid), event.step == NOTE)


@lru_cache(maxsize=8192)
def _line(on: str, shown: str, what: str, by: str, unsaid: bool) -> Markup:
    """A line of the fold: there are dozens on a page, and each is made of few and the same words."""
    done = Markup("<s>{}</s>").format(what) if unsaid else what
    line = Markup('<time datetime="{}">{}</time> <span>{}</span> <span class="quiet small">{}</span>')
    return line.format(on, shown, done, by)
