"""The demonstration's meetings: planned, held, minutes approved and put up, and the §§ logged under them."""

from datetime import date, timedelta
from typing import Any

from web.demo.play import BODIES, Play
from workflow.cycle.working_days import working_days

DAYS = {
    "KF": ("02-23", "04-27", "06-15", "08-27", "09-10", "10-12", "11-23"), "KS": ("05-19", "06-02", "09-01", "11-24"),
    "UN": ("05-20", "09-09"), "SN": ("05-20",), "TN": ("05-20",), "MBN": ("05-20", "08-31"),
}  # fmt: skip
COMMON = ("04-28", "06-16", "09-29", "11-25")
"""Days on which every committee meets, the board too."""


STEPS = (("meeting.hold", 1), ("meeting.approve_minutes", 7), ("meeting.notice", 8))
"""What follows a meeting, and how many days after it at the earliest."""


def on(year: int, day: str) -> date:
    """The day "MM-DD" of a year, or the next one on which people work."""
    return working_days(()).later(date.fromisoformat(f"{year}-{day}"))


def plan(play: Play, year: int) -> None:
    """Enter a calendar year's meetings."""
    for body in ("KF", *BODIES):
        for day in sorted({on(year, day) for day in (*DAYS[body], *(COMMON if body != "KF" else ()))}):
            key = f"{body} {day}"
            play.open_meetings[key] = (day, 0)
            play.take("meeting.plan", None, _keeper(play, body), key, unit=play.town.units[body], on=day,
                      agenda_closes=day - timedelta(days=14))  # fmt: skip


def keep(play: Play) -> None:
    """What follows a meeting: noted as held, minutes approved after a week, put up the day after."""
    for key, (day, stage) in list(play.open_meetings.items()):
        step, after = STEPS[stage]
        if play.day < day + timedelta(days=after):
            continue
        said: tuple[dict[str, Any], ...] = (
            {},
            {"approved": play.day},
            {"approved": play.day, "noticed": play.day},
        )
        play.take(step, key, _keeper(play, key.partition(" ")[0]), **said[stage])
        if stage + 1 < len(STEPS):
            play.open_meetings[key] = (day, stage + 1)
        else:
            del play.open_meetings[key]


def log(play: Play, body: str, day: date, text: str) -> str:
    """Log the § of a meeting in which the body decided `text`, once; its key."""
    key = f"{body} {day} {text}"
    if key not in play.cases:
        number = 40 + 3 * len([known for known in play.cases if known.startswith(f"{body} {day.year}")])
        play.take("decision.log", f"{body} {day}", _keeper(play, body), key, paragraph=str(number),
                  registry_no=f"{body} {day.year}/{number:05}", text=text)  # fmt: skip
    return key


def _keeper(play: Play, body: str) -> str:
    """Who keeps the body's minutes."""
    return "Stig" if body == "KF" else play.holds("secretary", body)
