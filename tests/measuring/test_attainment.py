"""When a target is met: each comparator against numbers of every size, and what real figures say."""

import pytest
import yaml
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.exchange.files import real
from workflow.facts.indicator import Indicator, TargetSet
from workflow.measuring.attainment import (
    AGAINST_BEFORE,
    AGAINST_REFERENCE,
    COMPARATORS,
    MET,
    NOT_MET,
    PARTLY_MET,
    UNKNOWN,
    Terms,
    fulfilment,
    judge,
    terms_of,
    together,
)

NUMBERS = st.floats(-1e9, 1e9, allow_nan=False).map(lambda value: round(value, 3))
AMOUNTS = st.floats(1, 1000).map(lambda value: round(value, 3))
CODES = st.sampled_from([MET, PARTLY_MET, NOT_MET, UNKNOWN])
PAIRS = [("at_least", "at_most"), ("at_least_reference", "at_most_reference"), ("more_than_before", "less_than_before"),
         ("more_by_percent", "less_by_percent")]  # fmt: skip


def terms(comparator: str, bound: float, **more: float) -> Terms:
    """Terms whose bound is the number, wherever the comparator takes it from."""
    if comparator in AGAINST_BEFORE:
        return Terms(comparator, before=bound, **more)
    return (
        Terms(comparator, reference=bound, **more)
        if comparator in AGAINST_REFERENCE
        else Terms(comparator, bound, bound, **more)
    )


@given(st.sampled_from(sorted(COMPARATORS)), NUMBERS, NUMBERS)
def test_a_value_is_met_or_not_and_never_in_between_without_a_threshold(
    comparator: str, bound: float, value: float
) -> None:
    assert judge(terms(comparator, bound), value).code in (MET, NOT_MET)


@given(st.sampled_from(PAIRS), NUMBERS, NUMBERS)
def test_what_is_too_little_for_one_is_enough_for_its_opposite(
    pair: tuple[str, str], bound: float, value: float
) -> None:
    assume(value != bound)
    more, less = (judge(terms(comparator, bound), value).code for comparator in pair)
    assert {more, less} == {MET, NOT_MET}
    assert more == (MET if value > bound else NOT_MET)


@given(NUMBERS)
def test_the_bound_itself_is_enough_but_not_for_what_must_have_changed(bound: float) -> None:
    told = {comparator: judge(terms(comparator, bound), bound).code for comparator in COMPARATORS}
    assert {name for name, code in told.items() if code == NOT_MET} == AGAINST_BEFORE


@given(NUMBERS, NUMBERS, NUMBERS)
def test_an_interval_holds_what_lies_between_its_ends(one: float, two: float, value: float) -> None:
    low, high = sorted((one, two))
    inside = judge(Terms("between", low, high), value).code == MET
    assert inside == (low <= value <= high)


@given(st.floats(0.001, 1e6), st.floats(0.001, 1e6), st.sampled_from([1, -1]))
def test_the_share_of_the_target_is_a_hundred_just_when_it_is_met(bound: float, value: float, sign: int) -> None:
    for comparator in ("at_least", "at_most"):
        share = fulfilment(comparator, sign * bound, sign * value)
        assert share is not None and share > 0
        assume(abs(share - 100) > 1e-6)
        assert (share > 100) == (judge(Terms(comparator, sign * bound), sign * value).code == MET)


@given(st.floats(1, 200), AMOUNTS, AMOUNTS)
def test_partly_met_begins_at_the_threshold(threshold: float, bound: float, value: float) -> None:
    said = judge(Terms("at_least", bound, partly_from=threshold), value)
    assert said.code == (MET if value >= bound else PARTLY_MET if 100 * value / bound >= threshold else NOT_MET)


@given(st.lists(CODES, max_size=6))
def test_no_bad_figure_vanishes_among_good_ones(codes: list[str]) -> None:
    said = together(codes)
    assert (said == MET) == (bool(codes) and set(codes) == {MET})
    assert (said == NOT_MET) == (bool(codes) and set(codes) == {NOT_MET})
    assert (said == UNKNOWN) == (not codes or UNKNOWN in codes)


