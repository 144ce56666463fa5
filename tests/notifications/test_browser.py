"""The letters' HTML in a real browser: no accessibility fault, and nothing runs over at 320 pixels."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from notifications.texts import written_letter
from tests.notifications.rich import LETTERS

pytestmark = pytest.mark.browser
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def test_no_letter_has_an_accessibility_fault(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 800})
    for name, content in LETTERS.items():
        page.set_content(written_letter(content).html)
        found = Axe().run(page, options={"runOnly": RULES}).response["violations"]
        assert not found, (name, [(one["id"], [node["html"] for node in one["nodes"]]) for one in found])
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
