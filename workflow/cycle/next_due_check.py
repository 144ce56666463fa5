"""What is remembered of dates is compared with the truth once a day, and put right; a difference is a fault of ours."""

from datetime import datetime

from workflow.cycle.heartbeat import pulse, stopped, suspicion
from workflow.cycle.working_days import local_day
from workflow.records.case import Case
from workflow.records.database import Database
from workflow.records.event_log import lock
from workflow.records.sql import run
from workflow.states.next_due import refresh_all


def recompute(database: Database, at: datetime) -> list[Case]:
    """Make `next_due` of every open case anew; the cases where it was wrong. Nothing while the clock is not
    trusted: what has lapsed goes by the day."""
    with database.reading() as session:
        last = pulse(session)
        if stopped(last, suspicion(last, at, database.second_clock(session))):
            return []
        numbers = list(run(session, "SELECT organisation FROM chain ORDER BY organisation").scalars())
    wrong: list[Case] = []
    for number in numbers:
        with database.writing() as session:
            lock(session, number)
            wrong += refresh_all(session, number, local_day(at))
    return wrong
