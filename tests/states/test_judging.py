"""The members of the group judge alone; nothing tells it by itself; two goals that pull against each other are linked."""

import pytest

from tests.people import Town
from tests.states.guards.review import judged
from tests.states.ways import put, take, trying
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
