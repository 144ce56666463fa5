"""How many goals a body has, of how many the model asks for: in all, and for the departments that have a share."""

from dataclasses import dataclass

from web.committees.reading import Body
from workflow.governance.model import Quota
from workflow.records.case import Case


@dataclass(frozen=True)
class Share:
    """A quota of the body: how many goals fill it, of how many, for which departments ("" all)."""

    used: int
    allowed: int
    departments: str

    @property
    def sign(self) -> str:
        """Whether it is filled exactly, not yet, or more than filled."""
        return "✓" if self.used == self.allowed else "●" if self.used < self.allowed else "!"


def shares(body: Body) -> list[Share]:
    """The quotas that bind the body; a goal fills one from when it is proposed."""
    found = [quota for quota in body.model.quotas if quota.body == body.unit.kind]
    return [Share(len(_filling(body, quota)), quota.goals, _named(body, quota)) for quota in found]


def _filling(body: Body, quota: Quota) -> list[Case]:
    level = body.model.levels.get(quota.level)
    if level is None:
        return []
    first = level.states[0].name
    there = [case for case in body.of_kind(level.kind) if case.level == level.name and case.state != first]
    return [case for case in there if not quota.departments or _codes(body, case) & set(quota.departments)]


def _codes(body: Body, case: Case) -> set[str]:
    """The codes of the goal's department and those above."""
    units = body.names.units
    path = units[case.department].path if case.department else ""
    return {units[int(part)].code for part in path.split("/") if part and int(part) in units}


def _named(body: Body, quota: Quota) -> str:
    known = {unit.code: unit.name for unit in body.names.units.values()}
    return ", ".join(known.get(code, code) for code in quota.departments)
