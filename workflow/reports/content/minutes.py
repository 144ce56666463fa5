"""The officer's memo (tjänsteskrivelse): a proposed decision, the matter in short, and tables that the minutes can hold.

For a committee it is about its report of a round, and before the first round about the goals that wait for it; for
council and board about the goals that are to be decided or prepared there.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from sqlalchemy.orm import Session

from workflow.goals import Goal, GoalYear, goals
from workflow.goals.report import reported
from workflow.reports.ask import Ask, Progress
from workflow.reports.content.parts import memo_closing, memo_goals, memo_round, one_round
from workflow.reports.content.parts.frame import asked, document, unit_of
from workflow.reports.content.parts.memo_goals import COUNCIL, DECIDES
from workflow.reports.content.parts.office import Offices
from workflow.reports.document import Block, Document, Text
from workflow.reports.shown import day as in_full
from workflow.words import Wrong, sentence

TITLE = sentence("Text for the minutes")


def build(session: Session, ask: Ask, progress: Progress) -> Document:
    """The memo for a body's meeting: the one that is asked for, else its next. Raises Wrong when no body is named, or the
    year, the body, the round or the meeting is not there."""
    year, own = asked(session, ask)
    unit = unit_of(year, ask.unit)
    if not unit:
        raise Wrong(sentence("Say for which body the text is."))
    on = meeting(year, unit, ask.meeting)
    offices = Offices.read(session, year)
    blocks, more = _content(year, unit, own, ask.round, on or year.today, offices)
    return document("minutes", TITLE, year, ask, [*_for(year, on), *blocks], more)


def meeting(year: GoalYear, unit: int, case: int | None) -> date | None:
    """The day of the meeting that is asked for, else of the body's next one, None when none is entered. Raises Wrong when
    the one that is asked for is not there."""
    held = {number: said["gathering"] for number, said in year.calendar.said.items() if "gathering" in said}
    if case:
        if case not in held:
            raise Wrong(sentence("There is no meeting %(number)s.", number=case))
        return date.fromisoformat(held[case]["on"])
    days = (date.fromisoformat(one["on"]) for one in held.values() if one["unit"] == unit)
    return min((day for day in days if day >= year.today), default=None)


def _content(
    year: GoalYear, unit: int, own: Sequence[Goal], asked_for: str, day: date, offices: Offices
) -> tuple[Iterator[Block], str]:  # fmt: skip
    """The blocks, and what the subtitle says of the round. Once a round has opened, only what the board prepares for the
    council comes before the body's own report."""
    kind = year.units[unit].kind
    closing = {level.closing_round for level in year.model.of_kind("goal")} - {""}
    name = (
        _known(year, asked_for, closing) if asked_for else "" if kind == COUNCIL else _opened(year, unit, closing, day)
    )
    waits = () if asked_for else memo_goals.matters(goals(year), year.units[unit], day)
    if name:
        waits = tuple(one for one in waits if DECIDES["board"] in one.step.needs)
    if name and not waits:
        found = [goal for goal in own if goal.was_adopted]
        title = year.say(year.model.rounds[name].title)
        if name in closing:
            return memo_closing.blocks(year, unit, found, name), title
        return memo_round.blocks(year, unit, reported(found, name), name, offices), title
    return memo_goals.blocks(year, unit, waits), ""


def _known(year: GoalYear, asked_for: str, closing: set[str]) -> str:
    """The round that is asked for, as the model writes it. Raises Wrong when there is none."""
    found = next((name for name in closing if name.casefold() == asked_for.casefold()), "")
    return found or one_round.known_round(year, asked_for)


def _opened(year: GoalYear, unit: int, closing: set[str], day: date) -> str:
    """The round of follow-up that has opened last by the day, "" before the first."""
    asked_in = closing.union(year.model.forecast_rounds)
    opened = [name for name in year.model.rounds if name in asked_in and year.dates(name, unit).opens <= day]
    return opened[-1] if opened else ""


def _for(year: GoalYear, on: date | None) -> Iterator[Block]:
    """For which meeting it is, when one is known."""
    if on:
        yield Text(year.say("For the meeting of %(day)s.", day=in_full(on, year.language)))
