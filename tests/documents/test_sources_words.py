"""A judgement that is in no scale of ours stands in every document as its source says, and is counted apart."""

from datetime import date

import yaml

from tests.documents.made import made, part, rows
from tests.documents.test_others import texts
from tests.exchange.files import AT
from workflow.exchange.importer import import_file
from workflow.records.database import Database

SAYS = "– Som källan säger: Vi är på god väg"
FILE = {
    "municipality": "Provkommun",
    "year": 2023,
    "bodies": [{"name": "Kommunfullmäktige", "kind": "council", "short": "KF"}],
    "goals": [
        {"body": "KF", "kind": "council_goal", "text": "Fler ska cykla",
         "closing": {"assessment": "Vi är på god väg", "comment": "Många vill"}},
        {"body": "KF", "kind": "council_goal", "text": "Färre ska röka", "closing": {"assessment": "Uppfyllt"}},
    ],
}  # fmt: skip


def test_the_words_of_a_source_stand_in_every_document_and_are_counted_apart(database: Database) -> None:
    with database.writing() as session:
        year = import_file(session, yaml.safe_dump(FILE, allow_unicode=True), at=AT).year
    day = date(2026, 12, 1)
    book, view = made(database, "closing-book", year, day), made(database, "auditor", year, day)
    assert "2 mål redovisas: uppfyllt 1, som källan säger 1." in texts(book)
    for document in (book, view):
        assert SAYS in part(document.blocks) and "Det finns inga." not in texts(document)
        assert "för 1 av 2 mål står bedömningen med källans ord, utan värde i vår skala." in texts(document)
    memo = made(database, "minutes", year, day, unit="KF", round="closing")
    assert [row[1] for row in rows(memo, "Hur målen slutade")] == [SAYS, "✓ Uppfyllt"]
    assert "målbokslut saknas" not in texts(memo)
    assert "2026" not in part(book.blocks), "the day of the import is the day of nothing"


def test_the_interim_report_accounts_for_every_goal_of_a_year_that_was_brought_in(database: Database) -> None:
    """Also for those of which the source tells no forecast of the round, and on no day but the source's own."""
    goals = [{"body": "KF", "kind": "council_goal", "text": f"Mål nummer {number}"} for number in (1, 2, 3)]
    goals[0] |= {"forecasts": [{"period": "2023-08-31", "assessment": "Nås"}]}  # type: ignore[dict-item]
    with database.writing() as session:
        import_file(session, yaml.safe_dump(FILE | {"goals": goals}, allow_unicode=True), at=AT)
    interim = made(database, "interim", 2023, date(2026, 12, 1))
    told = part(interim.blocks)
    assert len(rows(interim, "Går måluppfyllelsen att bedöma?")) == 3
    assert all(f"Mål nummer {number}" in told for number in (1, 2, 3)) and str(AT.date()) not in told
