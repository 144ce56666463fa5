"""A timetable from a spreadsheet: whatever parts the columns, with headings or without, and nothing is lost."""

from datetime import date

import pytest

from web.app import speak
from web.forms.dates import near
from web.forms.pasted import pasted
from workflow.facts.timetable import NAMES

speak()
ROUNDS = {"R1": ("Prognos 1", "Forecast 1"), "R3": ("Prognos 3 (delår)", "Forecast 3 (interim)"),
          "closing": ("Målbokslut", "Goal closing")}  # fmt: skip
BODIES = {"4": ("Utbildningsnämnden", "UN"), "5": ("Socialnämnden", "SN")}
DATES = ("2027-03-31", "1/4", "12 apr 2027", "15/4", "2027-04-20", "7 maj")
DAY = date(2027, 4, 10)


@pytest.mark.parametrize("sign", ["\t", ";", "; ", "   ", " \t "])
@pytest.mark.parametrize("name", ["R1", "r1", "Prognos 1", "FORECAST 1", "Prognos 1 "])
def test_the_dates_of_a_round_in_their_order(sign: str, name: str) -> None:
    found = pasted(sign.join((name.strip() if sign == "   " else name, *DATES)), ROUNDS, BODIES)
    assert [(row.round, row.unit, tuple(row.cells.values())) for row in found.rows] == [("R1", "", DATES)]
    assert not found.left and not found.why


@pytest.mark.parametrize("body", ["Utbildningsnämnden", "un", "UN"])
def test_a_committee_s_own(body: str) -> None:
    [row] = pasted("\t".join(("R1", body, *DATES)), ROUNDS, BODIES).rows
    assert (row.unit, row.cells["closes"]) == ("4", "7 maj")


def test_an_empty_committee_is_all() -> None:
    [row] = pasted("\t".join(("R1", "", *DATES)), ROUNDS, BODIES).rows
    assert (row.unit, tuple(row.cells.values())) == ("", DATES)


@pytest.mark.parametrize("heads", [
    ("Tillfälle", "Uppgifter per", "Öppnar", "Chefer rapporterar", "Sektorchef godkänner", "Handlingar till nämnden", "Stänger"),
    ("Omgång", "Data", "Öppnar", "Rapport", "Godkänns", "Handlingar", "Slut"), ("", "", "", "", "", "", ""),
])  # fmt: skip
def test_a_row_of_headings_is_no_round(heads: tuple[str, ...]) -> None:
    found = pasted("\t".join(heads) + "\r\n" + "\t".join(("R1", *DATES)) + "\r\n\r\n", ROUNDS, BODIES)
    assert [tuple(row.cells.values()) for row in found.rows] == [DATES] and not found.why


def test_headings_say_which_column_is_which() -> None:
    text = "Stänger\tTillfälle\tAnmärkning\tNämnd\tÖppnar\n2027-05-07\tMålb\tviktigt!\tSN\t2027-04-01"
    [row] = pasted(text, ROUNDS, BODIES).rows
    assert (row.round, row.unit, dict(row.cells)) == ("closing", "5", {"opens": "2027-04-01", "closes": "2027-05-07"})


def test_what_has_no_place_is_given_back_with_what_to_do() -> None:
    text = "\n".join(("\t".join(("Prognos 7", *DATES)), "\t".join(("R1", *DATES)), "\t".join(("R3", "KN", *DATES))))
    found = pasted(text, ROUNDS, BODIES)
    assert [row.round for row in found.rows] == ["R1"]
    assert found.left == [text.splitlines()[0], text.splitlines()[2]]
    assert [str(why) for why in found.why] == [
        "Row 1: “Prognos 7” is no round. Write one of these first: Prognos 1, Prognos 3 (delår), Målbokslut.",
        "Row 3: “KN” is no committee here. Write its name, or leave it empty for all.",
    ]


def test_a_word_that_begins_several_names_is_none_of_them() -> None:
    assert not pasted("Prognos\t" + "\t".join(DATES), ROUNDS, BODIES).rows


def test_a_cell_that_is_no_date_is_kept_as_it_is() -> None:
    [row] = pasted("\t".join(("R1", *DATES[:2], "sen april 27", *DATES[3:])), ROUNDS, BODIES).rows
    assert row.cells["report"] == "sen april 27" and tuple(row.cells) == NAMES


@pytest.mark.parametrize("text", [
    "2027-04-12", "2027-4-12", "20270412", "12/4", "12/4 2027", "12.4.2027", "12 april", "12 apr", "12-apr", "12-apr-27",
    "12/4-27", "12/4/27", "den 12 april", "måndag 12 april", "mån 12/4", "Mån. 12 apr 2027", "12 APR", "12:e april",
])  # fmt: skip
def test_dates_as_people_write_them(text: str) -> None:
    assert near(text, DAY) == date(2027, 4, 12)


@pytest.mark.parametrize(("text", "day", "found"), [
    ("31/12", date(2028, 1, 10), date(2027, 12, 31)), ("10/1", date(2027, 12, 31), date(2028, 1, 10)),
    ("29/2", date(2027, 3, 1), date(2028, 2, 29)),
])  # fmt: skip
def test_the_year_is_the_one_that_brings_it_nearest(text: str, day: date, found: date) -> None:
    assert near(text, day) == found


@pytest.mark.parametrize("text", ["", "i april", "31/4", "2027-02-30", "12", "12/13", "12 foo", "12/4-99", "9" * 400])
def test_what_is_no_date(text: str) -> None:
    assert near(text, DAY) is None
