"""The page of a decision: its fields, its clock, its meeting, and everything it decided, with verdicts and remarks."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from web.attached import Attached, attached
from web.decisions.clock import Clock, clock
from web.decisions.entry import step_that_logs
from web.decisions.matters import WITH_THEIR_GOAL
from web.facts import Known, Pair, Reading, named
from web.language import number, sorting
from web.names import Names, names_in, titled
from web.offered import Buttons, buttons, round_title
from web.session import session, who
from web.told import Entry, entries
from web.visible import visible
from workflow.exchange import addresses
from workflow.facts.attachment import Attachment
from workflow.facts.clerical import Correction
from workflow.facts.decision import Decided, Gathering, Ruling
from workflow.governance.model import BEFORE, Level, State, Step, Verdict
from workflow.records.case import Case
from workflow.records.queries.decisions import citing_cases, decided_by
from workflow.records.queries.events import TimelineEvent, timeline
from workflow.records.queries.models import model_of
from workflow.states.context import CaseContext, Context
from workflow.words import Sentence, Title, sentence

TOLD = (Ruling.kind, Correction.kind, Attachment.kind, "comment", "notice")
"""What has its place elsewhere on the page."""


@dataclass(frozen=True)
class Covered:
    """What the § meant for a case. `correct` is where the verdict can be corrected, "" once it has been; `asked` when
    somebody has asked for it, and another is to confirm."""

    title: str
    address: str
    verdict: Verdict | None
    words: str
    targets: tuple[str, ...]
    instruction: str
    unsaid: bool
    asked: bool
    correct: str


@dataclass(frozen=True)
class Group:
    """What the § did for the cases of one body: the step that was taken, in its round."""

    unit: str
    step: Title | str
    round: Title | None
    lines: list[Covered]


@dataclass(frozen=True)
class Page:
    """Everything the page of a decision shows; `groups` is what it decided by body, `beside` the indicators that went
    with it."""

    case: Case
    title: str
    state: State
    body: str
    on: str
    text: str
    pairs: tuple[Pair, ...]
    known: list[Known]
    clock: Clock
    meeting: tuple[str, str] | None
    groups: list[Group]
    counts: list[tuple[Verdict, int]]
    beside: list[Covered]
    remarked: list[tuple[Sentence, list[tuple[str, str]]]]
    timeline: list[Entry]
    buttons: Buttons
    files: list[Attached]
    covers: bool


def page_of(ctx: CaseContext) -> Page:
    """The page of the decision in the situation."""
    case, level = ctx.case, ctx.level
    names = names_in(session(), who().organisation)
    told = timeline(session(), who().organisation, case.id)
    reading = Reading(ctx.model, names, level)
    home, first = who().organisation, told[0].seq
    citing = citing_cases(session(), home, case.id, first, case.parent or 0)
    known = {one.id: one for one in visible(ctx, citing, names.units)}
    meeting = known.pop(case.parent or 0, None)
    rows = [row for row in decided_by(session(), home, case.id, first) if row[1] in known]
    groups, beside = _covered(names, rows, known)
    ruling, held = _said(case, told, Ruling.kind), meeting.said(Gathering) if meeting else None
    return Page(
        case=case, title=titled(case), state=level.state[case.state], body=names.unit(case.unit),
        on=held.on.isoformat() if held else "", text=str(ruling.pop("text", "")),
        pairs=reading.pairs_of(Ruling.kind, ruling), known=_known(case, told, reading),
        clock=clock(ctx.model, case, meeting, ctx.today), meeting=_meeting(ctx, meeting), groups=groups,
        counts=_counts(groups), beside=beside, remarked=_remarked(rows, known), timeline=entries(told, ctx.model, level, reading),
        buttons=buttons(ctx), files=_files(case, told, names), covers=not level.state[case.state].out and may_cover(ctx),
    )  # fmt: skip


def may_cover(ctx: Context) -> bool:
    """True for those who log the body's decisions."""
    return bool(ctx.roles.intersection(step_that_logs(ctx).by))


def _said(case: Case, told: Iterable[TimelineEvent], kind: str) -> dict[str, Any]:
    """The whole fact that holds."""
    seq = case.fact(kind).get("seq")
    return next((dict((event.said or {}).get(kind, {})) for event in told if event.seq == seq), {})


