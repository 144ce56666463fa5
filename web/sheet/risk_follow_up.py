"""What a goal at risk brings with it: what that leads to, told now or by a day, and the measures that are proposed."""

from collections.abc import Iterator
from typing import Any

from web.forms.faults import Label
from web.forms.values import as_plain
from web.sheet.act import Act, Sent
from web.sheet.begin import SAME
from web.sheet.fields import MEASURES, OF_CONSEQUENCE, WHOLE
from web.sheet.loader import Book
from workflow.facts.consequence import Consequence, Measure
from workflow.goals.year import Said
from workflow.governance.model import Step
from workflow.words import sentence

DESCRIBE, PROPOSED = "describe_consequence", "measures_are_proposed"
"""A step, and the rule by which the report waits for measures too."""


def plain_of(said: Said) -> dict[str, Any]:
    """As much of a consequence as the sheet asks for."""
    return {name: value for name, value in said.items() if name in OF_CONSEQUENCE}


def written(found: Sent) -> dict[str, Any]:
    """The consequence that was written; with no change since the last round and nothing written, the one from then."""
    said = as_plain(Consequence, found.within("c-"))
    return said if said or not found.values.get(SAME) else plain_of(found.part.carried)


def has_measures(found: Sent) -> list[int]:
    """The numbers of the measures in which something was filled in."""
    return [place for place in range(MEASURES) if as_plain(Measure, found.within(f"m-{place}-"))]


def consequence(book: Book, found: Sent, plain: dict[str, Any]) -> list[Act]:
    """The steps that follow the forecast `plain`, in which the day is noted: today, when it is described at once."""
    said, today = written(found), found.part.ctx.today
    step, acts = found.part.ctx.level.step.get(DESCRIBE), []
    if step and said and said != plain_of(found.part.consequence):
        acts.append(Act(step, found.part.goal.id, found.read(Consequence, said, "c-"), book.round, "consequence"))
        plain["consequence_by"] = today.isoformat()
    elif found.part.consequence:
        plain.pop("consequence_by", None)
    elif not plain.get("consequence_by"):
        found.fault("c-consequence", sentence("Describe the consequence, or write by which day you will."))
    elif str(plain["consequence_by"]) < today.isoformat():
        found.fault("consequence_by", sentence("That day has passed. Write today or a later day."))
    asked = any(PROPOSED in step.needs for step in book.ctx.level.steps)
    if acts and asked and not found.part.proposed and not has_measures(found):
        found.fault("m-0-what", sentence("Propose a measure too: what is to be done so that the goal is reached?"))
    return acts + list(_proposals(found))


def _proposals(found: Sent) -> Iterator[Act]:
    births = _births(found)
    for place in has_measures(found):
        before = f"m-{place}-"
        plain = as_plain(Measure, found.within(before))
        for name in WHOLE if "measure_is_whole" in births[0].needs else ():
            if name not in plain:
                found.fault(
                    before + name, sentence("Fill in “%(label)s”.", label=Label(str(Measure.model_fields[name].title)))
                )
        fact = found.read(Measure, plain, before)
        yield Act(births[0], found.part.goal.id, fact, "", f"m{place}")


def _births(found: Sent) -> list[Step]:
    """The steps by which a measure is proposed for the goal."""
    model, goal = found.part.goal.model, found.part.goal.level
    return [step for level in model.children.get(goal.name, ()) if level.kind == "measure" for step in level.births]
