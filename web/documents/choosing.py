"""What one chooses when a document is ordered: what stands there at first, and what came back."""

from collections.abc import Mapping
from dataclasses import dataclass

from web.language import day, say
from web.names import Names
from workflow.reports.ask import Ask, Report
from workflow.reports.asking import OWNERS, Choices
from workflow.reports.writers import FORMATS
from workflow.states.context import Context
from workflow.words import LANGUAGES, Wrong, sentence

YEAR, UNIT, ROUND, MEETING, FORM, LANGUAGE = "ar", "namnd", "omgang", "sammantrade", "format", "sprak"
"""What is chosen, as it is called in addresses and forms."""
BEFORE = ("auditor", "closing-book")
"""Documents about a year that is over."""
FORMS = {
    "docx": ("Word", "To go on writing in, in the municipality's own template."),
    "pdf": ("PDF", "To send and to keep; accessible."),
    "xlsx": ("Excel", "Every table as a sheet, to sort and to count on."),
    "html": ("HTML", "One file to read on a screen."),
}
NO_FORMAT = sentence("Choose a format.")


@dataclass(frozen=True)
class Field:
    """A list to choose from: what is chosen, and value and text of each choice."""

    name: str
    label: str
    chosen: str
    options: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Form:
    """The form of a document: its lists, and the format."""

    report: Report
    fields: tuple[Field, ...]
    form: str


def form(ctx: Context, names: Names, report: Report, choices: Choices, given: Mapping[str, str], own: str) -> Form:
    """The form with what is given, and the nearest to hand where nothing is: the year that goes on (the one before, for a
    document about a year that is over), the round that shows figures last, the person's own committee. `own` is the
    installation's language. Raises Wrong when there are no goals."""
    year = _year(report, choices, given)
    fields = [Field(YEAR, "Goal year", str(year), tuple((str(one), str(one)) for one in choices.years))]
    if report.unit:
        unit = given[UNIT] if UNIT in given else home(ctx, names)
        fields.append(Field(UNIT, "Committee", unit, (_every(report.unit, "All"), *choices.units.items())))
    if report.round:
        round = given[ROUND] if ROUND in given else choices.round(year)
        rounds = ((name, say(title)) for name, title in choices.rounds(year).items())
        fields.append(Field(ROUND, "Round", round, (_every(report.round, "The whole year"), *rounds)))
    if report.meeting:
        fields.append(
            Field(MEETING, "Meeting", given.get(MEETING, ""), (_every(report.meeting, "None"), *_meetings(choices)))
        )
    spoken = (("sv", "Svenska"), ("en", "English"))
    fields.append(Field(LANGUAGE, "Language", given.get(LANGUAGE, own), spoken))
    return Form(report, tuple(fields), given.get(FORM, next(iter(FORMS))))


def read(choices: Choices, given: Mapping[str, str]) -> tuple[Ask, str]:
    """What is asked for, and in which format. Raises Wrong for a format that there is none of."""
    form, language = given.get(FORM, ""), given.get(LANGUAGE, "")
    if form not in FORMATS:
        raise Wrong(NO_FORMAT)
    ask = Ask(
        choices.organisation, _number(given, YEAR) or 0, choices.today, given.get(UNIT, ""), given.get(ROUND, ""),
        _number(given, MEETING), language if language in LANGUAGES else LANGUAGES[0],
    )  # fmt: skip
    return ask, form


def home(ctx: Context, names: Names) -> str:
    """The code of the person's own committee, "" for who has none or several."""
    paths = {path for _, path in ctx.seats}
    bodies = {unit.code for unit in names.units.values()
              if unit.kind in OWNERS and any(path.startswith(unit.path) for path in paths)}  # fmt: skip
    return bodies.pop() if len(bodies) == 1 else ""


def _year(report: Report, choices: Choices, given: Mapping[str, str]) -> int:
    asked = _number(given, YEAR)
    if asked in choices.years:
        return asked
    before = choices.year - 1
    return before if report.name in BEFORE and before in choices.years_with_goals else choices.year


def _number(given: Mapping[str, str], name: str) -> int | None:
    text = given.get(name, "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None


def _every(needed: str, text: str) -> tuple[str, str]:
    """The choice of nothing in particular."""
    return "", say("Choose") if needed == "must" else say(text)


def _meetings(choices: Choices) -> tuple[tuple[str, str], ...]:
    return tuple((str(case), f"{choices.units[body]} {day(on)}") for case, (body, on) in choices.meetings.items())
