"""A year of meetings: read as people write them, looked at before anything is saved, entered in one act."""

from datetime import date
from io import BytesIO
from time import perf_counter

import pytest
from openpyxl import Workbook

from tests.web.conftest import SignIn
from tests.web.counting import statements
from tests.web.reading import form, words
from tests.web.town import Town
from web.forms.meetings import MOST, Row, Sitting, as_text, read
from web.forms.tables import as_lines
from workflow.records.sql import run
from workflow.words import Wrong

BODIES = {1: ("UN", "Utbildningsnämnden"), 2: ("SN", "Socialnämnden"), 3: ("KS", "Kommunstyrelsen")}
CALENDAR = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//prov
BEGIN:VEVENT
UID:1
DTSTART;VALUE=DATE:20270127
SUMMARY:Sammanträde Utbildningsnämnden
END:VEVENT
BEGIN:VEVENT
UID:2
DTSTART:20270224T130000Z
SUMMARY:Sammanträde Utbildningsnämnden
STATUS:CANCELLED
END:VEVENT
END:VCALENDAR
"""


def days(text: str, unit: int | None = 1, year: int = 2027) -> list[tuple[int, str, str]]:
    """(body, day, agenda) of what was read, when nothing is wrong with it."""
    found = read([], text, BODIES, unit, year)
    assert not found.faults, found.faults
    return [(one.unit, f"{one.on}", f"{one.agenda or ''}") for one in found.sittings]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Un 2027-01-27", [(1, "2027-01-27", "")]),
        ("27 jan, 24 feb, 31 mar", [(1, "2027-01-27", ""), (1, "2027-02-24", ""), (1, "2027-03-31", "")]),
        ("Socialnämnden: ons 27 jan, 24/2", [(2, "2027-01-27", ""), (2, "2027-02-24", "")]),
        ("Nämnd\tDag\tÄrenden\nKS\t2027-01-27\t13/1", [(3, "2027-01-27", "2027-01-13")]),
        ("utbildn\t2027-01-27 13:00\n\t24 feb", [(1, "2027-01-27", ""), (1, "2027-02-24", "")]),
        ("2027-01-27;2027-01-13", [(1, "2027-01-27", "2027-01-13")]),
        ("2027-01-08\t2026-12-22", [(1, "2027-01-08", "2026-12-22")]),
        ("1/1, 31 dec", [(1, "2027-01-01", ""), (1, "2027-12-31", "")]),
        ("den 27 januari kl. 13.00", [(1, "2027-01-27", "")]),
    ],
)
def test_dates_are_read_as_people_write_them(text: str, expected: list[tuple[int, str, str]]) -> None:
    assert days(text) == expected


@pytest.mark.parametrize("year", range(2024, 2032))
def test_a_date_without_a_year_is_in_the_year_that_was_chosen(year: int) -> None:
    assert days("1 jan, 31 dec", year=year) == [(1, f"{year}-01-01", ""), (1, f"{year}-12-31", "")]


@pytest.mark.parametrize(
    ("text", "unit", "said"),
    [
        ("2027-02-30", 1, "Row 1: “2027-02-30” is no date"),
        ("27 jan\nsnart", 1, "Row 2: “snart” is no date"),
        ("27 jan", None, "Choose the body that meets"),
        ("Kulturnämnden\t27 jan", 1, "“Kulturnämnden” is no body"),
        ("27 jan\t28 jan", 1, "cannot close 2027-01-28, after the meeting 2027-01-27"),
        ("Miljö och bygg 27 jan, 3 feb", 1, "“Miljö och bygg” is no body"),
        ("2035-01-27", 1, "2035-01-27 is far from 2027"),
        ("", 1, "at least one date"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_row(text: str, unit: int | None, said: str) -> None:
    assert said in " ".join(str(fault.sentence) for fault in read([], text, BODIES, unit, 2027).faults)


def test_rows_of_fields_are_read_too_and_told_at_their_field() -> None:
    found = read([Row("27 jan", "13 jan"), Row(), Row("x")], "", BODIES, 1, 2027)
    assert found.sittings == [Sitting(1, date(2027, 1, 27))] and found.sittings[0].agenda == date(2027, 1, 13)
    assert [fault.name for fault in found.faults] == ["r-2-on"]


def test_more_than_five_hundred_are_not_taken_at_a_time() -> None:
    found = read([], "\n".join(["27 jan"] * (MOST + 1)), BODIES, 1, 2027)
    assert "at most 500" in str(found.faults[0].sentence)


def test_what_was_read_is_read_the_same_again() -> None:
    sittings = [Sitting(1, date(2027, 1, 27), date(2027, 1, 13)), Sitting(3, date(2027, 2, 1))]
    assert read([], as_text(sittings, BODIES), BODIES, None, 2027).sittings == sittings


def test_spreadsheets_text_and_calendars_are_read() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet
    for row in (["Nämnd", "Dag", "Ärenden"], ["UN", date(2027, 1, 27), date(2027, 1, 13)], ["SN", "24 feb", None]):
        sheet.append(row)
    stream = BytesIO()
    book.save(stream)
    assert days(as_lines("År.XLSX", stream.getvalue())) == [(1, "2027-01-27", "2027-01-13"), (2, "2027-02-24", "")]
    assert days(as_lines("a.csv", "Nämnd,Dag\nUN,2027-01-27\n".encode())) == [(1, "2027-01-27", "")]
    assert days(as_lines("a.txt", "Socialnämnden 27 jan".encode("cp1252")))[0][0] == 2
    assert days(as_lines("a.ics", CALENDAR.encode())) == [(1, "2027-01-27", "")]
    for name, content in (("a.pdf", b""), ("a.xlsx", b"PK nothing"), ("a.ics", b"\xff\x00")):
        with pytest.raises(Wrong):
            as_lines(name, content)


def test_a_year_is_pasted_mended_looked_at_and_entered(town: Town, sign_in: SignIn) -> None:
    nils = sign_in("Nils")
    sheet = form(nils.get("/sammantraden/plan?ar=2027")).fields | {"act": "preview"}
    answer = nils.post("/sammantraden/plan", data=sheet | {"pasted": "27 jan\n30 feb\n25 aug 2026"})
    assert answer.status_code == 422 and "<title>Fel: " in answer.text.replace("\n", "").replace("  ", "")
    assert "Rad 2: ”30 feb” är inget datum" in words(answer) and "30 feb\n25 aug 2026" in answer.text
    answer = nils.post("/sammantraden/plan", data=sheet | {"pasted": "27 jan\n24 feb\t10 feb\n25 aug 2026\n27 jan"})
    text = words(answer)
    assert "Nya sammanträden: 2." in text and "Finns redan och hoppas över: 2" in text
    assert "25 aug. 2026" in text and count(town) == 2
    preview = form(answer).fields | {"act": "set"}
    done = nils.post("/sammantraden/plan", data=preview)
    assert done.status_code == 303 and count(town) == 4
    assert nils.post("/sammantraden/plan", data=preview).status_code == 303 and count(town) == 4
    plan = words(nils.get(done.headers["Location"]))
    assert "Inlagda sammanträden: 2." in plan and "24 feb. 2027" in plan and "10 feb. 2027" in plan


def test_the_clerk_enters_for_all_bodies_the_secretary_for_the_own(town: Town, sign_in: SignIn) -> None:
    lines = {"pasted": "KF 2027-02-01\nUN 2027-02-02", "act": "set", "ar": "2027"}
    assert sign_in("Stig").post("/sammantraden/plan", data=lines).status_code == 303
    answer = sign_in("Nils").post("/sammantraden/plan", data=lines | {"pasted": "KF 2027-03-01"})
    assert answer.status_code == 422 and "inget organ vars sammanträden du lägger in" in words(answer)
    assert count(town) == 4


def test_who_may_not_is_told_why(town: Town, sign_in: SignIn) -> None:
    rut = sign_in("Rut")
    assert "görs av" in words(rut.get("/sammantraden/plan")) and "Granska" not in words(rut.get("/sammantraden/plan"))
    assert rut.post("/sammantraden/plan", data={"pasted": "27 jan", "act": "set"}).status_code == 409
    assert "Lägg in ett års" not in words(rut.get("/sammantraden")) and count(town) == 2


def test_a_neighbour_sees_and_enters_nothing_of_ours(town: Town, sign_in: SignIn) -> None:
    charlie = sign_in("Charlie")
    assert "Utbildningsnämnden" not in words(charlie.get("/sammantraden?ar=2026"))
    lines = {"unit": str(town.units["UN"]), "pasted": "27 jan", "act": "set", "ar": "2027"}
    assert charlie.post("/sammantraden/plan", data=lines).status_code in (404, 409, 422) and count(town) == 2


def test_the_plan_tells_minutes_what_hangs_on_a_meeting_and_where_it_is_moved(town: Town, sign_in: SignIn) -> None:
    nils = sign_in("Nils")
    for on in ("2026-09-29", "2027-05-20"):
        nils.post("/nytt/meeting.plan", data={"unit": town.units["UN"], "on": on})
    text = words(nils.get("/sammantraden?ar=2026&namnd=UN"))
    assert "Handlingar: Prognos 3 (delår) 2026" in text and "KL 5:69" in text and "Flytta" in text
    assert "Kommunfullmäktige 31 aug" not in text
    assert "Logga nämndens beslut om målet 2028" in words(nils.get("/sammantraden?ar=2027"))
    assert "Flytta" not in words(sign_in("Rut").get("/sammantraden?ar=2026"))


def test_the_plan_asks_little_whatever_the_number(town: Town, sign_in: SignIn) -> None:
    stig, counts = sign_in("Stig"), []
    for month in (2, 3):
        lines = "\n".join(f"{code} 2027-{month:02}-{day:02}" for day in range(1, 26) for code in ("KF", "KS", "UN"))
        stig.post("/sammantraden/plan", data={"pasted": lines, "act": "set", "ar": "2027"})
        stig.get("/sammantraden?ar=2027")
        with statements(town.database) as asked:
            assert stig.get("/sammantraden?ar=2027").text.count(" 2027</a>") > 50
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 8, counts


def test_five_hundred_are_entered_in_one_act(town: Town, sign_in: SignIn) -> None:
    lines = "\n".join(f"{code} {date.fromordinal(date(2027, 1, 1).toordinal() + n)}"
                      for n in range(250) for code in ("KF", "UN"))  # fmt: skip
    began = perf_counter()
    answer = sign_in("Stig").post("/sammantraden/plan", data={"pasted": lines, "act": "set", "ar": "2027"})
    assert answer.status_code == 303 and count(town) == 502
    assert perf_counter() - began < 60


def count(town: Town) -> int:
    """How many meetings there are."""
    with town.database.reading() as session:
        return int(run(session, "SELECT count(*) FROM cases WHERE level = 'meeting'").scalar_one())
