"""A pasted § becomes one act over forty goals: read, put right, chosen, rehearsed without a trace, and logged."""

import time
from datetime import date

import pytest
from werkzeug.test import TestResponse

from tests.people import Town
from tests.web.forty import COUNCIL, TODAY, WORDS, Enter, built, enter, forty, forty_app, model_forty, signed_in, web_of
from tests.web.reading import words
from tests.web.sheets import Sent, sheet
from workflow.facts import fact_of
from workflow.records.database import Database
from workflow.records.queries.events import words as said_in
from workflow.records.sql import run
from workflow.states.command import ImportedCase
from workflow.states.perform import bring_in

__all__ = ["enter", "forty", "forty_app", "model_forty"]
NEW = "/beslut/nytt"
ADOPT = "goal.adopt:2027:"
LINE = f"{COUNCIL} Kf § 84 Dnr KS 2026/00034"


def events(town: Town) -> int:
    """How many events there are."""
    with town.database.reading() as session:
        return int(run(session, "SELECT count(*) FROM event").scalar_one())


def read(enter: Enter, line: str = LINE, name: str = "stig") -> TestResponse:
    """The page that follows when somebody pastes a line."""
    return enter(name).post(NEW, data={"act": "read", "rad": line})


def covering(enter: Enter, line: str = LINE) -> Sent:
    """The form of what the § covers, as the page has it."""
    return sheet(enter("stig").post(NEW, data=sheet(read(enter, line), arende=ADOPT, act="next")))


def test_a_pasted_line_fills_the_fields(enter: Enter, forty: Town) -> None:
    answer = read(enter)
    sent = sheet(answer)
    assert answer.status_code == 200 and sent["organ"] == str(forty.unit["KF"])
    assert (sent["dag"], sent["paragraph"], sent["registry_no"]) == ("2026-06-15", "84", "KS 2026/00034")
    text = words(answer)
    assert "Lägg in sammanträdet den 15 juni 2026" in text and "Nämndmål 2027 · 40 väntar" in text
    assert "arende" not in sent, "what it is about is chosen, never guessed"


@pytest.mark.parametrize(("line", "why"), [
    ("", "Klistra in eller skriv en rad först."),
    ("hej hopp", "”hej hopp” går inte att läsa som ett beslut."),
    ("\x00\x1f", "Klistra in"),
])  # fmt: skip
def test_a_line_that_cannot_be_read_stays(enter: Enter, line: str, why: str) -> None:
    answer = read(enter, line)
    assert answer.status_code == 422 and why in words(answer) and "<title>Fel: " in answer.text


def test_what_was_not_understood_is_told_beside_the_fields(enter: Enter) -> None:
    assert "”§ 84–85” är flera paragrafer. Skriv en åt gången." in words(read(enter, "Kf 2026-06-15 § 84–85"))
    assert "”Miljönämnden” är inget organ" in words(read(enter, "Miljönämnden 2026-06-15 § 84"))


def test_nothing_goes_on_without_body_day_paragraph_and_matter(enter: Enter) -> None:
    answer = enter("stig").post(NEW, data={"act": "next", "dag": "2026-13-45", "text": "Kvar"})
    text = words(answer)
    assert answer.status_code == 422 and sheet(answer)["text"] == "Kvar"
    for why in ("Välj det organ som beslutade.", "”2026-13-45” är ingen dag i kalendern.",
                "Skriv paragrafens nummer."):  # fmt: skip
        assert text.count(why) > 1, f"{why} in the summary, and at its field"
    page = enter("stig").post(NEW, data=sheet(read(enter), act="next"))
    assert page.status_code == 422 and words(page).count("Välj slag av ärende.") == 2


