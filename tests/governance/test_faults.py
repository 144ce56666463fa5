"""Every sort of fault is found, on its line, in a sentence."""

import ast
from pathlib import Path

import pytest

from tests.governance.small import SMALL, complaints
from workflow.governance.merge import HERE
from workflow.governance.shape import WORDS
from workflow.words import catalogue

FAULTS = [
    # what stands in the small model, what stands there instead, and what is said about that line
    ('kind = "goal"', 'kind = "gaol"', "There is no kind of level 'gaol'. Did you mean 'goal'?"),
    ('plural = {sv = "Mål", en = "Goals"}', 'plural = {sv = "Mål"}', "The name has no text in English ('en')."),
    ('draft = {sv = "Utkast", en', 'draft = {en', "The name has no text in Swedish ('sv')."),
    ('says = "wording"', 'say = "wording"', "A model has no word 'say' here. Did you mean 'says'?"),
    ('says = "wording"', 'says = "wroding"', "There is no fact 'wroding'. Did you mean 'wording'?"),
    ('to = "proposed"', 'to = "propsed"',
     "The step 'propose' leads to the state 'propsed', which does not exist. Did you mean 'proposed'?"),
    ('from = ["draft"]', 'from = ["drat"]',
     "The step 'propose' starts from the state 'drat', which does not exist. Did you mean 'draft'?"),
    ('needs = ["not_over_quota"]', 'needs = ["not_over_qouta"]',
     "There is no guard 'not_over_qouta'. Did you mean 'not_over_quota'?"),
    ('by = ["clerk"]', 'by = ["clark"]', "There is no role 'clark'. Did you mean 'clerk'?"),
    ('by = ["clerk"]', 'by = []', "Nobody may take the step 'adopt'."),
    ('by = ["clerk"]', 'by = "clerk"', "'by' must be a list of texts."),
    ('needs = ["not_over_quota"]', 'instead = "adpot"', "There is no step 'adpot'. Did you mean 'adopt'?"),
    ('rounds = ["T1", "T2"]', 'rounds = ["T1", "T3"]', "There is no round 'T3'."),
    ('due = {round = "report"}', 'due = {round = "reprot"}', "A round has no date 'reprot'. Did you mean 'report'?"),
    ('due = {round = "report"}', 'due = {round = "report", of = "T9"}', "There is no round 'T9'."),
    ('due = {day = "03-31", year = -1}', 'due = {day = "02-30", year = -1}',
     "There is no day '02-30'; write it as month-day, 03-31."),
    ('due = {day = "03-31", year = -1}', 'due = {day = "03-31", year = -1, months = 2}',
     'Months are counted from a date of a round: round = "as_of", months = 2.'),
    ('due = {day = "03-31", year = -1}', 'due = {day = "03-31", year = -1, then = 1}',
     "Only a term of law is followed by a day: then = 1 goes with law = true."),
    ('due = {day = "03-31", year = -1}', 'due = {year = -1}',
     "The date of 'propose' must say day, round, meeting, within or agreed."),
    ('due = {day = "03-31", year = -1}', 'due = {day = "03-31", moves = "never"}',
     "A date moves earlier or later, not 'never'."),
    ('due = {day = "03-31", year = -1}', 'due = {day = "03-31", only = "leap_year"}',
     "There are no years called 'leap_year'. Did you mean 'election_year'?"),
    ('due = {day = "03-31", year = -1}', 'due = {agreed = 0, of = "activity.end"}',
     "The fact 'activity' has no date 'end' that the case remembers. Did you mean 'ends'?"),
    ('due = {day = "03-31", year = -1}', 'due = {round = "report"}',
     "The date of 'propose' does not say of which round."),
    ('due = {day = "03-31", year = -1}', 'due = {within = 5, verdict = ["passed"]}',
     'A verdict needs to say in which fact: after = "forecast".'),
    ('due = {day = "03-31", year = -1}', 'due = {within = 5, after = "decision"}',
     "'decision' is kept step by step, so say which: \"decision/adopt\"."),
    ('{meeting = "council", month = "06"', '{meeting = "counsel", month = "06"',
     "There is no kind of body 'counsel'. Did you mean 'council'?"),
    ('{meeting = "council", month = "06"', '{meeting = "council", month = "13"',
     "The meeting needs a month, 01 to 12."),
    ('verdict = ["remitted"]', 'verdict = ["remited"]',
     "The scale 'decision' has no verdict 'remited'. Did you mean 'remitted'?"),
    ('to = {approved = "adopted"', 'to = {aproved = "adopted"',
     "The scale 'decision' has no verdict 'aproved'. Did you mean 'approved'?"),
    ('papers = "05-20"', 'papers = "07-20"', "The round 'T1' is in disorder: 'closes' comes before 'papers'."),
    ('report = "09-10"', 'report = "05-10"', "The rounds 'T1' and 'T2' report on the same day."),
    ('closes = "06-10"', 'closes = "11-10"',
     "The rounds 'T1' and 'T2' overlap: the one that opens first must report and close first."),
    ('goals = 3', 'goals = 9', "The departments shall have 9 goals, but the whole 'board' only 8."),
    ('goals = 8', 'goals = 0', "A quota must ask for at least one goal."),
    ('{at = 3, kind = "escalation"', '{at = 3, kind = "phone"', "A rung has no kind 'phone'."),
    ('{at = 3, kind = "escalation", tells = ["clerk"]', '{at = 3, kind = "escalation", tells = ["king"]',
     "There is no role 'king'."),
    ('sealed_by_council = ["wording"]', 'sealed_by_council = ["colour"]', "'colour' cannot be sealed."),
    ('weeks = [28, 31]', 'weeks = [28, 54]', "There is no such week."),
    ('kind = "elected"', 'kind = "royal"', "A role has no kind 'royal'."),
]  # fmt: skip


