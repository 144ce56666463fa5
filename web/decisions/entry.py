"""The § that is being logged: its body, day and number as written, the meeting it belongs to, and what it collides with."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from pydantic import ValidationError

from web.forms.dates import iso
from web.forms.faults import Fault, faults
from web.forms.reference import Reference
from web.forms.values import Values, as_plain
from web.names import Names, titled
from web.session import levels_of
from web.visible import visible
from workflow.facts.decision import Gathering, Ruling
from workflow.governance.model import Step
from workflow.records.case import Case
from workflow.records.organisation import Unit
from workflow.records.queries.cases import cases_at
from workflow.records.queries.models import model_of
from workflow.states.context import Context
from workflow.states.permissions import refusals
from workflow.words import Sentence, sentence

BODY, DAY, MEETING, OTHER, NEW = "organ", "dag", "sammantrade", "annan", "nytt"
MEETS = ("council", "board", "committee", "working_committee", "company")
NEAR = 4
"""Other meetings of the body that are shown, the nearest first."""
DIGITS = re.compile(r"\d+|[a-zåäö]+")


@dataclass
class Entry:
    """A § as far as it is written. `meetings` are those it can belong to, `same` what is logged under the number."""

    values: Values
    bodies: list[Unit]
    body: Unit | None = None
    on: date | None = None
    ruling: Ruling | None = None
    meetings: list[Case] = field(default_factory=list)
    meeting: Case | None = None
    may_plan: bool = False
    same: Case | None = None
    faults: list[Fault] = field(default_factory=list)

    @property
    def plans(self) -> bool:
        """True when the meeting is entered together with the §."""
        return self.meeting is None and self.may_plan and self.values.get(MEETING) == NEW


def step_that_logs(ctx: Context) -> Step:
    """The step that makes a decision."""
    return next(step for level in ctx.model.of_kind("decision") for step in level.births if step.says == Ruling.kind)


def step_that_plans(ctx: Context) -> Step:
    """The step that makes a meeting."""
    return next(step for level in ctx.model.of_kind("meeting") for step in level.births if step.says == Gathering.kind)


def who_may_log(ctx: Context) -> list[Sentence]:
    """Why the person logs no decisions here: whose it is to do so."""
    return refusals(ctx.without_case().asking(replace(step_that_logs(ctx), needs=())))


def bodies(ctx: Context, names: Names) -> list[Unit]:
    """The bodies for which the person logs decisions."""
    logs = set(step_that_logs(ctx).by)
    return [unit for unit in names.units.values()
            if unit.kind in MEETS and ctx.at_unit(unit.path).roles & logs]  # fmt: skip


def body_called(text: str, units: Iterable[Unit]) -> Unit | None:
    """The body that is written: its code or name, however it is spaced, or a code at the end of the words."""
    wanted, last = _plain(text), _plain(text.split()[-1]) if text.split() else ""
    known = {_plain(call): unit for unit in units for call in (f"{unit.name}s", unit.name, unit.code)}
    return known.get(wanted) or known.get(last)


def as_values_of(read: Reference, among: Iterable[Unit]) -> dict[str, str]:
    """What a pasted line gives the form's fields."""
    body = body_called(read.body, among)
    return {
        BODY: str(body.id) if body else "", DAY: read.on.isoformat() if read.on else "",
        "paragraph": read.paragraph, "registry_no": read.registry_no,
    }  # fmt: skip


def entry(ctx: Context, names: Names, values: Values) -> Entry:
    """What is written so far; its faults are those of its fields."""
    found = Entry(values, bodies(ctx, names))
    found.body = next((unit for unit in found.bodies if str(unit.id) == values.get(BODY)), None)
    if found.body is None:
        found.faults.append(Fault(BODY, sentence("Choose the body that decided.")))
    _read_day(found)
    if not values.get("paragraph", "").strip():
        found.faults.append(Fault("paragraph", sentence("Write the number of the paragraph.")))
    try:
        found.ruling = Ruling.model_validate(as_plain(Ruling, values))
    except ValidationError as wrong:
        found.faults += faults(Ruling, wrong, values)
    if found.body and found.on:
        _find_meeting(ctx, names, found, found.body, found.on)
    if found.body and found.on and found.ruling:
        found.same = _logged(ctx, found.body, found.on, found.ruling.paragraph)
    return found


def last_faults(found: Entry) -> list[Fault]:
    """What has to be put right before the § can be logged: its fields, its meeting, its number."""
    more = []
    if found.meeting is None and not found.plans and not found.faults:
        more.append(Fault(MEETING, sentence("Choose the meeting, or enter it.")))
    if found.same and found.values.get(OTHER) != "yes":
        more.append(Fault(OTHER, sentence("%(paragraph)s is logged already. Tick that this is another paragraph, or open "
                                          "the one that is there.", paragraph=titled(found.same))))  # fmt: skip
    return found.faults + more


def why_not_yet(ctx: Context, names: Names, meeting: Case) -> list[Sentence]:
    """Why nothing can be logged under the meeting."""
    model = model_of(ctx.session, ctx.who.organisation, meeting.model)
    there = ctx.about(meeting, model, (names.units[meeting.unit].path, ""))
    return refusals(there.asking(step_that_logs(there)))


def day_of(meeting: Case) -> date:
    """The day of a meeting that has one."""
    said = meeting.said(Gathering)
    assert said
    return said.on


def _read_day(found: Entry) -> None:
    text = found.values.get(DAY, "").strip()
    try:
        found.on = date.fromisoformat(iso(text))
        found.values[DAY] = found.on.isoformat()
    except ValueError:
        said = sentence("“%(written)s” is no day.", written=text) if text else sentence("Write the day of the meeting.")
        found.faults.append(Fault(DAY, said))


def _find_meeting(ctx: Context, names: Names, found: Entry, body: Unit, on: date) -> None:
    """The meeting that was chosen; else the only one of the day; else it can be entered."""
    held = visible(ctx, _of_body(ctx, "meeting", body), names.units)
    there = [case for case in held if not _is_gone(ctx, case) and case.said(Gathering)]
    there.sort(key=lambda case: (abs((day_of(case) - on).days), case.id))
    the_day = [case for case in there if day_of(case) == on]
    found.meetings = the_day or there[:NEAR]
    found.may_plan = not the_day and bool(
        ctx.at_unit(body.path).roles.intersection(step_that_plans(ctx).by)
    )  # fmt: skip
    asked = found.values.get(MEETING, "")
    found.meeting = next((case for case in found.meetings if str(case.id) == asked), None)
    if found.meeting is None and len(the_day) == 1:
        found.meeting = the_day[0]


def _logged(ctx: Context, body: Unit, on: date, paragraph: str) -> Case | None:
    """The decision of the body that has the number in the same year."""
    for case in _of_body(ctx, "decision", body)[::-1]:
        day, said = ctx.calendar.held_on(case.parent), case.said(Ruling)
        number = _number(said.paragraph) if said else ()
        if number and number == _number(paragraph) and day and day.year == on.year:
            return case
    return None


def _of_body(ctx: Context, kind: str, body: Unit) -> list[Case]:
    return cases_at(ctx.session, ctx.who.organisation, levels_of(kind), unit=body.id)


def _is_gone(ctx: Context, case: Case) -> bool:
    return model_of(ctx.session, ctx.who.organisation, case.model).levels[case.level].state[case.state].out


def _number(paragraph: str) -> tuple[str, ...]:
    """The number as it is compared: "§ 84a" is "84 A"."""
    return tuple(DIGITS.findall(paragraph.casefold()))


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.casefold())
