"""What is wrong with a file is told all at once, with path and line, and nothing changes; what is unknown is kept."""

import json

import pytest
import yaml

from tests.exchange.files import AT, DATA, EVERYTHING, events, given
from workflow.exchange.importer import import_file
from workflow.exchange.municipality import read
from workflow.exchange.remark import Unreadable
from workflow.exchange.source import DEPTH
from workflow.records.database import Database
from workflow.words import catalogue

HEAD = "municipality: Mariestads kommun\nyear: 2027\nbodies:\n  - {name: Kulturnämnden, short: KN}\n"
ROW = " The row was kept as written, and nothing else was made of it."
VALUE = " It was kept as written."
MISFITS = [
    (HEAD + "goals: inga\n", "goals", 5, "This must be a list." + VALUE),
    (HEAD + "goals:\n  - body: KN\n    text: [a, b]\n", "goals[0].text", 7, "This must be a text." + ROW),
    (HEAD + "goals:\n  - body: KN\n", "goals[0].text", 6, "'text' is missing." + ROW),
    (HEAD + "goals: [Ett mål]\n", "goals[0]", 5, "This must be a table of keys." + ROW),
    (HEAD + "goals:\n  - {body: SN, text: Ett mål}\n", "goals[0].body", 6, "“SN” is not among the bodies (KN)." + ROW),
    (HEAD + "goals:\n  - {body: KN, text: Ett mål, indicators: [{name: Besök, target: [1]}]}\n",
     "goals[0].indicators[0].target", 6, "This must be a number or a text." + VALUE),
    (HEAD + "goals:\n  - {body: KN, text: Mål, milestones: [{year: 1999}]}\n", "goals[0].milestones[0].year", 6,
     "This must be a year between 2000 and 2100." + ROW),
    (HEAD + "goals:\n  - {body: KN, text: Mål, milestones: [{text: halvvägs}]}\n", "goals[0].milestones[0].year", 6,
     "'year' is missing." + ROW),
    (HEAD + "goals:\n  - {body: KN, text: Mål, activities: [{text: Bokbuss, cost_sek: -5}]}\n",
     "goals[0].activities[0].cost_sek", 6, "This must be a number that is not negative." + VALUE),
    (HEAD + "goals:\n  - {body: KN, text: Mål, indicators: [{name: Besök, by_sex: yes}]}\n",
     "goals[0].indicators[0].by_sex", 6, "This must be true or false." + VALUE),
    (HEAD + "meetings:\n  - {body: KN, date: 2027-02-30}\n", "meetings[0].date", 6,
     "This must be a date (YYYY-MM-DD)." + ROW),
    (HEAD + "meetings:\n  - {body: KN, date: i juni}\n", "meetings[0].date", 6,
     "This must be a date (YYYY-MM-DD)." + ROW),
    (HEAD + "decisions:\n  - {body: KN, date: 2027-13}\n", "decisions[0].date", 6,
     "This must be a date, a month or a year (YYYY-MM-DD, YYYY-MM, YYYY)." + VALUE),
    (HEAD + f"decisions:\n  - {{body: KN, dnr: '{'9' * 61}'}}\n", "decisions[0].dnr", 6,
     "The text is longer than 60 characters." + VALUE),
    (HEAD + "decisions:\n  - {goals: [A]}\n", "decisions[0].goals[0]", 6, "There is no goal with the ref “A”." + VALUE),
    (HEAD + "goals: [{ref: A, body: KN, text: Ett mål}, {ref: A, body: KN, text: Två mål}]\ndecisions: [{goals: [A]}]\n",
     "decisions[0].goals[0]", 6, "Several goals have the ref “A”." + VALUE),
    (HEAD + f"vision: {'v' * 1001}\n", "vision", 5, "The text is longer than 1000 characters." + VALUE),
    (HEAD + "budget_lines: [{body: KN, text: Konsulter, amount_sek: 5}]\n", "budget_lines[0].account", 5,
     "'account' is missing." + ROW),
    (HEAD + "budget_lines: [{body: KN, account: 4010, amount_sek: okänt}]\n", "budget_lines[0].amount_sek", 5,
     "This must be a number." + VALUE),
]  # fmt: skip
"""What is kept as written, with a warning: the rest of the file comes in."""
BROKEN = [
    (HEAD + "vision: V\nvision: W\n", "vision", 6, "The key stands here twice."),
    (HEAD + 'vision: "a\\0b"\n', "vision", 5, "“a\0b” cannot be stored."),
    (HEAD + "  - {name: kulturnämnden}\n", "bodies[1].name", 5, "The body is in the list twice."),
    (HEAD + "  - {short: SN}\n", "bodies[1].name", 5, "'name' is missing."),
    (HEAD.replace("2027", "tjugosju"), "year", 2, "This must be a year between 2000 and 2100."),
    (HEAD.replace("year: 2027\n", ""), "year", 1, "'year' is missing."),
    (HEAD + "goals: [}\n", "", 5, "The file cannot be read as YAML: did not find expected node content."),
    (HEAD + "vision: !!python/object:os.system x\n", "", 5,
     "A tag (tag:yaml.org,2002:python/object:os.system) has no place in a municipality file."),
    (HEAD + f"model: {'[' * (DEPTH + 2)}{']' * (DEPTH + 2)}\n", "", 5,
     "The file holds too much, or is nested too deeply."),
    (HEAD + "model: &a {b: *a}\n", "model.b" + ".b" * 38, 5, "The file holds too much, or is nested too deeply."),
    (HEAD + "model: {<<: {a: 1}}\n", "model", 5, "A key must be a plain word."),
    ("", "", 1, "The file is empty."),
    ("[1, 2]\n", "", 1, "This is not a municipality file: it names neither a municipality nor its bodies."),
]  # fmt: skip
"""What refuses the file."""


