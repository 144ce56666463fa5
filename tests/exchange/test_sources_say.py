"""What a source says is what we say: judgements, adoption and days are its own, and nothing is guessed."""

from datetime import UTC, date, datetime

import pytest

from tests.exchange.files import REAL, given, real
from tests.exchange.test_importer import bring, held
from workflow.governance.load import load
from workflow.measuring.judgement import said_judgement
from workflow.records.case import Case
from workflow.records.database import Database

HEAD = """municipality: Sjövik
code: "9001"
year: {year}
bodies:
- {{name: Kommunfullmäktige, short: KF, kind: council}}
- {{name: Bildningsnämnden, short: BN, kind: committee}}
"""
LATER = datetime(2026, 11, 30, 8, 0, tzinfo=UTC)
MODELS = ["base", "mariestad-2016", "mariestad-2018", "haparanda-2012"]


def goals_of(database: Database) -> dict[str, Case]:
    """The goals, by their words."""
    return {case.title: case for case in held(database, "9001", "goal")}


def text_of(rows: list[str], year: int = 2024, more: str = "") -> str:
    """A file with the goals."""
    return HEAD.format(year=year) + more + "goals:\n" + "".join(f"- {{body: BN, {row}}}\n" for row in rows)


ENDED = {
    "Uppfyllt: nej": "not_met", "Ingen ökning": None, "Långt från målet": None, "Nåddes inte": "not_met",
    "Uppfylldes": "met", "Uppnådd delvis": "partly_met", "På god väg": None,
    "På väg mot måluppfyllelse": None,
}  # fmt: skip


def test_a_judgement_outside_the_scale_stands_as_the_source_says(database: Database) -> None:
    rows = [
        f"text: Mål nummer {place}, closing: {{assessment: '{word}', comment: x}}" for place, word in enumerate(ENDED)
    ]
    report = bring(database, text_of(rows), LATER, model="base")
    goals = goals_of(database)
    for place, (word, code) in enumerate(ENDED.items()):
        short = goals[f"Mål nummer {place}"].fact("closing")
        assert (short.get("attainment"), short.get("unscaled")) == (code, None if code else "worded"), word
        assert goals[f"Mål nummer {place}"].state == "closed"
    told = {remark.path: remark.in_("sv") for remark in report.warnings if "skala" in remark.in_("sv")}
    unread = [f"goals[{place}].closing.assessment" for place, code in enumerate(ENDED.values()) if code is None]
    assert list(told) == unread
    assert all("Uppfyllt, Delvis uppfyllt, Inte uppfyllt, Går inte att bedöma" in text for text in told.values())
    assert [row["closing"]["assessment"] for row in given(database, "9001", 2024)["goals"]] == list(ENDED)


def test_a_source_that_does_not_judge_is_told_apart_from_one_in_other_words(database: Database) -> None:
    rows = ["text: Mål ett, forecasts: [{comment: Vi följer det}, {assessment: Ganska bra}]"]
    bring(database, text_of(rows), LATER, model="base")
    goal, model = goals_of(database)["Mål ett"], load("base")
    found = [said_judgement(model, goal.facts[f"forecast/source-{place}"]) for place in (1, 2)]
    assert [(one.verdict, one.is_as_source_says, one.is_silent) for one in found] == [
        (None, False, True), (None, True, False),
    ]  # fmt: skip
    assert said_judgement(model, {"unscaled": "worded", "as_written": "Ganska bra"}).words == "Ganska bra"
    known = said_judgement(model, {"outlook": "partly", "as_written": "Delvis"})
    assert known.verdict == model.verdict("outlook", "partly") and not known.is_as_source_says


def test_the_files_own_scale_maps_its_words(database: Database) -> None:
    own = "model: {scale: {På god väg: [partly, Delvis uppfyllt], Grön: partly_met, Blå: himmelsblå}}\n"
    rows = [
        "text: Mål ett, closing: {assessment: På god väg}, forecasts: [{assessment: på god väg}]",
        "text: Mål två, closing: {assessment: Grön}",
        "text: Mål tre, closing: {assessment: Blå}",
    ]
    report = bring(database, text_of(rows, more=own), LATER, model="base")
    goals = goals_of(database)
    assert [goals[f"Mål {name}"].fact("closing").get("attainment") for name in ("ett", "två", "tre")] == [
        "partly_met", "partly_met", None,
    ]  # fmt: skip
    assert goals["Mål ett"].facts["forecast/source-1"]["outlook"] == "partly"
    told = {remark.path: remark.in_("sv") for remark in report.warnings}
    assert "”himmelsblå” i filens egen skala är inget värde i modellen" in told["model.scale"]


