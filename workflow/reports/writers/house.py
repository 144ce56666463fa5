"""The house's own Word template, made here: what a municipality downloads, puts its mark on and gives back. Its styles are
also lent to templates that lack them."""

from functools import lru_cache
from io import BytesIO
from typing import Any

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm, Pt, RGBColor

ACCENT, TEXT, QUIET = (RGBColor.from_string(colour) for colour in ("005A7D", "1F2A31", "4F5D66"))
FACE = "Calibri"
TABLE = "Måltabell"
LEAD, SMALL, NOTICE, CELL, FIGURE = "Ingress", "Liten text", "Faktaruta", "Tabelltext", "Tabelltal"
HEADINGS = {"Heading 1": (19, 18), "Heading 2": (14, 14), "Heading 3": (11.5, 11), "Heading 4": (10.5, 9)}
"""Size and space above, in points."""
PAPER = {"sv": ("Sida", "av"), "en": ("Page", "of")}


@lru_cache
def standard_template() -> bytes:
    """The template as a .docx: title page, running head, page numbers, and the place where the content goes."""
    made = docx.Document()
    _page(made.sections[0])
    _text_styles(made.styles)
    _own_styles(made.styles)
    _front(made)
    held = BytesIO()
    made.save(held)
    return held.getvalue()


def _page(section: Any) -> None:
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(24), Mm(20)
    section.top_margin, section.bottom_margin = Mm(28), Mm(24)
    section.different_first_page_header_footer = True
    head = section.header.paragraphs[0]
    head.text = "{{ kommun }}\t\t{{ titel }}"
    foot = section.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    for word, field in (("{{ sida }} ", "PAGE"), (" {{ av }} ", "NUMPAGES")):
        foot.add_run(word)
        foot._p.append(
            parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr="{field}"><w:r><w:t>1</w:t></w:r></w:fldSimple>')
        )


def _text_styles(styles: Any) -> None:
    _face(styles["Normal"], 10.5, TEXT)
    styles["Normal"].paragraph_format.space_after = Pt(6)
    styles["Normal"].paragraph_format.line_spacing = 1.15
    for name, (size, above) in HEADINGS.items():
        _face(styles[name], size, ACCENT if size > 12 else TEXT, bold=True)
        styles[name].font.italic = False
        styles[name].paragraph_format.space_before, styles[name].paragraph_format.space_after = Pt(above), Pt(4)
        styles[name].paragraph_format.keep_with_next = True
    _face(styles["Title"], 30, TEXT, bold=True)
    for border in styles["Title"].element.xpath("w:pPr/w:pBdr"):
        border.getparent().remove(border)
    _face(styles["Subtitle"], 15, TEXT)
    styles["Subtitle"].font.italic = False
    _face(styles["Caption"], 9.5, TEXT, bold=True)
    styles["Caption"].paragraph_format.keep_with_next = True
    styles["Caption"].paragraph_format.space_before, styles["Caption"].paragraph_format.space_after = Pt(8), Pt(3)
    _face(styles["Quote"], 10.5, TEXT)
    styles["Quote"].font.italic = False
    styles["Quote"].paragraph_format.left_indent = Mm(6)
    for name in ("Header", "Footer"):
        _face(styles[name], 8.5, QUIET)


def _own_styles(styles: Any) -> None:
    for name, size, colour in (
        (LEAD, 12, TEXT),
        (SMALL, 9, QUIET),
        (NOTICE, 10.5, TEXT),
        (CELL, 9, TEXT),
        (FIGURE, 9, TEXT),
    ):
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = styles["Normal"]
        _face(style, size, colour)
    for level, indent in ((1, 0), (2, 6)):
        style = styles.add_style(f"toc {level}", WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = styles["Normal"]
        style.paragraph_format.left_indent, style.paragraph_format.space_after = Mm(indent), Pt(3)
    for name in (CELL, FIGURE):
        styles[name].paragraph_format.space_after = Pt(0)
        styles[name].paragraph_format.line_spacing = 1.05
    styles[FIGURE].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    styles[NOTICE].paragraph_format.left_indent = Mm(3)
    styles[NOTICE].element.get_or_add_pPr().insert_element_before(
        parse_xml(f'<w:pBdr {nsdecls("w")}><w:left w:val="single" w:sz="24" w:space="8" w:color="7D4F00"/></w:pBdr>'),
        "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc",
    )  # fmt: skip
    styles.element.append(parse_xml(_TABLE_STYLE))


def _face(style: Any, size: float, colour: RGBColor, *, bold: bool | None = None) -> None:
    """One face for all, also where the style named the theme's."""
    style.font.name, style.font.size, style.font.color.rgb, style.font.bold = FACE, Pt(size), colour, bold
    fonts = style.element.rPr.rFonts
    for theme in [name for name in fonts.attrib if name.endswith("Theme")]:
        del fonts.attrib[theme]


def _front(made: Any) -> None:
    publisher = made.add_paragraph("{{ kommun }}")
    publisher.paragraph_format.space_before = Mm(40)
    publisher.runs[0].font.bold, publisher.runs[0].font.size, publisher.runs[0].font.color.rgb = True, Pt(13), ACCENT
    made.add_paragraph("{{ titel }}", style="Title")
    made.add_paragraph("{{ undertitel }}", style="Subtitle")
    made.add_paragraph("{{ datum }}")
    made.add_paragraph("{{p innehall }}")


_TABLE_STYLE = f"""
<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="Maltabell">
  <w:name w:val="{TABLE}"/><w:basedOn w:val="TableNormal"/><w:uiPriority w:val="99"/><w:qFormat/>
  <w:tblPr>
    <w:tblBorders>
      <w:top w:val="single" w:sz="4" w:space="0" w:color="C9D2D8"/>
      <w:bottom w:val="single" w:sz="4" w:space="0" w:color="C9D2D8"/>
      <w:insideH w:val="single" w:sz="4" w:space="0" w:color="C9D2D8"/>
    </w:tblBorders>
    <w:tblCellMar>
      <w:top w:w="50" w:type="dxa"/><w:left w:w="80" w:type="dxa"/>
      <w:bottom w:w="50" w:type="dxa"/><w:right w:w="80" w:type="dxa"/>
    </w:tblCellMar>
  </w:tblPr>
  <w:tblStylePr w:type="firstRow">
    <w:rPr><w:b/></w:rPr>
    <w:tcPr>
      <w:tcBorders><w:bottom w:val="single" w:sz="8" w:space="0" w:color="1F2A31"/></w:tcBorders>
      <w:shd w:val="clear" w:color="auto" w:fill="F1F5F7"/><w:vAlign w:val="bottom"/>
    </w:tcPr>
  </w:tblStylePr>
  <w:tblStylePr w:type="lastRow">
    <w:rPr><w:b/></w:rPr>
    <w:tcPr><w:tcBorders><w:top w:val="single" w:sz="8" w:space="0" w:color="1F2A31"/></w:tcBorders></w:tcPr>
  </w:tblStylePr>
</w:style>"""
