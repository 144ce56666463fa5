"""A letter's link: to the form when its reader is signed in, to that person's signing in otherwise, never off the site."""

from urllib.parse import parse_qs, quote, urlsplit

import pytest
from flask.testing import FlaskClient

from tests.web.conftest import SETTINGS, SignIn
from tests.web.door import Door
from tests.web.town import Town
from workflow.exchange import addresses
from workflow.records.sql import run

FORM = "/mal/{goal}/forecast?omgang=R3"
ELSEWHERE = (
    "//evil.se", "///evil.se", "////evil.se", "/\\evil.se", "\\\\evil.se", "\\/evil.se", "/\\/evil.se", "https:evil.se",
    "https:/evil.se", "https://evil.se", "HTTPS://evil.se", "http:\\\\evil.se", "javascript:alert(1)", "data:text/html,x",
    "evil.se", "mal", "", " //evil.se", "/ /evil.se", "/\t/evil.se", "\t//evil.se", "/\n/evil.se", "/%0d%0aLocation:x",
    "/\r\nSet-Cookie: a=b", "/\x00/evil.se", "/mal\x0b", "/mal//evil.se", "/mal/../../evil.se", "/.//evil.se", "/%2f/evil.se",
    "/%5cevil.se", "/mål", "/mal\u2028", "/@evil.se", "/logga-ut", "/logga-in", "/logga-in/kod", "/till/1-1-0//evil.se",
    "/nowhere", "/" + "a" * 400, "/static/x.css", "?x", "#x", "/mal/5/forecast\\..\\..\\evil.se",
)  # fmt: skip
"""Where nobody is led: other sites, what a browser would read as one, and what is no page of ours."""


def link(town: Town, path: str, name: str = "Maja") -> str:
    return addresses.of_person(path, town.organisation, town.people[name], SETTINGS.secret_key)


def led(client: FlaskClient, address: str) -> tuple[str, dict[str, str]]:
    """Where a link leads: the path, and what its query says."""
    answer = client.get(address)
    assert answer.status_code == 303
    where = urlsplit(answer.headers["Location"])
    assert not (where.scheme or where.netloc)
    return where.path, {name: values[0] for name, values in parse_qs(where.query).items()}


def test_its_reader_comes_straight_to_the_form(town: Town, sign_in: SignIn) -> None:
    form = FORM.format(**town.cases)
    answer = sign_in("Maja").get(link(town, form))
    assert (answer.status_code, answer.headers["Location"]) == (303, form)
    assert sign_in("Maja").get(link(town, "/")).headers["Location"] == "/"


def test_whoever_is_not_signed_in_is_asked_to_and_types_nothing(door: Door) -> None:
    form, client = FORM.format(**door.town.cases), door.app().test_client()
    path, query = led(client, link(door.town, form))
    assert path == "/logga-in" and query["vidare"] == form
    page = client.get(link(door.town, form), follow_redirects=True).text
    assert "Skicka inloggning till m…a@example.org" in page and "maja@example.org" not in page
    assert 'name="epost"' not in page and "Maja Prov" not in page


def test_the_letter_s_reader_comes_to_the_form_by_the_letter_that_is_asked_for(door: Door) -> None:
    form, client = FORM.format(**door.town.cases), door.app().test_client()
    _, query = led(client, link(door.town, form))
    sign_in_link, _ = door.asked(client, "", **query)
    assert client.post(sign_in_link).headers["Location"] == form


def test_somebody_else_is_told_so_and_may_change(town: Town, sign_in: SignIn) -> None:
    client, form = sign_in("Kia"), FORM.format(**town.cases)
    page = client.get(link(town, form), follow_redirects=True).text
    assert "Du är inloggad som Kia Prov, men brevet var till m…a@example.org." in page
    assert "Gå vidare som Kia Prov" in page and f'href="{form}"' in page
    assert "Kia Prov" in client.get("/").text
    answer = client.post("/logga-in", data={"person": f"{town.organisation}/{town.people['Maja']}", "vidare": form})
    assert answer.headers["Location"] == form and "Maja Prov" in client.get("/").text


def test_in_the_demonstration_one_button_signs_in_as_the_reader(town: Town, door: Door) -> None:
    client = door.app(demo=True).test_client()
    page = client.get(link(town, "/mal"), follow_redirects=True).text
    assert "Logga in som Maja Prov" in page and "Logga in som Kia Prov" not in page
    assert "Logga in som Maja Prov" not in door.app().test_client().get(link(town, "/mal"), follow_redirects=True).text


@pytest.mark.parametrize("change", [0, 2, -1])
def test_a_link_that_we_did_not_make_knows_nobody(town: Town, door: Door, change: int) -> None:
    client = door.app().test_client()
    mark = list(link(town, "").removeprefix("/till/"))
    mark[change] = "7" if mark[change] != "7" else "8"
    path, query = led(client, f"/till/{''.join(mark)}/mal")
    assert (path, query) == ("/logga-in", {"vidare": "/mal"})
    assert 'name="epost"' in client.get(f"/logga-in?till={''.join(mark)}&vidare=/mal").text


@pytest.mark.parametrize(
    "mark", ["x", "1-2-", "1-2-" + "0" * 32, "9" * 30 + "-1-" + "0" * 32, "1-2-å", "%00", "1-2-3-4"]
)
def test_a_link_that_is_no_link_leads_to_the_usual_page(door: Door, mark: str) -> None:
    path, query = led(door.app().test_client(), f"/till/{mark}/mal")
    assert (path, query) == ("/logga-in", {"vidare": "/mal"})


def test_a_link_lets_nobody_in(town: Town, door: Door) -> None:
    client = door.app().test_client()
    client.get(link(town, "/"), follow_redirects=True)
    assert client.get("/").status_code == 303


def test_a_person_who_moved_to_another_organisation_is_not_known_by_an_old_link(town: Town, door: Door) -> None:
    there = addresses.of_person("/mal", town.cases["neighbour"], town.people["Maja"], SETTINGS.secret_key)
    assert led(door.app().test_client(), there) == ("/logga-in", {"vidare": "/mal"})


@pytest.mark.parametrize("path", ELSEWHERE)
def test_nobody_is_led_off_the_site(town: Town, door: Door, sign_in: SignIn, path: str) -> None:
    maja = sign_in("Maja")
    person = f"{town.organisation}/{town.people['Maja']}"
    entered = maja.post("/logga-in", data={"person": person, "vidare": path})
    assert entered.headers["Location"] == "/"
    client = door.app().test_client()
    answer = client.post("/logga-in/skicka", data={"epost": "maja@example.org", "vidare": path})
    assert answer.status_code == 303
    with town.database.reading() as session:
        assert run(session, "SELECT onward FROM token").scalars().all() == ["/"]
    for raw in (path, quote(path)):
        for one in (maja, door.app().test_client()):
            where = led_by(one, link(town, "/" + raw.removeprefix("/")))
            entered = maja.post("/logga-in", data={"person": person, "vidare": where})
            assert urlsplit(entered.headers["Location"]).path in ("/", "/mal"), where


def led_by(client: FlaskClient, address: str) -> str:
    """Where a link wants to lead; the start page when it is no address, or leads nowhere."""
    try:
        answer = client.get(address.replace("\n", "%0a").replace("\r", "%0d"))
    except ValueError:
        return "/"
    parts = urlsplit(answer.headers.get("Location", "/"))
    assert (parts.netloc in ("", "localhost") and parts.path.startswith(("/logga-in", "/till/"))) or parts.path in (
        "/",
        "/mal",
    )
    return parse_qs(parts.query).get("vidare", [parts.path])[0]
