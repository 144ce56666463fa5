"""Each guard is silent when it should be, and objects with its own sentence when it should."""

from dataclasses import replace

import pytest

from tests.people import Town, moment
from tests.states.good import GOOD
from tests.states.guards import bodies, followup, measuring, order, papers, people, review, wording
from tests.states.guards.shown import SHOWN
from tests.states.ways import APRIL, paragraph, put, says, take, trying
from workflow.facts import fact_of
from workflow.organisation.founding import add_unit
from workflow.states.command import ImportedCase
from workflow.states.context import Who, read
from workflow.states.guards import GUARDS
from workflow.states.perform import bring_in

FILES = (bodies, followup, measuring, order, papers, people, review, wording)
"""Read so that they are registered."""


def test_every_guard_is_shown() -> None:
    assert SHOWN.keys() == GUARDS.keys()


@pytest.mark.parametrize("guard", sorted(SHOWN))
def test_a_guard_objects_only_when_it_should(standing: Town, guard: str) -> None:
    with trying(standing) as session:
        silent, objection = SHOWN[guard].showing(session, standing)
    assert (silent, objection) == ("", SHOWN[guard].sentence)


def test_a_decision_must_be_named_and_must_stand(standing: Town) -> None:
    with trying(standing) as session:
        goal = put(session, standing, "goal", "smart_reviewed").id
        assigned = fact_of("assignment", GOOD["assignment"] | {"unit": standing.unit["BUN"]})
        no_section = put(session, standing, "meeting", "held").id
        gone = paragraph(session, standing, "KF", "overturned")
        found = [
            says(session, "decided_by_council", goal, "adopt", standing.stig, fact)
            for fact in (
                None,
                assigned,
                *(fact_of("decision", {"verdict": "approved", "decision": n}) for n in (no_section, gone)),
            )
        ]
    assert found == [
        "",
        "Ange beslutet: organ, datum och paragraf.",
        "Beslutet finns inte loggat.",
        "Det beslutet har upphävts eller rättats.",
    ]


def test_the_paragraph_of_another_municipality_is_not_in_the_log(standing: Town) -> None:
    with trying(standing) as session:
        ruling = [(fact_of("ruling", GOOD["ruling"]), "")]
        there = bring_in(session, ImportedCase("decision", "logged", ruling, standing.charlie, at=moment(APRIL))).case
        goal = put(session, standing, "goal", "smart_reviewed").id
        said = fact_of("decision", {"verdict": "approved", "decision": there.id})
        assert says(session, "decided_by_council", goal, "adopt", standing.stig, said) == "Beslutet finns inte loggat."


def test_nobody_has_a_goal_reviewed_on_the_authors_behalf(standing: Town) -> None:
    with trying(standing) as session:
        goal = put(session, standing, "goal", "draft").id
        take(session, standing, "reword", goal, standing.maja, fact_of("wording", GOOD["wording"]))
        for_maja = Who(standing.clock.organisation, standing.rut.person, standing.maja.person)
        objection = SHOWN["not_an_author"].sentence
        assert says(session, "not_an_author", goal, "review", for_maja) == objection


@pytest.mark.parametrize(
    ("sealed", "body"), [(("wording",), "den nämnd som äger målet"), (("target",), "bara kommunfullmäktige")]
)
def test_who_decides_a_new_target_hangs_on_what_the_council_has_sealed(
    standing: Town, sealed: tuple[str, ...], body: str
) -> None:  # fmt: skip
    with trying(standing) as session:
        goal = put(session, standing, "goal", "adopted").id
        indicator = put(
            session, standing, "indicator", "in_force", fact_of("indicator", GOOD["indicator"]), parent=goal
        )
        now = read(session, indicator.id, standing.stig, moment(APRIL))
        now = replace(now, model=replace(now.model, sealed_by_council=sealed))
        section = paragraph(session, standing, "KF" if "target" not in sealed else "BUN")
        said = fact_of("target", {"value": 90, "year": 2027, "decision": section})
        objection = GUARDS["decided_by_competent_body"](now.asking(now.level.step["set_target"], said))
        assert objection and body in objection.in_("sv")


def test_both_quotas_that_are_full_are_named(here: Town) -> None:
    with trying(here) as session:
        culture = add_unit(session, here.clock, "KULTUR", "Kultur", "department", here.unit["KS"], at=here.now)
        said = fact_of("wording", GOOD["wording"] | {"department": culture})
        for _ in range(8):
            put(session, here, "goal", "adopted", said, unit=here.unit["KS"])
        new = put(session, here, "goal", "draft", said, unit=here.unit["KS"])
        assert says(session, "not_over_quota", new.id, "propose", here.knut) == (
            "Nämnden har redan så många mål som styrmodellen anger (8 av 8, 8 av 3 för KULTUR, FRITID). "
            "Låt ett utgå, eller ange varför det är fler."
        )
