"""How things are put in documents: a verdict with its sign, a target in words, what is missing and whose fault it is."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from workflow.facts import Fact
from workflow.goals import Goal, GoalYear
from workflow.goals.forecast import RoundForecast
from workflow.goals.marks import KNOWN, SCALES, Mark
from workflow.goals.reliability import BEST, MIDDLE, WORST, rank
from workflow.goals.reporting_status import AS_SOURCE, BEFORE, SOURCE_SILENT
from workflow.governance.model import Model, Verdict
from workflow.measuring.judgement import SaidJudgement
from workflow.reports.document import BAD, GOOD, PLAIN, RISK, UNKNOWN, Cell, Keys, Status, Table, Text
from workflow.words import Say, sentence

TONES = {BEST: GOOD, MIDDLE: RISK, WORST: BAD}
OWED = "●"
"""The sign of what is missing."""
NO_CODE = "–"
"""The sign of what has no value in a scale of ours."""
LACKS, LACKS_THERE = sentence("missing"), sentence("missing in the source")
MARKS: Mapping[str, Mark] = {mark.name: mark for mark in KNOWN}


def status(say: Say, model: Model, scale: str, verdict: Verdict | None) -> Status | None:
    """A value of a scale with its sign; None for none."""
    if verdict is None:
        return None
    place = rank(model, scale, verdict.name) if scale in SCALES else None
    tone = UNKNOWN if verdict.unknown else PLAIN if place is None else TONES[place]
    return Status(verdict.sign, say(verdict.title), tone)


def verdict(say: Say, model: Model, scale: str, code: str) -> Status | None:
    """The value of a scale with that code, None for none."""
    return status(say, model, scale, model.verdict(scale, code))


def mark(say: Say, name: str) -> Status:
    """What is not known of a goal in a round."""
    found = MARKS[name]
    return Status(found.sign, say(found.word), UNKNOWN)


def missing(goal: Goal) -> str:
    """That something is not there: the source lacks it, or somebody here owed it."""
    return goal.year.say(LACKS_THERE if goal.is_imported else LACKS)


def not_in_source(year: GoalYear, goals: Sequence[Goal], what: str) -> Iterator[Text]:
    """That something cannot be known of the goals that were brought in; nothing when none was."""
    count = sum(goal.is_imported for goal in goals)
    if count and count == len(goals):
        yield Text(year.say("Missing in the source: %(thing)s.", thing=what[:1].lower() + what[1:]), "notice")
    elif count:
        text = "Missing in the source of %(count)s of the %(all)s goals: %(thing)s."
        yield Text(year.say(text, count=count, all=len(goals), thing=what[:1].lower() + what[1:]), "notice")


def as_source_says(goal: Goal, found: SaidJudgement, whole: bool = True) -> Status | None:
    """What a source judges in words that are no value of a scale of ours, or that it does not judge; None for the rest.
    `whole` is False where its words stand beside."""
    say = goal.year.say
    if found.is_silent:
        return Status(NO_CODE, say(MARKS[SOURCE_SILENT].word), UNKNOWN)
    if not found.is_as_source_says:
        return None
    if whole and found.words:
        return Status(NO_CODE, say("As the source says: %(words)s", words=found.words), UNKNOWN)
    return Status(NO_CODE, say(MARKS[AS_SOURCE].word), UNKNOWN)


def outlook(goal: Goal, round: RoundForecast, whole: bool = True) -> Status:
    """How the goal was expected to end: a value of the scale, else as its source says, else why nothing is said."""
    known = status(goal.year.say, goal.model, "outlook", round.outlook)
    return known or as_source_says(goal, round.judgement, whole) or lacking(goal, round.waits)


def lacking(goal: Goal, waits: str = "") -> Status:
    """The same as a status; `waits` says why nothing was said in a round."""
    if waits and not (goal.is_imported and waits == BEFORE):
        return mark(goal.year.say, waits)
    return Status(OWED, capital(missing(goal)), UNKNOWN)


def gone(say: Say) -> str:
    """That words were disposed of."""
    return say("The words have been erased by a decision to dispose of them.")


def keys(goal: Goal) -> Keys:
    """What a row in a workbook belongs to."""
    say = goal.year.say
    return ((say("Committee"), goal.unit), (say("Goal"), goal.title))


def told(say: Say, said: Fact, names: Iterable[str]) -> Iterator[tuple[str, Cell]]:
    """(label, words) of those fields of a fact in which something was said; numbers in them are years."""
    return ((say(label), words) for label, words in said.labelled(*names))


def listed(say: Say, parts: Iterable[str]) -> str:
    """Several in a row, separated by semicolons."""
    return "; ".join(part for part in parts if part)


def sentenced(text: str) -> str:
    """The text with a capital first letter and a full stop."""
    whole = capital(text)
    return whole if whole.endswith((".", "!", "?")) or not whole else f"{whole}."


def capital(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]


def without_empty(table: Table) -> Table:
    """The table without the columns in which nothing stands."""
    kept = [place for place in range(len(table.columns)) if any(row[place] not in (None, "") for row in table.rows)]
    columns = tuple(table.columns[place] for place in kept)
    return replace(table, columns=columns, rows=tuple(tuple(row[place] for place in kept) for row in table.rows))


def brief(goal: Goal, table: Table) -> Table:
    """Of what a source says nothing about, no empty column is shown."""
    return without_empty(table) if goal.is_imported else table
