"""Pills: what a cell says, ready to be shown - sign, words, and where it leads."""

from collections.abc import Mapping
from typing import NamedTuple

from web.language import say
from web.standing.choice import RISK, SHOW_OF, Choice
from workflow.goals.marks import AT_RISK, LACKS, marks, ranks
from workflow.goals.overview import BETTER, SAME, WORSE, Tally
from workflow.goals.reporting_status import AWAITED, DESCRIBE, MISSING
from workflow.governance.model import Model
from workflow.words import sentence

SHORT = {DESCRIBE: sentence("Consequence missing")}
"""What stands in a cell, where there is no room for the whole word; the legend has it."""
OWED = (MISSING, AWAITED, DESCRIBE)
"""What stands beside the worst verdict of a cell."""
CHANGES = {
    BETTER: sentence("↑ %(count)s better"), WORSE: sentence("↓ %(count)s worse"), SAME: sentence("→ unchanged: %(count)s"),
}  # fmt: skip
"""What became of verdicts since the round before, in words."""
OF_ONE = {BETTER: sentence("↑ Better"), WORSE: sentence("↓ Worse"), SAME: sentence("→ Unchanged")}
"""The same of one goal."""


class Pill(NamedTuple):
    """A sign and words; `address` leads to the goals it counts, "" to none. What is `owed` is drawn in a way of its own."""

    sign: str
    text: str
    address: str = ""
    owed: bool = False

    @property
    def is_quiet(self) -> bool:
        """True for what is no news: not opened yet, before the introduction."""
        return self.sign == "–"


def worded(model: Model) -> dict[str, Pill]:
    """A pill for everything that a goal's cell can say, in the reader's language."""
    return {name: Pill(mark.sign, say(mark.word), owed=mark.owed) for name, mark in marks(model).items()}


def owed(found: Tally, words: Mapping[str, Pill]) -> tuple[Pill, ...]:
    """What is missing in a cell, and how often."""
    return tuple([
        Pill(words[name].sign, f"{say(SHORT[name]) if name in SHORT else words[name].text} {many}", owed=True)
        for name in OWED if (many := found.statuses[name])
    ])  # fmt: skip


def counted(model: Model, found: Tally, choice: Choice) -> list[Pill]:
    """How many goals are where, the best first; what is missing and at risk leads to those goals."""
    known, rank = marks(model), ranks(model)
    pills = []
    for name, mark in known.items():
        if many := found.verdicts[name] or found.statuses[name]:
            what = RISK if rank.get(name, 0) >= AT_RISK else name
            word = say(SHORT.get(name, mark.word))
            pills.append(Pill(mark.sign, f"{word} {many}", _leading(choice, what), mark.owed))
    return pills


def lacking(counts: Mapping[str, int], choice: Choice | None = None) -> tuple[Pill, ...]:
    """What goals lack whatever the round, and how often."""
    return tuple(
        Pill(
            mark.sign, f"{say(mark.word)} {counts[mark.name]}", _leading(choice, mark.name) if choice else "", mark.owed
        )
        for mark in LACKS
        if counts.get(mark.name)
    )


def changed(counts: Mapping[str, int], names: tuple[str, ...] = (BETTER, WORSE)) -> str:
    """How many verdicts became what, in words; "" for none."""
    return ", ".join(say(CHANGES[name].text, count=counts[name]) for name in names if counts.get(name))


def legend(model: Model) -> list[Pill]:
    """Every sign that can be shown, and its word."""
    return list(
        dict.fromkeys(
            Pill(mark.sign, say(mark.word), owed=mark.owed) for mark in marks(model).values() if mark not in LACKS
        )
    )


def _leading(choice: Choice, what: str) -> str:
    return choice.with_(show=SHOW_OF[what]).address() if what in SHOW_OF else ""
