"""What a fact names must be there: units, people and cases of the same organisation, of the kind that is asked for."""

from collections import defaultdict
from collections.abc import Collection

from workflow.facts import Fact
from workflow.governance.model import Step
from workflow.records.sql import quick, run
from workflow.states.situation import Situation
from workflow.words import Sentence, Title, sentence

EVENT = "event"
"""What a correction names; `undo` looks for it in the case's own history."""
WHO = {"unit": sentence("Unit"), "person": sentence("Person")}
"""What can be named that is no case; the tables are called the same."""


def strangers(now: Situation, fact: Fact) -> list[Sentence]:
    """A sentence for everything that the fact names and that is not there."""
    named: dict[str, set[int]] = defaultdict(set)
    for ref, value in fact.marked("ref"):
        named[ref].update(value if isinstance(value, tuple) else (value,))
    return [said for ref in sorted(named.keys() - {EVENT}) for said in missing(now, ref, named[ref])]


def missing(now: Situation, ref: str, numbers: Collection[int]) -> list[Sentence]:
    """A sentence for each of the numbers under which the organisation has no unit, person or case of the kind `ref`."""
    gone = sorted(set(numbers) - _there(now, ref, numbers))
    text = "%(what)s number %(number)s is not to be found here."
    return [sentence(text, what=_called(now, ref), number=number) for number in gone]


def placed(now: Situation, step: Step) -> Situation:
    """The situation at the unit for which something is made under nothing: who may do so there, may."""
    if now.case or not step.birth or now.model.levels[step.level].owner != "named":
        return now
    if not (unit := getattr(now.fact, "unit", None)):
        return now
    sql = "SELECT path FROM unit WHERE organisation = ? AND id = ?"
    path = run(now.session, sql, (now.who.organisation, unit)).scalar_one_or_none()
    return now._replace(paths=(path or "/", ""))


def _there(now: Situation, ref: str, numbers: Collection[int]) -> set[int]:
    marks = ", ".join("?" for _ in numbers)
    if ref in WHO:
        sql = f"SELECT id FROM {ref} WHERE organisation = ? AND id IN ({marks})"
        return {number for (number,) in quick(now.session, sql, (now.who.organisation, *numbers)).fetchall()}
    levels = {level.name for level in now.model.of_kind(ref)}
    sql = f"SELECT id, level FROM cases WHERE organisation = ? AND id IN ({marks})"
    found = quick(now.session, sql, (now.who.organisation, *numbers)).fetchall()
    return {number for number, level in found if level in levels}


def _called(now: Situation, ref: str) -> Sentence | Title:
    levels = now.model.of_kind(ref)
    return WHO.get(ref) or (levels[0].title if levels else sentence("Case"))
