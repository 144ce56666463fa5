"""A goal goes from its first words to the council's decision, and sometimes another way."""

from datetime import date

import pytest

from tests.people import Town, mariestad
from workflow.records.database import Database
from workflow.states.perform import Refused


@pytest.fixture
def town(database: Database) -> Town:
    return mariestad(database)


def reviewed(town: Town) -> int:
    """A goal that has passed the review."""
    goal = town.goal()
    town.tick(date(2026, 3, 2))
    town.do("propose", goal, town.olle, realism="Ja", measurability="Betygsdatabasen")
    criteria = [{"criterion": name, "holds": True} for name in town.model.criteria]
    town.do("review", goal, town.rut, verdict="passed", criteria=criteria)
    return goal


def test_a_goal_is_adopted_by_the_council_and_sealed(town: Town) -> None:
    goal = reviewed(town)
    town.today = date(2026, 6, 16)
    section = town.paragraph("KF", date(2026, 6, 15))
    adopted = town.do("adopt", goal, town.stig, verdict="approved", decision=section)
    assert adopted.state == "adopted"
    assert adopted.fact("decision/adopt")["decision"] == section


def test_only_the_council_adopts(town: Town) -> None:
    goal = reviewed(town)
    town.today = date(2026, 6, 16)
    section = town.paragraph("KSAU", date(2026, 6, 15))
    with pytest.raises(Refused) as refused:
        town.do("adopt", goal, town.stig, verdict="approved", decision=section)
    assert [why.in_("sv") for why in refused.value.why] == [
        "Beslutet fattades av Kommunstyrelsens arbetsutskott, men bara kommunfullmäktige beslutar om detta."
    ]
