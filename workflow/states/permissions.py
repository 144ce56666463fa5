"""May this person take this step now? Every reason why not, as sentences."""

from collections.abc import Iterable

from workflow.facts import Fact, verdict_of
from workflow.governance.model import Step, Verdict
from workflow.states.context import CaseContext, Context
from workflow.states.guards import GUARDS
from workflow.states.guards.order import before_its_matter, unasked
from workflow.states.guards.targets import unmeetable
from workflow.states.machine import leads
from workflow.states.references import placed, unknown_references
from workflow.words import Sentence, Title, quoted, sentence


def named(ctx: Context, step: str) -> Step:
    """The row that `step` names for this case ("adopt"), or for a birth under it ("indicator.add"). ValueError when
    the model has none, or has it at another level."""
    level = ctx.case.level if ctx.case else ""
    key = step if "." in step else f"{level}.{step}"
    try:
        row = ctx.model.step(key)
    except KeyError as error:
        raise ValueError(f"The model {ctx.model.name} has no step {key}.") from error
    if level != (ctx.model.levels[row.level].parent if row.birth else row.level):
        raise ValueError(f"{key} is no step of {level or 'the organisation'}.")
    return row


def refusals(ctx: Context, brief: bool = False) -> list[Sentence]:
    """Every reason why the step in mind may not be taken: state, role, round, what is said, guards. Empty: it may.
    When it is to be `brief`, no guard is asked about what state or role refuse already. Guards look at a case: a birth
    under nothing asks none (`governance.check` refuses such a row)."""
    assert ctx.step
    why = [*_state(ctx, ctx.step), *_role(ctx, ctx.step), *_round(ctx, ctx.step), *_said(ctx, ctx.step, ctx.fact)]
    if (why and brief) or not isinstance(ctx, CaseContext):
        return why
    order = unasked(ctx)
    asked = [*(GUARDS[name] for name in ctx.step.needs), *([order] if order else [])]
    return why + [said for guard in asked if (said := guard(ctx))]


def remarks(ctx: Context) -> list[Sentence]:
    """What is to be remembered about the step, though it may be taken."""
    assert ctx.step
    if not isinstance(ctx, CaseContext):
        return []
    asked = [*(GUARDS[name] for name in ctx.step.marks), *([before_its_matter] if unasked(ctx) else [])]
    return [said for guard in asked if (said := guard(ctx))]


def _state(ctx: Context, step: Step) -> list[Sentence]:
    if not isinstance(ctx, CaseContext):
        return []
    level = ctx.level
    if step.only == "election_year" and not _is_election_year(ctx):
        return [sentence("“%(step)s” is only taken in election years.", step=step.title)]
    if step.only == "ordinary_year" and _is_election_year(ctx):
        return [sentence("“%(step)s” is not taken in election years.", step=step.title)]
    allowed = step.from_ or tuple(name for name in level.state if level.is_open(name))
    if ctx.case.state in allowed if step.birth else leads(ctx.model, step, ctx.case.state):
        return []
    return [
        sentence(
            "“%(step)s” cannot be done now: the state is “%(state)s”, and it must be %(states)s.",
            step=step.title, state=level.state[ctx.case.state].title,
            states=Choice(tuple(level.state[name].title for name in allowed)),
        )
    ]  # fmt: skip


def _is_election_year(ctx: CaseContext) -> bool:
    return ctx.case.year is not None and ctx.model.is_election_year(ctx.case.year)


def _role(ctx: Context, step: Step) -> list[Sentence]:
    if placed(ctx, step).roles.intersection(step.by):
        return []
    titles = tuple(ctx.model.roles[role].title for role in step.by)
    return [sentence("“%(step)s” is done by %(roles)s.", step=step.title, roles=Choice(titles))]


def _round(ctx: Context, step: Step) -> list[Sentence]:
    """A step that is repeated is taken in one of its rounds; the round is never guessed."""
    if ctx.round in (step.rounds or ("", *ctx.model.rounds)):
        return []
    if not ctx.round:
        return [sentence("Choose the round that it is for.")]
    return [sentence("“%(step)s” has no round “%(round)s”.", step=step.title, round=ctx.round)]


def _said(ctx: Context, step: Step, fact: Fact | None) -> list[Sentence]:
    """What is said must be what the row asks for, in the model's own codes, about what there is."""
    if fact is None:
        return []
    if fact.kind != step.says:
        return [sentence("“%(step)s” has a form of its own, and this is another one.", step=step.title)]
    wrong = []
    if step.verdicts and verdict_of(fact) not in step.verdicts:
        scale = next((scale for scale, code in fact.marked("scale") if code == verdict_of(fact)), "")
        known = [found for name in step.verdicts if (found := ctx.model.verdict(scale, name))]
        wrong.append(sentence("“%(verdict)s” is not a verdict that “%(step)s” can have. It can have %(known)s.",
                              verdict=verdict_of(fact), step=step.title, known=_choice(known)))  # fmt: skip
    for scale, code in fact.marked("scale"):
        if ctx.model.verdict(scale, code) is None:
            wrong.append(sentence("“%(code)s” is not in the scale of this model, which has %(known)s.",
                                  code=code, known=_choice(ctx.model.scales.get(scale, ()))))  # fmt: skip
    unmet = unmeetable(ctx, fact) if isinstance(ctx, CaseContext) else []
    return [*wrong, *unknown_references(ctx, fact), *unmet]


def _choice(verdicts: Iterable[Verdict]) -> "Choice":
    return Choice(dict.fromkeys(verdict.title for verdict in verdicts))


class Choice(tuple[Title, ...]):
    """Titles read as “a”, “b” or “c”."""

    def in_(self, language: str) -> str:
        """The choice in `language`."""
        names = [quoted(title).in_(language) for title in self]
        word = sentence("or").in_(language)
        return "".join(names) if len(names) < 2 else f"{', '.join(names[:-1])} {word} {names[-1]}"
