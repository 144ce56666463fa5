"""The year's timetable: read by all, pasted, previewed without a trace, set by the quality chief."""

import re

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.web.conftest import SignIn
from tests.web.reading import form, words
from tests.web.town import Town
from workflow.facts.timetable import NAMES
from workflow.records.sql import run

PAGE = "/arshjul/2026/tidplan"
R4 = ("2026-10-31", "2026-11-02", "2026-11-09", "2026-11-12", "2026-11-16", "2026-11-30")


def fields(answer: TestResponse) -> dict[str, str]:
    """The form as the page has it."""
    return form(answer).fields


def row_of(form: dict[str, str], round: str, unit: str = "") -> str:
    """How the fields of a round's row begin."""
    return next(key.removesuffix("round") for key, value in form.items()
                if key.endswith("-round") and value == round and form[key.removesuffix("round") + "unit"] == unit)  # fmt: skip


def moved(client: FlaskClient, dates: tuple[str, ...] = R4, round: str = "R4") -> dict[str, str]:
    """The form with other dates for a round."""
    sheet = fields(client.get(PAGE))
    before = row_of(sheet, round)
    return sheet | {before + name: day for name, day in zip(NAMES, dates, strict=True)}


def events(town: Town) -> int:
    """How many events there are."""
    with town.database.reading() as session:
        return int(run(session, "SELECT count(*) FROM event").scalar_one())


def test_everybody_with_a_seat_reads_it_and_only_the_quality_chief_writes(sign_in: SignIn) -> None:
    for name in ("Maja", "Nils", "Ada"):
        answer = sign_in(name).get(PAGE)
        assert answer.status_code == 200 and "Prognos 4" in answer.text and "<textarea" not in answer.text
        assert sign_in(name).post(PAGE, data={"act": "set"}).status_code == 409
    assert "<textarea" in sign_in("Kia").get(PAGE).text
    assert "modellens egna datum" in sign_in("Kia").get(PAGE).text
    for address in (PAGE, "/arshjul/1999/tidplan"):
        assert sign_in("Charlie").get(address).status_code == 404
        assert sign_in("Charlie").post(address, data={"act": "set"}).status_code == 404


def test_the_step_leads_here(sign_in: SignIn) -> None:
    answer = sign_in("Kia").get("/arshjul/2026/set_timetable")
    assert answer.status_code == 303 and answer.headers["Location"] == PAGE


def test_what_moves_is_shown_and_nothing_is_written(town: Town, sign_in: SignIn) -> None:
    kia, before = sign_in("Kia"), events(town)
    answer = kia.post(PAGE, data=moved(kia) | {"act": "preview"})
    assert answer.status_code == 200
    text = words(answer)
    assert "Lämna prognos, Prognos 4" in text
    assert "Utbildningsnämnden" in text and "9 nov. 2026" in text and "Maja Prov" in text
    assert "ett till var och en: 3" in text, "Maja, Dina and Nils"
    assert events(town) == before


def test_it_is_set_after_the_preview(town: Town, sign_in: SignIn) -> None:
    kia = sign_in("Kia")
    preview = kia.post(PAGE, data=moved(kia) | {"act": "preview", "why": "Bokslutet dröjer"})
    answer = kia.post(PAGE, data=fields(preview) | {"act": "set"})
    assert answer.status_code == 303 and answer.headers["Location"] == PAGE
    assert "”Fastställ tidplanen” är klart" in kia.get(PAGE).text
    assert "9 nov. 2026" in sign_in("Maja").get(PAGE).text
    again = kia.post(PAGE, data=fields(preview) | {"act": "set"})
    assert again.status_code == 303, "sent twice, done once"
    with town.database.reading() as session:
        sql = "SELECT count(*) FROM event WHERE step = 'goal_year.set_timetable'"
        assert run(session, sql).scalar_one() == 1


def test_one_who_goes_back_from_the_preview_finds_everything_again(sign_in: SignIn) -> None:
    kia = sign_in("Kia")
    preview = kia.post(PAGE, data=moved(kia) | {"act": "preview", "why": "Bokslutet\ndröjer"})
    answer = kia.post(PAGE, data=fields(preview) | {"act": "edit"})
    sheet = fields(answer)
    assert [sheet[row_of(sheet, "R4") + name] for name in NAMES] == list(R4)
    assert sheet["why"] == "Bokslutet\ndröjer"


def test_a_committee_gets_dates_of_its_own(town: Town, sign_in: SignIn) -> None:
    kia, unit = sign_in("Kia"), str(town.units["UN"])
    sheet = fields(kia.get(PAGE))
    before = row_of(sheet, "")
    own = {before + "round": "R4", before + "unit": unit}
    own |= {before + name: day for name, day in zip(NAMES, R4, strict=True)}
    preview = kia.post(PAGE, data=sheet | own | {"act": "preview"})
    assert preview.status_code == 200
    assert kia.post(PAGE, data=fields(preview) | {"act": "set"}).status_code == 303
    assert "Prognos 4, Utbildningsnämnden" in sign_in("Maja").get(PAGE).text
    sheet = fields(kia.get(PAGE))
    assert sheet[row_of(sheet, "R4", unit) + "report"] == "2026-11-09"
    emptied = sheet | {row_of(sheet, "R4", unit) + name: "" for name in NAMES}
    preview = kia.post(PAGE, data=emptied | {"act": "preview"})
    assert kia.post(PAGE, data=fields(preview) | {"act": "set"}).status_code == 303
    assert "Prognos 4, Utbildningsnämnden" not in sign_in("Maja").get(PAGE).text


