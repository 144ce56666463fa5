"""A level drawn from its state machine: as text for Mermaid, and as a picture (SVG)."""

from html import escape

from workflow.governance.model import Level, Model
from workflow.states.machine import NOT_CREATED, Way, ways

EDGE = "[*]"
BOX, HEIGHT, GAP, LANE, MARGIN = 240, 40, 56, 26, 16
"""Pixels: a state's width and height, between two states, between two arrows side by side, around it all."""


def diagram(model: Model, level: str, language: str = "sv") -> str:
    """The level as `stateDiagram-v2`, with the titles of states and steps in `language`.

    Steps that leave a case where it is are left out: they are in the handbook.
    """
    row = model.levels[level]
    states = [f'    state "{_plain(state.title.in_(language))}" as {state.name}' for state in row.states]
    arrows = [
        f"    {EDGE if way.source == NOT_CREATED else way.source} --> {way.target}: {_plain(_title(row, way, language))}"
        for way in _moving(model, level)
    ]
    ends = [f"    {state.name} --> {EDGE}" for state in row.states if state.final]
    return "\n".join(["stateDiagram-v2", *states, *dict.fromkeys(arrows), *ends]) + "\n"


def picture(model: Model, level: str, language: str = "sv") -> str:
    """The level as an SVG of its own: states from above in the model's order, steps as arrows. What leads to the next
    state is straight; what passes some over goes to the right of them, what goes back to the left."""
    row = model.levels[level]
    place = {state.name: number for number, state in enumerate(row.states, start=1)} | {NOT_CREATED: 0}
    found: dict[tuple[int, int], list[str]] = {}
    for way in _moving(model, level):
        found.setdefault((place[way.source], place[way.target]), []).append(_title(row, way, language))
    right = _lanes([pair for pair in found if pair[1] > pair[0] + 1])
    left = _lanes([pair for pair in found if pair[1] < pair[0]])
    x = MARGIN + LANE * (max(left.values(), default=0) + 1)
    wide = x + BOX + LANE * (max(right.values(), default=0) + 1) + MARGIN + BOX
    high = MARGIN * 2 + (len(row.states) + 1) * (HEIGHT + GAP)
    drawn = [
        _state(row.states[number - 1].title.in_(language) if number else "", x, number) for number in place.values()
    ]
    for (start, end), titles in found.items():
        lane = right.get((start, end)) or -left.get((start, end), 0)
        drawn.append(_arrow(start, end, lane, x, ", ".join(dict.fromkeys(titles))))
    title = escape(row.title.in_(language))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" width="{wide}" height="{high}" role="img" '
        f'font-family="sans-serif" font-size="13"><title>{title}</title><defs><marker id="tip" markerWidth="9" '
        'markerHeight="8" refX="8" refY="4" orient="auto"><path d="M0 0 9 4 0 8z"/></marker></defs>'
        f'<rect width="100%" height="100%" fill="#fff"/>{"".join(drawn)}</svg>\n'
    )


def _moving(model: Model, level: str) -> list[Way]:
    return [way for way in ways(model, level) if way.source != way.target]


def _title(row: Level, way: Way, language: str) -> str:
    return row.step[way.step].title.in_(language)


def _plain(text: str) -> str:
    """Without the signs that mean something to Mermaid."""
    return text.replace('"', "'").replace(":", " ").replace(";", ",").replace("\n", " ")


def _lanes(pairs: list[tuple[int, int]]) -> dict[tuple[int, int], int]:
    """A lane of its own (1 nearest) for each arrow that runs beside the states, the shortest nearest to them."""
    return {pair: lane for lane, pair in enumerate(sorted(pairs, key=lambda pair: abs(pair[1] - pair[0])), start=1)}


def _top(number: int) -> int:
    return MARGIN + number * (HEIGHT + GAP)


def _state(title: str, x: int, number: int) -> str:
    """A state's box; the beginning of all is a dot."""
    middle = x + BOX // 2
    if not number:
        return f'<circle cx="{middle}" cy="{_top(0) + HEIGHT // 2}" r="7"/>'
    return (
        f'<rect x="{x}" y="{_top(number)}" width="{BOX}" height="{HEIGHT}" rx="8" fill="#eef3f8" stroke="#1c3d5a"/>'
        f'<text x="{middle}" y="{_top(number) + HEIGHT // 2 + 5}" text-anchor="middle">{escape(title)}</text>'
    )


def _arrow(start: int, end: int, lane: int, x: int, title: str) -> str:
    """An arrow with its steps' titles: down to the next state, else in its lane beside them."""
    line = '<path d="{path}" fill="none" stroke="#1c3d5a" marker-end="url(#tip)"/>'
    if not lane:
        middle, top = x + BOX // 2, _top(start) + (HEIGHT if start else HEIGHT // 2 + 7)
        path = f"M{middle} {top}V{_top(end)}"
        return line.format(path=path) + f'<text x="{middle + 8}" y="{_top(end) - GAP // 2 + 4}">{escape(title)}</text>'
    side = x + BOX if lane > 0 else x
    beside, off = side + lane * LANE, 8 if lane > 0 else -8
    y, to = _top(start) + HEIGHT // 2 + off // 2, _top(end) + HEIGHT // 2 - off // 2
    anchor = "" if lane > 0 else ' text-anchor="end"'
    text = f'<text x="{beside + off // 2}" y="{(y + to) // 2}"{anchor} font-size="11">{escape(title)}</text>'
    return line.format(path=f"M{side} {y}H{beside}V{to}H{side}") + text
