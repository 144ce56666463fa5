"""A target that is written with a § : one number, or both ends of an interval."""

from typing import Any, cast

import pytest

from web.decisions.covering import Aim


@pytest.mark.parametrize(
    ("comparator", "written", "ends"),
    [
        ("between", "5–8", {"value": "5", "to": "8"}), ("between", "5,5 - 8,5", {"value": "5,5", "to": "8,5"}),
        ("between", "5 till 8", {"value": "5", "to": "8"}), ("between", "-8 – -5", {"value": "-8", "to": "-5"}),
        ("between", "10", {"value": "10"}), ("at_least", "-5", {"value": "-5"}), ("at_least", "5-8", {"value": "5-8"}),
    ],
)  # fmt: skip
def test_an_interval_is_written_with_both_its_ends(comparator: str, written: str, ends: dict[str, str]) -> None:
    case = cast("Any", None)
    assert Aim(case, "t-1-2", "Gruppens storlek", "barn", comparator == "between", "5–8", written).ends == ends
