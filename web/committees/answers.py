"""The committee's answers to the review: goals that were returned or passed with remarks; the chair stands by several
at once, each with a motive of its own."""

from dataclasses import dataclass

from pydantic import ValidationError

from web.committees.bulk import Act, Sheet, act, chosen
from web.committees.reading import Body, goals_of
from web.forms.faults import Fault
from web.names import titled
from web.session import session, who
from workflow.exchange import addresses
from workflow.facts.clerical import Motive
from workflow.facts.review import Review
from workflow.goals import Goal, Part
from workflow.goals.review import Reviewed
from workflow.governance.model import Model, Verdict
from workflow.records.case import Case
from workflow.records.queries.events import in_full
from workflow.states.permissions import refusals
from workflow.words import sentence

STAND_BY = "stand_by"
ANSWERED = ("returned", "remarks")
NONE_CHOSEN = sentence("Choose at least one goal.")
WHY = sentence("Write why the committee stands by the goal.")


@dataclass(frozen=True)
class Awaited:
    """A goal that the review had something to say about: the verdict, the remarks, the wording suggested."""

    case: Case
    title: str
    address: str
    answer: str
    verdict: Verdict | None
    remarks: str
    suggested: str
    may: bool


@dataclass(frozen=True)
class Answered:
    """A goal that the committee has answered for: the review that it answered, with what was answered."""

    goal: Goal
    address: str
    review: Reviewed


@dataclass(frozen=True)
class Page:
    """Everything the page of the answers shows."""

    body: Body
    goals: list[Awaited]
    answered: list[Answered]
    sheet: Sheet

    @property
    def may(self) -> bool:
        """True when the person may stand by any of them."""
        return any(goal.may for goal in self.goals)


def can_answer(model: Model) -> bool:
    """True where the model lets a committee stand by what the review had something to say about."""
    return any(STAND_BY in level.step for level in model.of_kind("goal"))


def page_of(body: Body, sheet: Sheet) -> Page:
    """The page of the answers."""
    there = _there(body)
    told = in_full(session(), who().organisation, there, Review)
    return Page(body, [_answer(body, case, told[case.id]) for case in there], _answered(body, set(told)), sheet)


def acts(body: Body, sheet: Sheet) -> list[Act]:
    """What it takes to stand by the goals that were chosen; faults go into the sheet."""
    found = []
    for case in chosen(sheet.values, _there(body)):
        try:
            fact = Motive.model_validate({"why": sheet.values.get(f"why-{case.id}", "")})
            found.append(act(STAND_BY, case, sheet.values, fact))
        except ValidationError:
            sheet.faults.append(Fault(f"why-{case.id}", WHY))
    if not found and not sheet.faults:
        sheet.faults.append(Fault("goals", NONE_CHOSEN))
    return found


def _there(body: Body) -> list[Case]:
    """The goals that wait for an answer: nobody has adopted them yet, and the review said more than yes."""
    found = [case for case in body.of_kind("goal") if case.verdict(Review) in ANSWERED]
    return [case for case in found if _reviewed(body, case) and not case.took(STAND_BY)]


def _answered(body: Body, waiting: set[int]) -> list[Answered]:
    """The goals whose last remarks were answered: worded anew, or stood by."""
    found = []
    for goal in goals_of(body.unit, [body.year], Part.WORDS | Part.EVENTS):
        said = [one for one in goal.reviews if one.answers and one.verdict and one.verdict.name in ANSWERED]
        if said and goal.id not in waiting:
            found.append(Answered(goal, addresses.of_case(goal.case, goal.model), said[-1]))
    return found


def _reviewed(body: Body, case: Case) -> bool:
    """True while the goal stands where the review, or standing by it, leaves it."""
    steps = body.level(case).step
    ends = {end for name in ("review", STAND_BY) if name in steps for end in steps[name].targets}
    return case.state in ends


def _answer(body: Body, case: Case, said: Review) -> Awaited:
    ctx = body.about(case)
    step = body.level(case).step.get(STAND_BY)
    address = addresses.of_case(case, ctx.model)
    return Awaited(
        case, titled(case), address, f"{address}/svar", ctx.model.verdict("review", said.verdict),
        said.remarks, said.suggested_wording, bool(step and not refusals(ctx.asking(step))),
    )  # fmt: skip
