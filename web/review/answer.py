"""The committee's answer to a goal that was returned: take the suggestion and propose it anew, or stand by it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from web.forms.faults import Fault, faults
from web.forms.values import Values
from web.review.criteria import Criterion, criteria_of
from web.review.dialogue import Form, new_once, said_in
from web.review.rounds import Round, rounds_of
from web.review.steps import Steps
from web.session import moment, session, who
from workflow.facts import Fact, fact_of
from workflow.facts.clerical import Motive
from workflow.facts.review import Review
from workflow.facts.wording import Proposal, Wording
from workflow.governance.model import State, Step, Verdict
from workflow.records.queries.events import timeline
from workflow.states.command import Command
from workflow.states.context import CaseContext, Context
from workflow.states.perform import perform
from workflow.states.permissions import refusals
from workflow.words import Sentence

ACCEPT, STAND = "accept", "stand"
WORDS, GROUNDS = ("goal", "met_when"), ("realism", "measurability", "followed_how")
"""What of the wording and of the proposal is written anew; the rest is said as before."""


@dataclass
class Answer:
    """Everything the page shows, and what the answer is made of."""

    ctx: CaseContext
    steps: Steps
    state: State
    round: Round | None
    wording: dict[str, Any]
    proposal: dict[str, Any]
    criteria: list[Criterion]
    verdicts: tuple[Verdict, ...]
    form: Form
    cannot: dict[str, list[Sentence]] = field(default_factory=dict)

    @property
    def asks(self) -> bool:
        """True while the goal waits for its answer."""
        step = self.steps.stand_by
        return bool(self.ctx.case.verdict(Review) == "returned" and step and self.ctx.case.state in step.from_)


def answer(ctx: CaseContext, steps: Steps, sent: Form | None = None) -> Answer:
    """The page, with the form as it was sent when it was."""
    told = timeline(session(), who().organisation, ctx.case.id, alone=True)
    known = said_in(told, ctx.case.facts)
    rounds = [round for round in rounds_of(told, steps) if round.verdict]
    wording, proposal = known.get(Wording.kind, {}), known.get(Proposal.kind, {})
    last = rounds[-1] if rounds else None
    found = Answer(
        ctx=ctx, steps=steps, state=ctx.level.state[ctx.case.state], round=last, wording=wording, proposal=proposal,
        criteria=criteria_of(ctx.model, Wording.of(wording).goal or ctx.case.title, ctx.case.year),
        verdicts=tuple(ctx.model.scales["review"]), form=sent or _begins(ctx, last, wording, proposal),
    )  # fmt: skip
    if found.asks:
        rows = {ACCEPT: (steps.reword, steps.propose), STAND: (steps.stand_by,)}
        found.cannot = {act: _cannot(ctx, steps_) for act, steps_ in rows.items()}
    return found


def take(page: Answer) -> None:
    """Do what was answered, all or nothing. Raises Refused; faults go into the form."""
    form, number = page.form, page.ctx.case.id if page.ctx.case else 0
    acts = _accepting(page) if form.act == ACCEPT else _standing(page)
    seen = int(form.version) if form.version.isdecimal() else None
    for place, (step, fact) in enumerate(acts if not form.faults else []):
        perform(
            session(),
            Command(
                step.key,
                number,
                who(),
                fact,
                at=moment(),
                expected_version=seen if not place else None,
                idempotency_key=f"{form.once}/{place}",
            ),
        )


def _accepting(page: Answer) -> list[tuple[Step, Fact]]:
    """The goal reworded, and proposed on the grounds given."""
    assert page.steps.reword and page.steps.propose
    made = [
        (page.steps.reword, _read(page.form, Wording, _anew(page.wording, page.form.values, WORDS))),
        (page.steps.propose, _read(page.form, Proposal, _anew(page.proposal, page.form.values, GROUNDS))),
    ]
    return [(step, fact) for step, fact in made if fact]


def _standing(page: Answer) -> list[tuple[Step, Fact]]:
    assert page.steps.stand_by
    fact = _read(page.form, Motive, {"why": page.form.values.get("why", "").strip()})
    return [(page.steps.stand_by, fact)] if fact else []


def _read(form: Form, cls: type[Fact], plain: Mapping[str, Any]) -> Fact | None:
    try:
        return fact_of(cls.kind, plain)
    except ValidationError as wrong:
        form.faults += [Fault(fault.name, fault.sentence) for fault in faults(cls, wrong, form.values)]
        return None


def _anew(before: Mapping[str, Any], values: Values, names: tuple[str, ...]) -> dict[str, Any]:
    """What was said before, with what is written now in its place."""
    return {**before, **{name: values.get(name, "").replace("\r\n", "\n").strip() for name in names}}


def _begins(ctx: CaseContext, last: Round | None, wording: Mapping[str, Any], proposal: Mapping[str, Any]) -> Form:
    """The suggested words if there are any, else the goal's own; the grounds as they were."""
    said = {name: wording.get(name, "") for name in WORDS} | {name: proposal.get(name, "") for name in GROUNDS}
    if last and last.verdict and last.verdict.suggested:
        said["goal"] = last.verdict.suggested
    return Form("", Values(said), once=new_once(), version=str(ctx.case.version))


def _cannot(ctx: Context, steps: tuple[Step | None, ...]) -> list[Sentence]:
    """Why the answer is not this person's; that the goal is no more than a draft yet is put right on the way."""
    return [why for step in steps if step for why in refusals(ctx.asking(step))]


__all__ = ["ACCEPT", "STAND", "Answer", "answer", "take"]
