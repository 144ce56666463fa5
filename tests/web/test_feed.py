"""The calendar feed: an address that is shown once, read by anybody who has it, revoked, and never written down."""

import logging
import re
from datetime import UTC, date, datetime

import icalendar
import pytest
from flask import Flask
from flask.testing import FlaskClient
from gunicorn.config import Config
from sqlalchemy import event

from tests.web.conftest import SignIn
from tests.web.town import NOW, Town
from workflow.organisation.seats import dismiss
from workflow.records.sql import run


def address(client: FlaskClient, unit: int | str = "") -> str:
    """A new address, as the page shows it."""
    page = client.post("/kalender", data={"act": "make", "unit": unit})
    found = re.search(r'value="(http[^"]+/feed/[0-9a-f]{40}\.ics)"', page.text)
    assert page.status_code == 200 and found, page.text
    return found[1].partition("8000")[2] or found[1]


def days(app: Flask, path: str) -> list[icalendar.Event]:
    """The events behind an address, read by somebody who is not signed in."""
    answer = app.test_client().get(path)
    assert answer.status_code == 200
    return list(icalendar.Calendar.from_ical(answer.data).walk("VEVENT"))  # type: ignore[arg-type]


def titles(app: Flask, path: str) -> list[str]:
    """What they are called."""
    return [str(day["SUMMARY"]) for day in days(app, path)]


def test_what_a_person_owes_now_and_later(app: Flask, town: Town, sign_in: SignIn) -> None:
    found = days(app, address(sign_in("Maja")))
    [late] = [day for day in found if day["SUMMARY"].startswith("Lämna prognos") and "Prognos 3" in day["SUMMARY"]]
    assert late["UID"] == f"{town.cases['other']}-forecast/R3@malhjulet"
    assert late["URL"].endswith(f"/mal/{town.cases['other']}/forecast?omgang=R3")
    assert late.decoded("DTSTART") == date(2026, 9, 10)
    assert any("Prognos 4" in day["SUMMARY"] for day in found), "what lies ahead"
    uids = [str(day["UID"]) for day in found]
    assert len(uids) == len(set(uids))
    assert all(type(day.decoded("DTSTART")) is date and "DTEND" not in day for day in found)
    assert all(day.decoded("DTSTAMP") <= NOW and day.decoded("LAST-MODIFIED").tzinfo for day in found)


def test_the_answer_is_a_calendar_that_nobody_keeps(app: Flask, sign_in: SignIn) -> None:
    answer = app.test_client().get(address(sign_in("Maja")))
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.headers["Cache-Control"] == "no-store" and answer.headers["Referrer-Policy"] == "no-referrer"
    assert b"\n" not in answer.data.replace(b"\r\n", b"")
    assert max(map(len, answer.data.split(b"\r\n"))) <= 75
    assert set(re.findall(rb"^([A-Z-]+)[;:]", answer.data.split(b"BEGIN:VEVENT")[1], re.M)) == {
        b"SUMMARY", b"DTSTART", b"DTSTAMP", b"UID", b"LAST-MODIFIED", b"TRANSP", b"URL", b"END",
    }  # fmt: skip


def test_the_same_is_answered_until_something_happens(app: Flask, town: Town, sign_in: SignIn) -> None:
    path = address(sign_in("Maja"))
    before = app.test_client().get(path).data
    assert app.test_client().get(path).data == before
    sign_in("Kia").post(f"/mal/{town.cases['other']}/extend",
                        data={"step": "forecast/R3", "until": "2026-09-21", "why": "Ny chef på plats"})  # fmt: skip
    uid = f"{town.cases['other']}-forecast/R3@malhjulet"
    [moved] = [day for day in days(app, path) if day["UID"] == uid]
    assert moved.decoded("DTSTART") == date(2026, 9, 21) and moved.decoded("LAST-MODIFIED") == NOW


def test_a_committee_s_days_and_its_meetings(app: Flask, town: Town, sign_in: SignIn) -> None:
    found = titles(app, address(sign_in("Nils"), town.units["UN"]))
    assert any(title.startswith("Lämna prognos") for title in found)
    meetings = [day for day in days(app, address(sign_in("Nils"), town.units["UN"])) if "-meeting@" in day["UID"]]
    assert [day.decoded("DTSTART") for day in meetings] == [date(2026, 8, 25)]
    assert meetings[0]["URL"].endswith(f"/sammantraden/{town.cases['meeting']}")


