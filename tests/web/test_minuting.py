"""The committee's § on its report: one act for report, consequences and measures."""

from datetime import date

import pytest

from tests.web.conftest import SignIn
from tests.web.reading import form, words
from tests.web.reporting import case_of, handed_in, posted, report_of, sent, take
from tests.web.sheets import sheet
from tests.web.town import NOW, Town
from workflow.facts import fact_of
from workflow.records.case import Case
from workflow.records.queries.cases import cases
from workflow.records.queries.events import said
from workflow.states.command import Command
from workflow.states.perform import perform

CITED = "Un § 45 Dnr UN 2026/00123"


def address(report: int) -> str:
    return f"/rapporter/{report}/paragraf"


def held(town: Town, on: date = date(2026, 9, 14)) -> int:
    """A meeting of the committee."""
    said = fact_of("gathering", {"unit": town.units["UN"], "on": on})
    with town.database.writing() as session:
        return perform(session, Command("meeting.plan", None, town.who("Nils"), said, at=NOW)).case.id


def paragraphs(town: Town, meeting: int) -> list[Case]:
    """What is logged under the meeting."""
    with town.database.reading() as session:
        return cases(session, "organisation = ? AND parent = ? ORDER BY id", (town.organisation, meeting))


def goals(town: Town) -> list[str]:
    return [str(town.cases["goal"]), str(town.cases["other"])]


def test_the_sheet_begins_with_the_nearest_meeting_and_words_for_the_minutes(sign_in: SignIn, town: Town) -> None:
    report, meeting = sent(town), held(town)
    page = sign_in("Nils").get(address(report))
    assert form(page).fields["meeting"] == str(meeting)
    assert "Utbildningsnämnden har tagit del av Prognos 3 (delår) 2026" in form(page).fields["words"]
    assert "beslutar om åtgärder" in form(page).fields["words"] and "En tjänst flyttas hit." in words(page)


def test_one_act_logs_the_paragraph_minutes_the_report_and_decides_the_measures(sign_in: SignIn, town: Town) -> None:
    report, meeting, nils = sent(town), held(town), sign_in("Nils")
    answer = posted(nils, address(report), reference=CITED, verdict="approved", goal=goals(town))
    assert answer.status_code == 303 and answer.headers["Location"] == f"/rapporter/{report}"
    [logged] = paragraphs(town, meeting)
    assert logged.title == "§ 45 UN 2026/00123" and report_of(town).state == "minuted"
    for name in ("goal", "other"):
        assert case_of(town, name).fact("decision/decide_measures", "R3")["decision"] == logged.id
    for name in ("body's measure", "own measure"):
        assert case_of(town, name).fact("decision/decide")["decision"] == logged.id, name
        assert case_of(town, name).state == "decided", name
    assert "Inte beslutad än" not in words(nils.get(f"/mal/{town.cases['goal']}"))
    assert "§ 45 UN 2026/00123, 14 sep. 2026 ✓ Bifall" in words(nils.get(f"/rapporter/{report}"))


def test_measures_decided_in_bulk_are_decided_in_both_places(sign_in: SignIn, town: Town) -> None:
    sent(town)
    held(town)
    nils = sign_in("Nils")
    page = nils.post("/beslut/nytt", data={"act": "read", "rad": "2026-09-14 UN § 46"})
    page = nils.post("/beslut/nytt", data=sheet(page, arende="goal.decide_measures:2026:R3", act="next"))
    page = nils.post("/beslut/nytt", data=sheet(page, act="preview"))
    assert "Åtgärder som beslutas genom samma paragraf: 2" in words(page)
    assert nils.post("/beslut/nytt", data=sheet(page, act="log")).status_code == 303
    assert {case_of(town, name).state for name in ("body's measure", "own measure")} == {"decided"}