def test_what_is_not_ready_is_told_unticked_and_refused_when_ticked(enter: Enter, forty: Town) -> None:
    late, year = forty.goal("Skriven efter mötet"), forty.find("committee_year", unit="BUN")[0]
    with forty.database.writing() as session:
        worded = [(fact_of("wording", {"goal": "Granskas"}), "")]
        under_review = bring_in(
            session, ImportedCase("goal", "proposed", worded, forty.clock, at=forty.now, parent=year.id, year=2027)
        ).case.id
    page = enter("stig").post(NEW, data=sheet(read(enter), arende=ADOPT, act="next"))
    sent, text = sheet(page), words(page)
    assert len(sent.getlist("galler")) == 40 and not {str(late), str(under_review)} & {*sent.getlist("galler")}
    for said in ("Utkast", "Efter sammanträdet: texten ändrades senast 16 juni 2026.", "Granskning pågår."):
        assert text.count(said) == 1, said
    preview = words(enter("stig").post(NEW, data=sheet(page, act="preview")))
    assert "Skriven efter mötet" in preview.partition("Det här omfattar paragrafen inte")[2]
    sent.add("galler", str(late))
    sent["act"] = "log"
    answer = enter("stig").post(NEW, data=sent)
    assert (
        answer.status_code == 409
        and "Sammanträdet hölls 2026-06-15, men texten ändrades senast 2026-06-16." in words(answer)
    )
    assert not forty.find("decision", None)


def test_forty_goals_are_adopted_by_one_act_two_with_changes(enter: Enter, forty: Town) -> None:
    stig, sent = enter("stig"), covering(enter)
    goals = [int(number) for number in sent.getlist("galler")]
    assert len(goals) == 40
    first, second = goals[0], goals[20]
    sent[f"w-{first}"] = WORDS.format(number=1).replace("85", "90")
    target = next(name for name in sent if name.startswith(f"t-{second}-"))
    sent[target] = "87,5"
    before = events(forty)
    preview = stig.post(NEW, data=sent | {"act": "preview"})
    assert preview.status_code == 200 and events(forty) == before, "a rehearsal leaves no trace"
    text = words(preview)
    assert "Bifall 38" in text and "Bifall med ändring 2" in text
    assert "Indikatorer som börjar gälla genom samma paragraf: 40" in text
    assert "Inte berett av kommunstyrelsen. (40)" in text and "Sammanträdet läggs in samtidigt." in text
    assert "<del" in preview.text and ">90<" in preview.text and ">87,5<" in preview.text
    began = time.perf_counter()
    answer = stig.post(NEW, data=sheet(preview, act="log"))
    took = time.perf_counter() - began
    assert answer.status_code == 303 and took < 2, took
    assert "Ärenden som den gäller: 40" in words(stig.get(answer.headers["Location"]))
    assert {forty.case(goal).state for goal in goals} == {"adopted"}
    assert forty.case(first).title == WORDS.format(number=1).replace("85", "90")
    indicator = forty.case(int(target.rpartition("-")[2]))
    assert indicator.state == "in_force" and indicator.fact("target", "2027")["value"] == 87.5
    decided = forty.case(first).fact("decision/adopt")
    assert (
        decided["verdict"] == "approved_changed"
        and forty.case(goals[1]).fact("decision/adopt")["verdict"] == "approved"
    )
    with forty.database.reading() as session:
        told = said_in(session, forty.clock.organisation, [decided["seq"]])
    assert "90 procent" in told[decided["seq"]]["decision/adopt"]["words"]


def test_it_is_the_same_on_either_database(database: Database) -> None:
    town = built(database)
    stig = signed_in(web_of(town), town.stig)
    page = stig.post(NEW, data={"act": "read", "rad": LINE})
    page = stig.post(NEW, data=sheet(page, arende=ADOPT, act="next"))
    preview = stig.post(NEW, data=sheet(page, act="preview"))
    for _ in range(2):
        answer = stig.post(NEW, data=sheet(preview, act="log"))
        assert answer.status_code == 303
        for address in (answer.headers["Location"], "/beslut?q=§ 84", "/beslut"):
            assert "§ 84" in words(stig.get(address))
    assert {goal.state for goal in town.find("goal")} == {"adopted"}


