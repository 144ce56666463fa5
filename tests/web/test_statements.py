"""A page asks as many statements with fifty goals as with five, just after something has happened."""

from datetime import UTC, datetime

from flask import Flask

from tests.web.conftest import SignIn
from tests.web.counting import statements
from tests.web.places import PLACES
from tests.web.town import Town
from workflow.facts import fact_of
from workflow.states.command import ImportedCase, Note
from workflow.states.perform import bring_in, note

AT = datetime(2026, 9, 10, 9, tzinfo=UTC)
OTHERS = 16
"""Statements of a page without such rows; reading the whole chain through is no page's business."""
OF_ROWS = (
    ("Maja", "/"), ("Kia", "/"), ("Kia", "/mal?ar=2026"), ("Kia", "/laget?ar=2026&namnd=UN"), ("Kia", "/laget?ar=2026"),
    ("Maja", "/mal/{goal}"), ("Maja", "/rapporter/{report}/blad"), ("Dina", "/rapporter/{report}"), ("Dina", "/rapporter?ar=2026"),
    ("Nils", "/rapporter/{report}/paragraf"), ("Olle", "/namnder/UN?ar=2026"), ("Olle", "/namnder"),
    ("Olle", "/namnder/UN/forslag?ar=2026"), ("Kia", "/roda-traden?ar=2026"), ("Stig", "/beslut"), ("Rut", "/granskning"),
    ("Maja", "/sedan-sist"), ("Maja", "/sok?q=mål"), ("Kia", "/arshjul"), ("Kia", "/arshjul/2026"), ("-", "/oppet/1493/2026"),
    ("Ada", "/personer"),
)  # fmt: skip
"""Pages with a row for each goal, or for what hangs from them."""


def test_no_page_asks_more_when_it_has_more_rows(app: Flask, town: Town, sign_in: SignIn) -> None:
    found: dict[tuple[str, str], list[int]] = {}
    for more in (5, 45):
        _grow(town, more)
        for who, address in OF_ROWS:
            path = address.format(**town.cases)
            client = app.test_client() if who == "-" else sign_in(who)
            assert client.get(path).status_code == 200, path
            with town.database.writing() as session:
                note(
                    session,
                    Note(town.cases["goal"], town.who("Kia"), fact_of("comment", {"text": "Något har hänt."}), at=AT),
                )
            with statements(town.database) as asked:
                client.get(path)
            found.setdefault((who, path), []).append(len(asked))
    assert {place: counts for place, counts in found.items() if counts[0] < counts[1]} == {}


def test_no_other_page_asks_for_each_of_its_rows(app: Flask, town: Town, sign_in: SignIn) -> None:
    found = {}
    for who, address in sorted({place for places in PLACES.values() for place in places}):
        path = address.format(**town.people, **town.cases)
        if "prova" in path:
            continue
        client = app.test_client() if who == "-" else sign_in(who)
        client.get(path)
        with statements(town.database) as asked:
            client.get(path)
        if len(asked) > OTHERS:
            found[who, path] = len(asked)
    assert not found


def _grow(town: Town, goals: int) -> None:
    """So many goals more, each with an indicator, a forecast at risk and a measure."""
    with town.database.writing() as session:
        for number in range(goals):
            wording = fact_of("wording", {"goal": f"Mål nummer {number} ska nås år 2026", "department": town.units["SKOLA"],
                                          "focus_areas": [town.cases["focus"]]})  # fmt: skip
            forecast = fact_of("forecast", {"outlook": "partly", "comment": "Det går sakta."})
            goal = bring_in(
                session,
                ImportedCase(
                    "goal",
                    "forecast",
                    [(wording, ""), (forecast, "R3")],
                    town.clock,
                    at=AT,
                    year=2026,
                    parent=town.cases["committee_year"],
                ),
            ).case.id
            for level, state, fact in (
                ("indicator", "in_force", fact_of("indicator", {"name": "Andel", "target": 80, "unit": "procent"})),
                ("measure", "started", fact_of("measure", {"what": "Fler lärare", "done_by": "2026-10-01"})),
            ):
                bring_in(session, ImportedCase(level, state, [(fact, "")], town.clock, at=AT, parent=goal, year=2026))
