"""What is said in passing moves nothing and makes no open form stale; history is brought in once; births are remembered."""

from datetime import date

import pytest

from tests.people import Town, moment
from tests.states.good import GOOD
from tests.states.ways import everything, put, trying
from workflow.facts import fact_of
from workflow.records.case import Case
from workflow.records.queries.events import timeline, words
from workflow.records.sql import run
from workflow.states.command import Command, ImportedCase, Note
from workflow.states.context import Unknown
from workflow.states.perform import Done, bring_in, note, perform
from workflow.states.replay import verify

REMINDER = fact_of("notice", {"step": "propose", "rung": "reminder-7", "due": "2026-03-31"})


def test_a_note_leaves_state_and_version_alone_and_open_forms_valid(town: Town) -> None:
    goal = town.goal()
    before = town.case(goal)
    with town.database.writing() as session:
        after = note(session, Note(goal, town.clock, REMINDER, at=town.now, idempotency_key="a/b")).case
    assert (after.state, after.version, after.taken, after.since) == (
        before.state,
        before.version,
        before.taken,
        before.since,
    )
    assert after.seq > before.seq and after.fact("notice/propose")["rung"] == "reminder-7"
    with town.database.writing() as session:
        wording = fact_of("wording", GOOD["wording"])
        done = perform(
            session, Command("reword", goal, town.maja, wording, at=town.now, expected_version=before.version)
        )
    assert done.case.version == before.version + 1


def test_a_comment_makes_no_open_form_stale_either(town: Town) -> None:
    goal = town.goal()
    before = town.case(goal)
    town.do("comment", goal, town.dina, text="Bra skrivet")
    assert (town.case(goal).version, town.case(goal).took("comment")) == (before.version, True)
    with town.database.reading() as session:
        assert verify(session, town.clock.organisation).faults == []


def test_a_note_is_told_once(town: Town) -> None:
    goal = town.goal()
    done: list[Done] = []
    for _ in range(3):
        with town.database.writing() as session:
            done.append(
                note(
                    session, Note(goal, town.clock, REMINDER, at=town.now, idempotency_key="1/propose/2027-/reminder-7")
                )
            )
    assert [entry.again for entry in done] == [False, True, True] and len({entry.seq for entry in done}) == 1


def test_a_note_without_words_of_its_own_has_no_payload_and_one_with_words_has(town: Town) -> None:
    goal = town.goal()
    with town.database.writing() as session:
        bare = note(session, Note(goal, town.clock, REMINDER, at=town.now)).seq
        frame = fact_of("frame", {"lines": [{"account": "6100", "text": "Läromedel", "amount_sek": 10}]})
        full = note(session, Note(goal, town.clock, frame, at=town.now)).seq
        assert set(words(session, town.clock.organisation, [bare, full])) == {full}
    assert town.case(goal).fact("frame")["lines"] == [{"account": "6100", "amount_sek": 10.0}]


def test_nobody_notes_anything_on_what_is_not_theirs(town: Town) -> None:
    goal = town.goal()
    with pytest.raises(Unknown), town.database.writing() as session:
        note(session, Note(goal, town.charlie, REMINDER, at=town.now))


def brought(town: Town) -> Done:
    """A goal that was adopted before there was a system."""
    facts = [(fact_of("wording", GOOD["wording"]), ""), (fact_of("forecast", GOOD["forecast"]), "R1")]
    with town.database.writing() as session:
        return bring_in(
            session,
            ImportedCase(
                "goal",
                "forecast",
                facts,
                town.clock,
                at=town.now,
                year=2025,
                unit=town.unit["BUN"],
                source="mal-2025.yaml",
                effective=date(2024, 6, 17),
                idempotency_key="import/abc/goals.0",
            ),
        )


def test_history_is_one_event_that_says_where_it_comes_from(town: Town) -> None:
    done = brought(town)
    with town.database.reading() as session:
        [event] = timeline(session, town.clock.organisation, done.case.id)
        said = words(session, town.clock.organisation, [done.seq])[done.seq]
    assert (event.step, event.fact, event.to_state, said["source"]) == ("import", "import", "forecast", "mal-2025.yaml")
    assert (event.recorded[:10], event.effective) == (town.today.isoformat(), "2024-06-17")
    case = done.case
    assert (case.title, case.since, case.born) == ("Fler elever ska ta examen", date(2024, 6, 17), town.today)
    assert (case.taken, case.fact("forecast", "R1")["outlook"]) == ({}, "will_be_met")


def test_the_same_history_twice_changes_nothing(town: Town) -> None:
    first = brought(town)
    before = everything(town)
    again = brought(town)
    assert (again.seq, again.case, again.again) == (first.seq, first.case, True)
    assert everything(town) == before


def test_what_fell_due_before_it_was_brought_in_is_never_chased(town: Town) -> None:
    assert brought(town).case.next_due is None or brought(town).case.next_due >= town.today  # type: ignore[operator]


def test_the_step_that_said_it_and_the_steps_taken_are_remembered(here: Town) -> None:
    with trying(here) as session:
        section = put(session, here, "decision", "logged", unit=here.unit["KF"]).id
        decided = fact_of("decision", {"verdict": "approved", "decision": section})
        goal = put(
            session, here, "goal", "adopted", decided, steps={"decision": "adopt"}, taken={"adopt": "2026-06-15"}
        )
    assert goal.fact("decision/adopt")["decision"] == section and goal.taken["adopt"][1] == "2026-06-15"


@pytest.mark.parametrize(
    "wrong",
    [{"level": "dream"}, {"state": "lost"}, {"year": None}, {"round": "R9"}],
    ids=["level", "state", "year", "round"],
)
def test_history_goes_only_where_the_model_has_a_place(here: Town, wrong: dict[str, object]) -> None:
    where: dict[str, object] = {"level": "goal", "state": "adopted", "year": 2027, "round": ""} | wrong
    with trying(here) as session, pytest.raises(ValueError, match=r"has no|belongs to"):
        bring_in(session, ImportedCase(facts=[], who=here.clock, at=here.now, **where))  # type: ignore[arg-type]


def test_a_birth_that_was_owed_is_noted_on_the_parent_and_owed_no_more(town: Town) -> None:
    town.today = date(2027, 4, 1)
    year = town.find("committee_year", unit="BUN")[0]
    with town.database.writing() as session:
        done = perform(
            session, Command("committee_report.open", year.id, town.clock, at=moment(town.today), round="R1")
        )
    after: Case = town.case(year.id)
    assert (done.case.parent, done.case.round, done.case.unit) == (year.id, "R1", year.unit)
    assert after.fact("born/committee_report.open", "R1")["cases"] == [done.case.id]
    assert (after.version, after.state) == (year.version, year.state)
    town.tick()
    assert len(town.find("committee_report", round="R1", unit="BUN")) == 1


def test_a_birth_that_nobody_owed_leaves_the_parent_alone(town: Town) -> None:
    year = town.find("committee_year", unit="BUN")[0]
    goal = town.do("goal.draft", year.id, town.maja, **GOOD["wording"], focus_areas=town.focus_areas()[:1])
    assert town.case(year.id) == year
    with town.database.reading() as session:
        links = run(session, "SELECT kind, target FROM link WHERE source = ? ORDER BY target", (goal.id,)).all()
    assert [tuple(link) for link in links] == [("supports", town.focus_areas()[0])]
