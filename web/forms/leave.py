"""The form on which one says that one is away: from, to, who stands in; and who it is, for an administrator."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from pydantic import ValidationError

from web.forms.draw import Drawn, drawing
from web.forms.faults import Fault, faults
from web.forms.values import Values, as_plain
from web.names import Names
from workflow.facts.base import Part, said
from workflow.states.context import Context

PERSON = "person"


class Leave(Part):
    """What is asked."""

    person: int | None = said("Who is away", ref="person", default=None)
    since: date = said("First day away")
    until: date = said("Last day away")
    instead: int | None = said(
        "Stand-in", ref="person", default=None,
        hint="Takes your tasks as an official meanwhile. Substitutes of the elected are chosen by the council.",
    )  # fmt: skip


@dataclass
class Written:
    """What was sent: the values as written, and what they make, or the faults in them."""

    values: Values
    leave: Leave | None = None
    faults: list[Fault] = field(default_factory=list)


def written(sent: Values) -> Written:
    """Read the form."""
    found = Written(sent)
    try:
        found.leave = Leave.model_validate(as_plain(Leave, sent))
    except ValidationError as wrong:
        found.faults = faults(Leave, wrong, sent)
    return found


def drawn(
    ctx: Context, names: Names, values: Values, found: Sequence[Fault], others: bool
) -> tuple[Drawn, ...]:  # fmt: skip
    """The form; who is away is asked only of those who may say it of `others`."""
    fields = drawing(ctx, names, values, found).fields(Leave)
    return tuple(one for one in fields if others or one.name != PERSON)
