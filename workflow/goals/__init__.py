"""The one place where a goal is read: its year, and each goal with everything that was said and decided of it."""

from workflow.goals.goal import Goal, goals
from workflow.goals.indicator import Indicator
from workflow.goals.loader import adopted_by_unit, adopted_years, load_goal, load_year
from workflow.goals.parts import EVERYTHING, NotLoaded, Part
from workflow.goals.year import Citation, GoalYear

__all__ = [
    "EVERYTHING",
    "Citation",
    "Goal",
    "GoalYear",
    "Indicator",
    "NotLoaded",
    "Part",
    "adopted_by_unit",
    "adopted_years",
    "goals",
    "load_goal",
    "load_year",
]
