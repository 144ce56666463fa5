"""In a real browser: Nils pastes a year of meetings, mends a line, enters them, and moves one seeing whom it touches."""

import pytest
from playwright.sync_api import Browser, Page

from tests.web.test_browser import enter, faults, site
from tests.web.town import Town

__all__ = ["site"]
pytestmark = pytest.mark.browser
PASTED = "Nämnd\tDag\tSista dag\nUN\t2027-01-27\t13 jan\n24 feb, 31 mar\n32 apr\n25 aug 2026"
PAGES = (
    "/arshjul", "/arshjul?namnd=UN&ar=2026", "/arshjul/2026", "/roda-traden?ar=2026", "/roda-traden/{goal}",
    "/roda-traden/{draft}", "/sammantraden?ar=2026", "/sammantraden/plan",
)  # fmt: skip


def enter_a_year(page: Page, site: str) -> None:
    """From the menu to the receipt."""
    enter(page, site, "Nils")
    page.goto(f"{site}/sammantraden")
    page.get_by_role("link", name="Lägg in ett års sammanträden").click()
    page.get_by_label("Klistra in datum").fill(PASTED)
    page.get_by_role("button", name="Granska").click()
    assert page.title().startswith("Fel: ")
    page.get_by_role("link", name="Rad 4: ”32 apr” är inget datum").click()
    page.get_by_label("Klistra in datum").fill(PASTED.replace("32 apr", "28 apr"))
    page.get_by_role("button", name="Granska").click()
    page.get_by_role("heading", name="Granska sammanträdena").wait_for()
    page.get_by_text("Finns redan och hoppas över: 1").wait_for()


def move_one(page: Page) -> None:
    """From the plan to what moves with it."""
    page.get_by_role("button", name="Lägg in sammanträdena (4)").click()
    page.get_by_text("Inlagda sammanträden: 4.").wait_for()
    page.get_by_role("link", name="Flytta Utbildningsnämnden 28 apr. 2027").click()
    page.get_by_label("Sammanträdesdag").fill("2027-05-20")
    page.get_by_role("button", name="Se vad som flyttas").click()
    page.get_by_role("heading", name="Det här flyttas").wait_for()
    page.get_by_role("button", name="Flytta sammanträdet").click()
    page.get_by_text("är klart").wait_for()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_year_is_pasted_mended_and_entered_and_one_moved(page: Page, site: str, town: Town, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    enter_a_year(page, site)
    assert not faults(page)
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    move_one(page)
    assert not faults(page)


def test_the_same_without_javascript(browser: Browser, site: str, town: Town) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    enter_a_year(page, site)
    move_one(page)
    page.goto(f"{site}/sammantraden?ar=2027")
    assert page.get_by_role("link", name="20 maj 2027").first.is_visible()
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_wheel_the_thread_and_the_plan_have_no_fault(page: Page, site: str, town: Town, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce")
    enter(page, site, "Nils")
    found: list[str] = []
    for address in PAGES:
        page.set_viewport_size({"width": 1280, "height": 900})
        page.goto(site + address.format(**town.cases))
        page.evaluate("document.querySelectorAll('main details').forEach(one => { one.open = true })")
        page.wait_for_function("document.getAnimations().length === 0")
        found += faults(page)
        page.set_viewport_size({"width": 320, "height": 640})
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, address
    assert not found, "\n".join(found)


def test_the_wheel_can_be_read_in_forced_colours(page: Page, site: str) -> None:
    page.emulate_media(forced_colors="active")
    enter(page, site, "Nils")
    page.goto(f"{site}/arshjul")
    fills = page.evaluate("""() => ["now", "past"].map(
        stands => getComputedStyle(document.querySelector(`.wheel .arc.${stands}`)).fill)""")
    assert len(set(fills)) == 2
