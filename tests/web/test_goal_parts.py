"""The parts of a goal's page by themselves: differences in words, the chart's places, sizes as people say them."""

import pytest

from web.attached import size
from web.goal.chart import BOTTOM, LEFT, RIGHT, TOP, chart
from web.goal.measuring import Gauge
from web.goal.series import Point, Series
from web.goal.versions import pieces


def series(*values: float | None, target: float | None = None) -> Series:
    """An indicator with values from left to right."""
    points = tuple(Point(f"P{place}", f"P{place}", value) for place, value in enumerate(values))
    return Series("Andel", "", "procent", None, "", "", None, "", target, "", (), points, (), Gauge("", None, None, ()))


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("", "Fler ska klara sig", "Fler ska klara sig"),
        ("Minst 75 procent", "Minst 76 procent", "Minst -75-+76+ procent"),
        ("Fler elever", "Fler elever och lärare", "Fler elever+ och lärare+"),
        ("Fler elever och lärare", "Fler elever", "Fler elever- och lärare-"),
        ("Samma ord", "Samma ord", "Samma ord"),
        ("Helt nytt", "Något annat", "-Helt-+Något+ -nytt-+annat+"),
    ],
)
def test_a_version_is_told_word_by_word(old: str, new: str, told: str) -> None:
    marks = {"same": "", "new": "+", "old": "-"}
    found = pieces(old, new)
    assert "".join(f"{marks[piece.sort]}{piece.text}{marks[piece.sort]}" for piece in found) == told
    assert "".join(piece.text for piece in found if piece.sort != "old") == new


def test_the_chart_goes_from_left_to_right_and_the_target_lies_across(app: object) -> None:
    with app.test_request_context():  # type: ignore[attr-defined]
        found = chart(series(60.0, None, 70.0, 80.0, target=90.0))
    assert found
    assert [dot.x for dot in found.dots] == [LEFT, (LEFT + RIGHT) / 2, RIGHT]
    assert found.dots[0].y == BOTTOM and found.target == TOP and found.dots[1].y > found.dots[2].y > TOP
    assert len(found.segments) == 2 and found.words == "Andel, procent: P0 60, P2 70, P3 80, målvärde 90."


@pytest.mark.parametrize("values", [(), (60.0,), (None, 60.0, None)])
def test_with_one_value_there_is_nothing_to_draw(values: tuple[float | None, ...], app: object) -> None:
    with app.test_request_context():  # type: ignore[attr-defined]
        assert chart(series(*values, target=90.0)) is None


def test_equal_values_are_a_level_line(app: object) -> None:
    with app.test_request_context():  # type: ignore[attr-defined]
        found = chart(series(5.0, 5.0))
    assert found and found.dots[0].y == found.dots[1].y and found.target is None


@pytest.mark.parametrize(
    ("count", "said"), [(0, "0 B"), (999, "999 B"), (1000, "1 kB"), (240_100, "240 kB"), (1_449_000, "1,4 MB")]
)
def test_a_size_is_told_as_people_say_it(count: int, said: str, app: object) -> None:
    with app.test_request_context():  # type: ignore[attr-defined]
        assert size(count) == said
