"""The end of a goal year, as whoever concludes it sees it: how each goal ended, what is still lacking, what may be done."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from web.committees.bulk import Act, Sheet, act, chosen
from web.forms.faults import Fault
from web.language import day, say, sorting
from web.names import Names, names_in
from web.session import around, session, who
from web.visible import year_of_goals
from workflow.cycle.deadlines import duties
from workflow.exchange import addresses
from workflow.facts.closing import Closing
from workflow.goals import Goal, Part, goals
from workflow.goals.overdue import reminded
from workflow.measuring.judgement import SaidJudgement
from workflow.records.case import Case
from workflow.records.queries.models import model_of
from workflow.states.context import CaseContext
from workflow.states.permissions import refusals
from workflow.words import Sentence, Wrong, sentence

CONCLUDE, UNREPORTED, ANALYSE = "conclude", "close_unreported", "analyse"
MOTIVE = "motive"
"""The field that says why goals are closed unreported."""
NONE_CHOSEN = sentence("Choose at least one goal.")
WHY = sentence("Write why the goals are closed unreported, with at most 5,000 characters.")
LONGEST = 5000


@dataclass(frozen=True)
class Ending:
    """A goal at the end of its year. `measured` are its indicators with value and target in a line each, `why` what
    stands in the way of the step that it is shown for, `do` where its analysis is written ("" when not by this
    person)."""

    case: Case
    title: str
    address: str
    ended: SaidJudgement | None
    result: str
    measured: tuple[tuple[str, str], ...]
    why: tuple[Sentence, ...]
    due: str
    told: str
    do: str

    @property
    def may(self) -> bool:
        """True when nothing stands in the way."""
        return not self.why


@dataclass(frozen=True)
class Group:
    """The goals of a committee."""

    name: str
    goals: tuple[Ending, ...]


Groups = list[Group]


@dataclass(frozen=True)
class Page:
    """A goal year's goals by what they wait for: to be concluded, to be analysed, to be closed, nothing any more. `opens` is
    the day on which the closing opens, while goals wait for it: until then nobody lacks anything."""

    year: int
    sheet: Sheet
    conclude: Groups
    analyse: Groups
    unclosed: Groups
    done: Groups
    opens: date | None = None


@dataclass(frozen=True)
class Ground:
    """What the page is made from: the goals of the year that have not left, with their indicators and their words."""

    year: int
    names: Names
    goals: list[Goal]


def ground(year: int) -> Ground:
    """The year's goals and indicators, as far as the person may see them; none for a year that has not opened."""
    names = names_in(session(), who().organisation)
    try:
        found = goals(year_of_goals(year, Part.INDICATORS | Part.WORDS))
    except Wrong:
        found = ()
    return Ground(year, names, sorted((goal for goal in found if not goal.has_left), key=lambda goal: goal.id))


def page_of(found: Ground, sheet: Sheet) -> Page:
    """The page of the year's end."""
    waits = _sorted_out(found)
    opens = _opens(found.goals) if waits[UNREPORTED] else None
    if opens:
        waits[UNREPORTED].clear()
    conclude, analyse, unclosed, done = (_grouped(found, name, some) for name, some in waits.items())
    return Page(found.year, sheet, conclude, analyse, unclosed, done, opens)


def _opens(found: Sequence[Goal]) -> date | None:
    """The first day on which one of the goals can be closed, None when it has come."""
    days = [
        goal.year.dates(goal.level.closing_round, goal.case.unit).opens for goal in found if goal.level.closing_round
    ]
    first = min(days, default=None)
    return first if first and first > around().today else None


def conclude_acts(found: Ground, sheet: Sheet) -> list[Act]:
    """What it takes to conclude the goals that were chosen; a fault when none was."""
    acts = [act(CONCLUDE, case, sheet.values) for case in chosen(sheet.values, _cases(found, CONCLUDE))]
    if not acts:
        sheet.faults.append(Fault(CONCLUDE, NONE_CHOSEN))
    return acts


