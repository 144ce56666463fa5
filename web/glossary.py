"""What the words mean: the terms of goal governance, and what each field asks for."""

from dataclasses import dataclass, replace

from web.facts import named
from web.forms.labels import ABOVE, fits, label_of
from web.forms.shape import shapes
from web.language import say
from workflow.facts import KINDS
from workflow.goals.goal import HAS_PLAN
from workflow.governance.model import Model
from workflow.states.guards.base import Listed
from workflow.words import Sentence, Title, quoted, sentence

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
    """A word and what it means here. `kind` is the kind of level that it is the word for, `level` the level: it is called
    as the model calls it, and is left out where the model has none; `says` and `needs` the same for what a step says and
    waits for. What a `scale` lets one say follows the meaning."""

    name: str
    word: Sentence | Title
    meaning: Sentence
    kind: str = ""
    says: str = ""
    level: str = ""
    needs: str = ""
    scale: str = ""


@dataclass(frozen=True)
class Asked:
    """What a form asks for: its heading, and the label and hint of each field."""

    kind: str
    heading: str
    fields: tuple[tuple[str, str], ...]


TERMS = (
    Term("vision", sentence("Vision"),
         sentence("Where the municipality wants to be in ten or fifteen years."), "vision"),
    Term("focus", sentence("Focus area"),
         sentence("What the municipality concentrates on for some years, to come nearer the vision."),
         "direction"),
    Term("area", sentence("Target area"),
         sentence("An area in which a committee means to set goals."), "target_area"),
    Term("goal", sentence("Goal"),
         sentence("A result that is to be reached, how much and by when - not an activity.")),
    Term("municipal", sentence("Municipality-wide goal"), sentence("A goal that the council itself owns."),
         level="municipal_goal"),
    Term("effect", sentence("Desired effect"),
         sentence("For whom it becomes better when the goal is reached, and how.")),
    Term("indicator", sentence("Indicator"),
         sentence("What is measured to see whether the goal is reached, with its unit and source."), "indicator"),
    Term("target", sentence("Target"), sentence("The value that the indicator shall have in the goal year.")),
    Term("baseline", sentence("Baseline"), sentence("The value that the goal starts from, and when it was measured.")),
    Term("milestone", sentence("Milestone"),
         sentence("What shall be reached in one of the years of a goal that runs for several.")),
    Term("activity", sentence("Activity"),
         sentence("What is done so that the goal is reached, with its cost."), "activity"),
    Term("plan", sentence("Action plan"),
         sentence("The activities of a committee's goals, which are decided together."), needs=HAS_PLAN),
    Term("smart", sentence("SMART"),
         sentence("Specific, measurable, accepted, realistic and time-bound: what a goal is judged by."),
         says="review"),
    Term("round", sentence("Round"), sentence("One of the year's times of follow-up, with its own dates.")),
    Term("forecast", sentence("Forecast"), sentence("How the goal is expected to end, said while the year goes on.")),
    Term("outlook", sentence("Outlook"),
         sentence("What a forecast comes to."), scale="outlook"),
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
    said, needed = (
        _said(model),
        {guard for level in model.levels.values() for step in level.steps for guard in step.needs},
    )
    known = [term for term in TERMS if term.says in ("", *said) and term.needs in ("", *needed)]
    return [found for term in known if (found := _in_words_of(model, term))]


def _in_words_of(model: Model, term: Term) -> Term | None:
    """The term as the model has it; None for a level that it lacks."""
    if term.scale:
        meaning = sentence("%(meaning)s Here one says: %(values)s.", meaning=term.meaning,
                           values=Listed(quoted(value.title) for value in model.scale(term.scale)))  # fmt: skip
        return replace(term, meaning=meaning)
    if not term.kind and not term.level:
        return term
    level = model.levels.get(term.level) if term.level else next(iter(model.of_kind(term.kind)), None)
    return replace(term, word=level.title) if level else None


def asked(model: Model) -> list[Asked]:
    """What the forms of the model ask for, those fields that say more than their label."""
    kinds = sorted(KINDS.keys() & _said(model) - set(HIDDEN))
    found = [Asked(kind, _heading(model, kind), _hinted(model, kind)) for kind in kinds]
    return [one for one in found if one.fields]


def _said(model: Model) -> set[str]:
    return {step.says for level in model.levels.values() for step in level.steps}


def _heading(model: Model, kind: str) -> str:
    """What is asked for is called as its level is, where it is one."""
    title = model.title_of(kind) if kind in ABOVE else None
    return say(title) if title else named(kind)


def _hinted(model: Model, kind: str) -> tuple[tuple[str, str], ...]:
    return tuple(
        (label_of(shape, model), shape.hint) for shape in shapes(KINDS[kind]) if shape.hint and fits(shape, model)
    )