def test_what_was_there_after_the_meeting_is_decided_in_bulk_with_a_reason_a_row(sign_in: SignIn, town: Town) -> None:
    sent(town)
    held(town, date(2026, 9, 1))
    nils, goal, other = sign_in("Nils"), town.cases["goal"], town.cases["other"]
    page = nils.post("/beslut/nytt", data={"act": "read", "rad": "2026-09-01 UN § 46"})
    page = nils.post("/beslut/nytt", data=sheet(page, arende="goal.decide_measures:2026:R3", act="next"))
    form = sheet(page)
    assert form.getlist("galler") == [] and {f"r-{goal}", f"r-{other}"} <= {*form}
    form.add("galler", str(goal))
    form.add("galler", str(other))
    form[f"r-{goal}"] = "Väcktes av en ledamot"
    refused = nils.post("/beslut/nytt", data=form | {"act": "log"})
    assert refused.status_code == 409
    assert words(refused).count("eller skriv varför organet kunde besluta ändå") == 2, "above, and at the other's row"
    again = sheet(refused)
    assert again[f"r-{goal}"] == "Väcktes av en ledamot" and not case_of(town, "goal").took("decide_measures", "R3")
    again[f"r-{other}"] = "Lades fram vid sittande bord"
    page = nils.post("/beslut/nytt", data=again | {"act": "preview"})
    assert "innan det fanns att besluta om" in words(page)
    assert nils.post("/beslut/nytt", data=sheet(page, act="log")).status_code == 303
    for name, reason in (("goal", "Väcktes av en ledamot"), ("other", "Lades fram vid sittande bord")):
        with town.database.reading() as session:
            told = said(session, town.organisation, case_of(town, name).facts)
        assert told["decision/decide_measures/R3"]["reason"] == reason


def test_measures_decided_by_the_goals_own_step_are_decided_in_both_places(sign_in: SignIn, town: Town) -> None:
    sent(town)
    meeting, nils = held(town), sign_in("Nils")
    with town.database.writing() as session:
        ruling = fact_of("ruling", {"paragraph": "47"})
        logged = perform(session, Command("decision.log", meeting, town.who("Nils"), ruling, at=NOW)).case.id
    step = f"/mal/{town.cases['other']}/decide_measures?omgang=R3"
    said = sheet(nils.get(step), decision=str(logged), verdict="approved_changed")
    assert nils.post(step, data=said).status_code == 303
    assert case_of(town, "body's measure").fact("decision/decide")["decision"] == logged
    assert case_of(town, "body's measure").state == "decided" and case_of(town, "own measure").state == "proposed"


def test_measures_that_the_director_decides_are_decided_in_both_places(sign_in: SignIn, town: Town) -> None:
    handed_in(town)
    dina, step = sign_in("Dina"), f"/mal/{town.cases['goal']}/approve_measures?omgang=R3"
    assert dina.post(step, data=sheet(dina.get(step), verdict="approved")).status_code == 303
    assert case_of(town, "own measure").fact("approval/approve")["verdict"] == "approved"
    assert case_of(town, "own measure").state == "decided" and case_of(town, "body's measure").state == "proposed"


def test_a_goal_can_be_left_out_or_be_decided_otherwise(sign_in: SignIn, town: Town) -> None:
    report, other = sent(town), town.cases["other"]
    held(town)
    said = {"goal": str(other), f"verdict-{other}": "rejected"}
    assert posted(sign_in("Nils"), address(report), reference=CITED, verdict="approved", **said).status_code == 303
    assert not case_of(town, "goal").took("decide_measures", "R3")
    assert case_of(town, "other").fact("decision/decide_measures", "R3")["verdict"] == "rejected"
    assert case_of(town, "body's measure").state == "cancelled"


def test_approved_with_changes_approves_the_measure(sign_in: SignIn, town: Town) -> None:
    report, other = sent(town), town.cases["other"]
    held(town)
    said = {"goal": str(other), f"verdict-{other}": "approved_changed"}
    assert posted(sign_in("Nils"), address(report), reference=CITED, verdict="approved", **said).status_code == 303
    assert case_of(town, "body's measure").fact("decision/decide")["verdict"] == "approved"


