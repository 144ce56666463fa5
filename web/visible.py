"""Who may know of a case: whoever holds a seat sees what is open; the rest only those whose role reaches it.

What one may not see is not there: `Unknown` becomes 404, the same as for a case of another municipality.
"""

from collections.abc import Iterable, Mapping

from web.session import around, moment, session, who
from workflow.records.case import Snapshot
from workflow.records.organisation import Unit
from workflow.records.queries.models import model_of
from workflow.states.situation import Situation, Unknown, read

OPEN = "open"


def seen(case: int | None) -> Situation:
    """The situation around a case that the person may see, or around nothing. Raises Unknown."""
    now = read(session(), case, who(), moment()) if case is not None else around()
    if case is not None and not may_see(now):
        raise Unknown
    return now


def may_see(now: Situation) -> bool:
    """True when the person may know of the case in the situation."""
    return bool(now.seats) and (now.case is None or now.case.secrecy == OPEN or bool(now.roles))


def visible(now: Situation, found: Iterable[Snapshot], units: Mapping[int, Unit]) -> list[Snapshot]:
    """Those of the cases that the person may see."""
    return [case for case in found if may_see(_around(now, case, units))]


def _around(now: Situation, case: Snapshot, units: Mapping[int, Unit]) -> Situation:
    paths = (units[case.unit].path, units[case.department].path if case.department else "")
    model = model_of(now.session, now.who.organisation, case.model)
    return now._replace(case=case, paths=paths, model=model)
