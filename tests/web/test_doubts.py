"""An improbable figure is asked about once, where it is written, and kept when it is confirmed."""

from tests.web.conftest import SignIn
from tests.web.reading import words
from tests.web.round import case, goal_with, report_of
from tests.web.sheets import sheet
from tests.web.town import Town


def test_a_step_asks_about_a_value_that_is_far_from_the_last_one(town: Town, sign_in: SignIn) -> None:
    client, number = sign_in("Maja"), town.cases["indicator"]
    address = f"/mal/{number}/measure"
    answer = client.post(address, data=sheet(client.get(address), value="1 234,5", period="september 2026"))
    assert answer.status_code == 422
    assert "Förra värdet var 70,4. Stämmer 1 234,5?" in words(answer).replace("\u00a0", " ")
    assert "Ja, det stämmer" in words(answer) and not case(town, number).facts.get("measurement/september 2026")
    sent = sheet(answer)
    assert client.post(address, data=sent).status_code == 422, "nothing is confirmed by sending it again"
    other = sheet(answer, value="2 345") | {"sure-value": "1 234,5"}
    assert client.post(address, data=other).status_code == 422, "what is confirmed is the figure, not the field"
    assert client.post(address, data=sent | {"sure-value": "1 234,5"}).status_code == 303
    assert case(town, number).fact("measurement", "september 2026")["value"] == 1234.5
    again = sheet(client.get(address), value="1 230", period="oktober 2026")
    assert client.post(address, data=again).status_code == 303, "it is the last value now"


def test_the_sheet_asks_at_the_field_and_keeps_what_is_confirmed(town: Town, sign_in: SignIn) -> None:
    client, address = sign_in("Maja"), f"/rapporter/{report_of(town)}/blad"
    new = goal_with(town, "Fler ska läsa vidare", outlook="will_be_met", indicators=1)
    g = f"g{new['goal']}-"
    page = client.get(address)
    sent = {name: value for name, value in sheet(page).items() if name.startswith((g, "once", "version"))}
    sent |= {f"{g}outlook": "will_be_met", f"{g}comment": "Bra.", f"{g}measured-0-value": "1 234,5"}
    answer = client.post(address, data=sent)
    assert answer.status_code == 422 and f'name="sure-{g}measured-0-value"' in answer.text
    assert (
        "Stämmer 1 234,5?" in words(answer).replace("\u00a0", " ") and f'href="#f-{g}measured-0-value"' in answer.text
    )
    sure = sent | {f"sure-{g}measured-0-value": "1 234,5"}
    answer = client.post(address, data=sure | {f"{g}consequence_by": "nonsens", f"{g}outlook": "partly"})
    assert answer.status_code == 422 and "Stämmer 1 234,5?" not in words(answer).replace("\u00a0", " ")
    assert sheet(answer)[f"sure-{g}measured-0-value"] == "1 234,5", "it is not asked again for another fault"
    assert client.post(address, data=sure).status_code == 303
    assert case(town, new["goal"]).fact("forecast", "R3")["measured"][0]["value"] == 1234.5


def test_a_target_beside_per_cent_that_looks_like_a_fraction_is_asked_about(town: Town, sign_in: SignIn) -> None:
    client, goal = sign_in("Maja"), town.cases["draft"]
    address = f"/mal/{goal}/indicator.add"
    said = {"name": "Andel som läser vidare", "unit": "%", "comparator": "at_least", "target": "0,85"}
    answer = client.post(address, data=sheet(client.get(address), **said))
    assert answer.status_code == 422 and "eller ska det vara 85?" in words(answer)
    answer = client.post(address, data=sheet(answer) | {"sure-target": "0,85"})
    assert answer.status_code == 303
