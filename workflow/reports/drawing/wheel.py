"""The annual wheel as a picture, for pages and documents: the shapes of circle.py in the colours of print, and in words."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from babel.dates import format_date, get_month_names

from workflow.reports.drawing.circle import BADGE, SIZE, Arc, Drawing, Lane, drawing
from workflow.reports.drawing.svg import ACCENT, LINE, PAPER, QUIET, TEXT, drawn, safe
from workflow.reports.shown import LOCALES, day
from workflow.words import sentence

NOW, PAST = "now", "past"
TONES = ((ACCENT, "#e3f0f6"), ("#8a5a00", "#f8efdf"), ("#4f5d66", "#eceff1"))
"""The full and the light colour of each of the three tones that goal years have."""
HAND, MONTH = "#a8201a", "#f1f5f7"
OTHER, STRONG = "#9aa6ae", TEXT
LABEL = (44, 22)


@dataclass(frozen=True)
class Wheel:
    """The wheel of a calendar year: (goal year, lane) outermost first, and (day, sort) of the meetings that are ticked."""

    year: int
    today: date
    lanes: tuple[tuple[int, Lane], ...]
    ticks: tuple[tuple[date, str], ...] = ()
    language: str = "sv"

    @cached_property
    def alt(self) -> str:
        """Where today is, and what each goal year is in."""
        said = [sentence("The annual wheel %(year)s.", year=self.year)]
        if self.today.year == self.year:
            said.append(sentence("Today is %(day)s.", day=day(self.today, self.language)))
        said += [
            sentence("Goal year %(year)s: %(phase)s.", year=lane.name, phase=span.title)
            for _, lane in self.lanes
            for span in lane.spans
            if span.stands == NOW
        ]
        return " ".join(one.in_(self.language) for one in said)

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in CSS pixels."""
        return SIZE, SIZE

    def svg(self) -> str:
        """The wheel as one SVG element. The names of the phases stand beside it: what lays out PDF files writes no text
        along a line."""
        return self.drawn(is_named=False)

    def drawn(self, is_named: bool) -> str:
        """The same, with the names of the phases along their arcs where there is room; a page gives it colours by its
        classes, where it stands alone it has those of print."""
        months = get_month_names("abbreviated", locale=LOCALES[self.language]).values()
        shapes = drawing(self.year, self.today, self.lanes, [str(name).strip(".")[:3] for name in months], self.ticks)
        title = sentence("The annual wheel %(year)s", year=self.year).in_(self.language)
        parts = [*_months(shapes), *_rings(shapes, is_named), *_hand(shapes), *_hub(shapes, self)]
        return drawn("wheel", self.size, title, self.alt, parts)


def _months(shapes: Drawing) -> Iterator[str]:
    yield f'<g fill="{QUIET}" text-anchor="middle" font-size="15">'
    for arc, name in shapes.months:
        weight = f' font-weight="600" fill="{TEXT}"' if arc.stands == NOW else ""
        yield f'<path class="month {arc.stands}" fill="{LINE if arc.stands == NOW else MONTH}" d="{arc.outline}"/>'
        yield f'<text class="month-name {arc.stands}" x="{name.x}" y="{name.y + 5}"{weight}>{safe(name.text)}</text>'
    yield "</g>"
    for tick in shapes.ticks:
        colour = STRONG if tick.sort == "council" else OTHER
        line = f"M{tick.x1} {tick.y1}L{tick.x2} {tick.y2}"
        yield f'<path class="tick {tick.sort}" stroke="{colour}" stroke-width="3" d="{line}"/>'


def _rings(shapes: Drawing, is_named: bool) -> Iterator[str]:
    for place, ring in enumerate(shapes.rings):
        full, light = TONES[ring.tone]
        yield f'<g class="ring tone-{ring.tone}" text-anchor="middle" fill="{full}">'
        for number, arc in enumerate(ring.arcs):
            yield from _arc(arc, full, light, f"@name-{place}-{number}" if is_named and arc.line else "")
        for dot in ring.dots:
            ground, text = (full, PAPER) if dot.stands == NOW else (light if dot.stands == PAST else PAPER, full)
            yield (f'<circle class="badge {dot.stands}" cx="{dot.x}" cy="{dot.y}" r="{BADGE}" fill="{ground}" '
                   f'stroke="{full}" stroke-width="1.5"/>')  # fmt: skip
            yield (f'<text class="badge-text {dot.stands}" x="{dot.x}" y="{dot.y + 4.5}" font-weight="600" '
                   f'fill="{text}">{safe(dot.text)}</text>')  # fmt: skip
        yield "</g>"


def _arc(arc: Arc, full: str, light: str, line: str) -> Iterator[str]:
    """A phase; what goes on now is framed, for it shall be seen without colour too. `line` names the line that its name is
    written along, "" for none."""
    width = 3 if arc.stands == NOW else 1
    yield (f'<path class="arc {arc.stands}" fill="{light}" stroke="{full}" stroke-width="{width}" '
           f'd="{arc.outline}"/>')  # fmt: skip
    if line:
        yield f'<path class="along" id="{line}" fill="none" d="{arc.line}"/><text class="arc-name {arc.stands}">'
        yield f'<textPath href="#{line}" startOffset="50%">{safe(arc.title)}</textPath></text>'


def _hand(shapes: Drawing) -> Iterator[str]:
    wide, high = LABEL
    if hand := shapes.hand:
        yield f'<path class="hand" stroke="{HAND}" stroke-width="3" d="M{hand.x1} {hand.y1}L{hand.x2} {hand.y2}"/>'
        yield f'<circle class="hand-end" cx="{hand.x2}" cy="{hand.y2}" r="5" fill="{HAND}"/>'
    for ring in shapes.rings:
        full, label = TONES[ring.tone][0], ring.label
        yield f'<g class="tone-{ring.tone}"><rect class="ring-label" x="{label.x - wide / 2}" y="{label.y - high / 2}" '
        yield f'width="{wide}" height="{high}" rx="{high / 2}" fill="{PAPER}" stroke="{full}" stroke-width="1.5"/>'
        yield f'<text class="ring-name" x="{label.x}" y="{label.y + 5}" text-anchor="middle" font-size="14" '
        yield f'font-weight="600" fill="{full}">{safe(label.text)}</text></g>'


def _hub(shapes: Drawing, wheel: Wheel) -> Iterator[str]:
    centre, today = shapes.centre, format_date(wheel.today, "d MMM", locale=LOCALES[wheel.language]).strip(".")
    yield f'<circle class="hub" cx="{centre}" cy="{centre}" r="{shapes.hub}" fill="{PAPER}"/><g text-anchor="middle">'
    if shapes.hand:
        yield f'<text class="hub-day" x="{centre}" y="{centre - 2}" font-size="26" font-weight="600">{today}</text>'
    yield f'<text class="hub-year" x="{centre}" y="{centre + 26}" font-size="17" fill="{QUIET}">{wheel.year}</text></g>'
