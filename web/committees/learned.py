"""What was learned of a committee's goals of the two years before, where its next goals are written: those that were not
reached in full, and those that are offered."""

from dataclasses import dataclass

from web.committees.reading import Body, goals_of
from web.session import around
from workflow.exchange import addresses
from workflow.facts.clerical import Offered
from workflow.goals import Goal, Part

BACK = (2, 1)


@dataclass(frozen=True)
class Learned:
    """A goal of an earlier year of which something was learned; `is_offered` to this year."""

    goal: Goal
    is_offered: bool

    @property
    def address(self) -> str:
        """Its page."""
        return addresses.of_case(self.goal.case, self.goal.model)


def learned(body: Body) -> list[Learned]:
    """The goals of which something was learned; none once the goal year has begun, when its goals are written."""
    if body.own is None or body.year <= around().today.year:
        return []
    offered = (body.own.said(Offered) or Offered()).goals
    found = goals_of(body.unit, [body.year - back for back in BACK], Part.WORDS)
    return [Learned(goal, goal.id in offered) for goal in found if goal.id in offered or _tells(goal)]


def _tells(goal: Goal) -> bool:
    """True for one that was not reached in full, or of which that is not known; one that a source judges in its own words
    tells something when it was analysed."""
    said = goal.attainment
    return said.at_risk or said.unknown if said else goal.is_closed and goal.is_analysed
