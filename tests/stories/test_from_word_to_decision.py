"""A goal goes from its first words to the council's decision, and sometimes another way."""

from datetime import date

from tests.people import Town
from tests.stories.ways import COUNCIL, WORDS, adopt, drafted, events, indicators, proposed, refused, review, reviewed
from workflow.facts import fact_of
from workflow.states.command import Command
from workflow.states.perform import perform


def test_a_goal_is_adopted_by_the_council_and_sealed(town: Town) -> None:
    goal = reviewed(town)
    town.tick(date(2026, 5, 13))
    own = town.paragraph("BUN", date(2026, 5, 12))
    town.do("endorse", goal, town.nils, verdict="approved", decision=own)
    town.tick(date(2026, 6, 2))
    town.do("prepare", goal, town.stig, verdict="approved", decision=town.paragraph("KS", date(2026, 6, 1)))
    case = adopt(town, goal)
    assert case.state == "adopted"
    last = events(town, goal)[-1]
    assert last.sealed and last.short["decision/adopt"]["decision"]
    assert [remark["text"] for remark in last.remarks] == [
        "The committee has %(count)s goals; the model asks for %(quota)s."
    ]


def test_what_was_not_reviewed_endorsed_or_prepared_is_adopted_all_the_same_with_remarks(town: Town) -> None:
    goal = proposed(town)
    assert adopt(town, goal).state == "adopted"
    assert [remark["text"] for remark in events(town, goal)[-1].remarks][:3] == [
        "Not reviewed by the quality control group.", "Not endorsed by the committee.", "Not prepared by the executive board.",
    ]  # fmt: skip


def test_the_council_changes_the_words_and_the_target_and_the_goal_is_as_decided(town: Town) -> None:
    as_proposed, changed = reviewed(town), reviewed(town, "Frånvaron ska minska till 5 % år 2027")
    [indicator] = indicators(town, changed)
    adopt(town, as_proposed)
    words = "Frånvaron i gymnasiet ska minska till 4 % år 2027"
    case = adopt(town, changed, "approved_changed", words=words, targets=[{"indicator": indicator.id, "value": 4}])
    assert case.title == words
    assert town.case(indicator.id).fact("target", "2027")["value"] == 4
    assert town.case(indicator.id).fact("target", "2027")["decision"] == case.fact("decision/adopt")["decision"]
    assert events(town, changed)[-1].sealed not in ("", events(town, as_proposed)[-1].sealed)


def test_a_deferred_goal_is_owed_again_and_adopted_at_the_next_meeting(town: Town) -> None:
    goal = reviewed(town)
    assert adopt(town, goal, "deferred").state == "smart_reviewed"
    assert not town.case(goal).took("adopt")
    assert adopt(town, goal, day=date(2026, 8, 24)).state == "adopted"


def test_a_remitted_goal_is_redrafted_and_adopted(town: Town) -> None:
    goal = reviewed(town)
    adopt(town, goal, "remitted", instruction="Gör målet mätbart")
    assert town.do("redraft", goal, town.olle).state == "draft"
    town.do(
        "reword",
        goal,
        town.maja,
        goal="Andelen med examen ska vara 90 %",
        met_when="När andelen är 90 %",
        focus_areas=town.focus_areas()[:1],
    )
    town.do("propose", goal, town.olle, measurability="Betygsdatabasen", followed_how="I juni")
    review(town, goal)
    case = adopt(town, goal, day=date(2026, 8, 24))
    assert (case.state, case.title) == ("adopted", "Andelen med examen ska vara 90 %")


def test_what_no_body_has_sent_back_is_not_redrafted(town: Town) -> None:
    goal = reviewed(town)
    with refused("The goal has not been sent back by any body."):
        town.do("redraft", goal, town.olle)


def test_a_wrong_entry_is_corrected_when_a_second_person_agrees(town: Town) -> None:
    goal = reviewed(town)
    before = town.case(goal)
    adopt(town, goal, "rejected")
    wrong = events(town, goal)[-1].seq
    asked = town.do("correct", goal, town.stig, event=wrong, why="Fel mål")
    assert asked.state == "rejected", "one person alone has only asked"
    with refused("Somebody else has to confirm the correction."):
        town.do("correct", goal, town.stig, event=wrong, why="Fel mål")
    case = town.do("correct", goal, town.nils, event=wrong, why="Fel mål")
    assert (case.state, case.title) == (before.state, before.title)
    assert "decision/adopt" not in case.facts and not case.took("adopt")
    assert adopt(town, goal, day=date(2026, 6, 22)).state == "adopted"


