"""The truth table: the same goal says the same thing wherever it is shown.

A row of `SAID` is what was reported, and how it reads in words; a column of `VIEWS` is a place where it is read. Whoever
shows goals in one more place adds a column.
"""

import csv
import io
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.web.conftest import SignIn
from tests.web.reading import words
from tests.web.town import Town
from workflow.facts import Fact, fact_of
from workflow.facts.closing import SourceClosing
from workflow.states.command import Command, ImportedCase
from workflow.states.perform import bring_in, perform

AT = datetime(2026, 9, 10, 8, tzinfo=UTC)
NAME = "Det som mäts"


@dataclass(frozen=True)
class Told:
    """An indicator and the values reported of it; how its target and each value with its period read."""

    indicator: dict[str, Any]
    measured: tuple[dict[str, Any], ...]
    target: str
    values: tuple[tuple[str, str], ...]
    json: dict[str, Any]


AT_MOST = {"unit": "dagar", "target": 5, "comparator": "at_most"}
BETWEEN = {"unit": "procent", "target": 85, "target_to": 95, "comparator": "between"}
SAID = {
    "at most": Told(
        AT_MOST, ({"value": 7, "period": "T1 2026"},), "högst 5 dagar", (("7 dagar", "T1 2026"),),
        {"target": 5.0, "target_to": None, "comparator": "at_most", "value": 7.0},
    ),
    "an interval": Told(
        BETWEEN, ({"value": 99, "period": "juni 2026"},), "mellan 85 och 95 procent", (("99 procent", "juni 2026"),),
        {"target": 85.0, "target_to": 95.0, "comparator": "between", "value": 99.0},
    ),
    "a target in words": Told(
        {"unit": "anmälningar", "target_text": "färre än i fjol"}, ({"value": 12, "period": "H1 2026"},),
        "färre än i fjol", (("12 anmälningar", "H1 2026"),),
        {"target": None, "target_to": None, "value": 12.0},
    ),
    "an outcome in words": Told(
        {"target_text": "Ja"}, ({"text": "Nej", "period": "2026"},), "Ja", (("Nej", "2026"),),
        {"target": None, "value": None},
    ),
    "women and men": Told(
        {"unit": "procent", "target": 80, "comparator": "at_least"}, ({"women": 90, "men": 60, "period": "våren 2026"},),
        "minst 80 procent", (("kvinnor 90 procent, män 60 procent", "våren 2026"),),
        {"target": 80.0, "comparator": "at_least", "value": None, "women": 90.0, "men": 60.0},
    ),
    "rounding": Told(
        {"unit": "procent", "target": 80, "comparator": "at_least"}, ({"value": 79.996, "period": "maj 2026"},),
        "minst 80 procent", (("79,996 procent", "maj 2026"),), {"target": 80.0, "value": 79.996},
    ),
    "said in any order": Told(
        AT_MOST, ({"value": 4, "period": "december 2025"}, {"value": 8, "period": "augusti 2026"},
                  {"value": 6, "period": "februari 2026"}),
        "högst 5 dagar", (("4 dagar", "december 2025"), ("6 dagar", "februari 2026"), ("8 dagar", "augusti 2026")),
        {"value": 8.0},
    ),
    "a period that cannot be read": Told(
        AT_MOST, ({"value": 7, "period": "någon gång"},), "högst 5 dagar", (("7 dagar", "någon gång"),),
        {"from": None, "to": None, "value": 7.0},
    ),
}  # fmt: skip
"""What was said, by what is special about it. Values are in order of time."""


def goal_with(town: Town, told: Told) -> int:
    """An adopted goal, in force, with the indicator."""
    with town.database.writing() as session:
        wording = fact_of("wording", {"goal": "Det ska bli bättre", "focus_areas": [town.cases["focus"]]})
        goal = bring_in(
            session,
            ImportedCase(
                "goal",
                "adopted",
                [(wording, "")],
                town.clock,
                at=AT,
                year=2026,
                title="Bättre",
                parent=town.cases["committee_year"],
            ),
        ).case.id
        facts = [(fact_of("indicator", {"name": NAME, **told.indicator}), "")]
        facts += [(fact_of("measurement", one), "") for one in told.measured]
        bring_in(
            session, ImportedCase("indicator", "in_force", facts, town.clock, at=AT, year=2026, title=NAME, parent=goal)
        )
    return goal


