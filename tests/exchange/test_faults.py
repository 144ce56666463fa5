"""What is wrong with a file is told all at once, with path and line, and nothing changes; what is unknown is kept."""

import pytest

from tests.exchange.files import AT, DATA, EVERYTHING, events
from workflow.exchange.importer import import_file
from workflow.exchange.municipality import read
from workflow.exchange.remark import Unreadable
from workflow.exchange.source import DEPTH
from workflow.records.database import Database
from workflow.words import catalogue

HEAD = "municipality: Mariestads kommun\nyear: 2027\nbodies:\n  - {name: Kulturnämnden, short: KN}\n"
BROKEN = [
    (HEAD + "goals: inga\n", "goals", 5, "This must be a list."),
    (HEAD + "goals:\n  - body: KN\n    text: [a, b]\n", "goals[0].text", 7, "This must be a text."),
    (HEAD + "goals:\n  - body: KN\n", "goals[0].text", 6, "'text' is missing."),
    (HEAD + "goals:\n  - {body: SN, text: Ett mål}\n", "goals[0].body", 6, "“SN” is not among the bodies."),
    (HEAD + "goals:\n  - {body: KN, text: Ett mål, indicators: [{name: Besök, target: [1]}]}\n",
     "goals[0].indicators[0].target", 6, "This must be a number or a text."),
    (HEAD + "goals:\n  - {text: Mål, milestones: [{year: 1999}]}\n", "goals[0].milestones[0].year", 6,
     "This must be a year between 2000 and 2100."),
    (HEAD + "goals:\n  - {text: Mål, activities: [{text: Bokbuss, cost_sek: -5}]}\n",
     "goals[0].activities[0].cost_sek", 6, "This must be a number that is not negative."),
    (HEAD + "meetings:\n  - {body: KN, date: 2027-02-30}\n", "meetings[0].date", 6, "“2027-02-30” is not a date."),
    (HEAD + "meetings:\n  - {body: KN, date: i juni}\n", "meetings[0].date", 6, "This must be a date (YYYY-MM-DD)."),
    (HEAD + "decisions:\n  - {body: KN, date: 2027-13}\n", "decisions[0].date", 6,
     "This must be a date, a month or a year (YYYY-MM-DD, YYYY-MM, YYYY)."),
    (HEAD + "decisions:\n  - {goals: [A]}\n", "decisions[0].goals[0]", 6, "There is no goal with the ref “A”."),
    (HEAD + "goals: [{ref: A, text: Ett mål}, {ref: A, text: Två mål}]\ndecisions: [{goals: [A]}]\n",
     "decisions[0].goals[0]", 6, "Several goals have the ref “A”."),
    (HEAD + "vision: V\nvision: W\n", "vision", 6, "The key stands here twice."),
    (HEAD + f"vision: {'v' * 1001}\n", "vision", 5, "The text is longer than 1000 characters."),
    (HEAD + "goals: [{text: .nan}]\n", "goals[0].text", 5, "“.nan” cannot be stored."),
    (HEAD + 'vision: "a\\0b"\n', "vision", 5, "“a\0b” cannot be stored."),
    (HEAD + "  - {name: kulturnämnden}\n", "bodies[1].name", 5, "The body is in the list twice."),
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


@pytest.mark.parametrize(("text", "path", "line", "said"), BROKEN)
def test_a_fault_names_its_path_and_line(text: str, path: str, line: int, said: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read(text)
    (remark,) = refused.value.remarks
    assert (remark.path, remark.line, str(remark.sentence)) == (path[:80], line, said)


def test_all_faults_are_told_at_once() -> None:
    text = HEAD + "goals:\n  - {body: 5, text: x, year: 2}\n  - {kind: [a]}\nmeetings: [{date: 2027-02-31}]\n"
    with pytest.raises(Unreadable) as refused:
        read(text)
    assert [(remark.path, remark.line) for remark in refused.value.remarks] == [
        ("goals[0].body", 6), ("goals[0].text", 6), ("goals[1].text", 7), ("goals[1].kind", 7), ("meetings[0].date", 8),
        ("meetings[0].body", 8),
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


@pytest.mark.parametrize("text", [row[0] for row in BROKEN[:6]] + [EVERYTHING.replace("2027-09-01", "2027-09-31")])
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
        HEAD.replace("KN", "0114") + 'code: 0114\nsource: [13:30, 1_000, 0.5, 0, "2019-01-01", 2019-01-01]\n'
    ).data
    assert (data["code"], data["bodies"][0]["short"]) == ("0114", "0114")
    assert data["source"][:4] == ["13:30", 1000, 0.5, 0]
    assert [type(value).__name__ for value in data["source"][4:]] == ["str", "date"]


def test_every_sentence_is_there_in_swedish() -> None:
    known = catalogue("sv")
    for text, _, _, _ in BROKEN:
        with pytest.raises(Unreadable) as refused:
            read(text)
        assert {remark.sentence.text for remark in refused.value.remarks} <= known.keys()


def test_the_real_files_are_all_there() -> None:
    assert len(list(DATA.glob("*.yaml"))) == 14
