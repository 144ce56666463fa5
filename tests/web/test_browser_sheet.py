"""In a real browser: Maja gives her forecasts on one sheet - with the mouse, with JavaScript off, and by keyboard alone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page

from tests.web.round import case, goal_with, report_of
from tests.web.test_browser import enter, faults, site
from tests.web.town import Town

__all__ = ["site"]
pytestmark = pytest.mark.browser
Way = Callable[[Page, str], None]


def by_mouse(page: Page, label: str) -> None:
    """Choose something by clicking it."""
    page.get_by_label(label).first.check()


def by_keyboard(page: Page, label: str) -> None:
    """Choose something with the Tab key, and with the space bar or, among several, the arrows."""
    wanted = page.get_by_label(label).first.element_handle()
    for _ in range(200):
        if page.evaluate("one => document.activeElement.name === one.name", wanted):
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Space")
    while not page.evaluate("one => one.checked", wanted):
        page.keyboard.press("ArrowDown")


def give(page: Page, site: str, town: Town, choose: Way) -> dict[str, int]:
    """From the tasks to the receipt: one goal at risk with its consequence and a measure, one unchanged."""
    new = goal_with(town, "Fler elever ska läsa vidare", outlook="will_be_met", measure="started")
    enter(page, site, "Maja")
    page.goto(f"{site}/mal/{town.cases['other']}/forecast?omgang=R3")
    page.get_by_role("link", name="Visa alla mål").click()
    page.wait_for_url("**/blad")
    risk = page.get_by_role("region", name="Frånvaron i gymnasieskolan ska minska")
    assert not risk.get_by_label("Vad det leder till").is_visible()
    choose(page, "Nås delvis")
    risk.get_by_label("Vad det leder till").fill("Färre får examen.")
    risk.get_by_label("Åtgärd", exact=True).first.fill("Anställ en kurator")
    risk.get_by_label("Ansvarig").first.select_option(label="Maja Prov")
    for label, words in (
        ("Klart senast", "1 dec 2026"),
        ("Kostnad", "450 000"),
        ("Förväntad effekt", "Färre är borta."),
    ):
        risk.get_by_label(label).first.fill(words)
    same = page.get_by_role("region", name="Fler elever ska läsa vidare")
    same.get_by_label("Gav åtgärden effekt?").fill("Ja, fler kommer.")
    choose(page, "Ingen förändring sedan Prognos 2")
    assert not same.get_by_label("Kommentar").is_visible()
    return new


def told(page: Page, town: Town, new: dict[str, int]) -> None:
    """The receipt, and what came of it."""
    page.get_by_text("Prognosen är lämnad för 2 mål.").wait_for()
    page.get_by_role("heading", name="3 av 3 mål är inne").wait_for()
    assert case(town, town.cases["other"]).fact("consequence", "R3")
    assert case(town, new["goal"]).fact("forecast", "R3")["outlook"] == "will_be_met"
    assert case(town, new["measure"]).fact("progress", "R3")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_forecasts_are_given_and_the_report_handed_in(page: Page, site: str, town: Town, scheme: str) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    new = give(page, site, town, by_mouse)
    assert not faults(page)
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.get_by_role("button", name="Lämna prognos").click()
    told(page, town, new)
    assert not faults(page) and page.evaluate("document.documentElement.scrollWidth") <= 320
    page.get_by_role("button", name="Lämna nämndens uppföljning").click()
    page.get_by_role("status").first.wait_for()
    assert case(town, report_of(town)).state == "reported"
    assert not [text for text in said if "Content Security Policy" in text]


def test_the_same_without_javascript(browser: Browser, site: str, town: Town) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    new = give(page, site, town, by_mouse)
    page.get_by_role("button", name="Spara utkast").click()
    page.get_by_text("Ditt utkast från").wait_for()
    assert page.get_by_label("Gav åtgärden effekt?").input_value() == "Ja, fler kommer."
    page.get_by_role("button", name="Lämna prognos").click()
    told(page, town, new)
    context.close()


def test_the_same_by_keyboard_alone_and_the_enter_key_sends(page: Page, site: str, town: Town) -> None:
    new = give(page, site, town, by_keyboard)
    page.get_by_label("Klart senast").first.focus()
    page.keyboard.press("Enter")
    told(page, town, new)


def test_a_fault_is_told_first_and_leads_to_its_field(page: Page, site: str, town: Town) -> None:
    enter(page, site, "Maja")
    page.goto(f"{site}/rapporter/{report_of(town)}/blad")
    page.get_by_label("Nås delvis").check()
    page.get_by_label("Kommentar").fill("Det ser mörkt ut.")
    page.get_by_role("button", name="Lämna prognos").click()
    assert page.title().startswith("Fel: ") and page.evaluate("document.activeElement.id") == "faults"
    page.get_by_role("link", name="Beskriv konsekvensen, eller skriv").click()
    assert str(page.evaluate("document.activeElement.id")).endswith("c-consequence") and not faults(page)
    assert page.get_by_label("Kommentar").input_value() == "Det ser mörkt ut."


def test_what_is_written_is_kept_while_one_writes(page: Page, site: str, town: Town) -> None:
    enter(page, site, "Maja")
    page.goto(f"{site}/rapporter/{report_of(town)}/blad")
    page.get_by_label("Kommentar").press_sequentially("Halvskrivet")
    page.get_by_text("Utkast sparat").wait_for()
    assert page.get_by_label("Kommentar").input_value() == "Halvskrivet"
    page.goto(f"{site}/")
    page.goto(f"{site}/rapporter/{report_of(town)}/blad")
    page.get_by_text("Ditt utkast från").wait_for()
    assert page.get_by_label("Kommentar").input_value() == "Halvskrivet"
