"""What is named in a fact must be there: units, people and cases of the same organisation, of the kind that is asked for."""

from collections import defaultdict

from workflow.facts import Fact
from workflow.governance.model import Step
from workflow.records.sql import run
from workflow.states.situation import Situation
from workflow.words import Sentence, Title, sentence

_TABLES = {"unit": "SELECT id FROM unit", "person": "SELECT id FROM person"}
EVENT = "event"
"""What a correction names; `undo` asks for it in the case's own history."""


def strangers(now: Situation, fact: Fact) -> list[Sentence]:
    """A sentence for everything that the fact names and that is not there."""
    named: dict[str, set[int]] = defaultdict(set)
    for ref, value in fact.marked("ref"):
        if ref != EVENT:
            named[ref].update(value if isinstance(value, tuple) else (value,))
    return [
        sentence("%(what)s number %(number)s is not to be found here.", what=_called(now, ref), number=number)
        for ref, numbers in sorted(named.items())
        for number in sorted(numbers - _there(now, ref, numbers))
    ]


def placed(now: Situation, step: Step) -> Situation:
    """The situation with the unit for which something is made under nothing: who may do so there, may."""
    unit = getattr(now.fact, "unit", None)
    if now.case or not step.birth or not unit or now.model.levels[step.level].owner != "named":
        return now
    sql = "SELECT path FROM unit WHERE organisation = ? AND id = ?"
    path = run(now.session, sql, (now.who.organisation, unit)).scalar_one_or_none()
    return now._replace(paths=(path or "/", ""))


def _there(now: Situation, ref: str, numbers: set[int]) -> set[int]:
    """Those of the numbers that are there."""
    levels = [level.name for level in now.model.of_kind(ref)] if ref not in _TABLES else []
    sql = _TABLES.get(ref, f"SELECT id FROM cases WHERE level IN ({_marks(levels)})")
    sql += f" {'AND' if ref not in _TABLES else 'WHERE'} organisation = ? AND id IN ({_marks(numbers)})"
    return {row[0] for row in run(now.session, sql, (*levels, now.who.organisation, *sorted(numbers)))}


def _marks(values: list[str] | set[int]) -> str:
    return ", ".join("?" for _ in values) or "NULL"


def _called(now: Situation, ref: str) -> Sentence | Title:
    if ref in _TABLES:
        return sentence("Unit") if ref == "unit" else sentence("Person")
    levels = now.model.of_kind(ref)
    return levels[0].title if levels else sentence("Case")
