"""The year's goals counted: by committee and attainment, each way of not knowing apart; how forecasts held."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from workflow.goals import Goal, GoalYear
from workflow.goals.reliability import by_unit
from workflow.goals.reporting_status import AS_SOURCE, MISSING, SOURCE_SILENT
from workflow.reports.content.parts.ended import attained
from workflow.reports.content.parts.wording import missing, outlook
from workflow.reports.document import Block, Cell, Column, Heading, Table, Text
from workflow.words import Sentence, sentence

LEFT, NONE, NONE_THERE = "left", "none", "none_there"
OTHER: dict[str, Sentence] = {
    AS_SOURCE: sentence("As the source says"), SOURCE_SILENT: sentence("The source does not judge"),
    NONE: sentence("Closing missing"), NONE_THERE: sentence("Missing in the source"),
    LEFT: sentence("Withdrawn or replaced"),
}  # fmt: skip
"""What stands beside the attainments."""


def counts(year: GoalYear, goals: Sequence[Goal]) -> Iterator[Block]:
    """How many goals ended how, by committee, with a sentence before."""
    say = year.say
    yield from told(year, goals)
    if not goals:
        return
    found = [(goal.case.unit, ending(goal)) for goal in goals]
    yield counted(year, say("Goals by committee and attainment"), found, _codes(year, Counter(map(ending, goals))))


def counted(year: GoalYear, caption: str, found: Iterable[tuple[int, str]], titles: Mapping[str, str]) -> Table:
    """How many of (body, code) there are of each, by body in the order that they come, and of all together; `titles` are
    the codes that have a column."""
    say, bodies = year.say, dict[int, Counter[str]]()
    for unit, code in found:
        bodies.setdefault(unit, Counter())[code] += 1
    named = [(year.unit(unit), own) for unit, own in bodies.items()]
    named.append((say("All"), sum(bodies.values(), Counter[str]())))
    rows: list[tuple[Cell, ...]] = [(name, own.total(), *(own[code] for code in titles)) for name, own in named]
    columns = (Column(say("Committee"), 4), Column(say("Goals"), figures=True),
               *(Column(title, 2, figures=True) for title in titles.values()))  # fmt: skip
    return Table(caption, columns, tuple(rows[:-1]), sheet=say("Summary"), total=rows[-1])


def told(year: GoalYear, goals: Sequence[Goal]) -> Iterator[Text]:
    """How the goals ended, and how many of their indicators have an outcome, in two sentences."""
    whole = Counter(ending(goal) for goal in goals)
    yield Text(_told(year, _codes(year, whole), whole), "lead")
    if goals:
        yield Text(_measured(year, goals))


def unmet(year: GoalYear, goals: Iterable[Goal]) -> Iterator[Block]:
    """The goals that were not met in full, and apart from them those of which it is not known; nothing without goals."""
    say, owed = year.say, [goal for goal in goals if ending(goal) != LEFT]
    found = [goal for goal in owed if not goal.is_met]
    if not owed:
        return
    missed = [goal for goal in found if goal.attainment and goal.attainment.at_risk]
    yield Heading(say("Goals that were not met in full"), 2)
    if missed:
        columns = (Column(say("Committee"), 3), Column(say("Goal"), 4), Column(say("Attainment"), 2),
                   Column(say("Why"), 4), Column(say("Goes on"), 1))  # fmt: skip
        answers = {True: say("yes"), False: say("no"), None: ""}
        rows = tuple((goal.unit, goal.title, attained(goal), _why(goal), answers[goal.goes_on]) for goal in missed)
        yield Table(say("Goals that were not met in full"), columns, rows, sheet=say("Not met in full"))
    unknown = [goal for goal in found if goal not in missed]
    if not (missed or unknown):
        yield Text(say("There are none."))
    elif not missed:
        yield Text(_unknown(year, owed, unknown), "notice")
    if unknown:
        yield Heading(say("Goals of which it is not known whether they were met"), 2)
        columns = (Column(say("Committee"), 3), Column(say("Goal"), 4), Column(say("Attainment"), 2),
                   Column(say("Last outlook"), 3), Column(say("Why"), 3))  # fmt: skip
        rest = tuple((goal.unit, goal.title, attained(goal), _last(goal), _why(goal)) for goal in unknown)
        yield Table(say("Goals of which it is not known whether they were met"), columns, rest, sheet=say("Not known"))


def outcome(year: GoalYear, goals: Sequence[Goal]) -> Iterator[Block]:
    """The goals that were not met, those that left the field, and how the forecasts held."""
    yield from unmet(year, goals)
    yield from left(year, goals)
    yield from reliability(year, goals)


def left(year: GoalYear, goals: Iterable[Goal]) -> Iterator[Block]:
    """The goals that were adopted and have left the field, and by which decision; nothing when there are none."""
    say = year.say
    found = [goal for goal in goals if ending(goal) == LEFT]
    if found:
        yield Heading(say("Goals that were withdrawn or replaced"), 2)
        columns = (Column(say("Committee"), 3), Column(say("Goal"), 4), Column(say("State"), 2),
                   Column(say("Decision"), 4))  # fmt: skip
        cites = {goal.id: [one.cite for one in goal.decisions if one.cite] for goal in found}
        rows = tuple(
            (goal.unit, goal.title, say(goal.state.title), str(cites[goal.id][-1]) if cites[goal.id] else missing(goal))
            for goal in found
        )
        yield Table(say("Goals that were withdrawn or replaced"), columns, rows, sheet=say("Withdrawn"))


def reliability(year: GoalYear, goals: Iterable[Goal]) -> Iterator[Block]:
    """How the outlooks of each committee held against the closing."""
    say = year.say
    cases = [goal.case for goal in goals if goal.model is year.model and not goal.state.out]
    found = [(unit, held) for unit, told in by_unit(year.model, cases).items() for held in told]
    if not found:
        return
    yield Heading(say("How the forecasts held"), 2)
    if not any(held.compared for _, held in found):
        yield Text(say("No forecast can be compared with a closing."))
        return
    yield Text(say("An outlook is right when the goal ended as it said, too bright when it ended worse, too dark when it "
                   "ended better."))  # fmt: skip
    columns = (Column(say("Committee"), 3), Column(say("Round"), 3), Column(say("Right"), figures=True),
               Column(say("Too bright"), figures=True), Column(say("Too dark"), figures=True),
               Column(say("Cannot be compared"), 2, figures=True))  # fmt: skip
    rows = tuple(
        (year.unit(unit), say(year.model.rounds[one.round].title), one.right, one.too_bright, one.too_dark, one.unknown)
        for unit, one in found
    )
    yield Table(say("Outlooks against the closing"), columns, rows, sheet=say("Reliability"))


def by_body(goals: Iterable[Goal]) -> dict[int, list[Goal]]:
    """The goals of each body, in the order that they come."""
    found: dict[int, list[Goal]] = {}
    for goal in goals:
        found.setdefault(goal.case.unit, []).append(goal)
    return found


def ending(goal: Goal) -> str:
    """The code of how the goal ended, or what stands beside the attainments."""
    if goal.attainment:
        return goal.attainment.name
    if goal.state.out:
        return LEFT
    if goal.is_closed:
        return AS_SOURCE if goal.closing_judgement.is_as_source_says else SOURCE_SILENT
    return NONE if goal.owes_closing_here else NONE_THERE


def _codes(year: GoalYear, whole: Counter[str]) -> dict[str, str]:
    """What is counted, and its heading: every attainment, and what else there is."""
    say = year.say
    scale = {verdict.name: say(verdict.title) for verdict in year.model.scale("attainment")}
    return scale | {code: say(title) for code, title in OTHER.items() if whole[code] or code == NONE}


def _told(year: GoalYear, codes: dict[str, str], whole: Counter[str]) -> str:
    say = year.say
    parts = ", ".join(f"{title.lower()} {whole[code]}" for code, title in codes.items() if whole[code])
    if not whole:
        return say("No goals are adopted for %(year)s.", year=year.year)
    if whole.total() == 1:
        return say("One goal is accounted for: %(parts)s.", parts=parts)
    return say("%(count)s goals are accounted for: %(parts)s.", count=whole.total(), parts=parts)


def _unknown(year: GoalYear, owed: Sequence[Goal], unknown: Sequence[Goal]) -> str:
    """Why it is not said that every goal was met."""
    say, counts = year.say, {"count": len(unknown), "all": len(owed)}
    if all(ending(goal) == NONE for goal in unknown):
        return say("It cannot be said yet: %(count)s of %(all)s goals lack their closing.", **counts)
    if all(ending(goal) == NONE_THERE for goal in unknown):
        return say("It cannot be said: of %(count)s of %(all)s goals the closing is missing in the source.", **counts)
    if all(ending(goal) == AS_SOURCE for goal in unknown):
        return say("It cannot be said: of %(count)s of %(all)s goals the source judges in words that are no value of our "
                   "scale.", **counts)  # fmt: skip
    return say("It cannot be said: of %(count)s of %(all)s goals it is not known how they ended.", **counts)


def _measured(year: GoalYear, goals: Sequence[Goal]) -> str:
    """How many of the adopted indicators have an outcome for the year; those of goals that have left the field are not
    counted."""
    say = year.say
    found = [row for goal in goals if not goal.state.out for row in goal.as_adopted]
    if not found:
        is_unknown = any(goal.is_imported for goal in goals)
        return say("Missing in the source: %(thing)s.", thing=say("indicators")) if is_unknown else (
            say("The goals have no indicators."))  # fmt: skip
    known = sum(1 for row in found if row.now and row.now.has_outcome)
    latest = sum(1 for row in found if row.now and row.now.is_measured) - known
    counts = {"count": len(found), "known": known, "year": year.year, "unknown": len(found) - known - latest}
    if not latest:
        return say(
            "Adopted indicators: %(count)s. With an outcome for %(year)s: %(known)s. Without: %(unknown)s.", **counts
        )
    return say("Adopted indicators: %(count)s. With an outcome for %(year)s: %(known)s. With a latest value from during the "
               "year: %(latest)s. Without a value: %(unknown)s.", latest=latest, **counts)  # fmt: skip


def _last(goal: Goal) -> Cell:
    """The last outlook, in the words of its source when there are such; None before any was due."""
    said = goal.last_round
    if said is None:
        return missing(goal) if goal.is_imported or any(round.waits == MISSING for round in goal.rounds) else None
    return (said.as_written if goal.is_imported else "") or outlook(goal, said)


def _why(goal: Goal) -> str:
    return goal.analysis.why or goal.closing.reason or goal.closing.result
