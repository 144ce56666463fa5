"""Pictures of the main pages, in light, in dark and on a telephone, of the demonstration as it is made today.

`make pictures` puts them under docs/pictures/; every run makes the light ones, and sees that there is something on each.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.web.test_browser import served
from web import clock
from web.app import create_app
from web.demo.run import TODAY, prepare
from workflow.records.database import connect
from workflow.records.sql import run
from workflow.settings import Settings

pytestmark = pytest.mark.browser
KEPT = Path(__file__).resolve().parents[2] / "docs/pictures"
WAYS = {
    "light": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "light"},
    "dark": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "dark"},
    "mobile": {"viewport": {"width": 390, "height": 844}, "color_scheme": "light"},
}
PAGES = {
    "mina-uppgifter": ("Maja", "/"), "prognosbladet": ("Maja", "/rapporter/{report}/blad"),
    "laget": ("Kia", "/laget?ar=2026"), "malet": ("Olle", "/mal/{goal}"), "rapporten": ("Dina", "/rapporter/{report}"),
    "arshjulet": ("Kia", "/arshjul"), "roda-traden": ("Kia", "/roda-traden?ar=2026"), "beslut": ("Stig", "/beslut"),
    "granskning": ("Rut", "/granskning"), "namnden": ("Olle", "/namnder/UN?ar=2026"), "oppet": ("-", "/oppet/DEMO/2026"),
}  # fmt: skip
"""Name of the picture → as whom, and where."""
SMALLEST = 15_000
"""Bytes below which there is nothing on a picture."""


@pytest.fixture
def site(tmp_path: Path) -> Iterator[tuple[str, dict[str, int]]]:
    """The demonstration's web, and the numbers of what is shown."""
    file = tmp_path / "demo.db"
    known = Settings(secret_key="prov" * 12, database_url=f"sqlite:///{file}", _env_file=None)
    prepare(file, TODAY, known)
    database = connect(known.database_url)
    app = create_app(known, database, clock.demonstration(database), demo=True)
    app.config.update(WTF_CSRF_ENABLED=False)
    report = "SELECT k.id FROM cases k JOIN unit u ON u.id = k.unit WHERE k.round = 'R3' AND u.code = 'UN'"
    goal = "SELECT id FROM cases WHERE year = 2026 AND title LIKE 'Andelen med slutbetyg%'"
    with database.reading() as session:
        numbers = {"report": run(session, report).scalar_one(), "goal": run(session, goal).scalar_one()}
    with served(app) as address:
        yield address, numbers
    database.dispose()


def test_the_main_pages_have_their_pictures(browser: Browser, site: tuple[str, dict[str, int]], tmp_path: Path) -> None:
    address, numbers = site
    asked = bool(os.environ.get("PICTURES"))
    folder, ways = (KEPT, WAYS) if asked else (tmp_path / "pictures", {"light": WAYS["light"]})
    folder.mkdir(parents=True, exist_ok=True)
    for way, options in ways.items():
        context = browser.new_context(locale="sv-SE", **options)  # type: ignore[arg-type]
        page = context.new_page()
        for name, (who, path) in PAGES.items():
            _go(page, address, who, path.format(**numbers))
            page.screenshot(path=folder / f"{name}-{way}.png", animations="disabled")
        context.close()
    small = [picture.name for picture in folder.glob("*-*.png") if picture.stat().st_size < SMALLEST]
    assert not small and len(list(folder.glob("*-*.png"))) >= len(PAGES) * len(ways)


def _go(page: Page, address: str, who: str, path: str) -> None:
    page.context.clear_cookies()
    if who != "-":
        page.goto(f"{address}/logga-in")
        page.get_by_role("button", name=f"Logga in som {who}").click()
    answer = page.goto(f"{address}{path}")
    assert answer and answer.status == 200, path
