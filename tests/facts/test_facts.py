"""Every sort of fact: it comes back from its words as it was said, and what is short about it is never prose."""

import json
from datetime import date
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

from tests.states.good import GOOD
from workflow.facts import KINDS, Fact, canonical, extra, fact_of, verdict_of
from workflow.facts.base import TITLE, part_of
from workflow.facts.decision import Ruling
from workflow.records.projection import links

NAMED: dict[str, dict[str, Any]] = {
    "attachment": {"name": "Bilaga.pdf", "digest": "0f" * 32, "size": 8, "form": "pdf", "note": "Underlag"},
    "decision": {"verdict": "approved", "decision": 7, "words": "Nya ord", "targets": [{"indicator": 3, "value": 4}]},
    "gathering": {"unit": 3, "on": "2026-06-15", "agenda_closes": "2026-06-01"},
    "conflict": {"goal": 7, "why": "Båda vill ha samma pengar"},
    "judgement": {"reviewer": 2, "criteria": [{"criterion": "specific", "holds": False, "comment": "Vad?"}]},
    "review": {"verdict": "passed", "criteria": [{"criterion": "specific", "holds": True}]},
    "erased": {"events": [7, 8], "registry_no": "KS 2026/00034"},
    "established": {"unit": 3, "code": "BUN", "sort": "committee", "parent": 1},
    "seated": {"seat": 1, "person": 2, "unit": 3, "role": "manager", "since": "2026-01-01"},
    "target": {"value": 90, "year": 2027, "decision": 7},
    "timetable": {"rounds": [{"round": "R1", "as_of": "2027-03-31", "opens": "2027-04-01", "report": "2027-04-12",
                              "approve": "2027-04-15", "papers": "2027-04-20", "closes": "2027-05-07"}]},
    "transfer": {"unit": 3, "decision": 7},
    "assignment": {"task": "Utred frånvaron", "unit": 3},
    "handover": {"responsible": 2},
    "chased": {"step": "forecast", "due": "2027-04-12"},
    "away": {"absence": 1, "person": 2, "since": "2026-07-01", "until": "2026-07-31"},
}  # fmt: skip
"""Facts that name things by number, beside those that the tests of `states` say."""


def example(kind: str) -> Fact:
    return fact_of(kind, NAMED.get(kind, GOOD.get(kind, {})))


def fields(cls: type[BaseModel]) -> list[tuple[str, type[BaseModel], str]]:
    """(where, class, field) of every field, those of the rows too."""
    found = []
    for name in cls.model_fields:
        found.append((f"{cls.__name__}.{name}", cls, name))
        if part := part_of(cls, name):
            found += fields(part)
    return found


ALL = [field for cls in KINDS.values() for field in fields(cls)]


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_fact_comes_back_from_its_words_as_it_was_said(kind: str) -> None:
    said = example(kind)
    assert fact_of(kind, json.loads(canonical(said.whole()))) == said
    assert said.kind == kind and KINDS[kind] is type(said)
    with pytest.raises(ValidationError):
        said.__setattr__(next(iter(type(said).model_fields)), "x")
    with pytest.raises(ValidationError, match="Extra inputs"):
        fact_of(kind, {**said.whole(), "nonsense": 1})


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_what_is_kept_of_a_fact_reads_as_it_was_said(kind: str) -> None:
    said = example(kind)
    kept = {"seq": 7, "by": 2, "at": "2026-06-15"}
    assert type(said).of({**kept, **json.loads(canonical(said.whole()))}) == said
    short = type(said).of({**kept, **json.loads(canonical(said.short()))})
    assert all(getattr(short, name) == getattr(said, name) for name, inside in type(said).shorts.items() if not inside)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_short_is_part_of_the_whole_and_json(kind: str) -> None:
    said = example(kind)
    short = said.short()
    title = short.pop("title", None)
    assert json.loads(json.dumps(short)) == short
    assert short.keys() <= said.whole().keys() and short.keys() <= type(said).shorts.keys()
    assert (title is None) == (not type(said).title_field)
    assert all(value not in (None, "", [], {}) for value in short.values())


@pytest.mark.parametrize(("where", "cls", "name"), ALL, ids=[where for where, _, _ in ALL])
def test_what_is_short_is_a_code_a_number_a_date_or_a_reference(where: str, cls: type[BaseModel], name: str) -> None:
    noted, annotation = extra(cls, name), cls.model_fields[name].annotation
    if noted.get("short") and annotation is str:
        limits = [limit.max_length for limit in cls.model_fields[name].metadata if hasattr(limit, "max_length")]
        assert noted["ref"] or noted["scale"] or (limits and limits[0] <= 80), f"{where} could hold prose"
    plain = {str, int, float, bool, date, type(None), Ellipsis}
    inside = {inner for inner in get_args(annotation) if inner not in plain and not get_args(inner)}
    if noted.get("short"):
        assert all(part_of(cls, name) is inner for inner in inside), where


@pytest.mark.parametrize(("where", "cls", "name"), ALL, ids=[where for where, _, _ in ALL])
def test_every_field_has_a_label(where: str, cls: type[BaseModel], name: str) -> None:
    assert cls.model_fields[name].title, where


