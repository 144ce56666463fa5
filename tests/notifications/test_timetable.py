"""The timetable is set: one letter to each person it concerns, with the dates."""

from datetime import date

from notifications.compose import event_item, told_events
from notifications.enqueue import enqueue
from notifications.outbox import OutboxLine
from tests.people import Town
from tests.stories.test_dates_move import R1, set_timetable
from workflow.cycle.schedule_impact import hear
from workflow.records.sql import run
from workflow.words import Title

STEP = "goal_year.set_timetable"


def letters(town: Town) -> list[int]:
    """The people to whom there is a letter about it, in order."""
    sql = "SELECT person FROM mail WHERE organisation = ? AND kind = ? AND person IS NOT NULL ORDER BY person"
    with town.database.reading() as session:
        return [row[0] for row in run(session, sql, (town.clock.organisation, STEP))]


def test_each_person_gets_one_letter_and_it_is_the_ones_who_were_foretold(town: Town) -> None:
    town.seat("maja", "director", "BUN")
    [year] = town.find("goal_year")
    with town.database.reading() as session:
        foretold = hear(session, year, town.model, town.model.step(STEP), town.kia, town.now)
    set_timetable(town, **R1)
    enqueue(town.database, town.now)
    assert letters(town) == list(foretold)
    enqueue(town.database, town.now)
    assert letters(town) == list(foretold), "and one only"


def test_the_letter_tells_the_dates_and_whose_they_are(town: Town) -> None:
    town.tick(date(2027, 3, 15))
    set_timetable(town, {"round": "R1", "unit": town.unit["BUN"], **R1})
    [year] = town.find("goal_year")
    with town.database.reading() as session:
        seq = run(session, "SELECT seq FROM event WHERE step = ?", (STEP,)).scalar_one()
        told = told_events(session, town.clock.organisation, [OutboxLine(seq, year.id)])[seq]
        quotes = event_item(session, town.model, year, told, "Mariestads kommun", "/arshjul/2027").quotes
    own = quotes[-1]
    assert own.label.in_("sv") == (
        "Prognos 1, Barn- och utbildningsnämnden: öppnar, chefer rapporterar, sektorchef godkänner, "
        "handlingar till nämnden, stänger"
    )
    assert own.text == Title(
        "6 april, 20 april, 22 april, 26 april, 14 maj", "6 April, 20 April, 22 April, 26 April, 14 May"
    )
    assert [quote.label.in_("en").partition(": ")[0] for quote in quotes[:5]] == [
        round.title.en for round in town.model.rounds.values()
    ]
