"""Two models side by side in one organisation: a goal year that runs reads the same, whatever a later one follows."""

import re
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests.web.conftest import SETTINGS
from tests.web.places import PLACES
from tests.web.town import NOW, Town
from web.app import create_app
from workflow.cycle.tick import tick
from workflow.exchange import addresses
from workflow.facts import fact_of
from workflow.governance.load import load
from workflow.organisation.founding import add_person, add_unit
from workflow.organisation.seats import Place, appoint
from workflow.records.database import connect
from workflow.records.queries.cases import cases
from workflow.records.queries.models import model_of
from workflow.records.queries.years import goal_years
from workflow.states.command import ImportedCase
from workflow.states.model_change import choose
from workflow.states.perform import bring_in
from workflow.states.replay import verify

OPENED, CLOSED_IN = datetime(2026, 11, 3, 8, tzinfo=UTC), datetime(2027, 11, 3, 8, tzinfo=UTC)
"""The days after the goal years 2028 and 2029 have opened."""
OWN = "mariestad-2016"
OTHERS = {
    "haparanda-2012": "haparanda-2012",
    "renamed": str(Path(__file__).parent.parent / "data" / "other-words.toml"),
}
OF_ALL = {"/loggen", "/loggen?prova=ja", "/modellen", "/modellen?niva=committee_report"}
"""What tells of every event, and of the models themselves."""
OF_ALL_YEARS = {"/", "/arshjul", "/logga-in"}
"""What shows the goal year that has opened beside those that run: the wheel, and what a role does."""


def town_with(known: tuple[Town, Path], folder: Path, model: str) -> Town:
    """A town of its own in which the goal year 2028 is to follow `model`."""
    town, file = known
    copy = folder / f"{Path(model).stem}.db"
    shutil.copy(file, copy)
    there = replace(town, database=connect(f"sqlite:///{copy}"))
    there.cases = {**there.cases, "whole": municipal_goal(there)}
    adopt(there, model, 2028, NOW)
    return there


def municipal_goal(town: Town) -> int:
    """A goal of a level that the other models lack."""
    with town.database.writing() as session:
        year = goal_years(session, town.organisation)[0]
        words = fact_of("wording", {"goal": "Fler ska vara trygga", "focus_areas": [town.cases["focus"]]})
        return bring_in(
            session,
            ImportedCase(
                "municipal_goal",
                "draft",
                [(words, "")],
                town.clock,
                at=NOW,
                parent=year.id,
                year=2026,
                title="Fler ska vara trygga",
                source="prov",
            ),
        ).case.id


def brought(session: Session, town: Town, level: str, state: str, parent: int, title: str) -> int:
    """A case of a level under 2028's model, of which nothing but its title is said."""
    return bring_in(
        session,
        ImportedCase(level, state, [], town.clock, at=OPENED, parent=parent, year=2028, title=title, source="prov"),
    ).case.id


def adopt(town: Town, model: str, year: int, at: datetime) -> None:
    with town.database.writing() as session:
        choose(session, town.who("Kia"), load(model), year, town.cases["council §"], at=at)


def everywhere(town: Town) -> set[tuple[str, str]]:
    """(who, address) of every page, as each who looks at it."""
    places = [place for some in PLACES.values() for place in some] + [("Kia", "/mal/{whole}")]
    return {(who, address.format(**town.people, **town.cases)) for who, address in places}


def pages(town: Town, at: datetime, places: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str, int, str]]:
    """(who, address, status, text) of the pages as they are at a moment."""
    app: Flask = create_app(SETTINGS, town.database, lambda: at, demo=True)
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    for who, address in sorted(places):
        client = app.test_client()
        if who != "-":
            client.post("/logga-in", data={"person": f"{town.organisation}/{town.people[who]}"})
        answer = client.get(address)
        assert answer.status_code in (200, 302, 303, 404), (who, address)
        yield who, address, answer.status_code, plain(answer.text)


def plain(text: str) -> str:
    """The page without what is new each time it is drawn, and without what is born of no year: that is offered only
    where the year's model is the one that opened last."""
    without = re.sub(r'<ul class="buttons">(?:(?!</ul>).)*/nytt/.*?</ul>', "", text, flags=re.DOTALL)
    return re.sub(r'(nonce|name="(?:once|csrf_token)" value)="[^"]*"|\s+(?=<)', "", without)


@pytest.mark.parametrize("other", OTHERS)
def test_every_page_of_a_running_year_is_as_if_no_other_model_had_been_chosen(
    model_town: tuple[Town, Path], tmp_path: Path, other: str
) -> None:
    alone, beside = (town_with(model_town, tmp_path, model) for model in (OWN, OTHERS[other]))
    places = everywhere(alone)
    for at, apart in ((NOW, OF_ALL), (OPENED, OF_ALL | OF_ALL_YEARS)):
        if at != NOW:
            assert not tick(alone.database, at).failed and not tick(beside.database, at).failed
        for one, two in zip(pages(alone, at, places), pages(beside, at, places), strict=True):
            assert one[:3] == two[:3]
            assert one[1] in apart or one[3] == two[3], one[:2]
    holds(beside)


