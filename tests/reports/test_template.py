"""A municipality's own Word template is left as it was made, lent what it lacks, or refused in a sentence."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import docx
import pytest
from docx.shared import Pt, RGBColor

from tests.reports.sample import SAMPLE
from workflow.reports.writers import FORMATS
from workflow.reports.writers.house import NOTICE, TABLE, standard_template
from workflow.words import Wrong

RED = RGBColor(0xB0, 0x00, 0x20)


def packed(made: Any) -> bytes:
    """A document as a file."""
    held = BytesIO()
    made.save(held)
    return held.getvalue()


def written(template: Any) -> Any:
    """The sample in a template, read again."""
    return docx.Document(BytesIO(FORMATS["docx"].write(SAMPLE, packed(template))))


def plain_template(*paragraphs: str) -> Any:
    """What Word gives for a new document, with these paragraphs."""
    made = docx.Document()
    for text in paragraphs:
        made.add_paragraph(text)
    return made


def test_its_own_head_words_and_styles_are_kept() -> None:
    own = docx.Document(BytesIO(standard_template()))
    own.sections[0].header.paragraphs[0].text = "Mariestads kommun – eget brevhuvud"
    own.styles["Heading 1"].font.color.rgb, own.styles["Heading 1"].font.size = RED, Pt(22)
    own.paragraphs[-1].insert_paragraph_before("Eget förord")
    own.add_paragraph("Egen avslutning")
    made = written(own)
    assert made.sections[0].header.paragraphs[0].text == "Mariestads kommun – eget brevhuvud"
    assert (made.styles["Heading 1"].font.color.rgb, made.styles["Heading 1"].font.size) == (RED, Pt(22))
    texts = [one.text for one in made.paragraphs]
    assert texts.index("Eget förord") < texts.index("Sammanfattning") < texts.index("Egen avslutning")
    assert texts[-1] == "Egen avslutning" and SAMPLE.title in texts


def test_what_it_lacks_is_lent_and_what_it_names_in_its_own_way_is_found() -> None:
    own = plain_template("{{ titel }} · {{ datum }}", "{{p innehall }}")
    own.styles["Heading 1"].element.set(docx.oxml.ns.qn("w:styleId"), "Rubrik1")
    made = written(own)
    assert made.paragraphs[0].text == f"{SAMPLE.title} · 29 februari 2028"
    heading = next(one for one in made.paragraphs if one.text == "Sammanfattning")
    assert (heading.style.name, heading.style.style_id) == ("Heading 1", "Rubrik1")
    assert {NOTICE, TABLE} <= {style.name for style in made.styles}
    assert made.tables[-1].style.name == TABLE


def test_a_narrow_page_makes_tables_and_pictures_narrow() -> None:
    own = docx.Document(BytesIO(standard_template()))
    own.sections[0].right_margin = own.sections[0].page_width // 2
    section = own.sections[0]
    wide = section.page_width - section.left_margin - section.right_margin
    made = written(own)
    assert made.inline_shapes and all(shape.width <= wide for shape in made.inline_shapes)
    assert all(sum(column.width for column in table.columns) <= wide for table in made.tables)


def test_a_document_is_hyphenated_in_its_language() -> None:
    made = written(plain_template("{{p innehall }}"))
    names = [one.tag.rpartition("}")[2] for one in made.settings.element]
    assert names.count("autoHyphenation") == 1
    assert names.index("zoom") < names.index("autoHyphenation") < names.index("compat"), "in the schema's order"


REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "no file of Word's": (lambda: b"not a document", "Wordfil"),
    "no place": (lambda: packed(plain_template("Bara text")), "plats för innehållet"),
    "an unknown tag": (lambda: packed(plain_template("{% for x in y %}", "{{p innehall }}")), "Wordmall"),
    "a tag not ended": (lambda: packed(plain_template("{% if titel ", "{{p innehall }}")), "Wordmall"),
    "cut off": (lambda: standard_template()[:2000], "Wordfil"),
    "a tag that looks inside": (lambda: packed(plain_template("{{ titel.__class__.mro() }}", "{{p innehall }}")), "Wordmall"),
}  # fmt: skip


@pytest.mark.parametrize("why", REFUSED)
def test_what_is_no_template_is_refused_in_a_sentence(why: str) -> None:
    made, words = REFUSED[why]
    with pytest.raises(Wrong) as wrong:
        FORMATS["docx"].write(SAMPLE, made())
    said = wrong.value.why.in_("sv")
    assert words.casefold() in said.casefold() and said.endswith((".", ")")), said
