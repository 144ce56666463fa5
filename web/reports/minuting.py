"""One act: the meeting is entered if it is not there, its § logged, the report put in the minutes, the measures decided."""

from web.forms.values import Values
from web.reports.approving import seen_version, shown
from web.reports.minutes import AS_REPORT, Plan, Written
from web.session import moment, session, who
from workflow.facts import Fact
from workflow.facts.decision import Decided, Gathering, Ruling
from workflow.goals.measures import fitting
from workflow.governance.model import Step
from workflow.records.case import Case
from workflow.records.queries.cases import cases_under
from workflow.states.command import Command
from workflow.states.perform import Done, perform


def minute(report: Case, known: Plan, found: Written, sent: Values, once: str) -> int:
    """Do it, all or nothing; how many decisions on measures were taken with it. Raises Refused."""
    with session().begin_nested():
        decision = _decision(report, known, found, once)
        said = Decided(verdict=found.verdict, decision=decision, instruction=found.instruction)
        perform(
            session(),
            Command(
                known.step.key,
                report.id,
                who(),
                said,
                at=moment(),
                expected_version=seen_version(sent, report),
                idempotency_key=f"{once}/{report.id}",
            ),
        )
        return _decide(known, found, sent, decision, once)


def _decision(report: Case, known: Plan, found: Written, once: str) -> int:
    """The § under its meeting: one that is logged there already is the same §."""
    meeting = found.meeting.id if found.meeting else _meeting(report, known, found, once)
    paragraph = found.reference.paragraph
    for case in cases_under(session(), who().organisation, [meeting], [known.logging.level]):
        if (said := case.said(Ruling)) and said.paragraph.strip(" §") == paragraph:
            return case.id
    new = Ruling(paragraph=paragraph, registry_no=found.reference.registry_no, text=found.words)
    return _take(known.logging, meeting, new, f"{once}/log").case.id


def _meeting(report: Case, known: Plan, found: Written, once: str) -> int:
    assert found.on
    return _take(known.planning, None, Gathering(unit=report.unit, on=found.on), f"{once}/meeting").case.id


def _take(step: Step, parent: int | None, said: Fact, once: str) -> Done:
    return perform(session(), Command(step.key, parent, who(), said, at=moment(), idempotency_key=once))


def _decide(known: Plan, found: Written, sent: Values, decision: int, once: str) -> int:
    """What the § says of each ticked goal, said of its measures."""
    count = 0
    for entry in known.goals:
        if entry.goal.id in found.verdicts:
            verdict = found.verdicts[entry.goal.id]
            for act in shown(sent, entry.body):
                said = Decided(
                    verdict=fitting(act.step, found.verdict if verdict == AS_REPORT else verdict), decision=decision
                )
                perform(
                    session(),
                    Command(
                        act.key,
                        act.case.id,
                        who(),
                        said,
                        at=moment(),
                        round=act.round,
                        expected_version=seen_version(sent, act.case),
                        idempotency_key=f"{once}/{act.case.id}",
                    ),
                )
                count += 1
    return count
