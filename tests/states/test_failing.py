"""The line is lost at the n-th statement, for every n, before it is done and after: all of it is there, or nothing."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session

from tests.people import Town, moment
from tests.states.fuse import Fuse, put_in
from tests.states.good import GOOD
from tests.states.ways import everything
from workflow.facts import fact_of
from workflow.governance.model import Model
from workflow.organisation.founding import add_unit, found
from workflow.organisation.seats import Place, appoint, dismiss
from workflow.states.command import Command, ImportedCase, Note
from workflow.states.model_change import govern
from workflow.states.perform import bring_in, note, perform
from workflow.states.replay import verify

UseCase = Callable[[Session], Any]
WORDING = fact_of("wording", GOOD["wording"])


def use_cases(town: Town) -> Iterator[tuple[str, UseCase]]:
    """Everything that writes, as people do it one after the other."""
    goal, other = town.goal(), town.goal("Ett annat mål")
    year = town.find("goal_year")[0].id
    own = town.find("committee_year", unit="BUN")[0].id
    town.today = date(2026, 6, 16)
    section = town.paragraph("KF", town.today)
    [indicator] = [row.id for row in town.find("indicator") if row.parent == goal]
    at = moment(town.today)
    yield "a step", lambda s: perform(s, Command("reword", goal, town.maja, WORDING, at=at, idempotency_key="form/1"))
    yield (
        "a birth",
        lambda s: perform(s, Command("goal.draft", own, town.maja, WORDING, at=at, idempotency_key="form/2")),
    )
    yield (
        "a birth that is noted",
        lambda s: perform(s, Command("committee_report.open", own, town.clock, at=at, round="R1")),
    )
    yield (
        "a note",
        lambda s: note(s, Note(goal, town.clock, fact_of("notice", GOOD["notice"]), at=at, idempotency_key="n")),
    )
    yield (
        "history",
        lambda s: bring_in(
            s,
            ImportedCase(
                "vision",
                "adopted",
                [(fact_of("direction", GOOD["direction"]), "")],
                town.clock,
                at=at,
                idempotency_key="import/1",
            ),
        ),
    )
    targets = [{"indicator": indicator, "value": 90}]
    decided = fact_of(
        "decision", {"verdict": "approved_changed", "decision": section, "words": "Nytt", "targets": targets}
    )
    yield "an act", lambda s: [perform(s, Command("adopt", case, town.stig, decided, at=at)) for case in (goal, other)]
    with town.database.reading() as session:
        wrong = int(town.case(goal, session).fact("decision/adopt")["seq"])
    correction = fact_of("correction", {"event": wrong, "why": "Fel mål"})
    yield "asking for a correction", lambda s: perform(s, Command("correct", goal, town.stig, correction, at=at))
    yield "correcting", lambda s: perform(s, Command("correct", goal, town.kia, correction, at=at))
    meeting = fact_of("gathering", {"unit": town.unit["KF"], "on": "2026-11-23"})
    yield "a meeting that moves dates", lambda s: perform(s, Command("meeting.plan", None, town.stig, meeting, at=at))
    place = Place("manager", town.unit["SN"], date(2026, 6, 1))
    yield "a seat", lambda s: appoint(s, town.ada, town.dina.person, place, at=at, idempotency_key="seat/1")
    yield "the end of a seat", lambda s: dismiss(s, town.ada, 2, at=at)
    yield "a new body", lambda s: add_unit(s, town.clock, "R", "Revisionen", "council", 1, at=at)
    yield "a new municipality", lambda s: found(s, "0002", "Tredje kommunen", town.model, at=at)
    yield "another model", lambda s: govern(s, town.kia, year, other_model(town.model), at=at)


def other_model(model: Model) -> Model:
    """The same model under another digest."""
    text = model.text + " "
    return replace(model, text=text, digest="0" * 64)


@pytest.mark.parametrize("after", [False, True], ids=["before it is done", "after it is done"])
def test_whatever_fails_all_is_there_or_nothing(town: Town, after: bool) -> None:
    fuse = put_in(town.database)
    blown = 0
    for name, use_case in use_cases(town):
        before = everything(town)
        for n in range(1, 200):
            if not fails(town, fuse, use_case, n, after):
                break
            blown, at_commit = blown + 1, fuse.at_commit
            if everything(town) != before:
                assert after and at_commit, (name, n)
                break
        assert everything(town) != before, f"{name} has been done"
    assert blown > 100, blown
    with town.database.reading() as session:
        found = verify(session, town.clock.organisation)
    assert [str(fault) for fault in found.faults] == ["The text of the model mariestad-2016 has been changed."]


def fails(town: Town, fuse: Fuse, use_case: UseCase, n: int, after: bool) -> bool:
    """True when the n-th statement of the use case blew the fuse; else it has been done."""
    fuse.arm(n, after)
    try:
        with town.database.writing() as session:
            use_case(session)
    except Exception:
        if not fuse.blown:
            raise
    blown = fuse.blown
    fuse.arm(0, after)
    return blown
