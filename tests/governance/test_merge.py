"""Models that build on others: what is said anew, what is taken away, and what is kept in order."""

from pathlib import Path

import pytest

from tests.governance.small import SMALL, read, written
from workflow.governance.complaint import Faulty
from workflow.governance.load import load
from workflow.governance.merge import in_order
from workflow.governance.model import Due
from workflow.governance.source import lines

LATER = """
extends = "small"
title = {sv = "Senare", en = "Later"}

[levels.goal.states]
draft = {sv = "Förslag", en = "Sketch"}
reviewed = {sv = "Granskat", en = "Reviewed"}

[levels.goal.steps]
comment = false
propose = {to = "reviewed", due = {within = 5}}
adopt = {from = ["proposed", "reviewed"]}

[levels.goal.steps.stay]
title = {sv = "Åter", en = "Back"}
from = ["reviewed"]
to = "proposed"
by = ["chair"]
"""
WIDE = """
[levels.wide]
like = "goal"
title = {sv = "Brett mål", en = "Wide goal"}

[levels.wide.steps]
forecast = false
adopt = {by = ["chair"]}
"""


def test_a_later_model_says_only_what_differs(tmp_path: Path) -> None:
    written(tmp_path, SMALL)
    later = read(tmp_path, LATER, "later")
    goal = later.levels["goal"]
    assert later.name == "later" and later.title.en == "Later"
    assert list(goal.state) == ["draft", "reviewed", "proposed", "adopted"]
    assert goal.state["draft"].title.sv == "Förslag"
    assert goal.step["propose"].due == (Due("within", within=5),) and goal.step["propose"].says == "proposal"
    assert "comment" not in goal.step and "comment" in read(tmp_path).levels["goal"].step


def test_a_level_can_be_like_another(tmp_path: Path) -> None:
    model = read(tmp_path, SMALL + WIDE)
    wide, goal = model.levels["wide"], model.levels["goal"]
    assert set(goal.step) - set(wide.step) == {"forecast"}
    assert wide.step["adopt"].by == ("chair",) and wide.step["adopt"].again == ("remitted",)
    assert wide.step["propose"].key == "wide.propose"
    assert goal.step["adopt"].by == ("clerk",)


def test_false_in_a_flag_is_only_false(tmp_path: Path) -> None:
    model = read(tmp_path, SMALL.replace('kind = "goal"', 'kind = "goal"\nyearly = false'))
    assert model.levels["goal"].yearly is False


def test_the_stored_text_stands_by_itself(tmp_path: Path) -> None:
    written(tmp_path, SMALL)
    later = read(tmp_path, LATER, "later")
    assert "extends" not in later.text and "every_level" not in later.text
    assert len(later.digest) == 64


def test_the_digest_is_that_of_what_is_said(tmp_path: Path) -> None:
    digest = read(tmp_path).digest
    assert read(tmp_path, "# a comment\n" + SMALL).digest == digest
    assert read(tmp_path, SMALL.replace('"03-31"', '"03-30"')).digest != digest


def test_models_that_extend_each_other_are_refused(tmp_path: Path) -> None:
    written(tmp_path, 'extends = "b"\n', "a")
    with pytest.raises(Faulty, match=r"a\.toml:1: It extends 'b', which extends it\."):
        load(written(tmp_path, 'extends = "a"\n', "b"))


def test_a_model_that_extends_nothing_we_have_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Faulty, match=r"a\.toml:2: It extends 'nobody', which does not exist"):
        load(written(tmp_path, '\nextends = "nobody"\n', "a"))


def test_a_model_that_is_not_there_is_refused() -> None:
    with pytest.raises(Faulty, match="There is no such file"):
        load("nowhere")


def test_a_fault_in_the_extended_file_is_told_with_that_file(tmp_path: Path) -> None:
    written(tmp_path, SMALL.replace('by = ["clerk"]', 'by = ["clark"]'))
    with pytest.raises(Faulty, match=r"small\.toml:\d+: There is no role 'clark'"):
        read(tmp_path, LATER, "later")


def test_what_is_new_comes_after_what_it_is_named_after_unless_all_is_named() -> None:
    basis = dict.fromkeys("abcd")
    assert in_order(basis, dict.fromkeys("cb")) == ["a", "b", "c", "d"]
    assert in_order(basis, dict.fromkeys("bx")) == ["a", "b", "x", "c", "d"]
    assert in_order(basis, dict.fromkeys("dxcba")) == ["d", "x", "c", "b", "a"]


def test_every_key_has_its_line() -> None:
    text = 'a = 1 # b = 2\n[t."x y"]\nk = {p = [1,\n  2], q = "}"}\n[[r]]\nm = """\nn = 1\n"""\n[[r]]\nd.e = 2\n'
    assert lines(text) == {
        ("a",): 1, ("t",): 2, ("t", "x y"): 2, ("t", "x y", "k"): 3, ("t", "x y", "k", "p"): 3,
        ("t", "x y", "k", "p", "0"): 3, ("t", "x y", "k", "p", "1"): 4, ("t", "x y", "k", "q"): 4,
        ("r",): 5, ("r", "0"): 5, ("r", "0", "m"): 6, ("r", "1"): 9, ("r", "1", "d"): 10, ("r", "1", "d", "e"): 10,
    }  # fmt: skip
