"""The sheet on which a committee's § on its report is logged: what it begins with, what was written, what is wrong."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask import current_app

from web.forms.dates import read
from web.forms.faults import Fault
from web.forms.reference import Reference, read_reference
from web.forms.values import Values
from web.names import Names
from web.reports.entries import ReportEntry, entries_of, report_in_full
from web.reports.waiting import at
from workflow.cycle.timetable import round_dates
from workflow.facts.decision import Gathering
from workflow.goals.proposed_decision import BodyReport
from workflow.goals.report import minuting
from workflow.governance.model import Level, Step, Verdict
from workflow.records.case import Case
from workflow.records.queries.cases import cases_at
from workflow.states.context import CaseContext, Context
from workflow.states.guards.order import past_of, there
from workflow.states.permissions import refusals
from workflow.words import sentence

AS_REPORT = ""
"""A goal's verdict that follows the report's own."""


@dataclass(frozen=True)
class Gathered:
    """A meeting that a § can be logged under."""

    case: Case
    on: date


@dataclass(frozen=True)
class Plan:
    """What the sheet is made from: the step, the meetings that can have decided, the goals whose measures wait for
    the body, under which levels a meeting and a § are made; what the report says; the day of the meeting that comes
    next."""

    step: Step
    verdicts: tuple[Verdict, ...]
    meetings: tuple[Gathered, ...]
    goals: tuple[ReportEntry, ...]
    planning: Step
    logging: Step
    report: BodyReport
    coming: date | None

    @property
    def begun(self) -> tuple[str, bool]:
        """The verdict that the sheet begins with, and whether it decides on measures."""
        return self.verdicts[0].name, bool(self.goals)


@dataclass(frozen=True)
class Written:
    """What was written on the sheet, read."""

    meeting: Case | None
    on: date | None
    reference: Reference
    verdict: str
    words: str
    instruction: str
    verdicts: dict[int, str]
    """Goal → its verdict, for those that are ticked."""


def plan(ctx: CaseContext, names: Names) -> Plan | None:
    """What the sheet is made from; None when the model has no such step, or no meetings."""
    step = minuting(ctx.level)
    meeting = next(iter(ctx.model.of_kind("meeting")), None)
    decision = next(
        (level for level in ctx.model.of_kind("decision") if meeting and level.parent == meeting.name), None
    )
    if step is None or meeting is None or decision is None:
        return None
    logging, since, report = decision.births[0], _since(ctx, step), report_in_full(ctx.case)
    return Plan(
        step=step,
        verdicts=tuple(filter(None, (ctx.model.verdict("decision", name) for name in step.verdicts))),
        meetings=_meetings(ctx, names, meeting, logging, since),
        goals=tuple(entry for entry in entries_of(report) if entry.body),
        planning=meeting.births[0],
        logging=logging,
        report=report.proposed(current_app.config["LANGUAGE"]),
        coming=_coming(ctx, since),
    )


def beginning(ctx: Context, names: Names, known: Plan) -> Values:
    """What the sheet begins with: the round's nearest meeting, words for the minutes, every goal ticked; approval, where
    there is a meeting that can have approved."""
    values = Values({"meeting": str(nearest(ctx, known.meetings) or ""), "on": "", "reference": "", "instruction": ""})
    values["verdict"] = known.verdicts[0].name if known.meetings else ""
    values["words"] = _proposal(known.report, *known.begun)
    values.setlist("goal", [str(entry.goal.id) for entry in known.goals])
    return values


def nearest(ctx: Context, meetings: Sequence[Gathered]) -> int | None:
    """The meeting that lies nearest to the day when its papers go out."""
    report = ctx.case
    assert report
    papers = round_dates(ctx.model, ctx.calendar, report.year or 0, report.round, report.unit).papers
    best = min(meetings, key=lambda one: (one.on < papers, abs(one.on - papers)), default=None)
    return best.case.id if best else None


def written(ctx: Context, names: Names, known: Plan, sent: Values) -> Written:
    """What was sent, read."""
    on = read(sent.get("on", ""))
    chosen = sent.get("meeting", "")
    same = (one.case for one in known.meetings if (one.on == on if on else str(one.case.id) == chosen))
    verdict, ticked = sent.get("verdict", ""), set(sent.getlist("goal"))
    verdicts = {entry.goal.id: sent.get(f"verdict-{entry.goal.id}", AS_REPORT) for entry in known.goals
                if str(entry.goal.id) in ticked}  # fmt: skip
    words = _kept(known.report, _text(sent, "words"), known.begun, (verdict, bool(verdicts)))
    return Written(
        next(same, None), on, read_reference(sent.get("reference", "")), verdict, words, _text(sent, "instruction"),
        verdicts,
    )  # fmt: skip


def faults(ctx: Context, names: Names, known: Plan, sent: Values, found: Written) -> list[Fault]:
    """What is wrong with the sheet, in its order."""
    wrong = _meeting_faults(known, sent, found) + _reference_faults(ctx, names, known, found)
    if found.verdict not in known.step.verdicts:
        wrong.append(Fault("verdict", sentence("Choose what the committee decided.")))
    for entry in known.goals:
        if found.verdicts.get(entry.goal.id, AS_REPORT) not in (AS_REPORT, *entry.body[0].step.verdicts):
            wrong.append(
                Fault(f"verdict-{entry.goal.id}", sentence("Choose what the committee decided about the goal."))
            )
    return wrong


def choices(ctx: Context, entry: ReportEntry) -> list[Verdict]:
    """The verdicts that the goal's measures can have."""
    found = (ctx.model.verdict("decision", name) for name in entry.body[0].step.verdicts)
    return [verdict for verdict in found if verdict]


