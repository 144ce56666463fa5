"""In a real browser without JavaScript: Dina orders a document, the page loads itself again while it is written, and she
fetches the file."""

from pathlib import Path
from threading import Event, Thread

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.reports.fake import by_fake
from tests.web.test_browser import enter, faults, site
from tests.web.town import NOW, Town
from web.pages import documents
from workflow.records.document import Order
from workflow.reports import apart
from workflow.reports.working import write_next

__all__ = ["site"]
pytestmark = pytest.mark.browser


def test_a_document_is_ordered_and_fetched_without_javascript(
    browser: Browser, site: str, town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    by_fake(monkeypatch)
    monkeypatch.setattr(apart, "TURN", 0.05)
    monkeypatch.setattr(documents, "AGAIN", 1)
    page = browser.new_context(java_script_enabled=False, accept_downloads=True).new_page()
    enter(page, site, "Dina")
    page.get_by_text("Mer", exact=True).click()
    page.get_by_role("link", name="Dokument", exact=True).click()
    page.get_by_role("link", name="Delårsrapport").click()
    page.get_by_label("Nämnd").select_option("Utbildningsnämnden")
    page.get_by_label("HTML").check()
    page.get_by_role("button", name="Beställ dokumentet").click()
    expect(page.get_by_role("status")).to_contain_text("Väntar")
    stopped = Event()
    worker = Thread(target=lambda: [write_next(town.database, lambda: NOW, "me", stopped.is_set) for _ in range(2)])
    worker.start()
    try:
        expect(page.get_by_role("status")).to_contain_text("Klart", timeout=20_000)
    finally:
        stopped.set()
        worker.join()
    with page.expect_download() as fetched:
        page.get_by_role("link", name="Hämta dokumentet").click()
    assert fetched.value.suggested_filename.endswith("-2026-un.html")
    assert "2026 UN" in Path(fetched.value.path()).read_text()
    page.context.close()


def test_the_page_of_an_order_is_accessible_in_every_state(
    page: Page, site: str, town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(documents, "AGAIN", 60)
    enter(page, site, "Dina")
    address = f"{site}/dokument/{town.cases['order']}"
    states = ({"state": "writing", "done": 12, "parts": 80}, {"state": "done", "size": 120_000},
              {"state": "failed", "why": {"sv": "Det gick inte.", "en": "It could not be done."}})  # fmt: skip
    for state in states:
        with town.database.writing() as session:
            session.query(Order).filter_by(id=town.cases["order"]).update(state)
        page.goto(f"{address}?folj=ja")
        assert not faults(page), state