@pytest.mark.parametrize(("comparator", "given_", "value", "code"), [
    ("more_than_before", {"before": 71.4, "target": 1.6}, 73.0, MET),
    ("more_than_before", {"before": 71.4, "target": 1.6}, 72.9, NOT_MET),
    ("less_than_before", {"before": 6.6, "target": 0.4}, 6.2, MET),
    ("at_least_reference", {"reference": 39.9}, 45.7, MET),
    ("at_most", {"target": 0.3}, 0.1 + 0.2, MET),
    ("exactly", {"target": 0.0}, 0.0, MET),
    ("at_least", {}, 5.0, UNKNOWN),
    ("between", {"target": 1.0}, 5.0, UNKNOWN),
    ("more_than_before", {"target": 1.0}, 5.0, UNKNOWN),
    ("", {"target": 1.0}, 5.0, UNKNOWN),
])  # fmt: skip
def test_cases_that_people_meet(comparator: str, given_: dict[str, float], value: float, code: str) -> None:
    assert judge(Terms(comparator, **given_), value).code == code


def test_a_value_that_is_not_there_says_nothing() -> None:
    assert judge(Terms("at_least", 5.0), None) == (UNKNOWN, None)


@pytest.mark.parametrize("value", [0, 75, 90])
def test_a_target_that_nobody_said_how_to_meet_judges_nothing(value: float) -> None:
    said = terms_of(Indicator(name="Nöjda", unit="procent", target=75), None)
    assert (said.comparator, said.target) == ("", 75) and judge(said, value).code == UNKNOWN


def test_our_quotient_is_the_one_that_vastra_gotaland_published() -> None:
    """Each published per cent of 2019, and with thresholds of one's own the published colour."""
    goals = yaml.safe_load(real("vastragotaland-2019"))["goals"]
    rows = [row for goal in goals for row in goal["indicators"] if "fulfilment_pct" in row]
    assert len(rows) == 7
    for row in rows:
        said = judge(terms_of(Indicator.of(row), None), row["outcomes"][-1]["value"])
        assert said.fulfilment is not None and round(said.fulfilment) == row["fulfilment_pct"], row["name"]
    colours = {row["name"]: (row["color"], row["outcomes"][-1]["value"], row) for row in rows}
    for name, threshold in (
        ("Utsläpp av fossilt CO2", 98.5),
        ("Andel chefer med 10-35 underställda medarbetare (normtal)", 99),
    ):
        colour, value, row = colours[name]
        assert judge(terms_of(Indicator.of({**row, "partly_from": threshold}), None), value).code == {
            "Gul": PARTLY_MET, "Röd": NOT_MET, "Grön": MET,
        }[colour]  # fmt: skip


@pytest.mark.parametrize(
    ("comparator", "change", "before", "bound", "met", "missed"),
    [
        ("less_by_percent", 10, 6, 5.4, 5.4, 5.41), ("more_by_percent", 10, 6, 6.6, 6.6, 6.59),
        ("less_by_percent", 0, 6, 6, 5.9, 6), ("more_by_percent", 50, -10, -5, -5, -5.1),
        ("less_than_before", -5, 30, 25, 25, 28), ("more_than_before", -5, 30, 35, 35, 28),
    ],
)  # fmt: skip
def test_a_change_goes_the_way_its_comparator_says(
    comparator: str, change: float, before: float, bound: float, met: float, missed: float
) -> None:
    meant = Terms(comparator, change, before=before)
    assert meant.bound == bound
    assert (judge(meant, met).code, judge(meant, missed).code) == (MET, NOT_MET)


@given(st.sampled_from(sorted(COMPARATORS)), NUMBERS, NUMBERS, AMOUNTS)
def test_a_full_share_never_stands_beside_what_is_not_met(
    comparator: str, bound: float, value: float, change: float
) -> None:
    for said in (judge(terms(comparator, bound), value), judge(Terms(comparator, change, before=bound), value)):
        assert said.code != NOT_MET or said.fulfilment is None or said.fulfilment < 100


def test_an_interval_decided_with_one_end_keeps_the_other_only_where_the_two_hold_together() -> None:
    own = Indicator(name="Gruppens storlek", comparator="between", target=5.0, target_to=8.0)
    assert terms_of(own, TargetSet.of({"value": 6.0, "year": 2027}))[:3] == ("between", 6.0, 8.0)
    assert terms_of(own, TargetSet.of({"value": 10.0, "year": 2027}))[:3] == ("between", 10.0, None)
    assert judge(terms_of(own, TargetSet.of({"value": 10.0})), 10.5).code == UNKNOWN
    assert terms_of(own, TargetSet.of({"value": 10.0, "to": 12.0}))[:3] == ("between", 10.0, 12.0)