@pytest.mark.parametrize("name", REAL)
def test_no_real_judgement_is_called_unknown_but_those_that_say_so(database: Database, name: str) -> None:
    report = bring(database, real(name), LATER)
    for goal in held(database, report.organisation, "goal"):
        for key, short in goal.facts.items():
            if key.partition("/")[0] in ("forecast", "closing") and short.get("unscaled"):
                assert not {"outlook", "attainment"} & short.keys()
    words = [r.sentence.values["said"] for r in report.warnings if "as the source says" in r.sentence.text]
    assert all(str(word) in real(name) for word in words)


@pytest.mark.parametrize("model", MODELS)
def test_the_goals_of_a_year_that_is_over_are_adopted_as_the_source_shows(database: Database, model: str) -> None:
    bring(database, text_of(["text: Mål ett", "text: Mål två"], 2019), LATER, model=model)
    for goal in goals_of(database).values():
        level = load(model).levels[goal.level]
        sealing = [step for step in level.steps if step.says == "decision" and step.seals]
        assert goal.state != "draft" and not level.state[goal.state].out
        assert any(goal.state in step.targets for step in sealing)
    bring(database, text_of(["text: Mål ett"], 2027), LATER)
    assert [case.state for case in held(database, "9001", "goal") if case.year == 2027] == ["draft"]


DECIDED = [
    ("{body: KF, date: 2018-11-20, paragraph: '7', kind: Avslag, goals: all}", "rejected", "rejected"),
    ("{body: KF, date: 2018-11-20, paragraph: '7', text: Avslås, goals: all}", "rejected", "rejected"),
    ("{body: BN, date: 2018-11-20, paragraph: '7', kind: Avslag, goals: all}", "draft", "rejected"),
    ("{body: BN, date: 2018-11-20, paragraph: '7', kind: Målet utgår, goals: all}", "withdrawn", "dropped"),
    ("{body: KF, date: 2018-11-20, paragraph: '7', kind: Återremiss, goals: all}", "draft", "remitted"),
    ("{body: KF, date: 2018-11-20, paragraph: '7', kind: Bifall, goals: all}", "adopted", "approved"),
    ("{body: BN, date: 2018-11-20, paragraph: '7', text: Nämndens mål, goals: all}", "adopted", "approved"),
    ("{body: BN, date: 2018-11-20, paragraph: '7', kind: Ej bifall, goals: all}", "adopted", None),
]


@pytest.mark.parametrize(("decision", "state", "verdict"), DECIDED)
def test_a_goal_is_what_the_source_decided(database: Database, decision: str, state: str, verdict: str | None) -> None:
    bring(database, text_of(["text: Mål ett"], 2019) + f"decisions: [{decision}]\n", LATER, model="mariestad-2018")
    goal = goals_of(database)["Mål ett"]
    said = next(short for key, short in goal.facts.items() if key.startswith("decision"))
    assert said.get("verdict") == verdict and (verdict or said["unscaled"] == "worded")
    assert goal.state == state


def test_a_goal_that_was_sent_back_and_then_adopted_is_adopted_whatever_the_order(database: Database) -> None:
    decisions = (
        "decisions:\n- {body: KF, date: 2018-12-11, paragraph: '9', kind: Bifall, goals: all}\n"
        "- {body: KF, date: 2018-11-20, paragraph: '7', kind: Återremiss, goals: all}\n"
    )
    bring(database, text_of(["text: Mål ett"], 2019) + decisions, LATER, model="mariestad-2018")
    assert goals_of(database)["Mål ett"].state == "adopted"


def test_what_the_source_gives_no_day_has_none(database: Database) -> None:
    rows = [
        "text: Mål ett, closing: {assessment: Uppfyllt}, forecasts: [{period: 2016-08-31, assessment: Nås}, "
        "{period: 2016-03, assessment: Nås}], indicators: [{name: Besök, outcomes: [{period: '2016', value: 4}]}]"
    ]
    text = text_of(rows, 2016) + "decisions: [{body: BN, date: 2015-06-15, paragraph: '7', kind: Bifall, goals: all}]\n"
    bring(database, text, LATER, model="mariestad-2016")
    facts = goals_of(database)["Mål ett"].facts
    days = {key: None if fact.get("undated") else fact["at"] for key, fact in facts.items()}
    assert days["closing"] is days["wording"] is None
    assert {key.partition("/")[0]: day for key, day in days.items() if day} == {
        "forecast": "2016-08-31", "decision": "2015-06-15",
    }  # fmt: skip
    (indicator,) = held(database, "9001", "indicator")
    assert indicator.facts["measurement/2016"]["undated"] and indicator.facts["measurement/2016"]["period"] == "2016"
    (ruling,) = held(database, "9001", "decision")
    assert ruling.fact("ruling")["at"] == date(2015, 6, 15).isoformat()
