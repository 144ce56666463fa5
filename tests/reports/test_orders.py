"""A document is ordered, written by a worker in a process of its own, and there to fetch: whoever is killed meanwhile."""

import logging
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from tests.people import OPENING, Town, moment
from tests.post.crew import crew, wait_for
from tests.races.crew import url_of
from tests.reports.fake import PARTS, by_fake
from tests.reports.working import work_once
from workflow.records.document import DONE, FAILED, WAITING, WRITING, Order, Written
from workflow.reports import apart, working
from workflow.reports.ask import Ask
from workflow.reports.asking import NONE_YET
from workflow.reports.orders import (
    KEPT,
    LOAN,
    MOST,
    TRIES,
    Wanted,
    ahead,
    clear,
    content_of,
    fail,
    finish,
    give_back,
    ordered,
    place,
    progress,
    recent,
    take,
)
from workflow.reports.working import write_next
from workflow.words import Title, Wrong, sentence

NOW = moment(OPENING)
ME, OTHER = "me", "other"


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> None:
    """Documents are invented, and looked at often."""
    by_fake(monkeypatch)
    monkeypatch.setattr(apart, "TURN", 0.05)


def order(town: Town, name: str = "closing-book", form: str = "html", at: datetime = NOW, **ask: object) -> int:
    """Dina orders a document."""
    asked = Ask(town.clock.organisation, 2027, at.date(), **ask)  # type: ignore[arg-type]
    with town.database.writing() as session:
        return place(session, Wanted(town.dina.person, name, form, asked), at)


def found(town: Town, number: int) -> Order:
    """The order as it is now."""
    with town.database.reading() as session:
        return session.scalars(select(Order).where(Order.id == number)).one()


def taken(town: Town, me: str = ME, at: datetime = NOW) -> int | None:
    """The order that is lent to the worker."""
    with town.database.writing() as session:
        lent = take(session, at, me)
    return lent.id if lent else None


def works(town: Town, **more: object) -> bool:
    """A worker writes the next."""
    return write_next(town.database, lambda: NOW, ME, **more)  # type: ignore[arg-type]


def test_what_is_ordered_is_written_and_is_there_for_whoever_ordered_it(town: Town, fake: None) -> None:
    number = order(town, unit="BUN", round="R3", at=NOW + timedelta(days=3))
    assert works(town)
    assert not works(town)
    done = found(town, number)
    assert (done.state, done.done, done.parts, done.tries, done.finished) == (DONE, PARTS, PARTS + 1, 1, NOW)
    with town.database.reading() as session:
        content = content_of(session, number)
        assert content and len(content) == done.size
        assert ordered(session, town.clock.organisation, town.dina.person, number)
        assert ordered(session, town.clock.organisation, town.nils.person, number) is None
        assert [one.id for one in recent(session, town.clock.organisation, town.dina.person, 5)] == [number]
    assert f"2027 BUN R3 {OPENING + timedelta(days=3)}" in content.decode(), (
        "the day it shows is the day it was ordered"
    )


