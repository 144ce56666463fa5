"""The words of a letter: a pure function of what it is about.

Each letter is a small text file a language, found by name: its first line is the subject, then come paragraphs. What is to
be done and what has happened is laid out beneath them, the same for all letters, as text and as HTML.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, time
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from notifications.texts.content import LetterContent, LetterItem, LetterText
from notifications.texts.writing import Values, laid_out, written
from workflow.cycle.reminders import ESCALATION, OPENED
from workflow.exchange.ical import calendar, event
from workflow.words import Sentence, sentence

HERE = Path(__file__).parent
DIGEST, TOLD, REMINDER = "morning", "told", "reminder"
LATE = {"forecast": "forecast_missing", "consequence": "consequence_missing"}
"""What has a letter of its own when it is late, by what the step says."""


class LetterGroup(NamedTuple):
    """Things under a heading; without one when there is a single group."""

    title: Sentence | None
    items: tuple[LetterItem, ...]


def written_letter(content: LetterContent) -> LetterText:
    """The letter in words, in the recipient's language."""
    first = next(iter((*content.duties, *content.happened)), None)
    values: Values = {"content": content, "item": first, "count": len(content.items), "why": why(content)}
    subject, paragraphs = written(name_of(content), content.language, values)
    values |= {
        "subject": subject,
        "paragraphs": paragraphs,
        "groups": groups(content),
        "single": len(content.items) == 1,
    }
    text, html = (laid_out(form, content.language, values) for form in ("txt", "html"))
    return LetterText(subject, text, html, calendar_of(content))


def name_of(content: LetterContent) -> str:
    """The name of the letter: that of its kind, of the one thing it tells, or of the digest."""
    if content.kind in names():
        return content.kind if content.kind != DIGEST else _of_the_morning(content)
    return next(name for name in _of_a_step(content.items[0], content.kind) if name in names())


@lru_cache
def names() -> frozenset[str]:
    """Every letter there is."""
    return frozenset(file.name.removesuffix(".sv.txt") for file in HERE.glob("*.sv.txt"))


def _of_the_morning(content: LetterContent) -> str:
    if len(content.items) != 1:
        return DIGEST
    item = content.items[0]
    if not item.rung:
        return next(name for name in _of_a_step(item, item.step) if name in names())
    late = item.due is not None and item.due < content.today
    if late and item.rung == REMINDER and item.says in LATE:
        return LATE[item.says]
    return item.rung if item.rung in names() else REMINDER


def _of_a_step(item: LetterItem, step: str) -> Iterator[str]:
    """The names that a letter of a step may have, the most particular first: its level, its verdict, what it says."""
    bare = step.partition(".")[2]
    yield from (f"{step}.{item.code}", f"{bare}.{item.code}", step, bare, item.says, TOLD)


def groups(content: LetterContent) -> list[LetterGroup]:
    """The groups that have something in them."""
    found = [LetterGroup(title, items) for title, items in _sorted(content) if items]
    return [LetterGroup(None, found[0].items)] if len(found) == 1 else found


def _sorted(content: LetterContent) -> Iterator[tuple[Sentence, tuple[LetterItem, ...]]]:
    def among(fits: Callable[[LetterItem], bool]) -> tuple[LetterItem, ...]:
        return tuple(item for item in content.duties if fits(item))

    yield sentence("Overdue"), content.late
    yield sentence("To do"), among(lambda i: i.rung not in (ESCALATION, OPENED.name) and i not in content.late)
    yield sentence("New to do"), among(lambda item: item.rung == OPENED.name and item not in content.late)
    yield sentence("Not done by others"), among(lambda item: item.rung == ESCALATION)
    yield sentence("This has happened"), content.happened


def why(content: LetterContent) -> Sentence:
    """The reason, as a sentence."""
    if content.code:
        return sentence("Somebody asked to sign in as you. If it was not you, you need not do anything.")
    if content.mailbox:
        return sentence(
            "The letter goes to the mailbox of %(body)s, to its chair and its secretary.", body=content.mailbox
        )
    if content.role:
        return sentence("You get this letter as: %(role)s.", role=content.role)
    if content.duties:
        return sentence("You get this letter because the task is yours.")
    return sentence("You get this letter because it concerns you.")


def calendar_of(content: LetterContent) -> str:
    """An all-day event of the deadline (RFC 5545), "" for a letter that needs none."""
    duties = [item for item in content.duties if item.rung != ESCALATION]
    if len(content.items) != 1 or not duties or duties[0].due is None or duties[0].due < content.today:
        return ""
    [item] = duties
    assert item.due
    title = " – ".join(part for part in (item.what.in_(content.language), item.case) if part)
    said = event(item.uid, title, item.due, content.base + item.address,
                 datetime.combine(content.today, time(), UTC))  # fmt: skip
    return calendar([said], content.organisation, "PUBLISH").decode()
