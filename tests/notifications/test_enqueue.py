"""Filling: every organisation by itself, and nothing that happened is passed over."""

from datetime import date

import pytest

from notifications.enqueue import enqueue
from tests.people import Town, moment
from workflow.records.sql import run

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
