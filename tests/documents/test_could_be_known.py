"""A document says that there is nothing only where that could be known, in the tense of its day."""

from datetime import date

from tests.documents.made import made, part, rows
from tests.documents.test_others import report, texts
from tests.exchange.files import AT, real
from tests.people import Town
from tests.stories.ways import WORDS, adopt, close, forecast, planned, reviewed
from workflow.exchange.importer import import_file
from workflow.records.database import Database
from workflow.reports.document import Picture
from workflow.reports.drawing.wheel import Wheel

UNMET = "Mål som inte uppfylldes helt"


def test_a_goal_that_the_council_rejected_was_never_adopted(town: Town) -> None:
    kept, rejected = reviewed(town), reviewed(town, "Frånvaron ska minska till högst 5 procent år 2027")
    adopt(town, kept)
    adopt(town, rejected, "rejected")
    book, view = report(town, "closing-book"), report(town, "auditor")
    assert "Förslag som aldrig antogs och inte redovisas här: 1." in texts(book)
    assert "Frånvaron" not in part(book.blocks) and "Frånvaron" not in part(view.blocks)
    assert WORDS in part(view.blocks)


def test_in_november_it_cannot_be_said_that_no_goal_was_missed(town: Town) -> None:
    goal = planned(town)
    town.tick(date(2027, 4, 8))
    forecast(town, goal, "R1", "will_be_met")
    town.tick(date(2027, 11, 20))
    document = report(town, "auditor")
    told = texts(document)
    assert "Kan inte sägas än: 1 av 1 mål saknar bokslut." in told and "Det finns inga." not in told
    assert "Med utfall för 2027: 0. Med ett senaste värde från under året: 1. Utan värde: 0." in told
    [held] = rows(report(town, "closing-book"), "Senaste värde mot målvärde")
    assert held[2] == "80"
    town.tick(date(2028, 1, 10))
    close(town, goal)
    told = texts(report(town, "auditor"))
    assert "Det finns inga." in told and "Med utfall för 2027: 1. Utan utfall: 0." in told


def test_the_tense_is_that_of_the_day(town: Town) -> None:
    goal = planned(town)
    town.tick(date(2027, 4, 8))
    forecast(town, goal, "R1", "will_be_met")
    assert "Cheferna rapporterar senast 12 april 2027. Tillfället stänger" in texts(
        report(town, "forecast", round="R1")
    )
    told = texts(made(town.database, "forecast", 2027, date(2028, 8, 1), town.clock.organisation, round="R1"))
    assert "Tillfället stängde " in told and "rapporterar senast" not in told


def test_where_forecasts_are_missing_no_goal_is_said_to_be_safe(town: Town) -> None:
    goal = planned(town)
    town.tick(date(2027, 4, 8))
    told = texts(report(town, "forecast", round="R1"))
    assert "För 1 av 1 mål kan det inte sägas: prognosen saknas eller går inte att bedöma." in told
    assert "Det finns inga." not in told
    forecast(town, goal, "R1", "will_be_met")
    assert "Det finns inga." in texts(report(town, "forecast", round="R1"))


def test_no_hand_points_outside_the_goal_year(town: Town) -> None:
    planned(town)
    [picture] = [block for block in report(town, "interim").blocks if isinstance(block, Picture)]
    assert isinstance(picture.drawn, Wheel) and "I dag är det" in picture.drawn.alt
    town.tick(date(2028, 1, 10))
    for name in ("interim", "closing-book"):
        assert not [block for block in report(town, name).blocks if isinstance(block, Picture)], name
    later = Wheel(2029, date(2028, 1, 10), ())
    assert "I dag är det" not in later.alt and "jan" not in later.svg().partition("hub")[2]


def test_what_a_year_was_brought_in_without_is_not_said_to_be_complete(database: Database) -> None:
    with database.writing() as session:
        year = import_file(session, real("mariestad-2019"), at=AT).year
    told = {name: texts(made(database, name, year, AT.date())) for name in ("auditor", "missing", "closing-book")}
    for name, text in told.items():
        for untrue in (
            "Allt som skulle",
            "Inget har ändrats",
            "Alla antagna indikatorer",
            "Det finns inga.",
            "Inget saknas",
        ):
            assert untrue not in text, (name, untrue)
    assert "Saknas i källan: vad som skulle lämnas, när och när det kom." in told["auditor"]
    assert "Saknas i källan: vad som ändrades innan målen lästes in." in told["auditor"]


