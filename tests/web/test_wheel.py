"""The annual wheel: what is drawn is right in every year, says where we are, and stands as a list too."""

import re
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from math import hypot

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from tests.web.conftest import SETTINGS, SignIn
from tests.web.counting import statements
from tests.web.reading import words
from tests.web.town import Town
from web.annual import AnnualWheel, wheel_of
from web.app import create_app
from workflow.cycle.goal_year import begin_year
from workflow.governance.load import load
from workflow.organisation.founding import add_unit, found
from workflow.reports.drawing.circle import (
    CENTRE,
    CIRCLE,
    Lane,
    Mark,
    Span,
    angle,
    drawing,
    line,
    part,
    point,
    sector,
    tone,
)
from workflow.states.context import Who, read

MONTHS = ["jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec"]
YEARS = st.integers(2000, 2100)
DAYS = st.dates(date(1999, 1, 1), date(2101, 12, 31))
TURNS = st.floats(0, CIRCLE)


def ends(outline: str) -> list[tuple[float, float]]:
    """The first and the last point of a path."""
    numbers = [float(number) for number in re.findall(r"-?[\d.]+", outline)]
    return [(numbers[0], numbers[1]), (numbers[-2], numbers[-1])]


@given(YEARS)
def test_the_days_of_a_year_go_once_around_leap_or_not(year: int) -> None:
    first, next_first = date(year, 1, 1), date(year + 1, 1, 1)
    turns = [angle(first + timedelta(days=n), year) for n in range((next_first - first).days + 1)]
    assert turns[0] == 0 and turns[-1] == CIRCLE
    steps = {round(later - earlier, 9) for earlier, later in pairwise(turns)}
    assert steps == {round(CIRCLE / (next_first - first).days, 9)}


@given(DAYS, DAYS, YEARS)
def test_no_arc_is_more_than_the_whole_circle(one: date, other: date, year: int) -> None:
    found = part(min(one, other), max(one, other), year)
    if found:
        assert 0 <= found[0] < found[1] <= CIRCLE
    else:
        assert max(one, other) <= date(year, 1, 1) or min(one, other) >= date(year + 1, 1, 1) or one == other


@given(YEARS, st.lists(st.dates(date(1999, 6, 1), date(2101, 6, 1)), min_size=2, max_size=20, unique=True))
def test_spans_that_follow_each_other_never_overlap_and_fill_what_they_span(year: int, days: list[date]) -> None:
    ordered = sorted(days)
    parts = [found for a, b in pairwise(ordered) if (found := part(a, b, year))]
    assert all(earlier[1] == later[0] for earlier, later in pairwise(parts))
    whole = part(ordered[0], ordered[-1], year)
    assert sum(b - a for a, b in parts) == pytest.approx(whole[1] - whole[0] if whole else 0)


@given(st.floats(1, 250), TURNS)
def test_every_point_lies_on_its_circle(radius: float, turn: float) -> None:
    x, y = point(radius, turn)
    assert hypot(x - CENTRE, y - CENTRE) == pytest.approx(radius, abs=0.02)


@given(TURNS, TURNS)
def test_a_sector_is_closed_and_a_line_never_stands_on_its_head(one: float, other: float) -> None:
    begins, stops = min(one, other), max(one, other)
    outline = sector(80, 120, begins, stops)
    assert outline.endswith("Z") and outline.count("A") == 4 and "nan" not in outline
    first, last = ends(line(100, begins, stops))
    if stops - begins < 170 and not (80 < (begins + stops) / 2 % CIRCLE < 100 or 260 < (begins + stops) / 2 < 280):
        assert first[0] <= last[0] + 0.02


def test_the_first_of_january_is_at_the_top_and_july_at_the_bottom() -> None:
    assert point(100, angle(date(2027, 1, 1), 2027)) == (CENTRE, CENTRE - 100)
    x, y = point(100, angle(date(2027, 7, 2), 2027))
    assert abs(x - CENTRE) < 2 and y > CENTRE + 99


@given(YEARS, st.integers(0, 5))
def test_there_is_room_for_every_ring_and_neighbours_differ_in_tone(year: int, count: int) -> None:
    lanes = [(year + n, Lane(str(year + n), (Span("Fas", date(year, 1, 1), date(year + 1, 1, 1), "now"),),
                             (Mark("1", date(year, 4, 10), "past"),))) for n in range(count)]  # fmt: skip
    drawn = drawing(year, date(year, 2, 28), lanes, MONTHS, [(date(year, 6, 15), "council")])
    assert len(drawn.months) == 12 and len(drawn.rings) == count and len(drawn.ticks) == 1 and drawn.hub > 40
    assert tone(year) != tone(year + 1) != tone(year + 2)
    assert all(ring.arcs and ring.dots for ring in drawn.rings)


