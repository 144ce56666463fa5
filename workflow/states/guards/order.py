"""Order in time: no body decides on what was not there yet to decide on (KL 5:26, 6:4)."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from sqlalchemy.orm import Session

from workflow.facts.decision import Decided
from workflow.facts.indicator import Indicator
from workflow.governance.model import Step
from workflow.records.case import Case
from workflow.records.queries.decisions import days_met
from workflow.records.queries.events import brought_in
from workflow.states.context import CaseContext
from workflow.states.guards.base import Guard, children, guard, is_adopted
from workflow.words import Sentence, sentence

SAID = {
    "wording": sentence("the words were last changed"),
    "direction": sentence("the words were last changed"),
    "indicator": sentence("the indicator was last changed"),
    "proposal": sentence("the proposal was made"),
    "measure": sentence("the measure was proposed"),
    "activity": sentence("it was last changed"),
    "consequence": sentence("the consequence was described"),
}
"""What is put before a body, and how it came to be there."""
SENT_BACK, DECIDED = sentence("the matter was sent back"), sentence("an earlier decision was taken")
PLANNED, WRITTEN = sentence("the first activity was written"), sentence("it was written")
ENDURING = ("direction",)
"""What is said of a case that goes on being said when it is in force: a later § on the case is not about its words."""


class There(NamedTuple):
    """The day from which something was there to decide on, and what happened that day."""

    since: date
    what: Sentence


@guard
def not_before_its_matter(ctx: CaseContext) -> Sentence | None:
    """Only if the meeting was not held before what it decided on was there: proposed, worded, sent, prepared."""
    found = _too_early(ctx)
    if found is None:
        return None
    return sentence("The meeting was on %(day)s, but %(what)s on %(since)s. Choose a meeting on that day or later.",
                    day=found[0], what=found[1].what, since=found[1].since)  # fmt: skip


@guard
def reason_when_before_its_matter(ctx: CaseContext) -> Sentence | None:
    """Only if the meeting was not held before what it decided on was there, or it is said why the body could decide."""
    found = _too_early(ctx)
    if found is None or (isinstance(ctx.fact, Decided) and ctx.fact.reason):
        return None
    return sentence("The meeting was on %(day)s, but %(what)s on %(since)s. Choose a meeting on that day or later, or "
                    "say why the body could decide before it.",
                    day=found[0], what=found[1].what, since=found[1].since)  # fmt: skip


@guard
def before_its_matter(ctx: CaseContext) -> Sentence | None:
    """Remark: the meeting was held before what it decided on was there."""
    found = _too_early(ctx)
    if found is None:
        return None
    return sentence(
        "Decided on %(day)s, before it was there to decide on (%(since)s).", day=found[0], since=found[1].since
    )


def is_strict(step: Step) -> bool:
    """True where no reason lets a body decide before what it decides on is there: where the row says so, and where the
    form of the § has no place for a reason."""
    asked = (not_before_its_matter.__name__, reason_when_before_its_matter.__name__)
    return asked[0] in step.needs or (asked[1] not in step.needs and step.says != Decided.kind)


def unasked(ctx: CaseContext) -> Guard | None:
    """The guard of order for a step that carries a § and whose row asks for none: no model can leave the order out."""
    assert ctx.step
    asked = {not_before_its_matter.__name__, reason_when_before_its_matter.__name__}
    if ctx.step.birth or asked & {*ctx.step.needs} or not getattr(ctx.fact, "decision", None):
        return None
    return not_before_its_matter if is_strict(ctx.step) else reason_when_before_its_matter


class Past(NamedTuple):
    """What is to be known of some cases: § → the day of its meeting, and case → the event that brought it in."""

    met: Mapping[int, date]
    brought: Mapping[int, int]


def past_of(session: Session, organisation: int, cases: Iterable[Case], decisions: Iterable[int] = ()) -> Past:
    """The same, read of many at once; with the days of more §§."""
    held = list(cases)
    wanted = [*decisions, *(number for case in held for number in _cited(case))]
    return Past(days_met(session, organisation, wanted), brought_in(session, organisation, [case.id for case in held]))


def _cited(case: Case) -> list[int]:
    return [short["decision"] for short in case.facts.values() if short.get("decision")]


def there(ctx: CaseContext, step: Step, past: Past) -> There | None:
    """Since when there has been what `step` decides on; None when nobody knows."""
    return max(_came(ctx, step, past), default=None, key=lambda one: one.since)


def worded_on(indicator: Case, past: Past) -> date | None:
    """The day on which an indicator was last changed; None for one that stands as it was brought in."""
    short = indicator.fact(Indicator.kind)
    return date.fromisoformat(short["at"]) if short and short["seq"] != past.brought.get(indicator.id) else None


def _came(ctx: CaseContext, step: Step, past: Past) -> Iterator[There]:
    """Each thing that had to be there first. What was brought in came with the day of its import, which says nothing."""
    case = ctx.case
    for key, short in case.facts.items():
        kind, _, round = key.partition("/")
        holds = kind in SAID and round in ("", ctx.round) and (kind not in ENDURING or not is_adopted(ctx))
        if holds and short["seq"] != past.brought.get(case.id):
            yield There(date.fromisoformat(short["at"]), SAID[kind])
        if ctx.fact and key == ctx.fact.key(ctx.round, step.name) and short.get("decision") in past.met:
            yield There(past.met[short["decision"]], DECIDED)
    if step.says != Decided.kind and case.id not in past.brought:
        yield There(case.born, WRITTEN)
    for key, said in _decided(case):
        row = ctx.level.step.get(key.split("/")[1])
        if row and said.decision in past.met and _comes_first(ctx, row, step, key):
            yield There(past.met[said.decision], SENT_BACK if said.verdict == "remitted" else DECIDED)
    for row in ctx.level.steps:
        if row.says not in (Decided.kind, "review") and _enters(row, step) and row.name in case.taken:
            yield There(date.fromisoformat(case.taken[row.name][1]), sentence("“%(step)s” was done", step=row.title))
    if "has_activities" in step.needs:
        written = [activity.born for activity in children(ctx, "activity") if _made_here(ctx, activity)]
        if written:
            yield There(min(written), PLANNED)


def _decided(case: Case) -> Iterator[tuple[str, Decided]]:
    return ((key, Decided.of(short)) for key, short in case.facts.items() if key.startswith(f"{Decided.kind}/"))


def _comes_first(ctx: CaseContext, row: Step, step: Step, key: str) -> bool:
    """True when what `row` decided comes before `step`: the same step in the same round, what brought the case here,
    and, until the case is adopted, what the bodies before this one said of it."""
    if row == step:
        return (key.split("/")[2:] or [""])[0] == ctx.round
    order = list(ctx.level.step)
    prepares = not is_adopted(ctx) and order.index(row.name) < order.index(step.name)
    return _enters(row, step) or (prepares and not {*row.from_}.isdisjoint(step.from_))


def _enters(row: Step, step: Step) -> bool:
    """True when `row` leads to where `step` can be taken, from where it cannot."""
    outside = row.birth or not {*row.from_} <= {*step.from_}
    return outside and not {*row.targets}.isdisjoint(step.from_)


def _made_here(ctx: CaseContext, case: Case) -> bool:
    """True for a case that was born by a step, not brought in."""
    born, births = case.born.isoformat(), ctx.model.levels[case.level].births
    return any(case.taken[birth.name][1] == born for birth in births if birth.name in case.taken)


def _too_early(ctx: CaseContext) -> tuple[date, There] | None:
    """The day of the § that is cited and what came after it; None when they are in order, or nobody knows."""
    said = ctx.fact
    decision = getattr(said, "decision", None)
    if ctx.step is None or ctx.step.birth or not decision:
        return None
    past = past_of(ctx.session, ctx.who.organisation, [ctx.case], [decision])
    day, found = past.met.get(decision), there(ctx, ctx.step, past)
    return (day, found) if day and found and day < found.since else None
