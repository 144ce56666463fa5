"""The wording as it was written, suggested, decided and revised, each version beside the one before it, word by word."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from web.language import say
from workflow.facts.decision import Decided
from workflow.facts.review import Review
from workflow.facts.wording import Wording
from workflow.goals import Goal
from workflow.goals.year import Citation, day_of
from workflow.records.queries.events import IMPORT, TimelineEvent

SPLIT = re.compile(r"(\s+)")


@dataclass(frozen=True)
class Piece:
    """Some words: kept ("same"), new ("new") or gone ("old")."""

    sort: str
    text: str


@dataclass(frozen=True)
class Version:
    """A version: what it is, who said it when, by which §, and how it differs from the one that stood."""

    what: str
    by: str
    on: str
    cite: Citation | None
    pieces: tuple[Piece, ...]
    suggested: bool


def versions(goal: Goal) -> list[Version]:
    """The versions of the wording, the first first."""
    found, stands = [], ""
    for event, text, suggested in _texts(goal):
        if text == stands:
            continue
        found.append(_version(goal, event, stands, text, suggested))
        stands = stands if suggested else text
    return found


def pieces(old: str, new: str) -> tuple[Piece, ...]:
    """The new text with what was taken away and what was added."""
    one, two = SPLIT.split(old), SPLIT.split(new)
    return tuple(_pieces(one, two)) if old else (Piece("same", new),)


def _pieces(one: list[str], two: list[str]) -> Iterator[Piece]:
    for sort, a, b, c, d in SequenceMatcher(None, one, two, autojunk=False).get_opcodes():
        if sort == "equal":
            yield Piece("same", "".join(two[c:d]))
            continue
        if gone := "".join(one[a:b]):
            yield Piece("old", gone)
        if added := "".join(two[c:d]):
            yield Piece("new", added)


def _texts(goal: Goal) -> Iterator[tuple[TimelineEvent, str, bool]]:
    """(event, words, whether they were only suggested) of everything that says how the goal is worded."""
    for event in goal.year.held(goal.case):
        said = event.said or {}
        if worded := Wording.of(said.get(Wording.kind, {})).goal:
            yield event, worded, False
        if suggested := Review.of(said.get(Review.kind, {})).suggested_wording:
            yield event, suggested, True
        for key, plain in said.items():
            if key.startswith(f"{Decided.kind}/") and (words := Decided.of(plain).words):
                yield event, words, not event.sealed and event.step != IMPORT


def _version(goal: Goal, event: TimelineEvent, stands: str, text: str, suggested: bool) -> Version:
    step = goal.level.step.get(event.step.partition(".")[2])
    what = (
        say("Suggested in the review") if suggested and Review.kind in event.short else say(step.title) if step else ""
    )
    decided = next((short for key, short in event.short.items() if key.startswith(f"{Decided.kind}/")), {})
    cite = goal.year.cite(Decided.of(decided).decision) if decided else None
    return Version(
        what=what or say("Brought in from another source"),
        by="" if event.step == IMPORT else event.name,
        on=cite.on if cite and cite.on else day_of(event, decided or event.short.get(Wording.kind, {})),
        cite=cite,
        pieces=pieces(stands, text),
        suggested=suggested,
    )
