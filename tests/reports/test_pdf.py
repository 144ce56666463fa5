"""A PDF that everybody can read: tagged, with language, title and descriptions (PDF/UA-1)."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pikepdf
import pytest

from tests.reports.sample import CHART, SAMPLE
from workflow.reports.writers import FORMATS, pdf
from workflow.words import Wrong


@pytest.fixture(scope="module")
def file() -> pikepdf.Pdf:
    """The sample as PDF."""
    return pikepdf.open(BytesIO(FORMATS["pdf"].write(SAMPLE)))


def elements(node: Any) -> Iterator[Any]:
    """Every element of the structure."""
    if isinstance(node, pikepdf.Array):
        for one in node:
            yield from elements(one)
    elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
        yield node
        yield from elements(node.get("/K", pikepdf.Array()))


def test_it_is_tagged_and_says_its_language_and_title(file: pikepdf.Pdf) -> None:
    root = file.Root
    assert bool(root.MarkInfo.Marked) and str(root.Lang).startswith("sv")
    assert bool(root.ViewerPreferences.DisplayDocTitle)
    with file.open_metadata() as told:
        assert told["dc:title"] == SAMPLE.title
        assert told["pdfuaid:part"] == "1"


def test_tables_have_headings_and_figures_say_what_they_show(file: pikepdf.Pdf) -> None:
    found = list(elements(file.Root.StructTreeRoot.K))
    sorts = [str(one.S) for one in found]
    assert {"/H1", "/H2", "/Table", "/TH", "/TD", "/L", "/P"} <= set(sorts)
    figures = [one for one in found if str(one.S) == "/Figure"]
    assert figures and all(str(one.get("/Alt", "")) for one in figures)
    assert any(CHART.alt[:40] in str(one.Alt) for one in figures)
    assert str(file.Root.Outlines.First.Title), "headings are bookmarks"


def test_without_pango_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    import builtins

    real = builtins.__import__

    def refusing(name: str, *given: Any, **more: Any) -> Any:
        if name.startswith("weasyprint"):
            raise OSError("cannot load library 'libpango-1.0-0'")
        return real(name, *given, **more)

    monkeypatch.setattr(builtins, "__import__", refusing)
    with pytest.raises(Wrong) as wrong:
        pdf.library()
    assert "libpango" in wrong.value.why.in_("sv")
