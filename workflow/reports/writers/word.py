"""Word: the content put into the municipality's own template, or into ours. Everything of the template's stays: its
marks, its heads and feet, its styles."""

from io import BytesIO
from itertools import count
from typing import Any
from zipfile import BadZipFile

from docx.image.constants import MIME_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import PackageNotFoundError
from docx.opc.packuri import PackURI
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.parts.image import ImagePart
from docxtpl import DocxTemplate
from jinja2.exceptions import TemplateError
from jinja2.sandbox import SandboxedEnvironment
from lxml.etree import XMLSyntaxError
from markupsafe import Markup

from workflow.reports.document import Document, Picture
from workflow.reports.drawing.raster import png
from workflow.reports.shown import day, plain
from workflow.reports.writers.house import PAPER, standard_template
from workflow.reports.writers.lent import Lists, hyphenate, styles
from workflow.reports.writers.wordml import Content, picture_of
from workflow.words import Wrong, sentence

PLACE = "innehåll-här"
"""What stands where the content goes, while the template is filled."""
LANGUAGES = {"sv": "sv-SE", "en": "en-GB"}
TWIP = 635
"""English Metric Units to a twentieth of a point."""


def write(document: Document, template: bytes | None = None) -> bytes:
    """The document as .docx. Raises Wrong when the template is no Word file, cannot be filled, or has no place for the
    content."""
    filled = _filled(document, template or standard_template())
    _put_in(filled, document)
    _describe(filled, document)
    held = BytesIO()
    filled.save(held)
    return held.getvalue()


def _filled(document: Document, template: bytes) -> Any:
    """The template with title and date in it, and a mark where the content goes."""
    page, of = PAPER[document.language]
    said = {"titel": plain(document.title), "undertitel": plain(document.subtitle), "kommun": plain(document.publisher),
            "datum": day(document.on, document.language), "sida": page, "av": of,
            "innehall": Markup(f"<w:p><w:r><w:t>{PLACE}</w:t></w:r></w:p>")}  # fmt: skip
    try:
        filled = DocxTemplate(BytesIO(template))
        _refuse_open_tags(filled)
        filled.render(said, SandboxedEnvironment(), autoescape=True)
    except Wrong:
        raise
    except TemplateError as fault:
        raise Wrong(sentence("The Word template has a tag that cannot be filled: %(fault)s", fault=fault)) from fault
    except (BadZipFile, PackageNotFoundError, XMLSyntaxError, KeyError, ValueError) as fault:
        raise Wrong(sentence("The template is no Word file (.docx).")) from fault
    return filled.docx


def _refuse_open_tags(filled: Any) -> None:
    """Raises Wrong for a tag that is begun and never ended: the library would swallow it with what follows, silently."""
    for paragraph in filled.get_docx().element.body.iter(qn("w:p")):
        text = "".join(run.text or "" for run in paragraph.iter(qn("w:t")))
        if any(text.count(begin) != text.count(end) for begin, end in (("{%", "%}"), ("{{", "}}"))):
            raise Wrong(
                sentence("The Word template has a tag that is begun and not ended: “%(tag)s”.", tag=text[:80].strip())
            )


def _put_in(filled: Any, document: Document) -> None:
    place = _place(filled)
    lists, ids = Lists(filled), count(2001)

    def picture(block: Picture) -> str:
        number = next(ids)
        part = ImagePart(PackURI(f"/word/media/drawn{number}.png"), MIME_TYPE.PNG, png(block.drawn.svg()))
        relation = filled.part.relate_to(part, RELATIONSHIP_TYPE.IMAGE)
        return picture_of(relation, block.drawn.alt, _fitted(block.drawn.size, wide), number)

    section = filled.sections[-1]
    wide = (section.page_width - section.left_margin - section.right_margin) // TWIP
    content = Content(document, styles(filled), wide, picture, lists.numbered, lists.points)
    for element in list(parse_xml(content.whole())):
        place.addprevious(element)
    place.getparent().remove(place)


def _place(filled: Any) -> Any:
    """The outermost paragraph that the mark stands in."""
    found = [text for text in filled.element.body.iter(qn("w:t")) if text.text == PLACE]
    if not found:
        raise Wrong(
            sentence("The Word template has no place for the content: write {{p innehall }} in a paragraph of its own.")
        )
    return list(found[0].iterancestors(qn("w:p")))[-1]


def _fitted(size: tuple[int, int], wide: int) -> tuple[int, int]:
    """A picture's size, made smaller where it is wider than the text: fifteen twentieths of a point are a CSS pixel."""
    most = wide // 15
    return size if size[0] <= most else (most, size[1] * most // size[0])


def _describe(filled: Any, document: Document) -> None:
    """Title, author and language, as programs and screen readers ask for them."""
    properties = filled.core_properties
    properties.title, properties.author = plain(document.title), plain(document.publisher)
    properties.subject = plain(document.subject)
    properties.language = LANGUAGES[document.language]
    properties.last_modified_by, properties.comments = plain(document.publisher), ""
    for language in filled.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), LANGUAGES[document.language])
    hyphenate(filled.settings.element)
