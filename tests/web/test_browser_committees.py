"""In a real browser, without JavaScript: Olle presents areas at the kick-off, proposes drafts, stands by a goal that was
returned; a word is searched for, and what is new is read. Without a fault, light and dark, at 320 pixels."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.web.test_browser import enter, faults, site
from tests.web.test_committees_chair import drafts, of_year, returned
from tests.web.town import NOW, Town
from workflow.facts import fact_of
from workflow.states.command import Note
from workflow.states.perform import note

__all__ = ["site"]
pytestmark = pytest.mark.browser
STILL = """new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))
.then(() => Promise.all(document.getAnimations().map(one => one.finished)))"""
"""What opens slides, and is small and half hidden until it has come to rest."""
PAGES = (
    "/namnder?ar=2026", "/namnder/UN?ar=2026", "/namnder/UN?ar=2027", "/namnder/UN/omraden?ar=2027",
    "/namnder/UN/forslag?ar=2027", "/namnder/UN/svar?ar=2027", "/sok", "/sok?q=frånvaro", "/sok?q=finnsinte", "/sedan-sist",
)  # fmt: skip


@pytest.fixture
def bare(browser: Browser) -> Iterator[Page]:
    """A page of a browser that runs no scripts."""
    context = browser.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()


def test_olle_presents_two_areas_at_the_kick_off(bare: Page, site: str, town: Town) -> None:
    enter(bare, site, "Olle")
    bare.goto(f"{site}/namnder/UN?ar=2027")
    bare.get_by_role("link", name="Arbeta med målområden").click()
    bare.get_by_label("Målområde", exact=True).first.fill("Fler tar examen")
    bare.get_by_label("Målområde", exact=True).last.fill("Minskad frånvaro")
    bare.get_by_role("button", name="Lägg till målområden").click()
    bare.get_by_text("Tillagda målområden: 2.").wait_for()
    bare.get_by_label("Fler tar examen").check()
    bare.get_by_label("Minskad frånvaro").check()
    bare.get_by_label("Anteckningar från budgetupptakten").fill("Nämnderna ser samma behov.")
    bare.get_by_label("Överenskommen samverkan").fill("Elevhälsan och socialtjänsten.")
    bare.get_by_role("button", name="Anteckna presentationen").click()
    bare.get_by_text("Presenterade målområden: 2.").wait_for()
    assert {area.state for area in of_year(town, "target_area")} == {"presented"}


def test_olle_proposes_three_drafts_and_is_told_what_one_of_them_lacks(bare: Page, site: str, town: Town) -> None:
    drafts(town, 3)
    enter(bare, site, "Olle")
    bare.goto(f"{site}/namnder/UN?ar=2027")
    bare.get_by_role("link", name="Utkast att föreslå").click()
    bare.get_by_label("Hur det mäts, eller varför det inte går").last.fill("Enkät i maj.")
    bare.get_by_label("Utan indikator: hur målet följs upp, och av vem").last.fill("Rektorerna varje maj.")
    bare.get_by_role("button", name="Föreslå de valda målen").click()
    alert = bare.get_by_role("alert")
    assert bare.title().startswith("Fel: ") and "Klart: 2" in alert.inner_text()
    assert "Mål nummer 3" in alert.inner_text() and "Målet saknar fokusområde" in alert.inner_text()
    assert [goal.state for goal in of_year(town, "goal")] == ["proposed", "proposed", "draft"]


def test_olle_stands_by_a_goal_that_was_returned(bare: Page, site: str, town: Town) -> None:
    returned(town)
    enter(bare, site, "Olle")
    bare.goto(f"{site}/namnder/UN?ar=2027")
    bare.get_by_role("link", name="Svar på granskningen").click()
    bare.get_by_label("Mål nummer 1").check()
    bare.get_by_label("Varför nämnden står fast").fill("Målet är tydligt nog.")
    bare.get_by_role("button", name="Stå fast vid de valda målen").click()
    bare.get_by_text("Mål som nämnden står fast vid: 1.").wait_for()
    assert of_year(town, "goal")[0].state == "smart_reviewed"


def test_maja_searches_and_reads_what_is_new(bare: Page, site: str, town: Town) -> None:
    enter(bare, site, "Maja")
    _comment(town)
    enter(bare, site, "Maja")
    bare.goto(f"{site}/sedan-sist")
    assert "Dina Prov" in bare.get_by_role("main").inner_text()
    bare.get_by_role("button", name="Markera som läst").click()
    bare.get_by_text("Inget har hänt sedan dess.").wait_for()
    bare.goto(f"{site}/sok")
    bare.get_by_label("Ord, en paragraf eller ett diarienummer").fill("lovskolan")
    bare.get_by_role("main").get_by_role("button", name="Sök").click()
    assert bare.locator("mark").inner_text() == "lovskolan"


@pytest.mark.parametrize(("name", "scheme"), [("Olle", "light"), ("Kia", "dark")])
def test_no_page_has_a_fault_or_runs_over(page: Page, site: str, town: Town, name: str, scheme: Any) -> None:
    returned(town)
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    enter(page, site, name)
    _comment(town)
    for address in PAGES:
        page.set_viewport_size({"width": 1280, "height": 900})
        page.goto(site + address)
        for summary in page.locator("main summary").all():
            summary.click()
        page.evaluate(STILL)
        assert not faults(page)
        page.set_viewport_size({"width": 320, "height": 640})
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, address


def _comment(town: Town) -> None:
    with town.database.writing() as session:
        said = fact_of("comment", {"text": "Vi behöver lovskolan."})
        note(session, Note(town.cases["goal"], town.who("Dina"), said, at=NOW))