def test_what_the_director_decided_is_not_asked_again(sign_in: SignIn, town: Town) -> None:
    handed_in(town)
    with town.database.writing() as session:
        take(session, town, "approve_measures", "goal", "Dina", "approval", "R3", verdict="approved")
        take(session, town, "approve", "report", "Dina", "approval", verdict="approved")
        perform(session, Command("send", town.cases["report"], town.who("Nils"), at=NOW))
    page = sign_in("Nils").get(address(town.cases["report"])).text
    assert f'value="{town.cases["other"]}"' in page and f'value="{town.cases["goal"]}"' not in page


def test_a_meeting_that_is_not_there_is_entered_by_its_day(sign_in: SignIn, town: Town) -> None:
    report = sent(town)
    answer = posted(sign_in("Nils"), address(report), reference=CITED, verdict="approved", on="14 sep 2026")
    assert answer.status_code == 303
    with town.database.reading() as session:
        found = cases(session, "organisation = ? AND level = 'meeting' ORDER BY id DESC", (town.organisation,))[0]
    assert found.fact("gathering")["on"] == "2026-09-14" and len(paragraphs(town, found.id)) == 1


def test_a_day_that_has_its_meeting_makes_no_second_one(sign_in: SignIn, town: Town) -> None:
    report, meeting = sent(town), held(town)
    posted(sign_in("Nils"), address(report), reference=CITED, verdict="approved", on="2026-09-14")
    assert len(paragraphs(town, meeting)) == 1


def test_a_paragraph_that_is_logged_already_is_cited(sign_in: SignIn, town: Town) -> None:
    report, meeting = sent(town), held(town)
    with town.database.writing() as session:
        ruling = fact_of("ruling", {"paragraph": "84"})
        logged = perform(session, Command("decision.log", meeting, town.who("Nils"), ruling, at=NOW)).case.id
    answer = posted(sign_in("Nils"), address(report), reference="§ 84", verdict="approved", meeting=str(meeting))
    assert answer.status_code == 303 and len(paragraphs(town, meeting)) == 1
    assert report_of(town).fact("decision/minute")["decision"] == logged


def test_a_report_that_is_sent_back_opens_again_with_the_instruction(sign_in: SignIn, town: Town) -> None:
    report = sent(town)
    held(town)
    nils, text = sign_in("Nils"), "Komplettera med kostnader."
    posted(nils, address(report), reference=CITED, verdict="remitted", instruction=text, goal=goals(town))
    assert report_of(town).state == "open"
    assert case_of(town, "other").fact("decision/decide_measures", "R3")["verdict"] == "remitted"
    assert text in words(sign_in("Maja").get(f"/rapporter/{report}")).partition("Mål 1")[0]


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"reference": ""}, "Skriv paragrafen"),
        ({"reference": "§ 4, § 5"}, "flera paragrafer"),
        ({"reference": "Ks § 45"}, "gäller Ks, men uppföljningen är från Utbildningsnämnden"),
        ({"reference": "2026-09-01 § 45"}, "säger 2026-09-01, men det sammanträde som är valt är 2026-09-14"),
        ({"verdict": "dropped"}, "Välj vad nämnden beslutade."),
        ({"on": "i tisdags"}, "är ingen dag"),
        ({"meeting": "9999"}, "Välj sammanträdet"),
    ],
)
def test_what_is_wrong_is_told_and_everything_is_kept(
    sign_in: SignIn, town: Town, said: dict[str, str], why: str
) -> None:  # fmt: skip
    report, meeting = sent(town), held(town)
    sheet = {"reference": CITED, "verdict": "approved", "words": "Egna ord.", "instruction": "Mer."} | said
    answer = posted(sign_in("Nils"), address(report), **sheet)
    assert answer.status_code == 422 and why in words(answer) and "<title>Fel: " in answer.text
    kept = form(answer).fields
    assert (kept["words"], kept["reference"], kept["instruction"]) == ("Egna ord.", sheet["reference"], "Mer.")
    assert not paragraphs(town, meeting) and report_of(town).state == "sent"


