"""The end of a goal year, as whoever concludes it sees it: how each goal ended, what is still lacking, what may be done."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from web.committees.bulk import Act, Sheet, act, chosen
from web.forms.faults import Fault
from web.language import day, number, say, sorting
from web.names import Names, names_in, titled
from web.session import around, levels_of, session, who
from web.visible import visible
from workflow.cycle.duties import duties
from workflow.exchange import addresses
from workflow.facts.closing import Closing
from workflow.governance.model import Level, Verdict
from workflow.measuring.attainment import target_in
from workflow.records.case import Snapshot
from workflow.records.queries.cases import cases
from workflow.records.queries.events import words
from workflow.records.queries.models import model_of
from workflow.running.missing import reminded
from workflow.states.refusals import refusals
from workflow.states.situation import Situation
from workflow.words import Sentence, sentence

CONCLUDE, UNREPORTED, ANALYSE = "conclude", "close_unreported", "analyse"
MOTIVE = "motive"
"""The field that says why goals are closed unreported."""
NONE_CHOSEN = sentence("Choose at least one goal.")
WHY = sentence("Write why the goals are closed unreported, with at most 5,000 characters.")
LONGEST = 5000


@dataclass(frozen=True)
class Goal:
    """A goal at the end of its year. `measured` are its indicators with value and target in a line each, `why` what
    stands in the way of the step that it is shown for, `do` where its analysis is written ("" when not by this
    person)."""

    case: Snapshot
    title: str
    address: str
    ended: Verdict | None
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
    goals: tuple[Goal, ...]


Groups = list[Group]


@dataclass(frozen=True)
class Page:
    """A goal year's goals by what they wait for: to be concluded, to be analysed, to be closed, nothing any more."""

    year: int
    sheet: Sheet
    conclude: Groups
    analyse: Groups
    unclosed: Groups
    done: Groups


@dataclass(frozen=True)
class Ground:
    """What the page is made from: the goals of the year, their indicators, and what was said when they were closed."""

    year: int
    names: Names
    goals: list[Snapshot]
    indicators: Mapping[int, list[Snapshot]]


def ground(year: int) -> Ground:
    """The year's goals and indicators, as far as the person may see them."""
    names = names_in(session(), who().organisation)
    levels = levels_of("goal", "indicator")
    marks = ", ".join("?" for _ in levels)
    found = cases(session(), f"organisation = ? AND year = ? AND level IN ({marks}) ORDER BY id",
                  (who().organisation, year, *levels))  # fmt: skip
    seen = [case for case in visible(around(), found, names.units) if not _level(case).state[case.state].out]
    under: dict[int, list[Snapshot]] = {}
    for case in seen:
        if _level(case).kind == "indicator":
            under.setdefault(case.parent or 0, []).append(case)
    return Ground(year, names, [case for case in seen if _level(case).kind == "goal"], under)


def page_of(found: Ground, sheet: Sheet) -> Page:
    """The page of the year's end."""
    waits = _sorted_out(found)
    told = words(session(), who().organisation, _spoken([case for some in waits.values() for case in some]))
    return Page(found.year, sheet, *(_grouped(found, name, some, told) for name, some in waits.items()))


def conclude_acts(found: Ground, sheet: Sheet) -> list[Act]:
    """What it takes to conclude the goals that were chosen; a fault when none was."""
    acts = [act(CONCLUDE, case, sheet.values) for case in chosen(sheet.values, _sorted_out(found)[CONCLUDE])]
    if not acts:
        sheet.faults.append(Fault(CONCLUDE, NONE_CHOSEN))
    return acts


def unreported_acts(found: Ground, sheet: Sheet) -> list[Act]:
    """What it takes to close the goals that were chosen unreported, for the one motive; faults go into the sheet."""
    some, why = chosen(sheet.values, _sorted_out(found)[UNREPORTED]), sheet.values.get(MOTIVE, "").strip()
    if not some:
        sheet.faults.append(Fault(UNREPORTED, NONE_CHOSEN))
    if not 0 < len(why) <= LONGEST:
        sheet.faults.append(Fault(MOTIVE, WHY))
    return [] if sheet.faults else [act(UNREPORTED, case, sheet.values, _closing(case, why)) for case in some]


