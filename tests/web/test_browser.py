"""In a real browser: no accessibility fault on any main page, light or dark, and nothing runs over at 320 pixels."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Page
from werkzeug.serving import make_server

from tests.web.town import Town

pytestmark = pytest.mark.browser
PAGES = (
    "/", "/mal?ar=2026", "/mal/{goal}", "/mal/{goal}/forecast?omgang=R3", "/mal/{goal}/close", "/mal/{draft}/reword",
    "/mal/{committee_year}", "/arshjul", "/arshjul/2026", "/arshjul/2026/set_timetable", "/sammantraden",
    "/sammantraden/{meeting}", "/beslut/{meeting §}", "/nytt/meeting.plan", "/mal/999999", "/logga-in",
    "/tillganglighet", "/kalender", "/arshjul/2026/tidplan",
)  # fmt: skip
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture
def site(app: Flask) -> Iterator[str]:
    """The town's web on a port of its own."""
    with served(app) as address:
        yield address


@contextmanager
def served(app: Flask) -> Iterator[str]:
    """A web on a port of its own, as long as it is needed."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def enter(page: Page, site: str, name: str) -> None:
    """Sign in as people do it."""
    page.goto(f"{site}/logga-in")
    page.get_by_role("button", name=f"Logga in som {name}").click()
    page.get_by_role("heading", name="Mina uppgifter").wait_for()


def faults(page: Page) -> list[str]:
    """What axe finds, and the elements."""
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}}).response["violations"]
    return [f"{page.url} {one['id']}: {node['html'][:160]}" for one in found for node in one["nodes"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_has_an_accessibility_fault(page: Page, site: str, town: Town, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    enter(page, site, "Kia")
    found: list[str] = []
    for address in PAGES:
        page.goto(site + address.format(**town.cases))
        for summary in page.locator("summary").all():
            summary.click()
        found += faults(page)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_form_with_faults_is_as_accessible(page: Page, site: str, town: Town, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    enter(page, site, "Maja")
    page.goto(f"{site}/mal/{town.cases['goal']}/describe_consequence?omgang=R3")
    page.get_by_role("button", name="Beskriv konsekvensen").click()
    assert page.title().startswith("Fel: ")
    page.get_by_role("link", name="Skriv minst 3 tecken").or_(page.get_by_role("link", name="Fyll i")).first.click()
    assert page.evaluate("document.activeElement.id") == "f-consequence"
    assert not faults(page)


def test_nothing_runs_over_on_a_small_screen(page: Page, site: str, town: Town) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    for name in ("Maja", "Kia"):
        enter(page, site, name)
        for address in PAGES:
            page.goto(site + address.format(**town.cases))
            assert page.evaluate("document.documentElement.scrollWidth") <= 320, address


def test_every_page_works_by_keyboard_and_the_skip_link_comes_first(page: Page, site: str) -> None:
    enter(page, site, "Maja")
    page.goto(site)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Hoppa till innehållet"


def test_nothing_is_fetched_from_elsewhere_and_nothing_is_blocked(page: Page, site: str, town: Town) -> None:
    said: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("request", lambda request: asked.append(request.url))
    enter(page, site, "Maja")
    page.goto(f"{site}/mal/{town.cases['goal']}")
    assert not [url for url in asked if not url.startswith((site, "data:"))]
    assert not [text for text in said if "Content Security Policy" in text]
