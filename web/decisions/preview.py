"""What will happen when the § is logged, as people read it: how many, which words are changed, what will be remarked."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from web.decisions.act import Outcome
from web.decisions.covering import Line, Sheet
from workflow.governance.model import State, Verdict
from workflow.records.queries.models import model_of
from workflow.states.context import Context
from workflow.words import Sentence

WORDS = re.compile(r"\s+|\w+|[^\w\s]")


@dataclass(frozen=True)
class Piece:
    """Some words: "same", "del" (left out) or "ins" (put in)."""

    sort: str
    text: str


@dataclass(frozen=True)
class Change:
    """A case that the § changes: the words with what was left out and put in, and the targets that are new."""

    line: Line
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Remarked:
    """What will be remarked, and on which cases."""

    text: Sentence
    titles: tuple[str, ...]


@dataclass(frozen=True)
class Coming:
    """The whole of it: how many of each verdict (with the state it leads to), what is changed, what is remarked, and
    what is `left` as it is."""

    verdicts: list[tuple[Verdict, State, int]]
    changes: list[Change]
    remarked: list[Remarked]
    in_force: int
    measures: int
    cases: int
    left: list[Line]


def coming(ctx: Context, sheet: Sheet | None, outcome: Outcome) -> Coming:
    """What the rehearsal showed."""
    if sheet is None:
        return Coming([], [], [], 0, 0, 0, [])
    lines = [line for line in sheet.chosen if line.case.id in outcome.done]
    changed = [Change(line, tuple(difference(line.proposed, line.words)) if line.reworded else ())
               for line in lines if line.fact and line.altered and line.fact.verdict not in ("approved", "confirmed")]  # fmt: skip
    return Coming(
        list(_verdicts(ctx, lines, outcome)),
        changed,
        _remarked(lines, outcome),
        outcome.in_force,
        outcome.measures,
        len(lines),
        [line for line in sheet.lines if not line.on],
    )


def difference(old: str, new: str) -> Iterator[Piece]:
    """The words of both, as pieces."""
    before, after = WORDS.findall(old), WORDS.findall(new)
    for sort, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if sort == "equal":
            yield Piece("same", "".join(before[a:b]))
        if sort in ("delete", "replace"):
            yield Piece("del", "".join(before[a:b]))
        if sort in ("insert", "replace"):
            yield Piece("ins", "".join(after[c:d]))


def _verdicts(ctx: Context, lines: list[Line], outcome: Outcome) -> Iterator[tuple[Verdict, State, int]]:
    counts = Counter((line.verdict, outcome.done[line.case.id].state) for line in lines)
    levels = {line.case.level: line.case for line in lines}
    for (verdict, state), count in counts.items():
        case = next(iter(levels.values()))
        model = model_of(ctx.session, ctx.who.organisation, case.model)
        known = model.verdict("decision", verdict)
        if known:
            yield known, model.levels[case.level].state[state], count


def _remarked(lines: list[Line], outcome: Outcome) -> list[Remarked]:
    """The same remark on many cases is one line."""
    heaps: dict[str, tuple[Sentence, list[str]]] = {}
    for line in lines:
        for said in outcome.remarks.get(line.case.id, ()):
            heaps.setdefault(str(said), (said, []))[1].append(line.title)
    return [Remarked(text, tuple(titles)) for text, titles in heaps.values()]
