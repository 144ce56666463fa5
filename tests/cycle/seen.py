"""What can be seen of a house from outside: enough to say that two houses have had the same happen to them."""

import json
from typing import Any

from tests.people import Town
from workflow.records.queries.cases import cases
from workflow.records.sql import run


def events(town: Town) -> int:
    """How many events there are."""
    with town.database.reading() as session:
        return int(run(session, "SELECT count(*) FROM event").scalar_one())


def seen(town: Town) -> list[tuple[Any, ...]]:
    """Every case with what was said and done, in order, without the numbers that the database gives."""
    with town.database.reading() as session:
        everything = cases(session, "organisation = ? ORDER BY id", (town.clock.organisation,))
    found = [
        (case.level, case.year or 0, case.round, case.unit, case.title, case.state, str(case.next_due), str(case.since),
         sorted((name, day) for name, (_, day) in case.taken.items()), case.version,
         sorted((key, short["at"], short.get("rung", "")) for key, short in case.facts.items()))
        for case in everything
    ]  # fmt: skip
    return sorted(found, key=repr)


def notices(town: Town, since: str = "") -> list[tuple[str, str, str]]:
    """(day, case and step, rung) of everything the clock has told since a day, in order of its writing."""
    sql = "SELECT effective, \"case\", short FROM event WHERE fact = 'notice' AND effective >= ? ORDER BY organisation, seq"
    with town.database.reading() as session:
        rows = run(session, sql, (since,)).all()
    told = [(day, case, *next(iter(json.loads(short).items()))) for day, case, short in rows]
    return [(day, f"{case} {key.partition('/')[2]}", short["rung"]) for day, case, key, short in told]


def steps_by_the_clock(town: Town, since: str = "") -> list[tuple[str, str]]:
    """(day it counts from, step) of everything the clock has done since a day, in order of its writing."""
    sql = "SELECT effective, step FROM event WHERE who = ? AND step NOT IN ('note', 'import') AND effective >= ? ORDER BY seq"
    with town.database.reading() as session:
        return [(day, step) for day, step in run(session, sql, (town.clock.person, since))]
