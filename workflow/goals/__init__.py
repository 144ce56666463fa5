"""The one place where a goal is read: its year, and each goal with everything that was said and decided of it."""

from workflow.goals.goal import Goal, goals
from workflow.goals.loader import load_year
from workflow.goals.year import Citation, GoalYear, UnitName

__all__ = ["Citation", "Goal", "GoalYear", "UnitName", "goals", "load_year"]
