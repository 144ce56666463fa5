"""Compiled templates are kept for the next process; where they cannot be, pages come as before."""

import tempfile
from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment

from web.compiled import CompiledTemplates, kept_templates


def page(folder: Path, text: str) -> str:
    """A page of a process that has just started."""
    keeper = CompiledTemplates(str(folder))
    return (
        Environment(loader=DictLoader({"page": text}), bytecode_cache=keeper, autoescape=True)
        .get_template("page")
        .render()
    )


def test_the_next_process_finds_what_was_compiled_and_a_changed_text_is_compiled_again(tmp_path: Path) -> None:
    assert page(tmp_path, "Mål {{ 1 + 1 }}") == "Mål 2"
    [kept] = tmp_path.iterdir()
    before = kept.stat().st_mtime_ns
    assert page(tmp_path, "Mål {{ 1 + 1 }}") == "Mål 2" and kept.stat().st_mtime_ns == before
    assert page(tmp_path, "Mål {{ 1 + 2 }}") == "Mål 3"


def test_a_folder_that_is_gone_costs_time_and_not_the_page(tmp_path: Path) -> None:
    assert page(tmp_path / "gone", "Mål {{ 1 + 1 }}") == "Mål 2"


def test_nothing_is_kept_where_somebody_else_could_write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "gone"))
    assert kept_templates() is None
