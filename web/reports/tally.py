"""How far a report has come: how many of its goals are handed in, how they look, and what waits for whom."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from web.names import Names
from web.tasks import lateness
from workflow.cycle.duties import duties
from workflow.cycle.timetable import Calendar
from workflow.goals.reporting_status import (
    AWAITED,
    BEFORE,
    DESCRIBE,
    MISSING,
    NOT_OPEN,
    ReportingStatus,
    reporting_status,
)
from workflow.governance.model import Model, Step, Verdict
from workflow.records.case import Snapshot
from workflow.records.queries.models import model_of
from workflow.states.situation import Situation
from workflow.words import Sentence, Title

UNSAID = (AWAITED, MISSING)
"""What a cell says while the goal is not handed in."""


@dataclass(frozen=True)
class Tally:
    """Of how many goals, how many are handed in, how many are late, how many lack their consequence, and how many
    have each verdict, in the scale's order."""

    of: int
    given: int
    late: int
    undescribed: int
    verdicts: tuple[tuple[Verdict, int], ...]

    @property
    def worst(self) -> Verdict | None:
        """The worst of what was said: what is at risk before what is not known."""
        ranked = [(_weight(verdict), place, verdict) for place, (verdict, _) in enumerate(self.verdicts)]
        return max(ranked, key=lambda one: one[:2])[2] if ranked else None


@dataclass(frozen=True)
class Wait:
    """What a report waits for: a step, by whom, until when, and how late it is."""

    step: Step
    role: Title
    due: date
    sign: str
    status: Sentence | None


def tally(model: Model, calendar: Calendar, goals: Iterable[Snapshot], round: str, today: date) -> Tally:
    """How far the goals of a body have come in a round."""
    cells = [reporting_status(model, calendar, goal, round, today) for goal in goals]
    followed = [cell for cell in cells if cell.status not in ("", NOT_OPEN, BEFORE)]
    said = Counter(code_of(cell) for cell in followed if cell.verdict)
    verdicts = tuple((verdict, said[verdict.name]) for verdict in scale(model, round) if said[verdict.name])
    return Tally(
        of=len(followed), given=sum(cell.status not in UNSAID for cell in followed),
        late=_count(followed, MISSING), undescribed=_count(followed, DESCRIBE), verdicts=verdicts,
    )  # fmt: skip


def code_of(cell: ReportingStatus) -> str:
    """The code of what was said of the goal, without the name of its scale."""
    return cell.verdict.rpartition("/")[2]


def scale(model: Model, round: str) -> tuple[Verdict, ...]:
    """The scale in which goals are reported in the round: the outlook, or in a closing how it went."""
    return model.scales.get("outlook" if is_forecast(model, round) else "attainment", ())


def is_forecast(model: Model, round: str) -> bool:
    """True for a round of forecasts, False for a closing."""
    return any(
        step.says == "forecast" and round in step.rounds for level in model.of_kind("goal") for step in level.steps
    )


def wait(model: Model, calendar: Calendar, report: Snapshot, today: date) -> Wait | None:
    """What the report waits for first; nothing when it has come to its end, or waits for the calendar alone."""
    owed = (duty for duty in duties(model, calendar, report) if not duty.step.by_clock)
    duty = next(owed, None)
    if duty is None:
        return None
    return Wait(duty.step, model.roles[duty.step.by[0]].title, duty.due, *lateness(duty.due, today))


def at(now: Situation, report: Snapshot, names: Names) -> Situation:
    """The person's situation at another case, without asking again."""
    model = model_of(now.session, now.who.organisation, report.model)
    department = names.units[report.department].path if report.department else ""
    return now._replace(case=report, model=model, paths=(names.units[report.unit].path, department))


def _weight(verdict: Verdict) -> int:
    return 2 if verdict.at_risk else int(verdict.unknown)


def _count(cells: list[ReportingStatus], status: str) -> int:
    return sum(cell.status == status for cell in cells)
