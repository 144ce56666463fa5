"""What somebody asks the engine to do, whole: a step to take, a word in passing, a case to bring in. Nothing is decided here.

In all of them `at` is the moment it is done, `effective` the day that it counts from (else the day of `at`), and
`idempotency_key` a key under which it happens one time, however often it is sent.
"""

from collections.abc import Mapping, Sequence
from dataclasses import KW_ONLY, dataclass, field
from datetime import date, datetime

from workflow.facts import Fact
from workflow.states.context import Who


@dataclass(frozen=True, slots=True)
class Command:
    """Take `step` ("adopt", or "level.step" for a birth, with the parent as `case`), saying `fact` in `round`.

    `expected_version` is the version of the case that the form was drawn from; `request` identifies the request in the
    web's log; `unit` and `title` belong to a case that is born.
    """

    step: str
    case: int | None
    who: Who
    fact: Fact | None = None
    _: KW_ONLY
    at: datetime
    round: str = ""
    expected_version: int | None = None
    idempotency_key: str | None = None
    request: str = ""
    effective: date | None = None
    unit: int | None = None
    title: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """Say `fact` about `case` in passing: a comment, a reminder. It moves no state and makes no open form stale."""

    case: int
    who: Who
    fact: Fact
    _: KW_ONLY
    at: datetime
    round: str = ""
    idempotency_key: str | None = None
    effective: date | None = None


@dataclass(frozen=True, slots=True)
class ImportedCase:
    """A case of `level` that is already in `state`, with what is known about it: (fact, round) pairs, and the steps
    `taken` by then: step[/round] → day.

    `source` names where it comes from. `steps` says by which step a fact was said that is kept step by step:
    {"decision": "adopt"}. `days` holds the day of facts by their key, None where the source gives none: such a fact is
    `undated`, and its `at` is the day of the event, not its own.
    """

    level: str
    state: str
    facts: Sequence[tuple[Fact, str]]
    who: Who
    _: KW_ONLY
    at: datetime
    parent: int | None = None
    unit: int | None = None
    year: int | None = None
    round: str = ""
    title: str = ""
    source: str = ""
    effective: date | None = None
    idempotency_key: str | None = None
    steps: Mapping[str, str] = field(default_factory=dict)
    taken: Mapping[str, str] = field(default_factory=dict)
    days: Mapping[str, date | None] = field(default_factory=dict)
