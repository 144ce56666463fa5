"""A municipality file is brought in: all of it or nothing, in the caller's transaction, and the same file once.

Nothing is performed on anybody's behalf: each case begins with one event that says it was imported, from what and by
whom, in the state that its facts imply.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflow.cycle.goal_year import begin_year
from workflow.cycle.outage import open_years
from workflow.exchange.areas import bring_areas
from workflow.exchange.format_facts import Names
from workflow.exchange.founding import (
    bodies_of,
    founded,
    is_known_kind,
    model_for,
    organisation_for,
    own_model,
    root_of,
)
from workflow.exchange.goals import bring_goals, placed
from workflow.exchange.import_run import ImportRun
from workflow.exchange.meetings import bring_decisions, bring_meetings
from workflow.exchange.municipality import Municipality, named, read
from workflow.exchange.remark import Remark
from workflow.exchange.year import bring_bodies, bring_year, year_of
from workflow.governance.model import Model
from workflow.organisation.founding import clock_of
from workflow.records.case import Case
from workflow.records.event import EventRow
from workflow.records.organisation import Organisation, Person, Unit
from workflow.records.queries.models import keep_model, model_of
from workflow.records.sql import run
from workflow.states.context import Who
from workflow.states.next_due import refresh_all


@dataclass(frozen=True)
class Report:
    """What was brought in (`again`: what had been brought in before), how much of each, and what to know of it."""

    organisation: str
    year: int
    counts: dict[str, int]
    warnings: tuple[Remark, ...]
    model: str
    again: bool = False
    dry_run: bool = False

    def as_json(self, language: str = "en") -> dict[str, Any]:
        """The counts and warnings as `malhjulet import --json` prints them."""
        warnings = [remark.in_(language) for remark in self.warnings]
        more = {"model": self.model, "again": self.again, "dry_run": self.dry_run, "warnings": warnings}
        return {"organisation": self.organisation, "year": self.year, **self.counts, **more}


def import_file(
    session: Session, text: str, *, at: datetime, who: Who | None = None, organisation: str | None = None,
    model: str | None = None, dry_run: bool = False, source: str = "",
) -> Report:  # fmt: skip
    """Bring in the file in the session's transaction; with `dry_run` all is undone again before it returns.

    `organisation` is a code, `model` a name or path, `source` what the file is called; without `who` it is the clock's
    doing. Unreadable with everything that is wrong with the file, Faulty with what is wrong with the model.
    """
    file = read(text)
    trying = session.begin_nested() if dry_run else None
    home, chosen, is_new = _home(session, file, at, organisation, model)
    importing = _begin(session, file, home, chosen, who or clock_of(session, home.id), at, source)
    report = _brought(importing, home, model is not None, is_new)
    if trying:
        trying.rollback()
        session.expire_all()
    return Report(**{**vars(report), "dry_run": dry_run})


def _home(
    session: Session, file: Municipality, at: datetime, code: str | None, model: str | None
) -> tuple[Organisation, Model, bool]:
    """The organisation and the model for the file, and whether the organisation is new."""
    held = organisation_for(session, file, code)
    chosen = model_for(session, file, held, model)
    return held or founded(session, file, code, chosen, at), chosen, held is None


def _brought(importing: ImportRun, home: Organisation, is_named: bool, is_new: bool) -> Report:
    """Bring everything in; the model in force stays what it was, unless the organisation is new."""
    session, file, chosen, again = importing.session, importing.file, importing.model, bool(importing.known)
    year = year_of(importing, file.year)
    if year and year.model != chosen.digest:
        if is_named:
            importing.warn("year", "The goal year follows another model already and was left under it.")
        importing.follow(model_of(session, home.id, year.model))
    if not is_named and importing.model.name != own_model(file):
        text = "The file names no model that is known here: its goal year follows “%(model)s”."
        importing.warn("model", text, model=importing.model.name)
    before = home.model
    _set_model(session, home.id, importing.model)
    _bring_all(importing, year)
    if not is_new:
        run(session, "UPDATE organisation SET model = ? WHERE id = ?", (before, home.id))
    refresh_all(session, home.id, importing.today)
    _let_the_years_go_on(importing)
    warnings = tuple(sorted((*file.warnings, *importing.warnings), key=lambda remark: remark.line))
    return Report(home.code, file.year, file.counts, warnings, importing.model.name, again)


def _bring_all(importing: ImportRun, year: Case | None) -> None:
    """Everything in the file, what others point at first."""
    for path, body in importing.file.items("bodies"):
        if not is_known_kind(body):
            text = "“%(kind)s” is no kind of body that is known; it was taken by its name."
            importing.warn(f"{path}.kind", text, kind=body["kind"])
    for value in importing.scales.unknown():
        known = importing.scales.known("outlook", "attainment")
        text = "“%(value)s” in the file's own scale is no value of the model (%(known)s)."
        importing.warn("model.scale", text, value=value, known=known)
    bring_areas(importing)
    bring_meetings(importing)
    bring_decisions(importing)
    goals = placed(importing)
    importing.year = bring_year(importing, year)
    bring_bodies(importing)
    bring_goals(importing, goals)


def _let_the_years_go_on(importing: ImportRun) -> None:
    """The years after one that is open follow by themselves. Where last year's is all there is and has been accounted for,
    this year begins; what lies further back is history that somebody brings in."""
    today, organisation = importing.today, importing.organisation
    if importing.file.year != today.year - 1 or open_years(importing.session, organisation, today):
        return
    clock = clock_of(importing.session, organisation)
    begin_year(importing.session, clock, importing.model, today.year, importing.at)


def _begin(
    session: Session, file: Municipality, home: Organisation, model: Model, who: Who, at: datetime, source: str
) -> ImportRun:  # fmt: skip
    """What is carried along, with the bodies in place."""
    units = bodies_of(session, who, file, at)
    rows = session.execute(select(Unit.id, Unit.name, Unit.kind).where(Unit.organisation == home.id)).all()
    persons = session.execute(select(Person.id, Person.name, Person.email).where(Person.organisation == home.id)).all()
    unit_names, called = {unit: name for unit, name, _ in rows}, dict[int, str]()
    names = Names(model, unit_names, called, {person: name for person, name, _ in persons}, home.language)
    return ImportRun(
        session=session, file=file, who=who, at=at, source=source or f"{file.name} {file.year}", model=model,
        root=root_of(session, home.id), code=home.code, units=units, kinds={unit: kind for unit, _, kind in rows},
        persons={named(word): person for person, *words in persons for word in words if word}, names=names,
        unit_names=unit_names, called=called, known=_known(session, home.id, file),
    )  # fmt: skip


def _known(session: Session, organisation: int, file: Municipality) -> dict[str, int]:
    """What of the file has been brought in before: once → case."""
    begins = f"import/{file.digest}/"
    held = select(EventRow.once, EventRow.case).where(
        EventRow.organisation == organisation, EventRow.once.startswith(begins)
    )
    return {once: case for once, case in session.execute(held) if once and case}


def _set_model(session: Session, organisation: int, model: Model) -> None:
    """Let what is brought in follow the model."""
    keep_model(session, organisation, model)
    run(session, "UPDATE organisation SET model = ? WHERE id = ?", (model.digest, organisation))
