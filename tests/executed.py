"""How many of our files two stories execute: a newcomer who follows one has so many to read. `tools/house` prints it."""

import sys
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import CodeType, FrameType

from notifications.enqueue import enqueue
from tests.notifications.ways import House
from tests.people import mariestad, moment
from tests.stories.ways import forecast, planned
from tests.web.round import report_of
from tests.web.test_sheet import fields, measure
from tests.web.town import NOW, built
from web.app import create_app
from workflow.cycle.tick import tick
from workflow.records.database import connect
from workflow.records.migrate import migrate
from workflow.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
OURS = tuple(f"{ROOT / package}/" for package in ("workflow", "web", "notifications"))
MADE_INLINE = ("<module>", "<listcomp>", "<dictcomp>", "<setcomp>", "<genexpr>")
"""Code that is no function: a module's own, and a comprehension's."""


def executed(work: Callable[[], object]) -> set[str]:
    """The files of ours of which a function runs in the meantime."""
    codes: set[CodeType] = set()

    def called(frame: FrameType, event: str, _: object) -> None:
        if event == "call":
            codes.add(frame.f_code)

    sys.setprofile(called)
    try:
        work()
    finally:
        sys.setprofile(None)
    return {code.co_filename for code in codes
            if code.co_filename.startswith(OURS) and code.co_name not in MADE_INLINE}  # fmt: skip


def at_risk() -> int:
    """A: a manager hands in a forecast at risk, with its consequence and a measure; the page has been open before."""
    with tempfile.TemporaryDirectory() as folder:
        database = connect(f"sqlite:///{folder}/town.db")
        migrate(database)
        town = built(database)
        app = create_app(Settings(secret_key="told" * 12, _env_file=None), database, lambda: NOW, demo=True)
        app.config.update(WTF_CSRF_ENABLED=False)
        client = app.test_client()
        client.post("/logga-in", data={"person": f"{town.organisation}/{town.people['Maja']}"})
        sheet, g = f"/rapporter/{report_of(town)}/blad", f"g{town.cases['other']}-"
        sent = fields(client, sheet) | measure(town, g) | {
            f"{g}outlook": "not_met", f"{g}comment": "Frånvaron ökar.", f"{g}c-consequence": "Färre får examen.",
        }  # fmt: skip
        answers = []
        files = executed(lambda: answers.append(client.post(sheet, data=sent)))
        database.dispose()
    assert answers[0].status_code == 303
    return len(files)


def missed() -> str:
    """B: the day after a report date the clock reminds of a forecast, the letter is made and sent: all files, and how many
    each of the three takes."""
    with tempfile.TemporaryDirectory() as folder:
        database = connect(f"sqlite:///{folder}/town.db")
        migrate(database)
        town = mariestad(database)
        goal = planned(town)
        for round, day in (("R1", date(2027, 4, 8)), ("R2", date(2027, 5, 20))):
            town.tick(day)
            forecast(town, goal, round)
        town.tick(date(2027, 8, 30))
        house = House(town)
        house.settle()
        house.days(date(2027, 8, 31), date(2027, 9, 12))
        town.today = date(2027, 9, 13)
        early, later = moment(town.today, 2), moment(town.today, 6)
        before = len(house.letters())
        ticked = executed(lambda: tick(database, early))
        filled = executed(lambda: enqueue(database, early))
        drained = executed(lambda: house.send(later))
        assert len(house.letters()) > before
        database.dispose()
    return f"{len(ticked | filled | drained)} ({len(ticked)}, {len(filled)}, {len(drained)})"
