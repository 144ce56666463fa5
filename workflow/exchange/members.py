"""Which cases a goal year's file speaks of: those of the year, those its files brought in, and what people added since.

Meetings, decisions, assignments and focus areas belong to no goal year. A file's own are known by the key under which
they came in; of the others the year has the decisions that its cases cite, and the meetings of its calendar year.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflow.exchange.state_inference import GOALS
from workflow.facts.decision import Gathering
from workflow.governance.model import Level, Model
from workflow.records.case import Case
from workflow.records.event import EventRow
from workflow.records.queries.cases import cases
from workflow.records.queries.models import model_of
from workflow.states.context import Unknown

IMPORT = "import/"


@dataclass(frozen=True)
class Members:
    """The year, its cases in order, the visions and focus areas beside them, the meetings above them; `paths` are the
    places in a file from which cases were brought in."""

    year: Case
    cases: list[Case]
    areas: list[Case]
    above: list[Case]
    paths: dict[int, str]
    models: dict[str, Model]


def members(session: Session, organisation: int, year: int) -> Members:
    """The members of a goal year. Unknown when the organisation has no such year."""
    own = cases(session, "organisation = ? AND year = ? ORDER BY id", (organisation, year))
    others = cases(session, "organisation = ? AND year IS NULL ORDER BY id", (organisation,))
    models = {case.model: model_of(session, organisation, case.model) for case in (*own, *others)}
    found = next((case for case in own if level_of(models, case).kind == "year"), None)
    if found is None:
        raise Unknown
    own, others = [in_field(rows, models) for rows in (own, others)]
    paths = brought(session, organisation, found.id)
    wanted = {case.id for case in others if is_told(level_of(models, case), paths.get(case.id, ""))}
    wanted |= added(session, organisation, year, own, others, models)
    mine = sorted([*own, *(case for case in others if case.id in wanted)], key=lambda case: case.id)
    areas = [
        case for case in others if level_of(models, case).kind in ("vision", "direction") and case.id not in wanted
    ]
    parents = {case.parent for case in mine} - {case.id for case in mine}
    return Members(found, mine, areas, [case for case in others if case.id in parents], paths, models)


def brought(session: Session, organisation: int, year: int) -> dict[int, str]:
    """Each case that the files of the goal year have brought in → its path there."""
    held = select(EventRow.once).where(
        EventRow.organisation == organisation, EventRow.case == year, EventRow.once.startswith(IMPORT)
    )
    digests = sorted({str(once).split("/")[1] for once in session.scalars(held)})
    found: dict[int, str] = {}
    for digest in digests:
        begins = f"{IMPORT}{digest}/"
        mine = select(EventRow.case, EventRow.once).where(
            EventRow.organisation == organisation, EventRow.once.startswith(begins)
        )
        for case, once in session.execute(mine):
            found.setdefault(case or 0, str(once).removeprefix(begins))
    return found


def is_told(level: Level, path: str) -> bool:
    """True for what of no goal year a file tells of as its own row; not for its focus areas and vision."""
    if level.kind in GOALS:
        return path.startswith("goals[")
    return level.kind in ("meeting", "decision") and path != ""


def added(
    session: Session, organisation: int, year: int, own: Iterable[Case], others: Iterable[Case],
    models: dict[str, Model],
) -> set[int]:  # fmt: skip
    """The decisions that the year's cases cite and the meetings of the calendar year, unless a file brought them in."""
    cited = {fact["decision"] for case in own for fact in case.facts.values() if "decision" in fact}
    held = select(EventRow.case).where(EventRow.organisation == organisation, EventRow.once.startswith(IMPORT))
    imported = set(session.scalars(held))
    decided = {case.id for case in others if level_of(models, case).kind == "decision" and case.id in cited}
    meetings = [case for case in others if level_of(models, case).kind == "meeting"]
    planned = {case.id for case in meetings if (said := case.said(Gathering)) and said.on.year == year}
    return (decided | planned) - imported


def in_field(found: Iterable[Case], models: dict[str, Model]) -> list[Case]:
    """The cases but those that have left the field since they were made or brought in."""
    return [case for case in found if case.version == 1 or not level_of(models, case).state[case.state].out]


def level_of(models: dict[str, Model], case: Case) -> Level:
    """The case's level in its own model."""
    return models[case.model].levels[case.level]
