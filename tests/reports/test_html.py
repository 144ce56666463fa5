"""The HTML file as a browser and a screen reader take it: parsed, not looked at."""

from dataclasses import replace
from html.parser import HTMLParser

import pytest

from tests.reports.sample import SAMPLE
from workflow.reports.document import Column, Document, Facts, Heading, Items, Table, Text
from workflow.reports.writers import FORMATS

VOID = {"meta", "col", "br"}
Attributes = dict[str, str | None]


class Page(HTMLParser):
    """Elements in order with their attributes and what encloses them; text; every tag is ended where it should be."""

    def __init__(self, data: bytes) -> None:
        super().__init__()
        self.found: list[tuple[str, Attributes, tuple[str, ...]]] = []
        self.open: list[str] = []
        self.said: list[str] = []
        self.feed(data.decode())
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs), tuple(self.open)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs), tuple(self.open)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] != "style":
            self.said.append(data)

    def all(self, *tags: str) -> list[Attributes]:
        """The attributes of every such element."""
        return [attributes for tag, attributes, _ in self.found if tag in tags]


@pytest.fixture(scope="module")
def page() -> Page:
    """The sample, parsed."""
    return Page(FORMATS["html"].write(SAMPLE))


def many() -> Document:
    """With so many headings that there are contents, levels skipped, and the same picture twice."""
    heads = [Heading("Ett"), Heading("Ett ett", 2), Heading("Två"), Heading("Tre"), Heading("Tre ett", 2),
             Heading("Djupt", 3), Heading("Tre två", 2)]  # fmt: skip
    return replace(SAMPLE, blocks=(*heads, *SAMPLE.blocks, SAMPLE.blocks[-1]))


def test_tables_say_what_their_cells_are(page: Page) -> None:
    heads = page.all("th")
    assert heads and all(one.get("scope") in {"col", "row"} for one in heads)
    captions = [inside for tag, _, inside in page.found if tag == "caption"]
    assert captions and all(inside[-1] == "table" for inside in captions)


def test_pictures_say_what_they_show(page: Page) -> None:
    names = {one.get("id") for one in page.all("title", "desc")}
    pictures = page.all("svg")
    assert pictures
    for one in pictures:
        assert one["role"] == "img" and set(str(one["aria-labelledby"]).split()) <= names


def test_what_was_written_is_text_and_nothing_else(page: Page) -> None:
    said = "".join(page.said)
    for words in ("<b>", "Fler <ska> läsa", "<tagg> & tecken", '=HYPERLINK("x")'):
        assert words in said, words
    assert {tag for tag, _, _ in page.found}.isdisjoint({"b", "ska", "tagg", "script", "link", "img"})


def test_nothing_is_asked_of_a_network(page: Page) -> None:
    for _, attributes, _ in page.found:
        for name in ("src", "href", "xlink:href"):
            assert not attributes.get(name) or str(attributes[name]).startswith("#")


def test_the_contents_lead_to_headings_and_every_name_stands_once() -> None:
    page = Page(FORMATS["html"].write(many()))
    names = [one["id"] for _, one, _ in page.found if "id" in one]
    assert len(names) == len(set(names))
    links = [str(one["href"]).removeprefix("#") for one in page.all("a")]
    assert len(links) == 9 and set(links) <= set(names)
    assert page.all("html")[0]["lang"] == "sv"
    assert [tag for tag, _, _ in page.found].count("h1") == 1


@pytest.mark.parametrize("nasty", ["<script>alert(1)</script>", '" onload="x', "</style>", "&lt;", "]]>", "\x00\x0b"])
def test_nothing_breaks_out_wherever_it_stands(nasty: str) -> None:
    made = Document(
        "x", nasty, nasty, nasty, SAMPLE.on, about=((nasty, nasty),), subject=nasty,
        blocks=(Heading(nasty, key=nasty), Text(nasty, "lead"), Items((nasty,)), Facts(((nasty, nasty),), "Blad"),
                Table(nasty, (Column(nasty),), ((nasty,),), "Blad", ((nasty, nasty),))),
    )  # fmt: skip
    page = Page(FORMATS["html"].write(made))
    assert not page.all("script") and not any("onload" in one for _, one, _ in page.found)
    for ending in ("docx", "xlsx"):
        assert FORMATS[ending].write(made)
