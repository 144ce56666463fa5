"""Documents show what was measured whatever its form, and what came late as late."""

from datetime import date

from tests.documents.made import rows
from tests.documents.test_others import report, texts
from tests.people import Town
from tests.stories.ways import close, forecast, indicators, planned
from workflow.reports.document import Picture

HELD = "Utfall mot målvärde"
BESIDE = "Varje antagen rad och vad som redovisats"


def test_women_and_men_without_a_total_are_an_outcome(town: Town) -> None:
    goal = planned(town)
    [own] = indicators(town, goal)
    town.tick(date(2028, 1, 10))
    said = [{"indicator": own.id, "women": 88, "men": 86}]
    town.do("close", goal, town.maja, attainment="met", measured=said)
    document = report(town, "closing-book")
    assert rows(document, HELD)[0][2:] == ["kvinnor 88, män 86", "Slutvärde", "101,2", "✓ Uppfyllt"]
    assert rows(document, BESIDE)[0][1].endswith("utfall kvinnor 88 procent, män 86 procent")
    assert "Med utfall för 2027: 1. Utan utfall: 0." in texts(report(town, "auditor"))


def test_a_value_after_the_closing_is_told_as_late_and_leaves_the_closing_alone(town: Town) -> None:
    goal = planned(town)
    [own] = indicators(town, goal)
    town.tick(date(2028, 1, 20))
    close(town, goal, "not_met")
    town.tick(date(2028, 4, 20))
    town.do("measure", own.id, town.cora, value=86, period="helår 2027")
    document = report(town, "closing-book")
    [held] = rows(document, HELD)
    assert held[2:4] == ["86", "helår 2027, efter bokslutet"]
    assert "Värdet 86 procent kom efter bokslutet, som gäller med 84 procent." in rows(document, BESIDE)[0][2]
    assert ["helår 2027", "86", "kom efter bokslutet"] in [row[1:] for row in rows(document, "Värden")]
    assert "inte uppfyllt 1" in texts(document)


def test_a_period_that_cannot_be_read_is_shown_and_judges_nothing(town: Town) -> None:
    goal = planned(town)
    [own] = indicators(town, goal)
    town.tick(date(2027, 6, 1))
    town.do("measure", own.id, town.cora, value=86, period="någon gång")
    document = report(town, "closing-book")
    [held] = rows(document, "Senaste värde mot målvärde")
    assert held[2:] == ["86", "någon gång", "–", "Inget: perioden går inte att läsa"]
    assert "perioden går inte att läsa" in rows(document, "Värden")[0][-1]


def test_a_chart_tells_a_value_from_during_the_year_apart_and_judges_by_the_outcome_alone(town: Town) -> None:
    goal = planned(town)
    town.tick(date(2027, 4, 8))
    forecast(town, goal, "R1", "will_be_met")
    town.tick(date(2027, 6, 1))
    [own] = indicators(town, goal)
    town.do("measure", own.id, town.cora, value=82, period="2027-05")
    [alt] = [block.drawn.alt for block in report(town, "closing-book").blocks if isinstance(block, Picture)]
    assert "Under året 80 (Prognos 1). Under året 82 (2027-05)." in alt
    assert "uppfyllt" not in alt and "Prognos 80" not in alt and "inga värden" not in alt
    town.tick(date(2028, 1, 10))
    close(town, goal, "not_met")
    [alt] = [block.drawn.alt for block in report(town, "closing-book").blocks if isinstance(block, Picture)]
    assert "84 (Slutvärde)" in alt and "uppfyllt." in alt
