"""One committee's report: read, approved or returned, sent."""

from tests.web.conftest import SignIn
from tests.web.reading import words
from tests.web.reporting import approved, case_of, earlier, handed_in, posted, report_of, take
from tests.web.town import NOW, Town
from workflow.facts import fact_of
from workflow.facts.forecast import SourceForecast
from workflow.states.command import Command, ImportedCase
from workflow.states.perform import bring_in, perform

TEXT = "Räkna om frånvaron och beskriv vad den kostar."


def test_every_goal_is_there_with_outlook_values_consequence_and_measures(sign_in: SignIn, town: Town) -> None:
    page = sign_in("Olle").get(f"/rapporter/{handed_in(town)}")
    said = words(page)
    assert "2 av 2 mål lämnade" in said and "! Nås delvis" in said and "✕ Nås inte" in said
    assert "Examen inom tre år 75 procent 70,4 procent" in said and "Det går trögt." in said
    assert "Färre får stöd." in said and "Åtgärd för other" in said and "Ansvarig: Maja Prov" in said


def test_what_is_missing_is_a_state_of_its_own(sign_in: SignIn, town: Town) -> None:
    said = words(sign_in("Olle").get(f"/rapporter/{report_of(town).id}"))
    assert "1 av 2 mål lämnade" in said and "● Saknas" in said and "● Konsekvens saknas" in said


def test_the_outlook_of_the_round_before_stands_beside(sign_in: SignIn, town: Town) -> None:
    facts = [
        (fact_of("forecast", {"outlook": outlook}), round) for outlook, round in (("partly", "R2"), ("not_met", "R3"))
    ]
    with town.database.writing() as session:
        bring_in(
            session,
            ImportedCase(
                "goal",
                "forecast",
                facts,
                town.clock,
                at=NOW,
                parent=town.cases["committee_year"],
                year=2026,
                title="Ett tredje mål",
            ),
        )
    said = words(sign_in("Olle").get(f"/rapporter/{handed_in(town)}"))
    assert "Ett tredje mål ✕ Nås inte Prognos 2: ! Nås delvis" in said


def test_a_round_before_the_goals_were_there_has_none(sign_in: SignIn, town: Town) -> None:
    page = sign_in("Olle").get(f"/rapporter/{earlier(town)[0]}")
    assert page.status_code == 200 and "Nämnden har inga mål vid det här tillfället." in words(page)


def test_the_draft_is_no_part_of_it(sign_in: SignIn, town: Town) -> None:
    assert "Ett utkast" not in sign_in("Olle").get(f"/rapporter/{handed_in(town)}").text


def test_the_step_of_approval_leads_to_the_form_on_the_page(sign_in: SignIn, town: Town) -> None:
    report = handed_in(town)
    answer = sign_in("Dina").get(f"/rapporter/{report}/approve")
    assert answer.status_code == 303 and answer.headers["Location"] == f"/rapporter/{report}#godkann"
    assert sign_in("Nils").get(f"/rapporter/{report}/approve").status_code == 200


def test_the_director_approves_with_the_measures_she_ticks(sign_in: SignIn, town: Town) -> None:
    report = handed_in(town)
    answer = posted(
        sign_in("Dina"), f"/rapporter/{report}", "godkannande", verdict="approved", matt=str(town.cases["goal"])
    )
    assert answer.status_code == 303 and answer.headers["Location"] == f"/rapporter/{report}"
    assert report_of(town).state == "approved" and case_of(town, "own measure").state == "decided"
    assert case_of(town, "goal").took("approve_measures", "R3")


def test_what_she_does_not_tick_waits_for_the_committee(sign_in: SignIn, town: Town) -> None:
    posted(sign_in("Dina"), f"/rapporter/{handed_in(town)}", "godkannande", verdict="approved")
    assert report_of(town).state == "approved" and case_of(town, "own measure").state == "proposed"


def test_what_comes_back_has_her_words_at_the_top(sign_in: SignIn, town: Town) -> None:
    report = handed_in(town)
    dina = sign_in("Dina")
    posted(dina, f"/rapporter/{report}", "godkannande", verdict="returned", comment=TEXT)
    assert report_of(town).state == "open"
    receipt = words(dina.get(f"/rapporter/{report}"))
    assert "Uppföljningen är återlämnad" in receipt and "är klart" not in receipt
    page = words(sign_in("Maja").get(f"/rapporter/{report}"))
    assert TEXT in page and page.index("Återlämnat") < page.index("Mål 1")
    assert TEXT in words(sign_in("Maja").get(f"/rapporter/{report}/blad"))
    with town.database.writing() as session:
        perform(session, Command("report", report, town.who("Dina"), at=NOW))
    assert TEXT not in words(sign_in("Maja").get(f"/rapporter/{report}/blad"))
    assert TEXT not in words(sign_in("Maja").get(f"/rapporter/{report}")).partition("Det som har hänt")[0]


