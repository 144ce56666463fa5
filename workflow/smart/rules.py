"""The rules: each is a function that looks at a wording and gives a hint, or none. They run in the order of RULES."""

import re
from collections.abc import Callable, Iterable
from functools import lru_cache

from workflow.smart import lexicon
from workflow.smart.hint import CRITERIA, Hint
from workflow.smart.reading import Read, read, sentences_of
from workflow.words import sentence

SHARED = 6
"""Letters of a word that shows two sentences to be about the same."""


def hints(text: str, year: int | None = None) -> list[Hint]:
    """What the wording of a goal makes one think of, criterion by criterion. `year`: the goal year that it is set
    for, when that is known; then it need not be named."""
    seen = read(text, year)
    found = [hint for rule in RULES if (hint := rule(seen))]
    return sorted(found, key=lambda hint: CRITERIA.index(hint.criterion))


def activity(seen: Read) -> Hint | None:
    """What is done, where the result belongs."""
    words = _first(seen.text, _activity()) or _all(seen.text, lexicon.EFFORTS)
    if not words:
        return None
    return Hint("specific", sentence("“%(words)s” says what somebody does. Say what has become different when it is done.",
                                     words=", ".join(words)), words)  # fmt: skip


def vague(seen: Read) -> Hint | None:
    """A degree that everybody reads in their own way, with no level beside it."""
    words = () if seen.levels else _all(seen.text, lexicon.VAGUE)
    if not words:
        return None
    return Hint("specific", sentence("“%(words)s” is read in different ways. Say what it means here, or how much.",
                                     words=", ".join(words)), words)  # fmt: skip


def several(seen: Read) -> Hint | None:
    """Two results in one goal: one may be reached and the other not."""
    joined = re.search(rf"\b(?:och|samt)\s+(?:{_any(lexicon.RESULTS)})\b", seen.text, re.IGNORECASE)
    first = joined and re.search(
        rf"\b(?:{_any(lexicon.RESULTS)}|{lexicon.MODALS})\b", seen.text[: joined.start()], re.IGNORECASE
    )
    words: tuple[str, ...] = (joined.group(0),) if joined and first else ()
    if not words and not _apart(seen.text):
        return None
    return Hint(
        "specific",
        sentence("It seems to hold more than one result. Set a goal for each, or say which one counts."),
        words,
    )


def heading(seen: Read) -> Hint | None:
    """A heading: nothing in it says what shall become of anything."""
    says = rf"\b(?:{lexicon.MODALS}|{lexicon.VERBS})\b|^\W*{lexicon.HEADS}\b"
    if seen.levels or re.search(says, seen.text, re.IGNORECASE) or activity(seen):
        return None
    return Hint("specific", sentence("It reads as a heading. Say what shall be true when the goal is reached."))


def level(seen: Read) -> Hint | None:
    """No number, and no level in words."""
    if seen.levels:
        return None
    return Hint("measurable", sentence("There is no number and no level in it. Say how much, or from what to what."))


def absolute(seen: Read) -> Hint | None:
    """A word that leaves no room."""
    words = _all(seen.text, lexicon.ABSOLUTE)
    if not words:
        return None
    return Hint("realistic", sentence("“%(words)s” leaves no room: a single exception, and the goal is missed. Is that meant?",
                                      words=", ".join(words)), words)  # fmt: skip


def others(seen: Read) -> Hint | None:
    """Somebody else must do their part."""
    words = _all(seen.text, lexicon.OTHERS)
    if not words:
        return None
    return Hint("realistic", sentence("“%(words)s”: others must do their part. Have they said yes?",
                                      words=", ".join(words)), words, asks=True)  # fmt: skip


def time(seen: Read) -> Hint | None:
    """No year or day by which it shall be reached, or one that has passed when the goal year begins."""
    if seen.year and seen.ends and max(seen.ends) < seen.year:
        return Hint("time_bound", sentence("It ends in %(last)s, before the goal year %(year)s.",
                                           last=max(seen.ends), year=seen.year), (str(max(seen.ends)),))  # fmt: skip
    if seen.ends or seen.year or _all(seen.text, lexicon.TIMES):
        return None
    return Hint("time_bound", sentence("There is no year and no day in it. Say when it shall be reached."))


RULES: tuple[Callable[[Read], Hint | None], ...] = (activity, vague, several, heading, level, absolute, others, time)


def _apart(text: str) -> bool:
    """True when two sentences each demand something, about different things."""
    demands = [part for part in sentences_of(text) if re.search(rf"\b{lexicon.MODALS}\b", part, re.IGNORECASE)]
    topics = [{word.lower() for word in re.findall(r"\w+", part) if len(word) >= SHARED} for part in demands[:2]]
    return len(topics) == 2 and not topics[0] & topics[1]


@lru_cache
def _activity() -> str:
    """A verb of activity as what the goal demands: first in a sentence, or after "ska" with nothing but who and where
    between."""
    verbs, between = _any(lexicon.ACTIVITIES), r"(?:(?!genom\b|att\b|som\b|så\b)[\w-]+,?\s+){0,8}?"
    passive = r"upprättas|tas\s+fram|utarbetas|genomförs|kartläggs|införs|utreds"
    return rf"(?:(?:^|[.!?]\s+)\W*|\b{lexicon.MODALS}\s+{between})({verbs})\b|\b({passive})\b"


def _first(text: str, pattern: str) -> tuple[str, ...]:
    found = re.search(pattern, text, re.IGNORECASE)
    return (next(group for group in found.groups() if group),) if found else ()


def _all(text: str, words: Iterable[str]) -> tuple[str, ...]:
    """The words as they stand in the text, each once, in order."""
    found = re.finditer(rf"\b(?:{_any(words)})(?!\w)", text, re.IGNORECASE)
    return tuple(dict.fromkeys(match.group(0).lower() for match in found))


def _any(words: Iterable[str]) -> str:
    return "|".join(words)
