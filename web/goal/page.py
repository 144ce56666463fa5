"""The page of a goal: the goal itself, and what is the page's own - addresses, charts, what may be done, what happened."""

from collections.abc import Iterator
from dataclasses import dataclass

from web.attached import Attached, attached
from web.goal.chart import FluidChart, fluid_chart_of
from web.goal.events import Comment, Timeline, comments, timeline
from web.goal.owed import Owed, owed
from web.goal.versions import Version, versions
from web.names import Names, names_in, titled
from web.offered import Buttons, buttons
from web.session import around, session, who
from workflow.exchange import addresses
from workflow.goals import Goal, Indicator
from workflow.goals.forecast import RoundForecast
from workflow.goals.goal import OtherYear
from workflow.goals.reporting_status import AWAITED, BEFORE, MISSING, NOT_OPEN
from workflow.goals.work import Work
from workflow.governance.model import Verdict
from workflow.organisation.visibility import is_open, paths_of
from workflow.states.context import CaseContext
from workflow.words import Sentence, Title, sentence

WAITING = {
    NOT_OPEN: sentence("Not open yet"), AWAITED: sentence("Awaited"), MISSING: sentence("Missing"),
    BEFORE: sentence("Before the introduction"),
}  # fmt: skip
"""What is said of a round in which nothing is said."""
NOT_THERE = sentence("Missing in the source")
TIES = {
    "continues": (sentence("Continues"), sentence("Continued by")),
    "replaces": (sentence("Replaces"), sentence("Replaced by")),
}
"""How a goal is tied to an earlier one, and to a later one."""


@dataclass(frozen=True)
class Link:
    """A case that is pointed at."""

    title: str
    address: str


@dataclass(frozen=True)
class GoalPage:
    """What the page of a goal shows."""

    goal: Goal
    buttons: Buttons
    owed: tuple[Owed, ...]
    indicators: tuple[tuple[Indicator, FluidChart | None], ...]
    versions: list[Version]
    files: list[Attached]
    comments: list[Comment]
    timeline: Timeline

    def may(self, name: str) -> bool:
        """True when the person may take the step now."""
        return any(button.step.name == name for button in (*self.buttons.owed, *self.buttons.other))

    @property
    def is_open(self) -> bool:
        """True when everybody may know of the goal."""
        return is_open(self.goal.case)

    @property
    def responsible(self) -> str:
        """Who answers for the goal."""
        return self.goal.year.person(self.goal.case.responsible)

    @property
    def department(self) -> str:
        """The department that answers for it."""
        return self.goal.year.unit(self.goal.case.department)

    @property
    def above(self) -> list[Link]:
        """What the goal hangs from, the topmost first."""
        found: list[Link] = []
        case = self.goal.year.cases.get(self.goal.case.parent or 0)
        while case is not None and len(found) < 9:
            found.insert(0, Link(titled(case), self.address(case.id)))
            case = self.goal.year.cases.get(case.parent or 0)
        return found

    @property
    def below(self) -> list[tuple[Title, list[Work]]]:
        """What else hangs from the goal, under the name of its level."""
        heaps: dict[Title, list[Work]] = {}
        for one in self.goal.other_work:
            heaps.setdefault(self.goal.year.level(one.case).plural, []).append(one)
        return list(heaps.items())

    @property
    def earlier(self) -> list[OtherYear]:
        """The goal in earlier years."""
        return [one for one in self.goal.other_years if not self._is_later(one)]

    @property
    def later(self) -> list[OtherYear]:
        """The goal in later years."""
        return [one for one in self.goal.other_years if self._is_later(one)]

    @property
    def lacks(self) -> Iterator[Sentence]:
        """What ought to have been said of how it goes."""
        for round in self.goal.rounds:
            if round.lacks_consequence:
                yield sentence("%(round)s: the forecast is given, the consequence is missing.", round=round.title)
            if round.waits == MISSING:
                yield sentence("%(round)s: missing.", round=round.title)
        if self.goal.closing_cell.status == MISSING:
            closing = self.goal.model.rounds[self.goal.level.closing_round]
            yield sentence("%(round)s: missing.", round=closing.title)

    def address(self, number: int) -> str:
        """Where a case that is told of has its page."""
        case = self.goal.year.cases[number]
        return addresses.of_case(case, self.goal.year.model_of(case))

    def link(self, number: int | None) -> Link | None:
        """A case as a link; None for one that is not shown here."""
        case = self.goal.year.cases.get(number or 0)
        return Link(titled(case), self.address(case.id)) if case else None

    def waiting(self, round: RoundForecast) -> Sentence:
        """Why nothing is said in a round."""
        is_unknown = self.goal.is_imported and round.waits == BEFORE
        return NOT_THERE if is_unknown else WAITING.get(round.waits, NOT_THERE)

    def tie(self, other: OtherYear) -> Sentence | None:
        """How another year's goal is tied to this one."""
        return TIES[other.way][self._is_later(other)] if other.way else None

    def round_title(self, name: str) -> Title | None:
        """What a round is called."""
        round = self.goal.model.rounds.get(name)
        return round.title if round else None

    def kind_title(self, kind: str, many: bool = False) -> Title:
        """What the goal's model calls a kind of case."""
        return self.goal.model.title_of(kind, many) or Title("", "")

    def attainment(self, code: str) -> Verdict | None:
        """What the figures say, in the goal's scale."""
        return self.goal.model.verdict("attainment", code)

    def _is_later(self, other: OtherYear) -> bool:
        return (other.goal.case.year or 0) > (self.goal.case.year or 0)


def page_of(goal: Goal, sort: str = "") -> GoalPage:
    """The page of the goal; `sort` is which events its timeline shows."""
    names, ctx = _names(goal), situation_of(goal)
    said = {key: goal.year.said(goal.case, key) for key in goal.case.facts}
    return GoalPage(
        goal=goal, buttons=buttons(ctx, brief=True), owed=tuple(owed(goal, names)),
        indicators=tuple((one, fluid_chart_of(one)) for one in goal.indicators if not one.has_left), versions=versions(goal),
        files=attached(goal.case, {key: dict(one) for key, one in said.items() if "name" in one}, names),
        comments=comments(goal), timeline=timeline(goal, names, sort),
    )  # fmt: skip


def situation_of(goal: Goal) -> CaseContext:
    """The situation around the goal, which has been read already."""
    return around().about(goal.case, goal.model, paths_of(goal.case, goal.year.units))


def _names(goal: Goal) -> Names:
    """The names of what the timeline points at, with those that have been read already."""
    names = names_in(session(), who().organisation)
    names.people |= goal.year.people
    names.cases |= goal.year.cases
    return names