def on_public_page(anybody: FlaskClient, kia: FlaskClient, goal: int) -> tuple[str, list[str]]:
    """(target, values with their periods) as the public page has them."""
    page = anybody.get("/oppet/1493/2026").text
    article = re.split(r"</article>", page.split(f'<article id="mal-{goal}">')[1])[0]
    cells = [_plain(cell) for cell in re.findall(r"<td.*?</td>", article, re.DOTALL)]
    return cells[1], cells[2].split(" | ")


def in_json(anybody: FlaskClient, kia: FlaskClient, goal: int) -> tuple[str, list[str]]:
    [indicator] = _json(anybody, goal)["indicators"]
    return indicator["target_text"], [f"{one['text']} ({one['period']})" for one in indicator["outcomes"]]


def in_csv(anybody: FlaskClient, kia: FlaskClient, goal: int) -> tuple[str, list[str]]:
    answer = anybody.get("/oppet/1493/2026.csv")
    rows = csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig")), delimiter=";")
    row = next(row for row in rows if row["Målets nummer"] == str(goal))
    unit = f" {row['Enhet']}" if row["Enhet"] else ""
    told = [one.partition(": ")[::2] for one in row["Alla värden"].split("; ")]
    with_unit = [re.sub(r"(\d)(?=,? ?(?:män|$))", rf"\1{unit}", value) for _, value in told]
    return row["Målvärdet i ord"], [f"{value} ({period})" for (period, _), value in zip(told, with_unit, strict=True)]


def on_red_thread(anybody: FlaskClient, kia: FlaskClient, goal: int) -> tuple[str, list[str]]:
    text = words(kia.get(f"/roda-traden/{goal}"))
    found = re.search(r"Målvärde (.+?)\. Senaste värde (.+?\))\.", text)
    assert found, text
    return found[1], [found[2]]


def in_report(anybody: FlaskClient, kia: FlaskClient, goal: int) -> tuple[str, list[str]]:
    report = re.search(r'href="(/rapporter/\d+)"', kia.get("/rapporter?ar=2026&omgang=R3&namnd=UN").text)
    assert report
    cells = kia.get(report[1]).text.split(f'id="goal-{goal}"')[1].split("</section>")[0]
    _, target, value = (
        _plain(cell) for cell in re.findall(r"<t[hd] [^>]*(?:row|data-label).*?</t[hd]>", cells, re.DOTALL)
    )
    return target, [value]


def on_goals_page(anybody: FlaskClient, kia: FlaskClient, goal: int) -> tuple[str, list[str]]:
    indicators = kia.get(f"/mal/{goal}").text.split('id="indicators"')[1].split("</section>")[0]
    table = indicators.split("<tbody>")[1].split("</tbody>")[0]
    rows = [re.findall(r"<t[hd].*?</t[hd]>", row, re.DOTALL)[:2] for row in table.split("</tr>")[:-1]]
    *values, (_, target) = ([_plain(cell) for cell in row] for row in rows)
    return target, [f"{value} ({period})" for period, value in values]


VIEWS: dict[str, Callable[[FlaskClient, FlaskClient, int], tuple[str, list[str]]]] = {
    "public page": on_public_page,
    "JSON": in_json,
    "CSV": in_csv,
    "red thread": on_red_thread,
    "committee's report": in_report,
    "goal's page": on_goals_page,
}
"""Where it is shown: (somebody who is not signed in, Kia, the goal) → the target, and the values; or the last of them."""


@pytest.mark.parametrize("said", SAID)
def test_the_same_goal_says_the_same_everywhere(town: Town, sign_in: SignIn, said: str) -> None:
    told = SAID[said]
    goal, kia, anybody = goal_with(town, told), sign_in("Kia"), sign_in("Kia").application.test_client()
    values = [f"{value} ({period})" for value, period in told.values]
    for view, shown in VIEWS.items():
        target, found = shown(anybody, kia, goal)
        assert (target, found) == (told.target, values[-len(found) :]), view
    [indicator] = _json(anybody, goal)["indicators"]
    assert told.json.items() <= {**indicator, **indicator["outcomes"][-1]}.items()


def test_the_form_of_a_step_says_each_target_in_the_same_words(town: Town, sign_in: SignIn) -> None:
    with town.database.writing() as session:
        for told in SAID.values():
            facts = [(fact_of("indicator", {"name": NAME, **told.indicator}), "")]
            bring_in(
                session,
                ImportedCase(
                    "indicator", "in_force", facts, town.clock, at=AT, year=2026, title=NAME, parent=town.cases["goal"]
                ),
            )
    form = words(sign_in("Maja").get(f"/mal/{town.cases['goal']}/close"))
    assert [told.target for told in SAID.values() if f"Målvärde {told.target}." not in form] == []