def test_what_is_sent_twice_happens_once(enter: Enter, forty: Town) -> None:
    stig, sent = enter("stig"), covering(enter)
    first = stig.post(NEW, data=sent | {"act": "log"})
    after = events(forty)
    again = stig.post(NEW, data=sent | {"act": "log"})
    assert again.status_code == 303 and again.headers["Location"] == first.headers["Location"]
    assert events(forty) == after
    assert "Det var redan loggat." in words(stig.get("/beslut"))


def test_all_or_nothing_and_everything_that_was_written_stays(enter: Enter, forty: Town) -> None:
    stig, sent = enter("stig"), covering(enter)
    goal = int(sent.getlist("galler")[3])
    forty.do("drop", goal, forty.olle, why="Behövs inte")
    before = events(forty)
    sent[f"w-{sent.getlist('galler')[0]}"] = "Ett helt annat mål"
    for act in ("preview", "log"):
        answer = stig.post(NEW, data=sent | {"act": act})
        text = words(answer)
        assert answer.status_code == 409 and events(forty) == before
        assert "Inget är sparat: en del går inte att logga" in text and "Någon annan har ändrat" in text
        kept = sheet(answer)
        assert kept[f"w-{sent.getlist('galler')[0]}"] == "Ett helt annat mål"
        assert kept.getlist("galler").sort() == sent.getlist("galler").sort()
    kept.setlist("galler", [number for number in kept.getlist("galler") if number != str(goal)])
    assert stig.post(NEW, data=kept | {"act": "log"}).status_code == 303


def test_verdicts_differ_from_goal_to_goal(enter: Enter, forty: Town) -> None:
    stig, sent = enter("stig"), covering(enter)
    back, no, *_ = goals = sent.getlist("galler")
    sent[f"v-{back}"], sent[f"i-{back}"], sent[f"v-{no}"] = "remitted", "Gör det mätbart", "rejected"
    assert stig.post(NEW, data=sent | {"act": "log"}).status_code == 303
    assert [forty.case(int(goal)).state for goal in goals[:3]] == ["smart_reviewed", "rejected", "adopted"]
    assert "Gör det mätbart" in stig.get(stig.get(f"/mal/{back}").request.path).text


def test_a_change_must_say_what_was_changed(enter: Enter) -> None:
    stig, sent = enter("stig"), covering(enter)
    goal = sent.getlist("galler")[0]
    sent[f"v-{goal}"] = "approved_changed"
    answer = stig.post(NEW, data=sent | {"act": "preview"})
    assert answer.status_code == 422 and "skriv vad som ändrades, i ord eller målvärden" in words(answer)
    target = next(name for name in sent if name.startswith("t-"))
    sent[target] = "många"
    answer = stig.post(NEW, data=sent | {"act": "log"})
    assert answer.status_code == 422 and "som ett tal, till exempel 71,5" in words(answer)
    sent.setlist("galler", [])
    answer = stig.post(NEW, data=sent | {"act": "log"})
    assert answer.status_code == 422 and "Välj minst ett som paragrafen gäller." in words(answer)


def test_a_committee_is_taken_out_with_one_press(enter: Enter, forty: Town) -> None:
    stig, sent = enter("stig"), covering(enter)
    kept = sheet(stig.post(NEW, data=sent | {"act": f"none-{forty.unit['SN']}"}))
    assert len(kept.getlist("galler")) == 26
    assert len(sheet(stig.post(NEW, data=kept | {"act": f"all-{forty.unit['SN']}"})).getlist("galler")) == 40


def test_a_working_committee_cannot_adopt_and_is_told_why(enter: Enter, forty: Town) -> None:
    answer = read(enter, f"{COUNCIL} Ksau § 12")
    text = words(answer)
    assert "Vad som väntar på ett annat organ, och varför" in text
    assert "Beslutet fattades av Kommunstyrelsens arbetsutskott, men bara kommunfullmäktige beslutar om detta." in text
    assert ADOPT not in answer.text
    before = events(forty)
    answer = enter("stig").post(NEW, data=sheet(answer, arende=ADOPT, act="log"))
    assert answer.status_code == 422 and events(forty) == before
    assert "men bara kommunfullmäktige beslutar om detta" in words(answer)


