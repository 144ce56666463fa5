"""What every document about a goal year begins with: the year, the body that is asked for, what the first page says."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from sqlalchemy.orm import Session

from workflow.goals import Goal, GoalYear, goals, load_year
from workflow.reports.ask import Ask
from workflow.reports.document import Block, Document, Table, Text
from workflow.words import Sentence, Wrong, sentence


def asked(session: Session, ask: Ask) -> tuple[GoalYear, tuple[Goal, ...]]:
    """The year and its goals, those of one body when it is asked for. Raises Wrong for a year or a body that is not
    there."""
    year = load_year(session, ask.organisation, ask.year, ask.today, ask.language)
    return year, goals(year, unit_of(year, ask.unit))


def unit_of(year: GoalYear, code: str) -> int:
    """The number of the body with the code, 0 for "". Raises Wrong when there is none."""
    if not code:
        return 0
    found = next((unit.id for unit in year.units.values() if unit.code.casefold() == code.casefold()), 0)
    if not found:
        raise Wrong(sentence("There is no body with the code “%(code)s”.", code=code))
    return found


def document(name: str, title: Sentence, year: GoalYear, ask: Ask, blocks: Iterable[Block], more: str = "") -> Document:
    """The document of the blocks; `more` is what its subtitle says beside the goal year and the body."""
    say, unit = year.say, year.unit(unit_of(year, ask.unit))
    subtitle = ", ".join(part for part in (say("Goal year %(year)s", year=year.year), more, unit) if part)
    about = (
        (say("Shows"), ask.today.isoformat()),
        (say("Governance model"), say(year.model.title)),
        (say("Seal of the event log"), year.seal[:16]),
    )
    if unit:
        blocks = (_of_one_body(block, say("Committee"), unit) for block in blocks)
    return Document(name=name, title=say(title), subtitle=subtitle, publisher=year.name, on=ask.today,
                    blocks=tuple(blocks), language=ask.language, subject=subtitle, about=about)  # fmt: skip


def _of_one_body(block: Block, label: str, body: str) -> Block:
    """A table without the column that would say in every row whose document it is, and without a sum of one row; in a
    workbook each row still says it."""
    if not isinstance(block, Table) or block.columns[0].title != label or {row[0] for row in block.rows} != {body}:
        return block
    if block.total and len(block.rows) > 1:
        return block
    rows = tuple(row[1:] for row in block.rows)
    return replace(block, columns=block.columns[1:], rows=rows, keys=((label, body), *block.keys), total=None)


def hidden(year: GoalYear) -> Iterator[Block]:
    """That some goals are not accounted for, in one sentence."""
    if year.hidden == 1:
        yield Text(year.say("One goal is under secrecy and is not told of here."), "notice")
    elif year.hidden:
        yield Text(year.say("%(count)s goals are under secrecy and are not told of here.", count=year.hidden), "notice")
