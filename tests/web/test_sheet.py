"""The forecast sheet: a committee's goals on one page, sent as one act; what is asked, what goes wrong, what comes of it."""

import re
from datetime import UTC, date, datetime
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.web.conftest import SignIn
from tests.web.counting import statements
from tests.web.reading import form, words
from tests.web.round import case, goal_with, report_of
from tests.web.test_truth_table import SAID
from tests.web.town import NOW, Town
from workflow.cycle.tick import tick
from workflow.facts import fact_of
from workflow.organisation.founding import add_person, add_unit
from workflow.organisation.seats import Place, appoint
from workflow.records.sql import run
from workflow.states.command import Note
from workflow.states.perform import note


@pytest.fixture
def sheet(town: Town) -> str:
    """The address of the sheet of the committee's third round."""
    return f"/rapporter/{report_of(town)}/blad"


def fields(client: FlaskClient, address: str) -> dict[str, str]:
    """The form as a browser would send it with nothing chosen."""
    found = form(client.get(address)).fields
    return {
        name: value for name, value in found.items() if not name.endswith(("outlook", "same", "needs_body", "done"))
    }


def measure(town: Town, g: str) -> dict[str, str]:
    """A whole measure, as it is proposed with a goal's forecast."""
    said = {"what": "Anställ en kurator", "responsible": str(town.people["Maja"]), "done_by": "1 dec 2026",
            "cost_sek": "450 000", "effect": "Färre är borta."}  # fmt: skip
    return {f"{g}m-0-{name}": value for name, value in said.items()}


def test_the_sheet_shows_every_goal_with_what_was_said_last(town: Town, sign_in: SignIn, sheet: str) -> None:
    goal_with(town, "Fler ska läsa vidare", indicators=2, comparator="at_most")
    page = words(sign_in("Maja").get(sheet))
    assert "Prognos 3 (delår) 2026" in page and "1 av 3 mål är inne" in page
    assert "Prognos 2: ! Nås delvis" in page and "Som väntat." in page
    assert "Målvärde högst 75 procent Utgångsvärde 40 Förra värdet 51 procent (Prognos 2)" in page
    assert "Prognos lämnad, konsekvens saknas" in page and "Det går trögt." in page


def test_a_measure_is_answered_for_by_somebody_whose_seat_reaches_the_body(
    town: Town, sign_in: SignIn, sheet: str
) -> None:
    with town.database.writing() as session:
        bo = add_person(session, town.organisation, "Bo Prov", "bo@example.org")
        appoint(session, town.clock, bo, Place("manager", town.units["KS"], date(2024, 1, 1)), at=NOW)
    page = sign_in("Maja").get(sheet).text
    offered = re.search(r'<select[^>]*-responsible".*?</select>', page, re.DOTALL)
    assert offered
    assert "Maja Prov" in offered[0] and "Kia" in offered[0], "her own body, and who has a seat over all of them"
    assert "Bo Prov" not in offered[0], "another body's"


def test_only_the_goals_that_are_filled_in_are_sent(town: Town, sign_in: SignIn, sheet: str) -> None:
    client, new = sign_in("Maja"), goal_with(town, "Fler ska läsa vidare", indicators=0)
    sent = fields(client, sheet) | {f"g{new['goal']}-outlook": "will_be_met"}
    page = words(client.post(sheet, data=sent, follow_redirects=True))
    assert "Prognosen är lämnad för 1 mål." in page and "2 av 3 mål är inne" in page
    assert case(town, new["goal"]).fact("forecast", "R3")["outlook"] == "will_be_met"
    assert not case(town, town.cases["other"]).fact("forecast", "R3")


