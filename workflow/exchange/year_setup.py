"""What the calendar would open itself later is noted as opened, so that it is not opened twice."""

from workflow.cycle.deadlines import due_date
from workflow.exchange.import_run import ImportRun
from workflow.exchange.parse_facts import ParsedFacts
from workflow.exchange.state_inference import first
from workflow.facts.clerical import Born
from workflow.facts.timetable import Governed
from workflow.governance.model import Level, Model, Step
from workflow.records.case import Case
from workflow.records.organisation import Unit
from workflow.records.queries.cases import cases
from workflow.records.queries.models import model_of


def clocks(level: Level | None) -> Step | None:
    """The step by which the calendar opens a case of the level."""
    return next((step for step in level.births if step.by_clock), None) if level else None


def governed(importing: ImportRun, following: Case | None) -> ParsedFacts:
    """What a new goal year says first: its model, and that the year after it is there already."""
    said: ParsedFacts = [(Governed(model=importing.model.name, digest=importing.model.digest), "")]
    return said + (_born(importing.model, following.id) if following else [])


def note_year(importing: ImportRun, before: Case | None, made: int) -> None:
    """Note on the year before that the year of the file is there."""
    if before is None or not _model(importing, before).levels[before.level].is_open(before.state):
        return
    said = _born(_model(importing, before), made)
    if said and said[0][0].key() not in before.facts:
        importing.note(before.id, said, "year/before")


def still_to_open(importing: ImportRun) -> list[int]:
    """The units whose own year the calendar has still to open: with those of the file comes everybody's."""
    step = clocks(first(importing.model, "committee_year"))
    year = cases(importing.session, "organisation = ? AND id = ?", (importing.organisation, importing.year))[0]
    if step is None or f"born/{step.key}" in year.facts:
        return []
    due = due_date(importing.model, importing.calendar, step, year, "")
    if due is None or due.on < importing.today:
        return []
    held = importing.session.query(Unit.id).where(Unit.organisation == importing.organisation, Unit.kind.in_(step.each))
    return [unit for (unit,) in held.order_by(Unit.id)]


def note_bodies(importing: ImportRun) -> None:
    """Note on the goal year that the bodies' own years are there."""
    if step := clocks(first(importing.model, "committee_year")):
        opened = Born(step=step.key, cases=tuple(importing.years.values()))
        importing.note(importing.year, [(opened, "")], "year/bodies")


def _born(model: Model, year: int) -> ParsedFacts:
    step = clocks(model.of_kind("year")[0])
    return [(Born(step=step.key, cases=(year,)), "")] if step else []


def _model(importing: ImportRun, case: Case) -> Model:
    return model_of(importing.session, importing.organisation, case.model)
