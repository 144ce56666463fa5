"""What is made of a file: counts, states, bodies, the model it follows - and nothing at all when it is only tried."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.exchange.files import (
    AT,
    EVERYTHING,
    MID_YEAR,
    MODEL,
    REAL,
    events,
    given,
    leaves,
    number_of,
    parsed,
    real,
)
from workflow.cycle.deadlines import duties
from workflow.exchange.founding import fitting
from workflow.exchange.importer import import_file
from workflow.organisation.calendar_loader import calendar_of
from workflow.records.case import Case
from workflow.records.database import Database
from workflow.records.event import EventRow
from workflow.records.model import ModelText
from workflow.records.organisation import Organisation, Unit
from workflow.records.queries.cases import cases
from workflow.records.queries.models import model_of
from workflow.records.sql import run
from workflow.states.replay import verify

MARIESTAD_2019 = {
    "units": 2, "focus_areas": 5, "goals": 8, "milestones": 3, "indicators": 2, "measurements": 0, "activities": 0,
    "forecasts": 0, "closings": 0, "analyses": 0, "decisions": 2,
}  # fmt: skip
JONKOPING_2020 = {
    "units": 8, "focus_areas": 4, "goals": 19, "milestones": 11, "indicators": 22, "measurements": 22, "activities": 0,
    "forecasts": 13, "closings": 6, "analyses": 1, "decisions": 0,
}  # fmt: skip
GONE = (
    "vision", "focus_area", "municipal_goal", "municipal_indicator", "municipal_activity", "municipal_measure",
    "indicator", "activity", "measure", "meeting", "decision", "assignment", "committee_year", "committee_report",
)  # fmt: skip
GOALS_ONLY = "\n".join([
    'extends = "base"', 'title = {sv = "Bara mål", en = "Goals only"}', "[levels]",
    *(f"{level} = false" for level in GONE), "[levels.goal]", 'parent = "goal_year"', 'owner = "named"',
])  # fmt: skip
NAMES = ["base", "haparanda-2012", "mariestad-2016", "mariestad-2018", "mariestad-2020"]


def bring(database: Database, text: str, at: datetime = AT, **more: Any) -> Any:
    """Bring a file in, in a transaction of its own."""
    with database.writing() as session:
        return import_file(session, text, at=at, **more)


def held(database: Database, code: str, kind: str) -> list[Case]:
    """The cases of a kind."""
    with database.reading() as session:
        number = number_of(session, code)
        found = cases(session, "organisation = ? ORDER BY id", (number,))
        return [case for case in found if model_of(session, number, case.model).levels[case.level].kind == kind]


def owed(session: Session, code: str) -> list[tuple[str, date]]:
    """Everything that is owed, and by when."""
    number = number_of(session, code)
    mark = run(session, "SELECT calendar FROM chain WHERE organisation = ?", (number,)).scalar_one()
    calendar = calendar_of(session, number, mark)
    found = cases(session, "organisation = ?", (number,))
    return [
        (duty.key, duty.due) for case in found for duty in duties(model_of(session, number, case.model), calendar, case)
    ]


@pytest.mark.parametrize(("name", "counts"), [("mariestad-2019", MARIESTAD_2019), ("jonkoping-2020", JONKOPING_2020)])
def test_everything_is_counted(database: Database, name: str, counts: dict[str, int]) -> None:
    report = bring(database, real(name))
    assert report.counts == counts
    told = report.as_json()
    assert (told["organisation"], told["year"]) == (report.organisation, int(name[-4:]))
    assert set(counts) < set(told) and all(isinstance(text, str) for text in told["warnings"])


def test_there_is_as_much_as_was_counted(database: Database) -> None:
    bring(database, real("jonkoping-2020"))
    assert len(held(database, "0680", "goal")) == 19
    indicators = held(database, "0680", "indicator")
    assert len(indicators) == 22
    assert sum(key.startswith("measurement/") for case in indicators for key in case.facts) == 22


def test_states_are_what_the_facts_imply(database: Database) -> None:
    bring(database, real("jonkoping-2020"))
    bring(database, real("malmo-2015"))
    bring(database, real("mariestad-2020"))
    bring(database, real("mariestad-2014"))
    states = {case.title[:30]: case.state for case in held(database, "0680", "goal")}
    assert states["Utsläpp av växthusgaser i komm"] == "forecast"
    assert states["Jönköping ska ständigt vara bl"] == "closed"
    assert states["Skolan ska arbeta för att fler"] == "adopted"
    assert sorted(case.state for case in held(database, "1280", "goal")) == ["analysed"] * 3 + ["closed"] * 2
    assert {(case.year, case.state) for case in held(database, "1493", "goal")} == {
        (2020, "adopted"),
        (2014, "adopted"),
    }


def test_a_decision_of_the_deciding_body_adopts(database: Database) -> None:
    bring(database, EVERYTHING, MID_YEAR, model=MODEL)
    goals = {case.title: case for case in held(database, "1493", "goal")}
    safe = goals["En trygg kommun för alla"]
    assert safe.state == "adopted" and safe.fact("decision/adopt")["verdict"] == "approved"
    library = goals["Antalet besök på biblioteken ska öka till 90 000 år 2029."]
    assert {"decision/adopt", "decision/endorse", "forecast/R1", "forecast/R2"} <= library.facts.keys()
    assert goals["500 nya bostäder."].state == "analysed"


def test_assessments_find_their_value_and_keep_their_words(database: Database) -> None:
    report = bring(database, EVERYTHING, MID_YEAR, model=MODEL)
    library = next(case for case in held(database, "1493", "goal") if case.title.startswith("Antalet"))
    said = {key: fact.get("outlook") for key, fact in library.facts.items() if key.startswith("forecast/")}
    assert said == {"forecast/R1": "partly", "forecast/R2": None, "forecast/source-1": "will_be_met"}
    told = {remark.path: remark.in_("sv") for remark in report.warnings}
    assert told["goals[0].forecasts[1].period"].endswith("”2027-05” står här två gånger; den sista raden gäller.")
    assert "(Nås, Nås delvis, Nås inte, Går inte att bedöma)" in told["goals[0].forecasts[2].assessment"]


def test_bodies_become_units_of_the_right_kind(database: Database) -> None:
    bring(database, EVERYTHING, MID_YEAR, model=MODEL)
    with database.reading() as session:
        units = {unit.code: unit for unit in session.scalars(select(Unit))}
    kinds = {code: unit.kind for code, unit in units.items()}
    assert kinds == {
        "1493": "organisation", "KF": "council", "KS": "board", "KSAU": "working_committee", "KN": "committee",
        "Sparbolaget AB": "company", "Biblioteket": "department",
    }  # fmt: skip
    assert (units["KSAU"].parent, units["Biblioteket"].parent) == (units["KS"].id, units["KN"].id)
    assert units["KN"].email == "kultur@example.test"


def test_frames_and_budget_lines_go_to_the_bodies_own_year(database: Database) -> None:
    bring(database, EVERYTHING, MID_YEAR, model=MODEL)
    frames = {case.fact("frame").get("frame_sek"): case for case in held(database, "1493", "committee_year")}
    assert [line["account"] for line in frames[41500000.5].fact("frame")["lines"]] == ["4010", "5010"]


def test_the_meeting_plan_moves_dates(database: Database) -> None:
    bring(database, EVERYTHING, MID_YEAR, model=MODEL)
    meetings = {case.fact("gathering")["on"]: case.state for case in held(database, "1493", "meeting")}
    assert meetings == {"2026-06-15": "final", "2026-04-20": "final", "2027-06-16": "planned"}
    with database.reading() as session:
        number = number_of(session, "1493")
        mark = run(session, "SELECT calendar FROM chain WHERE organisation = ?", (number,)).scalar_one()
        council = session.scalars(select(Unit.id).where(Unit.code == "KF")).one()
        day = calendar_of(session, number, mark).meetings[council][0]
    assert (day.on, day.agenda_closes) == (date(2026, 6, 15), date(2026, 6, 5))


def test_decisions_lie_under_their_meeting_and_are_cited(database: Database) -> None:
    bring(database, EVERYTHING, MID_YEAR, model=MODEL)
    decisions = {case.title: case for case in held(database, "1493", "decision")}
    meetings = {case.id for case in held(database, "1493", "meeting")}
    assert decisions["§ 61 KS 2026/0012"].parent in meetings
    assert decisions["Bereds."].parent is None
    with database.reading() as session:
        sql = "SELECT count(*) FROM link WHERE kind = 'cites' AND target = ?"
        assert run(session, sql, (decisions["§ 61 KS 2026/0012"].id,)).scalar_one() == 2


def test_a_running_year_opens_only_duties_from_that_day_on(database: Database) -> None:
    bring(database, EVERYTHING, MID_YEAR, model=MODEL)
    with database.reading() as session:
        found = [(key, due) for key, due in owed(session, "1493") if "." not in key]
    assert found and min(due for _, due in found) >= MID_YEAR.date()
    assert ("forecast/R3", date(2027, 9, 10)) in found
    assert not [key for key, _ in found if key.endswith("/R1")]
    library = next(case for case in held(database, "1493", "goal") if case.title.startswith("Antalet"))
    assert {"forecast/R1", "forecast/R2", "adopt"} <= library.taken.keys()
    assert [case.state for case in held(database, "1493", "year")] == ["R2"]


@pytest.mark.parametrize("name", REAL)
def test_nobody_owes_anything_for_history(database: Database, name: str) -> None:
    report = bring(database, real(name))
    with database.reading() as session:
        assert owed(session, report.organisation) == []
        assert verify(session, number_of(session, report.organisation)).faults == []
        sql = "SELECT count(*) FROM cases WHERE next_due IS NOT NULL"
        assert run(session, sql).scalar_one() == 0


def test_events_say_from_what_and_by_whom(database: Database) -> None:
    bring(database, real("mariestad-2019"), source="mariestad-2019.yaml")
    with database.reading() as session:
        found = session.scalars(select(EventRow).where(EventRow.step == "import")).all()
    assert len({event.once for event in found}) == len(found)
    assert all(event.once and event.once.startswith("import/") for event in found)


def test_a_try_leaves_nothing_behind(database: Database) -> None:
    before = events(database)
    report = bring(database, EVERYTHING, MID_YEAR, model=MODEL, dry_run=True)
    assert report.dry_run and report.counts["goals"] == 6
    with database.reading() as session:
        assert (events(database), session.scalars(select(Organisation)).all()) == (before, [])
    assert bring(database, EVERYTHING, MID_YEAR, model=MODEL).counts == report.counts


def test_dates_are_not_remembered_from_a_try(database: Database) -> None:
    """The council of the file that was tried had another number."""
    bring(
        database,
        real("mariestad-2017").replace("Tekniska nämnden", "Fullmäktige").replace("committee", "council"),
        dry_run=True,
    )
    bring(database, EVERYTHING, MID_YEAR, model=MODEL)
    with database.reading() as session:
        number = number_of(session, "1493")
        mark = run(session, "SELECT calendar FROM chain WHERE organisation = ?", (number,)).scalar_one()
        kinds = {unit.id: unit.kind for unit in session.scalars(select(Unit))}
        assert {kind: kinds[unit] for kind, unit in calendar_of(session, number, mark).bodies.items()} == {
            "council": "council", "board": "board",
        }  # fmt: skip


@pytest.mark.parametrize(
    ("municipality", "year", "name"),
    [
        ("Mariestads kommun", 2019, "mariestad-2018"), ("Mariestads kommun", 2014, "mariestad-2016"),
        ("Mariestads kommun", 2027, "mariestad-2020"), ("Haparanda stad", 2019, "haparanda-2012"),
        ("Malmö stad", 2015, "base"),
    ],
)  # fmt: skip
def test_the_model_whose_name_fits_is_chosen(municipality: str, year: int, name: str) -> None:
    assert fitting(municipality, year, NAMES) == name


def test_a_named_model_is_the_years_and_leaves_the_one_in_force(database: Database) -> None:
    bring(database, real("mariestad-2014"), model="mariestad-2016")
    assert bring(database, real("mariestad-2019"), model="base").model == "base"
    with database.reading() as session:
        models = {model.name: model.digest for model in session.scalars(select(ModelText))}
        assert session.scalars(select(Organisation.model)).one() == models["mariestad-2016"]
    years = {case.year: case.model for case in held(database, "1493", "year")}
    assert years == {2014: models["mariestad-2016"], 2019: models["base"]}
    assert bring(database, real("mariestad-2017")).model == "mariestad-2016"


def test_a_model_without_the_levels_loses_nothing(database: Database, tmp_path: Path) -> None:
    file = tmp_path / "goals-only.toml"
    file.write_text(GOALS_ONLY)
    report = bring(database, EVERYTHING, MID_YEAR, model=str(file))
    assert {remark.path for remark in report.warnings} >= {
        "focus_areas",
        "meetings[0]",
        "decisions[0]",
        "goals[4].kind",
    }
    back = given(database, "1493", 2027)
    assert leaves(back) == leaves(parsed(EVERYTHING))


def test_hundreds_of_goals_take_seconds(database: Database) -> None:
    rows = "\n".join(
        f"  - {{body: KN, ref: M{n}, text: Mål nummer {n}, indicators: [{{name: Mått {n}, target: {n}}}], "
        "forecasts: [{period: R1, assessment: Nås}]}" for n in range(300)
    )  # fmt: skip
    head, _, _ = EVERYTHING.partition("goals:")
    started = datetime.now(UTC)
    bring(database, f"{head}goals:\n{rows}\n", MID_YEAR, model=MODEL)
    assert (datetime.now(UTC) - started).total_seconds() < 20
    assert len(given(database, "1493", 2027)["goals"]) == 300


def test_a_year_that_was_brought_in_is_not_opened_again(database: Database) -> None:
    """The calendar would open 2027 from 2026, and each body's year from 2027."""
    early = datetime(2025, 9, 1, 8, 0, tzinfo=UTC)
    bring(database, EVERYTHING.replace("year: 2027", "year: 2026", 1), early, model=MODEL)
    bring(
        database,
        EVERYTHING.replace("2027-", "2028-").replace("year: 2027", "year: 2028", 1),
        early,
        model=MODEL,
    )
    bring(database, EVERYTHING, early, model=MODEL)
    with database.reading() as session:
        keys = [key for key, _ in owed(session, "1493")]
    assert keys.count("goal_year.open") == 1
    assert keys.count("committee_year.begin") == 1, "of 2026, whose day had passed: for the bodies that have none"
    years = held(database, "1493", "year")
    opened = {case.year: len(case.fact("born/committee_year.begin").get("cases", ())) for case in years}
    assert opened == {2026: 0, 2027: 3, 2028: 3}, "the company too"
    assert all(case.fact("governed")["model"] == MODEL for case in years)


