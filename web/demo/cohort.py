"""The goals of one goal year, from target area to the third forecast: what people did on which day."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from web.demo import meetings
from web.demo.play import BODIES, Goal, Play, criteria, goals, terms, wording
from web.demo.remitted import SUMMER, not_adopted
from workflow.cycle.timetable import default_timetable

OUTLOOKS = {"+": "will_be_met", "!": "partly", "-": "not_met", "?": "cannot_be_assessed"}
Act = Callable[[Play, int], None]


def name_areas(play: Play, year: int) -> None:
    """November Y-2: each committee's target area."""
    for body in BODIES:
        own = play.find(f"{year} {body}", "committee_year", year, body)
        director = play.holds("director", body)
        play.take("target_area.propose", own, director, f"{year} {body} area", why="Nämndens samtal i november.",
                  area="Det som betyder mest för invånarna")  # fmt: skip
        play.take("committee_year.name_areas", own, director)


def present_areas(play: Play, year: int) -> None:
    """January Y-1: the budget kick-off."""
    for body in BODIES:
        director = play.holds("director", body)
        play.take("target_area.present", f"{year} {body} area", director, notes="Presenterat vid budgetupptakten.")


def draft(play: Play, year: int) -> None:
    """February Y-1: the managers write."""
    for key, goal in goals(year):
        manager = play.holds("manager", goal["department"])
        play.take("goal.draft", f"{year} {goal['body']}", manager, key, **wording(play, year, goal))
        if "indicator" in goal:
            play.take("indicator.add", key, manager, f"{key} i", source="Påhittade värden", **terms(goal))


def propose(play: Play, year: int) -> None:
    """March Y-1: the directors propose."""
    for body in BODIES:
        director = play.holds("director", body)
        for key, goal in goals(year, body):
            how = goal.get("measured", "Med indikatorn.")
            play.take("goal.propose", key, director, measurability=how, followed_how=how, realism="Inom nämndens ram.")
        play.take("target_area.use", f"{year} {body} area", director)
        play.take("committee_year.hand_in", f"{year} {body}", director)


def review(play: Play, year: int) -> None:
    """April Y-1: the quality control group; where there are remarks the two had judged otherwise."""
    for key, goal in goals(year):
        if not goal.get("unreviewed"):
            verdict = "remarks" if "measured" in goal else "passed"
            remark = "Säg hur ni ser att målet är nått." if verdict == "remarks" else ""
            if remark:
                _judge_alone(play, key, "Rut", criteria(play, "measurable", "Vad visar att det är nått?"))
                _judge_alone(play, key, "Roy", criteria(play))
            play.take("goal.review", key, "Rut", verdict=verdict, criteria=criteria(play), remarks=remark)


def _judge_alone(play: Play, key: str, name: str, criteria: list[dict[str, Any]]) -> None:
    play.take("goal.judge", key, name, reviewer=play.town.people[name], criteria=criteria)


def endorse(play: Play, year: int) -> None:
    """May Y-1: each committee proposes its goals to the council."""
    for body in BODIES:
        on = meetings.on(year - 1, "05-19" if body == "KS" else "05-20")
        ruling = meetings.log(play, body, on, f"Nämnden föreslår fullmäktige målen för {year}.")
        _decide(play, year, body, "goal.endorse", ruling)
        play.take("committee_year.endorse", f"{year} {body}", play.holds("secretary", body), verdict="approved",
                  decision=play.cases[ruling])  # fmt: skip


def prepare(play: Play, year: int) -> None:
    """June Y-1: the board prepares."""
    ruling = meetings.log(
        play, "KS", meetings.on(year - 1, "06-02"), f"Kommunstyrelsen tillstyrker nämndernas mål för {year}."
    )
    for body in BODIES:
        _decide(play, year, body, "goal.prepare", ruling, "Stig")