def test_a_goal_at_risk_is_sent_with_its_consequence_and_a_measure_as_one_act(
    town: Town, sign_in: SignIn, sheet: str
) -> None:
    client, g = sign_in("Maja"), f"g{town.cases['other']}-"
    sent = fields(client, sheet) | {
        f"{g}outlook": "not_met", f"{g}comment": "Frånvaron ökar.", f"{g}c-consequence": "Färre får examen.",
        f"{g}m-0-what": "Anställ en kurator", f"{g}m-0-done_by": "1 dec 2026", f"{g}m-0-cost_sek": "450 000",
    }  # fmt: skip
    bare = {name: value for name, value in sent.items() if "-m-" not in name}
    answer = client.post(sheet, data=bare)
    assert answer.status_code == 422 and f'href="#f-{g}m-0-what"' in answer.text, "no consequence without a measure"
    answer = client.post(sheet, data=sent)
    assert (
        answer.status_code == 422
        and "Fyll i ”Förväntad effekt”." in answer.text
        and "Anställ en kurator" in answer.text
    )
    assert f'href="#f-{g}m-0-responsible"' in answer.text, "who takes it is asked for at its own field"
    sent |= measure(town, g)
    assert client.post(sheet, data=sent).status_code == 303
    goal = case(town, town.cases["other"])
    assert goal.state == "forecast" and goal.fact("consequence", "R3")
    with town.database.reading() as session:
        sql = "SELECT state, title FROM cases WHERE parent = ? AND level = 'measure'"
        assert [tuple(row) for row in run(session, sql, (goal.id,))] == [("proposed", "Anställ en kurator")]
    assert client.post(sheet, data=sent).status_code == 303, "sent twice happens once"
    assert case(town, town.cases["other"]).version == goal.version


def test_at_risk_without_the_consequence_only_with_a_day(town: Town, sign_in: SignIn, sheet: str) -> None:
    client, g = sign_in("Maja"), f"g{town.cases['other']}-"
    sent = fields(client, sheet) | {f"{g}outlook": "partly", f"{g}comment": "Det ser mörkt ut."}
    answer = client.post(sheet, data=sent)
    assert answer.status_code == 422 and "<title>Fel: " in answer.text.replace("\n", "").replace("  ", "")
    assert f'href="#f-{g}c-consequence"' in answer.text and "Det ser mörkt ut." in answer.text
    assert "Frånvaron i gymnasieskolan ska minska: Beskriv konsekvensen, eller" in words(answer)
    assert not case(town, town.cases["other"]).fact("forecast", "R3")
    assert "Den dagen har passerat" in words(client.post(sheet, data=sent | {f"{g}consequence_by": "2026-09-01"}))
    assert client.post(sheet, data=sent | {f"{g}consequence_by": "25 sep 2026"}).status_code == 303
    page = words(client.get(sheet))
    assert "Konsekvensen ska beskrivas senast 25 sep. 2026." in page
    assert case(town, town.cases["other"]).fact("forecast", "R3")["consequence_by"] == "2026-09-25"


def test_no_change_says_the_last_forecast_anew(town: Town, sign_in: SignIn, sheet: str) -> None:
    client = sign_in("Maja")
    new = goal_with(town, "Fler ska läsa vidare", outlook="will_be_met", indicators=2, measure="started")
    g = f"g{new['goal']}-"
    page = client.get(sheet)
    assert "Ingen förändring sedan Prognos 2" in words(page) and "Gav åtgärden effekt?" in words(page)
    sent = fields(client, sheet) | {f"{g}same": "yes", f"{g}measured-1-value": "60,5",
                                    f"{g}p-{new['measure']}-comment": "Ja, fler kommer."}  # fmt: skip
    assert client.post(sheet, data=sent).status_code == 303
    said = case(town, new["goal"]).fact("forecast", "R3")
    assert (said["outlook"], said["trend"]) == ("will_be_met", "same")
    assert [row["value"] for row in said["measured"]] == [50, 60.5]
    assert case(town, new["measure"]).fact("progress", "R3")


