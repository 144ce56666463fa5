"""In a real browser, every page there is: no accessibility fault in light, in dark or on a small screen, nothing that runs
over - not with text twice as large either -, nothing blocked and nothing fetched from elsewhere."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Page
from werkzeug.serving import make_server

from tests.web.places import OTHERS, PLACES
from tests.web.town import Town

pytestmark = pytest.mark.browser
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
AT_ONCE = 6
"""So many pages are looked at in one browser."""
WIDE, SMALL = {"width": 1280, "height": 800}, {"width": 320, "height": 640}


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


def walks() -> list[list[tuple[str, str]]]:
    """The pages, a few at a time, of one person together."""
    everything = sorted({place for places in PLACES.values() for place in places})
    return [everything[start : start + AT_ONCE] for start in range(0, len(everything), AT_ONCE)]


@pytest.mark.parametrize("places", walks(), ids=lambda places: places[0][1])
def test_a_page_is_accessible_and_fits(page: Page, site: str, town: Town, places: list[tuple[str, str]]) -> None:
    page.emulate_media(reduced_motion="reduce")
    found, inside = blocked(page, site), "-"
    for who, address in places:
        if who not in ("-", inside):
            enter(page, site, who)
            inside = who
        page.goto(site + address.format(**town.people, **town.cases))
        for summary in page.locator("main summary:visible").all():
            summary.click()
        found += looked_at(page)
    assert not found, "\n".join(found)


def looked_at(page: Page) -> list[str]:
    """What is wrong with the page: in light, in dark, small, with large text, with the reader's own colours."""
    found = faults(page)
    page.emulate_media(color_scheme="dark")
    found += [f"dark: {one}" for one in faults(page)]
    page.emulate_media(color_scheme="light")
    page.set_viewport_size(SMALL)
    found += [f"small: {one}" for one in [*faults(page), *over(page, 320)]]
    page.set_viewport_size(WIDE)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    found += [f"large: {one}" for one in over(page, 1280)]
    page.evaluate("document.documentElement.style.fontSize = ''")
    page.emulate_media(forced_colors="active")
    found += [f"forced colours: {one}" for one in unseen(page)]
    page.emulate_media(forced_colors="none")
    return found


def over(page: Page, width: int) -> list[str]:
    """What runs over to the side."""
    held = page.evaluate("document.documentElement.scrollWidth")
    return [f"{page.url} is {held} wide"] if held > width else []


UNSEEN = """() => [...document.querySelectorAll('main a, main button, main td, main p, main text')]
  .filter(one => one.checkVisibility() && getComputedStyle(one).color === getComputedStyle(document.body).backgroundColor)
  .map(one => one.outerHTML.slice(0, 120))"""


def unseen(page: Page) -> list[str]:
    """Text in the colour of its ground."""
    return [f"{page.url} {one}" for one in page.evaluate(UNSEEN)]


def blocked(page: Page, site: str) -> list[str]:
    """What will be blocked by the page's own policy, or fetched from elsewhere: a list that fills."""
    found: list[str] = []
    page.on("console", lambda said: found.append(said.text) if "Content Security Policy" in said.text else None)
    page.on("request", lambda asked: None if asked.url.startswith((site, "data:")) else found.append(asked.url))
    return found


def test_every_page_is_looked_at(app: Flask) -> None:
    pages = {rule.rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())}
    assert pages - PLACES.keys() - OTHERS == set() and (PLACES.keys() | OTHERS) - pages == set()


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


def test_every_page_works_by_keyboard_and_the_skip_link_comes_first(page: Page, site: str) -> None:
    enter(page, site, "Maja")
    page.goto(site)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Hoppa till innehållet"
