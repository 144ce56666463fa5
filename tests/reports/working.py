"""What a worker's process does: found by name in a new process."""

import os
from datetime import datetime

from tests.reports.fake import ROOT
from workflow.records.database import connect
from workflow.reports import apart
from workflow.reports.working import write_next


def work_once(url: str, now: datetime, me: str) -> None:
    """Write the next order, by the writer whose contents are invented."""
    apart.WRITER, apart.TURN = "tests.reports.fake", 0.05
    os.environ["PYTHONPATH"] = str(ROOT)
    database = connect(url)
    write_next(database, lambda: now, me)
    database.dispose()
