"""A year that was brought in with outcomes of every form: each is told as its source says, with or without its decision."""

import csv
import io
from datetime import UTC, datetime

import pytest

from tests.exchange.test_importer import bring
from tests.web.conftest import SETTINGS
from web.app import create_app
from workflow.records.database import Database

LATER = datetime(2026, 11, 30, 8, tzinfo=UTC)
DECISION = """decisions:
- {body: KF, date: 2023-06-19, paragraph: "12", text: Mål 2024, goals: all}
"""
YEAR = """municipality: Provköping
code: "9912"
year: 2024
bodies:
- {name: Kommunfullmäktige, short: KF, kind: council}
- {name: Kulturnämnden, short: KUN, kind: committee}
%sgoals:
- ref: A
  body: KUN
  text: En plan ska vara antagen före halvårsskiftet 2024
  indicators:
  - {name: Planen antagen, target: "Ja", outcomes: [{period: "2024", value: "Nej"}]}
  - {name: Antagningsdag, target: "2024-06-30", outcomes: [{period: "2024", value: "2024-06-15"}]}
  - {name: Nöjda kvinnor och män, unit: "%%", by_sex: true, target: 80, direction: up,
     outcomes: [{period: "2024", women: 90, men: 60}]}
  - {name: Nästan framme, unit: "%%", target: 80, direction: up, outcomes: [{period: "2024", value: "79,996"}]}
  - {name: Bara ett mål, unit: procent, target: 75, outcomes: [{period: "2024", value: 90}]}
"""
SAID = {
    "Planen antagen": ("Ja", "Nej", None),
    "Antagningsdag": ("2024-06-30", "2024-06-15", None),
    "Nöjda kvinnor och män": ("minst 80 %", "kvinnor 90 %, män 60 %", "at_least"),
    "Nästan framme": ("minst 80 %", "79,996 %", "at_least"),
    "Bara ett mål": ("75 procent", "90 procent", None),
}
"""Indicator → its target and its outcome in words, and how the target is meant: nobody guesses where the source is silent."""


@pytest.mark.parametrize("decisions", [DECISION, ""])
def test_each_outcome_is_told_to_everybody_as_its_source_says(database: Database, decisions: str) -> None:
    bring(database, YEAR % decisions, LATER, model="mariestad-2016")
    app = create_app(SETTINGS, database, lambda: LATER, demo=True)
    anybody = app.test_client()
    [goal] = anybody.get("/oppet/9912/2024.json").get_json()["goals"]
    told = {
        one["name"]: (one["target_text"], one["outcomes"][-1]["text"], one["comparator"]) for one in goal["indicators"]
    }
    assert told == SAID and goal["adopted_according_to_source"] is (not decisions)
    page = anybody.get("/oppet/9912/2024").text
    table = anybody.get("/oppet/9912/2024.csv").data.decode("utf-8-sig")
    assert len(list(csv.DictReader(io.StringIO(table), delimiter=";"))) == len(SAID)
    for target, outcome, _ in SAID.values():
        assert target in page and outcome in page and target in table
    assert "inte mätt än" not in page
    assert ("enligt källan" in page) is (not decisions)