@pytest.mark.parametrize(("text", "path", "line", "said"), MISFITS)
def test_one_bad_row_is_kept_as_written_with_a_warning(
    database: Database, text: str, path: str, line: int, said: str
) -> None:
    good = "Ett gott mål"
    text = text.replace("goals:\n", f"goals:\n  - {{body: KN, text: {good}}}\n") if "goals:\n" in text else text
    shift = good in text
    path = path.replace("goals[0]", "goals[1]") if shift and path.startswith("goals[0]") else path
    with database.writing() as session:
        report = import_file(session, text, at=AT)
    told = [remark for remark in report.warnings if remark.path != "model"]
    assert [(remark.path, remark.line, str(remark.sentence)) for remark in told] == [(path, line + shift, said)]
    back = given(database, report.organisation, 2027)
    written = yaml.safe_load(text.replace("2027-02-30", '"2027-02-30"').replace("yes", '"yes"'))
    for key in ("goals", "meetings", "decisions", "budget_lines", "vision"):
        assert _unordered(back.get(key)) == _unordered(written.get(key))


def _unordered(value: object) -> list[str]:
    """The rows in one order: those that cannot be used come last."""
    rows = value if isinstance(value, list) else [value]
    return sorted(json.dumps(row, sort_keys=True, default=str) for row in rows)


