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
    """A file that can be brought in: its data as far as it is understood, all that is written, where everything stands,
    and what was not understood."""

    data: Item
    written: Item
    lines: dict[str, int] = field(repr=False)
    warnings: list[Remark] = field(default_factory=list)

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
        return hashlib.sha256(canonical(coded(self.written)).encode()).hexdigest()

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
    looking = Looking(reading.lines, reading.texts)
    known, written = looking.table(data, "file", "")
    found = {fault.path for fault in reading.faults}
    faults = reading.faults + [fault for fault in looking.faults if fault.path not in found]
    if faults:
        raise Unreadable(faults)
    file = Municipality(known, written, reading.lines, looking.warnings)
    if faults := list(twice(file)):
        raise Unreadable(faults)
    file.warnings.extend(without_unknown(file))
    return file


def rows(item: Item, key: str) -> Iterator[tuple[str, Item]]:
    """The rows under `key` of an item that can be used, each with its path."""
    for row in item.get(key, ()):
        yield row.path, row


def named(text: object) -> str:
    """A name as it is compared."""
    return " ".join(str(text).casefold().split())


def names_of(body: Item) -> list[str]:
    """What a body can be called."""
    return [named(body[key]) for key in ("name", "short") if key in body]


def twice(file: Municipality) -> Iterable[Remark]:
    """Bodies that are there twice."""
    bodies = [named(body["name"]) for _, body in file.items("bodies")]
    for place, name in enumerate(bodies):
        if name in bodies[:place]:
            yield file.remark(f"bodies[{place}].name", "The body is in the list twice.")


def without_unknown(file: Municipality) -> Iterator[Remark]:
    """Take the rows of bodies that nobody has out of what is understood, and the refs of goals that nobody has."""
    known = {name for _, body in file.items("bodies") for name in names_of(body)}
    names = ", ".join(str(body.get("short", body["name"])) for _, body in file.items("bodies"))
    for key in ("meetings", "budget_lines", "goals", "decisions"):
        kept = []
        for path, item in file.items(key):
            if "body" in item and named(item["body"]) not in known:
                why = sentence("“%(body)s” is not among the bodies (%(known)s).", body=item["body"], known=names)
                text = "%(why)s The row was kept as written, and nothing else was made of it."
                yield file.remark(f"{path}.body", text, why=why)
            else:
                kept.append(item)
        if key in file.data:
            file.data[key][:] = kept
    yield from _without_unknown_refs(file)


def _without_unknown_refs(file: Municipality) -> Iterator[Remark]:
    refs = [str(goal["ref"]) for _, goal in file.items("goals") if "ref" in goal]
    for path, decision in file.items("decisions"):
        if not isinstance(wanted := decision.get("goals"), list):
            continue
        for place, ref in enumerate(wanted):
            here = f"{path}.goals[{place}]"
            if str(ref) not in refs:
                why = sentence("There is no goal with the ref “%(ref)s”.", ref=ref)
                yield file.remark(here, "%(why)s It was kept as written.", why=why)
            elif refs.count(str(ref)) > 1:
                why = sentence("Several goals have the ref “%(ref)s”.", ref=ref)
                yield file.remark(here, "%(why)s It was kept as written.", why=why)
        decision["goals"] = [ref for ref in wanted if refs.count(str(ref)) == 1]
