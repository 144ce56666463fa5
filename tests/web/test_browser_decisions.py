"""In a real browser, without scripts and by keyboard: the clerk logs the council's § over forty goals, two of them
changed, sees the receipt, and finds the § and the adopted words on a goal's page."""

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page

from tests.people import Town
from tests.web.forty import COUNCIL, WORDS, enter, forty, forty_app, model_forty
from tests.web.test_browser import faults, served

__all__ = ["enter", "forty", "forty_app", "model_forty"]
pytestmark = pytest.mark.browser


@pytest.fixture
def council(forty_app: Flask) -> Iterator[str]:
    """The web of the forty goals on a port of its own."""
    with served(forty_app) as address:
        yield address


def sign_in(page: Page, site: str) -> None:
    """The clerk signs in."""
    page.goto(f"{site}/logga-in")
    page.get_by_role("button", name="Logga in som Stig").click()


def begun(page: Page, site: str) -> None:
    """The line is pasted and read, by keyboard."""
    page.goto(f"{site}/beslut")
    page.get_by_role("link", name="Logga ett beslut").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Raden från protokollet").focus()
    page.keyboard.type(f"{COUNCIL} Kf § 84 Dnr KS 2026/00034")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Logga ett beslut").wait_for()


def test_the_clerk_logs_the_councils_paragraph_over_forty_goals(browser: Browser, council: str, forty: Town) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    sign_in(page, council)
    begun(page, council)
    assert page.locator("#f-paragraph").input_value() == "84"
    page.get_by_label("Logga fullmäktiges beslut om målet").focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Fortsätt").focus()
    page.keyboard.press("Enter")
    page.get_by_text("40 av 40 är valda").wait_for()
    for number, words in (
        (1, "Nästan alla brukare ska vara nöjda år 2027"),
        (17, "Alla brukare ska bli hörda år 2027"),
    ):
        title = WORDS.format(number=number)
        page.locator("summary", has_text=title).focus()
        page.keyboard.press("Enter")
        field = page.get_by_label("Målet i de ord som beslutades").and_(page.locator("textarea:visible")).last
        field.focus()
        page.keyboard.press("Control+A")
        page.keyboard.type(words)
    page.get_by_role("button", name="Förhandsgranska").focus()
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Det här kommer att hända").wait_for()
    assert page.get_by_role("row", name="Bifall med ändring").get_by_role("cell").first.inner_text() == "2"
    page.get_by_role("button", name="Logga beslutet").focus()
    page.keyboard.press("Enter")
    page.get_by_text("”§ 84 KS 2026/00034” är loggad. Ärenden som den gäller: 40.").wait_for()
    page.get_by_role("link", name="Nästan alla brukare ska vara nöjda år 2027").first.click()
    assert page.get_by_role("heading", name="Nästan alla brukare ska vara nöjda år 2027", level=1).count() == 1
    assert page.get_by_text("§ 84").count() and page.get_by_text("Antaget").count()
    page.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_of_it_is_accessible_and_fits_a_small_screen(page: Page, council: str, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    sign_in(page, council)
    page.goto(f"{council}/beslut/nytt")
    looked_at(page)
    page.get_by_role("button", name="Läs raden").click()
    looked_at(page)
    begun(page, council)
    looked_at(page)
    page.get_by_role("button", name="Fortsätt").click()
    assert page.title().startswith("Fel: ")
    looked_at(page)
    page.get_by_label("Logga fullmäktiges beslut om målet").check()
    page.get_by_role("button", name="Fortsätt").click()
    page.locator(".cover-line summary").first.click()
    page.locator("textarea[name^='w-']").first.fill("Ett annat mål")
    looked_at(page)
    page.get_by_role("button", name="Förhandsgranska").click()
    looked_at(page)
    page.get_by_role("button", name="Logga beslutet").click()
    looked_at(page)
    page.get_by_role("link", name="Koppla fler mål").click()
    looked_at(page)
    page.goto(f"{council}/beslut")
    looked_at(page)


def looked_at(page: Page) -> None:
    """Nothing is wrong with the page, wide or narrow."""
    page.set_viewport_size({"width": 1280, "height": 900})
    assert not faults(page)
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320, page.url
    page.set_viewport_size({"width": 1280, "height": 900})
