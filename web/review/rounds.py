"""The rounds of a goal's review, from its events: who judged alone, the verdict, what the committee answered."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from web.review.steps import Steps
from workflow.facts.clerical import Motive
from workflow.facts.review import OwnJudgement, Review
from workflow.records.queries.events import TimelineEvent

OWN = "Comes from the goal's own department."
REWORDED, STOOD_BY = "reworded", "stood_by"


@dataclass(frozen=True)
class Member:
    """What one member judged alone. `near`: comes from the goal's own department."""

    person: int
    name: str
    at: str
    near: bool
    said: OwnJudgement | Review

    @property
    def suggested(self) -> str:
        """The wording that was suggested, "" for none."""
        return self.said.suggested_wording

    def holds(self, criterion: str) -> bool | None:
        """Whether the wording holds in a criterion; None when it was not judged."""
        return next((row.holds for row in self.said.criteria if row.criterion == criterion), None)

    def comment(self, criterion: str) -> str:
        """What was said of a criterion."""
        return next((row.comment for row in self.said.criteria if row.criterion == criterion), "")


@dataclass
class Round:
    """One round: from a proposal to its verdict, and the answer to it."""

    number: int
    members: dict[int, Member] = field(default_factory=dict)
    verdict: Member | None = None
    answer: str = ""
    motive: str = ""

    def may_read(self, person: int) -> bool:
        """True when the judgements may be read: the verdict is set, or one has given one's own."""
        return self.verdict is not None or person in self.members

    def dissent(self, criteria: Iterable[str]) -> Iterator[tuple[Member, str]]:
        """Who judged a criterion otherwise than the verdict."""
        for criterion in criteria:
            for member in self.members.values() if self.verdict else ():
                assert self.verdict
                if None is not member.holds(criterion) != self.verdict.holds(criterion) is not None:
                    yield member, criterion


def rounds_of(told: Iterable[TimelineEvent], steps: Steps) -> list[Round]:
    """The rounds, the first one first. `told` holds what was said alone too."""
    events = list(told)
    unsaid = {event.unsays for event in events if event.unsays}
    found: list[Round] = []
    for event in events:
        if event.seq not in unsaid and not event.unsays:
            _take(found, event, steps)
    return found


def _take(found: list[Round], event: TimelineEvent, steps: Steps) -> None:
    name = event.step.partition(".")[2]
    if event.fact == "proposal" or not found:
        if found and found[-1].verdict and event.fact == "proposal":
            found[-1].answer = found[-1].answer or REWORDED
        if event.fact == "proposal" and found and not found[-1].verdict and not found[-1].members:
            return
        found.append(Round(len(found) + 1))
    if event.fact == "judgement":
        found[-1].members[event.who] = _member(event, OwnJudgement)
    elif steps.verdict.name == name:
        found[-1].verdict = _member(event, Review)
    elif steps.stand_by and steps.stand_by.name == name:
        found[-1].answer, found[-1].motive = STOOD_BY, Motive.of(_plain(event)).why


def _member(event: TimelineEvent, cls: type[OwnJudgement | Review]) -> Member:
    near = any(remark["text"] == OWN for remark in event.remarks)
    return Member(event.who, event.name, event.effective, near, cls.of(_plain(event)))


def _plain(event: TimelineEvent) -> dict[str, Any]:
    """What the event said, of its one fact."""
    return next((plain for plain in (event.said or {}).values() if isinstance(plain, dict)), {})
