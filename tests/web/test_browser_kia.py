"""In a real browser: the quality chief sets the year's dates, sees what is missing, asks for it, and concludes the year;
with and without JavaScript."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.web.conftest import SETTINGS
from tests.web.ending import ended, state, told_to_the_end, web_in_march
from tests.web.test_browser import enter, faults, over, served, site
from tests.web.town import Town

__all__ = ["site"]
pytestmark = pytest.mark.browser


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without"])
def tab(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A tab of a browser, with and without JavaScript."""
    context = browser.new_context(java_script_enabled=request.param)
    yield context.new_page()
    context.close()


def test_she_sets_the_dates_and_asks_for_what_is_missing(tab: Page, site: str) -> None:
    enter(tab, site, "Kia")
    tab.goto(f"{site}/arshjul/2026/tidplan")
    tab.locator("summary").first.click()
    tab.get_by_label("Kopierade rader").fill("Prognos 4\t31/10\t2 nov\t9 nov\t12 nov\t16 nov\t30/11")
    tab.get_by_role("button", name="Läs in i formuläret").click()
    tab.get_by_role("button", name="Se vad som flyttas").click()
    tab.get_by_role("button", name="Fastställ tidplanen").click()
    tab.get_by_text("är klart").wait_for()
    tab.goto(f"{site}/laget?ar=2026")
    tab.get_by_role("heading", name="Läget 2026").wait_for()
    tab.goto(f"{site}/saknas")
    tab.get_by_role("checkbox").first.check()
    tab.get_by_role("button", name="Se breven för det valda").click()
    tab.get_by_role("heading", name="Breven, innan de skickas").wait_for()
    tab.get_by_role("button", name="Skicka breven").click()
    tab.get_by_role("status").wait_for()
    assert "Breven går ut nu." in tab.get_by_role("status").inner_text()


def test_she_concludes_the_year_from_one_task(tab: Page, town: Town) -> None:
    goals = ended(town)
    told_to_the_end(town, town.cases["other"])
    with served(web_in_march(town, SETTINGS)) as site:
        enter(tab, site, "Kia")
        tab.get_by_role("link", name=f"Avsluta målet ({len(goals)} mål)").click()
        tab.get_by_role("heading", name="Avsluta målen för 2026").wait_for()
        tab.get_by_label("Mål 2 är nått").uncheck()
        tab.get_by_role("button", name="Avsluta de valda målen").click()
        tab.get_by_text(f"Avslutade mål: {len(goals) - 1}.").wait_for()
        tab.get_by_label("Frånvaron i gymnasieskolan ska minska").check()
        tab.get_by_role("button", name="Stäng valda mål utan redovisning").click()
        assert tab.title().startswith("Fel: ")
        assert tab.get_by_label("Frånvaron i gymnasieskolan ska minska").is_checked()
        tab.get_by_label("Varför de stängs utan redovisning").fill("Enheten är nedlagd.")
        tab.get_by_role("button", name="Stäng valda mål utan redovisning").click()
        tab.get_by_text("Mål stängda utan redovisning: 1.").wait_for()
    assert [state(town, goal).state for goal in goals].count("analysed") == len(goals) - 1


def test_she_reads_it_in_english_on_a_small_screen_too(page: Page, site: str) -> None:
    enter(page, site, "Kia")
    page.goto(f"{site}/installningar")
    page.get_by_label("English").check()
    page.get_by_role("button", name="Spara").first.click()
    page.set_viewport_size({"width": 320, "height": 640})
    for address in ("/", "/laget?ar=2026", "/saknas", "/loggen", "/modellen", "/arshjul/2026/tidplan"):
        page.goto(site + address)
        assert page.locator("html").get_attribute("lang") == "en" and not over(page, 320)


def test_the_end_of_the_year_is_accessible_and_fits(page: Page, town: Town) -> None:
    ended(town)
    told_to_the_end(town, town.cases["other"])
    with served(web_in_march(town, SETTINGS)) as site:
        enter(page, site, "Kia")
        page.goto(f"{site}/mal/avsluta?ar=2026")
        assert not faults(page)
        page.emulate_media(color_scheme="dark")
        assert not faults(page)
        page.set_viewport_size({"width": 320, "height": 640})
        assert not [*faults(page), *over(page, 320)]