def _files(case: Case, told: Iterable[TimelineEvent], names: Names) -> list[Attached]:
    """The files of the case; who attached them is in the events."""
    said = [
        (event, key, plain) for event in told for key, plain in (event.said or {}).items() if isinstance(plain, dict)
    ]
    names.people |= {event.who: event.name for event, _, _ in said}
    return attached(case, {key: plain for _, key, plain in said}, names)


def _known(case: Case, told: Iterable[TimelineEvent], reading: Reading) -> list[Known]:
    """What else is said of the decision: that it was overturned, or why another takes its place."""
    found = []
    for event in told:
        for key, plain in (event.said or {}).items():
            holds = case.fact(key).get("seq") == event.seq
            if holds and key.partition("/")[0] not in TOLD:
                found.append(Known(named(key), None, event.effective, event.name, reading.pairs_of(key, plain)))
    return found


def _meeting(ctx: Context, meeting: Case | None) -> tuple[str, str] | None:
    return (titled(meeting), addresses.of_case(meeting, ctx.model)) if meeting else None


def _covered(
    names: Names, rows: Iterable[Any], known: Mapping[int, Case]
) -> tuple[list[Group], list[Covered]]:  # fmt: skip
    """What the § decided, by body and step; and the indicators beside."""
    heaps: dict[tuple[str, str, str], Group] = {}
    beside = []
    for row in rows:
        case = known[row[1]]
        model = model_of(session(), who().organisation, case.model)
        level, unit = model.levels[case.level], names.unit(case.unit)
        if level.kind == WITH_THEIR_GOAL:
            beside.append(_one(case, row, known))
            continue
        step = level.step.get(row.step.partition(".")[2])
        group = Group(unit, step.title if step else row.step, round_title(model, row.round), [])
        heaps.setdefault((unit, row.step, row.round), group).lines.append(_one(case, row, known))
    return sorted(heaps.values(), key=lambda group: sorting(group.unit)), beside


def _remarked(
    rows: Iterable[Any], known: Mapping[int, Case]
) -> list[tuple[Sentence, list[tuple[str, str]]]]:  # fmt: skip
    """What was remarked, each remark with the cases it is about: (title, address)."""
    heaps: dict[str, tuple[Sentence, list[tuple[str, str]]]] = {}
    for row in rows:
        case = known[row[1]]
        place = titled(case), addresses.of_case(case, model_of(session(), who().organisation, case.model))
        for one in json.loads(row.remarks):
            said = sentence(str(one["text"]), **one.get("values", {}))
            heaps.setdefault(str(said), (said, []))[1].append(place)
    return list(heaps.values())


def _one(case: Case, row: Any, known: Mapping[int, Case]) -> Covered:
    model = model_of(session(), who().organisation, case.model)
    level, short = model.levels[case.level], json.loads(row.short)
    key = next(iter(short), "")
    said = Decided.of((json.loads(row.body) if row.body else {}).get(key) or short.get(key, {}))
    corrected = case.said(Correction)
    corrects = _correcting(level)
    address = addresses.of_step(case, model, corrects) if corrects and row.unsaid is None else ""
    return Covered(
        title=titled(case), address=addresses.of_case(case, model),
        verdict=model.verdict("decision", said.verdict), words=said.words,
        targets=tuple(_targets(said, known)),
        instruction=said.instruction, unsaid=row.unsaid is not None,
        asked=row.unsaid is None and bool(corrected and corrected.event == row.seq),
        correct=f"{address}?event={row.seq}" if address else "",
    )  # fmt: skip


def _correcting(level: Level) -> Step | None:
    """The step by which two persons correct an entry."""
    return next((step for step in level.steps if step.to == BEFORE and step.second), None)


def _targets(said: Decided, known: Mapping[int, Case]) -> Iterable[str]:
    for target in said.targets:
        case = known.get(target.indicator)
        yield f"{titled(case) if case else '#' + str(target.indicator)}: {number(target.value)}"


def _counts(groups: Iterable[Group]) -> list[tuple[Verdict, int]]:
    """How many of each verdict."""
    held = [one.verdict for group in groups for one in group.lines if one.verdict and not one.unsaid]
    return [(verdict, held.count(verdict)) for verdict in dict.fromkeys(held)]
