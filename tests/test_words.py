"""Every text of the engine is there in Swedish, with the same values in it."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from workflow.words import Title, catalogue, files, quoted, sentence

ENGINE = Path(__file__).resolve().parent.parent / "workflow"
CATALOGUE = files(ENGINE / "translations", "sv")
CALLS = {
    "sentence": 0,
    "say": 0,
    "Sentence": 0,
    "complaint": 1,
    "unknown": 1,
    "_known": 1,
    "warn": 1,
    "remark": 1,
    "sentences": 0,
}
"""What is called with a message id, and in which place it stands."""
VALUE = re.compile(r"%\((\w+)\)s")


@cache
def texts() -> dict[str, str]:
    """English → Swedish, as they stand in the engine's own catalogue."""
    found: dict[str, str] = {}
    for file in CATALOGUE:
        with file.open("rb") as stream:
            found |= {str(message.id): str(message.string) for message in read_po(stream) if message.id}
    return found


def said() -> Iterator[tuple[str, str]]:
    """(message id, where) of everything that the engine says."""
    for file in sorted(ENGINE.rglob("*.py")):
        tree = ast.parse(file.read_text())
        named = constants(tree)
        for node in ast.walk(tree):
            for text in said_by(node, named, in_facts="facts" in file.parts):
                yield text, f"{file.relative_to(ENGINE.parent)}:{node.lineno}"  # type: ignore[attr-defined]


def constants(tree: ast.Module) -> dict[str, str]:
    """The texts that a module keeps under a name of its own."""
    return {
        target.id: node.value.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
        for target in node.targets
        if isinstance(target, ast.Name)
    }


def said_by(node: ast.AST, named: dict[str, str], in_facts: bool) -> Iterator[str]:
    """The message ids in one call: a sentence, or the label and hint of a field."""
    if not isinstance(node, ast.Call):
        return
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    given: list[ast.expr] = []
    if name in CALLS:
        given = node.args[CALLS[name] : CALLS[name] + 1]
    elif in_facts and name == "said":
        given = [*node.args[:1], *(word.value for word in node.keywords if word.arg == "hint")]
    elif in_facts and name == "ValueError":
        given = node.args[:1]
    for value in given:
        if isinstance(value, ast.Constant) and isinstance(value.value, str):
            yield value.value
        elif isinstance(value, ast.Name) and value.id in named:
            yield named[value.id]


def test_the_engine_says_a_lot() -> None:
    assert len({text for text, _ in said()}) > 300


def test_every_text_is_there_in_swedish() -> None:
    missing = {text: where for text, where in said() if not texts().get(text)}
    assert not missing, missing


def test_no_text_is_kept_that_nobody_says() -> None:
    everything = "".join(file.read_text() for file in ENGINE.rglob("*.py")).replace('\\"', '"')
    everything = re.sub(r'"\s*\n\s*f?"', "", everything)
    unsaid = [text for text in texts() if text not in everything]
    assert not unsaid, unsaid


@pytest.mark.parametrize("text", sorted(texts()))
def test_the_swedish_has_the_same_values(text: str) -> None:
    assert set(VALUE.findall(texts()[text])) == set(VALUE.findall(text))
    assert "%" not in VALUE.sub("", texts()[text]).replace("%%", "")


def test_the_catalogue_is_valid_and_says_each_thing_once() -> None:
    ids = [line for file in CATALOGUE for line in file.read_text().splitlines() if line.startswith("msgid ")]
    assert len(ids) == len(set(ids))
    assert catalogue("sv").items() >= texts().items() or set(texts()) <= set(catalogue("sv"))


def test_a_sentence_waits_for_its_reader() -> None:
    reason = sentence(
        "“%(step)s” is done by %(roles)s.", step=Title("Föreslå", "Propose"), roles=quoted(Title("Chef", "Manager"))
    )
    assert reason.in_("sv") == "”Föreslå” görs av ”Chef”."
    assert str(reason) == reason.in_("en") == "“Propose” is done by “Manager”."
