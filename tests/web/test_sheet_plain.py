"""A goal in which nothing is chosen is drawn as one in which something is: once for all, with its own names and texts."""

import re

from werkzeug.test import TestResponse

from tests.web.conftest import SignIn
from tests.web.reading import form
from tests.web.round import goal_with, report_of
from tests.web.town import Town
from workflow.records.sql import run

GAPS = re.compile(r"\s*([<>])\s*|\s+")
"""Room that does not show."""


def part(answer: TestResponse, goal: int) -> str:
    """The goal's part of the page, without the room between its words."""
    found = re.search(
        rf'<section class="ds-card goal-part" aria-labelledby="f-g{goal}-goal">.*?</section>', answer.text, re.S
    )
    assert found
    return GAPS.sub(lambda gap: gap[1] or " ", found[0])


def test_what_is_drawn_once_is_as_what_is_drawn_field_by_field(town: Town, sign_in: SignIn) -> None:
    client, goal = sign_in("Maja"), goal_with(town, "Fler ska läsa vidare", indicators=2, measure="started")["goal"]
    sheet = f"/rapporter/{report_of(town)}/blad"
    page = client.get(sheet)
    plain, fields = part(page, goal), form(page).fields
    assert plain == part(client.get(sheet), goal), "remembered or not"
    own = {
        name: value
        for name, value in fields.items()
        if name.startswith(f"g{goal}-measured") or name.endswith("-version")
    }
    client.post("/utkast", data=own | {"place": sheet, f"g{goal}-trend": "", f"g{goal}-outlook": "partly"})
    whole = part(client.get(sheet), goal)
    assert plain != whole and plain == whole.replace(" checked", "")


def test_texts_are_put_in_as_they_were_written_and_only_in_their_own_goal(town: Town, sign_in: SignIn) -> None:
    client, goal = sign_in("Maja"), goal_with(town, "Fler ska läsa vidare", indicators=1)["goal"]
    sheet, before, text = f"/rapporter/{report_of(town)}/blad", f"g{goal}-", "</textarea>&\ue000\ue001when\ue002"
    client.post("/utkast", data={"place": sheet, f"{before}version": "1", f"{before}comment": text,
                                 f"{before}measured-0-value": '5"1'})  # fmt: skip
    page = client.get(sheet)
    assert page.text.count("&lt;/textarea&gt;&amp;\ue000\ue001when\ue002</textarea>") == 1
    assert page.text.count('value="5&#34;1"') == 1
    assert "\ue000" not in part(page, town.cases["other"])


def test_each_reads_the_sheet_in_their_own_language(town: Town, sign_in: SignIn) -> None:
    client, sheet = sign_in("Maja"), f"/rapporter/{report_of(town)}/blad"
    assert "Vad det leder till" in client.get(sheet).text
    with town.database.writing() as session:
        run(session, "UPDATE person SET language = 'en' WHERE id = ?", (town.people["Maja"],))
    assert "Vad det leder till" not in client.get(sheet).text
