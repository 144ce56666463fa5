"""Reading a goal year for a document: a bounded number of statements, however many goals it has."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflow.goals.adoption import adopted
from workflow.goals.year import GoalYear, UnitName
from workflow.governance.model import Model
from workflow.organisation.calendar_loader import calendar_of, marks_of
from workflow.records.case import COLUMNS, Snapshot
from workflow.records.organisation import Organisation
from workflow.records.organisation import Unit as UnitRow
from workflow.records.queries.cases import cases, snapshot_of
from workflow.records.queries.events import Event, events_of, words
from workflow.records.queries.models import models_of
from workflow.records.sql import quick, run
from workflow.words import Wrong, sentence

OPEN = "open"
FILE = "import/"
"""Begins the key under which something of a municipality file was brought in."""
AT_ONCE = 400
"""Cases in one statement."""
HANGING = ("goal", "indicator", "activity", "measure", "contribution", "commitment")
"""The kinds of cases whose whole history is read."""
TELLING = ("ruling", "closing", "analysis", "lineage", "wording", "direction", "indicator", "gathering", "assignment",
           "progress", "as_written")  # fmt: skip
"""What is read in full of the cases that are not the year's own."""
_LINE = """
WITH RECURSIVE line(id) AS (
  SELECT id FROM cases WHERE organisation = ? AND year = ? AND level IN ({goals})
  UNION SELECT CASE WHEN l.source = line.id THEN l.target ELSE l.source END FROM line JOIN link l
  ON l.organisation = ? AND l.kind IN ('continues', 'replaces') AND (l.source = line.id OR l.target = line.id)
), held(id) AS (
  SELECT id FROM line
  UNION SELECT k.id FROM line JOIN cases k ON k.organisation = ? AND k.parent = line.id AND k.level IN ({indicators})
) SELECT {columns} FROM cases WHERE organisation = ? AND id IN (SELECT id FROM held) AND year <> ? ORDER BY id
"""


def load_year(session: Session, organisation: int, year: int, today: date, language: str = "sv") -> GoalYear:
    """The goal year as it stands on the day `today`. Raises Wrong when there is no such year."""
    home = session.get_one(Organisation, organisation)
    models = {model.digest: model for model in models_of(session, organisation)}
    mark, seal = marks_of(session, organisation)
    every = cases(session, "organisation = ? AND year = ? ORDER BY id", (organisation, year))
    own = list(_open(every))
    model = next((models[case.model] for case in own if _kind(models, case) == "year"), None)
    if model is None:
        raise Wrong(sentence("There is no goal year %(year)s.", year=year))
    told = _events(session, organisation, [case.id for case in own if _kind(models, case) in HANGING])
    around = _around(session, organisation, year, models, own, told)
    return GoalYear(
        organisation=organisation, name=home.name, year=year, today=today, language=language, model=model, models=models,
        calendar=calendar_of(session, organisation, mark), seal=seal, units=_units(session, organisation),
        people=_people(session, organisation, own, told), cases={case.id: case for case in (*own, *around)}, events=told,
        words=_words(session, organisation, own, around, told),
        adopted=adopted(session, organisation, [case for case in own if _kind(models, case) == "goal"]),
        hidden=len(_of_kind(models, every, "goal")) - len(_of_kind(models, own, "goal")),
    )  # fmt: skip


def _around(
    session: Session, organisation: int, year: int, models: Mapping[str, Model], own: list[Snapshot],
    told: Mapping[int, list[Event]],
) -> list[Snapshot]:  # fmt: skip
    """The open cases beside the year's own: the same goals in other years, what is cited, and what that hangs from."""
    there = {case.id for case in own}
    line = [case for case in _line(session, organisation, year, models) if case.secrecy == OPEN]
    pointed = {number for case in own for number in _pointed(case.facts.values())}
    pointed |= {number for events in told.values() for event in events for number in _pointed(event.short.values())}
    pointed |= {case.parent for case in own if case.parent}
    pointed |= _brought(session, organisation, _of_kind(models, own, "year"))
    cited = _some(session, organisation, pointed - there)
    above = {case.parent for case in cited if case.parent} - there - {case.id for case in cited}
    beside = [*line, *cited, *_some(session, organisation, above), *_assignments(session, organisation, models)]
    return list({case.id: case for case in beside}.values())


def _open(found: Iterable[Snapshot]) -> Iterator[Snapshot]:
    """The cases that are open, and hang from none that is not; parents come before their children."""
    closed: set[int] = set()
    for case in found:
        if case.secrecy == OPEN and case.parent not in closed:
            yield case
        else:
            closed.add(case.id)


