"""The memo on goals that wait for a body: to be proposed, prepared, adopted or confirmed, or to get their action plan."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from workflow.cycle.deadlines import duties
from workflow.goals import Goal, GoalYear
from workflow.goals.goal import HAS_PLAN
from workflow.goals.work import Work
from workflow.governance.model import Step
from workflow.records.queries.names import UnitName
from workflow.reports.content.parts.frame import hidden
from workflow.reports.content.parts.summary import by_body
from workflow.reports.content.parts.wording import listed, status
from workflow.reports.document import Block, Cell, Column, Heading, Items, Money, Table, Text
from workflow.words import Sentence, sentence

COUNCIL = "council"
DECIDES = {"council": "decided_by_council", "board": "decided_by_board"}
OWN = "decided_by_own_committee"
"""The guards of the steps by which such a body decides on everybody's goals, and any body on its own."""
ADOPTS = sentence("%(body)s adopts the goals of %(year)s with the budget, as below.")
CONFIRMS = sentence("%(body)s confirms the goals of %(year)s, as below.")
PROPOSES = sentence("%(body)s proposes that the council adopt the goals of %(year)s, as below.")
PLANS = sentence("%(body)s adopts the action plan of %(year)s with the internal budget.")

UNPLANNED = sentence(
    "%(body)s notes that activities are missing for %(count)s of %(all)s goals (%(goals)s), and instructs those responsible "
    "for the goals to plan them."
)


@dataclass(frozen=True)
class Matter:
    """What a body is to decide, by which step, on which goals."""

    words: Sentence
    step: Step
    goals: Sequence[Goal]


def matters(every: Iterable[Goal], unit: UnitName, day: date) -> tuple[Matter, ...]:
    """What waits for the body at a meeting on the day, in the order of the model: the goals that owe a step which the
    body decides. Rounds have memos of their own."""
    found: dict[tuple[int, Step], list[Goal]] = {}
    for goal in every:
        for place, step in _owed(goal, unit, day)[:1]:
            found.setdefault((place, step), []).append(goal)
    ordered = sorted(found.items(), key=lambda pair: pair[0][0])
    return tuple(Matter(_words(step, unit.kind), step, waiting) for (_, step), waiting in ordered)


def blocks(year: GoalYear, unit: int, found: Sequence[Matter]) -> Iterator[Block]:
    """Proposed decisions, the matter in short, the goals by committee, what is remarked of them; that nothing waits."""
    say, body = year.say, year.unit(unit)
    yield Heading(say("Proposed decision"), key="decision")
    if not found:
        yield Text(say("No goal of %(year)s waits for a decision of the body.", year=year.year), "notice")
        yield from hidden(year)
        return
    yield Items(tuple(text for one in found for text in _proposals(year, body, one)), ordered=True)
    yield Heading(say("The matter in short"), key="short")
    for one in found:
        bodies = len(by_body(one.goals))
        text = "%(count)s goals of %(bodies)s bodies wait for the decision."
        alone = "Goals that the decision is about: %(count)s."
        yield Text(say(text, count=len(one.goals), bodies=bodies) if bodies > 1 else say(alone, count=len(one.goals)))
    yield from hidden(year)
    for one in found:
        for number, own in by_body(one.goals).items():
            yield Heading(year.unit(number), key=f"{one.step.name}-{number}")
            yield _planned(year, number, own) if HAS_PLAN in one.step.needs else _table(year, number, own)
    every = [goal for one in found for goal in one.goals]
    yield from _remarks(year, every)
    yield Heading(say("Documents that the decision rests on"), key="documents")
    yield Items(tuple(dict.fromkeys(text for one in found for text in _documents(year, one))))
    yield Heading(say("Sent to"), key="sent")
    yield Items((*(year.unit(number) for number in by_body(every) if number != unit), say("The controller"),
                 say("Those responsible for the goals")))  # fmt: skip


def _proposals(year: GoalYear, body: str, found: Matter) -> Iterator[str]:
    """What the body is to decide; an action plan only for the goals that have one, and the others by name."""
    say, planless = year.say, [goal for goal in found.goals if not _planned_works(goal)]
    if HAS_PLAN not in found.step.needs or len(planless) < len(found.goals):
        yield say(found.words, body=body, year=year.year)
    if HAS_PLAN in found.step.needs and planless:
        yield say(UNPLANNED, body=body, count=len(planless), all=len(found.goals),
                  goals="; ".join(goal.title for goal in planless))  # fmt: skip


def _planned_works(goal: Goal) -> list[Work]:
    return [work for work in goal.activities if not work.state.out]