def test_a_paragraph_that_is_logged_already_warns(enter: Enter, forty: Town) -> None:
    logged = forty.paragraph("KF", COUNCIL)
    answer = read(enter)
    assert "Den här paragrafen är redan loggad" in words(answer) and f'href="/beslut/{logged}"' in answer.text
    sent = sheet(answer, arende="-", act="log")
    assert sent["sammantrade"] == str(forty.case(logged).parent), "the meeting of the day is found"
    refused = enter("stig").post(NEW, data=sent)
    assert refused.status_code == 422 and "Kryssa i att det är en annan paragraf" in words(refused)
    assert enter("stig").post(NEW, data=sheet(refused, annan="yes", act="log")).status_code == 303
    assert "redan loggad" not in words(read(enter, "2025-06-16 Kf § 84")), "another year has numbers of its own"


def test_the_fields_that_the_minutes_have_are_kept(enter: Enter, forty: Town) -> None:
    more = {
        "proposer": "Karin Ek (S)",
        "reservations": "Nils Berg (M)",
        "disqualified": "Eva Al (C)",
        "approved_at_once": "yes",
    }
    page = enter("stig").post(NEW, data=sheet(read(enter), arende="-", act="preview", **more))
    answer = enter("stig").post(NEW, data=sheet(page, act="log"))
    text = words(enter("maja").get(answer.headers["Location"]))
    assert all(said in text for said in ("Karin Ek (S)", "Nils Berg (M)", "Eva Al (C)"))


def test_nobody_logs_what_is_not_decided_yet(enter: Enter, forty: Town) -> None:
    answer = enter("stig").post(NEW, data=sheet(read(enter, "2026-06-22 Kf § 90"), arende="-", act="log"))
    assert answer.status_code == 409 and "Sammanträdet hålls först 2026-06-22" in words(answer)
    assert not forty.find("meeting", None), "nor is the meeting entered"


def test_a_secretary_logs_for_the_own_committee_only(enter: Enter, forty: Town) -> None:
    answer = read(enter, f"{TODAY} Kf § 84", "nils")
    assert sheet(answer)["organ"] == "" and "Barn- och utbildningsnämnden" in words(answer)
    assert "Kommunfullmäktige" not in answer.text.partition("<main")[2]
    for name in ("maja", "olle", "rut", "charlie"):
        assert "görs av ”Kommunsekreterare” eller ”Nämndsekreterare”" in words(enter(name).get(NEW))
        assert enter(name).post(NEW, data={"act": "read", "rad": LINE}).status_code == 409


def test_more_goals_are_added_by_those_who_log_for_the_body(enter: Enter, forty: Town) -> None:
    address = f"/beslut/{forty.paragraph('KF', COUNCIL)}/galler"
    assert "Koppla fler mål" not in words(enter("nils").get(address))
    assert enter("nils").post(address, data={"act": "log", "arende": ADOPT}).status_code == 409
    assert enter("charlie").get(address).status_code == enter("charlie").post(address).status_code == 404
    assert enter("stig").get(f"/beslut/{forty.find('goal')[0].id}/galler").status_code == 404
    sent = sheet(enter("stig").get(f"{address}?arende={ADOPT}"))
    sent.setlist("galler", sent.getlist("galler")[:2])
    preview = enter("stig").post(address, data=sent | {"act": "preview"})
    assert enter("stig").post(address, data=sheet(preview, act="log")).status_code == 303
    assert sum(goal.state == "adopted" for goal in forty.find("goal")) == 2


