"""A stranger to the site gets a letter, follows its link, signs in with the letter that is asked for, and is done."""

import re
import zlib
from email import message_from_bytes
from email.policy import default
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient
from playwright.sync_api import Page

from tests.web.door import LINK, Door
from tests.web.reading import form
from tests.web.test_browser import faults, served
from tests.web.test_step import case
from tests.web.town import Town
from workflow.records.sql import run

TILL = re.compile(r"http://localhost(/till/[^\s<>\")]+)")
SAID = {"outlook": "will_be_met", "comment": "Frånvaron minskar."}


def link_in_letter(door: Door) -> str:
    """The link to the forecast that Maja lacks, in the letter that was sent to her and is kept."""
    door.send()
    with door.town.database.reading() as session:
        sql = "SELECT source FROM mail WHERE person = ? AND outcome = 'sent' AND source IS NOT NULL ORDER BY number"
        sources = run(session, sql, (door.town.people["Maja"],)).scalars().all()
    texts = []
    for source in sources:
        body = message_from_bytes(zlib.decompress(bytes(source)), policy=default).get_body(("plain",))
        assert body
        texts.append(body.get_content())
    wanted = f"/mal/{door.town.cases['other']}/forecast?omgang=R3"
    return next(found for text in texts for found in TILL.findall(text) if found.endswith(wanted))


def follow(client: FlaskClient, link: str) -> dict[str, str]:
    """Follow the link of a letter to the page on which a sign-in is asked for; its form."""
    answer = client.get(link, follow_redirects=True)
    assert answer.status_code == 200 and "Skicka inloggning till m…a@example.org" in answer.text
    return form(answer).fields


@pytest.mark.parametrize("way", ["link", "code", "link and code on another machine"])
def test_from_letter_to_submitted_forecast(door: Door, way: str) -> None:
    link, client = link_in_letter(door), door.app(csrf=True).test_client()
    sent = follow(client, link)
    assert "epost" not in sent, "nothing has to be typed"
    door.at = 30
    assert client.post("/logga-in/skicka", data=sent).headers["Location"] == "/logga-in/kod"
    [(reader, text)] = door.send()
    assert reader == "maja@example.org"
    found = LINK.search(text)
    assert found
    path, code = found[1], re.findall(r"(?<![\w-])\d{6}(?![\w-])", text.replace(found[0], ""))[0]
    door.at = 60
    if way == "code":
        path = "/logga-in/kod"
    elif way != "link":
        client = door.app(csrf=True).test_client()
    answer = client.post(path, data=form(client.get(path)).fields | {"kod": code})
    assert answer.status_code == 303
    assert urlsplit(answer.headers["Location"]).path.endswith("/forecast")
    page = client.get(answer.headers["Location"], follow_redirects=True)
    assert "Maja Prov" in page.text and "Frånvaron i gymnasieskolan ska minska" in page.text
    door.at = 110
    said = {f"g{door.town.cases['other']}-{name}": value for name, value in SAID.items()}
    sent = {name: value for name, value in form(page).fields.items() if not name.endswith("-needs_body")}
    done = client.post(page.request.path, data=sent | said, follow_redirects=True)
    assert done.status_code == 200 and "Prognosen är lämnad för 1 mål." in done.text
    assert case(door.town, door.town.cases["other"]).state == "forecast"


@pytest.mark.browser
def test_the_same_in_a_browser_with_no_accessibility_fault_on_the_way(page: Page, door: Door, town: Town) -> None:
    link = link_in_letter(door)
    with served(door.app(csrf=True)) as site:
        page.goto(site + link)
        assert not faults(page)
        page.get_by_role("button", name="Skicka inloggning till m…a@example.org").click()
        page.get_by_role("heading", name="Titta i din e-post").wait_for()
        assert not faults(page)
        [(_, text)] = door.send()
        found = LINK.search(text)
        assert found
        page.get_by_label("Sexsiffrig kod").fill("12")
        page.get_by_role("button", name="Logga in").click()
        assert page.title().startswith("Fel: ") and not faults(page)
        page.goto(site + found[1])
        page.get_by_text("Tryck på knappen").wait_for()
        assert not faults(page)
        page.get_by_role("button", name="Logga in").click()
        page.get_by_role("heading", name="Prognos 3 (delår) 2026").wait_for()
        assert not faults(page)
        page.get_by_label("Nås", exact=True).check()
        page.get_by_role("button", name="Lämna prognos").click()
        page.get_by_role("status").wait_for()
        page.goto(site + found[1])
        page.get_by_text("Länken är använd").wait_for()
        assert not faults(page)
    assert case(town, town.cases["other"]).state == "forecast"


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_around_signing_in_and_absence_has_an_accessibility_fault(page: Page, door: Door, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.set_viewport_size({"width": 320, "height": 640})
    link = link_in_letter(door)
    found: list[str] = []
    with served(door.app(demo=True)) as site:
        for address in ("/logga-in", "/logga-in/kod", "/logga-in/1-x", link):
            page.goto(site + address)
            found += faults(page)
            assert page.evaluate("document.documentElement.scrollWidth") <= 320, address
        page.get_by_role("button", name="Logga in som Maja").click()
        page.goto(f"{site}/borta")
        page.get_by_label("Sista dagen borta").fill("2026-10-01")
        page.get_by_role("button", name="Notera frånvaron").click()
        page.get_by_role("button", name="Jag är tillbaka").wait_for()
        found += faults(page)
        page.get_by_role("button", name="Notera frånvaron").click()
        assert page.title().startswith("Fel: ")
        found += faults(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert not found, "\n".join(found)
