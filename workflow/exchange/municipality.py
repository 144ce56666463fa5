"""The municipality file: one municipality's goals of one year, read, looked through and ready to be brought in."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from workflow.exchange import source
from workflow.exchange.remark import Remark, Unreadable
from workflow.exchange.shape import Looking
from workflow.exchange.unknown_fields import coded
from workflow.facts import canonical
from workflow.words import sentence

Item = dict[str, Any]
COUNTED = ("milestones", "indicators", "activities", "forecasts")


@dataclass(frozen=True)
class Municipality:
    """A file whose shape is right: its data, where everything stands, and what was not understood."""

    data: Item
    lines: dict[str, int] = field(repr=False)
    warnings: tuple[Remark, ...] = ()

    @property
    def name(self) -> str:
        """The municipality's name."""
        return str(self.data["municipality"]).strip()

    @property
    def year(self) -> int:
        """The goal year."""
        return int(self.data["year"])

    @cached_property
    def digest(self) -> str:
        """The digest of what the file says, whatever its layout and comments."""
        return hashlib.sha256(canonical(coded(self.data)).encode()).hexdigest()

    def items(self, key: str) -> Iterator[tuple[str, Item]]:
        """The rows under `key`, each with its path."""
        return rows(self.data, key)

    def remark(self, path: str, text: str, **values: object) -> Remark:
        """Something to say about `path`."""
        return Remark(path, self.lines.get(path, 1), sentence(text, **values))

    @cached_property
    def counts(self) -> dict[str, int]:
        """How much there is of everything."""
        goals = self.data.get("goals", [])
        found = {key: sum(len(goal.get(key, ())) for goal in goals) for key in COUNTED}
        indicators = [indicator for goal in goals for indicator in goal.get("indicators", ())]
        return {
            "units": len(self.data["bodies"]), "focus_areas": len(self.data.get("focus_areas", ())),
            "goals": len(goals), "milestones": found["milestones"], "indicators": found["indicators"],
            "measurements": sum(len(indicator.get("outcomes", ())) for indicator in indicators),
            "activities": found["activities"], "forecasts": found["forecasts"],
            "closings": sum("closing" in goal for goal in goals), "analyses": sum("analysis" in goal for goal in goals),
            "decisions": len(self.data.get("decisions", ())),
        }  # fmt: skip


def read(text: str) -> Municipality:
    """The file; Unreadable with everything that is wrong with it."""
    data, reading = source.read(text)
    if not isinstance(data, dict) or not {"municipality", "bodies"} & data.keys():
        said = sentence("This is not a municipality file: it names neither a municipality nor its bodies.")
        raise Unreadable([Remark("", 1, said)])
    looking = Looking(reading.lines)
    data = looking.table(data, "file", "")
    known = {fault.path for fault in reading.faults}
    faults = reading.faults + [fault for fault in looking.faults if fault.path not in known]
    if not looking.faults:
        faults += unknown_references(Municipality(data, reading.lines))
    if faults:
        raise Unreadable(faults)
    return Municipality(data, reading.lines, tuple(looking.warnings))


def rows(item: Item, key: str, path: str = "") -> Iterator[tuple[str, Item]]:
    """The rows under `key` of an item, each with its path."""
    for place, row in enumerate(item.get(key, ())):
        yield f"{path}.{key}[{place}]" if path else f"{key}[{place}]", row


def named(text: object) -> str:
    """A name as it is compared."""
    return " ".join(str(text).casefold().split())


def names_of(body: Item) -> list[str]:
    """What a body can be called."""
    return [named(body[key]) for key in ("name", "short") if key in body]


def unknown_references(file: Municipality) -> Iterable[Remark]:
    """Bodies that are there twice, and names and refs that nobody has."""
    bodies = [named(body["name"]) for _, body in file.items("bodies")]
    known = {name for _, body in file.items("bodies") for name in names_of(body)}
    for place, name in enumerate(bodies):
        if name in bodies[:place]:
            yield file.remark(f"bodies[{place}].name", "The body is in the list twice.")
    for key in ("meetings", "budget_lines", "goals", "decisions"):
        for path, item in file.items(key):
            if "body" in item and named(item["body"]) not in known:
                yield file.remark(f"{path}.body", "“%(body)s” is not among the bodies.", body=item["body"])
    yield from _unknown_refs(file)


def _unknown_refs(file: Municipality) -> Iterator[Remark]:
    refs = [str(goal["ref"]) for _, goal in file.items("goals") if "ref" in goal]
    for path, decision in file.items("decisions"):
        wanted = decision.get("goals", ())
        for place, ref in enumerate(wanted if isinstance(wanted, list) else ()):
            here = f"{path}.goals[{place}]"
            if str(ref) not in refs:
                yield file.remark(here, "There is no goal with the ref “%(ref)s”.", ref=ref)
            elif refs.count(str(ref)) > 1:
                yield file.remark(here, "Several goals have the ref “%(ref)s”.", ref=ref)