def test_nothing_is_done_when_one_part_is_refused(sign_in: SignIn, town: Town) -> None:
    report, meeting, nils = sent(town), held(town), sign_in("Nils")
    other = case_of(town, "other")
    said = {"reference": CITED, "verdict": "approved", "words": "Egna ord.", "goal": goals(town), f"v-{other.id}": "1"}
    answer = posted(nils, address(report), **said)
    assert answer.status_code == 409 and "Inget sparades" in words(answer) and "Egna ord." in answer.text
    assert not paragraphs(town, meeting) and report_of(town).state == "sent"
    assert not case_of(town, "goal").took("decide_measures", "R3")
    again = form(answer).fields
    assert again[f"v-{other.id}"] == str(other.version)


def test_the_same_form_sent_twice_is_one_act(sign_in: SignIn, town: Town) -> None:
    report, meeting, nils = sent(town), held(town), sign_in("Nils")
    fields = form(nils.get(address(report))).fields | {"reference": CITED, "verdict": "approved", "goal": goals(town)}
    for _ in range(2):
        assert nils.post(address(report), data=fields).status_code == 303
    assert len(paragraphs(town, meeting)) == 1


def test_whoever_may_not_log_it_is_told_why(sign_in: SignIn, town: Town) -> None:
    report = sent(town)
    assert "görs av ”Nämndsekreterare”" in words(sign_in("Maja").get(address(report)))
    said = {"reference": CITED, "verdict": "approved", "on": "2026-09-14"}
    assert sign_in("Maja").post(address(report), data=said).status_code == 409
    assert report_of(town).state == "sent"


def test_the_step_leads_to_the_sheet(sign_in: SignIn, town: Town) -> None:
    report = sent(town)
    assert sign_in("Nils").get(f"/rapporter/{report}/minute").headers["Location"] == address(report)


@pytest.mark.parametrize("on", [date(2026, 8, 25), date(2026, 9, 9)])
def test_a_meeting_before_the_report_was_sent_is_neither_offered_nor_taken(
    sign_in: SignIn, town: Town, on: date
) -> None:  # fmt: skip
    report, nils, meeting = sent(town), sign_in("Nils"), held(town, on)
    page = nils.get(address(report))
    assert f'<option value="{meeting}"' not in page.text and 'value="approved" checked' not in page.text
    assert "Inget sammanträde är inlagt sedan uppföljningen skickades." in words(page)
    answer = nils.post(
        address(report), data=form(page).fields | {"reference": CITED, "verdict": "approved", "on": str(on)}
    )
    why = f"Sammanträdet hölls {on}, men ”Skicka till nämnden” gjordes 2026-09-14."
    assert answer.status_code == 409 and why in words(answer)
    assert report_of(town).state == "sent"


def test_before_the_meeting_its_day_is_told(sign_in: SignIn, town: Town) -> None:
    report, _ = sent(town), held(town, date(2026, 9, 29))
    page = sign_in("Nils").get(address(report))
    assert "Utbildningsnämnden sammanträder 29 sep. 2026 – logga då." in words(page)
    answer = posted(sign_in("Nils"), address(report), reference=CITED, verdict="approved")
    assert answer.status_code == 422 and "Välj sammanträdet, eller skriv dess dag." in words(answer)


def test_a_proposal_that_is_left_as_it_stands_follows_the_verdict(sign_in: SignIn, town: Town) -> None:
    report, meeting = sent(town), held(town)
    posted(sign_in("Nils"), address(report), reference=CITED, verdict="deferred", goal=goals(town))
    [logged] = paragraphs(town, meeting)
    assert report_of(town).state == "sent"
    assert said_in(town, logged) == "Utbildningsnämnden bordlägger uppföljningen Prognos 3 (delår) 2026."


def test_what_is_written_instead_is_kept_to_the_letter(sign_in: SignIn, town: Town) -> None:
    report, meeting = sent(town), held(town)
    posted(sign_in("Nils"), address(report), reference=CITED, verdict="remitted", words="Egna ord.\r\nTvå rader.")
    [logged] = paragraphs(town, meeting)
    assert said_in(town, logged) == "Egna ord.\nTvå rader."


def said_in(town: Town, paragraph: Case) -> str:
    """The words of a §."""
    with town.database.reading() as session:
        return str(said(session, town.organisation, paragraph.facts)["ruling"]["text"])
