"""What people do after an import goes out with it: what was said later counts, what was written stays."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from tests.exchange.files import EVERYTHING, MID_YEAR, MODEL, given, number_of, parsed
from workflow.exchange.exporter import to_yaml
from workflow.exchange.importer import import_file
from workflow.facts import fact_of
from workflow.organisation.founding import add_person, clock_of
from workflow.organisation.seats import Place, appoint
from workflow.records.case import Case
from workflow.records.database import Database
from workflow.records.organisation import FOREVER, Unit
from workflow.records.queries.cases import cases
from workflow.states.command import Command
from workflow.states.context import Who
from workflow.states.perform import perform

SEPTEMBER = datetime(2027, 9, 7, 8, 0, tzinfo=UTC)


class Town:
    """Mariestad brought in from a file, with Maja and Kia at work."""

    def __init__(self, database: Database) -> None:
        self.database = database
        with database.writing() as session:
            import_file(session, EVERYTHING, at=MID_YEAR, model=MODEL)
            number = number_of(session, "1493")
            self.clock = clock_of(session, number)
            self.units = {unit.code: unit.id for unit in session.query(Unit)}
            self.maja = self.person(session, "Maja Lind", "manager", "KN")
            self.kia = self.person(session, "Kia Ek", "quality_chief", "1493")
            self.cora = self.person(session, "Cora Ö", "controller", "1493")

    def person(self, session: Any, name: str, role: str, unit: str) -> Who:
        """Somebody with a seat."""
        person = add_person(session, self.clock.organisation, name, f"{role}@example.test")
        appoint(session, self.clock, person, Place(role, self.units[unit], date(2027, 1, 1), FOREVER), at=MID_YEAR)
        return Who(self.clock.organisation, person)

    def case(self, title: str) -> Case:
        """The case whose title begins so."""
        with self.database.reading() as session:
            return next(case for case in cases(session, "id > 0 ORDER BY id", ()) if case.title.startswith(title))

    def do(self, step: str, case: int, who: Who, kind: str, round: str = "", **said: Any) -> int:
        """Take a step in September."""
        with self.database.writing() as session:
            return perform(session, Command(step, case, who, fact_of(kind, said), at=SEPTEMBER, round=round)).case.id


@pytest.fixture
def town(database: Database) -> Town:
    return Town(database)


def test_a_forecast_comes_after_what_was_written(town: Town) -> None:
    measured = [
        {"indicator": town.case(name).id, "missing": "not_measured", "reason": "Räknaren är trasig."}
        for name in ("Besök", "Nöjda besökare")
    ]
    goal = town.case("Antalet besök").id
    town.do(
        "forecast",
        goal,
        town.maja,
        "forecast",
        "R3",
        outlook="not_met",
        comment="Vi hinner inte.",
        measured=measured,
    )
    town.do(
        "describe_consequence",
        goal,
        town.maja,
        "consequence",
        "R3",
        consequence="Färre läser.",
        measures="Mer.",
    )
    back = given(town.database, "1493", 2027)
    assert back["goals"][0]["forecasts"] == [
        *parsed(EVERYTHING)["goals"][0]["forecasts"],
        {
            "period": "R3",
            "assessment": "Nås inte",
            "comment": "Vi hinner inte.",
            "consequence": "Färre läser.",
            "measure": "Mer.",
        },
    ]


def test_a_measurement_comes_after_what_was_written(town: Town) -> None:
    town.do("measure", town.case("Besök").id, town.maja, "measurement", value="79 100", period="2027-08")
    outcomes = given(town.database, "1493", 2027)["goals"][0]["indicators"][0]["outcomes"]
    assert outcomes[-1] == {"period": "2027-08", "value": 79100}
    assert outcomes[:-1] == parsed(EVERYTHING)["goals"][0]["indicators"][0]["outcomes"]


def test_a_new_activity_and_a_changed_one_are_told_from_their_facts(town: Town) -> None:
    goal = town.case("Antalet besök").id
    town.do("activity.plan", goal, town.maja, "activity", what="Läsecirklar", ends="2027-11-30")
    town.do("replan", town.case("Läsfest").id, town.maja, "activity", what="Läsfest i parken", ends="2027-10-01")
    activities = given(town.database, "1493", 2027)["goals"][0]["activities"]
    assert [row["text"] for row in activities] == [
        "Öppet på söndagar",
        "Bokbuss",
        "Läsfest i parken",
        "Läsecirklar",
    ]
    assert activities[2]["due"] == date(2027, 10, 1)


def test_a_new_frame_goes_out_with_its_lines(town: Town) -> None:
    with town.database.reading() as session:
        year = cases(session, "level = 'committee_year' AND unit = ?", (town.units["KN"],))[0]
    lines = [{"account": "4020", "text": "Media", "amount_sek": 90000}]
    town.do("set_frame", year.id, town.cora, "frame", frame_sek=42000000, lines=lines)
    back = given(town.database, "1493", 2027)
    assert next(body for body in back["bodies"] if body["name"] == "Kulturnämnden")["frame_sek"] == 42000000
    assert {"body": "Kulturnämnden", "account": "4020", "text": "Media", "amount_sek": 90000} in back["budget_lines"]


def test_what_people_did_can_be_brought_in_elsewhere(town: Town) -> None:
    test_a_forecast_comes_after_what_was_written(town)
    exported = given(town.database, "1493", 2027)
    with town.database.writing() as session:
        import_file(session, to_yaml(exported), at=SEPTEMBER, organisation="annan")
    assert given(town.database, "annan", 2027) == exported


def test_a_person_who_is_here_answers_for_the_next_years_goal(town: Town) -> None:
    text = EVERYTHING.replace("year: 2027", "year: 2028", 1)
    with town.database.writing() as session:
        report = import_file(session, text, at=SEPTEMBER, model=MODEL)
    assert "goals[0].responsible" not in [remark.path for remark in report.warnings]
    with town.database.reading() as session:
        goal = cases(session, "year = 2028 AND title LIKE 'Antalet%'", ())[0]
    assert goal.responsible == town.maja.person
    back, wanted = given(town.database, "1493", 2028), parsed(text)
    for key in ("goals", "decisions"):
        assert sorted(back[key], key=lambda row: row["text"]) == sorted(wanted[key], key=lambda row: row["text"])
