"""Signing in by mail: once, within ten minutes, by whoever asked or whoever has the letter - and by nobody else."""

import re
from datetime import date
from statistics import median
from time import perf_counter

import pytest
from flask.testing import FlaskClient

from tests.web.door import SETTINGS, Door, ask, found, is_in
from tests.web.town import NOW
from web.auth.asking import A_CLIENT, TRIES
from workflow.exchange import addresses
from workflow.keys import code
from workflow.organisation.founding import add_person
from workflow.organisation.seats import Place, appoint
from workflow.records.sql import run

OVER = "Länken är använd eller gäller inte längre."
TOKEN = re.compile(r'name="csrf_token" value="[^"]+"')
WRONG = "Koden är fel eller gäller inte längre."


@pytest.fixture
def client(door: Door) -> FlaskClient:
    return door.app().test_client()


def other(code: str) -> str:
    """A code that is not this one."""
    return f"{(int(code) + 1) % 10**6:06}"


def test_the_link_lets_in_whoever_asked_with_one_button(door: Door, client: FlaskClient) -> None:
    link, _ = door.asked(client, vidare="/mal")
    page = client.get(link)
    assert page.status_code == 200 and "Tryck på knappen" in page.text and 'name="kod"' not in page.text
    answer = client.post(link)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/mal")
    assert is_in(client) and "Maja Prov" in client.get("/").text


def test_it_lets_in_once(door: Door, client: FlaskClient) -> None:
    link, code = door.asked(client)
    assert client.post(link).status_code == 303
    for again in (client, door.app().test_client()):
        answer = again.post(link, data={"kod": code})
        assert answer.status_code == 410 and OVER in answer.text
    assert client.get(link).status_code == 410


def test_to_see_the_link_uses_nothing_up(door: Door, client: FlaskClient) -> None:
    link, _ = door.asked(client)
    scanner = door.app().test_client()
    for _ in range(3):
        assert scanner.get(link).status_code == scanner.head(link).status_code == client.head(link).status_code == 200
    assert not is_in(scanner) and not is_in(client)
    assert client.post(link).status_code == 303 and is_in(client)


def test_another_browser_needs_the_code_too(door: Door, client: FlaskClient) -> None:
    link, code = door.asked(client, vidare="/beslut")
    phone = door.app().test_client()
    assert 'name="kod"' in phone.get(link).text
    answer = phone.post(link)
    assert answer.status_code == 422 and WRONG in answer.text and not is_in(phone)
    answer = phone.post(link, data={"kod": f" {code[:3]} {code[3:]} "})
    assert answer.headers["Location"] == "/beslut" and is_in(phone) and not is_in(client)


def test_the_code_is_enough_in_the_browser_that_asked(door: Door, client: FlaskClient) -> None:
    _, code = door.asked(client, vidare="/beslut")
    assert 'name="kod"' in client.get("/logga-in/kod").text
    assert client.post("/logga-in/kod", data={"kod": code}).headers["Location"] == "/beslut"
    assert is_in(client)
    assert client.post("/logga-in/kod", data={"kod": code}).status_code == 410


def test_the_code_alone_is_nothing_in_another_browser(door: Door, client: FlaskClient) -> None:
    _, code = door.asked(client)
    stranger = door.app().test_client()
    assert stranger.post("/logga-in/kod", data={"kod": code}).status_code == 410
    ask(stranger, "nobody@example.org")
    assert stranger.post("/logga-in/kod", data={"kod": code}).status_code == 422
    assert not is_in(stranger)


@pytest.mark.parametrize(("seconds", "status"), [(599, 303), (600, 410), (3600, 410)])
def test_it_holds_for_ten_minutes(door: Door, client: FlaskClient, seconds: int, status: int) -> None:
    link, _ = door.asked(client)
    door.at = seconds
    assert client.get(link).status_code == (200 if status == 303 else 410)
    assert client.post(link).status_code == status


