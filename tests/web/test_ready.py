"""/readyz tells when the clock has stopped or jumped, and when letters do not leave the house."""

from datetime import datetime, timedelta
from typing import Any

from flask import Flask

from notifications import heartbeat
from tests.web.town import NOW, Town
from workflow.cycle.letter_hold import let_go
from workflow.records.sql import run

MINUTE = timedelta(minutes=1)


def ready(app: Flask, at: datetime) -> dict[str, Any]:
    """What the page says at a moment."""
    app.extensions["clock"] = lambda: at
    answer = app.test_client().get("/readyz")
    assert answer.status_code == 200
    assert answer.json["database"] and answer.json["schema"]
    return {name: answer.json[name] for name in ("clock", "outbox", "held")}


def beats(town: Town, at: datetime) -> datetime:
    """The clock lives at a moment."""
    heartbeat(town.database, lambda: at)
    return at


def sent(town: Town, at: datetime) -> None:
    """Every letter is sent."""
    with town.database.writing() as session:
        run(session, "UPDATE mail SET done_at = ?, outcome = 'sent'", (at.isoformat(),))


def test_before_the_clock_has_lived_nothing_is_known_of_it(app: Flask, town: Town) -> None:
    with town.database.writing() as session:
        run(session, "DELETE FROM heartbeat")
    assert ready(app, NOW)["clock"] is None


def test_a_clock_that_lives_is_young_and_one_that_stops_grows_old(app: Flask, town: Town) -> None:
    at = beats(town, NOW)
    assert ready(app, at)["clock"] == 0
    assert ready(app, at + 5 * MINUTE)["clock"] == 300
    at = beats(town, at + 5 * MINUTE)
    assert ready(app, at)["clock"] == 0


def test_a_clock_that_jumped_ahead_and_back_again_is_seen(app: Flask, town: Town) -> None:
    beats(town, NOW)
    sent(town, NOW)
    beats(town, NOW + timedelta(days=30))
    assert ready(app, NOW + MINUTE) == {
        "clock": -30 * 86400 + 60,
        "outbox": 0,
        "held": "The clock has been silent for more than two days.",
    }


def test_letters_that_do_not_leave_the_house_are_seen(app: Flask, town: Town) -> None:
    at = beats(town, NOW)
    assert ready(app, at + 2 * MINUTE)["outbox"] == 120, "nobody sends"
    sent(town, at)
    assert ready(app, at + 3 * MINUTE)["outbox"] == 0


def test_letters_that_are_held_are_seen_with_the_reason_until_they_are_let_go(app: Flask, town: Town) -> None:
    beats(town, NOW)
    sent(town, NOW)
    at = beats(town, NOW + timedelta(days=5))
    assert ready(app, at)["held"] == "The clock has been silent for more than two days."
    with town.database.writing() as session:
        let_go(session, at)
    assert ready(app, at)["held"] == ""
