"""What the person at the page may know of: what is hidden from that reader is not there - `Unknown` becomes 404, the same
as for a case of another municipality."""

from collections.abc import Iterable, Mapping
from typing import overload

from web.language import language
from web.session import around, moment, session, who
from workflow.goals import EVERYTHING, Goal, GoalYear, Part, load_goal, load_year
from workflow.organisation.visibility import Place, Reader
from workflow.records.case import Case
from workflow.records.queries.models import model_of
from workflow.states.context import CaseContext, Context, Unknown, read


def reader() -> Reader:
    """Who reads the page: whoever is signed in."""
    return Reader(around().seats)


@overload
def seen(case: int) -> CaseContext: ...
@overload
def seen(case: int | None) -> Context: ...
def seen(case: int | None) -> Context:
    """The situation around a case that the person may see, or around nothing. Raises Unknown."""
    ctx = read(session(), case, who(), moment()) if case is not None else around()
    if case is not None and not may_see(ctx):
        raise Unknown
    return ctx


def may_see(ctx: Context) -> bool:
    """True when the person may know of the case in the situation."""
    who_reads = Reader(ctx.seats)
    return bool(ctx.seats) if not isinstance(ctx, CaseContext) else who_reads.may_see(ctx.case, ctx.model, ctx.paths)


def visible(ctx: Context, found: Iterable[Case], units: Mapping[int, Place]) -> list[Case]:
    """Those of the cases that the person may see."""
    shown, _ = Reader(ctx.seats).visible(
        found, lambda case: model_of(ctx.session, ctx.who.organisation, case.model), units
    )
    return shown


def year_of_goals(year: int, parts: Part = EVERYTHING, unit: int = 0) -> GoalYear:
    """A goal year as the person at the page may know of it, with the parts that the page needs. Raises Wrong when there is
    no such year."""
    return load_year(
        session(), who().organisation, year, around().today, language(), reader=reader(), parts=parts, unit=unit
    )


def goal_in_full(number: int) -> Goal | None:
    """A goal and what lies around it as the person at the page may know of it; None when it is none, or hidden."""
    return load_goal(session(), who().organisation, number, around().today, language(), reader=reader())
