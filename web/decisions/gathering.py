"""The log: every § that was logged, the newest meeting first, with its clock and how much it covers."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from web.decisions.clock import Clock, clock
from web.forms.reference import Reference, read_reference
from web.names import Names, titled
from web.session import levels_of
from web.visible import visible
from workflow.exchange import addresses
from workflow.facts.decision import Ruling
from workflow.governance.model import State
from workflow.records.case import Case
from workflow.records.organisation import Unit
from workflow.records.queries.cases import cases_at, cases_numbered
from workflow.records.queries.decisions import cases_covered
from workflow.records.queries.events import in_full
from workflow.records.queries.models import model_of
from workflow.states.context import Context

MOST = 500
"""Decisions whose words are looked through."""
PAGE = 50


@dataclass(frozen=True)
class Choice:
    """What is looked for: a body's code, a year, words or a reference; and which page of it."""

    body: str = ""
    year: str = ""
    text: str = ""
    page: int = 1


@dataclass(frozen=True)
class Line:
    """A § in the log."""

    title: str
    address: str
    body: str
    on: str
    words: str
    state: State
    clock: Clock
    covers: int


@dataclass(frozen=True)
class Log:
    """The page: its lines, how many there are in all, what can be chosen, and whether there are older ones."""

    lines: list[Line]
    count: int
    bodies: list[tuple[str, str]]
    years: list[tuple[str, str]]
    more: bool


def log(ctx: Context, names: Names, choice: Choice) -> Log:
    """The decisions that are looked for."""
    held = visible(ctx, _decisions(ctx), names.units)
    days = {case.id: _day(ctx, case) for case in held}
    held.sort(key=lambda case: (days[case.id], _number(case)), reverse=True)
    bodies = {names.units[case.unit].code: names.unit(case.unit) for case in held}
    years = sorted({days[case.id][:4] for case in held if days[case.id]}, reverse=True)
    kept = [case for case in held if _is_of(choice, names.units[case.unit], days[case.id])]
    asked = choice.text.strip()
    told = _words(ctx, kept[:MOST]) if asked else {}
    if asked:
        read = read_reference(asked)
        kept = [case for case in kept if _matches(case, names, days[case.id], asked, read, told.get(case.id, ""))]
    shown = kept[(choice.page - 1) * PAGE : choice.page * PAGE]
    lines = _lines(ctx, names, shown, days, told or _words(ctx, shown))
    more = len(kept) > choice.page * PAGE
    return Log(lines, len(kept), sorted(bodies.items(), key=lambda one: one[1]), [(year, year) for year in years], more)


def _decisions(ctx: Context) -> list[Case]:
    return cases_at(ctx.session, ctx.who.organisation, levels_of("decision"))


def _day(ctx: Context, case: Case) -> str:
    """The day of its meeting; the day it was logged while the meeting is not known."""
    return (ctx.calendar.held_on(case.parent) or case.born).isoformat()


def _number(case: Case) -> tuple[int, int]:
    found = re.search(r"\d+", (case.said(Ruling) or Ruling()).paragraph)
    return int(found[0]) if found else 0, case.id


def _is_of(choice: Choice, unit: Unit, on: str) -> bool:
    return choice.body in ("", unit.code) and choice.year in ("", on[:4])


def _matches(case: Case, names: Names, on: str, text: str, read: Reference, words: str) -> bool:
    """True when all that the reference names is so; or when the words stand somewhere in the decision."""
    said = case.said(Ruling) or Ruling()
    if read.paragraph or read.registry_no or read.on:
        unit = names.units[case.unit]
        return all((
            not read.paragraph or _plain(read.paragraph) == _plain(said.paragraph),
            not read.registry_no or _plain(read.registry_no) in _plain(said.registry_no),
            not read.on or read.on.isoformat() == on,
            not read.year or on[:4] == str(read.year),
            not read.body or _plain(read.body) in (_plain(unit.code), _plain(unit.name)),
        ))  # fmt: skip
    whole = " ".join((titled(case), names.unit(case.unit), words, on)).casefold()
    return all(word in whole for word in text.casefold().split())


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.casefold())


def _words(ctx: Context, found: Iterable[Case]) -> dict[int, str]:
    return {case: said.text for case, said in in_full(ctx.session, ctx.who.organisation, found, Ruling).items()}


def _lines(
    ctx: Context, names: Names, shown: list[Case], days: Mapping[int, str], told: Mapping[int, str]
) -> list[Line]:  # fmt: skip
    counts, meetings = _counts(ctx, shown), _meetings(ctx, shown)
    found = []
    for case in shown:
        model = model_of(ctx.session, ctx.who.organisation, case.model)
        found.append(Line(
            titled(case), addresses.of_case(case, model), names.unit(case.unit), days[case.id], told.get(case.id, ""),
            model.levels[case.level].state[case.state],
            clock(model, case, meetings.get(case.parent or 0), ctx.today), counts.get(case.id, 0),
        ))  # fmt: skip
    return found


def _meetings(ctx: Context, shown: Iterable[Case]) -> dict[int, Case]:
    return cases_numbered(ctx.session, ctx.who.organisation, {case.parent for case in shown if case.parent})


def _counts(ctx: Context, shown: Iterable[Case]) -> dict[int, int]:
    """How many goals cite each."""
    wanted, levels = [case.id for case in shown], levels_of("goal")
    return cases_covered(ctx.session, ctx.who.organisation, wanted, levels)
