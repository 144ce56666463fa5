"""The words of a letter: a pure function of what it is about.

Each letter is a small text file a language, found by name: its first line is the subject, then come paragraphs. What is to
be done and what has happened is laid out beneath them, the same for all letters, as text and as HTML.
"""

from notifications.content import Content, Worded
from notifications.letters.attached import calendar_of
from notifications.letters.groups import groups
from notifications.letters.naming import name_of
from notifications.letters.reasons import why
from notifications.letters.writing import Values, laid_out, written


def worded(content: Content) -> Worded:
    """The letter in words, in the reader's language."""
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
    return Worded(subject, text, html, calendar_of(content))
