"""The page of a goal, put together."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from web.attached import Attached, attached
from web.goal.chart import Chart, chart
from web.goal.decisions import Decision, Pull, Reviewed, decisions, pulls, reviews
from web.goal.events import Comment, Timeline, comments, timeline
from web.goal.lineage import Line, line
from web.goal.near import Near, Ref
from web.goal.outcome import Outcome, outcome
from web.goal.rounds import Round, rounds
from web.goal.series import Series, series
from web.goal.summary import Summary, summary
from web.goal.versions import Version, versions, wording
from web.goal.work import Below, Work, below, work
from web.offered import Buttons, buttons
from workflow.governance.model import Level, State
from workflow.records.case import Snapshot
from workflow.words import Title


@dataclass(frozen=True)
class Page:
    """Everything that the page of a goal shows."""

    case: Snapshot
    level: Level
    state: State
    title: str
    unit: str
    department: str
    responsible: str
    above: list[Ref]
    said: dict[str, Any]
    proposal: dict[str, Any]
    focus_areas: list[Ref]
    target_area: Ref | None
    titles: dict[str, Title]
    summary: Summary
    buttons: Buttons
    series: list[tuple[Series, Chart | None]]
    rounds: list[Round]
    activities: list[Work]
    measures: list[Work]
    contributions: list[Work]
    below: list[tuple[Title, list[Below]]]
    decisions: list[Decision]
    reviews: list[Reviewed]
    pulls: list[Pull]
    outcome: Outcome | None
    line: Line
    versions: list[Version]
    files: list[Attached]
    comments: list[Comment]
    timeline: Timeline

    def may(self, name: str) -> bool:
        """True when the person may take the step now."""
        return any(button.step.name == name for button in (*self.buttons.owed, *self.buttons.other))


def page(near: Near, sort: str = "") -> Page:
    """The page of the goal; `sort` is which events its timeline shows."""
    case, names, found = near.case, near.names, series(near)
    said, words = near.said(case, "wording"), {key: near.said(case, key) for key in case.facts}
    return Page(
        case=case, level=near.level, state=near.level.state[case.state], title=wording(near), unit=names.unit(case.unit),
        department=names.unit(case.department), responsible=names.person(case.responsible), above=list(_above(near)),
        said=said, proposal=near.said(case, "proposal"), target_area=near.ref(said.get("target_area")),
        focus_areas=[ref for number in said.get("focus_areas", ()) if (ref := near.ref(number))],
        titles={kind: _title(near, kind) for kind in ("direction", "target_area")},
        summary=summary(near), buttons=buttons(near.now, brief=True), series=[(one, chart(one)) for one in found],
        rounds=rounds(near), activities=work(near, "activity"), measures=work(near, "measure"),
        contributions=work(near, "contribution"), below=below(near),
        decisions=decisions(near), reviews=reviews(near), pulls=pulls(near),
        outcome=outcome(near, found), line=line(near), versions=versions(near),
        files=attached(case, {key: one for key, one in words.items() if "name" in one}, names),
        comments=comments(near), timeline=timeline(near, sort),
    )  # fmt: skip


def _title(near: Near, kind: str) -> Title:
    """What the goal's model calls what it may point at."""
    levels = near.now.model.of_kind(kind)
    many = kind == "direction"
    return (levels[0].plural if many else levels[0].title) if levels else Title("", "")


def _above(near: Near) -> Iterator[Ref]:
    """What the goal hangs from, the topmost first."""
    parent = near.cases.get(near.case.parent or 0)
    if parent is not None:
        for number in (parent.parent, parent.id):
            if number != near.case.parent or number == parent.id:
                ref = near.ref(number)
                if ref:
                    yield ref
