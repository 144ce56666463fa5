"""What goes on around the goals: comments, a file, a conflict, a new target, a measure, contributions, a letter."""

from collections.abc import Callable
from datetime import date
from typing import Any

from web.demo import meetings
from web.demo.play import Play, goals
from workflow.records.files import keep

NOTES = "Anteckningar från elevrådens möte 2 september 2026\n\nEleverna vill ha stöd även på eftermiddagarna.\n"


def play_around(play: Play) -> None:
    """What was done on this day."""
    for day, act in ACTS:
        if play.day.isoformat() == f"2026-{day}":
            act(play)


def _target(play: Play) -> None:
    """A committee lowers a target of its own."""
    ruling = meetings.log(play, "TN", meetings.on(2026, "06-16"), "Nämnden ändrar målvärdet för nya cykelvägar.")
    play.take("indicator.set_target", f"{_key(2026, 'TN', 1)} i", "Nora", value=3, year=2026,
              decision=play.cases[ruling])  # fmt: skip


def _measure(play: Play) -> None:
    """The manager has begun a measure and is to say whether it has had an effect."""
    play.take("measure.propose", _key(2026, "UN", 0), "Maja", "measure", what="Läxhjälp två kvällar i veckan",
              effect="Fler elever klarar matematiken.", cost_sek=40_000, **_by(play, "Maja", date(2026, 12, 11)))  # fmt: skip
    play.take("measure.approve", "measure", "Dina", verdict="approved")
    play.take("measure.start", "measure", "Maja")


def _owed_paragraph(play: Play) -> None:
    """A measure that the committee decides on at its meeting of 9 September; its § is not logged yet."""
    play.take("measure.propose", _key(2026, "UN", 0), "Maja", "asked", what="Stödgrupper även på skollov",
              effect="Fler blir klara i tid.", cost_sek=25_000, needs_body=True,
              **_by(play, "Maja", date(2026, 11, 27)))  # fmt: skip


def _pull(play: Play) -> None:
    play.take("goal.conflict", _key(2026, "TN", 1), "Kia", goal=play.cases[_key(2026, "TN", 2)],
              why="Cykelvägen till resecentrum tar plats från torget.")  # fmt: skip


def _help(play: Play) -> None:
    """One committee has taken on its part of another's goal; a second has been asked."""
    ask: dict[str, Any] = {"report_by": date(2027, 12, 1)}
    play.take("contribution.ask", _key(2027, "UN", 1), "Dina", "helps", unit=play.town.units["SN"],
              task="Familjecentralen berättar om läsning för alla nya föräldrar.", **ask)  # fmt: skip
    play.take("contribution.accept", "helps", "Anna", promise="Alla nya föräldrar får en bok och ett samtal.")
    play.take("contribution.ask", _key(2027, "TN", 0), "Per", "asked to help", unit=play.town.units["UN"],
              task="Skolorna anmäler vägar där barn känner sig otrygga.", **ask)  # fmt: skip


def _talk(play: Play) -> None:
    key = _key(2026, "UN", 0)
    play.take("goal.comment", key, "Mona", text="Vad säger eleverna själva om stödet?")
    play.take("goal.comment", key, "Maja", text="Vi frågade elevråden förra veckan. Anteckningarna är bifogade.")
    content = NOTES.encode()
    digest = keep(play.session, play.town.clock.organisation, content)
    play.take("goal.attach", key, "Maja", name="Elevråden 2 september.txt", digest=digest, size=len(content),
              form="txt", note="Vad elevråden sade om stödet.")  # fmt: skip


def _came_back(play: Play) -> None:
    play.take("undelivered.report", None, "Ada", person=play.town.people["Bo"], answer="550 Mailbox full")


def _key(year: int, body: str, place: int) -> str:
    return goals(year, body)[place][0]


def _by(play: Play, name: str, day: date) -> dict[str, Any]:
    return {"responsible": play.town.people[name], "done_by": day}


ACTS: tuple[tuple[str, Callable[[Play], None]], ...] = (
    ("06-10", _measure), ("06-26", _target), ("08-31", _owed_paragraph), ("09-02", _pull), ("09-08", _help),
    ("09-09", _talk), ("09-10", _came_back),
)  # fmt: skip
