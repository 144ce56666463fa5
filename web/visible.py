"""What the person at the page may know of: what is hidden from that reader is not there - `Unknown` becomes 404, the same
as for a case of another municipality."""

from collections.abc import Iterable, Mapping

from web.language import language
from web.session import around, moment, session, who
from workflow.goals import EVERYTHING, Goal, GoalYear, Part, load_goal, load_year
from workflow.organisation.visibility import Place, Reader
from workflow.records.case import Snapshot
from workflow.records.queries.models import model_of
from workflow.states.situation import Situation, Unknown, read


def reader() -> Reader:
    """Who reads the page: whoever is signed in."""
    return Reader(around().seats)


def seen(case: int | None) -> Situation:
    """The situation around a case that the person may see, or around nothing. Raises Unknown."""
    now = read(session(), case, who(), moment()) if case is not None else around()
    if case is not None and not may_see(now):
        raise Unknown
    return now


def may_see(now: Situation) -> bool:
    """True when the person may know of the case in the situation."""
    who_reads = Reader(now.seats)
    return bool(now.seats) if now.case is None else who_reads.may_see(now.case, now.model, now.paths)


def visible(now: Situation, found: Iterable[Snapshot], units: Mapping[int, Place]) -> list[Snapshot]:
    """Those of the cases that the person may see."""
    shown, _ = Reader(now.seats).visible(
        found, lambda case: model_of(now.session, now.who.organisation, case.model), units
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
