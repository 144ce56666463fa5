"""What a body is proposed to decide on its report of a round: the same in the secretary's form and in the officer's memo.

A body notes what it was given. What it was not given is named, and asked for.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from workflow.words import Sentence, sentence

FILED = "%(body)s has taken part of %(round)s %(year)s and files the report."
MEASURED = "%(body)s decides on measures as proposed, for the goals that are not expected to be reached in full."
EMPTY = "%(body)s notes that no goal is followed up in %(round)s %(year)s."
MISSING = (
    "%(body)s notes that %(thing)s is missing for %(count)s of %(all)s goals, and instructs those responsible for the "
    "goals to account for them."
)
MISSING_NAMED = (
    "%(body)s notes that %(thing)s is missing for %(count)s of %(all)s goals (%(goals)s), and instructs those responsible "
    "for the goals to account for them."
)
UNANSWERED = (
    "%(body)s notes that a consequence description or measures are missing for %(count)s of the goals that are not "
    "expected to be reached in full (%(goals)s), and instructs those responsible for the goals to give them."
)
UNKNOWN = "%(body)s notes that %(thing)s is missing in the source for %(count)s of %(all)s goals."
FORECAST, CLOSING = sentence("a forecast"), sentence("a closing")
OTHERWISE = {
    "remitted": "%(body)s sends the report of %(round)s %(year)s back.",
    "deferred": "%(body)s defers the report of %(round)s %(year)s.",
}
"""What is said instead, by verdict."""


@dataclass(frozen=True)
class BodyReport:
    """A body's report of a round, `goals` by title: of those in `missing` nothing was said, of those in `unknown` their
    source says nothing, those in `unanswered` are at risk without a consequence or measures; `thing` is what is said of a
    goal in it."""

    body: str
    round: str
    year: int | None
    thing: Sentence
    goals: Sequence[str]
    missing: Sequence[str] = ()
    unknown: Sequence[str] = ()
    unanswered: Sequence[str] = ()

    def proposed(self, verdict: str, measures: bool) -> list[Sentence]:
        """What the body says when it decides `verdict` (what it most often does for ""), and of the measures when it
        approves: `measures` tells whether there are any to decide on."""
        if verdict in OTHERWISE:
            return [self._said(OTHERWISE[verdict])]
        if not self.goals:
            return [self._said(EMPTY)]
        found = [self._said(FILED)] if len(self.missing) + len(self.unknown) < len(self.goals) else []
        if self.unknown:
            found.append(self._said(UNKNOWN, self.unknown))
        if self.missing:
            is_all = len(self.missing) == len(self.goals)
            found.append(self._said(MISSING if is_all else MISSING_NAMED, self.missing))
        if measures:
            found.append(self._said(MEASURED))
        if self.unanswered:
            found.append(self._said(UNANSWERED, self.unanswered))
        return found

    def _said(self, text: str, named: Sequence[str] = ()) -> Sentence:
        values = {"count": len(named), "all": len(self.goals), "goals": "; ".join(named), "thing": self.thing}
        return sentence(text, body=self.body, round=self.round, year=self.year, **values)
