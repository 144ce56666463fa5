"""The annual wheel as a picture for documents: the shapes of circle.py in the colours of print, and in words."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from babel.dates import format_date, get_month_names

from workflow.reports.drawing.circle import BADGE, SIZE, Drawing, Lane, Ring, drawing
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
        """The wheel as one SVG element."""
        names = [
            str(name).strip(".")[:3]
            for name in get_month_names("abbreviated", locale=LOCALES[self.language]).values()
        ]  # fmt: skip
        shapes = drawing(self.year, self.today, self.lanes, names, self.ticks)
        title = sentence("The annual wheel %(year)s", year=self.year).in_(self.language)
        parts = [*_months(shapes), *_rings(shapes), *_hand(shapes), *_hub(shapes, self)]
        return drawn("wheel", self.size, title, self.alt, parts)


def _months(shapes: Drawing) -> Iterator[str]:
    yield f'<g class="quiet" fill="{QUIET}" text-anchor="middle" font-size="15">'
    for arc, name in shapes.months:
        weight = f' font-weight="600" fill="{TEXT}"' if arc.stands == NOW else ""
        yield f'<path class="month" fill="{LINE if arc.stands == NOW else MONTH}" d="{arc.outline}"/>'
        yield f'<text x="{name.x}" y="{name.y + 5}"{weight}>{safe(name.text)}</text>'
    yield "</g>"
    for tick in shapes.ticks:
        colour = STRONG if tick.sort == "council" else OTHER
        yield f'<path stroke="{colour}" stroke-width="3" d="M{tick.x1} {tick.y1}L{tick.x2} {tick.y2}"/>'


def _rings(shapes: Drawing) -> Iterator[str]:
    for ring in shapes.rings:
        full, light = TONES[ring.tone]
        yield f'<g class="ring tone-{ring.tone}" text-anchor="middle" fill="{full}">'
        yield from _arcs(ring, full, light)
        for dot in ring.dots:
            ground, text = (full, PAPER) if dot.stands == NOW else (light if dot.stands == PAST else PAPER, full)
            yield f'<circle cx="{dot.x}" cy="{dot.y}" r="{BADGE}" fill="{ground}" stroke="{full}" stroke-width="1.5"/>'
            yield f'<text x="{dot.x}" y="{dot.y + 4.5}" font-weight="600" fill="{text}">{safe(dot.text)}</text>'
        yield "</g>"


def _arcs(ring: Ring, full: str, light: str) -> Iterator[str]:
    """The phases: what goes on now is framed, for it shall be seen without colour too. Their names stand beside the wheel:
    what lays out PDF files writes no text along a line."""
    for arc in ring.arcs:
        width = 3 if arc.stands == NOW else 1
        yield f'<path class="arc" fill="{light}" stroke="{full}" stroke-width="{width}" d="{arc.outline}"/>'


def _hand(shapes: Drawing) -> Iterator[str]:
    wide, high = LABEL
    if hand := shapes.hand:
        yield f'<path stroke="{HAND}" stroke-width="3" d="M{hand.x1} {hand.y1}L{hand.x2} {hand.y2}"/>'
        yield f'<circle cx="{hand.x2}" cy="{hand.y2}" r="5" fill="{HAND}"/>'
    for ring in shapes.rings:
        full, label = TONES[ring.tone][0], ring.label
        yield (f'<rect class="ring-label" x="{label.x - wide / 2}" y="{label.y - high / 2}" width="{wide}" height="{high}" '
               f'rx="{high / 2}" fill="{PAPER}" stroke="{full}" stroke-width="1.5"/>')  # fmt: skip
        yield (f'<text x="{label.x}" y="{label.y + 5}" text-anchor="middle" font-size="14" font-weight="600" '
               f'fill="{full}">{safe(label.text)}</text>')  # fmt: skip


def _hub(shapes: Drawing, wheel: Wheel) -> Iterator[str]:
    today = format_date(wheel.today, "d MMM", locale=LOCALES[wheel.language]).strip(".")
    yield f'<circle class="hub" cx="{shapes.centre}" cy="{shapes.centre}" r="{shapes.hub}" fill="{PAPER}"/>'
    yield '<g text-anchor="middle">'
    if shapes.hand:
        yield f'<text x="{shapes.centre}" y="{shapes.centre - 2}" font-size="26" font-weight="600">{today}</text>'
    yield f'<text class="quiet" x="{shapes.centre}" y="{shapes.centre + 26}" font-size="17" fill="{QUIET}">{wheel.year}</text></g>'