def adopt(play: Play, year: int) -> None:
    """June Y-1: the council adopts, with the budget."""
    ruling = meetings.log(
        play,
        "KF",
        meetings.on(year - 1, "06-15"),
        f"Fullmäktige antar nämndernas mål för {year} med budgeten.",
    )
    for key, goal in goals(year):
        if said := not_adopted(key):
            back = meetings.log(play, "KF", meetings.on(year - 1, "06-15"), SUMMER)
            play.take("goal.adopt", key, "Stig", decision=play.cases[back], **said)
            continue
        play.take("goal.adopt", key, "Stig", verdict="approved", decision=play.cases[ruling])
        if "indicator" in goal:
            play.take("indicator.put_in_force", f"{key} i", "Stig", verdict="approved", decision=play.cases[ruling])


def budget(play: Play, year: int) -> None:
    """October Y-1: frames and internal budgets."""
    lines = [{"account": "100", "text": "Målarbete", "amount_sek": 900_000}]
    for body in BODIES:
        play.take("committee_year.set_frame", f"{year} {body}", "Conny", frame_sek=90_000_000, lines=lines)


def activities(play: Play, year: int) -> None:
    """November Y-1: what is to be done so that the goals are reached."""
    for key, goal in goals(year):
        manager = play.holds("manager", goal["department"])
        play.take("activity.plan", key, manager, f"{key} a", what=goal["activity"], starts=date(year, 2, 2),
                  ends=date(year, 11, 30), cost_sek=100_000, budget_line="100",
                  responsible=play.town.people[manager])  # fmt: skip


def plan_actions(play: Play, year: int) -> None:
    """November Y-1: the committees decide their action plans with the internal budget."""
    for body in BODIES:
        ruling = meetings.log(
            play,
            body,
            meetings.on(year - 1, "11-25"),
            f"Nämnden beslutar handlingsplan och internbudget {year}.",
        )
        _decide(play, year, body, "goal.plan_actions", ruling)
        play.take("committee_year.plan", f"{year} {body}", play.holds("secretary", body), verdict="approved",
                  decision=play.cases[ruling])  # fmt: skip


def timetable(play: Play, year: int) -> None:
    """December Y-1: the quality chief sets the year's timetable."""
    own = play.find(f"{year}", "goal_year", year)
    play.take("goal_year.set_timetable", own, "Kia", rounds=default_timetable(play.model, year))


def begin(play: Play, year: int) -> None:
    """February Y: the activities begin, but where there is no manager to begin them."""
    for key, goal in goals(year):
        if manager := play.town.sits("manager", goal["department"], play.day):
            play.take("activity.start", f"{key} a", manager)


def _decide(play: Play, year: int, body: str, step: str, ruling: str, name: str = "") -> None:
    """The same § for all goals of a committee that were reviewed, or for all where that does not matter."""
    somebody = name or play.holds("secretary", body)
    for key, goal in goals(year, body):
        if step == "goal.plan_actions" or not goal.get("unreviewed"):
            play.take(step, key, somebody, verdict="approved", decision=play.cases[ruling])


ACTS: tuple[tuple[int, str, Act], ...] = (
    (-2, "11-27", name_areas), (-1, "01-22", present_areas), (-1, "02-12", draft), (-1, "03-20", propose),
    (-1, "04-16", review), (-1, "05-22", endorse), (-1, "06-04", prepare), (-1, "06-25", adopt), (-1, "10-20", budget),
    (-1, "11-05", activities), (-1, "11-26", plan_actions), (-1, "12-10", timetable), (0, "02-02", begin),
)  # fmt: skip
"""Years from the goal year, day, and what was done."""


def due(year: int, day: date) -> Iterator[Act]:
    """What is done for a goal year on a day."""
    for offset, text, act in ACTS:
        if day.isoformat() == f"{year + offset}-{text}":
            yield act


def measured(goal: Goal, indicator: int, share: float) -> dict[str, Any]:
    """A value on the way from baseline to target."""
    said = goal["indicator"]
    return {
        "indicator": indicator,
        "value": round(said["baseline"] + share * (said["target"] - said["baseline"]), 1),
    }