def test_what_is_expected_and_the_sexes_are_asked_where_they_are_known_and_carried(
    town: Town, sign_in: SignIn, sheet: str
) -> None:
    client, new = (
        sign_in("Maja"),
        goal_with(town, "Fler ska läsa vidare", outlook="will_be_met", indicators=1, by_sex=True),
    )
    g = f"g{new['goal']}-measured-0-"
    page = client.get(sheet)
    assert f'name="{g}women"' in page.text and f'name="{g}compared"' not in page.text
    assert f'name="g{town.cases["other"]}-measured-0-women"' not in page.text
    sent = fields(client, sheet) | {f"g{new['goal']}-same": "yes", f"{g}expected": "77,5"}
    assert client.post(sheet, data=sent).status_code == 303
    [row] = case(town, new["goal"]).fact("forecast", "R3")["measured"]
    assert {name: value for name, value in row.items() if value != ""} == {
        "indicator": new["indicators"][0], "value": 50.0, "women": 52.0, "expected": 77.5
    }  # fmt: skip
    change = f"{sheet}?andra={new['goal']}"
    assert form(client.get(change)).fields[f"{g}expected"] == "77,5"


def test_no_change_of_a_goal_at_risk_asks_for_its_consequence_all_the_same(
    town: Town, sign_in: SignIn, sheet: str
) -> None:
    client, new = sign_in("Maja"), goal_with(town, "Fler ska läsa vidare")
    g = f"g{new['goal']}-"
    sent = fields(client, sheet) | {f"{g}same": "yes"}
    answer = client.post(sheet, data=sent)
    assert answer.status_code == 422 and f'href="#f-{g}c-consequence"' in answer.text
    assert client.post(sheet, data=sent | {f"{g}consequence_by": "2026-09-30"}).status_code == 303
    assert case(town, new["goal"]).fact("forecast", "R3")["outlook"] == "partly"


def test_who_answers_for_a_decided_measure_says_that_it_is_begun_or_done(
    town: Town, sign_in: SignIn, sheet: str
) -> None:
    client, new = sign_in("Maja"), goal_with(town, "Fler ska läsa vidare", measure="decided")
    name = f"g{new['goal']}-p-{new['measure']}-"
    answer = client.post(sheet, data=fields(client, sheet) | {f"{name}done": "yes"})
    assert answer.status_code == 422 and "Skriv några ord" in words(answer)
    assert client.post(sheet, data=fields(client, sheet) | {f"{name}comment": "Kom igång sent."}).status_code == 303
    assert case(town, new["measure"]).state == "started" and case(town, new["measure"]).took("report_effect", "R3")
    other = goal_with(town, "Fler ska trivas", measure="decided")
    name = f"g{other['goal']}-p-{other['measure']}-"
    sent = fields(client, sheet) | {f"{name}comment": "Klart.", f"{name}done": "yes"}
    assert client.post(sheet, data=sent).status_code == 303
    assert case(town, other["measure"]).state == "done"


def test_a_value_that_is_not_given_is_refused_at_its_own_field(town: Town, sign_in: SignIn, sheet: str) -> None:
    client, new = sign_in("Maja"), goal_with(town, "Fler ska läsa vidare", indicators=2)
    g = f"g{new['goal']}-"
    sent = fields(client, sheet) | {f"{g}outlook": "will_be_met", f"{g}measured-0-value": "71"}
    answer = client.post(sheet, data=sent)
    assert answer.status_code == 409 and f'href="#f-{g}measured-1-value"' in answer.text
    assert form(answer).fields[f"{g}measured-0-value"] == "71"
    assert client.post(sheet, data=sent | {f"{g}measured-1-value": "sju"}).status_code == 422
    why = {f"{g}measured-1-missing": "not_measured", f"{g}measured-1-reason": "Enkäten är i höst"}
    assert client.post(sheet, data=sent | why).status_code == 303


