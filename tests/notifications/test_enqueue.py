"""Filling: every organisation by itself, and nothing that happened is passed over."""

import re
from datetime import date

import pytest

from notifications import show_letter
from notifications.enqueue import enqueue
from tests.people import Town, moment
from tests.stories.ways import adopted, reviewed
from workflow.records.sql import run
from workflow.settings import Settings

MORNING = moment(date(2025, 11, 4), 5)


def cursors(town: Town) -> dict[int, int]:
    """How far each organisation's events have become letters."""
    with town.database.reading() as session:
        return {row[0]: row[1] for row in run(session, "SELECT organisation, seq FROM letterbox")}


def heads(town: Town) -> dict[int, int]:
    """How many events each has."""
    with town.database.reading() as session:
        return {row[0]: row[1] for row in run(session, "SELECT organisation, seq FROM chain")}


def test_the_cursor_comes_to_the_end_and_a_second_filling_makes_nothing(town: Town) -> None:
    assert enqueue(town.database, MORNING) > 0
    assert cursors(town) == heads(town)
    assert enqueue(town.database, MORNING) == 0


def test_an_organisation_whose_letters_cannot_be_made_holds_nobody_else_back(town: Town) -> None:
    own, neighbour = town.clock.organisation, town.charlie.organisation
    with town.database.writing() as session:
        run(session, "UPDATE seat SET role = 'lost' WHERE organisation = ? AND role = 'clock'", (own,))
    with pytest.raises(ValueError, match="unpack"):
        enqueue(town.database, MORNING)
    assert cursors(town) == {neighbour: heads(town)[neighbour]}
    with town.database.writing() as session:
        run(session, "UPDATE seat SET role = 'clock' WHERE organisation = ? AND role = 'lost'", (own,))
    assert enqueue(town.database, MORNING) > 0 and cursors(town) == heads(town)


def test_all_that_one_paragraph_decides_is_one_letter_with_one_link(town: Town) -> None:
    confirmed, adopted_late = adopted(town), reviewed(town, "Andelen behöriga lärare ska vara minst 90 % år 2027")
    town.tick(date(2026, 12, 1))
    enqueue(town.database, town.now)
    paragraph = town.paragraph("KF", date(2026, 11, 30))
    events = [
        town.done("confirm", confirmed, town.stig, verdict="confirmed", decision=paragraph).seq,
        town.done("adopt", adopted_late, town.stig, verdict="approved", decision=paragraph).seq,
    ]
    enqueue(town.database, town.now)
    of_dina = (
        "SELECT m.number, m.kind, l.event FROM mail m JOIN mail_line l ON l.organisation = m.organisation AND "
        "l.mail = m.number WHERE m.person = ? AND l.event IN (?, ?) ORDER BY l.event"
    )
    with town.database.reading() as session:
        rows = run(session, of_dina, (town.dina.person, *events)).all()
    assert [row[2] for row in rows] == events and {(row[0], row[1]) for row in rows} == {(rows[0][0], "decision")}
    settings = Settings(secret_key="s" * 32, base_url="https://mal.invalid", _env_file=None)
    with town.database.reading() as session:
        shown = show_letter(session, settings, town.clock.organisation, rows[0][0], town.now)
    assert shown and shown.subject == "Beslut: 2 st"
    links = re.findall(r"https://mal\.invalid/till/[^/]+(\S+)", shown.text)
    assert links == [f"/beslut/{paragraph}", "/borta"]