def test_what_stops_an_approval_is_told_before_it_is_tried(sign_in: SignIn, town: Town) -> None:
    report = handed_in(town, described=False)
    said = words(sign_in("Dina").get(f"/rapporter/{report}"))
    assert "Det här hindrar ett godkännande nu" in said and "saknar konsekvensbeskrivning" in said
    assert "hindrar ett godkännande" not in words(sign_in("Nils").get(f"/rapporter/{report}"))


def test_a_judgement_of_a_source_stands_in_its_words_and_counts_as_given(sign_in: SignIn, town: Town) -> None:
    said = [(SourceForecast(unscaled="worded", as_written="Väl godkänt"), "R3")]
    with town.database.writing() as session:
        bring_in(
            session,
            ImportedCase(
                "goal",
                "forecast",
                said,
                town.clock,
                at=NOW,
                parent=town.cases["committee_year"],
                year=2026,
                title="Ett mål ur en fil",
            ),
        )
    told = words(sign_in("Olle").get(f"/rapporter/{handed_in(town)}"))
    assert "3 av 3 mål lämnade" in told and "Ett mål ur en fil – Som källan säger: Väl godkänt" in told
    assert "– Som källan säger 1" in told


def test_a_target_stands_with_its_comparator_and_unit(sign_in: SignIn, town: Town) -> None:
    with town.database.writing() as session:
        for title, target in (
            ("Väntetid", {"comparator": "at_most", "target": 5, "unit": "dagar"}),
            ("Andel", {"comparator": "between", "target": 85, "target_to": 95, "unit": "procent"}),
            ("Klagomål", {"target_text": "färre än i fjol"}),
        ):
            bring_in(
                session,
                ImportedCase(
                    "indicator",
                    "in_force",
                    [(fact_of("indicator", {"name": title} | target), "")],
                    town.clock,
                    at=NOW,
                    parent=town.cases["goal"],
                    year=2026,
                    title=title,
                ),
            )
    told = words(sign_in("Olle").get(f"/rapporter/{handed_in(town)}"))
    for row in ("Väntetid högst 5 dagar", "Andel mellan 85 och 95 procent", "Klagomål färre än i fjol"):
        assert row in told


def test_a_report_that_lacks_a_consequence_is_not_approved_but_may_be_returned(sign_in: SignIn, town: Town) -> None:
    report = handed_in(town, described=False)
    dina = sign_in("Dina")
    answer = posted(dina, f"/rapporter/{report}", "godkannande", verdict="approved", comment=TEXT)
    assert answer.status_code == 409 and "saknar konsekvensbeskrivning" in words(answer) and TEXT in answer.text
    assert posted(dina, f"/rapporter/{report}", "godkannande", verdict="returned", comment=TEXT).status_code == 303
    assert report_of(town).state == "open"


def test_a_verdict_must_be_chosen_and_the_words_are_kept(sign_in: SignIn, town: Town) -> None:
    answer = posted(sign_in("Dina"), f"/rapporter/{handed_in(town)}", "godkannande", comment=TEXT)
    assert answer.status_code == 422 and "<title>Fel: " in answer.text and TEXT in answer.text


def test_a_measure_that_is_refused_leaves_the_report_as_it_was(sign_in: SignIn, town: Town) -> None:
    report = handed_in(town)
    dina = sign_in("Dina")
    page = dina.get(f"/rapporter/{report}")
    with town.database.writing() as session:
        take(session, town, "approve", "own measure", "Dina", "approval", verdict="approved")
    goal = case_of(town, "goal")
    said = {"verdict": "approved", "version": str(report_of(town).version), "once": "form/x", "matt": str(goal.id)}
    answer = dina.post(f"/rapporter/{report}/godkannande", data=said | {f"v-{goal.id}": str(goal.version + 1)})
    assert page.status_code == 200 and answer.status_code == 409 and report_of(town).state == "reported"


def test_the_secretary_sends_it_with_the_papers_of_the_meeting_it_goes_to(sign_in: SignIn, town: Town) -> None:
    report, nils = approved(town), sign_in("Nils")
    assert "nästa sammanträde är inte inlagt" in words(nils.get(f"/rapporter/{report}"))
    with town.database.writing() as session:
        said = {"unit": town.units["UN"], "on": "2026-09-22", "agenda_closes": "2026-09-15"}
        perform(session, Command("meeting.plan", None, town.who("Nils"), fact_of("gathering", said), at=NOW))
    page = words(nils.get(f"/rapporter/{report}"))
    assert "Den går till sammanträdet 22 sep. 2026. Ärendelistan stänger 15 sep. 2026." in page
    assert posted(nils, f"/rapporter/{report}", "send").status_code == 303 and report_of(town).state == "sent"
    assert "Skicka till nämnden</button>" not in sign_in("Dina").get(f"/rapporter/{report}").text