def test_one_goal_that_fails_keeps_all_from_being_sent(town: Town, sign_in: SignIn, sheet: str) -> None:
    client, new = sign_in("Maja"), goal_with(town, "Fler ska läsa vidare", indicators=0)
    sent = fields(client, sheet) | {
        f"g{new['goal']}-outlook": "will_be_met",
        f"g{town.cases['other']}-outlook": "partly",
    }
    assert client.post(sheet, data=sent).status_code == 422
    assert not case(town, new["goal"]).fact("forecast", "R3")


def test_nothing_filled_in_is_told(town: Town, sign_in: SignIn, sheet: str) -> None:
    client = sign_in("Maja")
    answer = client.post(sheet, data=fields(client, sheet))
    assert answer.status_code == 422 and "Ingenting är ifyllt än" in words(answer)


def test_a_goal_that_somebody_has_changed_meanwhile_is_sent_again_from_how_it_is(
    town: Town, sign_in: SignIn, sheet: str
) -> None:
    client, g = sign_in("Maja"), f"g{town.cases['other']}-"
    old = fields(client, sheet) | {f"{g}outlook": "will_be_met", f"{g}comment": "Den andres ord"}
    first = fields(client, sheet) | {f"{g}outlook": "will_be_met", f"{g}comment": "Den enes ord"}
    assert client.post(sheet, data=first).status_code == 303
    answer = client.post(sheet, data=old)
    assert answer.status_code == 409 and "Den enes ord" in answer.text and "Den andres ord" in answer.text
    anew = form(answer).fields
    assert client.post(sheet, data=anew | {f"{g}outlook": "will_be_met"}).status_code == 303


def test_a_forecast_is_changed_and_taken_back(town: Town, sign_in: SignIn, sheet: str) -> None:
    client, goal = sign_in("Maja"), town.cases["goal"]
    g, change = f"g{goal}-", f"{sheet}?andra={goal}"
    assert form(client.get(change)).fields[f"{g}measured-0-value"] == "70,4"
    sent = (
        fields(client, change) | {f"{g}outlook": "partly", f"{g}c-consequence": "Färre får examen."} | measure(town, g)
    )
    assert client.post(change, data=sent).status_code == 303
    assert case(town, goal).fact("consequence", "R3") and "Färre får examen." in client.get(sheet).text
    answer = client.post(sheet, data={"act": f"take_back-{goal}", f"g{town.cases['other']}-version": "1",
                                      f"g{town.cases['other']}-comment": "Halvskrivet"}, follow_redirects=True)  # fmt: skip
    assert "Prognosen är tillbakatagen" in words(answer) and "Halvskrivet" in answer.text
    assert not case(town, goal).fact("consequence", "R3")
    assert case(town, goal).fact("forecast", "R3")["outlook"] == "partly", "the one before it stands again"


def test_nobody_takes_back_what_another_has_given(town: Town, sign_in: SignIn, sheet: str) -> None:
    for name, why in (("Dina", "görs av"), ("Maja", "")):
        answer = sign_in(name).post(sheet, data={"act": f"take_back-{town.cases['goal']}"})
        assert answer.status_code == (409 if why else 303) and why in words(answer)
    assert not case(town, town.cases["goal"]).fact("forecast", "R3")
    assert sign_in("Maja").post(sheet, data={"act": "take_back-999"}).status_code == 303


def test_who_may_not_forecast_reads(town: Town, sign_in: SignIn, sheet: str) -> None:
    page = sign_in("Nils").get(sheet)
    assert page.status_code == 200 and "-outlook" not in page.text and "Inte inne än" in words(page)
    assert "görs av ”Verksamhets- eller enhetschef”" in words(page)
    assert sign_in("Nils").post(sheet, data={f"g{town.cases['other']}-outlook": "will_be_met"}).status_code == 422
    assert sign_in("Charlie").get(sheet).status_code == 404
    assert sign_in("Kia").get("/rapporter/999999999999/blad").status_code == 404
    assert sign_in("Kia").get(f"/rapporter/{town.cases['goal']}/blad").status_code == 404


