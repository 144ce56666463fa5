"""What documents are made from: a goal year read at once, and each of its goals with all that was said of it."""

from workflow.reports.reading.goal import Goal, goals
from workflow.reports.reading.read import read
from workflow.reports.reading.year import Cite, Unit, Year

__all__ = ["Cite", "Goal", "Unit", "Year", "goals", "read"]
