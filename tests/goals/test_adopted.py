"""What was adopted can be read again as it was sealed, whatever has been said and decided since."""

from datetime import date

from tests.people import Town
from tests.states.test_verify import unguarded
from tests.states.ways import trying
from tests.stories.ways import adopted as adopt
from tests.stories.ways import drafted, planned, reviewed
from workflow.facts import fact_of
from workflow.goals import load_goal
from workflow.goals.adoption import Adopted, adopted
from workflow.records.sql import run
from workflow.states.command import ImportedCase
from workflow.states.perform import bring_in


def read(town: Town, goal: int) -> Adopted:
    with town.database.reading() as session:
        return adopted(session, town.clock.organisation, [town.case(goal, session)])[goal]


def test_an_adopted_goal_stands_as_it_was_decided(town: Town) -> None:
    goal = adopt(town)
    found = read(town, goal)
    assert found.holds
    assert (found.words, found.on, [row.target for row in found.indicators]) == (
        "Andelen elever med examen ska vara minst 85 % år 2027", "2026-06-16", [85.0],
    )  # fmt: skip


def test_a_target_that_was_changed_by_decision_is_not_the_adopted_one(town: Town) -> None:
    goal = planned(town)
    [indicator] = [case.id for case in town.find("indicator") if case.parent == goal]
    town.tick(date(2027, 2, 23))
    section = town.paragraph("BUN", date(2027, 2, 22))
    town.do("set_target", indicator, town.nils, value=80, year=2027, decision=section)
    assert town.case(indicator).fact("target", "2027")["value"] == 80
    found = read(town, goal)
    assert found.holds and [row.target for row in found.indicators] == [85.0]


def test_what_the_council_changed_when_it_adopted_is_what_was_adopted(town: Town) -> None:
    goal = reviewed(town)
    [indicator] = [case.id for case in town.find("indicator") if case.parent == goal]
    words = "Andelen elever med examen ska vara minst 90 % år 2027"
    town.tick(date(2026, 6, 16))
    town.do("adopt", goal, town.stig, verdict="approved_changed", decision=town.paragraph("KF", date(2026, 6, 15)),
            words=words, targets=[{"indicator": indicator, "value": 90}])  # fmt: skip
    found = read(town, goal)
    assert (found.holds, found.words, [row.target for row in found.indicators]) == (True, words, [90.0])


def test_an_indicator_that_was_renamed_behind_our_back_breaks_the_seal(town: Town) -> None:
    goal = adopt(town)
    [indicator] = [case.id for case in town.find("indicator") if case.parent == goal]
    with trying(town) as session:
        unguarded(session)
        run(session, 'UPDATE event SET short = replace(short, ?, ?) WHERE "case" = ?', ("85", "75", indicator))
        found = adopted(session, town.clock.organisation, [town.case(goal, session)])[goal]
    assert found.holds is False


def test_what_was_brought_in_was_never_sealed_here(town: Town) -> None:
    goal = drafted(town)
    with town.database.writing() as session:
        home = town.find("committee_year", unit="BUN")[0].id
        said = [(fact_of("wording", {"goal": "Alla ska läsa"}), "")]
        old = bring_in(
            session,
            ImportedCase(
                "goal", "adopted", said, town.clock, at=town.now, parent=home, year=2027, title="Alla ska läsa"
            ),
        ).case
        bring_in(
            session,
            ImportedCase(
                "indicator",
                "in_force",
                [(fact_of("indicator", {"name": "Läsprov", "target": 90}), "")],
                town.clock,
                at=town.now,
                parent=old.id,
                year=2027,
                title="Läsprov",
            ),
        )
    found = read(town, old.id)
    assert (found.holds, found.words, [row.name for row in found.indicators]) == (None, "Alla ska läsa", ["Läsprov"])
    assert read(town, goal).holds is None, "a draft"


def test_a_goal_that_is_only_confirmed_keeps_the_words_it_was_adopted_in(town: Town) -> None:
    town.tick(date(2026, 6, 16))
    decision = town.paragraph("KF", date(2026, 6, 15))
    with town.database.writing() as session:
        facts = [(fact_of("wording", {"goal": "Alla ska läsa"}), "")]
        facts += [(fact_of("decision", {"verdict": verdict, "decision": decision, "words": said}), step)
                  for verdict, said, step in (("approved_changed", "Alla ska läsa i årskurs 1", "adopt"),
                                              ("confirmed", "", "confirm"))]  # fmt: skip
        home = town.find("committee_year", unit="BUN")[0].id
        goal = bring_in(
            session,
            ImportedCase(
                "goal", "adopted", facts, town.clock, at=town.now, parent=home, year=2027, title="Alla ska läsa"
            ),
        ).case.id
        found = load_goal(session, town.clock.organisation, goal, town.today)
        assert found and found.words == "Alla ska läsa i årskurs 1"
