"""Documents are ordered, waited for and fetched - by whoever ordered them; the municipality's template is tried and kept."""

import re
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from html import unescape
from io import BytesIO
from zipfile import ZipFile

import pytest
from flask.testing import FlaskClient
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from tests.reports.fake import by_fake
from tests.web.conftest import SignIn
from tests.web.counting import statements
from tests.web.reading import form, words
from tests.web.town import NOW, Town
from workflow.organisation.founding import add_person
from workflow.records.document import Order
from workflow.records.sql import run
from workflow.reports import apart
from workflow.reports.apart import standard
from workflow.reports.ask import REPORTS
from workflow.reports.working import write_next

ASKED = {"ar": "2026", "namnd": "UN", "omgang": "R3", "format": "docx", "sprak": "sv"}
HEAVY = ("weasyprint", "docxtpl", "docx", "lxml", "resvg_py")
Work = Callable[[], None]


@pytest.fixture
def work(town: Town, monkeypatch: pytest.MonkeyPatch) -> Work:
    """A worker that writes what waits, with invented contents."""
    by_fake(monkeypatch)
    monkeypatch.setattr(apart, "TURN", 0.05)

    def works() -> None:
        while write_next(town.database, lambda: NOW, "me"):
            pass

    return works


def order(client: FlaskClient, name: str = "forecast", **said: str) -> str:
    """Order a document; the address of its page."""
    asked = ASKED if REPORTS[name].round else {key: value for key, value in ASKED.items() if key != "omgang"}
    answer = client.post(f"/dokument/{name}", data=asked | said)
    assert answer.status_code == 303, words(answer)
    return answer.headers["Location"]


def test_the_documents_are_listed_and_a_link_fills_in_what_it_is_about(sign_in: SignIn) -> None:
    client = sign_in("Dina")
    page = client.get("/dokument?ar=2026")
    for name in REPORTS:
        assert f'href="/dokument/{name}?ar=2026"' in page.text
    filled = form(client.get("/dokument/forecast?ar=2026&namnd=KS&omgang=R2")).fields
    assert (filled["ar"], filled["namnd"], filled["omgang"], filled["sprak"]) == ("2026", "KS", "R2", "sv")


def test_what_is_nearest_to_hand_is_chosen(sign_in: SignIn) -> None:
    filled = form(sign_in("Dina").get("/dokument/forecast")).fields
    assert (filled["ar"], filled["namnd"], filled["omgang"]) == ("2026", "UN", "R3")
    assert form(sign_in("Maja").get("/dokument/minutes")).fields["namnd"] == "UN", "a department is its committee's"
    assert form(sign_in("Kia").get("/dokument/forecast")).fields["namnd"] == "", "all committees"
    closing = form(sign_in("Kia").get("/dokument/closing-book")).fields
    assert closing["ar"] == "2026" and "omgang" not in closing, "there is no year before"


def test_a_document_is_ordered_waited_for_and_fetched(town: Town, sign_in: SignIn, work: Work) -> None:
    client = sign_in("Dina")
    address = order(client, "closing-book", folj="ja")
    waiting = client.get(address)
    assert waiting.headers["Refresh"] == "3" and "Sluta läsa om" in waiting.text
    plain = client.get(address.partition("?")[0])
    assert "Refresh" not in plain.headers and "Läs om sidan" in plain.text
    assert "Ett dokument skrivs före" in plain.text, "the town's own order"
    work()
    done = client.get(address)
    assert "Refresh" not in done.headers and "Klart" in done.text and "<title>Klart: Målbokslut" in done.text
    file = client.get(f"{address.partition('?')[0]}/fil")
    assert file.headers["Content-Disposition"] == "attachment; filename*=UTF-8''malbokslut-2026-un.docx"
    assert file.headers["X-Content-Type-Options"] == "nosniff" and file.mimetype.endswith("wordprocessingml.document")
    assert file.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert "2026 UN" in word(file.data)
    assert f'href="{address.partition("?")[0]}"' in client.get("/dokument").text


def test_nobody_sees_what_another_has_ordered(town: Town, sign_in: SignIn, work: Work) -> None:
    address = order(sign_in("Dina"))
    work()
    for name in ("Nils", "Ada", "Charlie"):
        client = sign_in(name)
        assert client.get(address).status_code == client.get(f"{address}/fil").status_code == 404
        assert address not in client.get("/dokument").text


