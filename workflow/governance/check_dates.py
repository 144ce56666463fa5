"""Dates that cannot be: days that no year has, rounds in disorder, and dues that say too little or too much."""

from collections.abc import Iterator
from datetime import date
from itertools import combinations, pairwise

from workflow.governance.complaint import Complaint, Path, complaint, unknown
from workflow.governance.model import BODIES, DATES, Due, Model, RoundDefault, Step

LEAP = 2000
"""A year in which every day exists."""
MOVES = ("earlier", "later")
YEARS = ("election_year", "ordinary_year")
REPORT = DATES.index("report")


def is_day(text: str) -> bool:
    """True when some year has the day "MM-DD"."""
    try:
        return date.fromisoformat(f"{LEAP}-{text}").strftime("%m-%d") == text
    except ValueError:
        return False


def round_faults(model: Model) -> list[Complaint]:
    """What is wrong with the rounds, each for itself and beside the others, and with the days of rest."""
    found = [fault for round in model.rounds.values() for fault in _days(round)]
    found += [fault for at, rest in enumerate(model.rest) if rest.days for day in rest.days
              for fault in _day(("rest", str(at), "days"), day)]  # fmt: skip
    return found or [*_each_in_order(model), *_beside_each_other(model)]


def day_faults(model: Model, step: Step) -> Iterator[Complaint]:
    """What is wrong with the dates of a step."""
    for key in ("due", "opens"):
        for at, due in enumerate(getattr(step, key)):
            yield from _due(model, step, due, ("levels", step.level, "steps", step.name, key, str(at)))


def _days(round: RoundDefault) -> Iterator[Complaint]:
    for name in DATES:
        yield from _day(("rounds", round.name, name), getattr(round, name))


def _day(path: Path, day: str) -> Iterator[Complaint]:
    if not is_day(day):
        yield complaint(path, "There is no day '%(day)s'; write it as month-day, 03-31.", day=day)


def _in_years(round: RoundDefault) -> list[date]:
    """The dates of a round beside each other, counted from the year of its report."""
    found = []
    for place, name in enumerate(DATES):
        text = getattr(round, name)
        before = place < REPORT and text > round.report
        after = place > REPORT and text < round.report
        found.append(date.fromisoformat(f"{LEAP + 4 * (round.year - before + after)}-{text}"))
    return found


def _each_in_order(model: Model) -> Iterator[Complaint]:
    for round in model.rounds.values():
        for (earlier, on), (later, then) in pairwise(zip(DATES, _in_years(round), strict=True)):
            if then < on:
                text = "The round '%(round)s' is in disorder: '%(later)s' comes before '%(earlier)s'."
                yield complaint(("rounds", round.name, later), text, round=round.name, later=later, earlier=earlier)


def _beside_each_other(model: Model) -> Iterator[Complaint]:
    """Two rounds may overlap a little, but never report on the same day or close in another order than they open."""
    spans = [(round.name, dict(zip(DATES, _in_years(round), strict=True))) for round in model.rounds.values()]
    for (one, a), (other, b) in combinations(spans, 2):
        if a["report"] == b["report"]:
            text = "The rounds '%(one)s' and '%(other)s' report on the same day."
            yield complaint(("rounds", other, "report"), text, one=one, other=other)
        elif (a["report"] < b["report"]) != (a["opens"] <= b["opens"]) or (a["report"] < b["report"]) != (
            a["closes"] <= b["closes"]
        ):
            text = "The rounds '%(one)s' and '%(other)s' overlap: the one that opens first must report and close first."
            yield complaint(("rounds", other), text, one=one, other=other)


def _due(model: Model, step: Step, due: Due, path: Path) -> Iterator[Complaint]:
    if not due.form:
        text = "The date of '%(step)s' must say day, round, meeting, within or agreed."
        yield complaint(path, text, step=step.name)
    if due.day:
        yield from _day(path, due.day)
    for value, known, text in _choices(model, due):
        if value and value not in known:
            yield unknown(path, text, value, known)
    yield from _by_form(model, step, due, path)


def _choices(model: Model, due: Due) -> list[tuple[str, tuple[str, ...], str]]:
    of_round = due.of if due.form == "round" else ""
    return [
        (due.round, DATES, "A round has no date '%(name)s'."),
        (of_round, tuple(model.rounds), "There is no round '%(name)s'."),
        (due.meeting, BODIES, "There is no kind of body '%(name)s'."),
        (due.moves, MOVES, "A date moves earlier or later, not '%(name)s'."),
        (due.only, YEARS, "There are no years called '%(name)s'."),
    ]


def _by_form(model: Model, step: Step, due: Due, path: Path) -> Iterator[Complaint]:
    if due.form == "meeting" and not is_day(f"{due.month}-01"):
        yield complaint(path, "The meeting needs a month, 01 to 12.")
    if due.form == "meeting" and not due.day:
        yield complaint(path, "The meeting needs a day that counts until it has been entered.")
    if due.form == "round" and not (due.of or step.rounds or model.levels[step.level].kind == "report"):
        yield complaint(path, "The date of '%(step)s' does not say of which round.", step=step.name)
    if due.form == "agreed" and len(due.of.split(".")) not in (2, 3):
        yield complaint(path, 'An agreed date says whose: of = "gathering.on".')
    if due.months and due.form != "round":
        yield complaint(path, 'Months are counted from a date of a round: round = "as_of", months = 2.')
    if due.then and not due.law:
        yield complaint(path, "Only a term of law is followed by a day: then = 1 goes with law = true.")
    if due.verdict and not due.after:
        yield complaint(path, 'A verdict needs to say in which fact: after = "forecast".')
