"""Files of a case: attached by who may, fetched by who may see the case, refused in a sentence with everything kept."""

import io
import re
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from tests.web.conftest import SignIn
from tests.web.reading import form, words
from tests.web.town import Town

PDF = b"%PDF-1.7 underlag"


def put(
    client: FlaskClient, case: int, name: str = "Underlag från Åsa.pdf", content: bytes = PDF, **more: Any
) -> TestResponse:
    """Send a file, as the form does."""
    boundary, body = encode_multipart({"file": FileStorage(io.BytesIO(content), name), "note": "Till nämnden"} | more)
    return client.post(f"/mal/{case}/bilaga", data=body, content_type=f"multipart/form-data; boundary={boundary}")


def address(page: str) -> str:
    """The address of the first file on a page."""
    found = re.search(r'href="(/mal/\d+/bilaga/[0-9a-f]{64})"', page)
    assert found
    return found[1]


def test_a_file_is_attached_shown_and_fetched(town: Town, sign_in: SignIn) -> None:
    maja, goal = sign_in("Maja"), town.cases["goal"]
    assert form(maja.get(f"/mal/{goal}/bilaga")).fields.keys() >= {"file", "note", "once"}
    answer = put(maja, goal)
    assert answer.status_code == 303 and answer.headers["Location"] == f"/mal/{goal}#files"
    page = sign_in("Olle").get(f"/mal/{goal}")
    assert "Underlag från Åsa.pdf" in words(page) and "PDF, 17 B" in words(page) and "Till nämnden" in words(page)
    file = sign_in("Olle").get(address(page.text))
    assert file.data == PDF and file.mimetype == "application/pdf"
    assert file.headers["Content-Disposition"] == "attachment; filename*=UTF-8''Underlag%20fr%C3%A5n%20%C3%85sa.pdf"
    assert file.headers["X-Content-Type-Options"] == "nosniff" and "sandbox" in file.headers["Content-Security-Policy"]


@pytest.mark.parametrize("name", ["meeting", "meeting §", "committee_year", "indicator"])
def test_every_sort_of_case_has_its_files(town: Town, sign_in: SignIn, name: str) -> None:
    kia, case = sign_in("Kia"), town.cases[name]
    assert put(kia, case).status_code == 303
    assert "Underlag från Åsa.pdf" in kia.get(f"/mal/{case}", follow_redirects=True).text


def test_the_generic_page_of_the_step_leads_to_the_form(town: Town, sign_in: SignIn) -> None:
    answer = sign_in("Maja").get(f"/mal/{town.cases['goal']}/attach")
    assert answer.headers["Location"] == f"/mal/{town.cases['goal']}/bilaga"


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [("tom.pdf", b"", "Filen är tom."), ("x.exe", b"MZ", "En sådan fil kan inte bifogas."), ("", b"", "Välj en fil."),
     ("stor.pdf", bytes(20 * 1024 * 1024 + 1), "Filen är större än 20 MB.")],
)  # fmt: skip
def test_a_wrong_file_says_why_and_keeps_the_note(
    town: Town, sign_in: SignIn, name: str, content: bytes, why: str
) -> None:
    answer = put(sign_in("Maja"), town.cases["goal"], name, content)
    assert answer.status_code == 422 and why in answer.text and "<title>Fel: " in answer.text
    assert form(answer).fields["note"] == "Till nämnden" and "file" in form(answer).wrong


def test_a_form_that_is_sent_twice_attaches_once(town: Town, sign_in: SignIn) -> None:
    maja, goal = sign_in("Maja"), town.cases["goal"]
    once = form(maja.get(f"/mal/{goal}/bilaga")).fields["once"]
    assert [put(maja, goal, once=once).status_code for _ in range(2)] == [303, 303]
    assert put(maja, goal, content=b"%PDF other", once=once).status_code == 409


def test_who_may_not_attach_is_told_so(town: Town, sign_in: SignIn) -> None:
    ada, goal = sign_in("Ada"), town.cases["goal"]
    assert "görs av" in words(ada.get(f"/mal/{goal}/bilaga"))
    answer = put(ada, goal)
    assert answer.status_code == 409 and form(answer).fields["note"] == "Till nämnden"


def test_a_file_is_found_under_its_own_case_only(town: Town, sign_in: SignIn) -> None:
    maja, goal = sign_in("Maja"), town.cases["goal"]
    put(maja, goal)
    file = address(maja.get(f"/mal/{goal}").text)
    assert maja.get(file.replace(str(goal), str(town.cases["other"]), 1)).status_code == 404
    assert maja.get(f"/mal/{goal}/bilaga/{'0' * 64}").status_code == 404
    charlie = sign_in("Charlie")
    assert charlie.get(file).status_code == charlie.get(f"/mal/{goal}/bilaga").status_code == 404
    assert put(charlie, goal).status_code == 404


def test_only_this_form_may_be_as_large_as_a_file(town: Town, sign_in: SignIn) -> None:
    large = b"%PDF" + bytes(3 * 1024 * 1024)
    assert put(sign_in("Maja"), town.cases["goal"], content=large).status_code == 303
    elsewhere = sign_in("Maja").post(f"/mal/{town.cases['goal']}/comment", data={"text": "x" * 3 * 1024 * 1024})
    assert elsewhere.status_code == 413
    stranger = sign_in("Maja").application.test_client()
    assert put(stranger, town.cases["goal"], content=large).status_code in (303, 413)
