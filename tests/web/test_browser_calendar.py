"""In a real browser: a timetable is pasted, put right, previewed and set; a calendar address is made. Without a fault."""

import pytest
from playwright.sync_api import Page

from tests.web.test_browser import enter, faults, site
from tests.web.town import Town

__all__ = ["site"]
pytestmark = pytest.mark.browser
PASTED = "Prognos 4\t31/10\t2 nov\t9 nov\t12 nov\tsnart\t30/11\nPrognos 9\t1/1"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_timetable_is_pasted_put_right_and_set(page: Page, site: str, town: Town, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    enter(page, site, "Kia")
    page.goto(f"{site}/arshjul/2026/set_timetable")
    page.get_by_label("Kopierade rader").fill(PASTED)
    page.get_by_role("button", name="Läs in i formuläret").click()
    assert page.title().startswith("Fel: ") and not faults(page)
    page.get_by_role("link", name="Prognos 4: ”snart” är inget datum").click()
    page.keyboard.press("Control+A")
    page.keyboard.type("16 nov")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Det här flyttas").wait_for()
    page.locator("main summary").first.click()
    assert not faults(page)
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.get_by_role("button", name="Skriv vidare").click()
    page.get_by_label("Kopierade rader").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.get_by_role("button", name="Se vad som flyttas").click()
    page.get_by_role("button", name="Fastställ tidplanen").click()
    page.get_by_text("är klart").wait_for()
    assert page.locator("input[value='2026-11-16']").count() == 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_an_address_is_made_and_revoked(page: Page, site: str, town: Town, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    enter(page, site, "Nils")
    page.goto(f"{site}/kalender")
    page.get_by_role("button", name="Gör en adress (Utbildningsnämnden)").click()
    assert page.get_by_label("Adress").input_value().endswith(".ics") and not faults(page)
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.get_by_role("button", name="Återkalla (Utbildningsnämnden)").click()
    page.get_by_text("Adressen leder inte längre någonstans").wait_for()
    assert not faults(page)