def _json(anybody: FlaskClient, goal: int) -> dict[str, Any]:
    found: list[dict[str, Any]] = anybody.get("/oppet/1493/2026.json").get_json()["goals"]
    return next(one for one in found if one["number"] == goal)


def _plain(cell: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", "", cell.replace("<br>", " | ")).split())


AFTER = datetime(2027, 5, 12, 8, tzinfo=UTC)
SOURCE_SAYS = "Som källan säger: På god väg"


def ended(
    town: Town, closing: Fact, indicator: dict[str, Any], words: str = "Det gick som det gick"
) -> tuple[int, int]:
    """A goal of 2026 that was closed in January 2027 by no § of ours, and its indicator."""
    day = datetime(2027, 1, 20, 8, tzinfo=UTC)
    with town.database.writing() as session:
        wording = fact_of("wording", {"goal": words, "focus_areas": [town.cases["focus"]]})
        goal = bring_in(
            session,
            ImportedCase(
                "goal",
                "closed",
                [(wording, ""), (closing, "")],
                town.clock,
                at=day,
                year=2026,
                title=words,
                parent=town.cases["committee_year"],
                source="prov",
            ),
        ).case.id
        own = bring_in(
            session,
            ImportedCase(
                "indicator",
                "retired",
                [(fact_of("indicator", {"name": NAME, **indicator}), "")],
                town.clock,
                at=day,
                year=2026,
                title=NAME,
                parent=goal,
                source="prov",
            ),
        ).case.id
    return goal, own


def test_a_value_that_comes_after_the_closing_is_told_as_late_wherever_it_is_shown(town: Town, sign_in: SignIn) -> None:
    goal, indicator = ended(town, fact_of("closing", {"attainment": "met"}), AT_MOST)
    with town.database.writing() as session:
        measured = fact_of("measurement", {"value": 7, "period": "2026"})
        perform(session, Command("measure", indicator, town.who("Maja"), measured, at=AFTER))
    kia, anybody = sign_in("Kia"), sign_in("Kia").application.test_client()
    for view in ("public page", "JSON", "CSV", "red thread", "goal's page"):
        target, found = VIEWS[view](anybody, kia, goal)
        assert (target, found[-1]) == ("högst 5 dagar", "7 dagar (2026, efter bokslutet)"), view
    told = _json(anybody, goal)
    assert told["attainment"] == "met" and told["indicators"][0]["outcomes"][-1]["late"] is True


def test_a_judgement_in_the_sources_words_stands_in_them_wherever_it_is_shown(town: Town, sign_in: SignIn) -> None:
    goal, _ = ended(town, SourceClosing(as_written="På god väg", unscaled="worded"), AT_MOST, "Fler ska cykla")
    kia, anybody = sign_in("Kia"), sign_in("Kia").application.test_client()
    told = _json(anybody, goal)
    assert (told["attainment"], told["attainment_text"]) == (None, SOURCE_SAYS)
    article = anybody.get("/oppet/1493/2026").text.split(f'<article id="mal-{goal}">')[1].split("</article>")[0]
    assert f"– {SOURCE_SAYS}" in _plain(article) and SOURCE_SAYS in anybody.get("/oppet/1493/2026.csv").text
    for address in (
        f"/mal/{goal}",
        f"/roda-traden/{goal}",
        "/mal?ar=2026",
        "/mal/avsluta?ar=2026",
        "/namnder/UN?ar=2026",
    ):
        page = words(kia.get(address))
        assert SOURCE_SAYS in page or f"– {SOURCE_SAYS}" in page, address
        assert "Fler ska cykla ● Går inte att bedöma" not in page, address


def test_what_its_source_shows_as_adopted_is_adopted_wherever_it_is_shown(town: Town, sign_in: SignIn) -> None:
    goal, _ = ended(town, fact_of("closing", {"attainment": "met"}), AT_MOST, "Fler ska cykla")
    kia, anybody = sign_in("Kia"), sign_in("Kia").application.test_client()
    told = _json(anybody, goal)
    assert told["adopted_according_to_source"] is True and told["decision"] == "enligt källan"
    article = anybody.get("/oppet/1493/2026").text.split(f'<article id="mal-{goal}">')[1].split("</article>")[0]
    assert "Uppfyllt" in _plain(article) and "enligt källan" in _plain(article)
    for address in (f"/mal/{goal}", f"/roda-traden/{goal}", "/mal?ar=2026", "/namnder/UN?ar=2026"):
        page = words(kia.get(address))
        assert "Uppfyllt" in page, address
        assert "Ingen har beslutat om målet än" not in page and "Fler ska cykla Utkast" not in page, address