def test_a_committee_endorses_its_own_goals(enter: Enter, forty: Town) -> None:
    page = read(enter, "2026-06-09 Bun § 45 dnr BUN 2026/7", "nils")
    sent = sheet(enter("nils").post(NEW, data=sheet(page, arende="goal.endorse:2027:", act="next")))
    assert len(sent.getlist("galler")) == 16 and not [name for name in sent if name.startswith("w-")]
    assert enter("nils").post(NEW, data=sent | {"act": "log"}).status_code == 303
    assert {goal.fact("decision/endorse")["verdict"] for goal in forty.find("goal", unit="BUN")} == {"approved"}


def test_the_boards_change_is_what_the_council_has_before_it(enter: Enter, forty: Town) -> None:
    page = read(enter, "2026-06-08 Ks § 60")
    sent = sheet(enter("stig").post(NEW, data=sheet(page, arende="goal.prepare:2027:", act="next")))
    goal = sent.getlist("galler")[0]
    sent[f"w-{goal}"] = "Styrelsens egna ord om målet"
    assert enter("stig").post(NEW, data=sent | {"act": "log"}).status_code == 303
    council = covering(enter)
    assert council[f"w-{goal}"] == "Styrelsens egna ord om målet"
    assert enter("stig").post(NEW, data=council | {"act": "log"}).status_code == 303
    found = forty.case(int(goal))
    assert (found.title, found.fact("decision/adopt")["verdict"]) == ("Styrelsens egna ord om målet", "approved")


def test_a_goal_that_the_board_has_not_prepared_with_the_others_is_unticked(enter: Enter) -> None:
    page = read(enter, "2026-06-08 Ks § 60")
    sent = sheet(enter("stig").post(NEW, data=sheet(page, arende="goal.prepare:2027:", act="next")))
    left, *prepared = sent.getlist("galler")
    sent.setlist("galler", prepared)
    assert enter("stig").post(NEW, data=sent | {"act": "log"}).status_code == 303
    page = enter("stig").post(NEW, data=sheet(read(enter), arende=ADOPT, act="next"))
    assert sheet(page).getlist("galler") == prepared and left not in prepared
    assert words(page).count("Inte berett av kommunstyrelsen.") == 1


def test_a_paragraph_is_begun_from_its_meeting(enter: Enter, forty: Town) -> None:
    meeting = forty.meeting("KF", COUNCIL)
    answer = enter("stig").get(f"/sammantraden/{meeting.id}/decision.log", follow_redirects=True)
    assert sheet(answer)["sammantrade"] == str(meeting.id) and sheet(answer)["dag"] == str(COUNCIL)
    assert enter("stig").get(f"{NEW}?sammantrade={forty.find('goal')[0].id}").status_code == 404


def test_another_meeting_of_the_body_can_be_chosen(enter: Enter, forty: Town) -> None:
    meeting = forty.meeting("KF", date(2026, 6, 1))
    sent = sheet(read(enter), arende="-", act="log", sammantrade=str(meeting.id))
    answer = enter("stig").post(NEW, data=sent)
    assert answer.status_code == 303
    assert forty.case(int(answer.headers["Location"].rpartition("/")[2])).parent == meeting.id


@pytest.mark.parametrize("data", [
    {}, {"act": "log"}, {"act": "none-2"}, {"act": "all-x", "organ": "2"},
    {"act": "log", "organ": "²", "dag": "x", "arende": "goal.adopt"},
    {"act": "cover", "organ": "2", "dag": "2026-06-15", "paragraph": "1", "arende": "nothing.at:all:R9"},
    {"act": "log", "organ": "2", "dag": "2026-06-15", "paragraph": "9" * 60, "sammantrade": "nytt", "arende": "-"},
    {"act": "log", "organ": "2", "dag": "2026-06-15", "paragraph": "1", "sammantrade": "nytt", "arende": ADOPT,
     "sent": ADOPT, "galler": "999999999999", "once": "form/x" * 40},
])  # fmt: skip
def test_what_no_browser_sends_is_told_in_sentences(enter: Enter, forty: Town, data: dict[str, str]) -> None:
    before = events(forty)
    assert enter("stig").post(NEW, data=data).status_code in (200, 422)
    assert events(forty) == before