@pytest.mark.parametrize(("text", "path", "line", "said"), BROKEN)
def test_a_fault_names_its_path_and_line(text: str, path: str, line: int, said: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read(text)
    (remark,) = refused.value.remarks
    assert (remark.path, remark.line, str(remark.sentence)) == (path[:80], line, said)


def test_all_faults_are_told_at_once() -> None:
    text = HEAD.replace("2027", "1027") + "  - {short: SN}\n  - {name: [a]}\n"
    with pytest.raises(Unreadable) as refused:
        read(text)
    assert [(remark.path, remark.line) for remark in refused.value.remarks] == [
        ("year", 2), ("bodies[1].name", 5), ("bodies[2].name", 6),
    ]  # fmt: skip


def test_aliases_that_grow_are_refused() -> None:
    rows = ["model: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    rows += [f"m{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]
    with pytest.raises(Unreadable, match="holds too much"):
        read(HEAD + "\n".join(rows))


@pytest.mark.parametrize(
    "text", ["[" * 100_000, "{a: " * 100_000, "- " * 50_000, "&a " * 10, "\x00", "a: b: c", "? - 1\n: 2"]
)
def test_nothing_strange_gets_through(text: str) -> None:
    with pytest.raises(Unreadable):
        read(text)


def test_other_files_of_ours_are_refused() -> None:
    for text in ("about: x\nmodels: [{municipality: Orust kommun}]\n", "about: {purpose: x}\ncases: []\n"):
        with pytest.raises(Unreadable, match="not a municipality file"):
            read(text)


@pytest.mark.parametrize("text", [row[0] for row in BROKEN[:6]])
def test_a_broken_file_changes_nothing(database: Database, text: str) -> None:
    with pytest.raises(Unreadable), database.writing() as session:
        import_file(session, text, at=AT)
    assert events(database) == 0


def test_unknown_keys_are_warnings_with_their_path() -> None:
    file = read(EVERYTHING)
    assert [(remark.path, remark.line) for remark in file.warnings] == [
        ("meetings[1].time", 17), ("goals[0].milestones[1].reached", 35), ("goals[5].year", 75),
        ("decisions[2].omröstning", 79), ("annat", 81),
    ]  # fmt: skip
    assert str(file.warnings[0]) == "meetings[1].time (17): The key is not known and was kept as written."


def test_what_yaml_would_turn_into_something_else_is_read_as_written() -> None:
    data = read(
        HEAD.replace("KN", "0114")
        + 'code: 0114\nsource: [13:30, 1_000, 0.5, 0, "2019-01-01", 2019-01-01, on, No, y, true]\n'
    ).data
    assert (data["code"], data["bodies"][0]["short"]) == ("0114", "0114")
    assert data["source"][:4] == ["13:30", 1000, 0.5, 0]
    assert [type(value).__name__ for value in data["source"][4:6]] == ["str", "date"]
    assert data["source"][6:] == ["on", "No", "y", True]


def test_every_sentence_is_there_in_swedish() -> None:
    known = catalogue("sv")
    for text, _, _, _ in BROKEN:
        with pytest.raises(Unreadable) as refused:
            read(text)
        assert {remark.sentence.text for remark in refused.value.remarks} <= known.keys()
    for text, _, _, _ in MISFITS:
        assert {remark.sentence.text for remark in read(text).warnings} <= known.keys()


def test_the_real_files_are_all_there() -> None:
    assert len(list(DATA.glob("*.yaml"))) == 14


def test_a_word_that_yaml_takes_for_a_flag_is_the_short_name_of_a_body(database: Database) -> None:
    text = HEAD.replace("KN", "ON").replace("- {", "- {email: on@kn.example, ") + "goals: [{body: ON, text: Ett mål}]\n"
    with database.writing() as session:
        report = import_file(session, text, at=AT)
    assert [remark.path for remark in report.warnings] == ["model"]
    back = given(database, report.organisation, 2027)
    assert (back["bodies"][0]["short"], back["goals"][0]["body"]) == ("ON", "ON")


def test_a_label_that_looks_like_a_number_stands_as_it_is_written(database: Database) -> None:
    text = (
        HEAD + "goals:\n  - {ref: 2.1, body: KN, text: Mål ett}\n  - {ref: 2.10, body: KN, text: Mål tio, "
        "indicators: [{name: Besök, target: 1.50, outcomes: [{period: 2026.10, value: 1.50}]}]}\n"
        "decisions:\n  - {body: KN, date: 2026-11-20, paragraph: 7.10, dnr: 2026.0120, goals: [2.10]}\n"
        "budget_lines: [{body: KN, account: 40.10, amount_sek: 5.50}]\n"
    )
    with database.writing() as session:
        report = import_file(session, text, at=AT)
    back = given(database, report.organisation, 2027)
    assert [goal["ref"] for goal in back["goals"]] == [2.1, "2.10"]
    indicator = back["goals"][1]["indicators"][0]
    assert (indicator["target"], indicator["outcomes"]) == (1.5, [{"period": "2026.10", "value": 1.5}])
    (decision,) = back["decisions"]
    assert (decision["paragraph"], decision["dnr"], decision["goals"]) == ("7.10", "2026.0120", ["2.10"])
    assert back["budget_lines"][0] == {"body": "KN", "account": "40.10", "amount_sek": 5.5}


FOLLOWED = {"mariestad-2018": "mariestad-2018", "{name: haparanda-2012}": "haparanda-2012", "okänd": "base", "": "base"}


@pytest.mark.parametrize("own", FOLLOWED)
def test_the_files_own_model_is_followed_and_another_is_told(database: Database, own: str) -> None:
    text = HEAD.replace("Mariestads", "Sjöviks") + (f"model: {own}\n" if own else "")
    with database.writing() as session:
        report = import_file(session, text, at=AT)
    assert report.model == FOLLOWED[own]
    told = [remark.in_("sv") for remark in report.warnings]
    named = FOLLOWED[own] in own
    assert named == (told == []) and all("”base”" in text for text in told)
    assert given(database, report.organisation, 2027).get("model") == yaml.safe_load(text).get("model")
    with database.writing() as session:
        given_no = import_file(session, text.replace("2027", "2028"), at=AT, model="base")
    assert given_no.model == "base" and not given_no.warnings


def test_everything_unknown_in_one_file_is_kept_and_told_and_the_rest_comes_in(database: Database) -> None:
    text = (
        HEAD.replace("Mariestads", "Sjöviks")
        + """model: okänd
goals:
  - {body: KN, text: Ett gott mål, closing: {assessment: På god väg}, indicators: [{name: Besök, unit: mil, outcomes: [
      {period: när det blir, value: 4}, {period: '2027', value: 5}]}]}
  - {body: XN, text: Ett mål utan organ}
decisions:
  - {body: KN, date: 2027-02-31, paragraph: '7', goals: all}
"""
    )
    with database.writing() as session:
        report = import_file(session, text, at=AT)
    told = {remark.path: remark.in_("sv") for remark in report.warnings}
    assert "Perioden ”när det blir” går inte att läsa" in told["goals[0].indicators[0].outcomes[0].period"]
    assert "”På god väg” finns inte i modellens skala (Uppfyllt, " in told["goals[0].closing.assessment"]
    assert "”XN” finns inte bland nämnderna (KN)." in told["goals[1].body"]
    assert "ÅÅÅÅ-MM-DD" in told["decisions[0].date"] and "”base”" in told["model"]
    back = given(database, report.organisation, 2027)
    assert [goal["text"] for goal in back["goals"]] == ["Ett gott mål", "Ett mål utan organ"]
    assert [one["value"] for one in back["goals"][0]["indicators"][0]["outcomes"]] == [4, 5]
    assert back["decisions"][0]["paragraph"] == "7" and back["model"] == "okänd"
