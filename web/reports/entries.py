"""The goals of a committee's report as its pages show them, each with the acts on its measures that still wait."""

from dataclasses import dataclass

from web.visible import year_of_goals
from workflow.exchange import addresses
from workflow.goals import Part
from workflow.goals.goal import Goal
from workflow.goals.measures import Act, of_the_body, of_the_director
from workflow.goals.report import CommitteeReport, ReportedGoal
from workflow.records.case import Case

PARTS = Part.INDICATORS | Part.WORK | Part.REPORTS | Part.WORDS | Part.PEOPLE | Part.CITED
Texts = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class ReportEntry:
    """A goal of the report; `body` and `director` are the decisions on its measures that still wait."""

    reported: ReportedGoal
    body: tuple[Act, ...]
    director: tuple[Act, ...]

    @property
    def goal(self) -> Goal:
        """The goal."""
        return self.reported.goal

    @property
    def address(self) -> str:
        """Where the goal has its page."""
        return self.address_of(self.goal.case)

    def address_of(self, case: Case) -> str:
        """Where the goal, or what hangs from it, has its page."""
        return addresses.of_case(case, self.goal.year.model_of(case))

    @property
    def department(self) -> str:
        """The department that answers for the goal, "" for none."""
        return self.goal.year.unit(self.goal.case.department)

    @property
    def texts(self) -> Texts:
        """What was said of the goal, with labels."""
        names = ("comment", "reason", "when") if self.reported.is_forecast else ("result", "measures", "reason")
        return tuple(self.reported.said.labelled(*names))

    @property
    def consequence(self) -> Texts:
        """The consequence description, with labels."""
        return tuple(self.reported.round.consequence.labelled())

    @property
    def proposal(self) -> str:
        """The measures in words: as the consequence description proposes them, and those that wait for a decision."""
        titles = {work.case.id: work.title for work in self.goal.measures}
        waiting = (titles.get(act.case.id, "") for act in (*self.body, *self.director))
        return "\n".join(filter(None, (self.reported.round.consequence.measures, *waiting)))


def report_in_full(case: Case) -> CommitteeReport:
    """A report as the person at the page may know of it, with everything that its pages tell."""
    assert case.year
    return CommitteeReport(year_of_goals(case.year, PARTS, case.unit), case)


def entries_of(report: CommitteeReport) -> tuple[ReportEntry, ...]:
    """The goals that the report tells of, with what waits."""
    return tuple(ReportEntry(one, tuple(body_acts(one)), tuple(director_acts(one))) for one in report.goals)


def body_acts(one: ReportedGoal) -> list[Act]:
    """What the body is to decide of the goal's measures in the round."""
    return of_the_body(one.goal.model, one.goal.case, _measures(one.goal), one.name)


def director_acts(one: ReportedGoal) -> list[Act]:
    """What lies within the director's powers."""
    return of_the_director(one.goal.model, one.goal.case, _measures(one.goal), one.name)


def _measures(goal: Goal) -> list[Case]:
    return goal.year.under(goal.id, "measure")
