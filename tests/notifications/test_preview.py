"""A letter looked at: what was sent as it was sent, what waits as it would be, what is asked for as it will be."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from notifications import NOBODY, LetterView, deliver_letters, enqueue_letters, preview_letters, send_again, show_letter
from tests.cycle.test_reminder_requests import asks, late
from tests.people import Town
from tests.stories.ways import forecast
from workflow.records.sql import run
from workflow.settings import Settings

SETTINGS = Settings(secret_key="prov" * 12, _env_file=None)


def shown(town: Town, number: int) -> LetterView | None:
    """A letter of the outbox, today."""
    with town.database.reading() as session:
        return show_letter(session, SETTINGS, town.clock.organisation, number, town.now)


def drained(town: Town) -> None:
    """What can go goes today."""
    enqueue_letters(town.database, town.now)
    deliver_letters(town.database, lambda: town.now + timedelta(hours=2), SETTINGS, shelf=True)


def chased(town: Town) -> Iterator[int]:
    """The letters that the quality chief asked for."""
    with town.database.reading() as session:
        yield from run(session, "SELECT number FROM mail WHERE kind = 'chased' ORDER BY number").scalars()


def test_the_preview_is_the_letter_that_is_sent(town: Town) -> None:
    asked = late(town)
    with town.database.reading() as session:
        before = preview_letters(session, SETTINGS, town.clock.organisation, [asked], town.now)
    asks(town, asked)
    drained(town)
    sent = [shown(town, number) for number in chased(town)]
    assert [(one.recipient, one.to, one.subject, one.text, one.html) for one in before] == [
        (one.recipient, one.to, one.subject, one.text, one.html) for one in sent if one
    ]
    assert [one.to for one in before] == ["maja@mariestad.invalid"]


def test_a_letter_that_waits_is_shown_as_it_would_be_and_not_at_all_when_it_has_nothing_to_say(town: Town) -> None:
    goal, duty = late(town)
    asks(town, (goal, duty))
    enqueue_letters(town.database, town.now)
    [number] = chased(town)
    waiting = shown(town, number)
    assert waiting and f"/mal/{goal}/forecast?omgang=R1" in waiting.text and dict(waiting.headers)["From"] == NOBODY
    assert waiting.html.startswith("<")
    forecast(town, goal, "R1")
    assert shown(town, number) is None
    assert shown(town, 999) is None


def test_what_was_sent_is_shown_as_it_was_sent_whatever_happens_after(town: Town) -> None:
    goal, duty = late(town)
    asks(town, (goal, duty))
    drained(town)
    [number] = chased(town)
    before = shown(town, number)
    forecast(town, goal, "R1")
    assert before and shown(town, number) == before


@pytest.mark.parametrize("times", [1, 2])
def test_a_letter_goes_again_once_however_often_one_presses(town: Town, times: int) -> None:
    asked = late(town, date(2027, 4, 14))
    asks(town, asked)
    enqueue_letters(town.database, town.now)
    [first] = chased(town)
    assert _again(town, first) is None, "it has not gone yet"
    for place in range(2, 2 + times):
        drained(town)
        numbers = {_again(town, first), _again(town, first)}
        assert len(numbers) == 1 and None not in numbers
        with town.database.reading() as session:
            keys = run(session, "SELECT key FROM mail WHERE kind = 'chased' ORDER BY number").scalars().all()
        assert keys[-1] == f"{keys[0]}/r{place}" and len(keys) == place
    drained(town)
    found = [shown(town, number) for number in chased(town)]
    assert len({one.text for one in found if one}) == 1
    assert len({dict(one.headers)["Message-ID"] for one in found if one}) == 1 + times


def _again(town: Town, number: int) -> int | None:
    with town.database.writing() as session:
        return send_again(session, town.clock.organisation, number, town.now, town.ada.person)
