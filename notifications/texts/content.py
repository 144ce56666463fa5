"""What a letter is about, in the reader's own terms: everything that its words are made of, and nothing to look up."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from workflow.cycle.reminders import ESCALATION
from workflow.words import Sentence, Title


class Quote(NamedTuple):
    """Somebody's own words: what they were an answer to, and the words."""

    label: Title | Sentence
    text: str | Title


@dataclass(frozen=True)
class LetterItem:
    """One thing that the letter tells. `rung` is "opened", "reminder", "escalation" or "chased" for a duty, "" for
    something that happened: then `who` did it, `verdict` (and its `code`) and `quotes` tell with which words, `state`
    where the case is now. `uid` is what calendars know a duty by. `address` and `hand_over` are paths on our own site;
    `owes` are the names of those who are to do it."""

    what: Title
    case: str
    unit: str
    address: str
    step: str
    round: Title | None = None
    says: str = ""
    rung: str = ""
    due: date | None = None
    preliminary: bool = False
    hand_over: str = ""
    owes: tuple[str, ...] = ()
    who: str = ""
    verdict: Title | None = None
    code: str = ""
    state: Title | None = None
    quotes: tuple[Quote, ...] = ()
    uid: str = ""
    on: date | None = None


@dataclass(frozen=True)
class LetterContent:
    """A letter before it has words. `kind` is "morning", "chased", "sign_in" or the step that was taken
    ("goal.review"); `role` what the recipient hears it as (a role's title, None for whoever owes it); `mailbox` the body
    whose functional mailbox it goes to, "" for a person. `base` begins every address: https://mal.kommunen.se.
    `link` and `code` are a sign-in's, `away` is the path of "I am away", `fewer` the one at which letters become fewer,
    `tasks` the start page, `decision` the page of the § under which all of it was decided, where that is several things."""

    kind: str
    language: str
    organisation: str
    base: str
    today: date
    name: str = ""
    mailbox: str = ""
    role: Title | None = None
    items: tuple[LetterItem, ...] = ()
    link: str = ""
    code: str = ""
    away: str = ""
    fewer: str = ""
    tasks: str = "/"
    decision: str = ""

    @property
    def duties(self) -> tuple[LetterItem, ...]:
        """What somebody is to do, first due first."""
        return tuple(sorted((i for i in self.items if i.rung), key=lambda item: (item.due or date.max, item.case)))

    @property
    def late(self) -> tuple[LetterItem, ...]:
        """What the reader was to have done by now; not what others were."""
        return tuple(item for item in self.duties if item.rung != ESCALATION and item.due and item.due < self.today)

    @property
    def happened(self) -> tuple[LetterItem, ...]:
        """What has happened."""
        return tuple(item for item in self.items if not item.rung)


@dataclass(frozen=True)
class LetterText:
    """A letter in words: subject, text, HTML and, where it helps, a calendar ("" otherwise)."""

    subject: str
    text: str
    html: str
    calendar: str = ""
