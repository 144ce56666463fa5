"""Brev: the development's mailbox, there in the demonstration alone; and the administrator's page of what became of them."""

import html
import re
import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask

from notifications import deliver_letters, enqueue_letters
from tests.web.conftest import SETTINGS, SignIn
from tests.web.town import NOW, Town
from web.app import create_app
from web.clock import Demonstration, keep
from workflow.cycle.heartbeat import SILENT, beat, hold, pulse
from workflow.records.base import instant_text
from workflow.records.database import Database
from workflow.records.mail import Mail
from workflow.records.sql import run

MORNING = NOW + timedelta(hours=1)


def filled(town: Town) -> None:
    """The letters of what has happened, waiting."""
    enqueue_letters(town.database, NOW, town.organisation)


def sent(town: Town) -> None:
    """The same, and everything goes."""
    filled(town)
    deliver_letters(town.database, lambda: MORNING, SETTINGS, shelf=True)


def letter_to(town: Town, name: str) -> int:
    """The number of somebody's last letter."""
    sql = "SELECT max(number) FROM mail WHERE organisation = ? AND person = ?"
    with town.database.reading() as session:
        return int(run(session, sql, (town.organisation, town.people[name])).scalar_one())


def put(town: Town, number: int, **columns: object) -> None:
    """Let something have become of a letter."""
    with town.database.writing() as session:
        mail = session.get_one(Mail, (town.organisation, number))
        for name, value in columns.items():
            setattr(mail, name, value)


def asked_for_sign_in(town: Town, name: str) -> int:
    """A letter with a sign-in's link; its number."""
    sql = (
        "INSERT INTO token (id, organisation, person, purpose, salt, digest, browser, onward, at, expires, tries) "
        "VALUES (77, ?, ?, 'sign_in', 'salt', '', '', '', ?, ?, 0)"
    )
    at, until = instant_text(NOW), instant_text(NOW + timedelta(minutes=10))
    with town.database.writing() as session:
        run(session, sql, (town.organisation, town.people[name], at, until))
        session.add(Mail(organisation=town.organisation, number=900, key="sign_in/77", kind="sign_in",
                         person=town.people[name], token=77, at=NOW, priority=0, next_at=NOW, done_at=NOW,
                         outcome="sent", subject="Din kod: 123456", address="maja@example.org"))  # fmt: skip
    return 900


def test_letters_are_read_where_they_lie_without_signing_in(app: Flask, town: Town) -> None:
    client = app.test_client()
    assert "Inga brev än" in client.get("/dev/mail").text
    filled(town)
    assert "Väntar" in client.get("/dev/mail").text
    sent(town)
    page = client.get("/dev/mail").text
    assert "Maja Prov" in page and "maja@example.org" in page and "Skickat" in page


@pytest.mark.parametrize("gone", [False, True])
def test_a_letter_is_shown_whole_and_its_links_lead_to_the_web(app: Flask, town: Town, gone: bool) -> None:
    (sent if gone else filled)(town)
    number, client = letter_to(town, "Maja"), app.test_client()
    page = html.unescape(client.get(f"/dev/mail/{town.organisation}/{number}").text)
    for text in ("Message-ID", "maja@example.org", "forecast?omgang=R3"):
        assert text in page, text
    framed = client.get(f"/dev/mail/{town.organisation}/{number}/html")
    link = re.search(rf'href="{SETTINGS.base_url}(/till/[^"]+forecast[^"]+)"', framed.text)
    if link:
        assert client.get(html.unescape(link[1])).status_code < 400
    policy = framed.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'") and "sandbox" in policy and "allow-scripts" not in policy
    assert framed.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert client.get(f"/dev/mail/{town.organisation}/9999").status_code == 404
    assert client.get(f"/dev/mail/77/{number}").status_code == 404


def test_a_sign_in_s_letter_is_read_in_the_demonstration(app: Flask, town: Town) -> None:
    number = asked_for_sign_in(town, "Maja")
    assert "/logga-in/77-" in app.test_client().get(f"/dev/mail/{town.organisation}/{number}").text


def test_outside_the_demonstration_there_is_no_such_page(town: Town, sign_in: SignIn) -> None:
    sent(town)
    number = letter_to(town, "Maja")
    app = create_app(SETTINGS, town.database, lambda: NOW)
    app.config.update(WTF_CSRF_ENABLED=False)
    client = app.test_client()
    for address in (
        "/dev/mail",
        f"/dev/mail/{town.organisation}/{number}",
        f"/dev/mail/{town.organisation}/{number}/html",
    ):
        assert client.get(address).status_code == 404, address
    assert client.post("/demo/datum", data={"datum": "2026-09-15"}).status_code == 404
    assert "/dev/mail" not in client.get("/logga-in").text


def test_the_day_moves_on_and_the_letters_come(app: Flask, town: Town) -> None:
    clock = app.extensions["clock"] = Demonstration(date(2026, 9, 14))
    keep(town.database, clock.day)
    client = app.test_client()
    answer = client.post("/demo/datum", data={"datum": "2026-09-17", "vidare": "/dev/mail"}, follow_redirects=True)
    assert clock.day == date(2026, 9, 17) and "17 sep. 2026" in answer.text
    assert "Maja Prov" in answer.text and "Skickat" in answer.text
    with town.database.reading() as session:
        last = pulse(session)
        days = run(session, "SELECT DISTINCT substr(key, 9, 10) FROM mail WHERE kind = 'morning' ORDER BY 1").scalars()
        assert {"2026-09-15", "2026-09-17"} <= set(days)
    assert last and not last.held


