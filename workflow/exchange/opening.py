"""What the calendar would open itself later is noted as opened, so that it is not opened twice."""

from workflow.cycle.due import due_date
from workflow.exchange.bringing import Bringing
from workflow.exchange.said import Said
from workflow.exchange.stands import first
from workflow.facts.clerical import Born
from workflow.facts.timetable import Governed
from workflow.governance.model import Level, Model, Step
from workflow.records.case import Snapshot
from workflow.records.organisation import Unit
from workflow.states.dates import model_of
from workflow.states.situation import cases


def clocks(level: Level | None) -> Step | None:
    """The step by which the calendar opens a case of the level."""
    return next((step for step in level.births if step.by_clock), None) if level else None


def governed(bringing: Bringing, following: Snapshot | None) -> Said:
    """What a new goal year says first: its model, and that the year after it is there already."""
    said: Said = [(Governed(model=bringing.model.name, digest=bringing.model.digest), "")]
    return said + (_born(bringing.model, following.id) if following else [])


def note_year(bringing: Bringing, before: Snapshot | None, made: int) -> None:
    """Note on the year before that the year of the file is there."""
    if before is None or not _model(bringing, before).levels[before.level].is_open(before.state):
        return
    said = _born(_model(bringing, before), made)
    if said and said[0][0].key() not in before.facts:
        bringing.note(before.id, said, "year/before")


def still_to_open(bringing: Bringing) -> list[int]:
    """The units whose own year the calendar has still to open: with those of the file comes everybody's."""
    step = clocks(first(bringing.model, "committee_year"))
    year = cases(bringing.session, "organisation = ? AND id = ?", (bringing.organisation, bringing.year))[0]
    if step is None or f"born/{step.key}" in year.facts:
        return []
    due = due_date(bringing.model, bringing.calendar, step, year, "")
    if due is None or due.on < bringing.today:
        return []
    held = bringing.session.query(Unit.id).where(Unit.organisation == bringing.organisation, Unit.kind.in_(step.each))
    return [unit for (unit,) in held.order_by(Unit.id)]


def note_bodies(bringing: Bringing) -> None:
    """Note on the goal year that the bodies' own years are there."""
    if step := clocks(first(bringing.model, "committee_year")):
        opened = Born(step=step.key, cases=tuple(bringing.years.values()))
        bringing.note(bringing.year, [(opened, "")], "year/bodies")


def _born(model: Model, year: int) -> Said:
    step = clocks(model.of_kind("year")[0])
    return [(Born(step=step.key, cases=(year,)), "")] if step else []


def _model(bringing: Bringing, case: Snapshot) -> Model:
    return model_of(bringing.session, bringing.organisation, case.model)
