"""The clock stood still: a round that closed meanwhile is put off by as long, and the year's timetable says so.

People could not be reminded, and nobody shall lose a round to a machine. Only a round's closing moves; no goal does.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from workflow.cycle.heartbeat import Pulse
from workflow.cycle.timetable import default_timetable
from workflow.cycle.working_days import local_day, working_days
from workflow.facts.timetable import Timetable
from workflow.governance.model import Model, Rest
from workflow.organisation.founding import clock_of
from workflow.records.case import Case
from workflow.records.database import Database
from workflow.records.organisation import Organisation
from workflow.records.queries.models import model_of, models_of
from workflow.records.queries.open_cases import open_cases
from workflow.records.sql import quick
from workflow.states.command import Note
from workflow.states.context import lock
from workflow.states.perform import note
from workflow.words import sentence

WHY = "The clock stood still from %(since)s to %(today)s: the closing is put off by %(days)s days."
Failed = dict[int, Exception]
"""The organisations for which it could not be done, with the error."""


def put_off_closings(database: Database, last: Pulse | None, at: datetime) -> Failed:
    """Put off every round that closed between the last heartbeat and the moment `at`, in every organisation; once for
    each outage. Nothing after less than a whole day's silence, or where the clock has never run."""
    failed: Failed = {}
    if last is None or not _lost_a_day(last, at):
        return failed
    with database.reading() as session:
        numbers = [row[0] for row in quick(session, "SELECT id FROM organisation ORDER BY id").fetchall()]
    for number in numbers:
        try:
            with database.writing() as session:
                put_off(session, number, local_day(last.at), at)
        except Exception as error:
            failed[number] = error
    return failed


def put_off(session: Session, organisation: int, since: date, at: datetime) -> int:
    """The same in one organisation, for a silence since the day `since`; how many goal years it concerned."""
    clock, today = clock_of(session, organisation), local_day(at)
    lock(session, None, clock, at)
    found = 0
    for year in open_years(session, organisation, today):
        model = model_of(session, organisation, year.model)
        if rows := moved_rows(model, year, since, today):
            said = Timetable.model_validate({"rounds": rows, "why": _why(session, organisation, since, today)})
            note(session, Note(year.id, clock, said, at=at, idempotency_key=f"outage/{year.id}/{since}"))
            found += 1
    return found


def moved_rows(model: Model, year: Case, since: date, today: date) -> list[dict[str, Any]]:
    """The year's timetable, whole, with what closed after `since` and before `today` put off; [] when nothing did."""
    assert year.year
    rows = year.facts[Timetable.kind]["rounds"] if year.has_said(Timetable) else default_timetable(model, year.year)
    moved = [_moved(model.rest, row, max(since, year.born), since, today) for row in rows]
    return [] if moved == rows else moved


def _moved(rest: tuple[Rest, ...], row: dict[str, Any], after: date, since: date, today: date) -> dict[str, Any]:
    """The round's dates; put off by as many days as it was silent when it closed meanwhile, to a working day."""
    closes = date.fromisoformat(row["closes"])
    if not after < closes < today:
        return row
    return row | {"closes": working_days(rest).later(closes + (today - since)).isoformat()}


def _lost_a_day(last: Pulse, at: datetime) -> bool:
    return (local_day(at) - local_day(last.at)).days > 1


def open_years(session: Session, organisation: int, today: date) -> list[Case]:
    """The goal years that are not archived."""
    levels = {level.name for model in models_of(session, organisation) for level in model.of_kind("year")}
    found = open_cases(session, organisation, today.year, levels=sorted(levels)) if levels else []
    return [case for case in found if case.year]


def _why(session: Session, organisation: int, since: date, today: date) -> str:
    home = session.get_one(Organisation, organisation)
    return sentence(WHY, since=since, today=today, days=(today - since).days).in_(home.language)
