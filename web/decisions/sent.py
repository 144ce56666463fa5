"""What was sent about a §: the matter that was chosen, the lines that were ticked, and whether it was sent before."""

from datetime import date

from flask import flash, redirect
from werkzeug.wrappers import Response

from web.decisions.covering import COVERS, Sheet, sheet
from web.decisions.drawing import ACT, ALONE, MATTER
from web.decisions.matters import Matter, matter
from web.filling import once_of
from web.forms.faults import Fault
from web.forms.values import Values
from web.language import say
from web.names import Names
from web.session import session, who
from web.visible import visible
from workflow.exchange import addresses
from workflow.records.case import Case
from workflow.records.organisation import Unit
from workflow.records.queries.cases import cases_numbered
from workflow.records.queries.decisions import made_under
from workflow.states.context import Context
from workflow.words import sentence


def chosen(ctx: Context, names: Names, body: Unit | None, values: Values) -> Matter | None:
    """The matter that was chosen, with every case that was ticked, though it may have moved on since."""
    found = matter(ctx, names, body, values.get(MATTER, "")) if body and values.get(MATTER) else None
    if found is None:
        return None
    known = {case.id for case in found.cases}
    if more := [number for number in _ticked(values) if number not in known]:
        held = _cases(more, who().organisation)
        found.cases += [case for case in visible(ctx, held, names.units) if case.level == found.step.level]
    return found


def without(values: Values, found: Matter | None) -> list[Fault]:
    """What is wrong with what the § is said to be about."""
    if values.get(MATTER) == ALONE or (found and found.cases):
        return []
    again = sentence("Choose what the paragraph is about.")
    return [Fault(MATTER, said) for said in (found.why_not if found else ()) or (again,)]


def toggled(ctx: Context, names: Names, values: Values, found: Matter | None, on: date | None) -> Sheet | None:
    """The sheet with a committee's lines all on or off, when that was asked for."""
    what, _, unit = values.get(ACT, "").partition("-")
    if found is None or what not in ("all", "none"):
        return None
    drawn = sheet(ctx, names, found, values, on)
    for _, number, lines in drawn.groups:
        for line in lines:
            line.on = what == "all" if unit == str(number) else line.on
    return drawn


def sent_before(values: Values) -> Response | None:
    """To the decision that this very form has made before, or covered cases with."""
    once = once_of(values)
    if values.get(ACT) != "log" or not once:
        return None
    keys = [f"{once}/p", *(f"{once}/{number}" for number in _ticked(values))]
    made = made_under(session(), who().organisation, keys)
    if made is None:
        return None
    flash(say("That was logged already. Nothing more has changed."))
    return redirect(f"/{addresses.prefix('decision')}/{made}", 303)


def _ticked(values: Values) -> list[int]:
    return sorted(
        {int(text) for text in values.getlist(COVERS) if text.isascii() and text.isdecimal() and len(text) < 10}
    )


def _cases(numbers: list[int], organisation: int) -> list[Case]:
    return list(cases_numbered(session(), organisation, numbers).values())
