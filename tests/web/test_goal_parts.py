"""The parts of a goal's page by themselves: differences in words, the chart's places, sizes as people say them."""

import pytest

from web.attached import size
from web.goal.chart import BOTTOM, LEFT, RIGHT, TOP, FluidChart, fluid
from web.goal.versions import pieces
from workflow.reports.drawing.chart import Chart, Point


def drawn(*values: float | None, ends: tuple[float, ...] = ()) -> FluidChart:
    """The chart of values from left to right."""
    points = tuple(Point(f"P{place}", f"P{place}", value) for place, value in enumerate(values))
    return fluid(Chart("Andel", "procent", points, ends))


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
        found = drawn(60.0, 70.0, 80.0, ends=(90.0,))
    assert [dot.x for dot in found.dots] == [LEFT, (LEFT + RIGHT) / 2, RIGHT]
    assert found.dots[0].y == BOTTOM and found.aims == (TOP,) and found.dots[1].y > found.dots[2].y > TOP
    assert len(found.segments) == 2


def test_where_a_value_is_missing_nothing_is_drawn(app: object) -> None:
    with app.test_request_context():  # type: ignore[attr-defined]
        found = drawn(60.0, None, 80.0)
    assert [dot.text for dot in found.dots] == ["60", "80"] and len(found.segments) == 1


def test_an_interval_has_a_line_at_each_end(app: object) -> None:
    with app.test_request_context():  # type: ignore[attr-defined]
        found = drawn(99.0, 80.0, ends=(85.0, 95.0))
    assert len(found.aims) == 2 and TOP < found.aims[1] < found.aims[0] < BOTTOM


def test_equal_values_are_a_level_line(app: object) -> None:
    with app.test_request_context():  # type: ignore[attr-defined]
        found = drawn(5.0, 5.0)
    assert found.dots[0].y == found.dots[1].y and found.aims == ()


@pytest.mark.parametrize(
    ("count", "said"), [(0, "0 B"), (999, "999 B"), (1000, "1 kB"), (240_100, "240 kB"), (1_449_000, "1,4 MB")]
)
def test_a_size_is_told_as_people_say_it(count: int, said: str, app: object) -> None:
    with app.test_request_context():  # type: ignore[attr-defined]
        assert size(count) == said
