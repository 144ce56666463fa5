"""`once`: a form that is sent many times happens one time, and other words under the same key are never lost in silence."""

import pytest
from sqlalchemy.orm import Session

from tests.people import Town, moment
from tests.states.good import GOOD
from tests.states.ways import everything, told
from workflow.facts import Fact, fact_of
from workflow.records.queries.events import words
from workflow.records.sql import run
from workflow.states.command import Command
from workflow.states.context import Who
from workflow.states.perform import Done, Stale, perform

KEY = "form/Zm9ybQ"
SENT_BEFORE = ["Formuläret har redan skickats med annan text. Läs det som sparades och försök igen."]


def comment(text: str) -> Fact:
    return fact_of("comment", {"text": text})


def say(session: Session, town: Town, goal: int, text: str, who: Who | None = None) -> Done:
    return perform(session, Command("comment", goal, who or town.maja, comment(text), at=town.now, idempotency_key=KEY))


def test_the_same_form_twenty_times_is_one_event_and_one_answer(town: Town) -> None:
    goal = town.goal()
    with town.database.writing() as session:
        first = say(session, town, goal, "Bra skrivet")
    before = everything(town)
    for _ in range(19):
        with town.database.writing() as session:
            again = say(session, town, goal, "Bra skrivet")
        assert (again.seq, again.case, again.again, first.again) == (first.seq, first.case, True, False)
    assert everything(town) == before


def test_a_birth_sent_twice_is_one_case(town: Town) -> None:
    year = town.find("committee_year", unit="BUN")[0].id
    made = []
    for _ in range(2):
        with town.database.writing() as session:
            wording = fact_of("wording", GOOD["wording"])
            made.append(
                perform(
                    session, Command("goal.draft", year, town.maja, wording, at=town.now, idempotency_key=KEY)
                ).case.id
            )
    assert made[0] == made[1] and len(town.find("goal")) == 1


def test_it_answers_as_the_first_time_even_when_the_state_has_gone_on(town: Town) -> None:
    goal = town.goal()
    for _ in range(2):
        with town.database.writing() as session:
            proposal = fact_of("proposal", GOOD["proposal"])
            done = perform(
                session,
                Command(
                    "propose", goal, town.olle, proposal, at=moment(town.today), expected_version=1, idempotency_key=KEY
                ),
            )
        assert done.case.state == "proposed"


def test_other_words_under_the_same_key_are_told_and_not_lost(town: Town) -> None:
    goal = town.goal()
    with town.database.writing() as session:
        first = say(session, town, goal, "Bra skrivet")
    before = everything(town)
    with pytest.raises(Stale) as stale, town.database.writing() as session:
        say(session, town, goal, "Bra skrivet, men sent")
    assert (told(stale.value.why), stale.value.case.id) == (SENT_BEFORE, goal)
    with pytest.raises(Stale), town.database.writing() as session:
        say(session, town, goal, "Bra skrivet", town.dina)
    assert everything(town) == before
    with town.database.reading() as session:
        assert words(session, town.clock.organisation, [first.seq])[first.seq]["comment"]["text"] == "Bra skrivet"


def test_words_that_have_been_erased_cannot_be_compared_and_are_the_same(town: Town) -> None:
    goal = town.goal()
    with town.database.writing() as session:
        first = say(session, town, goal, "Bra skrivet")
        run(session, "DELETE FROM payload WHERE organisation = ? AND seq = ?", (town.clock.organisation, first.seq))
    with town.database.writing() as session:
        assert say(session, town, goal, "Något annat").again


def test_a_key_is_an_organisation_s_own(town: Town) -> None:
    goal = town.goal()
    with town.database.writing() as session:
        say(session, town, goal, "Bra skrivet")
        there = perform(
            session,
            Command(
                "vision.propose",
                None,
                town.charlie,
                fact_of("direction", GOOD["direction"]),
                at=town.now,
                idempotency_key=KEY,
            ),
        )
    assert not there.again and there.case.organisation == town.charlie.organisation