def test_prose_in_the_rows_of_a_short_field_stays_in_the_words() -> None:
    row = {"indicator": 3, "value": 71.5, "reason": "Kalle var sjuk"}
    said = fact_of("forecast", {"outlook": "partly", "measured": [row], "comment": "Kalle"})
    assert said.short() == {
        "outlook": "partly",
        "measured": [{"indicator": 3, "value": 71.5, "text": "", "missing": ""}],
    }
    assert said.whole()["measured"][0]["reason"] == "Kalle var sjuk"
    stone = fact_of("proposal", {"milestones": [{"year": 2027, "text": "Kalle"}]})
    line = fact_of("frame", {"lines": [{"account": "6100", "text": "Kalle"}]})
    assert "Kalle" not in canonical([stone.short(), line.short()])


def test_only_what_its_short_fields_say_in_full_needs_no_words() -> None:
    wordless = {kind for kind, cls in KINDS.items() if cls.wordless}
    assert wordless == {
        "away",
        "born",
        "chased",
        "erased",
        "established",
        "governed",
        "minutes",
        "notice",
        "offered",
        "seated",
        "target",
        "transfer",
    }


def test_a_title_is_cut_where_a_case_has_no_more_room() -> None:
    said = fact_of("wording", {"goal": "Å" * 1000})
    assert said.short()["title"] == "Å" * TITLE and said.whole()["goal"] == "Å" * 1000


@pytest.mark.parametrize(
    ("given", "reference"),
    [
        ({"paragraph": "§ 84", "registry_no": "KS 2026/1"}, "§ 84 KS 2026/1"), ({"paragraph": "84"}, "§ 84"),
        ({"registry_no": "KS 2026/1"}, "KS 2026/1"), ({"text": "Bifall"}, "Bifall"), ({}, ""),
    ],
)  # fmt: skip
def test_a_decision_is_called_what_it_is_cited_as(given: dict[str, str], reference: str) -> None:
    assert Ruling.model_validate(given).reference == reference


@pytest.mark.parametrize(
    ("kind", "round", "step", "key"),
    [
        ("forecast", "R1", "forecast", "forecast/R1"), ("wording", "", "draft", "wording"),
        ("decision", "", "adopt", "decision/adopt"), ("decision", "R1", "decide_measures", "decision/decide_measures/R1"),
        ("approval", "R2", "approve_measures", "approval/approve_measures/R2"), ("extension", "R1", "", "extension/forecast/R1"),
        ("notice", "R1", "", "notice/close/R1"), ("born", "R1", "", "born/committee_report.open/R1"),
        ("postponed", "", "postpone", "postponed/R2"), ("seated", "", "", "seated/1"), ("established", "", "", "established/3"),
        ("away", "", "", "away/1"),
    ],
)  # fmt: skip
def test_a_fact_is_remembered_under_its_kind_its_step_and_its_round(kind: str, round: str, step: str, key: str) -> None:
    assert example(kind).key(round, step) == key


def test_links_are_made_of_the_facts_that_hold() -> None:
    facts: dict[str, dict[str, Any]] = {
        "wording": {"seq": 1, "focus_areas": [4, 5], "target_area": 6}, "decision/adopt": {"seq": 2, "decision": 7},
        "lineage": {"continues": 8, "replaces": None}, "comment": {"seq": 3},
    }  # fmt: skip
    found = {("supports", 4), ("supports", 5), ("from", 6), ("cites", 7), ("continues", 8)}
    assert links(facts) == found
    assert links({}) == set()


def test_every_link_is_a_short_reference() -> None:
    for cls in KINDS.values():
        for field in cls.links:
            assert field in cls.shorts and extra(cls, field)["ref"], (cls.kind, field)


@pytest.mark.parametrize("kind", [kind for kind, cls in sorted(KINDS.items()) if cls.verdict_field])
def test_a_verdict_is_a_code_of_a_scale_and_must_be_given(kind: str) -> None:
    cls = KINDS[kind]
    said = example(kind)
    assert verdict_of(said) == getattr(said, cls.verdict_field) != ""
    assert extra(cls, cls.verdict_field)["scale"]
    with pytest.raises(ValidationError):
        fact_of(kind, {**said.whole(), cls.verdict_field: " "})


def test_what_says_nothing_has_no_verdict() -> None:
    assert verdict_of(None) == verdict_of(example("comment")) == ""


def test_marks_are_found_in_the_rows_too_but_not_where_nothing_was_said() -> None:
    row: dict[str, Any] = {"indicator": 3, "missing": "not_measured", "reason": "x"}
    said = fact_of("forecast", {"outlook": "partly", "measured": [row, {"indicator": 4, "value": 1}]})
    assert sorted(said.marked("scale")) == [("missing", "not_measured"), ("outlook", "partly")]
    assert list(said.marked("ref")) == [("indicator", 3), ("indicator", 4)]
    assert list(example("comment").marked("ref")) == []


@settings(max_examples=80)
@given(st.text(max_size=40))
def test_any_text_is_kept_but_for_the_space_around_it_and_the_nul_that_no_database_keeps(text: str) -> None:
    said = fact_of("wording", {"goal": "Mål", "background": text})
    kept = said.whole()["background"]
    whole = text.replace("\0", "")
    before, _, behind = whole.partition(kept or whole or " ")
    assert kept in whole and not (before + behind + ("" if kept else whole)).strip()
    assert json.loads(canonical(said.whole()))["background"] == kept


def test_the_dates_of_a_round_come_in_order_and_the_years_of_an_area_too() -> None:
    [row] = NAMED["timetable"]["rounds"]
    with pytest.raises(ValidationError, match="must come in order"):
        fact_of("timetable", {"rounds": [{**row, "papers": "2027-06-01"}]})
    with pytest.raises(ValidationError, match="before the first"):
        fact_of("direction", {"words": "Lärande", "from_year": 2027, "until_year": 2026})
