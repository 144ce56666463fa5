"""The vision and the focus areas of a file: found by their words, or brought in as in force."""

from workflow.exchange.import_run import ImportRun
from workflow.exchange.municipality import named
from workflow.exchange.state_inference import adopted, first
from workflow.facts.wording import Direction
from workflow.governance.model import Level


def bring_areas(importing: ImportRun) -> None:
    """The vision, then the focus areas under it."""
    data, vision = importing.file.data, None
    if "vision" in data:
        vision = _standing(importing, first(importing.model, "vision"), data["vision"], "vision", None)
    level = first(importing.model, "direction")
    if level is None and data.get("focus_areas"):
        importing.warn("focus_areas", "The model has no level for focus areas; they were kept as written.")
    for place, words in enumerate(data.get("focus_areas", ())):
        above = vision if level and level.parent in {row.name for row in importing.model.of_kind("vision")} else None
        area = _standing(importing, level, str(words), f"focus_areas[{place}]", above)
        if area:
            importing.areas.setdefault(named(words), area)
            importing.called[area] = str(words)


def _standing(importing: ImportRun, level: Level | None, words: str, path: str, parent: int | None) -> int | None:
    """The case with those words: one that stands, or a new one; None when the model has no such level."""
    if level is None:
        return None
    if importing.once(path) not in importing.known and (held := importing.standing([level], words)):
        return held.id
    facts = [(Direction(words=words), "")]
    return importing.case(
        path,
        level,
        adopted(level),
        list(facts),
        parent=parent,
        unit=importing.council,
        effective=importing.passed,
    )
