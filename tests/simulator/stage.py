"""The municipality as a seed finds it: two committees and the board in the spring's first round, people in their seats."""

from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from notifications.compose import Site
from notifications.deliver import Sender, deliver
from notifications.enqueue import enqueue
from notifications.smtp import FromAddress, NullTransport
from tests.people import Town, mariestad, moment
from workflow.facts import fact_of
from workflow.records.database import Database, connect
from workflow.records.migrate import migrate
from workflow.records.sql import run
from workflow.states.command import ImportedCase
from workflow.states.perform import bring_in

FIRST = date(2027, 3, 30)
STARTS = (date(2027, 3, 31), date(2027, 4, 8), date(2027, 4, 12))
"""The days on which a seed may begin: the round opens on 1 April, and its report is due on the 12th."""
SITE, SENDER = Site("https://mal.invalid", "a secret"), FromAddress("Målhjulet", "mal@mariestad.invalid")
MORE = (
    ("sara", "manager", "SN", False), ("sven", "director", "SN", False), ("sol", "secretary", "SN", False),
    ("siv", "chair", "SN", False), ("rolf", "registrar", "ROOT", False), ("mats", "manager", "BUN", True),
)  # fmt: skip


class Stage(NamedTuple):
    """A database as bytes, with what does not change."""

    content: bytes
    people: dict[str, int]
    unit: dict[str, int]
    clock: int


@cache
def stage(start: date) -> Stage:
    """The municipality on the morning of the day `start`, after quiet days without faults."""
    database = connect("sqlite://")
    migrate(database)
    town = mariestad(database, FIRST)
    _settle(town)
    sender = Sender(database, NullTransport(), lambda: moment(town.today, 6), SITE, SENDER, "quiet", 1e6)
    while town.today < start:
        town.tick(town.today + timedelta(days=1))
        enqueue(database, moment(town.today, 5))
        deliver(sender)
    people = {name: who.person for name, who in town.people.items()}
    raw = database.writer.raw_connection()
    found = Stage(raw.driver_connection.serialize(), people, town.unit, town.clock.person)  # type: ignore[union-attr]
    raw.close()
    database.dispose()
    return found


def opened(staged: Stage) -> Database:
    """The same in a database of its own."""
    database = connect("sqlite://")
    raw = database.writer.raw_connection()
    raw.driver_connection.deserialize(staged.content)  # type: ignore[union-attr]
    raw.close()
    return database


def _settle(town: Town) -> None:
    for name, role, unit, substitute in MORE:
        town.seat(name, role, unit, date(2024, 1, 1), substitute=substitute)
    goals = [
        (town.find("committee_year", unit=unit)[0].id, f"Målet hos {unit} {name}", name and town.people[name].person)
        for unit, name in (("BUN", "maja"), ("BUN", ""), ("SN", "sara"), ("KS", "kajsa"))
    ]
    with town.database.writing() as session:
        run(session, "UPDATE unit SET email = lower(code) || '@mariestad.invalid' WHERE code IN ('BUN', 'SN', 'KS')")
        for year, text, responsible in goals:
            words = fact_of("wording", {"goal": text} | ({"responsible": responsible} if responsible else {}))
            bring_in(
                session,
                ImportedCase("goal", "action_planned", [(words, "")], town.clock, at=town.now, parent=year, year=2027),
            )
