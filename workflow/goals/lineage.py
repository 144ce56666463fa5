"""The same goal in other years: what it continues or replaces, and what continues it."""

from collections.abc import Iterator

from workflow.goals.year import GoalYear
from workflow.records.case import Case

WAYS = ("continues", "replaces")


def line_of(year: GoalYear, goal: Case) -> list[Case]:
    """The goal in the other years, however far, in order of year."""
    found, asked = {goal.id}, [goal.id]
    while asked:
        near = year.tied.get(asked.pop(), frozenset()) - found
        found |= near
        asked += near
    others = (year.cases[number] for number in found - {goal.id} if number in year.cases)
    return sorted(others, key=lambda case: (case.year or 0, case.id))


def tie_between(goal: Case, other: Case) -> str:
    """How two goals are tied, whichever is the later: "continues" or "replaces"; "" for those further apart."""
    for way in WAYS:
        if goal.fact("lineage").get(way) == other.id or other.fact("lineage").get(way) == goal.id:
            return way
    return ""


def offered_years(year: GoalYear, goal: Case) -> Iterator[int]:
    """The years for which a body has been offered to take the goal on, in order."""
    offered = {case.year for case in year.cases.values() if goal.id in case.fact("offered").get("goals", ())}
    return (year for year in sorted(found for found in offered if found))


def conflicts(year: GoalYear, goal: Case) -> Iterator[tuple[Case, str]]:
    """(goal, why) of those that were said to pull against this one, from either side."""
    for key, said in goal.facts.items():
        if key.startswith("conflict/") and said.get("goal") in year.cases:
            yield year.cases[said["goal"]], str(year.said(goal, key).get("why", ""))
    here = f"conflict/{goal.id}"
    for case in year.cases.values():
        if here in case.facts:
            yield case, str(year.said(case, here).get("why", ""))
