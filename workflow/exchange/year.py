"""The goal year of a file, its head as it is written, and each body's own year with its frame in the budget."""

from datetime import date

from workflow.cycle.timetable import default_timetable, round_dates
from workflow.exchange.format_facts import StoredFact, budget_lines
from workflow.exchange.import_run import ImportRun
from workflow.exchange.municipality import Item
from workflow.exchange.parse_facts import ParsedFacts, frame, ordered
from workflow.exchange.state_inference import born, first, unmade, walked
from workflow.exchange.unknown_fields import coded, written_of
from workflow.exchange.year_setup import governed, note_bodies, note_year, still_to_open
from workflow.facts.clerical import AsWritten
from workflow.facts.timetable import Timetable
from workflow.governance.model import Level
from workflow.records.case import Case
from workflow.records.queries.models import models_of

BODIES = ("committee", "board")
"""The bodies that have a year of their own when the model does not say."""
WRITTEN = ("source", "vision", "focus_areas", "model", "bodies")
"""What of the head is kept as it is written, understood or not: a later file may say it otherwise."""


def year_of(importing: ImportRun, year: int) -> Case | None:
    """A goal year that there is already, under whatever model."""
    models = models_of(importing.session, importing.organisation)
    levels = {level.name: level for model in models for level in model.of_kind("year")}
    found = importing.held(levels.values(), "AND year = ?", year)
    return found[0] if found else None


def bring_year(importing: ImportRun, held: Case | None) -> int:
    """The goal year's case, with the head of the file; made with the model's timetable when it is not there."""
    kept, year = head(importing), importing.file.year
    if held:
        said: ParsedFacts = [(AsWritten(source=importing.source, item=coded(kept)), importing.file.digest[:12])]
        importing.note(held.id, said, "year")
        return held.id
    level = importing.model.of_kind("year")[0]
    facts = governed(importing, year_of(importing, year + 1))
    if importing.model.rounds:
        rounds = default_timetable(importing.model, year)
        facts.append((Timetable.model_validate({"rounds": rounds}), ""))
    state, since = begun(importing, level, importing.root)
    made = importing.case(
        "year", level, state, facts, kept=kept, unit=importing.root, title=f"{level.title.sv} {year}",
        effective=since,
    )  # fmt: skip
    note_year(importing, year_of(importing, year - 1), made)
    return made


def begun(importing: ImportRun, level: Level, unit: int, state: str = "") -> tuple[str, date]:
    """Where the calendar has brought a case of the level by today, and since when it counts."""
    case = unmade(level.name, state or born(level), importing.file.year, unit, {})
    there = walked(importing.model, importing.calendar, case, importing.today)
    return there.state, min(max(there.since, date(importing.file.year - 2, 1, 1)), importing.today)


def head(importing: ImportRun) -> Item:
    """What stands at the top of the file, less what is told from the records."""
    data, told = (
        importing.file.written,
        {"municipality": importing.names.unit[importing.root], "code": importing.code},
    )
    told_otherwise = {key: data.get(key) for key in told if data.get(key) != told[key]}
    lists = ("goals", "decisions", "meetings", "budget_lines")
    unknown = {key: value for key, value in data.items() if key not in {*told, *WRITTEN, *lists, "year"}}
    empty: Item = {key: data[key] for key in lists if key in data and not (isinstance(data[key], list) and data[key])}
    known = {key: data.get(key) for key in WRITTEN if key in data}
    return told_otherwise | known | unknown | empty | reordered(importing) | importing.kept


def reordered(importing: ImportRun) -> Item:
    """The budget lines as written, when they cannot be told again from each body's own."""
    lines = written_of(importing.file.data.get("budget_lines", []))
    level = first(importing.model, "committee_year")
    told: list[Item] = []
    for unit in dict.fromkeys(importing.unit(body) for _, body in importing.file.items("bodies")):
        facts = {
            fact.key(): StoredFact(0, fact.model_dump(mode="json")) for fact, _ in frame({}, lines_of(importing, unit))
        }
        told += budget_lines(facts, unit, importing.names)
    return {} if level and told == lines else {"budget_lines": lines} if lines else {}


def bring_bodies(importing: ImportRun) -> None:
    """Each body's own year: for those that have one in the model, and for those with a frame or lines in the file."""
    level = first(importing.model, "committee_year")
    if level is None:
        if any(frame(body, lines_of(importing, importing.unit(body))) for _, body in importing.file.items("bodies")):
            importing.warn("bodies", "The model has no place for frames and budget lines; they were kept as written.")
        return
    each = {kind for step in level.births for kind in step.each} or set(BODIES)
    for _, body in importing.file.items("bodies"):
        unit = importing.unit(body)
        said = frame(body, lines_of(importing, unit))
        if said or importing.kinds[unit] in each:
            body_year(importing, level, unit, said)
    if opening := still_to_open(importing):
        for unit in opening:
            body_year(importing, level, unit)
        note_bodies(importing)


def body_year(importing: ImportRun, level: Level, unit: int, said: ParsedFacts | None = None) -> int:
    """A body's own year, made when it is not there; what is said of a frame goes with it."""
    if unit in importing.years:
        return importing.years[unit]
    path = f"committee_year/{unit}"
    held = importing.held([level], "AND year = ? AND unit = ?", importing.file.year, unit)
    if held:
        importing.note(held[0].id, said or [], path)
        importing.years[unit] = held[0].id
        return held[0].id
    state, since = begun(importing, level, unit)
    importing.years[unit] = importing.case(
        path, level, state, ordered(said or []), parent=importing.year, unit=unit,
        title=f"{level.title.sv} {importing.file.year}", effective=since,
    )  # fmt: skip
    return importing.years[unit]


def lines_of(importing: ImportRun, unit: int) -> list[Item]:
    """The budget lines of a body."""
    return [line for _, line in importing.file.items("budget_lines") if importing.unit(line) == unit]


def round_words(importing: ImportRun, level: Level, unit: int) -> list[tuple[str, str]]:
    """What the rounds of the level's forecasts are called: their names, then the months of reports and of data."""
    model, year = importing.model, importing.file.year
    asked = {name for step in level.steps if step.says == "forecast" for name in step.rounds}
    rounds = [round for name, round in model.rounds.items() if name in asked]
    dates = {round.name: round_dates(model, importing.calendar, year, round.name, unit) for round in rounds}
    called = [(word, round.name) for round in rounds for word in (round.name, round.title.sv, round.title.en)]
    reports = [(f"{dates[round.name].report:%Y-%m}", round.name) for round in rounds]
    return called + reports + [(f"{dates[round.name].as_of:%Y-%m}", round.name) for round in rounds]


def report_day(importing: ImportRun, level: Level, unit: int, said: ParsedFacts) -> date | None:
    """The report date of the last round that was forecast, when it has come."""
    rounds = {round for fact, round in said if fact.kind == "forecast"} & importing.model.rounds.keys()
    days = [round_dates(importing.model, importing.calendar, importing.file.year, name, unit).report for name in rounds]
    return max((day for day in days if day <= importing.today), default=None)