def _meeting_faults(known: Plan, sent: Values, found: Written) -> list[Fault]:
    if sent.get("on", "").strip() and found.on is None:
        return [Fault("on", sentence("“%(written)s” is no day.", written=sent["on"]))]
    if found.meeting is None and found.on is None:
        return [Fault("meeting" if known.meetings else "on", sentence("Choose the meeting, or write its day."))]
    day = found.on or next(one.on for one in known.meetings if one.case is found.meeting)
    if found.reference.on and found.reference.on != day:
        text = "The reference says %(day)s, but the meeting chosen is that of %(other)s."
        return [Fault("meeting" if known.meetings else "on", sentence(text, day=found.reference.on, other=day))]
    return []


def _reference_faults(ctx: Context, names: Names, known: Plan, found: Written) -> list[Fault]:
    if found.reference.why:
        return [Fault("reference", found.reference.why[0])]
    if not found.reference.paragraph:
        return [Fault("reference", sentence("Write the paragraph, for example § 45."))]
    report, body = ctx.case, found.reference.body.casefold()
    assert report
    own = names.units[report.unit]
    others = {word.casefold() for unit in names.units.values() for word in (unit.code, unit.name) if unit.id != own.id}
    if body and body in others - {own.code.casefold(), own.name.casefold()}:
        text = "The reference is to %(other)s, but the report is that of %(body)s."
        return [Fault("reference", sentence(text, other=found.reference.body, body=own.name))]
    return []


def _since(ctx: CaseContext, step: Step) -> date:
    """The first day on which the body can have decided on the report: its round had opened, and it had been sent."""
    report = ctx.case
    assert report
    opens = round_dates(ctx.model, ctx.calendar, report.year or 0, report.round, report.unit).opens
    found = there(ctx.asking(step), step, past_of(ctx.session, ctx.who.organisation, [report]))
    return max(opens, found.since) if found else opens


def _coming(ctx: Context, since: date) -> date | None:
    """The body's next meeting, at which the report can be decided on."""
    report = ctx.case
    assert report
    held = ctx.calendar.meetings.get(report.unit, ())
    return min((one.on for one in held if one.on >= since and one.on > ctx.today), default=None)


def _meetings(ctx: CaseContext, names: Names, level: Level, logging: Step, since: date) -> tuple[Gathered, ...]:
    """The body's meetings from `since` on that the engine lets one log a § under, the newest first."""
    found = cases_at(ctx.session, ctx.who.organisation, [level.name], unit=ctx.case.unit)
    known = [Gathered(case, said.on) for case in found if (said := case.said(Gathering))]
    open_ = [one for one in known if one.on >= since and not refusals(at(ctx, one.case, names).asking(logging))]
    return tuple(sorted(open_, key=lambda one: one.on, reverse=True))


def _text(sent: Values, name: str) -> str:
    return sent.get(name, "").strip().replace("\r\n", "\n")


def _proposal(report: BodyReport, verdict: str, measures: bool) -> str:
    """What the body says of the report when it decides `verdict`, and of the measures when it approves."""
    return "\n".join(one.in_(current_app.config["LANGUAGE"]) for one in report.proposed(verdict, measures))


def _kept(report: BodyReport, text: str, begun: tuple[str, bool], decided: tuple[str, bool]) -> str:
    """The words as they were written; a proposal that was left as it stood follows what was decided. `begun` and
    `decided` are verdict and whether measures go along, on the empty sheet and on the one that was sent."""
    return _proposal(report, *decided) if text == _proposal(report, *begun) else text
