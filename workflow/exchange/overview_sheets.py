"""The standing as sheets: a row for each goal, and the matrix."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from workflow.goals.lacking import OWNER, PLAN
from workflow.goals.marks import Mark, marks
from workflow.goals.overview import Followed, Group, Tally, whole
from workflow.goals.reporting_status import AWAITED, DESCRIBE, MISSING, ReportingStatus
from workflow.governance.model import Model
from workflow.spreadsheet import Sheet, Text, Value
from workflow.words import sentence


@dataclass(frozen=True)
class Shown:
    """What is shown of a goal year: its model, the committees with their goals, and which of the model's rounds;
    `units` are the names of units by number."""

    year: int
    model: Model
    groups: Sequence[Group]
    rounds: Sequence[str]
    units: Mapping[int, str]

    @property
    def places(self) -> list[int]:
        """Where the rounds are among the model's."""
        order = list(self.model.rounds)
        return [order.index(name) for name in self.rounds]

    def title(self, group: Group) -> Text:
        """What the row of a committee is called."""
        return group.level.plural if group.level else self.units.get(group.unit, "")


def goals_sheet(shown: Shown) -> Sheet:
    """A row for each goal, a column for each round."""
    titles = [shown.model.rounds[name].title for name in shown.rounds]
    rows = tuple(_goal(shown, group, followed) for group in shown.groups for followed in group.goals)
    return Sheet(
        sentence("Goals"),
        (sentence("Goal year"), sentence("Committee"), sentence("Department"), sentence("No."), sentence("Goal"), *titles,
         sentence("Action plan"), sentence("Responsible")),
        (8, 30, 30, 8, 70, *(30 for _ in titles), 22, 20),
        rows,
    )  # fmt: skip


def matrix_sheet(shown: Shown) -> Sheet:
    """A row for each committee; for each round the worst verdict, how many of how many, and what is missing."""
    titles = [shown.model.rounds[name].title for name in shown.rounds]
    parts = (
        sentence("Worst outlook"),
        sentence("Handed in"),
        sentence("Of"),
        sentence("Missing"),
        sentence("Without consequence"),
    )
    head = [sentence("%(round)s: %(part)s", round=title, part=part) for title in titles for part in parts]
    known = marks(shown.model)
    every = whole(shown.model, shown.groups)
    rows = [(shown.title(group), len(group.goals), *_numbers(shown, known, group)) for group in shown.groups]
    return Sheet(
        sentence("Matrix"),
        (sentence("Committee"), sentence("Goals"), *head),
        (30, 8, *(20 for _ in head)),
        (*rows, (sentence("All committees"), len(every.goals), *_numbers(shown, known, every))),
    )


def _goal(shown: Shown, group: Group, followed: Followed) -> tuple[Value, ...]:
    goal, known = followed.goal, marks(shown.model)
    cells = (_said(known, followed.cells[place]) for place in shown.places)
    lacks = (known[word].word if followed.lacks[word] else "" for word in (PLAN, OWNER))
    return (
        shown.year,
        shown.title(group),
        shown.units.get(goal.department or 0, ""),
        goal.id,
        goal.title,
        *cells,
        *lacks,
    )


def _said(known: Mapping[str, Mark], cell: ReportingStatus) -> Value:
    if cell.status == DESCRIBE:
        return sentence("%(outlook)s – consequence missing", outlook=known[cell.verdict].word)
    return known[cell.verdict or cell.status].word if cell.status else ""


def _numbers(shown: Shown, known: Mapping[str, Mark], group: Group) -> Iterable[Value]:
    for place in shown.places:
        yield from _cell(known, group.tallies[place])


def _cell(known: Mapping[str, Mark], found: Tally) -> tuple[Value, ...]:
    lacking = found.statuses[AWAITED] + found.statuses[MISSING]
    word: Value = known[found.worst].word if found.worst else ""
    return word, found.given, found.asked, lacking, found.statuses[DESCRIBE]
