"""The rounds of goal year 2026 in the demonstration: forecasts, consequences and the committees' reports."""

from datetime import timedelta
from typing import Any

from web.demo import meetings
from web.demo.cohort import OUTLOOKS, measured
from web.demo.play import BODIES, Goal, Play, goals

YEAR = 2026
FORECASTS = {"R1": "04-08", "R2": "05-26", "R3": "09-03"}
REPORTS = {"R1": "04-09", "R2": "05-27", "R3": "09-10"}
APPROVALS = {"R1": "04-14", "R2": "06-01", "R3": "09-11"}
SENDINGS = {"R1": "04-17", "R2": "06-05"}
MINUTES = {"R1": ("04-28", "04-30"), "R2": ("06-16", "06-17")}
"""The committee's meeting, and the day its § was logged."""
SHARES = {"R1": 0.2, "R2": 0.4, "R3": 0.65}
UNDESCRIBED = ("R3", "UN")
"""Here a consequence is still owed."""
LATE = ("UN",)
"""Committees that have not reported the third round; of the others, two directors have approved."""
EARLY = ("SN", "MBN")


def play_rounds(play: Play) -> None:
    """What was done on this day."""
    day = play.day.isoformat()
    for place, round in enumerate(FORECASTS):
        if day == f"{YEAR}-{FORECASTS[round]}":
            _forecast(play, round, place)
        if day == f"{YEAR}-{REPORTS[round]}":
            _report(play, round)
        if day == f"{YEAR}-{APPROVALS[round]}":
            _approve(play, round)
        if day == f"{YEAR}-{SENDINGS.get(round)}":
            for body in BODIES:
                play.take("committee_report.send", _own(play, body, round), play.holds("secretary", body))
        if round in MINUTES and day == f"{YEAR}-{MINUTES[round][1]}":
            _minute(play, round)


def _forecast(play: Play, round: str, place: int) -> None:
    for key, goal in goals(YEAR):
        sign = goal["goes"][place : place + 1].strip()
        if not sign:
            continue
        manager = play.holds("manager", goal["department"])
        play.take("goal.forecast", key, manager, round=round, **_outlook(play, key, goal, sign, round))
        if sign in "!-" and (round, goal["body"]) != UNDESCRIBED:
            play.take(
                "goal.describe_consequence", key, manager, round=round, cause="Det har tagit längre tid än planerat.",
                consequence="Färre får del av förbättringen i år.", measures="Två tjänster flyttas hit i höst.",
            )  # fmt: skip
            _propose(play, key, manager)


def _propose(play: Play, key: str, manager: str) -> None:
    """The measure, the first time the goal is at risk."""
    if f"{key} m" not in play.cases:
        play.take("measure.propose", key, manager, f"{key} m", what="Två tjänster flyttas hit", cost_sek=300_000,
                  responsible=play.town.people[manager], done_by=play.day + timedelta(days=10),
                  effect="Målet nås innan året är slut.")  # fmt: skip


def _outlook(play: Play, key: str, goal: Goal, sign: str, round: str) -> dict[str, Any]:
    said: dict[str, Any] = {"outlook": OUTLOOKS[sign], "comment": COMMENTS[sign], "basis": "qualitative"}
    if sign == "?":
        said |= {"reason": "Mätningen görs först i oktober.", "when": "I prognos 4."}
    if "indicator" in goal:
        share = SHARES[round] * (1 if sign == "+" else 0.4)
        said |= {
            "measured": [measured(goal, play.cases[f"{key} i"], share)],
            "basis": "measured",
            "trend": "better",
        }
    return said


COMMENTS = {
    "+": "Arbetet följer planen.", "!": "Det går åt rätt håll, men för sakta.", "-": "Målet nås inte i år.",
    "?": "Det går inte att säga ännu.",
}  # fmt: skip


def _report(play: Play, round: str) -> None:
    for body in BODIES:
        if round != "R3" or body not in LATE:
            play.take("committee_report.report", _own(play, body, round), play.holds("director", body))


def _approve(play: Play, round: str) -> None:
    for body in BODIES:
        if round != "R3" or body in EARLY:
            director = play.holds("director", body)
            play.take("committee_report.approve", _own(play, body, round), director, verdict="approved")


def _minute(play: Play, round: str) -> None:
    """The committee's § on the round, which also decides on what was proposed for goals at risk."""
    on = meetings.on(YEAR, MINUTES[round][0])
    for body in BODIES:
        secretary = play.holds("secretary", body)
        ruling = meetings.log(play, body, on, f"Nämnden lägger {play.model.rounds[round].title.sv} till handlingarna.")
        cited: dict[str, Any] = {"verdict": "approved", "decision": play.cases[ruling]}
        play.take("committee_report.minute", _own(play, body, round), secretary, **cited)
        for key, goal in goals(YEAR, body):
            if goal["goes"][("R1", "R2", "R3").index(round)] in "!-":
                play.take("goal.decide_measures", key, secretary, round=round, **cited)
                _decide(play, f"{key} m", secretary, play.holds("manager", goal["department"]), cited)


def _decide(play: Play, measure: str, secretary: str, manager: str, cited: dict[str, Any]) -> None:
    """The measure is decided by the same §, and done before the next round; once."""
    if measure in play.cases and f"{measure} done" not in play.cases:
        play.take("measure.decide", measure, secretary, **cited)
        play.take("measure.start", measure, manager)
        play.take("measure.finish", measure, manager, f"{measure} done", comment="Tjänsterna är på plats.")


def _own(play: Play, body: str, round: str) -> str:
    return play.find(f"{YEAR} {body} {round}", "committee_report", YEAR, body, round)
