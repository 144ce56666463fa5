"""What the words mean: the terms of goal governance, and what each field asks for."""

from dataclasses import dataclass

from web.facts import named
from web.forms.shape import shapes
from workflow.facts import KINDS
from workflow.words import Sentence, sentence

HIDDEN = (
    "as_written",
    "away",
    "born",
    "chased",
    "erased",
    "established",
    "governed",
    "notice",
    "offered",
    "seated",
    "undelivered",
)
"""What no form asks for."""


@dataclass(frozen=True)
class Term:
    """A word and what it means here."""

    name: str
    word: Sentence
    meaning: Sentence


@dataclass(frozen=True)
class Asked:
    """What a form asks for: its heading, and the label and hint of each field."""

    kind: str
    heading: str
    fields: tuple[tuple[str, str], ...]


TERMS = (
    Term("vision", sentence("Vision"),
         sentence("Where the municipality wants to be in ten or fifteen years. The council adopts it.")),
    Term("focus", sentence("Focus area"),
         sentence("What the municipality concentrates on to come nearer the vision: three to five, for at least three years.")),
    Term("area", sentence("Target area"),
         sentence("An area in which a committee means to set goals, presented at the budget kick-off in January.")),
    Term("goal", sentence("Goal"),
         sentence("A result that is to be reached, how much and by when - not an activity. The council decides it.")),
    Term("municipal", sentence("Municipality-wide goal"),
         sentence("A goal that the council itself owns, followed up at the interim report and at year-end.")),
    Term("effect", sentence("Desired effect"),
         sentence("For whom it becomes better when the goal is reached, and how.")),
    Term("indicator", sentence("Indicator"),
         sentence("What is measured to see whether the goal is reached, with its unit and source.")),
    Term("target", sentence("Target"), sentence("The value that the indicator shall have in the goal year.")),
    Term("baseline", sentence("Baseline"), sentence("The value that the goal starts from, and when it was measured.")),
    Term("milestone", sentence("Milestone"),
         sentence("What shall be reached in one of the years of a goal that runs for several.")),
    Term("activity", sentence("Activity"),
         sentence("What is done so that the goal is reached, with its cost in the internal budget.")),
    Term("plan", sentence("Action plan"),
         sentence("The activities of a committee's goals, decided by the committee with its internal budget.")),
    Term("smart", sentence("SMART"),
         sentence("Specific, measurable, accepted, realistic and time-bound: what the quality control group judges a goal by.")),
    Term("round", sentence("Round"), sentence("One of the year's times of follow-up, with its own dates.")),
    Term("forecast", sentence("Forecast"), sentence("How the goal is expected to end, said while the year goes on.")),
    Term("outlook", sentence("Outlook"),
         sentence("Will be met, will be partly met, will not be met, or cannot be assessed.")),
    Term("consequence", sentence("Consequence description"),
         sentence("What it leads to that a goal is not reached. It is owed as soon as the outlook says so.")),
    Term("measure", sentence("Measure"),
         sentence("What is done about a goal at risk: by whom, by when, at what cost and to what effect.")),
    Term("missing", sentence("Missing"),
         sentence("Nothing was said in time. It is counted apart, and is never taken for “partly”.")),
    Term("unassessed", sentence("Cannot be assessed"),
         sentence("Somebody has looked and cannot tell; why, and when it can be told, is said.")),
    Term("closing", sentence("Goal closing"), sentence("How the goal ended, accounted for in the annual report.")),
    Term("analysis", sentence("Analysis"),
         sentence("Why it became as it became, what was learned, and how the goal can be reached if it goes on.")),
    Term("paragraph", sentence("Paragraph"),
         sentence("A numbered decision in a body's minutes. Forty goals may be adopted by one.")),
    Term("final", sentence("Final"), sentence("The time to appeal has ended, three weeks from the notice (KL 13:5).")),
    Term("duty", sentence("Task"), sentence("A step that is due: it has a last day, and somebody who answers for it.")),
    Term("seat", sentence("A seat"), sentence("A role that somebody holds at a unit, from a day to a day.")),
)  # fmt: skip
"""The words in the order in which the year meets them."""


def asked() -> list[Asked]:
    """What the forms ask for, those fields that say more than their label."""
    found = [Asked(kind, named(kind), _hinted(kind)) for kind in sorted(KINDS) if kind not in HIDDEN]
    return [one for one in found if one.fields]


def _hinted(kind: str) -> tuple[tuple[str, str], ...]:
    return tuple((shape.label, shape.hint) for shape in shapes(KINDS[kind]) if shape.hint)
