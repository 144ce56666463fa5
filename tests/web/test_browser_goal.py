"""In a real browser: an elected member reads a goal and comments on it, a manager attaches a file - without JavaScript;
and the page is without a fault in light, dark and at 320 pixels, all its folds open."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.web.goal import lived
from tests.web.test_browser import enter, faults, site
from tests.web.town import Town

__all__ = ["site"]
pytestmark = pytest.mark.browser


@pytest.fixture
def goal(town: Town, site: str) -> str:
    """The address of a goal with a life behind it."""
    lived(town)
    return f"{site}/mal/{town.cases['goal']}"


@pytest.fixture
def bare(browser: Browser) -> Page:
    """A page in a browser without JavaScript."""
    return browser.new_context(java_script_enabled=False, accept_downloads=True).new_page()


def test_the_chair_sees_why_it_goes_badly_what_was_decided_and_comments(bare: Page, site: str, goal: str) -> None:
    enter(bare, site, "Olle")
    bare.goto(goal)
    glance = bare.locator(".goal-glance")
    assert "Nås delvis" in glance.inner_text() and "Det går trögt." in glance.inner_text()
    forecasts = bare.get_by_role("region", name="Prognoser, tillfälle för tillfälle")
    assert "Tjugo elever riskerar att stå utan examen." in forecasts.inner_text()
    measures = bare.get_by_role("region", name="Åtgärder, och vad de ledde till")
    measures.get_by_role("link", name="§ 84 UN 2026/00123").click()
    assert "/beslut/" in bare.url
    bare.go_back()
    bare.get_by_label("Din kommentar").fill("Ta upp speciallärarens effekt i september.")
    bare.get_by_role("button", name="Skriv kommentaren").click()
    bare.get_by_text("är klart").wait_for()
    assert bare.get_by_role("region", name="Kommentarer").get_by_text("Ta upp speciallärarens effekt").count() == 1
    bare.context.close()


def test_the_manager_attaches_a_file_and_a_wrong_one_keeps_the_note(
    bare: Page, site: str, goal: str, tmp_path: Path
) -> None:
    wrong, right = tmp_path / "rapport.exe", tmp_path / "Rapport våren.pdf"
    wrong.write_bytes(b"MZ")
    right.write_bytes(b"%PDF-1.7 underlag")
    enter(bare, site, "Maja")
    bare.goto(goal)
    bare.get_by_text("Bifoga en fil", exact=True).last.click()
    bare.get_by_label("Fil", exact=True).set_input_files(wrong)
    bare.get_by_label("Vad filen är").fill("Underlag till nämnden")
    bare.get_by_role("button", name="Bifoga filen").click()
    assert bare.title().startswith("Fel: ")
    assert bare.get_by_label("Vad filen är").input_value() == "Underlag till nämnden"
    bare.get_by_label("Fil", exact=True).set_input_files(right)
    bare.get_by_role("button", name="Bifoga en fil").click()
    files = bare.get_by_role("region", name="Bilagor")
    assert "Underlag till nämnden" in files.inner_text()
    with bare.expect_download() as saved:
        files.get_by_role("link", name="Rapport våren.pdf").click()
    assert saved.value.suggested_filename == "Rapport våren.pdf"
    assert Path(saved.value.path()).read_bytes() == b"%PDF-1.7 underlag"
    bare.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["goal", "closed"])
def test_the_page_has_no_fault_with_all_its_folds_open(
    page: Page, site: str, goal: str, town: Town, scheme: str, name: str
) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    enter(page, site, "Maja")
    for address in (f"{site}/mal/{town.cases[name]}", f"{site}/mal/{town.cases[name]}/bilaga"):
        page.set_viewport_size({"width": 1280, "height": 900})
        page.goto(address)
        for summary in page.locator("main summary").all():
            summary.click()
        assert not faults(page)
        page.set_viewport_size({"width": 320, "height": 640})
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        assert not faults(page)


def test_the_chart_is_read_in_forced_colours_and_its_text_grows_with_the_readers(
    page: Page, site: str, goal: str
) -> None:
    page.emulate_media(forced_colors="active")
    enter(page, site, "Olle")
    page.goto(goal)
    dot = page.locator(".goal-chart .goal-went").first
    assert dot.evaluate("one => getComputedStyle(one).stroke") == page.evaluate("getComputedStyle(document.body).color")
    sizes = []
    for size in ("100%", "200%"):
        page.evaluate(f"document.documentElement.style.fontSize = '{size}'")
        sizes.append(
            page.locator(".goal-chart text").first.evaluate("one => parseFloat(getComputedStyle(one).fontSize)")
        )
    assert sizes[1] == 2 * sizes[0]
