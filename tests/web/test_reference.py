"""A § is read as people cite it; what is written is read again, and nothing that is pasted crashes."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from web.app import speak
from web.forms.reference import Reference, read_reference

JUNE = date(2026, 6, 15)
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZÅÄÖabcdefghijklmnopqrstuvwxyzåäö"
BODIES = st.text(LETTERS, min_size=2, max_size=20).filter(lambda text: text.lower() not in ("dnr", "par", "den"))
PARAGRAPHS = st.tuples(st.integers(1, 9999), st.sampled_from(("", " a", " e"))).map(
    lambda parts: "".join(map(str, parts))
)
NUMBERS = st.builds(
    "{}{}{}{}{}".format, st.sampled_from(("", "KS ", "UN/", "SOCN ")), st.integers(1950, 2099),
    st.sampled_from("/:"), st.integers(1, 99999), st.sampled_from(("", "-042", "-7")),
)  # fmt: skip
DAYS = st.dates(date(1950, 1, 1), date(2099, 12, 31))


@pytest.mark.parametrize(("text", "read"), [
    ("2015-11-16 Ks § 216 Dnr 2015/00034", Reference("Ks", "216", "2015/00034", date(2015, 11, 16))),
    ("Kf §84", Reference("Kf", "84")),
    ("KS 2017/317", Reference(registry_no="KS 2017/317")),
    ("KS/2017:257", Reference(registry_no="KS/2017:257")),
    ("SOCN 2018:64-042", Reference(registry_no="SOCN 2018:64-042")),
    ("§ 84/2026", Reference(paragraph="84", year=2026)),
    ("Un § 45 dnr UN 2026/00123, 25 augusti 2026", Reference("Un", "45", "UN 2026/00123", date(2026, 8, 25))),
    ("Kf\u00a02026-06-15\u202f§\u00a084", Reference("Kf", "84", on=JUNE)),
    ("Kommunfullmäktige, paragraf 84", Reference("Kommunfullmäktige", "84")),
    ("Kf 84 §, den 15:e juni 2026", Reference("Kf", "84", on=JUNE)),
    ("Ks au § 12 b, 15/6 2026", Reference("Ks au", "12 b", on=JUNE)),
    ("§ 84 Kf 20260615", Reference("Kf", "84", on=JUNE)),
    ("KF 2026-06-15", Reference("KF", on=JUNE)),
    ("Kf § 84, 15.6.2026 – KS 2026/00034", Reference("Kf", "84", "KS 2026/00034", JUNE)),
    ("", Reference()),
])  # fmt: skip
def test_it_is_read_as_people_cite_it(text: str, read: Reference) -> None:
    assert read_reference(text) == read


@pytest.mark.parametrize(("text", "why"), [
    ("Kf 2026-06-15 § 84–85", "”§ 84–85” är flera paragrafer. Skriv en åt gången."),
    ("Kf §§ 84 och 85", "”§§ 84 och 85” är flera paragrafer. Skriv en åt gången."),
    ("Kf § 84, Dnr 2026/1, § 91", "”§ 84, § 91” är flera paragrafer. Skriv en åt gången."),
    ("Kf 2026-02-30 § 84", "”2026-02-30” är ingen dag i kalendern."),
    ("Kf 31 februari 2026 § 84", "”31 februari 2026” är ingen dag i kalendern."),
    ("Kf § 84 Bifall enligt förslaget", "”Bifall enligt förslaget” blev över och är inte läst."),
    ("hej hopp", "”hej hopp” går inte att läsa som ett beslut. Skriv organ, datum, paragraf och diarienummer."),
])  # fmt: skip
def test_what_was_not_understood_is_told_in_a_sentence(text: str, why: str) -> None:
    speak()
    assert [said.in_("sv") for said in read_reference(text).why] == [why]


def test_what_was_understood_stays_beside_what_was_not() -> None:
    read = read_reference("Kf 2026-06-15 § 84–85 KS 2026/7")
    assert (read.body, read.on, read.registry_no, read.paragraph) == ("Kf", JUNE, "KS 2026/7", "")
    read = read_reference("Kf 2026-02-30 § 84")
    assert (read.body, read.on, read.paragraph) == ("Kf", None, "84")


@given(body=BODIES, paragraph=PARAGRAPHS, number=st.just("") | NUMBERS, on=st.none() | DAYS,
       year=st.none() | st.integers(1950, 2099))  # fmt: skip
def test_what_is_written_is_read_again(
    body: str, paragraph: str, number: str, on: date | None, year: int | None
) -> None:
    cited = Reference(body, paragraph, number, on, "", year)
    assert read_reference(str(cited)) == cited


@given(st.text(max_size=300) | st.text("§ 0123456789-/:.,Kfdnr\u00a0\x1f\n", max_size=60))
def test_nothing_that_is_pasted_crashes(text: str) -> None:
    read = read_reference(text)
    again = read_reference(str(read))
    assert (again.paragraph, again.on) == (read.paragraph, read.on)


def test_of_what_is_very_long_only_the_beginning_is_told_again() -> None:
    why = read_reference("<" + "x" * 10_000).why[0].in_("sv")
    assert why.startswith("”<xxx") and " …”" in why and len(why) < 250