def _line(session: Session, organisation: int, year: int, models: Mapping[str, Model]) -> list[Snapshot]:
    """The same goals in other years, and their indicators."""
    names = {kind: _levels(models, kind) for kind in ("goal", "indicator")}
    goals, indicators = (", ".join("?" for _ in names[kind]) or "NULL" for kind in ("goal", "indicator"))
    sql = _LINE.format(goals=goals, indicators=indicators, columns=", ".join(COLUMNS))
    values = (organisation, year, *names["goal"], organisation, organisation, *names["indicator"], organisation, year)
    return [snapshot_of(row) for row in quick(session, sql, values).fetchall()]


def _some(session: Session, organisation: int, wanted: Collection[int]) -> list[Snapshot]:
    """The cases with those numbers that are open."""
    found: list[Snapshot] = []
    for some in _portions(sorted(wanted)):
        marks = ", ".join("?" for _ in some)
        found += cases(session, f"organisation = ? AND secrecy = '{OPEN}' AND id IN ({marks})", (organisation, *some))
    return found


def _assignments(session: Session, organisation: int, models: Mapping[str, Model]) -> list[Snapshot]:
    """What bodies have asked of officials, which belongs to no goal year."""
    names = _levels(models, "assignment")
    if not names:
        return []
    marks = ", ".join("?" for _ in names)
    where = f"organisation = ? AND secrecy = '{OPEN}' AND year IS NULL AND level IN ({marks}) ORDER BY id"
    return cases(session, where, (organisation, *names))


def _brought(session: Session, organisation: int, years: list[int]) -> set[int]:
    """The decisions of the files from which the goal year was brought in, cited or not."""
    marks = ", ".join("?" for _ in years) or "NULL"
    sql = f'SELECT once FROM event WHERE organisation = ? AND "case" IN ({marks}) AND once LIKE ?'
    held = run(session, sql, (organisation, *years, f"{FILE}%")).scalars()
    found: set[int] = set()
    for digest in sorted({str(once).split("/")[1] for once in held}):
        sql = 'SELECT "case" FROM event WHERE organisation = ? AND once LIKE ? AND "case" IS NOT NULL'
        found |= set(run(session, sql, (organisation, f"{FILE}{digest}/decisions[%")).scalars())
    return found


def _pointed(facts: Iterable[Mapping[str, Any]]) -> Iterator[int]:
    """The cases that short facts point at and that may be of no goal year, or of another: §§, focus areas, goals."""
    for short in facts:
        if cited := short.get("decision"):
            yield int(cited)
        yield from (int(area) for area in short.get("focus_areas", ()))
        yield from (int(goal) for goal in short.get("goals", ()))


def _events(session: Session, organisation: int, wanted: list[int]) -> dict[int, list[Event]]:
    found: dict[int, list[Event]] = {}
    for some in _portions(wanted):
        found |= events_of(session, organisation, some, ())
    return found


def _words(
    session: Session, organisation: int, own: list[Snapshot], around: list[Snapshot], told: Mapping[int, list[Event]]
) -> dict[int, Mapping[str, Any]]:  # fmt: skip
    """What was said in the events that were read, and in those of the other cases."""
    known: dict[int, Mapping[str, Any]] = {
        event.seq: event.said for events in told.values() for event in events if event.said is not None
    }
    wanted = {entry["seq"] for case in own if case.id not in told for entry in case.facts.values()}
    wanted |= {entry["seq"] for case in around for key, entry in case.facts.items() if key.partition("/")[0] in TELLING}
    return known | words(session, organisation, wanted)


def _units(session: Session, organisation: int) -> dict[int, UnitName]:
    columns = (UnitRow.id, UnitRow.code, UnitRow.name, UnitRow.kind, UnitRow.path)
    rows = session.execute(select(*columns).where(UnitRow.organisation == organisation).order_by(UnitRow.id))
    return {row[0]: UnitName(*row) for row in rows}


def _people(
    session: Session, organisation: int, own: Iterable[Snapshot], told: Mapping[int, list[Event]]
) -> dict[int, str]:  # fmt: skip
    """The names of those who answer for something, and of those who have said something."""
    names = {event.who: event.name or "" for events in told.values() for event in events}
    said = {int(entry["by"]) for case in own for entry in case.facts.values() if entry.get("by")}
    for some in _portions(sorted((said | {case.responsible for case in own if case.responsible}) - names.keys())):
        marks = ", ".join("?" for _ in some)
        sql = f"SELECT id, name FROM person WHERE organisation = ? AND id IN ({marks})"
        names |= {row[0]: row[1] for row in run(session, sql, (organisation, *some))}
    return names


def _levels(models: Mapping[str, Model], kind: str) -> list[str]:
    return sorted({level.name for model in models.values() for level in model.of_kind(kind)})


def _of_kind(models: Mapping[str, Model], found: Iterable[Snapshot], kind: str) -> list[int]:
    return [case.id for case in found if _kind(models, case) == kind]


def _kind(models: Mapping[str, Model], case: Snapshot) -> str:
    return models[case.model].levels[case.level].kind


def _portions(numbers: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(numbers), AT_ONCE):
        yield numbers[start : start + AT_ONCE]