def test_correcting_a_decision_takes_its_targets_along(town: Town) -> None:
    goal = reviewed(town)
    [indicator] = indicators(town, goal)
    adopt(town, goal, "approved_changed", words="Ett annat mål", targets=[{"indicator": indicator.id, "value": 90}])
    wrong = events(town, goal)[-1].seq
    town.do("correct", goal, town.stig, event=wrong, why="Fel mål")
    assert town.case(indicator.id).fact("target", "2027")["value"] == 90, (
        "nothing is undone before somebody else has agreed"
    )
    assert town.do("correct", goal, town.nils, event=wrong, why="Fel mål").title == WORDS
    assert town.case(indicator.id).fact("target", "2027") == {}


def test_a_rejected_goal_has_left_the_field(town: Town) -> None:
    goal = reviewed(town)
    assert adopt(town, goal, "rejected").state == "rejected"
    assert town.case(goal).next_due is None
    assert events(town, goal)[-1].sealed == "", "what is rejected is not sealed"


def test_what_the_council_did_not_agree_to_is_not_done(town: Town) -> None:
    goal = reviewed(town)
    adopt(town, goal)
    for step in ("revise", "replace", "withdraw"):
        section = town.paragraph("KF", COUNCIL, "99")
        kept = town.do(step, goal, town.stig, verdict="rejected", decision=section, words="Något annat")
        assert (kept.state, kept.title) == ("adopted", WORDS)
    section = town.paragraph("KF", COUNCIL, "100")
    changed = town.do("revise", goal, town.stig, verdict="approved", decision=section, words="Minst 90 % år 2027")
    assert (changed.state, changed.title) == ("adopted", "Minst 90 % år 2027")
    assert events(town, goal)[-1].sealed, "what is changed is sealed anew"


def test_only_the_council_adopts(town: Town) -> None:
    goal = reviewed(town)
    town.today = date(2026, 6, 16)
    section = town.paragraph("KSAU", COUNCIL)
    with refused(
        "The decision was taken by Kommunstyrelsens arbetsutskott, but only the municipal council decides this."
    ):
        town.do("adopt", goal, town.stig, verdict="approved", decision=section)
    assert town.case(goal).state == "smart_reviewed"


def test_a_committee_does_not_endorse_with_another_committee_s_paragraph(town: Town) -> None:
    goal = reviewed(town)
    town.tick(date(2026, 5, 13))
    section = town.paragraph("SN", date(2026, 5, 12))
    with refused("The decision was taken by Socialnämnden, but the committee that owns the goal decides this."):
        town.do("endorse", goal, town.nils, verdict="approved", decision=section)


def test_one_paragraph_adopts_several_goals_in_one_act(town: Town) -> None:
    goals = [reviewed(town, f"Mål {number} för skolan år 2027") for number in range(1, 5)]
    town.tick(date(2026, 6, 16))
    said = fact_of("decision", {"verdict": "approved", "decision": town.paragraph("KF", COUNCIL)})
    with town.database.writing() as session:
        for goal in goals:
            perform(session, Command("adopt", goal, town.stig, said, at=town.now))
    assert {town.case(goal).state for goal in goals} == {"adopted"}
    assert len({town.case(goal).fact("decision/adopt")["decision"] for goal in goals}) == 1


def test_an_act_is_all_or_nothing(town: Town) -> None:
    reviewed_goal, draft = reviewed(town), drafted(town, "Ett utkast som ingen har föreslagit")
    town.tick(date(2026, 5, 13))
    said = fact_of("decision", {"verdict": "approved", "decision": town.paragraph("BUN", date(2026, 5, 12))})
    why = ("“Log the committee's decision on the goal” cannot be done now: "
           "the state is “Draft”, and it must be “SMART reviewed”.")  # fmt: skip
    with refused(why), town.database.writing() as session:
        for goal in (reviewed_goal, draft):
            perform(session, Command("endorse", goal, town.nils, said, at=town.now))
    assert not town.case(reviewed_goal).took("endorse")
