"""In a real browser: the pages around letters have no accessibility fault and run over nowhere; their links lead on."""

import zlib
from datetime import UTC, datetime
from email.message import EmailMessage

import pytest
from flask import Flask
from playwright.sync_api import Page

from tests.web.test_browser import enter, faults, site
from tests.web.test_mail_pages import alone, held, letter_to, put, sent
from tests.web.test_missing import LATER, at
from tests.web.town import Town

__all__ = ["site"]
pytestmark = pytest.mark.browser
PAGES = {"Kia": ("/saknas", "/saknas/UN", "/paminnelser", "/dev/mail", "/dev/mail/{home}/{number}"), "Ada": ("/post",)}


@pytest.fixture(autouse=True)
def letters(app: Flask, town: Town) -> None:
    """Letters of every sort, and a day on which something can be asked for."""
    sent(town)
    put(town, letter_to(town, "Dina"), outcome="bounced", why="550 no such user")
    put(town, letter_to(town, "Olle"), done_at=None, outcome="", next_at=datetime(9999, 12, 31, tzinfo=UTC))
    held(town.database)
    at(app, LATER)


def addresses(town: Town, name: str) -> list[str]:
    """What somebody looks at."""
    number = letter_to(town, "Maja")
    return [address.format(home=town.organisation, number=number) for address in PAGES[name]]


def preview(page: Page, site: str) -> None:
    """Choose everything and look at the letters."""
    page.goto(f"{site}/saknas")
    page.get_by_role("button", name="Se breven för allt som visas").click()
    page.get_by_role("heading", name="Breven, innan de skickas").wait_for()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", sorted(PAGES))
def test_no_page_has_an_accessibility_fault(page: Page, site: str, town: Town, name: str, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    enter(page, site, name)
    alone(town)
    found: list[str] = []
    for address in addresses(town, name):
        page.goto(site + address)
        for summary in page.locator("summary").all():
            summary.click()
        found += faults(page)
    if name == "Kia":
        preview(page, site)
        found += faults(page)
    assert not found, "\n".join(found)


def test_nothing_runs_over_on_a_small_screen(page: Page, site: str, town: Town) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    for name in PAGES:
        enter(page, site, name)
        for address in addresses(town, name):
            page.goto(site + address)
            assert page.evaluate("document.documentElement.scrollWidth") <= 320, address
    enter(page, site, "Kia")
    preview(page, site)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_from_what_is_missing_to_letters_sent_without_a_fault_in_the_console(page: Page, site: str) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    enter(page, site, "Kia")
    preview(page, site)
    page.frame_locator("iframe[title='Brev till Maja Prov']").get_by_text("Frånvaron").first.wait_for()
    page.get_by_role("button", name="Skicka breven").click()
    page.get_by_role("status").filter(has_text="Breven går ut nu").wait_for()
    assert not [text for text in said if "Content Security Policy" in text]


def test_a_link_in_a_letter_opens_its_page_and_a_script_in_it_does_not_run(page: Page, site: str, town: Town) -> None:
    letter = EmailMessage()
    letter["To"], letter["Subject"] = "maja@example.org", "Hej"
    letter.set_content("Hej")
    body = f'<p style="color:#123456">Hej</p><a href="{site}/tillganglighet">Öppna</a><script>document.title = "ont"</script>'
    letter.add_alternative(f"<html><head></head><body>{body}</body></html>", subtype="html")
    number = letter_to(town, "Maja")
    put(town, number, source=zlib.compress(letter.as_bytes()))
    page.goto(f"{site}/dev/mail/{town.organisation}/{number}")
    frame = page.frame_locator("iframe")
    assert frame.get_by_text("Hej").evaluate("one => getComputedStyle(one).color") == "rgb(18, 52, 86)"
    with page.context.expect_page() as opened:
        frame.get_by_role("link", name="Öppna").click()
    opened.value.get_by_role("heading", name="Tillgänglighet").first.wait_for()
    assert frame.locator("html").evaluate("() => document.title") != "ont"
