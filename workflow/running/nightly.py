"""What is remembered of dates is compared with the truth once a day, and put right; a difference is a fault of ours."""

from datetime import datetime

from workflow.cycle.calendar import local_day
from workflow.records.case import Snapshot
from workflow.records.chain import lock
from workflow.records.database import Database
from workflow.records.sql import run
from workflow.running.heartbeat import BACKWARDS, pulse, suspicion
from workflow.states.caches import refresh_all


def recompute(database: Database, at: datetime) -> list[Snapshot]:
    """Make `next_due` of every open case anew; the cases where it was wrong. Nothing while the clock has gone back: then
    it is the clock that is wrong."""
    with database.reading() as session:
        if suspicion(pulse(session), at) is BACKWARDS:
            return []
        numbers = list(run(session, "SELECT organisation FROM chain ORDER BY organisation").scalars())
    wrong: list[Snapshot] = []
    for number in numbers:
        with database.writing() as session:
            lock(session, number)
            wrong += refresh_all(session, number, local_day(at))
    return wrong
