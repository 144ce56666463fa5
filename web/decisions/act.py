"""One act: the § is logged (with its meeting, where that is new) and taken for every case it covers; all or nothing.

It is rehearsed in the same way before it is done: everything is performed, looked at, and rolled back.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field

from web.decisions.covering import AGREES, Sheet, checked
from web.decisions.entry import Entry, step_that_logs, step_that_plans
from web.session import moment, session, who
from workflow.facts.decision import Decided, Gathering
from workflow.goals.measures import Act, decided_with, said_of
from workflow.governance.model import Step
from workflow.records.case import Case
from workflow.records.queries.cases import cases_under
from workflow.records.queries.decisions import remarks_after
from workflow.records.queries.models import model_of
from workflow.states.command import Command
from workflow.states.context import Context
from workflow.states.perform import Refused, Stale, perform
from workflow.words import Sentence, sentence

MOST = 500
"""Steps in one act."""
TOO_MANY = sentence(
    "That is more than %(most)s steps at once. Take some of it first, and the rest afterwards.", most=MOST
)


@dataclass
class Outcome:
    """What came of it: the §, each case as it is now, the indicators put in force and the measures decided
    with it, what is remarked of each case, and
    everything that was refused (0: the § itself)."""

    decision: Case | None = None
    done: dict[int, Case] = field(default_factory=dict)
    in_force: int = 0
    measures: int = 0
    remarks: dict[int, list[Sentence]] = field(default_factory=dict)
    refused: dict[int, tuple[Sentence, ...]] = field(default_factory=dict)
    stale: dict[int, str] = field(default_factory=dict)


def act(ctx: Context, found: Entry | Case, sheet: Sheet | None, once: str) -> Outcome:
    """Do it all. What is refused is told of each case, so whoever answers must answer no (409) when anything is."""
    outcome = Outcome()
    try:
        outcome.decision = found if isinstance(found, Case) else _log(ctx, found, once)
    except Refused as refused:
        outcome.refused[0] = refused.why
        return outcome
    if sheet:
        checked(sheet, outcome.decision.id)
        _cover(ctx, sheet, outcome, once)
    return outcome


def rehearsed(ctx: Context, found: Entry | Case, sheet: Sheet | None) -> Outcome:
    """What would come of it; nothing stays."""
    nest = session().begin_nested()
    try:
        outcome = act(ctx, found, sheet, "")
        _read_remarks(ctx, outcome)
        return outcome
    finally:
        nest.rollback()


def _log(ctx: Context, found: Entry, once: str) -> Case:
    assert found.body and found.on and found.ruling
    meeting = found.meeting
    if meeting is None:
        said = Gathering(unit=found.body.id, on=found.on)
        plans = step_that_plans(ctx).key
        meeting = perform(
            session(), Command(plans, None, who(), said, at=moment(), idempotency_key=_key(once, "m"))
        ).case
    step = step_that_logs(ctx).key
    return perform(
        session(), Command(step, meeting.id, who(), found.ruling, at=moment(), idempotency_key=_key(once, "p"))
    ).case


def _cover(ctx: Context, sheet: Sheet, outcome: Outcome, once: str) -> None:
    indicators, measures = _planned(ctx, sheet), _proposed(ctx, sheet)
    along = sum(map(len, indicators.values())) + sum(map(len, measures.values()))
    if len(sheet.chosen) + along > MOST:
        outcome.refused[0] = (TOO_MANY,)
        return
    for line in sheet.chosen:
        if line.fact is None:
            continue
        case, step = line.case.id, sheet.matter.step
        seen = int(line.version) if line.version.isdecimal() else None
        try:
            done = perform(
                session(),
                Command(
                    step.key,
                    case,
                    who(),
                    line.fact,
                    at=moment(),
                    round=sheet.matter.round_name,
                    expected_version=seen,
                    idempotency_key=_key(once, case),
                ),
            )
            outcome.done[case] = done.case
            if line.fact.verdict in AGREES:
                outcome.in_force += _put_in_force(ctx, indicators.get(case, []), line.fact, once)
            outcome.measures += _decide_measures(measures.get(case, []), line.fact, once)
        except Refused as refused:
            outcome.refused[case] = refused.why
            if isinstance(refused, Stale):
                outcome.stale[case] = str(refused.case.version)


def _put_in_force(ctx: Context, indicators: list[tuple[Case, Step]], said: Decided, once: str) -> int:
    """Decide the indicators of a case by the same §; one whose target was changed, with a change."""
    altered = {target.indicator for target in said.targets}
    for case, step in indicators:
        changed = case.id in altered and "approved_changed" in step.verdicts
        fact = Decided(
            verdict="approved_changed" if changed else "approved", decision=said.decision, reason=said.reason
        )
        perform(session(), Command(step.key, case.id, who(), fact, at=moment(), idempotency_key=_key(once, case.id)))
    return len(indicators)


def _planned(ctx: Context, sheet: Sheet) -> dict[int, list[tuple[Case, Step]]]:
    """The indicators that are decided together with the cases, with the step that does it; only where the matter takes
    the case itself on."""
    step = sheet.matter.step
    found: dict[int, list[tuple[Case, Step]]] = {}
    if not step.targets or not step.seals:
        return found
    for line in sheet.chosen:
        known = [(aim.case, row) for aim in line.aims for row in _deciding(ctx, aim.case)]
        if known:
            found[line.case.id] = known
    return found


def _decide_measures(proposed: list[Act], said: Decided, once: str) -> int:
    """Say the same of the measures of a goal when the § decides on its measures."""
    for one in proposed:
        perform(
            session(),
            Command(
                one.key, one.case.id, who(), said_of(one, said), at=moment(), idempotency_key=_key(once, one.case.id)
            ),
        )
    return len(proposed)


def _proposed(ctx: Context, sheet: Sheet) -> dict[int, list[Act]]:
    """The proposed measures of each goal, where it is its measures of a round that the § decides on."""
    model = model_of(ctx.session, ctx.who.organisation, sheet.chosen[0].case.model) if sheet.chosen else ctx.model
    levels = [level.name for level in model.of_kind("measure") if level.parent == sheet.matter.step.level]
    if not sheet.matter.step.rounds or not levels:
        return {}
    held = cases_under(ctx.session, ctx.who.organisation, [line.case.id for line in sheet.chosen], levels)
    return {
        line.case.id: decided_with(model, line.case, [one for one in held if one.parent == line.case.id], sheet.matter.step,
                                   sheet.matter.round_name)
        for line in sheet.chosen
    }  # fmt: skip


def _deciding(ctx: Context, case: Case) -> Iterator[Step]:
    level = model_of(ctx.session, ctx.who.organisation, case.model).levels[case.level]
    rows = (step for step in level.steps if step.says == Decided.kind and "approved" in step.verdicts)
    first = next((step for step in rows if case.state in step.from_), None)
    if first:
        yield first


def _read_remarks(ctx: Context, outcome: Outcome) -> None:
    """What the engine remarked on the cases of the rehearsal."""
    for case, remarks in remarks_after(session(), ctx.who.organisation, ctx.head.seq):
        told = [sentence(str(one["text"]), **one.get("values", {})) for one in json.loads(remarks)]
        outcome.remarks.setdefault(case, []).extend(told)


def _key(once: str, what: object) -> str | None:
    return f"{once}/{what}" if once else None
