"""The members of the group judge alone; nothing tells it by itself; two goals that pull against each other are linked."""

import pytest

from tests.people import Town
from tests.states.guards.review import judged
from tests.states.ways import put, says, take, trying
from workflow.facts import fact_of
from workflow.records.queries.events import said, timeline, words
from workflow.records.sql import run
from workflow.states.perform import Refused


def test_each_members_judgement_is_kept_and_told_only_to_who_asks(standing: Town) -> None:
    with trying(standing) as session:
        goal = put(session, standing, "goal", "proposed").id
        case = take(session, standing, "judge", goal, standing.rut, judged(standing, standing.rut.person))
        key, organisation = f"judgement/{standing.rut.person}", standing.clock.organisation
        assert case.state == "proposed" and "holds" not in str(case.facts)
        assert key not in said(session, organisation, case.facts)
        assert timeline(session, organisation, goal)[-1].said == {}
        assert timeline(session, organisation, goal, alone=True)[-1].said
        assert key in words(session, organisation, [case.seq])[case.seq]


def test_every_criterion_is_judged_alone_too(standing: Town) -> None:
    with trying(standing) as session:
        goal = put(session, standing, "goal", "proposed").id
        with pytest.raises(Refused, match="Still to be judged"):
            take(
                session, standing, "judge", goal, standing.rut, fact_of("judgement", {"reviewer": standing.rut.person})
            )


def test_who_comes_from_the_goals_department_is_remarked(standing: Town) -> None:
    with trying(standing) as session:
        goal = put(session, standing, "goal", "proposed").id
        take(session, standing, "judge", goal, standing.rut, judged(standing, standing.rut.person))
        assert timeline(session, standing.clock.organisation, goal)[-1].remarks == []


def test_goals_that_pull_against_each_other_are_linked(standing: Town) -> None:
    with trying(standing) as session:
        goal, other = (put(session, standing, "goal", "adopted").id for _ in range(2))
        told = fact_of("conflict", {"goal": other, "why": "Samma pengar"})
        take(session, standing, "conflict", goal, standing.rut, told)
        found = run(session, "SELECT source, target FROM link WHERE kind = 'conflicts'", ()).all()
        assert [tuple(row) for row in found] == [(goal, other)]


def test_the_year_before_of_a_goal_that_goes_on_judges_its_closing(standing: Town) -> None:
    """The sheet and the closing's own check know the same values: those of the goal's earlier years are among them."""
    fewer = fact_of("indicator", {"name": "Anmälningar", "comparator": "less_than_before"})
    with trying(standing) as session:
        first = put(session, standing, "goal", "closed", year=2026).id
        put(session, standing, "indicator", "retired", fewer, fact_of("measurement", {"value": 30, "period": "2026"}),
            parent=first, year=2026, title="Anmälningar")  # fmt: skip
        goal = put(session, standing, "goal", "forecast", fact_of("lineage", {"continues": first})).id
        own = put(session, standing, "indicator", "in_force", fewer, parent=goal, title="Anmälningar").id
        for value, why in (
            (28, ""),
            (31, "Enligt mätvärdena är målet ”Inte uppfyllt”. Skriv varför du bedömer något annat."),
        ):
            said = fact_of("closing", {"attainment": "met", "measured": [{"indicator": own, "value": value}]})
            assert says(session, "reason_when_it_differs", goal, "close", standing.maja, said) == why
