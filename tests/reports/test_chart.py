"""A chart holds whatever is measured, inside its frame, and says in words what it shows."""

import re
from dataclasses import replace
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from tests.reports.sample import CHART
from workflow.reports.drawing.chart import Chart, Point

NUMBERS = (
    st.none()
    | st.floats(-1e12, 1e12, allow_nan=False)
    | st.sampled_from([0.0, -0.1, 100.0, float("inf"), float("nan")])
)
POINTS = st.lists(st.builds(Point, st.text(max_size=8), st.text(max_size=30), NUMBERS, NUMBERS, NUMBERS,
                            st.sampled_from(["earlier", "during", "outcome", "final"])), min_size=1, max_size=9)  # fmt: skip


@given(POINTS, st.none() | st.floats(-1e6, 1e6), st.none() | st.floats(-1e6, 1e6))
def test_whatever_is_measured_lies_inside_the_frame(points: list[Point], low: float | None, high: float | None) -> None:
    chart = Chart(
        "Ett mått <&>", "procent", tuple(points), tuple(end for end in (low, high) if end is not None), "minst 3"
    )
    root = ElementTree.fromstring(chart.svg())
    wide, tall = chart.size
    for one in root.iter():
        for names, limit in ((("cx", "x1", "x2"), wide), (("cy", "y1", "y2"), tall)):
            for name in names:
                if name in one.attrib:
                    assert -1 <= float(one.attrib[name]) <= limit + 1, (one.tag, name, one.attrib[name])
    assert chart.alt


def test_it_says_what_it_shows() -> None:
    assert CHART.alt.startswith("Andel som läser")
    for words in ("84,9", "85", "78"):
        assert words in CHART.alt, words
    root = ElementTree.fromstring(CHART.svg())
    labels = root.attrib["aria-labelledby"].split()
    told = {one.attrib["id"]: one.text for one in root.iter() if "id" in one.attrib}
    assert root.attrib["role"] == "img" and CHART.alt in {told[label] for label in labels}


def test_two_charts_on_a_page_have_names_of_their_own() -> None:
    ids = [set(re.findall(r'\bid="([^"]+)"', chart.svg())) for chart in (CHART, replace(CHART, title="Ett annat"))]
    assert ids[0] and not ids[0] & ids[1]
