"""In a real browser, by keyboard alone - with scripts and without -: each of the people does what they come for."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page

from tests.people import Town as Forty
from tests.web.forty import COUNCIL, WORDS, enter, forty, forty_app, model_forty
from tests.web.reporting import handed_in, report_of, sent
from tests.web.test_browser import served, site
from tests.web.test_committees_chair import of_year, returned
from tests.web.test_minuting import held
from tests.web.town import NOW, Town

__all__ = ["enter", "forty", "forty_app", "model_forty", "site"]
pytestmark = pytest.mark.browser
TABS = 300
"""No page has more places to stand in."""
NAME = """() => {
  const one = document.activeElement
  return (one.ariaLabel || [...(one.labels || [])].map(label => label.innerText).join(' ') || one.innerText || '')
    .replace(/\\s*:\\s*/g, ': ').trim()
}"""


@pytest.fixture(params=[True, False], ids=["scripts", "no scripts"])
def page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    """A page of a browser with scripts, and of one without."""
    context = browser.new_context(java_script_enabled=request.param)
    yield context.new_page()
    context.close()


def tab_to(page: Page, name: str) -> None:
    """Press Tab until what is called so has focus."""
    for _ in range(TABS):
        page.keyboard.press("Tab")
        if str(page.evaluate(NAME)).startswith(name):
            return
    raise AssertionError(f"{name} is not reached in {page.url}")


def press(page: Page, name: str) -> None:
    """Follow a link or press a button."""
    tab_to(page, name)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def tick(page: Page, name: str) -> None:
    """Tick a box, or choose the first of several."""
    tab_to(page, name)
    page.keyboard.press("Space")


def write(page: Page, name: str, text: str) -> None:
    """Write in a field instead of what is there."""
    tab_to(page, name)
    page.keyboard.press("Control+A")
    page.keyboard.type(text)


def sign_in(page: Page, site: str, name: str) -> None:
    """Sign in as people do it."""
    page.goto(f"{site}/logga-in")
    press(page, f"Logga in som {name}")


def test_dina_approves_with_the_measure_within_her_powers(page: Page, site: str, town: Town) -> None:
    handed_in(town)
    sign_in(page, site, "Dina")
    press(page, "Godkänn uppföljningen")
    tick(page, "Godkänt")
    tick(page, "Andelen elever")
    press(page, "Spara beslutet")
    page.get_by_text("”Godkänn uppföljningen” är klart.").wait_for()
    assert report_of(town).state == "approved"


def test_nils_logs_the_paragraph_with_one_goal_decided_otherwise(page: Page, site: str, town: Town) -> None:
    report = sent(town)
    held(town)
    sign_in(page, site, "Nils")
    page.goto(f"{site}/rapporter/{report}")
    press(page, "Logga nämndens paragraf")
    write(page, "Paragraf och diarienummer", "Un § 45 Dnr UN 2026/00123")
    tab_to(page, "Nämnden beslutade: Frånvaron")
    page.keyboard.type("Avs")
    press(page, "Logga paragrafen")
    page.get_by_text("Paragrafen är loggad och uppföljningen är protokollförd.").wait_for()
    assert report_of(town).state == "minuted"


def test_olle_presents_areas_and_stands_by_a_goal(page: Page, site: str, town: Town) -> None:
    returned(town)
    sign_in(page, site, "Olle")
    page.goto(f"{site}/namnder/UN?ar=2027")
    press(page, "Arbeta med målområden")
    write(page, "Målområde", "Fler tar examen")
    write(page, "Målområde", "Minskad frånvaro")
    press(page, "Lägg till målområden")
    tick(page, "Fler tar examen")
    tick(page, "Minskad frånvaro")
    write(page, "Anteckningar från budgetupptakten", "Nämnderna ser samma behov.")
    write(page, "Överenskommen samverkan", "Elevhälsan och socialtjänsten.")
    press(page, "Anteckna presentationen")
    assert {area.state for area in of_year(town, "target_area")} == {"presented"}
    page.goto(f"{site}/namnder/UN?ar=2027")
    press(page, "Svar på granskningen")
    tick(page, "Mål nummer 1")
    write(page, "Varför nämnden står fast", "Målet är tydligt nog.")
    press(page, "Stå fast vid de valda målen")
    assert of_year(town, "goal")[0].state == "smart_reviewed"


def test_stig_logs_the_councils_paragraph_with_one_goal_changed(page: Page, forty_app: Flask, forty: Forty) -> None:
    with served(forty_app) as council:
        sign_in(page, council, "Stig")
        page.goto(f"{council}/beslut")
        press(page, "Logga ett beslut")
        write(page, "Raden från protokollet", f"{COUNCIL} Kf § 84 Dnr KS 2026/00034")
        page.keyboard.press("Enter")
        page.locator("#f-paragraph").wait_for()
        tick(page, "Logga fullmäktiges beslut om målet")
        press(page, "Fortsätt")
        tab_to(page, f"Ändra lydelse eller målvärde: {WORDS.format(number=17)}")
        page.keyboard.press("Enter")
        write(page, "Målet i de ord som beslutades", "Alla brukare ska bli hörda år 2027")
        press(page, "Förhandsgranska")
        press(page, "Logga beslutet")
        page.get_by_text("”§ 84 KS 2026/00034” är loggad. Ärenden som den gäller: 40.").wait_for()
        assert page.get_by_role("link", name="Alla brukare ska bli hörda år 2027").count()


def test_kia_sets_the_timetable_sees_what_is_missing_and_asks_for_it(page: Page, app: Flask, site: str) -> None:
    sign_in(page, site, "Kia")
    page.goto(f"{site}/arshjul/2026/set_timetable")
    write(page, "Kopierade rader", "Prognos 4\t31/10\t2 nov\t9 nov\t12 nov\t16 nov\t30/11")
    press(page, "Läs in i formuläret")
    press(page, "Se vad som flyttas")
    press(page, "Fastställ tidplanen")
    page.get_by_text("är klart").wait_for()
    app.extensions["clock"] = lambda: NOW + timedelta(days=1)
    page.goto(f"{site}/saknas")
    press(page, "Se breven för allt som visas")
    press(page, "Skicka breven")
    page.get_by_role("status").first.wait_for()


def test_forced_colours_show_where_one_is_in_the_menu_and_what_has_happened(page: Page, site: str, town: Town) -> None:
    page.emulate_media(forced_colors="active")
    sign_in(page, site, "Maja")
    here, other = (
        page.locator(f".menu a{which}").first.evaluate("one => getComputedStyle(one).borderBlockEndColor")
        for which in ("[aria-current]", ":not([aria-current])")
    )
    page.goto(f"{site}/mal/{town.cases['goal']}")
    ground, mark = page.evaluate("""() => [getComputedStyle(document.body).backgroundColor,
        getComputedStyle(document.querySelector('.timeline > li:not(.quiet-entry)'), '::before').backgroundColor]""")
    assert here != other == ground != mark
