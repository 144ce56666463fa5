"""What the words mean: the terms of goal governance, and what each field asks for."""

from dataclasses import dataclass, replace

from web.facts import named
from web.forms.labels import ABOVE
from web.forms.shape import shapes
from web.language import say
from workflow.facts import KINDS
from workflow.governance.model import Model
from workflow.words import Sentence, Title, sentence

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
    """A word and what it means here. `kind` is the kind of level that it is the word for: it is called as the model
    calls its first level of the kind, and is left out where the model has none; `says` the same for what a step says."""

    name: str
    word: Sentence | Title
    meaning: Sentence
    kind: str = ""
    says: str = ""


@dataclass(frozen=True)
class Asked:
    """What a form asks for: its heading, and the label and hint of each field."""

    kind: str
    heading: str
    fields: tuple[tuple[str, str], ...]


TERMS = (
    Term("vision", sentence("Vision"),
         sentence("Where the municipality wants to be in ten or fifteen years. The council adopts it."), "vision"),
    Term("focus", sentence("Focus area"),
         sentence("What the municipality concentrates on to come nearer the vision: three to five, for at least three years."),
         "direction"),
    Term("area", sentence("Target area"),
         sentence("An area in which a committee means to set goals, presented at the budget kick-off in January."), "target_area"),
    Term("goal", sentence("Goal"),
         sentence("A result that is to be reached, how much and by when - not an activity. The council decides it.")),
    Term("municipal", sentence("Municipality-wide goal"),
         sentence("A goal that the council itself owns, followed up at the interim report and at year-end.")),
    Term("effect", sentence("Desired effect"),
         sentence("For whom it becomes better when the goal is reached, and how.")),
    Term("indicator", sentence("Indicator"),
         sentence("What is measured to see whether the goal is reached, with its unit and source."), "indicator"),
    Term("target", sentence("Target"), sentence("The value that the indicator shall have in the goal year.")),
    Term("baseline", sentence("Baseline"), sentence("The value that the goal starts from, and when it was measured.")),
    Term("milestone", sentence("Milestone"),
         sentence("What shall be reached in one of the years of a goal that runs for several.")),
    Term("activity", sentence("Activity"),
         sentence("What is done so that the goal is reached, with its cost in the internal budget."), "activity"),
    Term("plan", sentence("Action plan"),
         sentence("The activities of a committee's goals, decided by the committee with its internal budget.")),
    Term("smart", sentence("SMART"),
         sentence("Specific, measurable, accepted, realistic and time-bound: what the quality control group judges a goal by."),
         says="review"),
    Term("round", sentence("Round"), sentence("One of the year's times of follow-up, with its own dates.")),
    Term("forecast", sentence("Forecast"), sentence("How the goal is expected to end, said while the year goes on.")),
    Term("outlook", sentence("Outlook"),
         sentence("Will be met, will be partly met, will not be met, or cannot be assessed.")),
    Term("consequence", sentence("Consequence description"),
         sentence("What it leads to that a goal is not reached. It is owed as soon as the outlook says so."), says="consequence"),
    Term("measure", sentence("Measure"),
         sentence("What is done about a goal at risk: by whom, by when, at what cost and to what effect."), "measure"),
    Term("missing", sentence("Missing"),
         sentence("Nothing was said in time. It is counted apart, and is never taken for “partly”.")),
    Term("unassessed", sentence("Cannot be assessed"),
         sentence("Somebody has looked and cannot tell; why, and when it can be told, is said.")),
    Term("closing", sentence("Goal closing"), sentence("How the goal ended, accounted for in the annual report.")),
    Term("analysis", sentence("Analysis"),
         sentence("Why it became as it became, what was learned, and how the goal can be reached if it goes on."), says="analysis"),
    Term("paragraph", sentence("Paragraph"),
         sentence("A numbered decision in a body's minutes. Forty goals may be adopted by one.")),
    Term("final", sentence("Final"), sentence("The time to appeal has ended, three weeks from the notice (KL 13:5).")),
    Term("duty", sentence("Task"), sentence("A step that is due: it has a last day, and somebody who answers for it.")),
    Term("seat", sentence("A seat"), sentence("A role that somebody holds at a unit, from a day to a day.")),
)  # fmt: skip
"""The words in the order in which the year meets them."""


def terms(model: Model) -> list[Term]:
    """The words as the model has them."""
    said = _said(model)
    known = [term for term in TERMS if term.says in ("", *said) and (not term.kind or model.of_kind(term.kind))]
    return [replace(term, word=model.of_kind(term.kind)[0].title) if term.kind else term for term in known]


def asked(model: Model) -> list[Asked]:
    """What the forms of the model ask for, those fields that say more than their label."""
    kinds = sorted(KINDS.keys() & _said(model) - set(HIDDEN))
    found = [Asked(kind, _heading(model, kind), _hinted(kind)) for kind in kinds]
    return [one for one in found if one.fields]


def _said(model: Model) -> set[str]:
    return {step.says for level in model.levels.values() for step in level.steps}


def _heading(model: Model, kind: str) -> str:
    """What is asked for is called as its level is, where it is one."""
    levels = model.of_kind(kind) if kind in ABOVE else ()
    return say(levels[0].title) if levels else named(kind)


def _hinted(kind: str) -> tuple[tuple[str, str], ...]:
    return tuple((shape.label, shape.hint) for shape in shapes(KINDS[kind]) if shape.hint)
