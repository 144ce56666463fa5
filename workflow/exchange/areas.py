"""The vision and the focus areas of a file: found by their words, or brought in as in force."""

from workflow.exchange.bringing import Bringing
from workflow.exchange.municipality import named
from workflow.exchange.stands import adopted, first
from workflow.facts.wording import Direction
from workflow.governance.model import Level


def bring_areas(bringing: Bringing) -> None:
    """The vision, then the focus areas under it."""
    data, vision = bringing.file.data, None
    if "vision" in data:
        vision = _standing(bringing, first(bringing.model, "vision"), data["vision"], "vision", None)
    level = first(bringing.model, "direction")
    if level is None and data.get("focus_areas"):
        bringing.warn("focus_areas", "The model has no level for focus areas; they were kept as written.")
    for place, words in enumerate(data.get("focus_areas", ())):
        above = vision if level and level.parent in {row.name for row in bringing.model.of_kind("vision")} else None
        area = _standing(bringing, level, str(words), f"focus_areas[{place}]", above)
        if area:
            bringing.areas.setdefault(named(words), area)
            bringing.called[area] = str(words)


def _standing(bringing: Bringing, level: Level | None, words: str, path: str, parent: int | None) -> int | None:
    """The case with those words: one that stands, or a new one; None when the model has no such level."""
    if level is None:
        return None
    if bringing.once(path) not in bringing.known and (held := bringing.standing([level], words)):
        return held.id
    facts = [(Direction(words=words), "")]
    return bringing.case(
        path,
        level,
        adopted(level),
        list(facts),
        parent=parent,
        unit=bringing.council,
        effective=bringing.passed,
    )
