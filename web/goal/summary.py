"""The top of the page: what was adopted, how it goes, and what happens next - found in ten seconds."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from web.goal.near import Cite, Near
from web.names import sitting
from web.offered import round_title
from workflow.cycle.duties import Duty, duties
from workflow.exchange import addresses
from workflow.goals.reporting_status import DESCRIBE, MISSING, status_of
from workflow.governance.model import Step, Verdict
from workflow.words import Sentence, Title, sentence

NEXT = 3
"""So many duties are named."""


@dataclass(frozen=True)
class Adopted:
    """By which § the goal was adopted, and with which verdict; no § while it has not been."""

    cite: Cite | None
    verdict: Verdict | None
    on: str


@dataclass(frozen=True)
class Goes:
    """How the goal ended, or is last expected to end: said in which round, when and with which words; `lacks` is what
    ought to have been said beside it."""

    verdict: Verdict | None
    trend: Verdict | None
    round: Title | None
    on: str
    comment: str
    ended: bool
    lacks: tuple[Sentence, ...]


@dataclass(frozen=True)
class Owed:
    """Something that is to be done: what, in which round, by whom and when. `late` is how many days too late it is."""

    title: Title
    round: Title | None
    who: tuple[str | Title, ...]
    due: date
    preliminary: bool
    late: int
    address: str


@dataclass(frozen=True)
class Summary:
    """The three questions of the top. `unlogged`: the goal stands as adopted, and no § is known here."""

    adopted: Adopted | None
    unlogged: bool
    goes: Goes
    owed: tuple[Owed, ...]


def summary(near: Near) -> Summary:
    """The summary of the goal."""
    adopted = _adopted(near)
    return Summary(adopted, adopted is None and _stands(near), _goes(near), tuple(_owed(near)))


def sealing(near: Near) -> Iterator[tuple[Step, str]]:
    """The steps by which a body has adopted or changed the goal, and the keys of what it said; the first first."""
    for step in near.level.steps:
        said = near.case.facts.get(f"decision/{step.name}", {})
        if step.seals and said and said.get("verdict") not in step.again:
            yield step, f"decision/{step.name}"


def last_forecast(near: Near) -> str:
    """The key of the forecast that was said last, "" before any."""
    said = {key: fact for key, fact in near.case.facts.items() if key.startswith("forecast/")}
    return max(said, key=lambda key: int(said[key]["seq"]), default="")


def _adopted(near: Near) -> Adopted | None:
    for _, key in sealing(near):
        said = near.case.facts[key]
        cite = near.cite(said.get("decision"))
        return Adopted(
            cite, near.now.model.verdict("decision", said.get("verdict", "")), cite.on if cite else said["at"]
        )
    return None


def _stands(near: Near) -> bool:
    """True when the goal has come as far as a body's decision would have brought it."""
    order = list(near.level.state)
    ways = [state for step in near.level.steps if step.seals for state in step.targets if state in order]
    inside = [order.index(state) for state in ways if not near.level.state[state].out]
    return bool(inside) and order.index(near.case.state) >= min(inside)


def _goes(near: Near) -> Goes:
    model, ended = near.now.model, near.said(near.case, "closing")
    lacks = tuple(_lacks(near))
    if ended:
        verdict = model.verdict("attainment", ended.get("attainment", ""))
        return Goes(verdict, None, None, ended["at"], str(ended.get("result", "")), True, lacks)
    key = last_forecast(near)
    said = near.said(near.case, key)
    return Goes(
        model.verdict("outlook", said.get("outlook", "")), model.verdict("trend", said.get("trend", "")),
        round_title(model, key.partition("/")[2]), said.get("at", ""), str(said.get("comment", "")), False, lacks,
    )  # fmt: skip


def _lacks(near: Near) -> Iterator[Sentence]:
    for name, round in near.now.model.rounds.items():
        status = status_of(near.now.model, near.now.calendar, near.case, name, near.now.today)
        if status == DESCRIBE:
            yield sentence("%(round)s: the forecast is given, the consequence is missing.", round=round.title)
        if status == MISSING:
            yield sentence("%(round)s: missing.", round=round.title)


def _owed(near: Near) -> Iterator[Owed]:
    now = near.now
    asked = [duty for duty in duties(now.model, now.calendar, near.case) if not duty.step.by_clock]
    current = [duty for duty in asked if duty.status(now.today) != "lapsed"][:NEXT]
    if not current:
        return
    held = sitting(near.names, now.today)
    owing = [held.owing(now.model, near.case, duty.step) for duty in current]
    near.names.add_people(person for people in owing for person in people)
    for duty, people in zip(current, owing, strict=True):
        yield _duty(near, duty, people)


def _duty(near: Near, duty: Duty, people: tuple[int, ...]) -> Owed:
    model = near.now.model
    names = tuple(near.names.person(person) for person in people[:NEXT])
    return Owed(
        title=duty.step.title, round=round_title(model, duty.round), who=names or (model.roles[duty.step.by[0]].title,),
        due=duty.due, preliminary=duty.preliminary, late=max((near.now.today - duty.due).days, 0),
        address=addresses.of_step(near.case, model, duty.step, duty.round),
    )  # fmt: skip