def test_who_sits_nowhere_orders_nothing(town: Town, sign_in: SignIn) -> None:
    with town.database.writing() as session:
        town.people["Ingen"] = add_person(session, town.organisation, "Ingen Prov", "ingen@example.org")
    client = sign_in("Ingen")
    assert client.get("/dokument").status_code == client.get("/dokument/forecast").status_code == 404
    assert client.post("/dokument/forecast", data=ASKED).status_code == 404


@pytest.mark.parametrize(
    ("name", "said", "why"),
    [
        ("forecast", {"omgang": ""}, "Ange vilket tillfälle"), ("forecast", {"ar": "1999"}, "Det finns inga mål för 1999"),
        ("forecast", {"format": "doc"}, "Välj ett format"), ("minutes", {"namnd": ""}, "Ange vilken nämnd"),
        ("minutes", {"sammantrade": "1"}, "inget sammanträde 1"), ("forecast", {"namnd": "XX"}, "ingen nämnd ”XX”"),
        ("forecast", {"ar": "²"}, "Det finns inga mål för 0"),
    ],
)  # fmt: skip
def test_what_cannot_be_ordered_is_told_and_what_was_chosen_stays(
    town: Town, sign_in: SignIn, name: str, said: dict[str, str], why: str
) -> None:
    answer = sign_in("Dina").post(f"/dokument/{name}", data=ASKED | {"sprak": "en"} | said)
    assert answer.status_code == 422 and why in words(answer)
    assert "<title>Fel: " in answer.text and form(answer).fields["sprak"] == "en"
    assert orders(town) == 1


def test_a_meeting_is_chosen_by_its_day(town: Town, sign_in: SignIn) -> None:
    client = sign_in("Nils")
    assert "Utbildningsnämnden 25 aug. 2026" in client.get("/dokument/minutes").text
    address = order(client, "minutes", sammantrade=str(town.cases["meeting"]))
    assert "2026, Utbildningsnämnden, Prognos 3 (delår), sammanträdet 25 aug. 2026" in words(client.get(address))


def test_what_could_not_be_written_says_why_in_the_readers_language(sign_in: SignIn, work: Work) -> None:
    client = sign_in("Dina")
    address = order(client, "missing", sprak="en")
    work()
    page = client.get(f"{address}?folj=ja")
    assert "Kunde inte skrivas" in page.text and "Refresh" not in page.headers
    assert "Det finns inga mål ännu" in page.text
    again = re.search(r'href="(/dokument/missing\?[^"]*)"', page.text)
    assert again and form(client.get(unescape(again[1]))).fields["namnd"] == "UN"
    assert client.get(f"{address}/fil").status_code == 404


def test_how_far_it_has_come_is_told(town: Town, sign_in: SignIn) -> None:
    client = sign_in("Dina")
    address = order(client, "interim", omgang="")
    with town.database.writing() as session:
        session.query(Order).filter_by(name="interim").update({"state": "writing", "done": 12, "parts": 80})
    page = client.get(address)
    assert "12 av 80 delar" in page.text and re.search(r'<progress [^>]*value="12" max="80"', page.text)


def test_an_order_that_waits_for_long_asks_whether_anybody_works(town: Town, sign_in: SignIn) -> None:
    client = sign_in("Dina")
    with town.database.writing() as session:
        session.query(Order).update({"at": NOW - timedelta(minutes=6)})
    assert "malhjulet worker" in client.get(f"/dokument/{town.cases['order']}").text


def test_the_same_is_ordered_once(town: Town, sign_in: SignIn) -> None:
    client = sign_in("Dina")
    assert order(client) == order(client) == f"/dokument/{town.cases['order']}"
    assert orders(town) == 1


def test_documents_are_at_hand_where_one_works(town: Town, sign_in: SignIn) -> None:
    client = sign_in("Dina")
    report = client.get(f"/rapporter/{town.cases['report']}").text
    for name in ("forecast", "minutes"):
        assert f'href="/dokument/{name}?ar=2026&amp;namnd=UN&amp;omgang=R3"' in report
    assert 'href="/dokument?ar=2026"' in client.get("/laget?ar=2026").text
    assert 'href="/dokument?ar=2026"' in client.get("/arshjul/2026").text
    assert 'href="/dokument/missing?namnd=UN&amp;omgang="' in client.get("/saknas/UN").text
    assert 'href="/dokument/missing?ar=&amp;namnd=&amp;omgang="' in sign_in("Kia").get("/saknas").text


