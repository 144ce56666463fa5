"""A governance model as people read it: the rows of each level in words, from the very rows that the engine follows."""

from collections.abc import Iterator
from dataclasses import dataclass

from web.language import say
from workflow.facts import KINDS
from workflow.governance.model import AGAIN, BEFORE, SAME, Due, Level, Model, Step
from workflow.words import Sentence, Title, sentence

BODIES = {
    "committee": sentence("the committee"),
    "board": sentence("the executive board"),
    "council": sentence("the council"),
}


@dataclass(frozen=True)
class Row:
    """A step: from which states to which, by whom, what it says, when it is due, whom it tells, and what else holds."""

    title: Title
    by: tuple[Title, ...]
    starts: tuple[Title, ...]
    ends: tuple[tuple[Title | None, Title | Sentence], ...]
    says: str
    rounds: tuple[Title, ...]
    due: tuple[Sentence, ...]
    tells: tuple[Title, ...]
    marks: tuple[Sentence, ...]


def rows(model: Model, level: Level) -> list[Row]:
    """The steps of a level, in the model's order; those that can be taken anywhere come last, as everywhere."""
    return [_row(model, level, step) for step in level.steps]


def _row(model: Model, level: Level, step: Step) -> Row:
    return Row(
        title=step.title, by=tuple(model.roles[role].title for role in step.by),
        starts=tuple(level.state[name].title for name in step.from_ if name in level.state),
        ends=tuple(_ends(model, level, step)), says=step.says,
        rounds=tuple(model.rounds[name].title for name in step.rounds if name in model.rounds),
        due=tuple(due_words(model, level, due) for due in step.due),
        tells=tuple(_hearer(model, role) for role in step.tells if role in model.roles),
        marks=tuple(_marks(step)),
    )  # fmt: skip


def _hearer(model: Model, role: str) -> Title:
    return model.roles[role].title


def _ends(model: Model, level: Level, step: Step) -> Iterator[tuple[Title | None, Title | Sentence]]:
    """Where the step leads, by verdict where it has verdicts."""
    if isinstance(step.to, str):
        yield None, _state(level, step.to)
        return
    scale = _scale(step)
    for verdict, state in step.to:
        known = model.verdict(scale, verdict)
        stays = AGAIN if verdict in step.again else state
        yield (known.title if known else Title(verdict, verdict)), _state(level, stays)


def _scale(step: Step) -> str:
    """The scale of the field that the verdict stands in."""
    cls = KINDS[step.says]
    extra = cls.model_fields[cls.verdict_field].json_schema_extra
    return str(extra.get("scale", "")) if isinstance(extra, dict) else ""


def _state(level: Level, name: str) -> Title | Sentence:
    if name == SAME:
        return sentence("stays where it is")
    if name == AGAIN:
        return sentence("stays where it is, and is still owed")
    if name == BEFORE:
        return sentence("back to the state before")
    return level.state[name].title


def due_words(model: Model, level: Level, due: Due) -> Sentence:
    """When something is due, in words."""
    return sentence("%(when)s%(if)s", **{"when": _when(model, level, due), "if": _condition(due)})


def _when(model: Model, level: Level, due: Due) -> Sentence:
    if due.form == "day":
        return sentence("%(day)s, %(year)s", day=_day(due.day), year=_year(due.year))
    if due.form == "round":
        name = sentence(DATES.get(due.round, due.round))
        of = model.rounds[due.of].title if due.of in model.rounds else sentence("the round")
        return sentence("“%(date)s” of %(round)s", date=name, round=of)
    if due.form == "meeting":
        return sentence("by the meeting of %(body)s in month %(month)s, %(year)s", body=BODIES[due.meeting],
                        month=int(due.month or 0) or "?", year=_year(due.year))  # fmt: skip
    if due.form == "within":
        return sentence("within %(days)s working days", days=due.within or 0)
    return sentence("%(days)s days from a date that was agreed", days=due.agreed or 0)


DATES = {
    "as_of": "Data as of", "opens": "The sheet opens", "report": "Managers report", "approve": "The director approves",
    "papers": "Papers to the committee", "closes": "Closes",
}  # fmt: skip


def _condition(due: Due) -> Sentence | str:
    if due.only == "election_year":
        return sentence(" (in election years)")
    if due.only == "ordinary_year":
        return sentence(" (in other years than election years)")
    if due.after:
        return sentence(" (after “%(fact)s”)", fact=say(due.after.partition("/")[0].replace("_", " ").capitalize()))
    return ""


def _day(text: str) -> str:
    month, day = text.split("-")
    return f"{int(day)}/{int(month)}"


def _year(offset: int) -> Sentence:
    if offset == 0:
        return sentence("the goal year")
    if offset > 0:
        return sentence("the year after")
    return sentence("the year before") if offset == -1 else sentence("two years before")


def _marks(step: Step) -> Iterator[Sentence]:
    """What else holds for the step."""
    if step.seals:
        yield sentence("Seals what was decided.")
    if step.second:
        yield sentence("Two people have to agree.")
    if step.by_clock:
        yield sentence("Taken by the calendar.")
    if step.only == "election_year":
        yield sentence("Only in election years.")
