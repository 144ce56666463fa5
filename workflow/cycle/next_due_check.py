"""What is remembered of dates is compared with the truth once a day, and put right; a difference is a fault of ours."""

from datetime import datetime

from workflow.cycle.heartbeat import BACKWARDS, pulse, suspicion
from workflow.cycle.working_days import local_day
from workflow.records.case import Case
from workflow.records.database import Database
from workflow.records.event_log import lock
from workflow.records.sql import run
from workflow.states.next_due import refresh_all


def recompute(database: Database, at: datetime) -> list[Case]:
    """Make `next_due` of every open case anew; the cases where it was wrong. Nothing while the clock has gone back: then
    it is the clock that is wrong."""
    with database.reading() as session:
        if suspicion(pulse(session), at) is BACKWARDS:
            return []
        numbers = list(run(session, "SELECT organisation FROM chain ORDER BY organisation").scalars())
    wrong: list[Case] = []
    for number in numbers:
        with database.writing() as session:
            lock(session, number)
            wrong += refresh_all(session, number, local_day(at))
    return wrong
