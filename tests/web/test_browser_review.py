"""In a real browser: Rut and Roy judge alone, Gun sets the verdict with a suggestion, Olle stands by one and accepts
another. Once as browsers are, once with JavaScript off; without an accessibility fault, wide, dark and small."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.web.reviewing import BETTER, WORDS, join, proposed
from tests.web.test_browser import enter, faults, site
from tests.web.town import Town

__all__ = ["site"]
pytestmark = pytest.mark.browser
OTHER = "Vi ska arbeta för en trygg skola"


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without JavaScript"])
def reader(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A browser; axe needs JavaScript, so only one of them is looked through."""
    context = browser.new_context(java_script_enabled=request.param)
    page = context.new_page()
    page.looked = request.param  # type: ignore[attr-defined]
    yield page
    context.close()


def test_the_group_reviews_and_the_committee_answers(reader: Page, site: str, town: Town) -> None:
    join(town, "Roy")
    join(town, "Gun", "review_chair")
    first, second = proposed(town, WORDS), proposed(town, OTHER)
    for name, letters in (("Rut", "nnyyy"), ("Roy", "nyyyy"), ("Gun", "nnyyy")):
        enter(reader, site, name)
        for words in (WORDS, OTHER):
            judge(reader, site, words, letters)
    for words in (WORDS, OTHER):
        set_the_verdict(reader, site, words)
    enter(reader, site, "Olle")
    reader.goto(f"{site}/mal/{first}/granskning")
    reader.get_by_role("link", name="Svara på granskningen").click()
    assert reader.get_by_label("Mål", exact=True).input_value() == BETTER
    looked(reader)
    reader.get_by_role("button", name="Godta och föreslå på nytt").click()
    reader.get_by_text("omformulerat och föreslaget på nytt").first.wait_for()
    reader.goto(f"{site}/mal/{second}/svar")
    reader.get_by_role("button", name="Stå fast vid målet").click()
    assert reader.title().startswith("Fel: ")
    reader.get_by_label("Varför nämnden står fast").fill("Så vill nämnden ha det.")
    reader.get_by_role("button", name="Stå fast vid målet").click()
    reader.get_by_text("Så vill nämnden ha det.").wait_for()
    reader.get_by_text("Tyckte annorlunda").wait_for()
    enter(reader, site, "Rut")
    reader.goto(f"{site}/granskning")
    reader.get_by_text("Granskningsomgång 2").wait_for()
    reader.get_by_text("Nämnden står fast").wait_for()
    looked(reader)


def judge(reader: Page, site: str, words: str, letters: str) -> None:
    """From the list to one's own judgement."""
    reader.goto(f"{site}/granskning")
    reader.get_by_role("link", name=words).click()
    if words == WORDS and letters == "nyyyy":
        looked(reader)
    fill(reader, letters)
    reader.get_by_label("Kommentar till ”Specifikt”").fill("Vad blir annorlunda?")
    reader.get_by_role("button", name="Lämna din bedömning").click()
    reader.get_by_role("heading", name="Bedömningarna sida vid sida").wait_for()


def set_the_verdict(reader: Page, site: str, words: str) -> None:
    """The chair: prefilled by most, with a suggestion."""
    reader.goto(f"{site}/granskning")
    reader.get_by_role("link", name=words).click()
    assert reader.locator("input:checked").count() == 6
    if words == WORDS:
        looked(reader)
    reader.get_by_label("Förslag till formulering").fill(BETTER)
    reader.get_by_label("Återlämnat").check()
    reader.get_by_role("button", name="Ge beskedet").click()
    reader.get_by_role("heading", name="Besked, omgång 1").wait_for()


def fill(reader: Page, letters: str) -> None:
    """One choice a criterion."""
    for number, letter in enumerate(letters):
        reader.locator(f"input[name='criteria-{number}-holds'][value='{'yes' if letter == 'y' else 'no'}']").check()


def looked(reader: Page) -> None:
    """No fault in light, in dark and on a small screen, and nothing that runs over."""
    if not reader.looked:  # type: ignore[attr-defined]
        return
    assert not faults(reader)
    reader.emulate_media(color_scheme="dark")
    assert not faults(reader)
    reader.emulate_media(color_scheme="light")
    reader.set_viewport_size({"width": 320, "height": 640})
    assert not faults(reader) and reader.evaluate("document.documentElement.scrollWidth") <= 320
    reader.set_viewport_size({"width": 1280, "height": 800})


def test_hints_appear_under_the_words(reader: Page, site: str, town: Town) -> None:
    enter(reader, site, "Olle")
    reader.goto(f"{site}/mal/{town.cases['draft']}/reword")
    reader.get_by_label("Mål", exact=True).fill("Utveckla en god skola")
    reader.get_by_role("button", name="Visa råd").click()
    reader.get_by_text("Det finns ingen siffra").wait_for()
    assert reader.get_by_label("Mål", exact=True).input_value() == "Utveckla en god skola"
    looked(reader)
