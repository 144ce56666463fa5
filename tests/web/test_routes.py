"""Conventions of every route: signed in or public, headers, no GET that writes, a token on every form."""

import os
import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from tests.web.conftest import SETTINGS, SignIn
from tests.web.places import PLACES
from tests.web.town import NOW, Town
from web.app import create_app
from web.auth import PUBLIC
from workflow.records.sql import run

OURS_AND_OPEN = ("/oppet/<code>", "/oppet/<code>/<int:year>", "/nytt/<name>", "/dokument/<name>")
"""What anybody may see, and what is everybody's own."""
ROUTES = Path(__file__).resolve().parents[1] / "approved/routes.txt"


def addresses(app: Flask, town: Town, method: str) -> list[str]:
    """Every address with its numbers filled in."""
    found = []
    for rule in app.url_map.iter_rules():
        if method in (rule.methods or ()):
            with app.test_request_context():
                values = {"number": town.cases["goal"], "year": 2026, "name": "comment"}
                wanted = {name: values.get(name, 1) for name in rule.arguments}
                found.append(app.url_for(rule.endpoint, **wanted) if len(wanted) < 2 else _filled(rule.rule, values))
    return sorted(set(found))


def _filled(rule: str, values: dict[str, object]) -> str:
    return re.sub(r"<(?:\w+:)?(\w+)>", lambda found: str(values.get(found[1], 1)), rule)


TO_SIGN_IN = ("auth.sign_out", "auth.to")
"""Public, and the next page is the one on which one signs in."""


def test_every_route_but_the_public_ones_asks_to_sign_in(app: Flask, town: Town) -> None:
    client = app.test_client()
    for rule in app.url_map.iter_rules():
        for method in sorted((rule.methods or set()) & {"GET", "POST"}):
            address = _filled(rule.rule, {"number": town.cases["goal"], "year": 2026, "name": "comment"})
            answer = client.open(address, method=method)
            asked = answer.status_code == 303 and answer.headers["Location"].startswith("/logga-in")
            assert asked != (rule.endpoint in PUBLIC) or rule.endpoint in TO_SIGN_IN, address


def test_no_route_disappears_unnoticed(app: Flask) -> None:
    rules = "".join(f"{rule}\n" for rule in sorted({rule.rule for rule in app.url_map.iter_rules()}))
    if os.environ.get("APPROVE"):
        ROUTES.write_text(rules)
    assert rules == ROUTES.read_text(), "`make approve` when this is meant"


def test_no_get_writes(app: Flask, town: Town, sign_in: SignIn) -> None:
    client = sign_in("Kia")
    begun: list[object] = []
    event.listen(town.database.writer, "begin", begun.append)
    for address in addresses(app, town, "GET"):
        assert client.get(address, follow_redirects=True).status_code in (200, 404, 410), address
    assert not begun


def test_every_answer_carries_the_headers(app: Flask, sign_in: SignIn) -> None:
    client = sign_in("Maja")
    for address in ("/", "/mal/999999", "/healthz", "/logga-in"):
        headers = client.get(address).headers
        assert "default-src 'self'" in headers["Content-Security-Policy"]
        assert "unsafe" not in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"


def test_no_page_has_script_or_style_inside(app: Flask, town: Town, sign_in: SignIn) -> None:
    client = sign_in("Maja")
    for address in addresses(app, town, "GET"):
        answer = client.get(address, follow_redirects=True)
        page = answer.text if answer.mimetype == "text/html" else ""
        assert not re.search(r"<script(?! src=./static/)|<style| style=| on\w+=", page), address


def test_a_form_without_its_token_is_refused(town: Town) -> None:
    app = create_app(SETTINGS, town.database, lambda: NOW, demo=True)
    client = app.test_client()
    person = f"{town.organisation}/{town.people['Maja']}"
    assert client.post("/logga-in", data={"person": person}).status_code == 400
    assert _signed_in(client, person)
    answer = client.post(f"/mal/{town.cases['goal']}/comment", data={"text": "hej"})
    assert answer.status_code == 400 and "Formuläret gick inte att läsa" in answer.text


def _signed_in(client: FlaskClient, person: str) -> bool:
    token = re.search(r'name="csrf_token" value="([^"]+)"', client.get("/logga-in").text)
    assert token
    return client.post("/logga-in", data={"person": person, "csrf_token": token[1]}).status_code == 303


@pytest.mark.parametrize("onward", ["https://example.org/", "//example.org", "/\\example.org", "mal"])
def test_signing_in_never_leads_off_the_site(app: Flask, town: Town, onward: str) -> None:
    person = f"{town.organisation}/{town.people['Maja']}"
    answer = app.test_client().post("/logga-in", data={"person": person, "vidare": onward})
    assert answer.headers["Location"] == "/"


def test_outside_the_demonstration_nobody_signs_in_as_anybody(town: Town) -> None:
    app = create_app(SETTINGS, town.database, lambda: NOW)
    app.config.update(WTF_CSRF_ENABLED=False)
    client = app.test_client()
    assert "E-postadress" in client.get("/logga-in").text
    assert "Maja" not in client.get("/logga-in").text
    person = f"{town.organisation}/{town.people['Maja']}"
    assert client.post("/logga-in", data={"person": person}).status_code == 404


def test_signing_out_ends_it(sign_in: SignIn) -> None:
    client = sign_in("Maja")
    assert client.post("/logga-ut").status_code == 303
    assert client.get("/").status_code == 303


def test_the_house_says_whether_it_stands(app: Flask, town: Town) -> None:
    client = app.test_client()
    assert client.get("/healthz").json == {"status": "ok"}
    assert client.get("/readyz").json | {"clock": 0} == {
        "database": True, "schema": True, "clock": 0, "outbox": 0, "held": "", "wrong": []
    }  # fmt: skip
    with town.database.writer.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = 'older'")
    assert client.get("/readyz").status_code == 503


def test_charlie_finds_nothing_of_ours_anywhere(app: Flask, town: Town, sign_in: SignIn) -> None:
    client = sign_in("Charlie")
    numbered = [
        place for rule, places in PLACES.items() if "<" in rule and rule not in OURS_AND_OPEN for place in places
    ]
    for _, address in numbered:
        answer = client.get(address.format(**town.people, **town.cases))
        assert answer.status_code == 404, address
        assert not any(f"{name} Prov" in answer.text for name in town.people if name != "Charlie"), address


def test_charlie_changes_nothing_of_ours(app: Flask, town: Town, sign_in: SignIn) -> None:
    client, numbers = sign_in("Charlie"), {**town.cases, **town.people}
    with town.database.reading() as session:
        before = run(session, "SELECT count(*) FROM event").scalar_one()
    for rule in app.url_map.iter_rules():
        if "POST" not in (rule.methods or ()) or not rule.arguments or rule.endpoint in PUBLIC:
            continue
        values = {"year": 2026, "name": "comment", "code": "UN", "reader": "p1", "seat": 2, "digest": "0" * 64}
        for number in (numbers["goal"], numbers["report"], numbers["council §"], numbers["meeting"], numbers["Maja"]):
            answer = client.post(
                _filled(rule.rule, values | {"number": number}), data={"text": "hej", "until": "2026-10-01"}
            )
            assert answer.status_code == 404, rule.rule
    with town.database.reading() as session:
        assert run(session, "SELECT count(*) FROM event").scalar_one() == before
