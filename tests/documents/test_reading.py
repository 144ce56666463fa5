"""A year is read in as many statements for many goals as for few, and quickly."""

from datetime import date
from pathlib import Path
from time import perf_counter

import pytest
import yaml

from tests.documents.made import chapters, made
from tests.documents.test_rounds import refused
from tests.exchange.files import AT
from tests.people import Town
from tests.stories.ways import drafted
from tests.web.counting import statements
from workflow.exchange.importer import import_file
from workflow.records.database import Database, connect
from workflow.reports.asking import NONE_YET, Choices

DAY = date(2026, 9, 14)
ROUNDS = [
    {"period": period, "assessment": "Nås delvis", "comment": "Det går sakta."} for period in ("2025-04", "2025-06")
]


def file(committees: int, goals: int) -> str:
    """A municipality file with so many goals of so many committees, each with three indicators."""
    bodies = [{"name": "Fullmäktige", "short": "KF", "kind": "council"}]
    bodies += [{"name": f"Nämnd {place}", "short": f"N{place}", "kind": "committee"} for place in range(committees)]
    rows = [
        {
            "ref": f"{body['short']}-{place}", "body": body["name"], "text": f"Mål {place} ska nås", "forecasts": ROUNDS,
            "indicators": [
                {"name": f"Andel {number}", "unit": "procent", "target": 80 + number, "direction": "up",
                 "outcomes": [{"period": str(year), "value": 60 + year % 20 + number / 10} for year in range(2020, 2026)]}
                for number in range(3)
            ],
            "closing": {"assessment": "Delvis uppfyllt", "comment": "Nästan."}, "analysis": {"why": "Det tog tid."},
        }
        for body in bodies[1:] for place in range(goals)
    ]  # fmt: skip
    return yaml.safe_dump({"municipality": "Stad", "code": "1", "year": 2025, "bodies": bodies, "goals": rows})


def brought(folder: Path, schema: Path, committees: int, goals: int) -> Database:
    """A database with the file in it."""
    copy = folder / f"{committees}-{goals}.db"
    copy.write_bytes(schema.read_bytes())
    database = connect(f"sqlite:///{copy}")
    with database.writing() as session:
        import_file(session, file(committees, goals), at=AT)
    return database


@pytest.mark.parametrize("name", ["closing-book", "interim", "action-plan", "auditor", "missing", "review"])
def test_more_goals_ask_no_more_statements(tmp_path: Path, schema: Path, name: str) -> None:
    asked = []
    for committees, goals in ((2, 2), (4, 10)):
        database = brought(tmp_path, schema, committees, goals)
        made(database, name, 2025, DAY)
        with statements(database) as found:
            made(database, name, 2025, DAY)
        asked.append(len(found))
        database.dispose()
    assert asked[0] == asked[1] <= 24


def test_a_book_of_eighty_goals_is_made_within_seconds(tmp_path: Path, schema: Path) -> None:
    database = brought(tmp_path, schema, 10, 8)
    made(database, "closing-book", 2025, DAY)
    begun, told = perf_counter(), []
    with database.reading() as session:
        from workflow.reports.ask import Ask, report

        document = report("closing-book").build(session, Ask(1, 2025, DAY), lambda done, of: told.append((done, of)))
    assert perf_counter() - begun < 5
    assert len(list(chapters(document))) == 80
    assert told == [(done, 80) for done in range(1, 81)]
    database.dispose()


def test_without_a_year_the_last_one_with_goals_is_meant(town: Town) -> None:
    with town.database.reading() as session, refused(str(NONE_YET)):
        _ = Choices(session, town.clock.organisation, town.today).year
    drafted(town)
    town.tick(date(2026, 12, 1))
    with town.database.reading() as session:
        choices = Choices(session, town.clock.organisation, date(2028, 6, 1))
        assert choices.years[0] > 2027 and choices.year == 2027
