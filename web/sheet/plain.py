"""A goal's fields while nothing is chosen in them: the same for every goal but for names and texts, so they are drawn once
for a model and a language, and remembered."""

import re
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, TypeVar

from flask import render_template
from markupsafe import Markup, escape
from werkzeug.datastructures import MultiDict

from web.forms.doubts import SURE
from web.forms.faults import Fault
from web.forms.values import Values
from web.language import language
from web.sheet.begin import VERSION
from web.sheet.fields import Fields, beside, kinds_of, same_of
from web.sheet.goal_form import Gauge, GoalForm
from web.sheet.loader import Book
from web.sheet.pieces import BEFORE, Pieces, cut, filled, mark

Kept = TypeVar("Kept")
TEXTS = (
    "comment", "result", "measures", "differs", "reason", "when", "consequence_by", "c-cause", "c-consequence", "c-if_nothing",
)  # fmt: skip
"""The fields that are written. As soon as anything else is filled in, the goal is drawn field by field."""
WRITTEN = re.compile(rf"{VERSION}|measured-\d+-(indicator|value)|p-\d+-\w+|{'|'.join(TEXTS)}")
OF_GAUGE = ("name", "unit", "target", "baseline", "before")
PROPOSED_HERE = "\ue003"
"""Where the measures that a goal has are told."""


@dataclass(frozen=True)
class Plain:
    """The fields of a goal, drawn: `risk` before and after the measures that it has. The rest is as in a form."""

    plain: ClassVar[bool] = True
    is_same: ClassVar[bool] = False
    version: str
    same: str
    kinds: Mapping[str, str]
    changed: Markup
    gauges: Markup
    risk: tuple[Markup, ...]


class Plains:
    """Draws those goals of a book in which nothing is chosen."""

    def __init__(self, book: Book, values: Values, faults: Sequence[Fault]) -> None:
        self.book, self.reads = book, language()
        self.faulty = {_goal(fault.name) for fault in faults}
        self.faulty |= {_goal(name.removeprefix(SURE)) for name in values if name.startswith(SURE)}
        options = (f'<option value="{one.value}">{escape(one.text)}</option>' for one in book.people)
        self.people = Markup("".join(options))
        self.own: dict[str, dict[str, str]] = {}
        for name, value in values.items():
            if value:
                self.own.setdefault(_goal(name), {})[name.partition("-")[2]] = value

    def form(self, part: GoalForm) -> Plain | None:
        """The goal's fields; None when something is chosen in them or to be put right."""
        own = self.own.get(part.before_it, {})
        if part.told or part.before_it in self.faulty or not all(map(WRITTEN.fullmatch, own)):
            return None
        texts, drawn = own | {"people": self.people}, self._kept(part, "goal", lambda: _goal_cut(self.book, part))
        changed, *risk = (filled(pieces, part.before_it, texts) for pieces in drawn)
        return Plain(
            version=own.get(VERSION, ""), same=same_of(self.book, part), kinds=kinds_of(self.book, part), changed=changed,
            gauges=Markup("\n").join(self._gauge(part, place, own) for place in range(len(part.gauges))), risk=tuple(risk),
        )  # fmt: skip

    def _gauge(self, part: GoalForm, place: int, own: Mapping[str, str]) -> Markup:
        gauge, before = part.gauges[place], f"measured-{place}-"
        texts = {name: text for name in OF_GAUGE if (text := getattr(gauge, name))}
        pieces = self._kept(
            part, ("gauge", *texts, beside(gauge.indicator, self.book)), lambda: _gauge_cut(self.book, part, gauge)
        )
        texts |= {"indicator": str(gauge.indicator.case.id), "value": own.get(f"{before}value", "")}
        return filled(pieces, part.before_it + before, texts)

    def _kept(self, part: GoalForm, what: Hashable, make: Callable[[], Kept]) -> Kept:
        """What depends on model, step and language alone, remembered beside the calendar."""
        step = part.step.key if part.step else ""
        return self.book.ctx.calendar.remember(
            ("sheet", what, self.book.cls, self.reads, part.goal.model.digest, step), make
        )


def _goal(name: str) -> str:
    return f"{name.partition('-')[0]}-"


def _goal_cut(book: Book, part: GoalForm) -> tuple[Pieces, ...]:
    """What changes with the verdict, and what a risk asks for before and after the measures that there are."""
    marks: Values = MultiDict({BEFORE + name: mark(name) for name in TEXTS})
    form = Fields(book, part, marks, (), BEFORE).form()
    changed, risk = _draw("changed", form), _draw("risk", form) if form.by else ""
    return tuple(cut(piece) for piece in (changed, *risk.split(PROPOSED_HERE)))


def _gauge_cut(book: Book, part: GoalForm, gauge: Gauge) -> Pieces:
    known = [mark(name) if getattr(gauge, name) else "" for name in (*OF_GAUGE, "now")]
    one = Gauge(gauge.indicator, *known)
    fields = Fields(book, part, MultiDict({f"{BEFORE}value": mark("value")}), (), BEFORE)
    return cut(_draw("gauge", fields.measured(one, BEFORE, mark("indicator"))))


def _draw(what: str, form: object) -> str:
    return render_template("sheet_plain.html", what=what, form=form, people=mark("people"), proposed=PROPOSED_HERE)
