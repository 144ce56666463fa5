"""Every text that the web shows is there in Swedish."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages.pofile import read_po

from web.app import speak
from web.errors import TEXTS
from web.facts import named
from web.forms.faults import LIMITS, WRONG
from web.forms.shape import shapes
from web.pages.case import LINKS
from web.pages.chasing import NOTHING, SENT
from web.posted import KINDS as KINDS_OF_LETTERS
from web.told import RUNGS
from workflow.facts import KINDS
from workflow.words import catalogue, files

WEB = Path(__file__).resolve().parents[2] / "web"
CALLS = ("say", "sentence", "_")


def in_templates() -> Iterator[str]:
    """What templates say."""
    for file in sorted(WEB.glob("templates/**/*.html")):
        text = file.read_text()
        yield from re.findall(r'_\(\s*"((?:[^"\\]|\\.)*)"', text)
        if re.search(r"_\((text|title|one|heap\.title)\)", text):
            yield from (found for found in re.findall(r'"([A-Z][a-z][^"{}<>=]*)"', text) if "/" not in found)


def in_code() -> Iterator[str]:
    """What code says."""
    for file in sorted(WEB.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text())):
            called = isinstance(node, ast.Call) and getattr(node.func, "id", "") in CALLS
            if called and node.args and isinstance(first := node.args[0], ast.Constant):
                yield str(first.value)
    yield from (text for texts in (*TEXTS.values(), *LINKS.values()) for text in texts)
    yield from (
        *RUNGS.values(),
        *LIMITS.values(),
        *WRONG.values(),
        *KINDS_OF_LETTERS.values(),
        NOTHING,
        SENT,
        "To be done",
        "Missing for good",
        "Overdue",
        "This week",
        "Later",
        "Meetings",
        "Decisions",
    )


def in_facts() -> Iterator[str]:
    """What forms ask."""
    for kind, cls in KINDS.items():
        yield named(kind)
        for shape in shapes(cls):
            for one in (shape, *shape.parts):
                yield from filter(None, (one.label, one.hint))


def test_every_text_is_there_in_swedish() -> None:
    speak()
    known = catalogue("sv")
    missing = sorted({text for text in (*in_templates(), *in_code(), *in_facts()) if text not in known})
    assert not missing, missing


def test_the_web_says_each_thing_once_and_keeps_nothing_that_nobody_says() -> None:
    ids = [line for file in files(WEB / "translations", "sv") for line in file.read_text().splitlines()
           if line.startswith("msgid ") and line != 'msgid ""']  # fmt: skip
    assert sorted(ids) == sorted(set(ids))
    said = {*in_facts(), *in_code(), *in_templates()}
    everything = "".join(file.read_text() for file in (*WEB.rglob("*.py"), *WEB.rglob("*.html")))
    everything = re.sub(r'"\s*\n\s*f?"', "", everything.replace('\\"', '"'))
    kept = {
        str(message.id)
        for file in files(WEB / "translations", "sv")
        for message in read_po(file.read_text().splitlines(keepends=True))
        if message.id
    }
    assert not {text for text in kept if text not in everything and text not in said}