def test_the_goals_of_another_department_are_there_to_be_read(town: Town, sign_in: SignIn, sheet: str) -> None:
    with town.database.writing() as session:
        at = datetime(2026, 1, 1, tzinfo=UTC)
        unit = add_unit(session, town.clock, "VUX", "Vuxenutbildningen", "department", town.units["UN"], at=at)
        town.people["Pelle"] = add_person(session, town.organisation, "Pelle Prov", "pelle@example.org")
        appoint(session, town.clock, town.people["Pelle"], Place("manager", unit, date(2024, 1, 1)), at=at)
    page = sign_in("Pelle").get(sheet)
    assert "-version" not in page.text and "Det går trögt." in page.text and 'data-variant="primary"' not in page.text


def test_when_all_are_in_the_report_is_handed_in_with_one_button(town: Town, sign_in: SignIn, sheet: str) -> None:
    client, g = sign_in("Maja"), f"g{town.cases['other']}-"
    assert "Lämna nämndens uppföljning" not in client.get(sheet).text
    client.post(sheet, data=fields(client, sheet) | {f"{g}outlook": "will_be_met"})
    page = client.get(sheet)
    title = "Lämna" + page.text.split(">Lämna")[1].split("<")[0]
    marks = {name: form(page).fields[name] for name in ("version", "once")}
    assert "men inte godkännas än: Ett mål som inte väntas nås saknar konsekvensbeskrivning" in words(page) and title
    assert "Alla mål är inne. Nu" not in words(page)
    assert client.post(f"{sheet.removesuffix('blad')}report", data=marks).status_code == 303
    assert case(town, report_of(town)).state == "reported"


def test_the_link_of_a_letter_leads_to_the_same_form_with_the_goal_alone(
    town: Town, sign_in: SignIn, sheet: str
) -> None:
    client, new = sign_in("Maja"), goal_with(town, "Fler ska läsa vidare")
    answer = client.get(f"/mal/{new['goal']}/forecast?omgang=R3")
    assert answer.status_code == 303 and answer.headers["Location"] == f"{sheet}?mal={new['goal']}"
    page, g = client.get(answer.headers["Location"]), f"g{new['goal']}-"
    assert "Visa alla mål" in words(page) and f"g{town.cases['other']}-version" not in page.text
    assert "Prognos 2: ! Nås delvis" in words(page) and "Som väntat." in words(page), "what was said last stands beside"
    alone, among = fields(client, f"{sheet}?mal={new['goal']}"), fields(client, sheet)
    own = {name: value for name, value in alone.items() if name.startswith(g)}
    assert own == {name: value for name, value in among.items() if name.startswith(g)}
    assert {name for name, value in own.items() if value} == {f"{g}version", f"{g}measured-0-indicator"}, (
        "nothing of the last round stands in a field"
    )
    assert client.post(sheet, data=alone).status_code == 422
    assert not case(town, new["goal"]).fact("forecast", "R3"), "sent untouched nothing is said"


def test_the_sheet_asks_the_database_no_more_for_eight_goals(town: Town, sign_in: SignIn, sheet: str) -> None:
    client, counts = sign_in("Maja"), []
    for more in (1, 7):
        for place in range(more):
            goal_with(town, f"Mål {place} av {more}", indicators=3, measure="started")
        client.get(sheet)
        with statements(town.database) as asked:
            assert client.get(sheet).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1], counts


