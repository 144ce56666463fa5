"""Every text that letters say is there in Swedish."""

import ast
import re
from pathlib import Path

from workflow.words import catalogue

HERE = Path(__file__).resolve().parents[2] / "notifications"


def said() -> set[str]:
    """What code and layouts say."""
    found = set()
    for file in HERE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text())):
            called = isinstance(node, ast.Call) and getattr(node.func, "id", "") == "sentence"
            if called and isinstance(first := node.args[0], ast.Constant):
                found.add(str(first.value))
    for file in (HERE / "texts").glob("layout.*"):
        found |= set(re.findall(r'_\(\s*"((?:[^"\\]|\\.)*)"', file.read_text()))
    return found


def test_every_text_is_there_in_swedish() -> None:
    assert len(said()) > 15
    missing = {text for text in said() if text not in catalogue("sv")}
    assert not missing
