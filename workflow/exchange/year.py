"""The goal year of a file, its head as it is written, and each body's own year with its frame in the budget."""

from datetime import date

from workflow.cycle.timetable import default_timetable, round_dates
from workflow.exchange.bringing import Bringing
from workflow.exchange.municipality import Item
from workflow.exchange.opening import governed, note_bodies, note_year, still_to_open
from workflow.exchange.said import Said, frame, ordered
from workflow.exchange.stands import born, first, unmade, walked
from workflow.exchange.told import Told, budget_lines
from workflow.exchange.written import coded
from workflow.facts.clerical import AsWritten
from workflow.facts.timetable import Timetable
from workflow.governance.model import Level
from workflow.records.case import Snapshot
from workflow.states.dates import models_of

BODIES = ("committee", "board")
"""The bodies that have a year of their own when the model does not say."""
WRITTEN = ("source", "vision", "focus_areas", "model", "bodies")
"""What of the head is kept as it is written, understood or not: a later file may say it otherwise."""


def year_of(bringing: Bringing, year: int) -> Snapshot | None:
    """A goal year that there is already, under whatever model."""
    models = models_of(bringing.session, bringing.organisation)
    levels = {level.name: level for model in models for level in model.of_kind("year")}
    found = bringing.held(levels.values(), "AND year = ?", year)
    return found[0] if found else None


def bring_year(bringing: Bringing, held: Snapshot | None) -> int:
    """The goal year's case, with the head of the file; made with the model's timetable when it is not there."""
    kept, year = head(bringing), bringing.file.year
    if held:
        said: Said = [(AsWritten(source=bringing.source, item=coded(kept)), bringing.file.digest[:12])]
        bringing.note(held.id, said, "year")
        return held.id
    level = bringing.model.of_kind("year")[0]
    facts = governed(bringing, year_of(bringing, year + 1))
    if bringing.model.rounds:
        rounds = default_timetable(bringing.model, year)
        facts.append((Timetable.model_validate({"rounds": rounds}), ""))
    state, since = begun(bringing, level, bringing.root)
    made = bringing.case(
        "year", level, state, facts, kept=kept, unit=bringing.root, title=f"{level.title.sv} {year}",
        effective=since,
    )  # fmt: skip
    note_year(bringing, year_of(bringing, year - 1), made)
    return made


def begun(bringing: Bringing, level: Level, unit: int, state: str = "") -> tuple[str, date]:
    """Where the calendar has brought a case of the level by today, and since when it counts."""
    case = unmade(level.name, state or born(level), bringing.file.year, unit, {})
    there = walked(bringing.model, bringing.calendar, case, bringing.today)
    return there.state, min(max(there.since, date(bringing.file.year - 2, 1, 1)), bringing.today)


def head(bringing: Bringing) -> Item:
    """What stands at the top of the file, less what is told from the records."""
    data, told = (
        bringing.file.data,
        {"municipality": bringing.names.unit[bringing.root], "code": bringing.code},
    )
    told_otherwise = {key: data.get(key) for key in told if data.get(key) != told[key]}
    lists = ("goals", "decisions", "meetings", "budget_lines")
    unknown = {key: value for key, value in data.items() if key not in {*told, *WRITTEN, *lists, "year"}}
    empty: Item = {key: [] for key in lists if data.get(key) == []}
    known = {key: data.get(key) for key in WRITTEN if key in data}
    return told_otherwise | known | unknown | empty | reordered(bringing) | bringing.kept


def reordered(bringing: Bringing) -> Item:
    """The budget lines as written, when they cannot be told again from each body's own."""
    lines = bringing.file.data.get("budget_lines", [])
    level = first(bringing.model, "committee_year")
    told: list[Item] = []
    for unit in dict.fromkeys(bringing.unit(body) for _, body in bringing.file.items("bodies")):
        facts = {fact.key(): Told(0, fact.model_dump(mode="json")) for fact, _ in frame({}, lines_of(bringing, unit))}
        told += budget_lines(facts, unit, bringing.names)
    return {} if level and told == lines else {"budget_lines": lines} if lines else {}


def bring_bodies(bringing: Bringing) -> None:
    """Each body's own year: for those that have one in the model, and for those with a frame or lines in the file."""
    level = first(bringing.model, "committee_year")
    if level is None:
        if any(frame(body, lines_of(bringing, bringing.unit(body))) for _, body in bringing.file.items("bodies")):
            bringing.warn("bodies", "The model has no place for frames and budget lines; they were kept as written.")
        return
    each = {kind for step in level.births for kind in step.each} or set(BODIES)
    for _, body in bringing.file.items("bodies"):
        unit = bringing.unit(body)
        said = frame(body, lines_of(bringing, unit))
        if said or bringing.kinds[unit] in each:
            body_year(bringing, level, unit, said)
    if opening := still_to_open(bringing):
        for unit in opening:
            body_year(bringing, level, unit)
        note_bodies(bringing)


def body_year(bringing: Bringing, level: Level, unit: int, said: Said | None = None) -> int:
    """A body's own year, made when it is not there; what is said of a frame goes with it."""
    if unit in bringing.years:
        return bringing.years[unit]
    path = f"committee_year/{unit}"
    held = bringing.held([level], "AND year = ? AND unit = ?", bringing.file.year, unit)
    if held:
        bringing.note(held[0].id, said or [], path)
        bringing.years[unit] = held[0].id
        return held[0].id
    state, since = begun(bringing, level, unit)
    bringing.years[unit] = bringing.case(
        path, level, state, ordered(said or []), parent=bringing.year, unit=unit,
        title=f"{level.title.sv} {bringing.file.year}", effective=since,
    )  # fmt: skip
    return bringing.years[unit]


def lines_of(bringing: Bringing, unit: int) -> list[Item]:
    """The budget lines of a body."""
    return [line for _, line in bringing.file.items("budget_lines") if bringing.unit(line) == unit]


def round_words(bringing: Bringing, level: Level, unit: int) -> list[tuple[str, str]]:
    """What the rounds of the level's forecasts are called: their names, then the months of reports and of data."""
    model, year = bringing.model, bringing.file.year
    asked = {name for step in level.steps if step.says == "forecast" for name in step.rounds}
    rounds = [round for name, round in model.rounds.items() if name in asked]
    dates = {round.name: round_dates(model, bringing.calendar, year, round.name, unit) for round in rounds}
    called = [(word, round.name) for round in rounds for word in (round.name, round.title.sv, round.title.en)]
    reports = [(f"{dates[round.name].report:%Y-%m}", round.name) for round in rounds]
    return called + reports + [(f"{dates[round.name].as_of:%Y-%m}", round.name) for round in rounds]


def report_day(bringing: Bringing, level: Level, unit: int, said: Said) -> date | None:
    """The report date of the last round that was forecast, when it has come."""
    rounds = {round for fact, round in said if fact.kind == "forecast"} & bringing.model.rounds.keys()
    days = [round_dates(bringing.model, bringing.calendar, bringing.file.year, name, unit).report for name in rounds]
    return max((day for day in days if day <= bringing.today), default=None)