def test_a_plan_and_a_review_are_asked_for_only_where_the_model_does(database: Database) -> None:
    with database.writing() as session:
        year = import_file(session, real("lulea-2023"), at=AT).year
    assert "handlingsplan" not in texts(made(database, "action-plan", year, AT.date()))
    [counted] = rows(made(database, "review", year, AT.date()), "Mål per nämnd och besked")
    assert counted[-1] == counted[1], "no review is asked for"


def test_a_body_without_goals_decides_nothing_on_them(town: Town) -> None:
    planned(town)
    town.tick(date(2027, 4, 8))
    told = texts(report(town, "minutes", unit="SN", round="R1"))
    assert "Socialnämnden konstaterar att inget mål följs upp i Prognos 1 2027." in told


def test_a_goal_that_was_withdrawn_owes_no_closing(town: Town) -> None:
    kept, left = planned(town), planned(town, "Frånvaron ska minska till högst 5 procent år 2027")
    town.tick(date(2027, 3, 2))
    town.do("withdraw", left, town.stig, verdict="approved", decision=town.paragraph("KF", date(2027, 3, 1), "9"))
    document = made(town.database, "auditor", 2027, date(2028, 8, 1), town.clock.organisation)
    owed = [row[1] for row in rows(document, "Det som aldrig lämnades") if row[2] == "Målbokslut"]
    assert owed == [town.case(kept).title]
    assert "Antagna indikatorer: 1. Inte längre som de antogs: 0." in texts(document)


def test_what_nobody_has_said_a_cost_of_does_not_cost_nothing(database: Database) -> None:
    with database.writing() as session:
        year = import_file(session, real("enkoping-2019"), at=AT).year
    document = made(database, "action-plan", year, AT.date())
    assert all(row[3:] == ["–"] * 5 for row in rows(document, "Mål, aktiviteter och pengar per nämnd"))
    review = made(database, "review", year, AT.date())
    assert "Genom en bedömning" not in part(review.blocks) and "Saknas i källan" in part(review.blocks)
    book = made(database, "closing-book", year, AT.date())
    assert "målet har inga indikatorer" not in part(book.blocks)


def test_before_any_forecast_was_due_none_is_missing(town: Town) -> None:
    planned(town)
    [unknown] = rows(report(town, "auditor"), "Mål där måluppfyllelsen inte är känd")
    assert unknown[2:4] == ["– Ej öppnad", "–"]


def test_what_a_source_does_not_tell_is_neither_owed_here_nor_counted_as_nothing(database: Database) -> None:
    with database.writing() as session:
        year = import_file(session, real("jonkoping-2020"), at=AT).year
    told = {name: texts(made(database, name, year, AT.date())) for name in ("action-plan", "interim", "auditor")}
    assert "Åtgärder i källan: genomförda 25, totalt 36." in told["action-plan"]
    summed = rows(made(database, "action-plan", year, AT.date()), "Mål, aktiviteter och pengar per nämnd")
    assert {row[2] for row in summed} == {"–"}
    assert "För 19 av 19 mål saknas prognosen i källan." in told["interim"]
    assert "0 går inte att bedöma" not in told["interim"] and "inte längre som de antogs" not in told["auditor"]
    for round, thing in (("interim", "prognos"), ("closing", "målbokslut")):
        memo = texts(made(database, "minutes", year, AT.date(), unit="KS", round=round))
        assert f"Kommunstyrelsen konstaterar att {thing} saknas i källan för 1 av 1 mål." in memo
        assert "uppdrar" not in memo and "inget mål följs upp" not in memo


def test_nothing_is_late_that_a_source_had_until_a_day_before_it_was_brought_in(database: Database) -> None:
    with database.writing() as session:
        year = import_file(session, real("uddevalla-2023"), at=AT).year
    [activity] = rows(made(database, "closing-book", year, AT.date()), "Aktiviteter")
    assert activity[3] < str(AT.date()) and "försenad" not in activity[1]
