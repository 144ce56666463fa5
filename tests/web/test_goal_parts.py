"""The parts of a goal's page by themselves: differences in words, the chart's places, sizes as people say them."""

import pytest

from web.attached import size
from web.goal.chart import BOTTOM, LEFT, RIGHT, TOP, Chart, Point, chart
from web.goal.versions import pieces


def drawn(*values: float, ends: tuple[float, ...] = (), target: str = "") -> Chart | None:
    """The chart of values from left to right."""
    points = [Point(f"P{place}", f"P{place}", value) for place, value in enumerate(values)]
    return chart("Andel, procent", points, ends, target)


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
        found = drawn(60.0, 70.0, 80.0, ends=(90.0,), target="minst 90 procent")
    assert found
    assert [dot.x for dot in found.dots] == [LEFT, (LEFT + RIGHT) / 2, RIGHT]
    assert found.dots[0].y == BOTTOM and found.aims == (TOP,) and found.dots[1].y > found.dots[2].y > TOP
    assert len(found.segments) == 2 and found.words == "Andel, procent: P0 60, P1 70, P2 80, målvärde minst 90 procent."


@pytest.mark.parametrize("values", [(), (60.0,)])
def test_with_one_value_there_is_nothing_to_draw(values: tuple[float, ...], app: object) -> None:
    with app.test_request_context():  # type: ignore[attr-defined]
        assert drawn(*values, ends=(90.0,), target="minst 90 procent") is None


def test_an_interval_has_a_line_at_each_end(app: object) -> None:
    with app.test_request_context():  # type: ignore[attr-defined]
        found = drawn(99.0, 80.0, ends=(85.0, 95.0), target="mellan 85 och 95 procent")
    assert found and len(found.aims) == 2 and TOP < found.aims[1] < found.aims[0] < BOTTOM


def test_equal_values_are_a_level_line(app: object) -> None:
    with app.test_request_context():  # type: ignore[attr-defined]
        found = drawn(5.0, 5.0)
    assert found and found.dots[0].y == found.dots[1].y and found.aims == ()


@pytest.mark.parametrize(
    ("count", "said"), [(0, "0 B"), (999, "999 B"), (1000, "1 kB"), (240_100, "240 kB"), (1_449_000, "1,4 MB")]
)
def test_a_size_is_told_as_people_say_it(count: int, said: str, app: object) -> None:
    with app.test_request_context():  # type: ignore[attr-defined]
        assert size(count) == said