def test_the_closing_round_closes_the_goals_and_settles_what_hangs_from_them(
    town: Town, sign_in: SignIn, app: Any
) -> None:
    new, later = (
        goal_with(town, "Fler ska läsa vidare", measure="started", comparator="at_least"),
        datetime(2027, 1, 20, 8, tzinfo=UTC),
    )
    tick(town.database, later)
    app.extensions["clock"] = lambda: later
    client, sheet, g = sign_in("Maja"), f"/rapporter/{report_of(town, 'closing')}/blad", f"g{new['goal']}-"
    page = words(client.get(sheet))
    assert "Lämna målbokslut" in page and "Vad blev det av det?" in page and "Prognos 2: ! Nås delvis" in page
    assert (
        "Enligt mätvärdena: ✕ Inte uppfyllt" in page and "50 procent, 66,7 procent av målvärdet – inte uppfyllt" in page
    )
    sent = fields(client, sheet) | {f"{g}attainment": "met", f"{g}result": "82 procent", f"{g}measured-0-value": "82",
                                    f"{g}p-{new['measure']}-comment": "Fler klarade kurserna."}  # fmt: skip
    sent = {key: value for key, value in sent.items() if key == "once" or key.startswith(g)}
    answer = client.post(sheet, data=sent | {f"{g}attainment": "partly_met"})
    assert answer.status_code == 409 and f'href="#f-{g}differs"' in answer.text, "why it differs is asked at its field"
    assert "Enligt mätvärdena: ✓ Uppfyllt" in words(answer) and "82 procent, 109,3 procent av målvärdet" in words(
        answer
    )
    answer = client.post(sheet, data=sent)
    assert answer.status_code == 303, words(answer)
    assert (case(town, new["goal"]).state, case(town, new["measure"]).state) == ("closed", "done")
    assert "82 procent" in client.get(sheet).text
    assert client.get(f"/mal/{town.cases['other']}/close").headers["Location"] == f"{sheet}?mal={town.cases['other']}"


def test_a_target_in_words_is_answered_in_words(town: Town, sign_in: SignIn, sheet: str) -> None:
    client, new = (
        sign_in("Maja"),
        goal_with(town, "Planen ska vara antagen", indicators=1, target=None, target_text="Ja"),
    )
    g = f"g{new['goal']}-"
    assert f'name="g{town.cases["other"]}-measured-0-text"' not in client.get(sheet).text
    sent = fields(client, sheet) | {f"{g}outlook": "will_be_met", f"{g}comment": "Klart.", f"{g}measured-0-text": "Ja"}
    sent = {key: value for key, value in sent.items() if key == "once" or key.startswith(g)}
    assert client.post(sheet, data=sent).status_code == 303
    assert case(town, new["goal"]).fact("forecast", "R3")["measured"][0]["text"] == "Ja"


@pytest.mark.parametrize("said", SAID)
def test_a_goal_says_the_same_on_the_sheet_as_everywhere_else(
    town: Town, sign_in: SignIn, sheet: str, said: str
) -> None:
    told = SAID[said]
    new = goal_with(
        town, "Det ska bli bättre", outlook="", **{"target": None, "baseline": None, "unit": ""} | told.indicator
    )
    with town.database.writing() as session:
        for one in told.measured:
            fact = fact_of("measurement", one)
            note(session, Note(new["indicators"][0], town.clock, fact, at=NOW, round=one["period"]))
    page, (value, period) = words(sign_in("Maja").get(sheet)), told.values[-1]
    assert f"Målvärde {told.target} Förra värdet {value} ({period}) Värde nu" in page


def test_a_value_on_its_own_after_the_last_round_is_the_last_value_beside_an_empty_field(
    town: Town, sign_in: SignIn, sheet: str
) -> None:
    client, new = sign_in("Maja"), goal_with(town, "Fler ska läsa vidare")
    [number] = new["indicators"]
    with town.database.writing() as session:
        said = fact_of("measurement", {"value": 61.5, "period": "september 2026"})
        note(session, Note(number, town.clock, said, at=datetime(2026, 9, 5, tzinfo=UTC), round="september 2026"))
    page = client.get(sheet)
    assert "Förra värdet 61,5 procent (september 2026)" in words(page)
    assert not form(page).fields[f"g{new['goal']}-measured-0-value"]
