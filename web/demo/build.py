"""Building the demonstration: every working day up to today the clock ticks and people do what they did."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from web.demo import around, cohort, meetings, past, remitted, rounds
from web.demo.cast import settle
from web.demo.play import Play, book
from workflow.cycle.goal_year import begin_year
from workflow.cycle.heartbeat import beat
from workflow.cycle.tick import tick
from workflow.cycle.working_days import SWEDEN, working_days
from workflow.facts import fact_of
from workflow.governance.load import load
from workflow.governance.model import Model
from workflow.records.database import Database
from workflow.records.queries.mail import begin_mailing
from workflow.states.command import ImportedCase
from workflow.states.perform import bring_in

MODEL = "mariestad-2016"
FIRST = date(2024, 11, 1)
COHORTS = (2026, 2027)
BROUGHT, CONCLUDED = date(2026, 2, 4), date(2026, 3, 24)
REPORTED, ACCOUNTED = date(2026, 4, 10), date(2026, 6, 26)


Mail = Callable[[datetime], None]
"""Makes and sends the letters of a moment."""
LETTERS = timedelta(days=21)
"""For so long before today there are letters to read."""


def build(
    database: Database, today: date, mail: Mail, tell: Callable[[float], None] = lambda share: None
) -> None:  # fmt: skip
    """Play everything from the first day to `today`, with the letters of the last weeks; `tell` hears how far it is, 0
    to 1."""
    model = load(MODEL)
    with database.writing() as session:
        town = settle(session, model, _at(FIRST, 7))
        begin_year(session, town.clock, model, COHORTS[0], _at(FIRST, 8))
        play = Play(session, town, model, FIRST)
        _directions(play)
    days = [FIRST + timedelta(days=n) for n in range((today - FIRST).days + 1)]
    for number, day in enumerate(days):
        _day(database, play, model, day, mail if day > today - LETTERS else None)
        if day == today - LETTERS:
            _begin_mailing(database)
        tell((number + 1) / len(days))
    beat(database, _at(today, 6))


def _day(database: Database, play: Play, model: Model, day: date, mail: Mail | None) -> None:
    if not working_days(()).is_working(day):
        return
    tick(database, _at(day, 6))
    if mail:
        mail(_at(day, 7))
    with database.writing() as session:
        play.session, play.day, play.taken = session, day, 0
        _acts(play)


def _begin_mailing(database: Database) -> None:
    """What happened before this day is not mailed."""
    with database.writing() as session:
        begin_mailing(session)


def _acts(play: Play) -> None:
    """What people do on the day."""
    for year in (2025, 2026, 2027):
        if play.day == (date(year - 1, 12, 12) if year > 2025 else date(2025, 1, 10)):
            meetings.plan(play, year)
    meetings.keep(play)
    for year in COHORTS:
        for act in cohort.due(year, play.day):
            act(play, year)
    rounds.play_rounds(play)
    remitted.play_remitted(play)
    around.play_around(play)
    if play.day == BROUGHT:
        past.bring(play)
    if play.day == REPORTED:
        own = play.find(str(past.YEAR), "goal_year", past.YEAR)
        play.take("goal_year.send_annual_report", own, "Conny", text="Årsredovisningen är lämnad.")
    if play.day == CONCLUDED:
        past.conclude(play)
    if play.day == ACCOUNTED:
        text = "Fullmäktige godkänner årsredovisningen 2025 och beviljar ansvarsfrihet."
        past.account(play, meetings.log(play, "KF", meetings.on(2026, "06-15"), text))


def _directions(play: Play) -> None:
    """The vision and the focus areas, as they were when the system was introduced."""
    council = play.town.units["KF"]
    vision = _bring(play, "vision", "adopted", book()["vision"], None, council)
    for words in book()["focus_areas"]:
        play.cases[words] = _bring(play, "focus_area", "in_force", words, vision, council)


def _bring(play: Play, level: str, state: str, words: str, parent: int | None, unit: int) -> int:
    fact = fact_of("direction", {"words": words})
    done = bring_in(
        play.session,
        ImportedCase(
            level,
            state,
            [(fact, "")],
            play.town.clock,
            at=_at(FIRST, 9),
            parent=parent,
            unit=unit,
            title=words,
            source="Vision 2030",
        ),
    )
    return done.case.id


def _at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), SWEDEN)
