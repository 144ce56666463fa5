"""Blocks as HTML: the same for a file that is opened and for one that is printed. They differ in their style, and in how
a picture gets in."""

from collections.abc import Callable, Iterator
from functools import lru_cache

from markupsafe import escape

from workflow.reports.document import (
    Block,
    Cell,
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
from workflow.reports.shown import day, shown
from workflow.words import sentence

Draw = Callable[[Picture], str]
"""A picture as markup."""
CONTENTS = sentence("Contents")
EMPTY = sentence("Nothing to report.")
WIDE = 4
"""From so many columns on a table may have to be moved sideways on a narrow screen."""
FEWEST = 4
"""With fewer headings there is no list of contents."""


def front(document: Document) -> Iterator[str]:
    """What stands first: publisher, title, what and when it is about, and from which data."""
    yield f'<header class="front"><p class="publisher">{escape(document.publisher)}</p><h1>{escape(document.title)}</h1>'
    if document.subtitle:
        yield f'<p class="subtitle">{escape(document.subtitle)}</p>'
    yield f'<p class="on"><time datetime="{document.on}">{day(document.on, document.language)}</time></p>'
    if document.about:
        yield "".join(_facts(Facts(document.about), document.language)).replace('"facts"', '"facts about"')
    yield "</header>"


def contents(document: Document) -> Iterator[str]:
    """The list of contents with a link to each heading of the two upper levels; nothing where they are few."""
    listed = [(heading, key) for heading, key in keyed(document) if heading.level <= 2]
    if len(listed) < FEWEST:
        return
    yield f'<nav class="contents" aria-labelledby="contents"><h2 id="contents">{CONTENTS.in_(document.language)}</h2><ul>'
    inside = 0
    for heading, key in listed:
        if heading.level == 2 and inside:
            yield "<li>" if inside == 2 else "<ul><li>"
        else:
            yield ("</ul></li>" if inside == 2 else "</li>" if inside else "") + "<li>"
        inside = 2 if heading.level == 2 and inside else 1
        yield f'<a href="#{escape(key)}">{escape(heading.text)}</a>' + ("</li>" if inside == 2 else "")
    yield ("</ul></li>" if inside == 2 else "</li>") + "</ul></nav>"


def keyed(document: Document) -> Iterator[tuple[Heading, str]]:
    """Every heading with its anchor, its own or one by its place."""
    for place, block in enumerate(document.blocks):
        if isinstance(block, Heading):
            yield block, block.key or f"part-{place}"


def body(document: Document, draw: Draw) -> Iterator[str]:
    """The blocks in order."""
    keys, over = (key for _, key in keyed(document)), ("", "")
    for place, block in enumerate(document.blocks):
        heading, over = over, ("", "")
        if isinstance(block, Heading):
            over = block.text, next(keys)
            yield _heading(block, over[1])
        elif isinstance(block, Table):
            # A caption that says what the heading over it says would be read twice.
            is_named = block.caption == heading[0]
            yield from _table(block, heading[1] if is_named else f"table-{place}", document.language, is_named)
        else:
            yield from _plain(block, draw, document.language)


def _plain(block: Block, draw: Draw, language: str) -> Iterator[str]:
    if isinstance(block, Text):
        yield from _text(block)
    elif isinstance(block, Items):
        tag = "ol" if block.ordered else "ul"
        yield f"<{tag}>{''.join(f'<li>{_lines(item)}</li>' for item in block.items)}</{tag}>"
    elif isinstance(block, Facts):
        yield from _facts(block, language)
    elif isinstance(block, Picture):
        caption = f"<figcaption>{escape(block.caption)}</figcaption>" if block.caption else ""
        yield f"<figure>{draw(block)}{caption}</figure>"


def _heading(block: Heading, key: str) -> str:
    fresh = ' class="new-page"' if block.new_page else ""
    return f'<h{block.level + 1} id="{escape(key)}"{fresh}>{escape(block.text)}</h{block.level + 1}>'


def _text(block: Text) -> Iterator[str]:
    parts = "".join(f"<p>{_lines(part)}</p>" for part in paragraphs(block.text))
    if block.tone == "quote":
        yield f"<blockquote>{parts}</blockquote>"
    elif block.tone:
        yield f'<div class="{block.tone}">{parts}</div>'
    else:
        yield parts


def _facts(block: Facts, language: str) -> Iterator[str]:
    yield '<table class="facts"><tbody>'
    for label, value in block.rows:
        opens = '<tr class="tall">' if is_tall((value,)) else "<tr>"
        yield f'{opens}<th scope="row">{escape(label)}</th><td>{_cell(value, language)}</td></tr>'
    yield "</tbody></table>"


def _table(block: Table, key: str, language: str, is_named: bool) -> Iterator[str]:
    """The table with its caption, or named by the heading `key` over it."""
    caption = escape(block.caption)
    if not block.rows:
        title = "" if is_named else f"<strong>{caption}</strong> "
        yield f'<p class="empty">{title}{EMPTY.in_(language)}</p>'
        return
    wide = len(block.columns) >= WIDE
    if wide:
        yield f'<div class="wide" role="region" tabindex="0" aria-labelledby="{escape(key)}">'
    whole = sum(column.wide for column in block.columns)
    if is_named:
        yield f'<table aria-labelledby="{escape(key)}"><colgroup>'
    else:
        yield f'<table><caption id="{key}">{caption}</caption><colgroup>'
    yield "".join(f'<col style="width:{column.wide * 100 / whole:.3g}%">' for column in block.columns)
    yield "</colgroup><thead><tr>"
    yield "".join(f'<th scope="col"{_FIGURES[column.figures]}>{escape(column.title)}</th>' for column in block.columns)
    yield "</tr></thead><tbody>"
    first = f'<th scope="row"{_FIGURES[block.columns[0].figures]}>'
    opens = [f"</th><td{_FIGURES[column.figures]}>" for column in block.columns[1:2]]
    opens += [f"</td><td{_FIGURES[column.figures]}>" for column in block.columns[2:]]
    for row in block.rows:
        yield ('<tr class="tall">' if is_tall(row) else "<tr>") + _row(row, first, opens, language)
    if block.total:
        yield '<tr class="total">' + _row(block.total, first, opens, language)
    yield "</tbody></table>" + ("</div>" if wide else "")


_FIGURES = {False: "", True: ' class="figures"'}


def _row(row: tuple[Cell, ...], first: str, opens: list[str], language: str) -> str:
    cells = [_cell(cell, language) for cell in row]
    rest = "".join(opened + cell for opened, cell in zip(opens, cells[1:], strict=True))
    return f"{first}{cells[0]}{rest}{'</td>' if opens else '</th>'}</tr>"


def _cell(cell: Cell, language: str) -> str:
    if isinstance(cell, str):
        return _lines(cell)
    if isinstance(cell, Status):
        return f'<span class="status {cell.tone}">{escape(str(cell))}</span>'
    return str(escape(shown(cell, language)))


@lru_cache(maxsize=4096)
def _lines(text: str) -> str:
    return str(escape(text)).replace("\n", "<br>")
