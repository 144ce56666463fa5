"""People and seats: who sits where, what is vacant, and the administrator who gives and ends seats."""

from datetime import date

from sqlalchemy import text

from tests.web.conftest import SignIn
from tests.web.counting import statements
from tests.web.reading import words
from tests.web.town import Town
from workflow.states.replay import verify


def number(town: Town, name: str) -> int:
    return town.people[name]


def test_everybody_sees_who_sits_where_and_what_is_vacant(town: Town, sign_in: SignIn) -> None:
    with town.database.writer.begin() as connection:
        connection.execute(
            text("UPDATE seat SET until = '2026-09-01' WHERE person = :who"), {"who": number(town, "Olle")}
        )
        connection.execute(
            text("UPDATE seat SET until = '2026-12-31' WHERE person = :who"), {"who": number(town, "Nils")}
        )
    page = words(sign_in("Maja").get("/personer"))
    assert "Dina Prov, Sektorchef" in page and "Vakant Nämndens ordförande (sedan 1 sep. 2026)" in page.replace(
        "● ", ""
    )
    assert "Platser som snart går ut" in page and "31 dec. 2026 : Nils Prov" in page.replace("2026:", "2026 :")
    assert "Lägg till en person" not in page


def test_only_the_administrator_gives_and_ends_seats(town: Town, sign_in: SignIn) -> None:
    client, maja = sign_in("Maja"), number(town, "Maja")
    for address in (
        "/personer",
        f"/personer/{maja}",
        f"/personer/{maja}/plats",
        "/platser/2/avsluta",
        "/personer/mandatperiod",
    ):
        assert client.post(address).status_code == 404, address
    assert (
        client.get("/personer/mandatperiod").status_code == 404 and client.get(f"/personer/{maja}").status_code == 200
    )


def test_charlie_finds_nobody_of_ours(town: Town, sign_in: SignIn) -> None:
    client = sign_in("Charlie")
    assert client.get(f"/personer/{number(town, 'Maja')}").status_code == 404
    assert "Maja" not in client.get("/personer").text
    assert client.post("/platser/2/avsluta", data={"until": "2026-10-01"}).status_code == 404


def test_somebody_new_gets_a_seat_and_may_do_things_at_once(town: Town, sign_in: SignIn) -> None:
    ada = sign_in("Ada")
    answer = ada.post("/personer", data={"name": "Nya Chefen", "email": "Nya@example.org"}, follow_redirects=True)
    assert "Nya Chefen är tillagd" in words(answer)
    new = int(answer.request.path.rsplit("/", 1)[1])
    said = {"role": "manager", "unit": str(town.units["SKOLA"]), "since": "2026-09-14", "until": "", "once": "form/x"}
    for _ in range(2):
        assert ada.post(f"/personer/{new}/plats", data=said).status_code == 303
    page = words(ada.get(f"/personer/{new}"))
    assert page.count("Verksamhets- eller enhetschef, Gymnasieskolan") >= 1 and "tills vidare" in page
    with town.database.reading() as session:
        seats = session.connection().execute(text("SELECT count(*) FROM seat WHERE person = :new"), {"new": new})
        assert seats.scalar_one() == 1 and not verify(session, town.organisation).faults


def test_what_is_wrong_is_said_and_what_was_written_is_kept(town: Town, sign_in: SignIn) -> None:
    ada = sign_in("Ada")
    answer = ada.post("/personer", data={"name": "", "email": "maja@example.org"})
    assert answer.status_code == 422 and "Skriv personens namn" in answer.text and "Någon annan här" in answer.text
    assert 'value="maja@example.org"' in answer.text
    maja = number(town, "Maja")
    answer = ada.post(f"/personer/{maja}/plats", data={"role": "", "unit": ""})
    assert answer.status_code == 422 and "Välj en roll och en enhet" in answer.text
    said = {"role": "manager", "unit": str(town.units["UN"]), "since": "2026-10-01", "until": "2026-09-01"}
    answer = ada.post(f"/personer/{maja}/plats", data=said)
    assert answer.status_code == 409 and "sluta innan den börjar" in answer.text


def test_a_name_or_an_address_that_no_column_holds_is_refused(sign_in: SignIn) -> None:
    ada = sign_in("Ada")
    for name, email in (("N" * 201, "ny@example.org"), ("Ny", f"{'n' * 200}@example.org"), ("N\0y", "ny@example.org"),
                        ("Ny", "n\0y@example.org"), ("Ny", "ny@example.org\r\nBcc:x@y.z")):  # fmt: skip
        assert ada.post("/personer", data={"name": name, "email": email}).status_code == 422, (name, email)


def test_somebody_added_twice_is_added_once(sign_in: SignIn) -> None:
    ada, said = sign_in("Ada"), {"name": "Ny Prov", "email": "ny@example.org"}
    first, second = ada.post("/personer", data=said), ada.post("/personer", data=said)
    assert first.status_code == second.status_code == 303 and first.location == second.location


def test_a_seat_ends_on_its_day_and_the_task_goes_on_to_whoever_comes_next(town: Town, sign_in: SignIn) -> None:
    with town.database.reader.connect() as connection:
        seat = connection.execute(
            text("SELECT id FROM seat WHERE person = :who"), {"who": number(town, "Maja")}
        ).scalar_one()
    ada = sign_in("Ada")
    assert ada.post(f"/platser/{seat}/avsluta", data={"until": "i morgon"}).status_code == 422
    assert ada.post(f"/platser/{seat}/avsluta", data={"until": "2026-09-13"}).status_code == 303
    assert "ingen roll" in sign_in("Maja").get("/").text
    assert "Frånvaron" in sign_in("Dina").get("/").text


def test_the_term_of_the_elected_ends_on_one_day(town: Town, sign_in: SignIn) -> None:
    ada = sign_in("Ada")
    assert "Olle Prov" in words(ada.get("/personer/mandatperiod"))
    answer = ada.post("/personer/mandatperiod", data={"until": "2026-12-31"})
    assert answer.status_code == 422 and "Välj minst en plats" in answer.text
    with town.database.reader.connect() as connection:
        seat = connection.execute(
            text("SELECT id FROM seat WHERE person = :who"), {"who": number(town, "Olle")}
        ).scalar_one()
    answer = ada.post("/personer/mandatperiod", data={"until": "31 dec 2026", "seat": [str(seat), "99999"]})
    assert answer.status_code == 303
    with town.database.reader.connect() as connection:
        until = connection.execute(text("SELECT until FROM seat WHERE id = :seat"), {"seat": seat}).scalar_one()
    assert date.fromisoformat(until) == date(2026, 12, 31)


def test_it_asks_little_of_the_database_however_many_there_are(town: Town, sign_in: SignIn) -> None:
    client = sign_in("Ada")
    for address in ("/personer", f"/personer/{number(town, 'Maja')}", "/personer/mandatperiod"):
        client.get(address)
        with statements(town.database) as asked:
            client.get(address)
        assert len(asked) <= 8, (address, asked)
