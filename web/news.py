"""What has happened since somebody was last here, in words: by day, and in each day by case."""

from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from flask import g

from web.facts import Reading
from web.names import Names, names_in, titled
from web.session import session, who
from web.told import Entry, entries
from workflow.cycle.working_days import local_day
from workflow.exchange import addresses
from workflow.governance.model import State
from workflow.recent_events import Lately, lately
from workflow.records.case import Case
from workflow.records.queries.cases import cases_numbered
from workflow.records.queries.log import recorded_at
from workflow.records.queries.models import model_of
from workflow.states.context import Context
from workflow.words import Title

MOST = 200
"""So much is shown."""


@dataclass(frozen=True)
class Item:
    """A case in which something has happened on a day, and what."""

    title: str
    address: str
    unit: str
    level: Title
    state: State
    entries: list[Entry]


@dataclass(frozen=True)
class Day:
    """A day and its cases."""

    on: date
    items: list[Item]


@dataclass(frozen=True)
class News:
    """Everything the page shows: `count` events, whether there were more, since when (None: from the beginning)."""

    days: list[Day]
    count: int
    more: bool
    since: datetime | None


def news(ctx: Context, unit: int | None = None) -> News:
    """What has happened since the person was last here; of one body only, when it is given."""
    found = lately(ctx, g.person.since, unit, MOST)
    names, known = names_in(session(), who().organisation), _cases(found)
    days = [
        Day(on, _items(list(some), known, names))
        for on, some in groupby(found, key=lambda one: local_day(datetime.fromisoformat(one.told.recorded)))
    ]
    return News(days, len(found), len(found) == MOST, recorded_at(session(), who().organisation, g.person.since))


def _cases(found: list[Lately]) -> dict[int, Case]:
    return cases_numbered(session(), who().organisation, {one.case for one in found}) if found else {}


def _items(some: list[Lately], known: dict[int, Case], names: Names) -> list[Item]:
    """The day's cases, the one in which something happened last first."""
    heaps: dict[int, list[Lately]] = {}
    for one in some:
        heaps.setdefault(one.case, []).append(one)
    return [_item(known[case], heap, names) for case, heap in heaps.items() if case in known]


def _item(case: Case, heap: list[Lately], names: Names) -> Item:
    model = model_of(session(), who().organisation, case.model)
    level = model.levels[case.level]
    told = [one.told for one in reversed(heap)]
    return Item(
        titled(case), addresses.of_case(case, model), names.unit(case.unit), level.title, level.state[case.state],
        entries(told, model, level, Reading(model, names, level)),
    )  # fmt: skip
