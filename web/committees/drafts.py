"""The drafts that a committee may propose: what each lacks still, and what is said with it - for all, or for one."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from web.committees.bulk import Act, Sheet, act, chosen
from web.committees.quotas import Share, shares
from web.committees.reading import Body
from web.forms.faults import Fault
from web.names import titled
from web.session import session, who
from workflow.exchange import addresses
from workflow.facts.review import Review
from workflow.facts.wording import Proposal, Wording
from workflow.governance.model import Step
from workflow.records.case import Case
from workflow.records.queries.events import words
from workflow.states.guards.ahead import know_words, read_ahead
from workflow.states.permissions import refusals
from workflow.words import Sentence, Title, sentence

OVER = "over_quota_motive"
PROSE = ("realism", "measurability", "followed_how", "took_part", OVER)
"""What can be said for all the goals at once, or for one."""
ALL, HAND_IN = "all", "hand_in"
LONGEST = 5000
NONE_CHOSEN = sentence("Choose at least one goal.")
RETURNED = "returned"


@dataclass(frozen=True)
class Draft:
    """A draft: its goal in words, what it lacks, whether the review returned it, and what was said with it last."""

    case: Case
    title: str
    address: str
    alone: str
    reword: str
    department: str
    effect: str
    lacks: list[Sentence]
    may: bool
    returned: bool
    said: Mapping[str, str]


@dataclass(frozen=True)
class Page:
    """Everything the page of the proposals shows."""

    body: Body
    step: Step
    drafts: list[Draft]
    labels: dict[str, str]
    shares: list[Share]
    hand_in: Title | None
    sheet: Sheet

    @property
    def fields(self) -> dict[str, str]:
        """What is asked: why there are more goals than the model asks for, only where there would be."""
        over = any(share.used + len(self.drafts) > share.allowed for share in self.shares)
        return {name: label for name, label in self.labels.items() if over or name != OVER}

    @property
    def may(self) -> bool:
        """True when the person may propose any of them."""
        return any(draft.may for draft in self.drafts)


def page_of(body: Body, sheet: Sheet) -> Page | None:
    """The page; None where the model has no proposals, or the committee has no such year."""
    step, ctx = propose_step(body), body.asking()
    if step is None or ctx is None:
        return None
    _read_ahead(body)
    hand = hand_in_step(body)
    owed = hand and not ctx.case.took(hand.name) and not refusals(ctx.asking(hand))
    labels = {name: str(Proposal.model_fields[name].title) for name in PROSE}
    return Page(body, step, _drafts(body, step), labels, shares(body), hand.title if hand and owed else None, sheet)


def propose_step(body: Body) -> Step | None:
    """The step by which a goal is proposed."""
    steps = (step for level in body.model.of_kind("goal") for step in level.steps)
    return next((step for step in steps if step.says == Proposal.kind), None)


def hand_in_step(body: Body) -> Step | None:
    """The step of the committee's year by which its goals are handed in."""
    return body.model.levels[body.own.level].step.get(HAND_IN) if body.own else None


def acts(body: Body, sheet: Sheet) -> list[Act]:
    """The proposals of the goals that were chosen; faults go into the sheet."""
    step = propose_step(body)
    assert step
    there = _there(body, step)
    told = _said(there)
    found = [act(step.name, case, sheet.values, _fact(case, sheet, told)) for case in chosen(sheet.values, there)]
    if not found and not sheet.values.get(HAND_IN):
        sheet.faults.append(Fault("drafts", NONE_CHOSEN))
    return found


def hand_in_act(body: Body, sheet: Sheet) -> list[Act]:
    """The handing in, when it was asked for."""
    hand = hand_in_step(body)
    return [act(hand.name, body.own, sheet.values)] if hand and body.own and sheet.values.get(HAND_IN) else []


def _there(body: Body, step: Step) -> list[Case]:
    """The goals from whose state they are proposed."""
    return [case for case in body.cases if case.level == step.level and case.state in step.from_]


def _said(found: list[Case]) -> dict[int, dict[str, Any]]:
    """What was said of the goals: case → the whole wording and proposal."""
    seqs = {
        case.id: [case.fact(kind)["seq"] for kind in (Wording.kind, Proposal.kind) if case.fact(kind)] for case in found
    }
    told = words(session(), who().organisation, (seq for some in seqs.values() for seq in some))
    know_words(session(), who().organisation, told)
    return {case: {key: said for seq in some for key, said in told.get(seq, {}).items()} for case, some in seqs.items()}


def _fact(case: Case, sheet: Sheet, told: Mapping[int, Mapping[str, Any]]) -> Proposal:
    """What is said with a goal: its own words, else those for all, else what was said last."""
    base = dict(told[case.id].get(Proposal.kind, {}))
    for name in PROSE:
        own, common = (sheet.values.get(f"{key}-{name}", "").strip()[:LONGEST] for key in (str(case.id), ALL))
        if text := own or common:
            base[name] = text
    return Proposal.model_validate(base)


def _drafts(body: Body, step: Step) -> list[Draft]:
    there = _there(body, step)
    told = _said(there)
    return [_draft(body, step, case, told[case.id]) for case in there]


def _draft(body: Body, step: Step, case: Case, told: Mapping[str, Any]) -> Draft:
    ctx, last = body.about(case), told.get(Proposal.kind, {})
    lacks = refusals(ctx.asking(step, Proposal.model_validate(last)))
    own = body.level(case).step.get("reword")
    return Draft(
        case, titled(case), addresses.of_case(case, ctx.model), addresses.of_step(case, ctx.model, step),
        addresses.of_step(case, ctx.model, own) if own and not refusals(ctx.asking(own)) else "",
        body.names.unit(case.department) if case.department else "", Wording.of(told.get(Wording.kind, {})).desired_effect, lacks,
        bool(ctx.roles.intersection(step.by)), case.verdict(Review) == RETURNED,
        {name: last.get(name, "") for name in PROSE},
    )  # fmt: skip


def _read_ahead(body: Body) -> None:
    under = {case.id: [child for child in body.cases if child.parent == case.id] for case in body.of_kind("goal")}
    units = [(unit.id, unit.code, unit.kind) for unit in body.names.units.values()]
    read_ahead(session(), who().organisation, under, units)