def unreported_acts(found: Ground, sheet: Sheet) -> list[Act]:
    """What it takes to close the goals that were chosen unreported, for the one motive; faults go into the sheet."""
    some, why = chosen(sheet.values, _cases(found, UNREPORTED)), sheet.values.get(MOTIVE, "").strip()
    if not some:
        sheet.faults.append(Fault(UNREPORTED, NONE_CHOSEN))
    if not 0 < len(why) <= LONGEST:
        sheet.faults.append(Fault(MOTIVE, WHY))
    return [] if sheet.faults else [act(UNREPORTED, case, sheet.values, _closing(case, why)) for case in some]


def _cases(found: Ground, step: str) -> list[Case]:
    return [goal.case for goal in _sorted_out(found)[step]]


def _closing(case: Case, why: str) -> Closing:
    level = model_of(session(), who().organisation, case.model).levels[case.level]
    [verdict] = level.step[UNREPORTED].verdicts
    return Closing(attainment=verdict, reason=why)


def _sorted_out(found: Ground) -> dict[str, list[Goal]]:
    """The goals by what they wait for; those that were never adopted are none of them."""
    waits: dict[str, list[Goal]] = {CONCLUDE: [], ANALYSE: [], UNREPORTED: [], "": []}
    for goal in found.goals:
        steps, state = goal.level.step, goal.case.state
        if goal.is_closed and ANALYSE in steps and state in steps[ANALYSE].from_:
            waits[CONCLUDE if goal.is_met and CONCLUDE in steps else ANALYSE].append(goal)
        elif goal.is_closed:
            waits[""].append(goal)
        elif UNREPORTED in steps and state in steps[UNREPORTED].from_:
            waits[UNREPORTED].append(goal)
    return waits


def _grouped(found: Ground, step: str, some: Sequence[Goal]) -> Groups:
    heaps: dict[str, list[Ending]] = {}
    for goal in sorted(some, key=lambda goal: sorting(goal.unit)):
        heaps.setdefault(goal.unit, []).append(_ending(found, step, goal))
    return [Group(name, tuple(own)) for name, own in heaps.items()]


def _ending(found: Ground, step: str, goal: Goal) -> Ending:
    ctx = _about(found, goal)
    row = goal.level.step.get(step) if step else None
    why = tuple(refusals(ctx.asking(row))) if row else ()
    due, last = _closing_due(ctx) if step == UNREPORTED else ("", "")
    do = addresses.of_step(goal.case, goal.model, row) if step == ANALYSE and row and not why else ""
    judged = goal.judgement.said if goal.is_closed and goal.judgement else None
    return Ending(goal.case, goal.words, addresses.of_case(goal.case, goal.model), judged, goal.closing.result,
                  tuple(_measured(goal)), why, due, last, do)  # fmt: skip


def _closing_due(ctx: CaseContext) -> tuple[str, str]:
    """By when the closing was to be given, and when somebody was last told that it is missing."""
    for duty in duties(ctx.model, ctx.calendar, ctx.case):
        if duty.step.says == Closing.kind:
            last = reminded(ctx.case, duty)
            return day(duty.due), day(last.day) if last else ""
    return "", ""


def _measured(goal: Goal) -> Iterable[tuple[str, str]]:
    """Each indicator with its outcome against its target, or with why there is none; nothing before the closing."""
    for one in goal.indicators if goal.is_closed else ():
        said, target = one.outcome, one.target.in_words(one.year.say)
        missing = goal.model.verdict("missing", said.missing) if said else None
        text = one.in_words(said) or (say(missing.title) if missing else "–")
        yield one.name, f"{text}, {say('target %(target)s', target=target)}" if target else text


def _about(found: Ground, goal: Goal) -> CaseContext:
    """The situation around one of the goals, made from what has been read."""
    units, case = found.names.units, goal.case
    department = units[case.department].path if case.department else ""
    return around().about(case, goal.model, (units[case.unit].path, department))
