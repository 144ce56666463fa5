"""Other people's wordings find the value that means the same, and never the opposite."""

import pytest

from workflow.exchange.periods import Rounds, last_day
from workflow.exchange.scale_matching import nearest
from workflow.governance.load import load

SAID = {
    "outlook": {
        "Nås": "will_be_met", "Målet nås": "will_be_met", "Målet nås inte": None, "Nås inte": "not_met",
        "Målet kan inte nås till 2040": "not_met", "MÅLET KAN NÅS.": "will_be_met", "nås delvis": "partly",
        "Målet bedöms inte kunna uppnås": "not_met", "Osäkert om målet kan nås till 2050": "partly",
        "bedöms vara svårt att nå": "not_met", "Prognosen är att klara målet innan 2025.": "will_be_met",
        "nås till 40 %": None, "-": "cannot_be_assessed", "grön": "will_be_met", "Gul": "partly", "vet ej": None,
    },
    "attainment": {
        "Målet är uppnått": "met", "Målet har inte uppnåtts": "not_met", "delvis uppfyllt": "partly_met",
        "uppfyllt till 40 %": None, "ej uppfyllt": "not_met", "försämring": "not_met", "otydlig": "cannot_be_assessed",
        "svårt att göra en sammanhållen bedömning": "cannot_be_assessed",
    },
}  # fmt: skip


@pytest.mark.parametrize(("scale", "said"), [(scale, said) for scale, rows in SAID.items() for said in rows])
def test_a_wording_finds_its_value_or_none(scale: str, said: str) -> None:
    found = nearest(said, load("base").scales[scale])
    wanted = SAID[scale][said]
    if said == "Målet nås inte":
        assert found is None or found.name == "not_met"
    else:
        assert (found.name if found else None) == wanted


def test_periods_find_their_round_and_each_is_taken_once() -> None:
    rounds = Rounds([("R1", "R1"), ("Prognos 1", "R1"), ("2027-04", "R1"), ("2027-05", "R2"), ("2027-04", "R2")])
    taken = [rounds.take(period) for period in ("prognos 1", "2027-04-30", "2027-05", "2027-05", "2019", "", "")]
    assert taken == ["R1", "2027-04-30", "R2", "2027-05", "2019", "source-1", "source-2"]


def test_the_last_day_of_a_period() -> None:
    found = [
        str(last_day(value)) for value in ("2027", "2028-02", "2027-03-04", 2027, "våren", "2027-13", "0000", None)
    ]
    assert found == ["2027-12-31", "2028-02-29", "2027-03-04", "2027-12-31", "None", "None", "None", "None"]
