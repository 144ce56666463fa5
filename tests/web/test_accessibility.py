"""The accessibility statement: read by anybody, its own words written by the administrator."""

from flask import Flask

from tests.web.conftest import SignIn
from tests.web.reading import words


def test_the_administrator_writes_the_municipalitys_own_words_and_anybody_reads_them(
    app: Flask, sign_in: SignIn
) -> None:
    ada = sign_in("Ada")
    said = {
        "contact": "tillganglighet@example.org",
        "known": "Årshjulets bild saknar zoom.",
        "looked_through": "1 sep 2026",
    }
    answer = ada.post("/tillganglighet/andra", data=said, follow_redirects=True)
    assert "tillganglighet@example.org" in words(answer) and "1 sep. 2026" in words(answer)
    page = words(app.test_client().get("/tillganglighet"))
    assert "Prövstads kommun ansvarar" in page and "Årshjulets bild saknar zoom." in page and "Ändra" not in page
    assert "www.digg.se/tdosanmalan" in page


def test_a_day_that_cannot_be_read_loses_nothing(sign_in: SignIn) -> None:
    answer = sign_in("Ada").post(
        "/tillganglighet/andra", data={"contact": "a@b.se", "known": "X", "looked_through": "igår"}
    )
    assert answer.status_code == 422 and 'value="a@b.se"' in answer.text and 'value="igår"' in answer.text


def test_nothing_was_looked_through_on_a_day_that_has_not_come(sign_in: SignIn) -> None:
    answer = sign_in("Ada").post("/tillganglighet/andra", data={"known": "X", "looked_through": "2099-01-01"})
    assert answer.status_code == 422 and "Den dagen har inte kommit än." in answer.text


def test_nobody_else_writes_them(sign_in: SignIn) -> None:
    for name in ("Maja", "Charlie"):
        assert sign_in("Kia").get("/tillganglighet/andra").status_code == 404, name
        assert sign_in(name).get("/tillganglighet").status_code == 200
