"""Taking a step on its page: what is asked, what goes wrong, and what comes of it."""

import re
from datetime import UTC, datetime

from flask.testing import FlaskClient

from tests.web.conftest import SignIn
from tests.web.reading import owed
from tests.web.reviewing import CRITERIA as SMART
from tests.web.reviewing import proposed
from tests.web.town import NOW, Town
from workflow.facts import fact_of
from workflow.governance.load import load
from workflow.records.case import Case
from workflow.records.queries.cases import cases
from workflow.records.sql import run
from workflow.states.command import Command
from workflow.states.context import read
from workflow.states.guards.reporting import left_undone
from workflow.states.perform import perform

CONSEQUENCE = "/mal/{goal}/describe_consequence?omgang=R3"


def case(town: Town, number: int) -> Case:
    """The case as it is now."""
    with town.database.reading() as session:
        return cases(session, "id = ?", (number,))[0]


def hidden(client: FlaskClient, address: str) -> dict[str, str]:
    """The form's own marks."""
    page = client.get(address).text
    return {name: re.findall(rf'name="{name}" value="([^"]*)"', page)[0] for name in ("version", "once")}


def test_the_consequence_of_a_goal_at_risk_is_described(town: Town, sign_in: SignIn) -> None:
    client, address = sign_in("Maja"), CONSEQUENCE.format(**town.cases)
    assert "Beskriv konsekvensen" in client.get("/").text
    said = {"consequence": "Färre får examen.", "measures": "Stöd."}
    answer = client.post(address, data=hidden(client, address) | said, follow_redirects=True)
    assert answer.status_code == 200 and "”Beskriv konsekvensen” är klart" in answer.text
    assert "Färre får examen." in answer.text
    assert "Beskriv konsekvensen" not in owed(client.get("/"))


def test_a_form_with_faults_keeps_its_text_and_tells_them_first(town: Town, sign_in: SignIn) -> None:
    client, address = sign_in("Maja"), CONSEQUENCE.format(**town.cases)
    before = case(town, town.cases["goal"]).version
    answer = client.post(address, data={"cause": "Brist på lärare"})
    assert answer.status_code == 422
    assert "<title>Fel: " in re.sub(r">\s+", ">", answer.text)
    assert 'href="#f-consequence"' in answer.text and 'id="f-consequence"' in answer.text
    assert "Brist på lärare" in answer.text and 'aria-invalid="true"' in answer.text
    assert case(town, town.cases["goal"]).version == before


def test_what_the_rules_refuse_is_told_with_the_form_intact(town: Town, sign_in: SignIn) -> None:
    client = sign_in("Maja")
    answer = client.post(
        f"/mal/{town.cases['goal']}/forecast?omgang=R3",
        data={"outlook": "partly", "comment": "Oförändrat läge"},
    )
    assert answer.status_code == 409
    assert "Examen inom tre år" in answer.text and "Oförändrat läge" in answer.text


def test_two_at_once_see_each_others_words(town: Town, sign_in: SignIn) -> None:
    client, address = sign_in("Maja"), f"/mal/{town.cases['draft']}/reword"
    marks = hidden(client, address)
    client.post(address, data=marks | {"goal": "Den enes ord"})
    answer = client.post(
        address, data=hidden(client, address) | marks | {"goal": "Den andres ord", "once": "form/another"}
    )
    assert answer.status_code == 409
    assert "Den enes ord" in answer.text and "Den andres ord" in answer.text
    version = re.findall(r'name="version" value="([^"]*)"', answer.text)[0]
    assert int(version) == case(town, town.cases["draft"]).version
    assert client.post(address, data={"version": version, "goal": "Den andres ord"}).status_code == 303
    assert case(town, town.cases["draft"]).title == "Den andres ord"


def test_a_form_sent_twice_happens_once(town: Town, sign_in: SignIn) -> None:
    client, address = sign_in("Maja"), f"/mal/{town.cases['committee_year']}/goal.draft"
    sent = hidden(client, address) | {"goal": "Ett nytt mål", "no_area_motive": "Nytt läge"}
    first, second = client.post(address, data=sent), client.post(address, data=sent)
    assert first.status_code == second.status_code == 303
    assert first.headers["Location"] == second.headers["Location"]