def test_what_a_level_has_no_place_for_and_a_kind_that_is_no_verdict_are_told_with_their_path(
    database: Database,
) -> None:
    text = "\n".join([
        "municipality: Provkommun", 'code: "9999"', "year: 2027",
        "bodies: [{name: Kommunfullmäktige, short: KF, kind: council}, {name: Socialnämnden, short: SN, kind: committee}]",
        "goals:",
        "  - {ref: 1, body: SN, text: Alla ska känna sig trygga., kind: committee, shared_with: [KF], report_by: december}",
        "  - {ref: 2, body: SN, text: Färre ska vänta., kind: committee, expected_effect: Kortare köer}",
        "decisions:",
        "  - {body: SN, date: 2026-11-25, paragraph: 9, text: Handlingsplanen antas., kind: action_plan, goals: all}",
        "  - {body: SN, date: 2026-05-20, paragraph: 4, text: Föreslås., kind: Bifall, goals: all}",
    ])  # fmt: skip
    report = bring(database, text, model="mariestad-2016")
    told = {remark.path: remark.in_("sv") for remark in report.warnings}
    assert told["goals[0].shared_with"].endswith(
        "Den här nivån har ingen plats för det; det sparades som det är skrivet."
    )
    assert {"goals[0].report_by", "goals[1].expected_effect"} < told.keys()
    assert told["decisions[0].kind"].endswith(
        "”action_plan” är inget beslutsutfall i modellen (Bifall, Bifall med ändring, Bekräftat, Bekräftat med ändring, "
        "Återremiss, Bordläggning, Målet utgår, Avslag, Inte bekräftat); paragrafen sparades utan."
    )
    assert (
        "decisions[1].kind" not in told and [remark.path for remark in report.warnings].count("decisions[0].kind") == 1
    )
