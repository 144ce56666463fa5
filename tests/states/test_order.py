"""In whatever order days come, no decision stands before what it decided on."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.people import Town
from tests.states.guards.order import decided
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
