"""The sheet as its page shows it: the goals' parts with their fields, what is left, and what came of the last sending."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field

from werkzeug.datastructures import MultiDict

from web.drafts import Begun, found, here
from web.forms.faults import Fault
from web.forms.values import Values
from web.sheet.begin import VERSION, beginning
from web.sheet.fields import Answer, Fields, Form, answers
from web.sheet.figures import Figures, figures
from web.sheet.goal_form import GoalForm, goal_forms
from web.sheet.loader import Book
from web.sheet.plain import Plain, Plains
from workflow.cycle.timetable import Round, round_dates
from workflow.exchange import addresses
from workflow.goals.work import Work
from workflow.governance.model import Step
from workflow.states.guards.reporting import left_undone
from workflow.states.permissions import refusals
from workflow.words import Sentence

REPORT = "report"


@dataclass(frozen=True)
class ShownGoals:
    """What the address asks to see: one goal, and one that has been forecast to be changed. 0 for all, and none."""

    only: int = 0
    change: int = 0


@dataclass(frozen=True)
class Sheet:
    """The page. `forms` are the goals' fields by number, `figures` what those
    of a closing say, `faults` what is to be put right with the goal's title."""

    book: Book
    parts: list[GoalForm]
    shown: list[GoalForm]
    asked: ShownGoals
    forms: dict[int, Form | Plain]
    answers: dict[int, tuple[Answer, ...]]
    figures: dict[int, Figures]
    faults: list[tuple[str, Fault]]
    once: str
    place: str
    begun: Begun | None
    report: Step | None
    left_undone: list[Sentence]
    dates: Round
    stuck: tuple[Sentence, ...] = ()

    @property
    def address(self) -> str:
        """The page of the report."""
        return addresses.of_case(self.book.report, self.book.ctx.model)

    def address_of(self, work: Work) -> str:
        """The page of what is done for a goal."""
        return addresses.of_case(work.case, self.book.year.model_of(work.case))

    @property
    def hand_in(self) -> str:
        """Where the report is handed in, "" while it may not be."""
        return addresses.of_step(self.book.report, self.book.ctx.model, self.report) if self.report else ""

    @property
    def left(self) -> list[GoalForm]:
        """The goals that have not said anything in the round yet."""
        return [part for part in self.parts if not part.told]

    @property
    def asks(self) -> bool:
        """True when there is something to fill in."""
        return bool(self.forms) or any(answer.asked.steps for one in self.answers.values() for answer in one)


@dataclass
class Written:
    """What was sent and came back: its fields, what is wrong with them, and the key of the form."""

    values: Values
    faults: list[Fault] = field(default_factory=list)
    once: str = ""
    stuck: tuple[Sentence, ...] = ()


def is_open(part: GoalForm, asked: ShownGoals, sent: Values) -> bool:
    """True when the goal's fields are drawn: it has not said anything yet, it is to be changed, or it was just sent."""
    return part.step is not None and (not part.told or asked.change == part.goal.id or part.before_it + VERSION in sent)


def drawn(book: Book, asked: ShownGoals, written: Written | None = None) -> Sheet:
    """The sheet as it begins, as it lies in the person's draft, or as it was sent."""
    parts = goal_forms(book)
    only = asked.change or asked.only
    shown = [part for part in parts if part.goal.id == only] or parts
    wanted = [part for part in shown if is_open(part, asked, written.values if written else MultiDict())]
    begun = _begun(shown, wanted) if written is None else None
    sent = written.values if written else begun.values if begun else MultiDict()
    values = _values(book, wanted, sent)
    faults = written.faults if written else []
    report = None if wanted else _report(book, parts)
    plains = Plains(book, values, faults)
    return Sheet(
        book, parts, shown, asked,
        forms={part.goal.id: plains.form(part) or Fields(book, part, values, faults).form() for part in wanted},
        answers={part.goal.id: answers(book, part, values, faults) for part in shown},
        figures={part.goal.id: found for part in wanted if (found := figures(book, part, values))},
        faults=[(_title(parts, fault), fault) for fault in faults],
        once=(written.once if written else "") or f"form/{secrets.token_urlsafe(12)}", place=here(), begun=begun,
        report=report, left_undone=left_undone(book.ctx.asking(report)) if report else [],
        dates=round_dates(book.ctx.model, book.ctx.calendar, book.report.year or 0, book.report.round, book.report.unit),
        stuck=written.stuck if written else (),
    )  # fmt: skip


def _begun(parts: Sequence[GoalForm], wanted: Sequence[GoalForm]) -> Begun | None:
    """The person's draft, when it is about something that is still to be filled in."""
    names = [part.before_it + VERSION for part in wanted]
    names += [f"{part.before_it}{asked.name}comment" for part in parts for asked in part.asked if asked.steps]
    begun = found(here()) if names else None
    return begun if begun and any(begun.values.get(name) for name in names) else None


def _values(book: Book, parts: Sequence[GoalForm], sent: Values) -> Values:
    """What stands in the fields: what was written of a goal whose fields were there, else its beginning."""
    values: Values = MultiDict(sent)
    for part in parts:
        if part.before_it + VERSION not in sent:
            values.update(beginning(book, part))
    return values


def _title(parts: Sequence[GoalForm], fault: Fault) -> str:
    return next((part.goal.title for part in parts if fault.name.startswith(part.before_it)), "")


def _report(book: Book, parts: Sequence[GoalForm]) -> Step | None:
    """The step that hands the whole report in, once every goal has said its."""
    step = book.ctx.level.step.get(REPORT)
    ready = step is not None and parts and all(part.told for part in parts)
    return step if ready and step and not refusals(book.ctx.asking(step)) else None