def test_the_code_holds_for_ten_minutes_too(door: Door, client: FlaskClient) -> None:
    _, code = door.asked(client)
    door.at = 600
    assert client.post("/logga-in/kod", data={"kod": code}).status_code == 422
    assert not is_in(client)


def test_nobody_tries_more_than_a_few_codes(door: Door, client: FlaskClient) -> None:
    link, code = door.asked(client)
    phone = door.app().test_client()
    for _ in range(TRIES):
        assert phone.post(link, data={"kod": other(code)}).status_code == 422
    for one in (phone, client):
        assert one.post(link, data={"kod": code}).status_code == 410 and not is_in(one)
    assert client.post("/logga-in/kod", data={"kod": code}).status_code == 422


def test_whoever_guesses_all_day_gets_in_by_the_link_alone(door: Door) -> None:
    client = door.app().test_client()
    for turn in range(5):
        door.at = 700 * turn
        link, code = door.asked(client)
        if turn < 4:
            for _ in range(TRIES):
                assert client.post("/logga-in/kod", data={"kod": other(code)}).status_code == 422
    assert client.post("/logga-in/kod", data={"kod": code}).status_code == 422
    assert client.post(link).status_code == 303
    door.at = 86_400 + 3000
    later = door.app().test_client()
    _, code = door.asked(later)
    assert later.post("/logga-in/kod", data={"kod": code}).status_code == 303


def test_one_client_does_not_guess_at_many_people(door: Door) -> None:
    client, people = door.app().test_client(), ("maja", "dina", "nils", "olle", "stig", "rut", "kia", "ada")
    for turn in range(2):
        door.at = 700 * turn
        for name in people:
            door.asked(client, f"{name}@example.org")
        for _ in range(4):
            client.post("/logga-in/kod", data={"kod": "x"})
    link, code = door.asked(client, "maja@example.org")
    assert client.post("/logga-in/kod", data={"kod": code}).status_code == 422 and client.post(link).status_code == 303
    other_place = {"REMOTE_ADDR": "192.0.2.7"}
    phone = door.app().test_client()
    phone.post("/logga-in/skicka", data={"epost": "dina@example.org"}, environ_base=other_place)
    [(_, text)] = door.send()
    assert phone.post("/logga-in/kod", data={"kod": found(text)[1]}, environ_base=other_place).status_code == 303


def test_the_last_try_may_be_the_right_one(door: Door, client: FlaskClient) -> None:
    _, code = door.asked(client)
    for _ in range(TRIES - 1):
        assert client.post("/logga-in/kod", data={"kod": other(code)}).status_code == 422
    assert client.post("/logga-in/kod", data={"kod": code}).status_code == 303


@pytest.mark.parametrize("wrong", ["", "abc", "١٢٣٤٥٦", "0" * 400, "\x00"])
def test_what_is_no_code_is_a_wrong_code(door: Door, client: FlaskClient, wrong: str) -> None:
    door.asked(client)
    assert client.post("/logga-in/kod", data={"kod": wrong}).status_code == 422
    assert not is_in(client)


def test_the_code_of_one_token_is_not_that_of_another(door: Door, client: FlaskClient) -> None:
    link, code = door.asked(client)
    olle = door.app().test_client()
    link_of_olle, _ = door.asked(olle, "olle@example.org")
    stranger = door.app().test_client()
    assert stranger.post(link_of_olle, data={"kod": code}).status_code == 422
    mixed = link_of_olle.rpartition("-")[0] + "-" + link.rpartition("-")[2]
    for method in ("GET", "POST"):
        assert stranger.open(mixed, method=method, data={"kod": code}).status_code == 410
    assert not is_in(stranger)


