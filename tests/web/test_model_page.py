"""Modellen and loggen: what is followed, in words; what has happened, and whether the chain holds."""

from sqlalchemy import text

from tests.web.conftest import SignIn
from tests.web.reading import words
from tests.web.town import Town


def test_the_model_is_told_from_its_own_rows(sign_in: SignIn) -> None:
    page = words(sign_in("Maja").get("/modellen"))
    assert "Mariestads målstyrningsmodell 2016" in page and "Nämndmål: lägen" in page
    assert "Logga fullmäktiges beslut om målet" in page and "Förseglar det som beslutades." in page
    assert "”Chefer rapporterar” för tillfället" in page


def test_every_level_of_it_can_be_read(town: Town, sign_in: SignIn) -> None:
    client = sign_in("Maja")
    for level in ("vision", "committee_report", "measure", "meeting", "goal_year", "assignment", "undelivered"):
        assert client.get(f"/modellen?niva={level}").status_code == 200, level
    assert client.get("/modellen?niva=nothing").status_code == 404
    assert client.get("/modellen?modell=0123456789").status_code == 404


def test_the_log_is_for_those_who_answer_for_the_house(sign_in: SignIn) -> None:
    assert sign_in("Kia").get("/loggen").status_code == 200
    assert sign_in("Maja").get("/loggen").status_code == 404


def test_the_log_tells_everything_and_goes_back_to_the_first(town: Town, sign_in: SignIn) -> None:
    client = sign_in("Ada")
    newest = words(client.get("/loggen"))
    assert "Lämna prognos" in newest and "Visa äldre händelser" not in newest
    assert "Organisationen grundades" in words(client.get("/loggen?fore=5"))
    assert client.get("/loggen?fore=-3").status_code == 200


def test_the_chain_is_read_through_when_it_is_asked_for(town: Town, sign_in: SignIn) -> None:
    client = sign_in("Ada")
    assert "Kedjan håller" in words(client.get("/loggen?prova=ja"))
    with town.database.writer.begin() as connection:
        connection.execute(text("DROP TRIGGER IF EXISTS event_stays"))
        connection.execute(text("UPDATE event SET who = who + 1 WHERE organisation = 1 AND seq = 20"))
    found = words(client.get("/loggen?prova=ja"))
    assert "Kedjan håller inte" in found and "20" in found


def test_settings_are_kept_and_what_does_not_exist_is_not(town: Town, sign_in: SignIn) -> None:
    client = sign_in("Maja")
    answer = client.post("/installningar", data={"language": "en", "density": "compact", "letters": "nothing"})
    assert answer.status_code == 303
    page = client.get("/").text
    assert 'lang="en"' in page and 'data-size="sm"' in page and "My tasks" in page
    with town.database.reader.connect() as connection:
        kept = connection.execute(text("SELECT letters FROM person WHERE id = :id"), {"id": town.people["Maja"]})
        assert kept.scalar_one() == "all"


def test_the_words_are_explained_in_the_readers_own_alphabet(sign_in: SignIn) -> None:
    page = words(sign_in("Maja").get("/ordlista"))
    assert page.index("Aktivitet") < page.index("Utsikt") < page.index("Åtgärd")
    assert "Saknas" in page and "tas aldrig för ”delvis”" in page