def _closing(case: Snapshot, why: str) -> Closing:
    [verdict] = _level(case).step[UNREPORTED].verdicts
    return Closing(attainment=verdict, reason=why)


def _sorted_out(found: Ground) -> dict[str, list[Snapshot]]:
    """The goals by what they wait for; those that were never adopted are none of them."""
    waits: dict[str, list[Snapshot]] = {CONCLUDE: [], ANALYSE: [], UNREPORTED: [], "": []}
    for case in found.goals:
        steps, said = _level(case).step, case.fact("closing")
        if said and ANALYSE in steps and case.state in steps[ANALYSE].from_:
            waits[CONCLUDE if _is_met(case) and CONCLUDE in steps else ANALYSE].append(case)
        elif said:
            waits[""].append(case)
        elif UNREPORTED in steps and case.state in steps[UNREPORTED].from_:
            waits[UNREPORTED].append(case)
    return waits


def _is_met(case: Snapshot) -> bool:
    verdict = _attainment(case)
    return bool(verdict and not verdict.at_risk and not verdict.unknown)


def _grouped(found: Ground, step: str, some: Sequence[Snapshot], told: Mapping[int, Any]) -> Groups:
    units = sorted({case.unit for case in some}, key=lambda unit: sorting(found.names.unit(unit)))
    return [
        Group(found.names.unit(unit), tuple(_goal(found, step, case, told) for case in some if case.unit == unit))
        for unit in units
    ]


def _goal(found: Ground, step: str, case: Snapshot, told: Mapping[int, Any]) -> Goal:
    now, said = _about(found, case), case.fact("closing")
    row = now.level.step.get(step) if step else None
    why = tuple(refusals(now.asking(row))) if row else ()
    due, last = _closing_due(now) if step == UNREPORTED else ("", "")
    text = str(told.get(said.get("seq", 0), {}).get("closing", {}).get("result", ""))
    do = addresses.of_step(case, now.model, row) if step == ANALYSE and row and not why else ""
    return Goal(case, titled(case), addresses.of_case(case, now.model), _attainment(case), text,
                tuple(_measured(found, case)), why, due, last, do)  # fmt: skip


def _closing_due(now: Situation) -> tuple[str, str]:
    """By when the closing was to be given, and when somebody was last told that it is missing."""
    assert now.case
    for duty in duties(now.model, now.calendar, now.case):
        if duty.step.says == Closing.kind:
            last = reminded(now.case, duty)
            return day(duty.due), day(last.day) if last else ""
    return "", ""


def _measured(found: Ground, case: Snapshot) -> Iterable[tuple[str, str]]:
    """Each indicator with its final value against its target, or with why there is none; nothing before the closing."""
    final = {row["indicator"]: row for row in case.fact("closing").get("measured", ())}
    for indicator in found.indicators.get(case.id, ()) if case.fact("closing") else ():
        row, said = final.get(indicator.id, {}), indicator.fact("indicator")
        target = target_in(indicator.facts, indicator.year).get("value", said.get("target"))
        value = _about(found, case).model.verdict("missing", row.get("missing", ""))
        text = number(row["value"]) if row.get("value") is not None else say(value.title) if value else "–"
        of = (
            say("of %(target)s", target=f"{number(target)} {said.get('unit', '')}".strip())
            if target is not None
            else ""
        )
        yield indicator.title, f"{text} {of}".strip()


def _spoken(found: Iterable[Snapshot]) -> list[int]:
    return [case.fact("closing")["seq"] for case in found if case.fact("closing")]


def _attainment(case: Snapshot) -> Verdict | None:
    model = model_of(session(), who().organisation, case.model)
    return model.verdict("attainment", case.fact("closing").get("attainment", ""))


def _level(case: Snapshot) -> Level:
    return model_of(session(), who().organisation, case.model).levels[case.level]


def _about(found: Ground, case: Snapshot) -> Situation:
    """The situation around one of the goals, made from what has been read."""
    units = found.names.units
    department = units[case.department].path if case.department else ""
    model = model_of(session(), who().organisation, case.model)
    return around()._replace(case=case, model=model, paths=(units[case.unit].path, department))
