"""Erasing: words go by a decision, the chain holds, and what is gone without one is missed."""

import pytest
from sqlalchemy.exc import DBAPIError

from tests.people import Town
from tests.states.ways import everything, refused
from workflow.erasure import erase, spoken
from workflow.records.queries.events import timeline
from workflow.records.sql import run
from workflow.states.replay import Verified, verify

NUMBER = "KS 2026/00034"


def verified(town: Town) -> Verified:
    with town.database.reading() as session:
        return verify(session, town.clock.organisation)


def test_a_hundred_cases_are_erased_and_the_chain_holds(town: Town) -> None:
    organisation, goal = town.clock.organisation, town.goal()
    for number in range(100):
        town.do("comment", goal, town.maja, text=f"Hemligt {number}")
    with town.database.writing() as session:
        seqs = spoken(session, organisation, goal)
        seq = erase(session, town.ada, seqs, NUMBER, at=town.now)
    assert len(seqs) == 101
    with town.database.reading() as session:
        left = run(session, "SELECT count(*) FROM payload WHERE body LIKE '%Hemligt%'").scalar_one()
        step, who, short = run(
            session, "SELECT step, who, short FROM event WHERE organisation = ? AND seq = ?", (organisation, seq)
        ).one()
        assert left == 0 and (step, who) == ("erase", town.ada.person) and NUMBER in short
        assert {event.said for event in timeline(session, organisation, goal) if event.fact == "comment"} == {None}
    whole = verified(town)
    assert whole.faults == [] and whole.erased == 101
    town.do("comment", goal, town.maja, text="Livet går vidare")
    assert verified(town).faults == []


def test_what_comes_back_from_an_old_copy_and_goes_again_is_still_erased(town: Town) -> None:
    goal = town.goal()
    with town.database.writing() as session:
        [seq, *_] = spoken(session, town.clock.organisation, goal)
        kept = run(session, "SELECT * FROM payload WHERE organisation = 1 AND seq = ?", (seq,)).one()
        erase(session, town.ada, [seq], NUMBER, at=town.now)
        run(session, "INSERT INTO payload VALUES (?, ?, ?, ?)", tuple(kept))
    assert (verified(town).faults, verified(town).erased) == ([], 0), (
        "the words are the same, and the event says they should go"
    )
    with town.database.writing() as session:
        erase(session, town.ada, [seq], NUMBER, at=town.now)
    assert (verified(town).faults, verified(town).erased) == ([], 1)


def test_every_reason_why_words_stay_is_told_at_once(town: Town) -> None:
    goal = town.goal()
    before = everything(town)
    with refused(
        "Bara en registrator eller en administratör raderar det som sagts.",
        "Ange gallringsbeslutet med dess diarienummer.",
        "Händelse 1 har inget att radera.", "Händelse 9999 har inget att radera.",
    ), town.database.writing() as session:  # fmt: skip
        erase(session, town.maja, [9999, 1, *spoken(session, 1, goal)], " ", at=town.now)
    with refused("Ange vilka uppgifter som ska raderas."), town.database.writing() as session:
        erase(session, town.ada, [], NUMBER, at=town.now)
    assert everything(town) == before


def test_a_neighbour_erases_nothing_here(town: Town) -> None:
    goal = town.goal()
    with town.database.writing() as session:
        seqs = spoken(session, town.clock.organisation, goal)
        assert spoken(session, town.charlie.organisation, goal) == []
    with (
        refused(
            "Bara en registrator eller en administratör raderar det som sagts.",
            *(f"Händelse {seq} har inget att radera." for seq in seqs),
        ),
        town.database.writing() as session,
    ):
        erase(session, town.charlie, seqs, NUMBER, at=town.now)


def test_words_are_not_changed_even_so(town: Town) -> None:
    town.goal()
    with pytest.raises(DBAPIError, match="what has happened stays"), town.database.writing() as session:
        run(session, "UPDATE payload SET body = ''")