def test_a_token_for_something_else_lets_nobody_in(door: Door, client: FlaskClient) -> None:
    link, right = door.asked(client)
    number = int(link.split("/")[2].split("-")[0])
    with door.town.database.writing() as session:
        salt = run(session, "SELECT salt FROM token WHERE id = ?", (number,)).scalar_one()
        run(session, "UPDATE token SET purpose = 'feed' WHERE id = ?", (number,))
    assert client.get(link).status_code == client.post(link).status_code == 410
    assert client.post("/logga-in/kod", data={"kod": right}).status_code == 422
    elsewhere = code(SETTINGS.secret_key, "feed", number, salt)
    assert client.post("/logga-in/kod", data={"kod": elsewhere}).status_code == 422
    assert not is_in(client)


def test_a_link_made_with_another_key_or_for_another_token_is_nothing(door: Door, client: FlaskClient) -> None:
    link, _ = door.asked(client)
    number = int(link.split("/")[2].split("-")[0])
    forged = [addresses.of_sign_in(number, "", SETTINGS.secret_key), addresses.of_sign_in(number, "x", "annan"),
              addresses.of_sign_in(number + 1, "", SETTINGS.secret_key), link[:-1] + "x", f"/logga-in/{2**31 - 1}-{'0' * 32}",
              link.replace("/logga-in/", "/logga-in/0")]  # fmt: skip
    for address in forged:
        assert client.get(address).status_code == client.post(address).status_code == 410, address
    assert not is_in(client)


def test_an_asking_for_nobody_cannot_be_followed(door: Door, client: FlaskClient) -> None:
    ask(client, "nobody@example.org")
    with door.town.database.reading() as session:
        number, salt = run(session, "SELECT id, salt FROM token WHERE purpose = 'nobody'").one()
    assert client.post(addresses.of_sign_in(number, salt, SETTINGS.secret_key)).status_code == 410
    given = code(SETTINGS.secret_key, "sign_in", number, salt)
    assert client.post("/logga-in/kod", data={"kod": given}).status_code == 422


def test_nobody_learns_which_addresses_are_known(door: Door) -> None:
    door.send()
    told = []
    for address in ("maja@example.org", "MAJA@example.org ", "nobody@example.org"):
        client = door.app().test_client()
        answer = ask(client, address)
        tries = [client.post("/logga-in/kod", data={"kod": "x"}) for _ in range(TRIES + 2)]
        page = client.get("/logga-in/kod")
        told.append(
            [(one.status_code, TOKEN.sub("", one.text), one.headers.get("Location")) for one in (answer, page, *tries)]
        )  # fmt: skip
    assert told[0] == told[1] == told[2]
    assert [reader for reader, _ in door.send()] == ["maja@example.org"] * 2


def test_an_unknown_address_takes_as_long(door: Door) -> None:
    client = door.app().test_client()
    took: dict[str, list[float]] = {"maja": [], "nobody": []}
    for turn in range(12):
        for name in took:
            door.at = 700 * turn
            since = perf_counter()
            ask(client, f"{name}@example.org")
            took[name].append(perf_counter() - since)
    assert median(took["maja"]) < 3 * median(took["nobody"]) and median(took["nobody"]) < 3 * median(took["maja"])


def test_a_person_gets_three_letters_in_ten_minutes_and_hears_no_more_of_it(door: Door) -> None:
    door.send()
    answers = {ask(door.app().test_client()).status_code for _ in range(8)}
    assert answers == {303} and len(door.send()) == 3
    door.at = 601
    ask(door.app().test_client())
    assert len(door.send()) == 1


def test_a_person_gets_twenty_letters_a_day(door: Door) -> None:
    door.send()
    sent = 0
    for turn in range(30):
        door.at = 605 * turn
        ask(door.app().test_client())
        sent += len(door.send())
    assert sent == 20