def test_the_form_is_filled_in_with_what_was_said_last(town: Town, sign_in: SignIn) -> None:
    client, address = sign_in("Maja"), CONSEQUENCE.format(**town.cases)
    client.post(address, data=hidden(client, address) | {"consequence": "Färre får examen."})
    assert "Färre får examen." in client.get(address).text


def test_each_criterion_has_its_row(town: Town, sign_in: SignIn) -> None:
    address = f"/mal/{town.cases['draft']}/review"
    assert "Målet är inte granskat." in sign_in("Rut").get(address, follow_redirects=True).text
    olle = sign_in("Olle")
    draft = {"goal": "Ett utkast", "met_when": "När det är nått", "focus_areas": [str(town.cases["focus"])]}
    assert olle.post(f"/mal/{town.cases['draft']}/reword", data=draft).status_code == 303
    proposed = olle.post(
        f"/mal/{town.cases['draft']}/propose", data={"measurability": "Följs i samtal.", "followed_how": "Varje höst."}
    )
    assert proposed.status_code == 303
    client = sign_in("Rut")
    page = client.get(address, follow_redirects=True).text
    for criterion in ("Specifikt", "Mätbart", "Accepterat", "Realistiskt", "Tidsatt"):
        assert criterion in page
    assert client.post(address, data={"verdict": "passed"}).status_code == 409
    judged = {f"criteria-{row}-{name}": value for row, code in enumerate(
        ("specific", "measurable", "accepted", "realistic", "time_bound")
    ) for name, value in (("criterion", code), ("holds", "yes"))}  # fmt: skip
    assert client.post(address, data=judged | {"verdict": "passed"}).status_code == 303


def test_only_the_paragraphs_of_the_body_that_decides_can_be_chosen(town: Town, sign_in: SignIn) -> None:
    page = sign_in("Stig").get(f"/mal/{town.cases['goal']}/transfer").text
    assert "KF 2026/00123" in page and "UN 2026/00123" not in page


def test_no_paragraph_of_a_meeting_before_the_proposal_can_be_chosen(town: Town, sign_in: SignIn) -> None:
    stig, goal = sign_in("Stig"), proposed(town)
    assert "KF 2026/00123" in stig.get(f"/mal/{town.cases['draft']}/adopt").text
    assert "KF 2026/00123" not in stig.get(f"/mal/{goal}/adopt").text


def test_a_paragraph_is_logged_under_its_meeting(town: Town, sign_in: SignIn) -> None:
    client = sign_in("Nils")
    address = f"/sammantraden/{town.cases['meeting']}/decision.log"
    answer = client.post(address, data={"paragraph": "85", "registry_no": "UN 2026/7"})
    assert answer.status_code == 303 and answer.headers["Location"].startswith("/beslut/")
    assert "§ 85 UN 2026/7" in client.get("/beslut").text


def test_a_meeting_is_entered_with_a_date_as_people_write_it(town: Town, sign_in: SignIn) -> None:
    client = sign_in("Nils")
    answer = client.post("/nytt/meeting.plan", data={"unit": str(town.units["UN"]), "on": "29/9 2026"})
    assert answer.status_code == 303
    assert "29 sep. 2026" in client.get("/sammantraden").text


def test_a_step_that_asks_for_a_round_asks_which(town: Town, sign_in: SignIn) -> None:
    page = sign_in("Nils").get(f"/mal/{town.cases['goal']}/decide_measures").text
    assert "Välj vilket tillfälle" in page and "omgang=R3" in page


def test_what_a_report_lacks_is_told_before_it_is_handed_in(town: Town, sign_in: SignIn) -> None:
    after = datetime(2026, 10, 20, 8, tzinfo=UTC)
    with town.database.reading() as session:
        report = cases(session, "organisation = ? AND level = 'committee_report' AND unit = ? AND round = 'R3'",
                       (town.organisation, town.units["UN"]))[0].id  # fmt: skip
        step = load("mariestad-2016").step("committee_report.report")
        now = read(session, report, town.who("Dina"), after).asking(step)
        told = [said.in_("sv") for said in left_undone(now)]
    assert told[0] == "1 av 2 mål är redovisade." and told[1].startswith(
        "Ett mål som inte väntas nås saknar konsekvensbeskrivning"
    )


