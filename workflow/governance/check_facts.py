"""What is said: facts that exist, verdicts that their scales have, dates that they hold."""

from collections.abc import Iterator, Mapping
from typing import Any

from workflow.governance.complaint import Complaint, Path, complaint, unknown
from workflow.governance.model import Due, Model, Step

NO_FACT = "There is no fact '%(name)s'."


def fact_faults(model: Model, step: Step, facts: Mapping[str, Any]) -> Iterator[Complaint]:
    """What is wrong with what the step says, and with the facts that its dates hang on."""
    path = ("levels", step.level, "steps", step.name)
    if step.says and step.says not in facts:
        yield unknown((*path, "says"), NO_FACT, step.says, facts)
    elif step.verdicts:
        yield from _verdicts(model, step.says, step.verdicts, (*path, "to"), facts)
    for key in ("due", "opens"):
        for at, due in enumerate(getattr(step, key)):
            yield from _due(model, due, (*path, key, str(at)), facts)


def _verdicts(
    model: Model, fact: str, verdicts: tuple[str, ...], path: Path, facts: Mapping[str, Any]
) -> Iterator[Complaint]:
    """Verdicts that the scale of the fact does not have."""
    scale = scale_of(facts[fact]) if fact else ""
    if not scale:
        yield complaint(path, "The fact '%(fact)s' has no verdict to go by.", fact=fact or "–")
        return
    known = [verdict.name for verdict in model.scale(scale)]
    for name in verdicts:
        if name not in known:
            yield unknown(path, "The scale '%(scale)s' has no verdict '%(name)s'.", name, known, scale=scale)


def _due(model: Model, due: Due, path: Path, facts: Mapping[str, Any]) -> Iterator[Complaint]:
    """Facts that a date hangs on: a condition, or the day that was agreed."""
    kind, _, step = due.after.partition("/")
    if kind and kind not in facts:
        yield unknown(path, NO_FACT, kind, facts)
    elif kind and bool(step) != facts[kind].per_step:
        text = "'%(fact)s' is kept step by step, so say which: \"%(fact)s/adopt\"."
        other = "'%(fact)s' is not kept step by step, so leave out what stands after the slash."
        yield complaint(path, text if facts[kind].per_step else other, fact=kind)
    elif due.verdict:
        yield from _verdicts(model, kind, due.verdict, path, facts)
    if due.form == "agreed":
        yield from _agreed(due.of, path, facts)


def _agreed(of: str, path: Path, facts: Mapping[str, Any]) -> Iterator[Complaint]:
    kind, _, field = of.rpartition(".")
    kind = kind.rpartition(".")[2]
    if kind not in facts:
        yield unknown(path, NO_FACT, kind, facts)
    elif field not in facts[kind].shorts:
        text = "The fact '%(fact)s' has no date '%(name)s' that the case remembers."
        yield unknown(path, text, field, facts[kind].shorts, fact=kind)


def scale_of(fact: Any) -> str:
    """The scale in which the fact's verdict is given, "" when it has no verdict."""
    field = fact.model_fields.get(fact.verdict_field)
    noted = field.json_schema_extra if field else None
    return str(noted.get("scale", "")) if isinstance(noted, dict) else ""