def test_rows_are_pasted_into_the_sheet(town: Town, sign_in: SignIn) -> None:
    kia, before = sign_in("Kia"), events(town)
    text = "Tillfälle\tUppgifter per\tÖppnar\nPrognos 4\t31/10\t2 nov\nPrognos 9\t1/1\t2/1"
    answer = kia.post(PAGE, data=fields(kia.get(PAGE)) | {"act": "paste", "pasted": text})
    assert answer.status_code == 422 and events(town) == before
    sheet = fields(answer)
    assert sheet[row_of(sheet, "R4") + "opens"] == "2 nov" and sheet[row_of(sheet, "R4") + "closes"] == ""
    assert sheet["pasted"] == "Prognos 9\t1/1\t2/1", "what has no place stays"
    assert "Rad 3: ”Prognos 9” är inget tillfälle" in answer.text and "Fyll i ”Stänger”" in answer.text


def test_a_whole_pasted_timetable_is_set(sign_in: SignIn) -> None:
    kia = sign_in("Kia")
    text = "R4;31/10;2/11;mån 9 nov;12 nov 2026;16-nov;30/11"
    answer = kia.post(PAGE, data=fields(kia.get(PAGE)) | {"act": "paste", "pasted": text})
    assert answer.status_code == 200 and "Inlästa rader: 1." in answer.text
    preview = kia.post(PAGE, data=fields(answer) | {"act": "preview"})
    assert kia.post(PAGE, data=fields(preview) | {"act": "set"}).status_code == 303
    sheet = fields(kia.get(PAGE))
    assert [sheet[row_of(sheet, "R4") + name] for name in NAMES] == list(R4)


@pytest.mark.parametrize(("name", "text", "why"), [
    ("report", "sen november", "”sen november” är inget datum. Skriv det som 2027-04-12, 12 apr 2027 eller 12/4."),
    ("report", "", "Fyll i ”Chefer rapporterar”."),
    ("report", "2026-10-30", "”Chefer rapporterar” kan inte komma före ”Öppnar”, 2026-11-02."),
    ("closes", "2062-11-30", "2062-11-30 är mer än ett år från modellens egen dag, "),
])  # fmt: skip
def test_faults_are_told_at_their_cell_and_nothing_is_lost(
    town: Town, sign_in: SignIn, name: str, text: str, why: str
) -> None:
    kia, before = sign_in("Kia"), events(town)
    sheet = moved(kia)
    place = row_of(sheet, "R4") + name
    for act in ("preview", "set"):
        answer = kia.post(PAGE, data=sheet | {place: text, "why": "Därför", "act": act})
        assert answer.status_code == 422 and answer.text.count(why) == 2
        assert form(answer).wrong == {place}
        sent = fields(answer)
        assert sent[place] == text and sent["why"] == "Därför"
        assert {key: sent[key] for key in sheet if key.startswith("r-") and key != place} == {
            key: value for key, value in sheet.items() if key.startswith("r-") and key != place
        }
    assert events(town) == before


def test_somebody_else_was_first(sign_in: SignIn) -> None:
    kia, other = sign_in("Kia"), sign_in("Kia")
    late = fields(kia.post(PAGE, data=moved(kia) | {"act": "preview"}))
    first = other.post(PAGE, data=moved(other, ("2026-10-31", "2026-11-03", *R4[2:])) | {"act": "preview"})
    assert other.post(PAGE, data=fields(first) | {"act": "set"}).status_code == 303
    answer = kia.post(PAGE, data=late | {"act": "set"})
    assert answer.status_code == 409 and "Någon annan har ändrat" in answer.text
    sheet = fields(answer)
    assert sheet[row_of(sheet, "R4") + "opens"] == "2026-11-02"
    assert kia.post(PAGE, data=sheet | {"act": "set"}).status_code == 303


def test_a_round_that_is_open_now_would_close(sign_in: SignIn) -> None:
    kia = sign_in("Kia")
    dates = ("2026-08-31", "2026-09-01", "2026-09-02", "2026-09-03", "2026-09-04", "2026-09-11")
    text = kia.post(PAGE, data=moved(kia, dates, "R3") | {"act": "preview"}).text
    assert "är öppet nu och stänger genast" in text


def test_the_unchanged_moves_nothing(sign_in: SignIn) -> None:
    kia = sign_in("Kia")
    answer = kia.post(PAGE, data=fields(kia.get(PAGE)) | {"act": "preview"})
    assert "Ingen tidsgräns flyttas" in answer.text


@pytest.mark.parametrize("data", [
    {}, {"act": "paste"}, {"act": "set", "r-0-round": "R4"},
    {"act": "preview", "r-0-round": "x", "r-0-unit": "y", "r-0-opens": "1/1"},
    {"act": "preview", "r-0-round": "R4", "r-0-unit": "999999999999", "r-0-opens": "1/1"},
    {"act": "paste", "pasted": "\0\t;" * 3000},
    {"act": "set", "version": "²", "once": "x"},
])  # fmt: skip
def test_what_no_browser_sends_is_told_in_sentences(sign_in: SignIn, data: dict[str, str]) -> None:
    answer = sign_in("Kia").post(PAGE, data=data)
    assert answer.status_code in (200, 422) and not re.search(r"Traceback", answer.text)
