"""The goal's timeline: every event, all of them or of one sort; and the comments, which have a place of their own."""

from collections.abc import Mapping
from dataclasses import dataclass

from web.facts import Reading
from web.goal.near import Near
from web.told import Entry, entries
from workflow.records.fold import NOTE
from workflow.states.history import Told
from workflow.words import Sentence, sentence

SHOWN = 15
"""So many lines are open; the others are behind a fold."""
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


@dataclass(frozen=True)
class Timeline:
    """The lines that are asked for, the newest first: those that are open and the rest."""

    sort: str
    titles: Mapping[str, Sentence]
    open: list[Entry]
    rest: list[Entry]


def timeline(near: Near, sort: str) -> Timeline:
    """The timeline, of the sort that is asked for."""
    sort = sort if sort in SORTS else ""
    reading = Reading(near.now.model, near.names, near.level)
    found = entries(
        [event for event in near.events if not sort or _is(event, sort)], near.now.model, near.level, reading
    )
    return Timeline(sort, TITLES, found[:SHOWN], found[SHOWN:])


def comments(near: Near) -> list[Comment]:
    """The comments, the newest first."""
    said = (event for event in near.held() if event.fact == "comment" and event.step != NOTE)
    found = [
        Comment(str(event.said["comment"]["text"]), event.name, event.recorded[:10]) for event in said if event.said
    ]
    return found[::-1]


def _is(event: Told, sort: str) -> bool:
    return any(key.partition("/")[0] in SORTS[sort] for key in event.short)