@pytest.mark.parametrize("name", ["Maja", "Stig", "Charlie", "Rut"])
def test_a_committee_s_calendar_is_made_by_those_who_sit_there(town: Town, sign_in: SignIn, name: str) -> None:
    answer = sign_in(name).post("/kalender", data={"act": "make", "unit": town.units["UN"]})
    assert answer.status_code == 404
    assert sign_in("Olle").post("/kalender", data={"act": "make", "unit": town.units["KF"]}).status_code == 404
    for wrong in ("x", "²", "9" * 30, "-1"):
        assert sign_in("Nils").post("/kalender", data={"act": "make", "unit": wrong}).status_code == 404


def test_charlie_sees_nothing_of_ours(app: Flask, town: Town, sign_in: SignIn) -> None:
    assert titles(app, address(sign_in("Charlie"))) == []
    ours = address(sign_in("Maja"))
    sign_in("Charlie").post("/kalender", data={"act": "revoke", "unit": ""})
    assert titles(app, ours), "nor can Charlie revoke it"


def test_a_case_that_is_not_open_shows_only_what_is_to_be_done(app: Flask, town: Town, sign_in: SignIn) -> None:
    path = address(sign_in("Maja"))
    with town.database.writing() as session:
        run(session, "UPDATE cases SET secrecy = 'secret' WHERE id = ?", (town.cases["other"],))
    assert "Frånvaron" not in app.test_client().get(path).text
    assert "Lämna prognos" in titles(app, path)


def test_one_that_is_made_anew_revokes_the_old_one(app: Flask, town: Town, sign_in: SignIn) -> None:
    maja, guest = sign_in("Maja"), app.test_client()
    first, committee = address(maja), address(sign_in("Nils"), town.units["UN"])
    second = address(maja)
    assert guest.get(first).status_code == 404 and guest.get(second).status_code == 200
    assert guest.get(committee).status_code == 200
    page = maja.post("/kalender", data={"act": "revoke", "unit": ""})
    assert "Adressen leder inte längre någonstans" in page.text and "Återkalla" not in page.text
    assert guest.get(second).status_code == 404


@pytest.mark.parametrize("path", ["/feed/x.ics", f"/feed/{'0' * 40}.ics", "/feed/.ics", "/feed/å.ics", "/feed/a/b.ics"])
def test_an_address_that_nobody_made_is_not_there(app: Flask, sign_in: SignIn, path: str) -> None:
    for client in (app.test_client(), sign_in("Maja"), sign_in("Charlie")):
        answer = client.get(path)
        assert answer.status_code == 404 or answer.headers["Location"].startswith("/logga-in")


def test_a_sign_in_s_token_is_no_calendar(app: Flask, town: Town, sign_in: SignIn) -> None:
    path = address(sign_in("Maja"))
    with town.database.writing() as session:
        run(session, "UPDATE token SET purpose = 'sign_in'")
    assert app.test_client().get(path).status_code == 404


def test_who_has_left_every_seat_has_an_empty_calendar(app: Flask, town: Town, sign_in: SignIn) -> None:
    own, committee = address(sign_in("Nils")), address(sign_in("Nils"), town.units["UN"])
    assert titles(app, own) and titles(app, committee)
    with town.database.writing() as session:
        sql = "SELECT id FROM seat WHERE organisation = ? AND person = ?"
        for (seat,) in run(session, sql, (town.organisation, town.people["Nils"])).all():
            dismiss(session, town.clock, seat, at=datetime(2026, 9, 10, tzinfo=UTC), until=date(2026, 9, 11))
    assert titles(app, own) == titles(app, committee) == []
    page = sign_in("Nils").get("/kalender").text
    assert "Du sitter inte längre där" in page and "Återkalla" in page


def test_only_the_digest_is_kept_and_it_is_shown_once(town: Town, sign_in: SignIn) -> None:
    maja = sign_in("Maja")
    secret = address(maja).split("/")[-1].removesuffix(".ics")
    with town.database.reading() as session:
        [row] = run(session, "SELECT * FROM token").all()
    assert secret not in str(row) and len(bytes.fromhex(secret)) * 8 == 160
    assert secret not in maja.get("/kalender").text


def test_no_log_holds_an_address(app: Flask, sign_in: SignIn, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    path = address(sign_in("Maja"))
    app.test_client().get(path)
    app.test_client().get(path + "x")
    assert path.split("/")[-1].removesuffix(".ics") not in caplog.text
    assert Config().accesslog is None, "gunicorn keeps no access log unless it is told to"


def test_reading_it_writes_nothing(app: Flask, town: Town, sign_in: SignIn) -> None:
    path, begun = address(sign_in("Maja")), []
    event.listen(town.database.writer, "begin", begun.append)
    assert app.test_client().get(path).status_code == 200
    assert app.test_client().head(path).status_code == 200
    assert app.test_client().post(path).status_code in (303, 405)
    assert not begun
