"""What lies around a goal is found in one question: what hangs from it, what it cites, its years - and no neighbour's."""

from tests.people import Town
from tests.states.ways import APRIL, paragraph, put, take, trying
from workflow.facts import fact_of
from workflow.records.queries.events import events_of, timeline
from workflow.records.queries.goals import nearby

LEVELS = {"goals": ["goal"], "indicators": ["indicator"], "reports": ["report"], "years": ["committee_year"]}


def test_the_goals_children_decisions_and_years_are_near(standing: Town) -> None:
    organisation = standing.clock.organisation
    with trying(standing) as session:
        first = put(session, standing, "goal", "analysed", year=2025).id
        measured = fact_of("indicator", {"name": "Andel"})
        old = put(session, standing, "indicator", "retired", measured, parent=first, year=2025).id
        second = put(session, standing, "goal", "analysed", fact_of("lineage", {"continues": first}), year=2026).id
        goal = put(session, standing, "goal", "adopted", fact_of("lineage", {"continues": second})).id
        activity = put(
            session, standing, "activity", "planned", fact_of("activity", {"what": "Läxhjälp"}), parent=goal
        ).id
        ruling = paragraph(session, standing, "KF")
        decided = fact_of("decision", {"verdict": "approved", "decision": ruling})
        take(session, standing, "revise", goal, standing.stig, decided, day=APRIL)
        far = put(session, standing, "goal", "adopted", unit=standing.unit["SN"]).id
        found = nearby(session, organisation, goal, **LEVELS)
        assert found.keys() >= {first, old, second, goal, activity, ruling}
        assert far not in found and not nearby(session, standing.charlie.organisation, goal, **LEVELS)
        assert not nearby(session, organisation, activity, **LEVELS), "only a goal has anything around it"


def test_events_of_several_cases_are_read_at_once_in_order(standing: Town) -> None:
    organisation = standing.clock.organisation
    with trying(standing) as session:
        one, two, three = (put(session, standing, "goal", "draft").id for _ in range(3))
        for case, words in ((one, "Ett"), (two, "Två"), (one, "Tre"), (three, "Fyra")):
            take(session, standing, "comment", case, standing.maja, fact_of("comment", {"text": words}))
        last = timeline(session, organisation, three)[-1].seq
        found = events_of(session, organisation, [one, two], [last])
        assert found[one] == timeline(session, organisation, one)
        assert found[two] == timeline(session, organisation, two)
        assert [event.seq for event in found[three]] == [last]
        assert (
            events_of(session, standing.charlie.organisation, [one], [last])
            == events_of(session, organisation, [], [])
            == {}
        )
