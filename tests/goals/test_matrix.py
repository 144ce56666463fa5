"""The matrix: the worst verdict stands, what is not known stands beside it, and what became of it since is told."""

from datetime import date

from tests.people import Town
from tests.stories.ways import WORDS, close, forecast, planned, stands
from workflow.cycle.timetable import Calendar
from workflow.goals.marks import AT_RISK, KNOWN, LACKS, UNKNOWN, marks, ranks
from workflow.goals.overview import BETTER, SAME, WORSE, Group, opened
from workflow.goals.reporting_status import AWAITED, DESCRIBE, MISSING, NOT_OPEN, reporting_status
from workflow.organisation.calendar_loader import calendar_now


def seen(town: Town, year: int = 2027) -> tuple[Group, ...]:
    """The goals of a year by committee, as they stand today."""
    return stands(town, year).groups


def dates(town: Town) -> Calendar:
    """The dates of the town."""
    with town.database.reading() as session:
        return calendar_now(session, town.clock.organisation)


def test_the_worst_verdict_stands_and_what_is_not_known_beside_it(town: Town) -> None:
    goals = [planned(town, f"{WORDS} ({number})") for number in range(5)]
    town.tick(date(2027, 4, 8))
    for goal, outlook in zip(goals, ("will_be_met", "partly", "not_met"), strict=False):
        forecast(town, goal, "R1", outlook)
    forecast(town, goals[3], "R1", "cannot_be_assessed", reason="Betygen sätts i juni", when="Juni")
    [group] = seen(town)
    found = group.tallies[0]
    assert (found.worst, found.given, found.asked) == ("outlook/not_met", 4, 5)
    assert (found.statuses[DESCRIBE], found.statuses[AWAITED], found.statuses[MISSING]) == (2, 1, 0)
    town.tick(date(2027, 4, 13))
    assert seen(town)[0].tallies[0].statuses[MISSING] == 1


def test_a_round_that_has_not_opened_asks_for_nothing(town: Town) -> None:
    planned(town)
    [group] = seen(town)
    found = group.tallies[3]
    assert (found.worst, found.given, found.asked, dict(found.statuses)) == ("", 0, 0, {NOT_OPEN: 1})


def test_what_cannot_be_judged_is_worse_than_met_and_better_than_at_risk(town: Town) -> None:
    known = ranks(town.model)
    for scale, names in (("outlook", ("will_be_met", "cannot_be_assessed", "partly", "not_met")),
                         ("attainment", ("met", "cannot_be_assessed", "partly_met", "not_met"))):  # fmt: skip
        found = [known[f"{scale}/{name}"] for name in names]
        assert found == sorted(set(found)), scale


def test_what_became_of_a_verdict_since_the_round_before_is_told(town: Town) -> None:
    goals = [planned(town, f"{WORDS} ({number})") for number in range(4)]
    assert opened(town.model, dates(town), 2027, town.today) == -1
    town.tick(date(2027, 4, 8))
    for goal, outlook in zip(goals, ("will_be_met", "partly", "partly"), strict=False):
        forecast(town, goal, "R1", outlook)
    town.tick(date(2027, 5, 20))
    for goal, outlook in zip(goals, ("will_be_met", "not_met", "will_be_met", "partly"), strict=False):
        forecast(town, goal, "R2", outlook)
    [group] = seen(town)
    assert opened(town.model, dates(town), 2027, town.today) == 1
    assert [followed.changes[1] for followed in group.goals] == [SAME, WORSE, BETTER, ""]
    assert {followed.changes[0] for followed in group.goals} == {""}


def test_the_closing_is_compared_with_the_last_outlook(town: Town) -> None:
    goal = planned(town)
    town.tick(date(2027, 11, 8))
    forecast(town, goal, "R4", "partly")
    town.tick(date(2028, 1, 20))
    close(town, goal, "met")
    assert seen(town)[0].goals[0].changes[4] == BETTER


def test_a_closing_that_was_brought_in_as_not_reported_is_missing_and_no_verdict(town: Town) -> None:
    goal = town.case(planned(town))
    said = goal._replace(facts=goal.facts | {"closing": {"attainment": MISSING}})
    cell = reporting_status(town.model, dates(town), said, "closing", town.today)
    assert (cell.status, cell.verdict) == (MISSING, "")


def test_the_municipality_s_own_goals_have_a_row_of_their_own_and_come_last(town: Town) -> None:
    said = {"goal": "Alla ska kunna simma", "focus_areas": town.focus_areas()}
    town.do("municipal_goal.draft", town.find("goal_year")[0].id, town.kia, **said)
    planned(town)
    own, whole = seen(town)
    assert (own.unit, own.level) == (town.unit["BUN"], None)
    assert whole.level and whole.level.name == "municipal_goal"


def test_no_word_for_not_knowing_has_the_sign_of_a_verdict_that_knows_or_is_yellow(town: Town) -> None:
    known, rank = marks(town.model), ranks(town.model)
    knowing = {known[name].sign for name, place in rank.items() if name in known and not UNKNOWN <= place < AT_RISK}
    assert knowing == {"✓", "!", "✕"} and not knowing & {mark.sign for mark in (*KNOWN, *LACKS)}
