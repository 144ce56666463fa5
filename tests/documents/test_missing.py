"""What is missing is counted as on the pages, and how often somebody was told of it."""

from datetime import date

from tests.documents.made import rows, tables
from tests.documents.test_others import BODY, report, texts
from tests.people import Town
from tests.stories.ways import WORDS, cell, confirmed, forecast, indicators, planned, told

GIVEN, UNKNOWN = "Redovisade mål per nämnd och tillfälle", "Annat som inte är känt, per nämnd"


def test_the_counts_are_those_of_the_standing(town: Town) -> None:
    given, _ = planned(town), planned(town, "Frånvaron ska minska till högst 5 procent år 2027")
    town.tick(date(2027, 4, 8))
    forecast(town, given, "R1", "not_met", consequence_by="2027-04-16")
    town.tick(date(2027, 4, 20))
    assert cell(town, "R1") == {"consequence_missing": 1, "not_reported": 1}
    document = report(town, "missing")
    assert rows(document, GIVEN) == [[BODY, "Prognos 1", "2", "1", "1", "1"]]
    [summed] = tables(document, "Det som saknas, per nämnd")
    assert summed.total is not None and summed.total[-1] == len(rows(document, "Det som saknas"))


def test_every_reminder_is_counted_and_the_first_notice_is_none(town: Town) -> None:
    goal = planned(town)
    for day in (8, 9, 12, 13, 15, 19):
        town.tick(date(2027, 4, day))
    sent = [rung for _, rung in told(town, goal, "forecast") if rung.startswith(("reminder", "escalation"))]
    [late] = [row for row in rows(report(town, "missing", round="R1"), "Det som saknas") if row[0] == "Lämna prognos"]
    assert late[7] == str(len(sent)) and len(sent) > 2


def test_the_report_that_is_owed_belongs_to_its_round(town: Town) -> None:
    planned(town)
    town.tick(date(2027, 4, 8))
    town.tick(date(2027, 4, 14))
    found = rows(report(town, "missing", round="R1"), "Det som saknas")
    assert {row[1] for row in found} == {"Prognos 1"}
    assert "Lämna nämndens uppföljning" in {row[0] for row in found}
    assert rows(report(town, "missing", round="R2"), "Det som saknas") == []


def test_a_goal_without_a_plan_and_an_indicator_without_a_value_are_counted_apart(town: Town) -> None:
    goal = confirmed(town)
    town.tick(date(2027, 4, 8))
    [indicator] = indicators(town, goal)
    why = [{"indicator": indicator.id, "missing": "not_yet_measurable", "reason": "Enkäten kommer i november"}]
    town.do("forecast_unplanned", goal, town.maja, "R1", outlook="will_be_met", measured=why)
    document = report(town, "missing", unit="BUN")
    assert rows(document, UNKNOWN) == [
        ["–", "● Handlingsplan saknas", "1"], ["Prognos 1", "– Mätvärde: Kan inte mätas än", "1"],
    ]  # fmt: skip


def test_what_a_director_owes_for_a_secret_goal_is_not_told(town: Town) -> None:
    goal = planned(town)
    town.tick(date(2027, 4, 8))
    town.tick(date(2027, 4, 14))
    with town.database.writing() as session:
        session.connection().exec_driver_sql(f"UPDATE cases SET secrecy = 'secret' WHERE id = {goal}")
    document = report(town, "missing")
    assert WORDS not in str(document.blocks) and rows(document, GIVEN) == []
    assert "Ett mål omfattas av sekretess" in texts(document)
