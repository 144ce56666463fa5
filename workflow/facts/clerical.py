"""What is said in passing: comments, motives, handing over, more time, corrections, reminders, imports."""

from datetime import date
from typing import Any, ClassVar

from workflow.facts.base import Fact, said


class Comment(Fact):
    """A comment to a case."""

    kind: ClassVar[str] = "comment"

    text: str = said("Comment", rows=3, min_length=1, max_length=5000)


class Motive(Fact):
    """Why something is done."""

    kind: ClassVar[str] = "motive"

    why: str = said("Motive", rows=3, min_length=3, max_length=5000)


class Approval(Fact):
    """A director's verdict on what was reported."""

    kind: ClassVar[str] = "approval"
    per_step: ClassVar[bool] = True
    verdict_field: ClassVar[str] = "verdict"

    verdict: str = said("Verdict", short=True, scale="approval", min_length=1)
    comment: str = said("Comment", rows=3, default="")


class Handover(Fact):
    """Somebody else answers for the case from now on."""

    kind: ClassVar[str] = "handover"

    responsible: int = said("To whom", ref="person", short=True)
    why: str = said("Why", default="")


class Transfer(Fact):
    """The case moves to another body, by a decision."""

    kind: ClassVar[str] = "transfer"
    links: ClassVar = {"decision": "cites"}

    unit: int = said("To the body", ref="unit", short=True)
    decision: int = said("Paragraph", ref="decision", short=True)


class Extension(Fact):
    """More time for a step of one case, with a reason."""

    kind: ClassVar[str] = "extension"

    step: str = said("Step", short=True, max_length=80)
    until: date = said("Until", short=True)
    why: str = said("Why", rows=2, min_length=3)

    def key(self, round: str = "", step: str = "") -> str:
        """Each step and round is extended on its own."""
        return f"{self.kind}/{self.step}" + (f"/{round}" if round else "")


class Correction(Fact):
    """An event was wrong: it is unsaid, with a reason. Nothing is deleted."""

    kind: ClassVar[str] = "correction"

    event: int = said("The entry that was wrong", ref="event", short=True)
    why: str = said("What was wrong", rows=2, min_length=3)


class Notice(Fact):
    """The clock told somebody: a duty opened, a reminder, an escalation. `rung` is the ladder's name for it; `earlier` the
    last rung that was told for each other date that the duty has had."""

    kind: ClassVar[str] = "notice"

    step: str = said("Step", short=True, max_length=80)
    rung: str = said("Rung", short=True, max_length=40)
    due: date = said("Due", short=True)
    earlier: dict[str, str] = said("Told for other dates", short=True, default_factory=dict)

    def key(self, round: str = "", step: str = "") -> str:
        """The last rung is remembered per step and round."""
        return f"{self.kind}/{self.step}" + (f"/{round}" if round else "")


class Born(Fact):
    """A case was born that this case owed: noted on the parent."""

    kind: ClassVar[str] = "born"

    step: str = said("Step", short=True, max_length=80)
    cases: tuple[int, ...] = said("Cases", short=True, default=())

    def key(self, round: str = "", step: str = "") -> str:
        """One entry for each step and round."""
        return f"{self.kind}/{self.step}" + (f"/{round}" if round else "")


class Offered(Fact):
    """Goals that look as if they will not be reached, offered to the committee when the next but one year opens."""

    kind: ClassVar[str] = "offered"

    goals: tuple[int, ...] = said("Goals", ref="goal", short=True, default=())


class Lineage(Fact):
    """The case goes on from an earlier one, or takes the place of it."""

    kind: ClassVar[str] = "lineage"
    links: ClassVar = {"continues": "continues", "replaces": "replaces"}

    continues: int | None = said("Continues", ref="goal", short=True, default=None)
    replaces: int | None = said("Replaces", ref="goal", short=True, default=None)
    lessons: str = said("What was learned", rows=3, default="")


class AsWritten(Fact):
    """What a source says that the model has no place for: kept word by word."""

    kind: ClassVar[str] = "as_written"
    title_field: ClassVar[str] = "name"

    name: str = said("Name", default="")
    source: str = said("Source", default="")
    item: dict[str, Any] = said("As written", default_factory=dict)


class Seated(Fact):
    """Somebody was given a seat, or left it (`until` in the past)."""

    kind: ClassVar[str] = "seated"

    seat: int = said("Seat", short=True)
    person: int = said("Person", ref="person", short=True)
    unit: int = said("Unit", ref="unit", short=True)
    role: str = said("Role", short=True, max_length=40)
    since: date = said("From", short=True)
    until: date | None = said("Until", short=True, default=None)
    substitute: bool = said("Substitute", short=True, default=False)
    decision: int | None = said("Paragraph", ref="decision", short=True, default=None)

    def key(self, round: str = "", step: str = "") -> str:
        """One entry for each seat."""
        return f"{self.kind}/{self.seat}"
