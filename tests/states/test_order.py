"""In whatever order days come, no decision stands before what it decided on."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from tests.people import Town
from tests.states.good import GOOD
from tests.states.guards.order import decided, met
from tests.states.ways import put, take, trying, why_not
from workflow.facts import fact_of
from workflow.states.perform import Refused

FIRST, LAST = date(2027, 4, 1), date(2027, 4, 30)
SOON = st.integers(0, 28).map(lambda days: FIRST + timedelta(days))
WORDS = {"goal": "Fler ska cykla", "no_area_motive": "Eget mål"}


def test_no_order_of_days_adopts_a_goal_before_its_words(here: Town) -> None:
    @settings(max_examples=25, deadline=None)
    @given(written=SOON, sent_back=SOON, again=SOON, adopted=SOON)
    def holds(written: date, sent_back: date, again: date, adopted: date) -> None:
        acts = (
            ("reword", written, ""),
            ("adopt", sent_back, "remitted"),
            ("reword", max(written, again), ""),
            ("adopt", adopted, "approved"),
        )
        with trying(here) as session:
            goal = put(session, here, "goal", "draft", fact_of("wording", WORDS), day=FIRST - timedelta(9)).id
            there = FIRST
            for step, on, verdict in acts:
                if not verdict:
                    take(session, here, step, goal, here.maja, fact_of("wording", WORDS), day=on)
                    there = max(there, on)
                    continue
                said = decided(session, here, "KF", str(on), verdict=verdict)
                if on < there:
                    with pytest.raises(Refused):
                        take(session, here, step, goal, here.stig, said, day=LAST)
                else:
                    take(session, here, step, goal, here.stig, said, day=LAST)
                    there = on

    holds()


def test_a_measure_may_be_raised_at_the_meeting_when_it_is_said_why(town: Town) -> None:
    with trying(town) as session:
        goal = put(session, town, "goal", "adopted", fact_of("wording", WORDS)).id
        said = fact_of("measure", {"what": "En tjänst flyttas", "responsible": town.maja.person, "effect": "Fler får stöd",
                                   "done_by": "2027-11-01", "cost_sek": 0})  # fmt: skip
        measure = take(session, town, "measure.propose", goal, town.maja, said, day=LAST).id
        early = decided(session, town, "BUN", "2027-04-20")
        assert [why.partition(",")[0] for why in why_not(session, "decide", measure, town.nils, early, day=LAST)] == [
            "Sammanträdet hölls 2027-04-20"
        ]
        fact = early.model_copy(update={"reason": "Väcktes av en ledamot"})
        assert take(session, town, "decide", measure, town.nils, fact, day=LAST).state == "decided"


def test_no_order_of_days_decides_on_measures_before_their_consequence_is_described(here: Town) -> None:
    @settings(max_examples=15, deadline=None)
    @given(forecast=SOON, described=SOON, met=SOON)
    def holds(forecast: date, described: date, met: date) -> None:
        described = max(forecast, described)
        with trying(here) as session:
            goal = put(session, here, "goal", "action_planned", fact_of("wording", WORDS), day=FIRST - timedelta(9)).id
            said = fact_of("forecast", GOOD["forecast"] | {"outlook": "not_met"})
            take(session, here, "forecast", goal, here.maja, said, day=forecast, round="R1")
            said = fact_of("consequence", GOOD["consequence"])
            take(session, here, "describe_consequence", goal, here.maja, said, day=described, round="R1")
            fact = decided(session, here, "BUN", str(met))
            why = why_not(session, "decide_measures", goal, here.nils, fact, day=LAST, round="R1")
            assert bool(why) == (met < described), why

    holds()


def test_no_order_of_days_decides_a_target_or_a_transfer_before_its_matter(here: Town) -> None:
    @settings(max_examples=15, deadline=None)
    @given(written=SOON, first=SOON, second=SOON)
    def holds(written: date, first: date, second: date) -> None:
        with trying(here) as session:
            goal = put(session, here, "goal", "adopted", fact_of("wording", WORDS), day=FIRST - timedelta(9)).id
            said = fact_of("indicator", GOOD["indicator"])
            indicator = take(session, here, "indicator.add", goal, here.maja, said, day=written).id
            there = written
            for on in (first, second):
                cited = met(session, here, "BUN", str(on))
                fact = fact_of("target", {"value": 90, "year": 2027, "decision": cited})
                why = why_not(session, "set_target", indicator, here.nils, fact, day=LAST)
                assert bool(why) == (on < there), why
                if not why:
                    take(session, here, "set_target", indicator, here.nils, fact, day=LAST)
                    there = on
            draft = take(session, here, "goal.draft", here_home(session, here), here.maja, fact_of("wording", GOOD["wording"] | {
                "focus_areas": here.focus_areas()[:1]}), day=written).id  # fmt: skip
            moved = fact_of("transfer", {"unit": here.unit["SN"], "decision": met(session, here, "KF", str(first))})
            assert bool(why_not(session, "transfer", draft, here.stig, moved, day=LAST)) == (first < written)

    holds()


def here_home(session: Session, town: Town) -> int:
    """The children's committee's year."""
    return put(session, town, "committee_year", "open").id


def test_a_step_whose_row_asks_for_no_order_is_held_to_it_all_the_same(here: Town) -> None:
    """A vision is adopted as it was worded; with a reason the body may decide before, and that stays as a remark."""
    with trying(here) as session:
        words = fact_of("direction", {"words": "Vi växer tillsammans"})
        vision = take(session, here, "vision.propose", None, here.kia, words, day=LAST).id
        early = decided(session, here, "KF", str(FIRST))
        [why] = why_not(session, "adopt", vision, here.stig, early, day=LAST)
        assert why.startswith(f"Sammanträdet hölls {FIRST}, men texten ändrades senast {LAST}.")
        said = early.model_copy(update={"reason": "Väcktes vid mötet"})
        assert take(session, here, "adopt", vision, here.stig, said, day=LAST).state == "adopted"
