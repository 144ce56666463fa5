"""Blocks as WordprocessingML: text that is read once, for a cell at a time through the library takes ten times as long."""

from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import count

from docx.oxml.ns import nsdecls
from markupsafe import escape

from workflow.reports.document import (
    Block,
    Cell,
    Column,
    Document,
    Facts,
    Heading,
    Items,
    Picture,
    Status,
    Table,
    Text,
    is_tall,
    paragraphs,
)
from workflow.reports.shown import plain, shown
from workflow.reports.writers.house import CELL, FIGURE, LEAD, NOTICE, SMALL, TABLE
from workflow.reports.writers.markup import CONTENTS, EMPTY, FEWEST

NAMES = nsdecls("w", "r", "wp", "a", "pic")
PIXEL = 9525
"""English Metric Units to a CSS pixel."""
TONES = {"lead": LEAD, "quote": "Quote", "small": SMALL, "notice": NOTICE}
COLOURS = {"good": "1A6B3A", "risk": "7D4F00", "bad": "A8201A", "unknown": "4F5D66"}
FACTS = (Column("", 3), Column("", 7))
_TOC = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> TOC \\o "1-2" \\h \\z \\n '
    '</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
)
_BREAK = '</w:t><w:br/><w:t xml:space="preserve">'


class Content:
    """Writes blocks with the styles, lists and pictures of the document that they go into. `wide` is the width between
    the margins in twentieths of a point."""

    def __init__(
        self, document: Document, styles: dict[str, str], wide: int, picture: Callable[[Picture], str],
        numbered: Callable[[], int], points: int,
    ) -> None:  # fmt: skip
        self.document, self.wide, self.picture = document, wide, picture
        self.numbered, self.points = numbered, points
        self.properties = {name: f'<w:pPr><w:pStyle w:val="{key}"/></w:pPr>' for name, key in styles.items()}
        self.styles = styles
        self.numbers = count(1)

    def whole(self) -> str:
        """Everything, as children of one element that declares the names."""
        parts = [f"<w:body {NAMES}>", *self._about(), *self._contents()]
        head = ""
        for block in self.document.blocks:
            parts += self._table(block, head) if isinstance(block, Table) else self._block(block)
            head = block.text if isinstance(block, Heading) else ""
        return "".join([*parts, "</w:body>"])

    def _about(self) -> Iterator[str]:
        if self.document.about:
            yield from self._facts(Facts(self.document.about))

    def _contents(self) -> Iterator[str]:
        """The list of contents: a field, so that Word can make it anew, with what it says already there."""
        headings = list(self.document.headings())
        if len(headings) < FEWEST:
            return
        title = f"<w:t>{CONTENTS.in_(self.document.language)}</w:t>"
        yield f'<w:p><w:pPr><w:pageBreakBefore/></w:pPr><w:r><w:rPr><w:b/><w:sz w:val="30"/></w:rPr>{title}</w:r></w:p>'
        opens = _TOC
        for place, heading in enumerate(headings, start=1):
            link = (
                f'<w:hyperlink w:anchor="_Toc{place:06}" w:history="1"><w:r>{_said(heading.text)}</w:r></w:hyperlink>'
            )
            yield f"<w:p>{self.properties[f'toc {heading.level}']}{opens}{link}</w:p>"
            opens = ""
        yield '<w:p><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'

    def _block(self, block: Block) -> Iterator[str]:
        if isinstance(block, Heading):
            yield self._heading(block)
        elif isinstance(block, Text):
            for part in paragraphs(block.text):
                yield self._paragraph(part, TONES.get(block.tone, ""))
        elif isinstance(block, Items):
            yield from self._items(block)
        elif isinstance(block, Facts):
            yield from self._facts(block)
        elif isinstance(block, Picture):
            beside = "<w:pPr><w:keepNext/></w:pPr>" if block.caption else ""
            yield f"<w:p>{beside}{self.picture(block)}</w:p>"
            if block.caption:
                yield self._paragraph(block.caption, SMALL)

    def _heading(self, block: Heading) -> str:
        fresh = "<w:pageBreakBefore/>" if block.new_page else ""
        opens = closes = ""
        if block.level <= 2:
            number = next(self.numbers)
            opens = f'<w:bookmarkStart w:id="{9000 + number}" w:name="_Toc{number:06}"/>'
            closes = f'<w:bookmarkEnd w:id="{9000 + number}"/>'
        style = self.styles[f"heading {block.level}"]
        return (
            f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{fresh}</w:pPr>{opens}<w:r>{_said(block.text)}</w:r>{closes}</w:p>'
        )

    def _paragraph(self, text: str, style: str) -> str:
        return f"<w:p>{self.properties.get(style, '')}<w:r>{_said(text)}</w:r></w:p>"

    def _items(self, block: Items) -> Iterator[str]:
        style = self.styles["List Number" if block.ordered else "List Bullet"]
        number = self.numbered() if block.ordered else self.points
        counted = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'
        opens = f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{counted}</w:pPr><w:r>'
        for item in block.items:
            yield f"{opens}{_said(item)}</w:r></w:p>"

    def _facts(self, block: Facts) -> Iterator[str]:
        yield self._table_opens(FACTS, "", "0000")
        cells = list(self._cells(FACTS))
        bold = cells[0].replace("<w:r>", "<w:r><w:rPr><w:b/></w:rPr>")
        for label, value in block.rows:
            said = f"{bold}{_said(label)}{_CELL_ENDS}{cells[1]}{self._said(value)}{_CELL_ENDS}"
            yield f"<w:tr>{'' if is_tall((value,)) else _WHOLE}{said}</w:tr>"
        yield f"</w:tbl>{self._paragraph('', CELL)}"

    def _table(self, block: Table, head: str) -> Iterator[str]:
        """The table under its caption, which is not said again where the heading over it says it."""
        if block.caption != head:
            yield self._paragraph(block.caption, "caption")
        if not block.rows:
            yield self._paragraph(EMPTY.in_(self.document.language), SMALL)
            return
        yield self._table_opens(block.columns, block.caption, "0060" if block.total else "0020")
        cells = list(self._cells(block.columns))
        heads = "".join(
            f"{cell}{_said(column.title)}{_CELL_ENDS}" for cell, column in zip(cells, block.columns, strict=True)
        )
        yield f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{heads}</w:tr>"
        for row in (*block.rows, block.total) if block.total else block.rows:
            said = "".join([f"{cell}{self._said(value)}{_CELL_ENDS}" for cell, value in zip(cells, row, strict=True)])
            yield f"<w:tr>{'' if is_tall(row) else _WHOLE}{said}</w:tr>"
        yield f"</w:tbl>{self._paragraph('', CELL)}"

    def _table_opens(self, columns: tuple[Column, ...], caption: str, look: str) -> str:
        named = f'<w:tblCaption w:val="{_escaped(caption)}"/>' if caption else ""
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in self._widths(columns))
        return (
            f'<w:tbl><w:tblPr><w:tblStyle w:val="{self.styles[TABLE]}"/><w:tblW w:w="{self.wide}" w:type="dxa"/>'
            f'<w:tblLayout w:type="fixed"/><w:tblLook w:val="{look}"/>{named}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
        )

    def _widths(self, columns: tuple[Column, ...]) -> list[int]:
        whole = sum(column.wide for column in columns)
        return [self.wide * column.wide // whole for column in columns]

    def _cells(self, columns: tuple[Column, ...]) -> Iterator[str]:
        """How each column's cells begin."""
        for column, width in zip(columns, self._widths(columns), strict=True):
            style = self.properties[FIGURE if column.figures else CELL]
            yield f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr><w:p>{style}<w:r>'

    def _said(self, cell: Cell) -> str:
        if isinstance(cell, Status) and cell.tone in COLOURS:
            return f'<w:rPr><w:b/><w:color w:val="{COLOURS[cell.tone]}"/></w:rPr>{_said(str(cell))}'
        return _said(shown(cell, self.document.language))


_CELL_ENDS = "</w:r></w:p></w:tc>"
_WHOLE = "<w:trPr><w:cantSplit/></w:trPr>"
"""That a row stands on one page."""


def picture_of(relation: str, alt: str, size: tuple[int, int], number: int) -> str:
    """A picture in the line of text; `size` in CSS pixels."""
    wide, high = (side * PIXEL for side in size)
    return (
        f'<w:r><w:drawing><wp:inline><wp:extent cx="{wide}" cy="{high}"/><wp:docPr id="{number}" name="Bild {number}" '
        f'descr="{_escaped(alt)}"/><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
        f'<pic:pic><pic:nvPicPr><pic:cNvPr id="{number}" name="Bild {number}"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm><a:prstGeom prst="rect"/></pic:spPr>'
        "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def _escaped(text: str) -> str:
    return str(escape(plain(text)))


@lru_cache(maxsize=4096)
def _said(text: str) -> str:
    """A text inside a run."""
    return f'<w:t xml:space="preserve">{_escaped(text)}</w:t>'.replace("\n", _BREAK)
