"""/readyz tells when the clock has stopped or jumped, and when letters do not leave the house."""

from datetime import datetime, timedelta
from typing import Any

from flask import Flask

from notifications import heartbeat
from tests.web.conftest import SignIn
from tests.web.town import NOW, Town
from workflow.cycle.heartbeat import BACKWARDS, JUMPED
from workflow.cycle.letter_hold import let_go
from workflow.records.sql import run

MINUTE = timedelta(minutes=1)


def ready(app: Flask, at: datetime) -> dict[str, Any]:
    """What the page says at a moment."""
    app.extensions["clock"] = lambda: at
    answer = app.test_client().get("/readyz")
    assert answer.status_code == (503 if answer.json["wrong"] else 200)
    assert answer.json["database"] and answer.json["schema"]
    app.extensions["wrong"] = answer.json["wrong"]
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
    assert ready(app, at + 5 * MINUTE)["clock"] == 300 and app.extensions["wrong"] == ["clock"]
    at = beats(town, at + 5 * MINUTE)
    assert ready(app, at)["clock"] == 0


def test_a_clock_that_jumped_ahead_and_back_again_is_seen(app: Flask, town: Town) -> None:
    beats(town, NOW)
    sent(town, NOW)
    beats(town, NOW + timedelta(days=30))
    assert ready(app, NOW + MINUTE) == {"clock": 60, "outbox": 0, "held": JUMPED.text}, "and it did nothing"
    assert app.extensions["wrong"] == ["held"]


def test_letters_that_do_not_leave_the_house_are_seen(app: Flask, town: Town) -> None:
    at = beats(town, NOW)
    assert ready(app, at + 2 * MINUTE)["outbox"] == 120, "nobody sends"
    sent(town, at)
    assert ready(app, at + 3 * MINUTE)["outbox"] == 0


def test_letters_that_are_held_are_seen_with_the_reason_until_they_are_let_go(app: Flask, town: Town) -> None:
    beats(town, NOW)
    sent(town, NOW)
    at = beats(town, NOW + timedelta(days=5))
    assert ready(app, at)["held"] == JUMPED.text and app.extensions["wrong"] == ["clock", "held"]
    with town.database.writing() as session:
        let_go(session, at)
    assert ready(app, at)["held"] == "" and app.extensions["wrong"] == []


def test_a_clock_that_is_ahead_of_the_web_s_is_named(app: Flask, town: Town) -> None:
    beats(town, NOW)
    sent(town, NOW)
    assert ready(app, NOW - 3 * MINUTE)["held"] == "", "two machines may be a little apart"
    assert ready(app, NOW - 6 * MINUTE)["held"] == BACKWARDS.text and app.extensions["wrong"] == ["clock", "held"]


def test_who_is_to_look_sees_both_clocks_on_every_page_and_lets_it_go(app: Flask, town: Town, sign_in: SignIn) -> None:
    beats(town, NOW)
    app.extensions["clock"] = lambda: NOW
    clients = {name: sign_in(name) for name in ("Ada", "Kia", "Maja")}
    texts = {name: client.get("/").get_data(as_text=True) for name, client in clients.items()}
    assert not any("Gick senast" in text for text in texts.values())
    at = beats(town, NOW + timedelta(days=200))
    app.extensions["clock"] = lambda: at
    texts = {name: client.get("/installningar").get_data(as_text=True) for name, client in clients.items()}
    assert "Gick senast" in texts["Ada"] and "Klockan här säger nu" in texts["Ada"] and "/post" in texts["Ada"]
    assert "Gick senast" in texts["Kia"] and "Gick senast" not in texts["Maja"]
