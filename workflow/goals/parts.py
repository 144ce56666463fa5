"""The parts of a goal year that can be loaded: a list needs few, a closing book all of them."""

from enum import Flag, auto


class Part(Flag):
    """What is loaded beside the goals' own rows and the year's."""

    INDICATORS = auto()
    """The goals' indicators."""
    WORK = auto()
    """What is done for the goals: activities, measures, contributions, commitments, controls."""
    REPORTS = auto()
    """The committees' reports of the rounds, and their years."""
    ABOVE = auto()
    """What goals hang from and support: visions, directions, target areas."""
    CITED = auto()
    """The §§ that are cited, with their meetings, and whatever else is pointed at."""
    WORDS = auto()
    """What was said in full, not the short fields alone."""
    TITLES = auto()
    """Of what was said in full only the goals' own words, as they were written and as they were adopted."""
    EVENTS = auto()
    """Everything that has happened to the goals and to what hangs from them, in order."""
    OTHER_YEARS = auto()
    """The same goals in other years, with their indicators."""
    SEALED = auto()
    """What was adopted, as it was sealed."""
    PEOPLE = auto()
    """The names of those who answer for something or have said something."""
    ASSIGNMENTS = auto()
    """What bodies have asked of officials, which belongs to no goal year."""


EVERYTHING = ~Part(0)


class NotLoaded(LookupError):
    """Something was asked of a goal year that was loaded without that part: a fault in the code that asks."""
