"""A period is read once, however it is written, into the days that it spans; what cannot be read is nothing."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.measuring.periods import DaySpan, day_of, span_of, whole_year

YEARS = st.integers(1990, 2060)
DASHES = st.sampled_from("-\u2010\u2011\u2013\u2014\u2212")
LETTERS = st.sampled_from([str.lower, str.upper, str.title, str])
MONTHS = [
    ("januari", "jan", "January"), ("februari", "feb.", "February"), ("mars", "mar", "March"),
    ("april", "apr.", "April"), ("maj", "maj", "May"), ("juni", "jun", "June"), ("juli", "jul", "July"),
    ("augusti", "aug.", "August"), ("september", "sept.", "September"), ("oktober", "okt.", "October"),
    ("november", "nov", "November"), ("december", "dec.", "December"),
]  # fmt: skip
ENDS = {6: (30, "06"), 12: (31, "12")}


def days(first: str, last: str) -> DaySpan:
    """The days from one to another, both within."""
    return DaySpan(date.fromisoformat(first), date.fromisoformat(last))


@given(
    YEARS,
    LETTERS,
    st.sampled_from(["{}", "helår {}", "Bokslut {}", "år {}", "hela året {}", "{} helår", "full year {}"]),
)
def test_a_whole_year_is_one_span_in_any_words(year: int, letters: object, words: str) -> None:
    assert span_of(letters(words.format(year)), 2000) == whole_year(year)  # type: ignore[operator]


@given(YEARS, LETTERS, st.integers(1, 12), DASHES, st.data())
def test_a_month_is_one_span_in_any_spelling(
    year: int, letters: object, month: int, dash: str, data: st.DataObject
) -> None:
    spellings = [f"{name} {year}" for name in MONTHS[month - 1]]
    spellings += [f"{year} {MONTHS[month - 1][0]}", f"{year}{dash}{month:02}", f"{month}/{year}"]
    found = span_of(letters(data.draw(st.sampled_from(spellings))))  # type: ignore[operator]
    assert found and (found.first, found.last.month, found.year) == (date(year, month, 1), month, year)
    assert (found.last.replace(day=28), found.length) == (date(year, month, 28), found.last.day)


@given(YEARS, LETTERS, st.sampled_from([(6, "H{n}|halvår {n}|{n}H|halvåret {n}"), (4, "T{n}|tertial {n}|tertial{n}"),
       (3, "Q{n}|Kv {n}|kv. {n}|kvartal {n}|K{n}|{n}:a kvartalet|quarter {n}")]), st.data())  # fmt: skip
def test_a_part_of_a_year_is_one_span_in_any_spelling(
    year: int, letters: object, part: tuple[int, str], data: st.DataObject
) -> None:
    months, spellings = part
    n = data.draw(st.integers(1, 12 // months))
    words = data.draw(st.sampled_from(spellings.split("|"))).format(n=n)
    first = date(year, (n - 1) * months + 1, 1)
    written = data.draw(st.sampled_from([f"{words} {year}", f"{year} {words}"]))
    found = span_of(letters(written))  # type: ignore[operator]
    assert found and (found.first, found.last.month) == (first, n * months)
    assert span_of(words, year) == found


@given(YEARS, DASHES, LETTERS)
def test_a_school_year_belongs_to_the_year_in_which_it_ends(year: int, dash: str, letters: object) -> None:
    short = f"{(year + 1) % 100:02}"
    for written in (f"läsåret {year}/{short}", f"läsår {year}{dash}{short}", f"{year}/{year + 1}", f"{year}{dash}{year + 1}",
                    f"{year}/{short}", f"school year {year}/{year + 1}"):  # fmt: skip
        found = span_of(letters(written), 2000)  # type: ignore[operator]
        assert found == DaySpan(date(year, 7, 1), date(year + 1, 6, 30)) and found.year == year + 1


@given(st.dates(date(1990, 1, 1), date(2060, 12, 31)))
def test_a_day_is_itself_in_any_spelling(day: date) -> None:
    month = MONTHS[day.month - 1][0]
    for written in (day.isoformat(), f"{day.day} {month} {day.year}", f"{day.day}/{day.month} {day.year}",
                    f"den {day.day} {month} {day.year}", f"{day:%d.%m.%Y}", f"{day:%Y-%m-%d} 00:00:00"):  # fmt: skip
        assert span_of(written, 2000) == DaySpan(day, day), written
        assert day_of(written) == day


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("v. 34 2024", "2024-08-19", "2024-08-25"), ("2024-W34", "2024-08-19", "2024-08-25"),
        ("vecka 1 2025", "2024-12-30", "2025-01-05"), ("v. 34–36 2024", "2024-08-19", "2024-09-08"),
        ("rullande 12 mån t.o.m. okt 2024", "2023-11-01", "2024-10-31"), ("R12 okt 2024", "2023-11-01", "2024-10-31"),
        ("rolling 12 months to October 2024", "2023-11-01", "2024-10-31"),
        ("rullande fyra kvartal t.o.m. Q3 2024", "2023-10-01", "2024-09-30"),
        ("rullande 3 år t.o.m. 2024", "2022-01-01", "2024-12-31"),
        ("Delår 2024", "2024-01-01", "2024-08-31"), ("delårsbokslut juni 2024", "2024-01-01", "2024-06-30"),
        ("jan–aug 2024", "2024-01-01", "2024-08-31"), ("t.o.m. augusti 2024", "2024-01-01", "2024-08-31"),
        ("kvartal 1–3 2024", "2024-01-01", "2024-09-30"), ("Q1-Q2 2024", "2024-01-01", "2024-06-30"),
        ("VT 2024", "2024-01-01", "2024-06-30"), ("hösten 2024", "2024-07-01", "2024-12-31"),
        ("2022–2024", "2022-01-01", "2024-12-31"), ("första halvåret 2024", "2024-01-01", "2024-06-30"),
        ("second quarter 2024", "2024-04-01", "2024-06-30"), ("Mätning, mars 2024", "2024-03-01", "2024-03-31"),
        ("Enkät 2024", "2024-01-01", "2024-12-31"),
    ],
)  # fmt: skip
def test_what_people_write_is_read(written: str, first: str, last: str) -> None:
    assert span_of(written, 2030) == days(first, last)


@pytest.mark.parametrize(
    "label", ["december", "Q4", "T3", "helår", "bokslut", "v. 10", "31/12", "andra halvåret", "hösten"]
)
def test_a_label_without_a_year_is_of_the_goals_and_nothing_without_one(label: str) -> None:
    found = span_of(label, 2027)
    assert found and found.year == 2027
    assert span_of(label) is None


@pytest.mark.parametrize(
    "words", ["", "efter sommaren", "R1", "Prognos 1", "2023 och 2025", "läsåret 2023", "Q5 2024", "2024-13", "2024-02-30",
              "v. 60 2024", "dec-jan 2024", "kvartalet efter", "2025/23", "999999999", "senaste mätningen", "/", "–"],
)  # fmt: skip
def test_free_words_are_no_span(words: str) -> None:
    assert span_of(words, 2027) is None


@given(st.text(max_size=40), YEARS)
def test_no_text_is_too_odd(text: str, year: int) -> None:
    found = span_of(text, year)
    assert found is None or found.first <= found.last