def test_the_picture_says_where_we_are(sign_in: SignIn) -> None:
    page = sign_in("Kia").get("/arshjul").text
    svg = page[page.index("<svg") : page.index("</svg>")]
    assert 'role="img"' in svg and "<title" in svg and "I dag är det 14 september 2026." in svg
    assert "Målår 2026: Prognos 3 (delår)." in svg and "<a" not in svg


def test_every_arc_is_a_line_in_the_list_too(town: Town, app: Flask, sign_in: SignIn) -> None:
    text = words(sign_in("Kia").get("/arshjul"))
    for phase in _wheel(app, town.database, town.who("Kia")).years[-1].phases:
        if phase.starts.year in (2026, 2027):
            assert phase.state.title.sv in text


def test_a_committee_sees_its_own_days(sign_in: SignIn) -> None:
    everybody, own = (words(sign_in("Kia").get(f"/arshjul{query}")) for query in ("", "?namnd=UN"))
    assert "Utbildningsnämnden sammanträder" in own and "Utbildningsnämnden sammanträder" not in everybody
    assert "Nämndens eget" in own and 'class="tick own"' in sign_in("Kia").get("/arshjul?namnd=UN").text


def test_one_goal_year_can_be_picked_and_the_law_is_named(sign_in: SignIn) -> None:
    text = words(sign_in("Kia").get("/arshjul?ar=2026"))
    assert "LKBR 13:1" in text and "2027 · Fas" not in text
    assert "KL 5:24" in words(sign_in("Kia").get("/arshjul/2026"))


def test_the_goal_year_says_where_it_is_and_what_comes_next(sign_in: SignIn) -> None:
    text = words(sign_in("Kia").get("/arshjul/2026"))
    assert "Nu Prognos 3 (delår) sedan 1 sep. 2026" in text and "Härnäst Prognos 4" in text


def test_the_page_asks_little(town: Town, sign_in: SignIn) -> None:
    client = sign_in("Kia")
    client.get("/arshjul?namnd=UN")
    with statements(town.database) as asked:
        client.get("/arshjul?namnd=UN")
    assert len(asked) <= 8, asked


def test_a_goal_year_asks_little_and_one_that_is_not_there_is_unknown(town: Town, sign_in: SignIn) -> None:
    client = sign_in("Kia")
    client.get("/arshjul/2026")
    with statements(town.database) as asked:
        assert client.get("/arshjul/2026").status_code == 200
    assert len(asked) <= 8, asked
    assert client.get(f"/arshjul/{10**30}").status_code == client.get("/arshjul/1999").status_code == 404
    assert sign_in("Charlie").get("/arshjul/2026").status_code == 404


def test_haparanda_s_year_is_a_wheel_as_well(town: Town) -> None:
    at = datetime(2026, 9, 14, 8, tzinfo=UTC)
    with town.database.writing() as session:
        clock = found(session, "2583", "Haparanda", load("haparanda-2012"), at=datetime(2025, 1, 2, tzinfo=UTC))
        add_unit(session, clock, "KF", "Kommunfullmäktige", "council", at=at)
        begin_year(session, clock, load("haparanda-2012"), 2026, at)
    app = create_app(SETTINGS, town.database, lambda: at, demo=True)
    wheel = _wheel(app, town.database, clock, at)
    titles = [phase.state.title.sv for phase in wheel.years[0].phases]
    assert "Omvärldsanalys och äskanden" in titles and "Bokslut" in titles
    assert [lap.title.sv for lap in wheel.years[0].laps] == ["Delårsbokslut 1", "Delårsbokslut 2", "Bokslut"]
    assert [phase for phase in wheel.years[0].phases if phase.stands == "now"]


def test_the_wheel_costs_one_statement(town: Town, app: Flask) -> None:
    _wheel(app, town.database, town.who("Kia"))
    with statements(town.database) as asked:
        assert len(_wheel(app, town.database, town.who("Kia")).years) >= 2
    assert len(asked) <= 2, asked


def _wheel(app: Flask, database: object, who: Who, at: datetime = datetime(2026, 9, 14, 8, tzinfo=UTC)) -> AnnualWheel:
    with app.test_request_context(), database.reading() as session:  # type: ignore[attr-defined]
        return wheel_of(read(session, None, who, at))