def test_another_municipality_has_no_such_report(sign_in: SignIn, town: Town) -> None:
    report, charlie = handed_in(town), sign_in("Charlie")
    for address in (f"/rapporter/{report}", f"/rapporter/{report}/paragraf"):
        assert charlie.get(address).status_code == 404
    for address in (f"/rapporter/{report}/godkannande", f"/rapporter/{report}/paragraf"):
        assert charlie.post(address, data={"verdict": "approved"}).status_code == 404
    assert sign_in("Dina").get("/rapporter/9999999/paragraf").status_code == 404
    assert sign_in("Dina").get(f"/rapporter/{town.cases['goal']}/paragraf").status_code == 404


def test_a_closing_is_read_and_approved_in_the_same_way(sign_in: SignIn, town: Town) -> None:
    year = {"parent": town.cases["committee_year"], "year": 2026}
    said = [(fact_of("forecast", {"outlook": "partly"}), "R3"),
            (fact_of("closing", {"attainment": "not_met", "result": "Det gick inte."}), "")]  # fmt: skip
    with town.database.writing() as session:
        bring_in(session, ImportedCase("goal", "closed", said, town.clock, at=NOW, title="Ett stängt mål", **year))
        report = bring_in(
            session, ImportedCase("committee_report", "reported", [], town.clock, at=NOW, round="closing", **year)
        ).case.id
    dina = sign_in("Dina")
    page = words(dina.get(f"/rapporter/{report}"))
    assert "Ett stängt mål ✕ Inte uppfyllt Prognos 3 (delår): ! Nås delvis" in page and "Det gick inte." in page
    assert "Målbokslut" in words(dina.get("/rapporter?ar=2026&omgang=closing"))
    assert posted(dina, f"/rapporter/{report}", "godkannande", verdict="approved").status_code == 303
    assert report_of(town, "closing").state == "approved"


def test_whoever_handed_it_in_takes_it_back_until_somebody_goes_on_from_it(sign_in: SignIn, town: Town) -> None:
    report, dina = handed_in(town), sign_in("Dina")
    assert "Ta tillbaka" not in words(sign_in("Maja").get(f"/rapporter/{report}")).partition("Mål 1")[0]
    answer = posted(dina, f"/rapporter/{report}", "ta-tillbaka", why="")
    assert answer.status_code == 422 and "<title>Fel: " in answer.text and report_of(town).state == "reported"
    assert posted(dina, f"/rapporter/{report}", "ta-tillbaka", why="Fel siffror").status_code == 303
    assert report_of(town).state == "open"


def test_an_approval_is_taken_back_in_the_same_way_but_not_what_is_sent(sign_in: SignIn, town: Town) -> None:
    report, dina = approved(town), sign_in("Dina")
    assert posted(dina, f"/rapporter/{report}", "ta-tillbaka", why="Fel siffror").status_code == 303
    assert report_of(town).state == "reported"
    sent_report = sign_in("Maja").post(f"/rapporter/{report}/ta-tillbaka", data={"event": "1", "why": "Fel siffror"})
    assert sent_report.status_code == 409 and report_of(town).state == "reported"


def test_a_report_of_no_round_is_nowhere(sign_in: SignIn, town: Town) -> None:
    with town.database.writing() as session:
        report = bring_in(
            session,
            ImportedCase(
                "committee_report",
                "closed",
                [],
                town.clock,
                at=NOW,
                title="En gammal rapport",
                parent=town.cases["committee_year"],
                year=2026,
            ),
        ).case.id
    for name, address in (("Olle", f"/rapporter/{report}"), ("Nils", f"/rapporter/{report}/paragraf")):
        assert sign_in(name).get(address).status_code == 404
    assert "Prognos 3 (delår)" in words(sign_in("Olle").get("/rapporter?ar=2026&omgang=alla"))


def test_the_task_of_handing_in_leads_to_the_sheet_while_goals_are_missing(sign_in: SignIn, town: Town) -> None:
    report = report_of(town).id
    answer = sign_in("Maja").get(f"/rapporter/{report}/report")
    assert answer.status_code == 303 and answer.headers["Location"].endswith(f"/rapporter/{report}/blad")
    assert "Det här går inte att göra nu" in sign_in("Nils").get(f"/rapporter/{report}/report").text
    handed_in(town)
    assert sign_in("Maja").get(f"/rapporter/{report}/report").status_code == 200