def test_it_tells_how_far_it_has_come(town: Town, fake: None, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[tuple[int, int]] = []
    told = working.progress
    monkeypatch.setattr(working, "progress", lambda *said: seen.append(said[-2:]) or told(*said))
    order(town, "interim")
    works(town)
    assert seen == sorted(set(seen)) and (2, PARTS + 1) in seen


def test_the_same_is_not_ordered_twice_while_one_waits_for_it(town: Town, fake: None) -> None:
    number = order(town)
    assert order(town) == number != order(town, form="pdf")
    works(town)
    assert order(town) != number


def test_one_cannot_have_any_number_waiting(town: Town) -> None:
    for year in range(MOST):
        order(town, at=NOW + timedelta(days=year))
    with pytest.raises(Wrong):
        order(town, "interim")


def test_what_cannot_be_written_says_what_to_do(town: Town, fake: None, caplog: pytest.LogCaptureFixture) -> None:
    number = order(town, "missing")
    with caplog.at_level(logging.INFO):
        assert works(town)
    failed = found(town, number)
    assert failed.state == FAILED and failed.why
    assert Title(**failed.why).in_("en") == str(NONE_YET)
    assert f"missing.html) is not written: {NONE_YET}" in caplog.text


def test_a_fault_of_ours_is_told_in_the_log_and_in_a_sentence(
    town: Town, fake: None, capfd: pytest.CaptureFixture[str]
) -> None:
    number = order(town, "auditor")
    works(town)
    assert found(town, number).state == FAILED
    assert "the log says why" in str(found(town, number).why)
    assert "no such thing" in capfd.readouterr().err


def test_what_never_ends_is_ended(town: Town, fake: None) -> None:
    number = order(town, "review")
    works(town, limit=1.0)
    assert found(town, number).state == FAILED and "minuter" in str(found(town, number).why)


def test_what_ends_its_writer_is_tried_three_times(town: Town, fake: None) -> None:
    number = order(town, "action-plan")
    for tries in range(1, TRIES + 1):
        assert works(town)
        assert (found(town, number).state, found(town, number).tries) == (WRITING, tries)
    assert works(town) is False
    assert found(town, number).state == FAILED


def test_a_worker_that_is_told_to_stop_gives_the_order_back(town: Town, fake: None) -> None:
    number = order(town, "review")
    works(town, stopped=lambda: found(town, number).done > 0)
    back = found(town, number)
    assert (back.state, back.tries, back.claim) == (WAITING, 0, "")


def test_an_order_is_lent_to_one_and_to_another_when_the_loan_is_over(town: Town) -> None:
    number = order(town)
    assert taken(town) == number
    assert taken(town, OTHER) is None
    assert taken(town, OTHER, NOW + LOAN + timedelta(seconds=1)) == number
    later = NOW + LOAN + timedelta(seconds=2)
    with town.database.writing() as session:
        assert not progress(session, number, ME, later, 1, 2)
        assert not finish(session, number, ME, later, b"late")
        assert not fail(session, number, ME, later, sentence("Choose a file."))
        assert not give_back(session, number, ME)
        assert progress(session, number, OTHER, later, 1, 2)
        assert finish(session, number, OTHER, later, b"first")
        assert content_of(session, number) == b"first"


def test_the_first_that_was_ordered_is_the_first_that_is_written(town: Town) -> None:
    numbers = [order(town), order(town, form="pdf"), order(town, form="docx")]
    with town.database.reading() as session:
        assert [ahead(session, found(town, number)) for number in numbers] == [0, 1, 2]
    assert [taken(town) for _ in numbers] == numbers


def test_two_workers_write_it_once(town: Town, fake: None) -> None:
    number = order(town, "interim")
    with crew() as workers:
        for name in (ME, OTHER):
            workers.hire(work_once, url_of(town.database), NOW, name)
        workers.wait()
    assert (found(town, number).state, found(town, number).tries) == (DONE, 1)


def test_the_order_of_a_worker_that_was_killed_is_taken_by_another(town: Town, fake: None) -> None:
    number = order(town, "review")
    with crew() as workers:
        worker = workers.hire(work_once, url_of(town.database), NOW, OTHER)
        wait_for(lambda: found(town, number).done > 0)
        writer = found(town, number).done
        assert alive(writer)
        workers.kill(worker)
    wait_for(lambda: not alive(writer))
    assert found(town, number).state == WRITING
    assert taken(town, ME, NOW + timedelta(seconds=1)) is None
    assert taken(town, ME, NOW + LOAN + timedelta(seconds=1)) == number


def test_old_orders_are_thrown_away_with_their_files(town: Town, fake: None) -> None:
    order(town)
    works(town)
    assert clear(town.database, NOW + KEPT) == 0
    assert clear(town.database, NOW + KEPT + timedelta(seconds=1)) == 1
    with town.database.reading() as session:
        assert session.scalars(select(Written)).all() == []


def alive(pid: int) -> bool:
    """True while the process runs."""
    told = Path(f"/proc/{pid}/cmdline")
    return told.exists() and bool(told.read_bytes())
