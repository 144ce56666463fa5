"""The peers of the writers: the bare libraries, used as their own guides do, writing the same paragraphs, cells and
(ready) pictures."""

from datetime import date
from io import BytesIO

import docx
from docx.shared import Cm
from jinja2 import Environment
from xlsxwriter import Workbook

from workflow.reports.document import Document, Facts, Heading, Items, Picture, Table, Text
from workflow.reports.shown import shown

PAGE = Environment(autoescape=True).from_string("""<!DOCTYPE html><html lang="sv"><head><title>{{ d.title }}</title></head><body>
{% for sort, one in blocks %}{% if sort == "Heading" %}<h{{ one.level + 1 }}>{{ one.text }}</h{{ one.level + 1 }}>
{% elif sort == "Text" %}<p>{{ one.text }}</p>
{% elif sort == "Items" %}<ul>{% for item in one.items %}<li>{{ item }}</li>{% endfor %}</ul>
{% elif sort == "Picture" %}{{ pictures[loop.index0] | safe }}
{% else %}<table><caption>{{ one.caption }}</caption>
{% for row in rows(one) %}<tr>{% for cell in row %}<td>{{ cell }}</td>{% endfor %}
</tr>{% endfor %}</table>{% endif %}{% endfor %}</body></html>""")


def rows(block: Facts | Table) -> list[list[str]]:
    """The rows of a table as they read, headings first."""
    head = [[column.title for column in block.columns]] if isinstance(block, Table) else []
    return head + [[shown(cell, "sv") for cell in row] for row in block.rows]


def html(document: Document, pictures: dict[int, str]) -> str:
    """By Jinja."""
    blocks = [(type(block).__name__, block) for block in document.blocks]
    return PAGE.render(d=document, blocks=blocks, pictures=pictures, rows=rows)


def word(document: Document, pictures: dict[int, bytes]) -> bytes:
    """By python-docx, cell by cell."""
    made = docx.Document()
    for place, block in enumerate(document.blocks):
        if isinstance(block, Heading):
            made.add_heading(block.text, block.level)
        elif isinstance(block, Text):
            made.add_paragraph(block.text)
        elif isinstance(block, Items):
            for item in block.items:
                made.add_paragraph(item, style="List Bullet")
        elif isinstance(block, Picture):
            made.add_picture(BytesIO(pictures[place]), width=Cm(15))
        else:
            told = rows(block)
            table = made.add_table(len(told), len(told[0]))
            for row, cells in zip(table.rows, told, strict=True):
                for cell, text in zip(row.cells, cells, strict=True):
                    cell.text = text
    held = BytesIO()
    made.save(held)
    return held.getvalue()


def excel(document: Document) -> bytes:
    """By XlsxWriter, cell by cell, a sheet for each name."""
    held = BytesIO()
    with Workbook(held, {"in_memory": True, "strings_to_formulas": False}) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        sheets, next_row = {}, {}
        for block in document.blocks:
            if not isinstance(block, Facts | Table) or not block.sheet:
                continue
            page = sheets.setdefault(block.sheet, None) or book.add_worksheet(block.sheet)
            sheets[block.sheet] = page
            table = [[value for _, value in block.rows]] if isinstance(block, Facts) else block.rows
            for row in table:
                place = next_row[block.sheet] = next_row.get(block.sheet, 0) + 1
                for column, cell in enumerate([*(value for _, value in block.keys), *row]):
                    if isinstance(cell, date):
                        page.write_datetime(place, column, cell, day)
                    elif isinstance(cell, int | float):
                        page.write_number(place, column, cell)
                    elif cell is not None:
                        page.write_string(place, column, str(cell))
    return held.getvalue()