@pytest.mark.parametrize("said", ["2026-09-14", "2026-09-01", "2027-09-01", "i morgon", ""])
def test_the_day_goes_neither_back_nor_too_far(app: Flask, town: Town, said: str) -> None:
    clock = app.extensions["clock"] = Demonstration(date(2026, 9, 14))
    answer = app.test_client().post("/demo/datum", data={"datum": said}, follow_redirects=True)
    assert clock.day == date(2026, 9, 14) and "inte bakåt" in answer.text


def test_the_administrator_sees_what_became_of_the_letters(town: Town, sign_in: SignIn) -> None:
    sent(town)
    put(town, letter_to(town, "Maja"), outcome="bounced", why="550 no such user", source=None)
    client = sign_in("Ada")
    page = client.get("/post").text
    assert "Kom inte fram (1)" in page and "550 no such user" in page and "maja@example.org" in page
    assert "Maja Prov" in client.get("/post?lage=bounced").text
    only_sent = client.get("/post?lage=sent").text
    assert "550" not in only_sent and "Dina Prov" in only_sent
    assert ">Brev</a>" in client.get("/").text


def test_what_is_held_is_counted_and_what_waits_says_when_it_is_tried(town: Town, sign_in: SignIn) -> None:
    filled(town)
    put(town, letter_to(town, "Maja"), next_at=datetime(9999, 12, 31, tzinfo=UTC))
    put(town, letter_to(town, "Dina"), attempts=3, why="421 try later")
    page = sign_in("Ada").get("/post").text
    assert "Hålls kvar (1)" in page and "Nästa försök" in page and "421 try later" in page


def test_a_letter_is_sent_once_more(town: Town, sign_in: SignIn) -> None:
    sent(town)
    number = letter_to(town, "Maja")
    client = sign_in("Ada")
    for _ in range(2):
        assert "skickas igen" in client.post(f"/post/{number}/igen", follow_redirects=True).text
    with town.database.reading() as session:
        keys = (
            run(session, "SELECT key FROM mail WHERE person = ? ORDER BY number", (town.people["Maja"],))
            .scalars()
            .all()
        )
    assert len(keys) == 2 and keys[1] == f"{keys[0]}/r2"


def test_no_secret_of_a_sign_in_is_shown_and_it_is_not_sent_again(town: Town, sign_in: SignIn) -> None:
    number = asked_for_sign_in(town, "Maja")
    client = sign_in("Ada")
    page = client.get("/post").text
    assert "Inloggningsbrev" in page and "123456" not in page and "/logga-in/77" not in page
    assert client.post(f"/post/{number}/igen").status_code == 404


@pytest.mark.parametrize("name", ["Maja", "Kia"])
def test_nobody_else_sees_the_letters(town: Town, sign_in: SignIn, name: str) -> None:
    sent(town)
    client, number = sign_in(name), letter_to(town, "Dina")
    assert client.get("/post").status_code == client.post(f"/post/{number}/igen").status_code == 404
    assert client.post("/post/slapp").status_code == 404
    assert ">Brev</a>" not in client.get("/").text


def test_charlie_as_administrator_sees_nothing_of_ours(town: Town, sign_in: SignIn) -> None:
    sent(town)
    with town.database.writing() as session:
        run(session, "UPDATE seat SET role = 'administrator' WHERE person = ?", (town.people["Charlie"],))
    client, number = sign_in("Charlie"), letter_to(town, "Dina")
    page = client.get("/post")
    assert page.status_code == 200 and "Dina" not in page.text
    assert client.post(f"/post/{number}/igen").status_code == 404


def test_where_several_share_the_clock_no_administrator_releases(town: Town, sign_in: SignIn) -> None:
    filled(town)
    held(town.database)
    client = sign_in("Ada")
    page = client.get("/post").text
    assert "Hålls kvar (0)" not in page
    assert "tyst i mer än två dygn" in page and "Släpp breven" not in page
    assert client.post("/post/slapp").status_code == 409


def test_the_only_municipality_s_administrator_releases_what_is_held(town: Town, sign_in: SignIn) -> None:
    filled(town)
    held(town.database)
    alone(town)
    put(town, letter_to(town, "Maja"), next_at=datetime(9999, 12, 31, tzinfo=UTC))
    client = sign_in("Ada")
    assert "Släpp breven" in client.get("/post").text
    assert "brev går ut nu" in client.post("/post/slapp", follow_redirects=True).text
    with town.database.reading() as session:
        last = pulse(session)
    assert last and not last.held
    assert client.post("/post/slapp").status_code == 409


def held(database: Database) -> None:
    """The clock has been silent, and its letters are held."""
    beat(database, NOW)
    with database.writing() as session:
        hold(session, SILENT)


def alone(town: Town) -> None:
    """Charlie's municipality has never been here."""
    with closing(sqlite3.connect(str(town.database.writer.url.database))) as connection:
        connection.execute("DELETE FROM organisation WHERE id = ?", (town.cases["neighbour"],))
        connection.commit()