@pytest.mark.parametrize(("right", "wrong", "said"), FAULTS)
def test_a_fault_is_found_on_its_line(tmp_path: Path, right: str, wrong: str, said: str) -> None:
    assert right in SMALL
    found = {(c.line, str(c.sentence)) for c in complaints(tmp_path, SMALL.replace(right, wrong, 1))}
    assert said in {text for _, text in found}
    line = SMALL[: SMALL.index(right)].count("\n") + 1
    assert any(text == said and abs(at - line) <= near(said) for at, text in found)


def near(said: str) -> int:
    """How far off a complaint may point: two rounds disagree, or a round's dates, so either may be blamed."""
    return 12 if "rounds '" in said or "disorder" in said else 6 if "departments" in said else 0


ADDED = [
    ('\n[levels.goal.states.lost]\nsv = "Borta"\nen = "Lost"\n', "No step leads to the state 'lost'."),
    ('\n[renamed.goal]\nold = "adoptd"\n', "There is no state 'adoptd' to move to. Did you mean 'adopted'?"),
    ('\n[renamed.goal]\ndraft = "proposed"\n', "The state 'draft' is still there, so it cannot be renamed."),
    ('\n[levels.goal.steps.jump]\ntitle = {sv = "A", en = "B"}\nfrom = ["draft"]\nto = "adopted"\nby = ["clock"]\n'
     'due = {day = "01-01"}\n',
     "The calendar may not move a goal: only a person's step or a body's decision does that ('jump')."),
    ('\n[levels.odd]\nlike = "gaol"\n', "The level 'odd' cannot be like 'gaol'."),
    ('\n[levels.odd]\nlike = "goal"\nparent = "gol"\ntitle = {sv = "A", en = "B"}\n',
     "There is no level 'gol'. Did you mean 'goal'?"),
    ('\n[levels.odd]\nlike = "goal"\n[levels.odd.steps]\ndarft = false\n', "There is no 'darft' here to take away."),
    ('\n[levels.odd]\nlike = "goal"\n[levels.odd.steps]\ndraft = false\n',
     "Nobody can make a case of the level 'odd'."),
    ('\n[levels.odd]\nkind = "vision"\n', "'title' is missing."),
]  # fmt: skip


@pytest.mark.parametrize(("added", "said"), ADDED)
def test_a_fault_in_what_is_added_is_found_where_it_stands(tmp_path: Path, added: str, said: str) -> None:
    found = complaints(tmp_path, SMALL + added)
    assert said in {str(c.sentence) for c in found}
    assert any(c.line > SMALL.count("\n") for c in found if str(c.sentence) == said)


def test_a_state_that_nobody_can_leave_is_a_dead_end(tmp_path: Path) -> None:
    text = SMALL.replace('from = ["proposed"]\nto = {', 'from = ["draft"]\nto = {')
    assert "Nobody can leave the state 'proposed', and it is not final." in said_about(tmp_path, text)


def test_going_round_in_a_circle_is_a_dead_end_too(tmp_path: Path) -> None:
    text = SMALL.replace('to = {approved = "adopted", remitted = "again"}', 'to = {approved = "draft"}')
    found = said_about(tmp_path, text)
    assert "From the state 'proposed' no way leads to an end." in found
    assert "No step leads to the state 'adopted'." in found


def said_about(folder: Path, text: str) -> list[str]:
    """The complaints as English text."""
    return [str(c.sentence) for c in complaints(folder, text)]


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    text = (
        SMALL.replace('"clerk"]\nsays', '"clark"]\nsays').replace('"03-31"', '"03-32"').replace("[28, 31]", "[0, 99]")
    )
    assert len(said_about(tmp_path, text)) == 3


def test_a_file_that_is_not_toml_gives_one_complaint_with_its_line(tmp_path: Path) -> None:
    (wrong,) = complaints(tmp_path, SMALL.replace("[ladders]", "[ladders"))
    assert wrong.where == "small.toml"
    assert wrong.line == SMALL[: SMALL.index("[ladders]")].count("\n") + 1
    assert str(wrong).startswith(f"small.toml:{wrong.line}: The file cannot be read as TOML: ")


def test_a_complaint_can_be_read_in_swedish(tmp_path: Path) -> None:
    found = complaints(tmp_path, SMALL.replace('to = "proposed"', 'to = "propsed"'))
    said = "Steget 'propose' leder till läget 'propsed', som inte finns. Menade du 'proposed'?"
    assert said in {wrong.sentence.in_("sv") for wrong in found}


def texts() -> list[str]:
    """Every sentence in the source of the package: a text that ends like one, and is no docstring."""
    found = []
    for file in sorted(HERE.glob("*.py")):
        tree = ast.parse(file.read_text("utf-8"))
        said = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        strings = [node for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in said]
        found += [node.value for node in strings if isinstance(node.value, str) and node.value.endswith((".", "?"))]
    return sorted({text for text in found if " " in text})


@pytest.mark.parametrize("text", [*texts(), *(word.text for word in WORDS.values())])
def test_what_is_said_is_in_the_swedish_catalogue(text: str) -> None:
    assert text in catalogue("sv")