def test_a_step_that_there_is_not_is_not_there(town: Town, sign_in: SignIn) -> None:
    client = sign_in("Kia")
    for name in ("nothing", "goal.draft", "meeting.plan", "goal_year.R4", "..", "retire"):
        assert client.get(f"/mal/{town.cases['goal']}/{name}").status_code == 404, name


def test_a_correction_waits_for_a_second_person(town: Town, sign_in: SignIn) -> None:
    with town.database.reading() as session:
        sql = "SELECT seq FROM event WHERE step = 'goal.forecast'"
        event = str(run(session, sql).scalar_one())
    said = {"event": event, "why": "Fel mål"}
    address = f"/mal/{town.cases['goal']}/correct"
    assert "Lämna prognos" in sign_in("Maja").get(address).text
    first = sign_in("Maja").post(address, data=said, follow_redirects=True)
    assert "Någon annan behöver göra samma sak" in first.text
    assert case(town, town.cases["goal"]).state == "forecast"
    second = sign_in("Kia").post(address, data=said, follow_redirects=True)
    assert "är klart" in second.text and "(rättat)" in second.text
    assert case(town, town.cases["goal"]).state == "action_planned"


def test_more_time_is_given_for_the_step_of_a_round(town: Town, sign_in: SignIn) -> None:
    client, address = sign_in("Kia"), f"/mal/{town.cases['other']}/extend"
    assert 'value="forecast/R3"' in client.get(address).text
    said = {"step": "forecast/R3", "until": "2 okt 2026", "why": "Mätningen är försenad"}
    assert client.post(address, data=said).status_code == 303
    assert "2 okt. 2026" in sign_in("Maja").get("/").text


def test_numbers_that_nothing_has_are_refused_and_not_a_fault(town: Town, sign_in: SignIn) -> None:
    client = sign_in("Stig")
    assert client.get(f"/mal/{10**30}").status_code == 404
    for number in (str(10**30), "9" * 9, "-1", "x"):
        sent = {"unit": number, "decision": number}
        assert client.post(f"/mal/{town.cases['goal']}/transfer", data=sent).status_code in (409, 422), number


def test_an_english_reader_is_answered_in_english(town: Town, sign_in: SignIn) -> None:
    with town.database.writing() as session:
        run(session, "UPDATE person SET language = 'en' WHERE id = ?", (town.people["Maja"],))
    client = sign_in("Maja")
    page = client.get("/").text
    assert 'lang="en"' in page and "My tasks" in page and "10 Sept 2026" in page
    answer = client.post(f"/mal/{town.cases['goal']}/describe_consequence?omgang=R3", data={})
    assert "Fill in" in answer.text


def test_whoever_answers_what_was_sent_back_reads_the_instruction(town: Town, sign_in: SignIn) -> None:
    goal, back = proposed(town), "Säg vilka elever som avses."
    with town.database.writing() as session:
        criteria = [{"criterion": name, "holds": True} for name in SMART]
        passed = fact_of("review", {"verdict": "passed", "criteria": criteria})
        perform(session, Command("review", goal, town.who("Rut"), passed, at=NOW))
        held = fact_of("gathering", {"unit": town.units["KF"], "on": NOW.date()})
        meeting = perform(session, Command("meeting.plan", None, town.who("Stig"), held, at=NOW)).case.id
        logged = perform(
            session, Command("decision.log", meeting, town.who("Stig"), fact_of("ruling", {"paragraph": "91"}), at=NOW)
        )
        cited = {"verdict": "remitted", "decision": logged.case.id, "instruction": back}
        perform(session, Command("adopt", goal, town.who("Stig"), fact_of("decision", cited), at=NOW))
    olle = sign_in("Olle")
    assert back in olle.get(f"/mal/{goal}/redraft").text
    assert back not in olle.get(f"/mal/{goal}/comment").text