def test_one_client_asks_for_so_many_and_no_more(door: Door) -> None:
    door.send()
    client = door.app().test_client()
    for number in range(A_CLIENT[1]):
        ask(client, f"nobody{number}@example.org")
    assert ask(client).status_code == 303 and door.send() == []
    elsewhere = client.post(
        "/logga-in/skicka", data={"epost": "maja@example.org"}, environ_base={"REMOTE_ADDR": "192.0.2.7"}
    )
    assert elsewhere.status_code == 303 and len(door.send()) == 1
    with door.town.database.reading() as session:
        assert "127.0.0.1" not in {row[0] for row in run(session, "SELECT digest FROM token").all()}


def test_what_was_asked_for_long_ago_is_forgotten_and_its_number_is_not_used_again(door: Door) -> None:
    numbers = []
    for turn in range(4):
        door.at = 2 * 86_400 * turn
        client = door.app().test_client()
        ask(client, "nobody@example.org")
        link, _ = door.asked(client)
        numbers.append(int(link.split("/")[2].split("-")[0]))
    assert numbers == [2, 4, 6, 8]
    with door.town.database.reading() as session:
        assert run(session, "SELECT id FROM token ORDER BY id").scalars().all() == [7, 8]


def test_a_letter_that_was_not_sent_in_time_is_not_sent(door: Door, client: FlaskClient) -> None:
    door.send()
    ask(client)
    door.at = 601
    assert door.send() == []


def test_what_is_no_address_is_told_and_kept(door: Door, client: FlaskClient) -> None:
    answer = ask(client, "maja <b>")
    assert answer.status_code == 422 and "Skriv din e-postadress" in answer.text
    assert 'value="maja &lt;b&gt;"' in answer.text


def test_nobody_asks_or_signs_in_without_the_form_s_own_token(door: Door, client: FlaskClient) -> None:
    link, code = door.asked(client)
    strict = door.app(csrf=True).test_client()
    assert ask(strict).status_code == 400
    assert strict.post(link, data={"kod": code}).status_code == 400
    assert strict.post("/logga-in/kod", data={"kod": code}).status_code == 400
    token = TOKEN.search(strict.get(link).text)
    assert token
    sent = {"kod": code, "csrf_token": token[0].split('"')[3]}
    assert strict.post(link, data=sent).status_code == 303


def test_whoever_is_in_two_municipalities_gets_a_letter_from_each(door: Door, client: FlaskClient) -> None:
    town = door.town
    with town.database.writing() as session:
        there = town.cases["neighbour"]
        person = add_person(session, there, "Maja Granne", "Maja@Example.org")
        clock = run(session, "SELECT person FROM seat WHERE organisation = ? AND role = 'clock'", (there,)).scalar_one()
        unit = run(session, "SELECT id FROM unit WHERE organisation = ? AND code = 'G'", (there,)).scalar_one()
        who = town.clock.__class__(there, clock)
        appoint(session, who, person, Place("employee", unit, date(2024, 1, 1)), at=NOW)
    door.send()
    ask(client)
    letters = door.send()
    assert len(letters) == 2
    names = []
    for _, text in letters:
        browser = door.app().test_client()
        link, code = found(text)
        assert browser.post(link, data={"kod": code}).status_code == 303
        names.append("Maja Granne" if "Maja Granne" in browser.get("/").text else "Maja Prov")
    assert sorted(names) == ["Maja Granne", "Maja Prov"]


def test_signing_in_begins_a_new_session(door: Door, client: FlaskClient) -> None:
    link, _ = door.asked(client)
    with client.session_transaction() as cookie:
        cookie["planted"] = "x"
    client.post(link)
    with client.session_transaction() as cookie:
        assert "planted" not in cookie and "asked" not in cookie


def test_of_two_letters_either_lets_in_and_the_newest_does_not_end_the_first(door: Door, client: FlaskClient) -> None:
    first, _ = door.asked(client)
    _, second = door.asked(client)
    assert client.post(first).status_code == 303
    again = door.app().test_client()
    link, code = door.asked(again)
    assert second != code and again.post(link).status_code == 303
