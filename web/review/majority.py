"""What the form for the verdict begins with: what most members judged, and what they wrote."""

from collections.abc import Iterable

from werkzeug.datastructures import MultiDict

from web.forms.faults import Fault
from web.forms.values import NO, YES, Values
from web.review.rounds import Member, Round
from workflow.facts.review import OwnJudgement
from workflow.states.context import Context
from workflow.words import sentence

PASSED, RETURNED = "passed", "returned"


def beginning(round: Round, criteria: Iterable[str]) -> Values:
    """The values of the verdict's form; empty where the members are evenly divided."""
    members, values = list(round.members.values()), MultiDict[str, str]()
    votes = {criterion: _vote(members, criterion) for criterion in criteria}
    for number, (criterion, holds) in enumerate(votes.items()):
        values[f"criteria-{number}-criterion"] = criterion
        if holds is not None:
            values[f"criteria-{number}-holds"] = YES if holds else NO
            values[f"criteria-{number}-comment"] = _comments(members, criterion, holds)
    if members and None not in votes.values():
        values["verdict"] = PASSED if all(votes.values()) else RETURNED
    suggested = list(dict.fromkeys(text for member in members if (text := member.suggested)))
    values["suggested_wording"] = suggested[0] if len(suggested) == 1 else ""
    return values


def empty(criteria: Iterable[str]) -> Values:
    """The values of a form in which nothing is filled in."""
    return MultiDict((f"criteria-{number}-criterion", name) for number, name in enumerate(criteria))


def given(member: Member, criteria: Iterable[str]) -> Values:
    """The values of a form that says what was judged before."""
    values = MultiDict[str, str]()
    for number, name in enumerate(criteria):
        values[f"criteria-{number}-criterion"] = name
        if (holds := member.holds(name)) is not None:
            values[f"criteria-{number}-holds"] = YES if holds else NO
        values[f"criteria-{number}-comment"] = member.comment(name)
    values["suggested_wording"] = member.suggested
    values["comment"] = member.said.comment if isinstance(member.said, OwnJudgement) else ""
    return values


def unjudged(ctx: Context, values: Values) -> list[Fault]:
    """The criteria in which nothing was chosen; the rest of such a row may be empty, and would be passed over."""
    found = []
    for number, title in enumerate(ctx.model.criteria.values()):
        if values.get(name := f"criteria-{number}-holds") not in (YES, NO):
            found.append(Fault(name, sentence("Say whether it holds: “%(criterion)s”.", criterion=title)))
    return found


def _vote(members: list[Member], criterion: str) -> bool | None:
    votes = [holds for member in members if (holds := member.holds(criterion)) is not None]
    yes = sum(votes)
    return None if 2 * yes == len(votes) else 2 * yes > len(votes)


def _comments(members: list[Member], criterion: str, holds: bool) -> str:
    """The comments of those who judged as most did."""
    said = (member.comment(criterion) for member in members if member.holds(criterion) is holds)
    return "\n".join(dict.fromkeys(text for text in said if text))
