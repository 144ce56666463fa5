"""In a real browser: Dina approves two reports and returns one, Nils logs the committee's § over report and measures."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.web.reporting import case_of, earlier, handed_in, report_of, sent
from tests.web.test_browser import enter, faults, site
from tests.web.test_minuting import held
from tests.web.town import Town

__all__ = ["site"]
pytestmark = pytest.mark.browser
WORDS = "Beskriv vad frånvaron kostar, och lämna igen på torsdag."


def approves_and_returns(page: Page, site: str) -> None:
    """Two are approved at once, the third comes back with her words."""
    page.goto(f"{site}/rapporter?ar=2026&omgang=alla")
    for round in ("Prognos 1", "Prognos 2"):
        page.get_by_role("checkbox", name=f"Godkänn Utbildningsnämnden, {round}").check()
    page.get_by_role("button", name="Godkänn uppföljningarna").click()
    expect(page.get_by_text("2 uppföljningar är godkända.")).to_be_visible()
    page.get_by_role("row").filter(has_text="2 av 2").get_by_role("link", name="Utbildningsnämnden", exact=True).click()
    page.get_by_role("link", name="Till godkännandet").click()
    page.get_by_label("Återlämnat").check()
    page.get_by_label("Kommentar").fill(WORDS)
    page.get_by_role("button", name="Spara beslutet").click()
    expect(page.get_by_text(WORDS).first).to_be_visible()


def logs(page: Page, site: str, report: int) -> None:
    """One § for the report, the consequences and the measures; one goal is decided otherwise."""
    page.goto(f"{site}/rapporter/{report}")
    page.get_by_role("link", name="Logga nämndens paragraf").first.click()
    page.get_by_role("button", name="Logga paragrafen").click()
    expect(page.get_by_role("link", name="Skriv paragrafen")).to_be_visible()
    page.get_by_label("Paragraf och diarienummer").fill("Un § 45 Dnr UN 2026/00123")
    page.get_by_label("Nämnden beslutade: Frånvaron i gymnasieskolan ska minska").select_option("Avslag")
    page.get_by_role("button", name="Logga paragrafen").click()
    expect(page.get_by_text("Paragrafen är loggad och uppföljningen är protokollförd.")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_dina_approves_two_and_returns_one(page: Page, site: str, town: Town, scheme: str) -> None:
    earlier(town)
    handed_in(town)
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    enter(page, site, "Dina")
    approves_and_returns(page, site)
    assert [report_of(town, round).state for round in ("R1", "R2", "R3")] == ["approved", "approved", "open"]
    assert not faults(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nils_logs_the_paragraph(page: Page, site: str, town: Town, scheme: str) -> None:
    report = sent(town)
    held(town)
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    enter(page, site, "Nils")
    logs(page, site, report)
    assert report_of(town).state == "minuted" and case_of(town, "body's measure").state == "cancelled"
    assert not faults(page)


def test_both_do_it_without_scripts(browser: Browser, site: str, town: Town) -> None:
    earlier(town)
    handed_in(town)
    for name in ("Dina", "Nils"):
        context = browser.new_context(java_script_enabled=False)
        page = context.new_page()
        page.goto(f"{site}/logga-in")
        page.get_by_role("button", name=f"Logga in som {name}").click()
        if name == "Dina":
            approves_and_returns(page, site)
            hand_in_again(page)
        else:
            send(page, site, report_of(town).id)
            held(town)
            logs(page, site, report_of(town).id)
        context.close()
    assert report_of(town).state == "minuted"


def hand_in_again(page: Page) -> None:
    """She hands it in anew and approves it, with the measure within her powers."""
    page.get_by_role("link", name="Lämna nämndens uppföljning").first.click()
    page.get_by_role("button", name="Lämna nämndens uppföljning").click()
    page.get_by_label("Godkänt").check()
    page.get_by_role("checkbox", name="Andelen elever").check()
    page.get_by_role("button", name="Spara beslutet").click()
    expect(page.get_by_text("”Godkänn uppföljningen” är klart.")).to_be_visible()


def send(page: Page, site: str, report: int) -> None:
    page.goto(f"{site}/rapporter/{report}")
    page.get_by_role("button", name="Skicka till nämnden").click()
    expect(page.get_by_text("Skickad till nämnden").first).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_have_no_fault_and_do_not_run_over(page: Page, site: str, town: Town, scheme: str) -> None:
    earlier(town)
    report = sent(town)
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    for name in ("Dina", "Nils"):
        enter(page, site, name)
        for address in ("/rapporter?omgang=alla", f"/rapporter/{report}", f"/rapporter/{report}/paragraf"):
            page.goto(site + address)
            for summary in page.locator("main summary").all():
                summary.click()
            assert not faults(page)
            page.set_viewport_size({"width": 320, "height": 640})
            assert page.evaluate("document.documentElement.scrollWidth") <= 320, address
            page.set_viewport_size({"width": 1280, "height": 800})


def test_the_report_is_printed_without_forms_and_menus(page: Page, site: str, town: Town) -> None:
    report = handed_in(town)
    enter(page, site, "Dina")
    page.goto(f"{site}/rapporter/{report}")
    page.emulate_media(media="print")
    for shown in ("Mål 1", "Nås delvis", "Färre får stöd."):
        expect(page.get_by_text(shown).first).to_be_visible()
    for hidden in ("Spara beslutet", "Det som har hänt", "Till godkännandet"):
        expect(page.get_by_text(hidden).first).to_be_hidden()
