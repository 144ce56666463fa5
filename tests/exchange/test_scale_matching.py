"""Other people's wordings find the value that means the same, and never the opposite."""

from itertools import product

import pytest

from workflow.exchange.periods import last_day
from workflow.exchange.scale_matching import EXPECTED, core, nearest, plain, wordings
from workflow.governance.load import load

SAID: dict[str, dict[str, str | None]] = {
    "outlook": {
        "Nås": "will_be_met", "Målet nås": "will_be_met", "Målet nås inte": "not_met", "Nås inte": "not_met",
        "Målet kan inte nås till 2040": "not_met", "MÅLET KAN NÅS.": "will_be_met", "nås delvis": "partly",
        "Målet bedöms inte kunna uppnås": "not_met", "Osäkert om målet kan nås till 2050": "partly",
        "bedöms vara svårt att nå": "not_met", "Prognosen är att klara målet innan 2025.": "will_be_met",
        "nås till 40 %": None, "-": "cannot_be_assessed", "grön": "will_be_met", "Gul": "partly", "vet ej": None,
        "Målet väntas nås": "will_be_met", "Målet kommer inte att nås": "not_met", "Uppnås ej": "not_met",
        "På väg mot måluppfyllelse": "will_be_met",
        "Nås till viss del": "partly", "Nås?": None, "Nås / nås inte": None, "Nås inte förrän 2030": None,
        "Målet kan nås om bidraget kommer": None, "Ingen prognos": None, "Prognos saknas": None, "Nås knappast": None,
        "Grönt": "will_be_met", "rött": "not_met", "Goda förhoppningar": None, "utan vidare JA": None,
        "Det finns goda förhoppningar om att målet nås": None, "bidrar till måluppfyllelse på sikt": None,
    },
    "attainment": {
        "Målet är uppnått": "met", "Målet har inte uppnåtts": "not_met", "delvis uppfyllt": "partly_met",
        "uppfyllt till 40 %": None, "ej uppfyllt": "not_met", "försämring": None, "förbättring": None,
        "otydlig": "cannot_be_assessed",
        "svårt att göra en sammanhållen bedömning": "cannot_be_assessed", "Uppfyllt: nej": "not_met",
        "Uppfyllt: ja": "met", "Uppfyllt? Nej": "not_met", "Ingen förbättring": None, "Långt ifrån uppfyllt": None,
        "Ej uppnått": "not_met", "Uppfylls": "met", "Uppfylldes": "met", "Uppfylls inte": "not_met",
        "Uppnått delvis": "partly_met", "Icke uppnådda": "not_met", "Målet nåddes": "met", "Målet nåddes ej": "not_met",
        "Uppfyllt i hög grad": None, "Nästan uppfyllt": None, "Inte helt uppfyllt": None, "Helt uppnått": "met",
        "Delvis": "partly_met", "Inte delvis uppfyllt": None, "Inte": None, "Nej, inte uppfyllt": None, "": None,
        "Uppfyllt/Inte uppfyllt": None, "Bedöms uppnås": None, "Kan nås": None, "Ouppfyllt": None,
        "På väg mot måluppfyllelse": None, "På väg att uppfyllas": None, "Kommer att uppnås": None,
        "Väntas bli delvis uppfyllt": None, "Måluppfyllelse saknas": None,
        "Bedömning saknas": "cannot_be_assessed", "Nej": None, "Inget uppfyllt": None,
    },
    "trend": {
        "Positiv": "better", "Positiva": "better", "Inte positiv": None, "Ingen förändring": "same",
        "Ingen förbättring": None, "Ingen positiv utveckling": None, "Negativt": "worse",
    },
    "direction": {"öka": "up", "ska inte öka": None, "ökande": "up", "minska": "down", "åt sidan": None},
    "comparator": {"minst": "at_least", "≥": "at_least", "inte minst": None, "högst": "at_most", "mellan": "between"},
    "frequency": {"varje år": "yearly", "Vartannat år": "every_other_year", "inte varje år": None},
    "decision": {
        "Bifall": "approved", "bifalls": "approved", "Ej bifall": None, "Avslag": "rejected", "Inget avslag": None,
        "Bifall med ändring": "approved_changed", "action_plan": None,
    },
}  # fmt: skip


@pytest.mark.parametrize(("scale", "said"), [(scale, said) for scale, rows in SAID.items() for said in rows])
def test_a_wording_finds_its_value_or_none(scale: str, said: str) -> None:
    found = nearest(said, load("base").scales[scale])
    assert (found.name if found else None) == SAID[scale][said]


@pytest.mark.parametrize("model", ["base", "mariestad-2016", "mariestad-2018", "haparanda-2012"])
def test_no_outcome_is_worded_as_an_outlook(model: str) -> None:
    judged = [verdict for verdict in load(model).scales["attainment"] if not verdict.unknown]
    worded = [wording for verdict in judged for wording in wordings(verdict)]
    assert [text for text in worded if EXPECTED in core(text) or "på väg" in plain(text)] == []


@pytest.mark.parametrize("scale", ["outlook", "attainment", "trend", "review", "decision", "approval"])
def test_a_denial_never_means_what_it_denies(scale: str) -> None:
    verdicts = load("base").scales[scale]
    denials = ("inte {}", "{}: nej", "ej {}", "icke {}", "ingen {}", "{} saknas", "långt ifrån {}", "knappast {}")
    for verdict, denial in product(verdicts, denials):
        found = nearest(denial.format(verdict.title.sv), verdicts)
        assert found is None or found.name != verdict.name, denial.format(verdict.title.sv)


def test_the_last_day_of_a_period() -> None:
    found = [
        str(last_day(value)) for value in ("2027", "2028-02", "2027-03-04", 2027, "våren", "2027-13", "0000", None)
    ]
    assert found == ["2027-12-31", "2028-02-29", "2027-03-04", "2027-12-31", "None", "None", "None", "None"]