@pytest.mark.parametrize("other", OTHERS)
def test_every_page_is_there_when_the_model_is_changed_there_and_back(
    model_town: tuple[Town, Path], tmp_path: Path, other: str
) -> None:
    town = town_with(model_town, tmp_path, OTHERS[other])
    tick(town.database, OPENED)
    adopt(town, OWN, 2029, OPENED)
    assert not tick(town.database, CLOSED_IN).failed
    with town.database.reading() as session:
        there = cases(session, "organisation = ? AND year >= 2028 ORDER BY id", (town.organisation,))
        models = {case.id: model_of(session, town.organisation, case.model) for case in there}
    assert {case.year: models[case.id].name for case in there} == {2028: load(OTHERS[other]).name, 2029: OWN}
    own = {("Kia", addresses.of_case(case, models[case.id])) for case in there}
    years = {(who, re.sub(r"(ar=|arshjul/)2026", rf"\g<1>{year}", address))
             for who, address in everywhere(town) for year in (2027, 2028, 2029)}  # fmt: skip
    for _ in pages(town, CLOSED_IN, own | years):
        pass
    holds(town)


def holds(town: Town) -> None:
    with town.database.reading() as session:
        assert verify(session, town.organisation).faults == []


def test_labels_and_words_are_those_of_the_years_own_model(model_town: tuple[Town, Path], tmp_path: Path) -> None:
    town = town_with(model_town, tmp_path, "haparanda-2012")
    tick(town.database, OPENED)
    with town.database.reading() as session:
        own = {case.year: case.id for case in cases(session, "level = 'committee_year' AND unit = ? AND year > 2026",
                                                    (town.units["UN"],))}  # fmt: skip
    drafts = {year: f"/mal/{number}/goal.draft" for year, number in own.items()}
    shown = {address: text for _, address, _, text in pages(town, OPENED, {("Maja", one) for one in drafts.values()})}
    now, then = shown[drafts[2027]], shown[drafts[2028]]
    assert "Fokusområden" in now and "Målområde" in now and "Varför målet saknar målområde" in now
    assert "Inriktningar" in then
    assert "Fokusområden" not in then and "Målområde" not in then and "Varför målet saknar" not in then
    [(*_, words)] = pages(town, datetime(2028, 2, 1, 8, tzinfo=UTC), {("Maja", "/ordlista")})
    assert "Inriktning<" in words and "Fokusområde<" not in words and "Målområde<" not in words
    assert "Kommungemensamt mål<" not in words and "målområde" not in words.lower() and "”Nås delvis”" in words
    svar = {address: status for _, address, status, _ in pages(town, OPENED, {
        ("Olle", "/namnder/UN/svar?ar=2027"), ("Olle", "/namnder/UN/svar?ar=2028"),
    })}  # fmt: skip
    assert svar == {"/namnder/UN/svar?ar=2027": 200, "/namnder/UN/svar?ar=2028": 404}
    [(*_, words)] = pages(town, OPENED, {("Maja", "/ordlista")})
    assert "Fokusområde<" in words and "Inriktning<" not in words and "Målområde<" in words


def test_the_year_leads_only_to_bodies_that_have_a_page(model_town: tuple[Town, Path], tmp_path: Path) -> None:
    town = town_with(model_town, tmp_path, OWN)
    [(*_, year)] = pages(town, NOW, {("Kia", "/arshjul/2026")})
    assert "Kommunfullmäktige" in year and "/namnder/KF" not in year and "/namnder/UN" in year


def test_no_form_writes_another_model_on_a_year(model_town: tuple[Town, Path], tmp_path: Path) -> None:
    town = town_with(model_town, tmp_path, OWN)
    shown = {address: (status, text) for _, address, status, text in pages(town, NOW, {
        ("Kia", "/arshjul/2026"), ("Kia", "/arshjul/2026/govern"),
    })}  # fmt: skip
    assert "Byt styrmodell" not in shown["/arshjul/2026"][1] and shown["/arshjul/2026/govern"][0] == 404


def test_what_hangs_from_a_goal_by_the_models_own_levels_is_on_its_page(
    model_town: tuple[Town, Path], tmp_path: Path
) -> None:
    town = town_with(model_town, tmp_path, "haparanda-2012")
    tick(town.database, OPENED)
    with town.database.writing() as session:
        year = cases(session, "level = 'committee_year' AND unit = ? AND year = 2028", (town.units["UN"],))[0]
        model = model_of(session, town.organisation, year.model)
        goal = brought(session, town, "goal", next(iter(model.levels["goal"].state)), year.id, "Fler ska läsa")
        state = next(iter(model.levels["commitment"].state))
        commitment = brought(session, town, "commitment", state, goal, "Läsa högt varje dag")
    [(*_, shown)] = pages(town, OPENED, {("Kia", f"/mal/{goal}")})
    assert model.levels["commitment"].plural.sv in shown and "Läsa högt varje dag" in shown
    with town.database.writing() as session:
        town.people["Sune"] = add_person(session, town.organisation, "Sune Prov", "sune@example.org")
        other = add_unit(session, town.clock, "SN", "Socialnämnden", "committee", at=OPENED)
        appoint(session, town.clock, town.people["Sune"], Place("secretary", other, OPENED.date()), at=OPENED)
    [(*_, elsewhere)] = pages(town, OPENED, {("Sune", f"/mal/{goal}")})
    assert "Fler ska läsa" in elsewhere and "Läsa högt varje dag" not in elsewhere, (
        "a commitment is its unit's own matter"
    )
    with town.database.reading() as session:
        [case] = cases(session, "id = ?", (commitment,))
    [(*_, status, _)] = pages(town, OPENED, {("Sune", addresses.of_case(case, model))})
    assert status == 404
