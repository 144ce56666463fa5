"""The page of one goal's review: what the goal says, the criteria, the rounds, and what this person may do now."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import url_for

from web.drafts import Begun, found
from web.forms.faults import Fault
from web.forms.values import Values
from web.review import majority
from web.review.criteria import Criterion, criteria_of
from web.review.room import Room, room_of
from web.review.rounds import Member, Round, rounds_of
from web.review.steps import Steps
from web.session import session, who
from workflow.facts.wording import Proposal, Wording
from workflow.governance.model import State, Verdict
from workflow.records.queries.events import TimelineEvent, timeline
from workflow.states.context import CaseContext
from workflow.states.permissions import refusals
from workflow.words import Sentence

JUDGE, VERDICT = "judge", "verdict"


@dataclass
class Form:
    """A form: which one, what stands in it, its faults, and its own marks. `about` tells which words it judges;
    `begun` is the draft that it was filled with."""

    act: str
    values: Values
    faults: list[Fault] = field(default_factory=list)
    refused: tuple[Sentence, ...] = ()
    once: str = ""
    version: str = ""
    about: str = ""
    begun: Begun | None = None

    @property
    def fault(self) -> dict[str, Sentence]:
        """The first fault of each field."""
        return {one.name: one.sentence for one in reversed(self.faults)}


@dataclass(frozen=True)
class Dialogue:
    """Everything the page shows."""

    ctx: CaseContext
    steps: Steps
    room: Room
    state: State
    wording: dict[str, Any]
    proposal: dict[str, Any]
    criteria: list[Criterion]
    rounds: list[Round]
    verdicts: tuple[Verdict, ...]
    form: Form | None
    why_not: tuple[Sentence, ...]

    @property
    def current(self) -> Round | None:
        """The round that is open, None when the goal is not under review."""
        return self.rounds[-1] if self.rounds and self.ctx.case.state in self.steps.verdict.from_ else None

    @property
    def past(self) -> list[Round]:
        """The rounds that have their verdict, the newest first."""
        return [round for round in reversed(self.rounds) if round.verdict]

    @property
    def waiting(self) -> list[str]:
        """Who of the group has not judged yet."""
        known = self.current.members if self.current else {}
        return [name for person, name in (self.room.members | self.room.chairs).items() if person not in known]

    @property
    def reads(self) -> bool:
        """True when the judgements of the open round may be read by the person."""
        return bool(self.current and self.current.may_read(self.ctx.who.person))

    @property
    def mine(self) -> Member | None:
        """The person's own judgement in the open round."""
        return self.current.members.get(self.ctx.who.person) if self.current else None

    @property
    def is_answered(self) -> bool:
        """False for a returned goal that the committee has not answered."""
        return not (self.steps.stand_by and self.ctx.case.state in self.steps.stand_by.from_ and self.past)

    @property
    def may_answer(self) -> bool:
        """True when the answer is this person's."""
        asked = [step for step in (self.steps.stand_by, self.steps.propose) if step]
        return not self.is_answered and any(self.ctx.roles.intersection(step.by) for step in asked)

    @property
    def may_note_conflict(self) -> bool:
        """True when the person may name a goal that it pulls against."""
        return bool(self.steps.conflict and not refusals(self.ctx.asking(self.steps.conflict)))


def dialogue(ctx: CaseContext, steps: Steps, sent: Form | None = None, changing: bool = False) -> Dialogue:
    """The page; with the form as it was sent, when it was. `changing`: one's own judgement is to be given anew."""
    told = timeline(session(), who().organisation, ctx.case.id, alone=True)
    known = said_in(told, ctx.case.facts)
    rounds = rounds_of(told, steps)
    whys = {
        plain["goal"]: plain["why"] for key, plain in known.items() if key.startswith("conflict/") and "why" in plain
    }
    wording = known.get(Wording.kind, {})
    form, why = (sent, ()) if sent else _form(ctx, steps, rounds, changing)
    return Dialogue(
        ctx=ctx, steps=steps, room=room_of(ctx, steps, whys), state=ctx.level.state[ctx.case.state], wording=wording,
        proposal=known.get(Proposal.kind, {}), rounds=rounds, form=form, why_not=why,
        criteria=criteria_of(ctx.model, Wording.of(wording).goal or ctx.case.title, ctx.case.year),
        verdicts=tuple(one for one in ctx.model.scales["review"] if one.name in steps.verdict.verdicts),
    )  # fmt: skip


def said_in(told: list[TimelineEvent], facts: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    """The whole facts that hold, by key, out of the case's own events."""
    events = {event.seq: event.said or {} for event in told}
    return {key: events[entry["seq"]][key] for key, entry in facts.items() if key in events.get(entry["seq"], {})}


def about(ctx: CaseContext) -> str:
    """Which words are judged: a judgement is not for others that came meanwhile."""
    return "-".join(str(ctx.case.fact(kind).get("seq", 0)) for kind in ("wording", "proposal"))


def place(ctx: CaseContext) -> str:
    """Where the draft of one's own judgement lies."""
    return url_for("review.show", number=ctx.case.id)


def new_once() -> str:
    """A form's own key."""
    return f"form/{secrets.token_urlsafe(12)}"


def _form(
    ctx: CaseContext, steps: Steps, rounds: list[Round], changing: bool
) -> tuple[Form | None, tuple[Sentence, ...]]:
    """The form that is the person's now, or why there is none."""
    if ctx.case.state not in steps.verdict.from_ or not ctx.roles.intersection(steps.roles):
        return None, ()
    round, names = rounds[-1] if rounds else Round(1), tuple(ctx.model.criteria)
    mine = round.members.get(who().person)
    alone = steps.alone if steps.alone and (mine is None or changing) else None
    if why := refusals(ctx.asking(alone or steps.verdict)):
        return None, tuple(why)
    form = Form(
        VERDICT, majority.beginning(round, names), once=new_once(), version=str(ctx.case.version), about=about(ctx)
    )
    return (_alone(form, mine, names, place(ctx)) if alone else form), ()


def _alone(form: Form, mine: Member | None, names: tuple[str, ...], at: str) -> Form:
    """The form for one's own judgement: as one's draft has it, as one judged before, or empty."""
    form.act, form.begun = JUDGE, found(at)
    form.values = majority.given(mine, names) if mine else majority.empty(names)
    if form.begun:
        form.values, form.about = form.begun.values, form.begun.values.get("about", "")
    return form
