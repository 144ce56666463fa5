"""In a real browser: Kia finds what is missing for a committee in a round, looks at the goal, comes back, and takes it with
her as a file - without JavaScript; nobody meets a fault on the way."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser, Page

from tests.web.test_browser import enter, faults, site
from tests.web.test_standing import OTHER
from tests.web.town import Town

__all__ = ["site"]
pytestmark = pytest.mark.browser
PAGES = (
    "/laget",
    "/laget?jamfor=1",
    "/laget?namnd=UN",
    "/laget?namnd=UN&omgang=R3&visa=saknas",
    "/laget?omgang=R4&visa=risk",
)


@pytest.fixture
def plain(browser: Browser) -> Iterator[Page]:
    """A browser in which JavaScript is off."""
    context = browser.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()


def test_kia_finds_what_is_missing_and_takes_it_with_her(plain: Page, site: str, town: Town) -> None:
    enter(plain, site, "Kia")
    plain.get_by_role("navigation", name="Huvudmeny").get_by_role("link", name="Läget").click()
    plain.get_by_role("heading", name="Läget 2026").wait_for()
    plain.get_by_role("link", name="Utbildningsnämnden, Prognos 3 (delår):").click()
    plain.get_by_role("heading", name="Läget 2026: Utbildningsnämnden").wait_for()
    plain.get_by_label("Mål", exact=True).select_option("Saknas")
    plain.get_by_role("button", name="Visa").click()
    plain.get_by_role("heading", name="Prognos 3 (delår), Saknas: 1 mål").wait_for()
    with plain.expect_download() as download:
        plain.get_by_role("link", name="Ladda ner det som visas till Excel").click()
    book = load_workbook(BytesIO(Path(download.value.path()).read_bytes()))
    assert [row[4].value for row in book["Mål"].iter_rows(min_row=2)] == [OTHER]
    plain.get_by_role("link", name=OTHER).click()
    assert plain.url.endswith(f"/mal/{town.cases['other']}")
    plain.go_back()
    plain.get_by_role("navigation", name="Du är här").get_by_role("link", name="Utbildningsnämnden").click()
    plain.get_by_role("navigation", name="Du är här").get_by_role("link", name="Läget 2026").click()
    plain.get_by_role("heading", name="Läget 2026", exact=True).wait_for()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_way_of_looking_has_a_fault_or_runs_over(page: Page, site: str, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    enter(page, site, "Kia")
    found = []
    for address in PAGES:
        page.set_viewport_size({"width": 1280, "height": 800})
        page.goto(site + address)
        found += faults(page)
        page.set_viewport_size({"width": 320, "height": 640})
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, address
        found += faults(page)
    assert not found, "\n".join(found)


def test_the_matrix_is_printed_on_one_page_that_lies_down(page: Page, site: str) -> None:
    enter(page, site, "Kia")
    page.goto(f"{site}/laget")
    printed = page.pdf(prefer_css_page_size=True)
    assert b"/Count 1" in printed and b"/MediaBox [0 0 841." in printed