def test_many_orders_ask_no_more_than_few(town: Town, sign_in: SignIn) -> None:
    client = sign_in("Dina")
    client.get("/dokument")
    with statements(town.database) as few:
        client.get("/dokument")
    for ending in ("html", "pdf", "xlsx"):
        for unit in ("UN", "KS", ""):
            order(client, format=ending, namnd=unit)
    with statements(town.database) as many:
        client.get("/dokument")
    assert len(many) == len(few)


def test_the_municipality_puts_a_template_of_its_own_in_place(town: Town, sign_in: SignIn, work: Work) -> None:
    client = sign_in("Ada")
    assert "Standardmallen" in client.get("/dokument/mall").text
    template = client.get("/dokument/mall/standard").data
    own = changed(template, "{{ kommun }}", "Eget vapen {{ kommun }}")
    done = upload(client, own, "Vår mall.docx")
    assert done.status_code == 200 and "Mallen används från och med nu" in done.text
    assert "Vår mall.docx" in done.text and "inlagd av Ada Prov" in done.text
    assert client.get("/dokument/mall/egen").data == own
    address = order(client, "closing-book")
    work()
    assert "Eget vapen" in word(client.get(f"{address}/fil").data)
    gone = client.post("/dokument/mall/bort", follow_redirects=True)
    assert "Standardmallen används från och med nu" in gone.text and "Vår mall.docx" not in gone.text
    assert client.get("/dokument/mall/egen").status_code == 303


def test_a_broken_template_is_told_and_the_one_in_force_stays(town: Town, sign_in: SignIn) -> None:
    client, template = sign_in("Kia"), standard()
    upload(client, template, "Bra.docx")
    for content, why in (
        (b"", "Välj en fil"), (b"Ingen Word", "inte ett Word-dokument"), (packed("other.xml"), "inte ett Word-dokument"),
        (packed("word/document.xml", "word/vbaProject.bin"), "makron"), (b"x" * (5 * 1024**2 + 1), "större än 5 MB"),
        (changed(template, "{{p innehall }}", "Inget här"), "saknar plats för innehållet"),
        (changed(template, "{{ titel }}", "{{ titel "), "Wordmall"), (packed("word/document.xml"), "Wordfil"),
    ):  # fmt: skip
        answer = upload(client, content, "Fel.docx")
        assert answer.status_code == 422 and why in words(answer), why
        assert "Bra.docx" in answer.text and "Fel.docx" not in answer.text


def test_the_template_is_the_administrators_and_the_quality_chiefs(sign_in: SignIn) -> None:
    for name in ("Dina", "Charlie"):
        client = sign_in(name)
        own = name == "Charlie"
        assert client.get("/dokument/mall").status_code == (200 if own else 404)
        assert ("/dokument/mall" in client.get("/dokument").text) == own
    assert sign_in("Dina").post("/dokument/mall/bort").status_code == 404


def test_the_web_reads_no_library_that_documents_are_written_with() -> None:
    asked = f"import sys, web.app; print(*(set({HEAVY}) & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True).stdout == "\n"


def upload(client: FlaskClient, content: bytes, name: str) -> TestResponse:
    """Choose a template."""
    boundary, body = encode_multipart({"file": FileStorage(BytesIO(content), name)})
    kind = f"multipart/form-data; boundary={boundary}"
    return client.post("/dokument/mall", data=body, content_type=kind, follow_redirects=True)


def orders(town: Town) -> int:
    """How many there are."""
    with town.database.reading() as session:
        return int(run(session, "SELECT count(*) FROM document_order").scalar_one())


def word(content: bytes) -> str:
    """The body of a Word file."""
    with ZipFile(BytesIO(content)) as file:
        return file.read("word/document.xml").decode()


def changed(template: bytes, was: str, becomes: str) -> bytes:
    """A template with other words in it."""
    held = BytesIO()
    with ZipFile(BytesIO(template)) as old, ZipFile(held, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(was.encode(), becomes.encode()))
    return held.getvalue()


def packed(*names: str) -> bytes:
    """A zip file with files of such names."""
    held = BytesIO()
    with ZipFile(held, "w") as new:
        for name in names:
            new.writestr(name, "x")
    return held.getvalue()