def _owed(goal: Goal, unit: UnitName, day: date) -> list[tuple[int, Step]]:
    """The steps that the goal owes and the body decides, each with its place in the level; what is asked only in some
    years not before its time."""
    guards = {DECIDES.get(unit.kind, ""), OWN if goal.case.unit == unit.id else ""} - {""}
    owed = duties(goal.model, goal.year.calendar, goal.case)
    own = {duty.step for duty in owed if guards.intersection(duty.step.needs) and not duty.round
           and (not duty.step.only or duty.opens <= day)}  # fmt: skip
    return [(place, step) for place, step in enumerate(goal.level.steps) if step in own]


def _words(step: Step, kind: str) -> Sentence:
    """What the body decides, in a sentence with `body` and `year`."""
    if HAS_PLAN in step.needs:
        return PLANS
    if kind != COUNCIL:
        return PROPOSES
    return CONFIRMS if step.only else ADOPTS


def _table(year: GoalYear, unit: int, goals: Sequence[Goal]) -> Table:
    say = year.say
    areas = year.model.title_of("direction", many=True)
    columns = (Column(say("Goal"), 5), Column(say("Indicator"), 4), Column(say("Target"), 2), Column(say("Review"), 2),
               Column(say(areas) if areas else "", 2))  # fmt: skip
    rows = tuple(row for goal in goals for row in _proposed(goal))
    keys = ((say("Committee"), year.unit(unit)),)
    return Table(say("The goals as proposed"), columns, rows, sheet=say("Goals"), keys=keys)


def _proposed(goal: Goal) -> Iterator[tuple[Cell, ...]]:
    """A row for each indicator of the goal, one for a goal without."""
    say, last = goal.year.say, goal.reviews[-1] if goal.reviews else None
    verdict = status(say, goal.model, "review", last.verdict) if last else None
    areas = listed(say, goal.focus_areas)
    rows = [(one.name, one.target.in_words(one.year.say)) for one in goal.indicators if not one.has_left]
    for place, (name, aim) in enumerate(rows or [(goal.proposal.followed_how, "")]):
        yield (goal.title, name, aim, verdict, areas) if not place else ("", name, aim, None, "")


def _planned(year: GoalYear, unit: int, goals: Sequence[Goal]) -> Table:
    """The goals with how many activities each has, and what they cost."""
    say = year.say
    columns = (Column(say("Goal"), 6), Column(say("Activities"), figures=True), Column(say("Cost"), 2, figures=True))
    works = {goal.id: _planned_works(goal) for goal in goals}
    costs = {goal.id: [work.cost for work in works[goal.id] if work.cost is not None] for goal in goals}
    rows = tuple((goal.title, len(works[goal.id]), _summed(costs[goal.id])) for goal in goals)
    keys = ((say("Committee"), year.unit(unit)),)
    total = (say("Total"), sum(map(len, works.values())), _summed([cost for own in costs.values() for cost in own]))
    return Table(say("Goals with their activities"), columns, rows, sheet=say("Activities"), keys=keys, total=total)


def _summed(costs: Sequence[float]) -> Money | None:
    """The costs together, None where nobody has said any: that is not nothing."""
    return Money(sum(costs)) if costs else None


def _remarks(year: GoalYear, goals: Sequence[Goal]) -> Iterator[Block]:
    """What is remarked of the goals, which follows them to the body; nothing without any."""
    say = year.say
    rows = tuple((goal.unit, goal.title, text) for goal in goals for text in dict.fromkeys(_remarked(goal)))
    if rows:
        columns = (Column(say("Committee"), 2), Column(say("Goal"), 4), Column(say("Remark"), 5))
        yield Heading(say("Remarks that follow the goals"), key="remarks")
        yield Table(say("Remarks that follow the goals"), columns, rows, sheet=say("Remarks"))


def _remarked(goal: Goal) -> Iterator[str]:
    say = goal.year.say
    if goal.asks_for_review and not goal.reviews:
        yield say("Not reviewed")
    elif goal.reviews and goal.reviews[-1].remarks:
        yield goal.reviews[-1].remarks
    for event in goal.year.held(goal.case):
        for remark in event.remarks:
            yield say(sentence(str(remark["text"]), **remark.get("values", {})))


def _documents(year: GoalYear, found: Matter) -> Iterator[str]:
    """The review report, or the action plan, and the §§ of the bodies that have had the goals before."""
    say = year.say
    title = "Action plan with budget" if HAS_PLAN in found.step.needs else "Review report"
    yield say("%(document)s %(year)s", document=say(title), year=year.year)
    yield from dict.fromkeys(str(one.cite) for goal in found.goals for one in goal.decisions if one.cite)
