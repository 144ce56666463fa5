"""Files to bring in: the real ones, and one that says everything that can be said."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from workflow.exchange.exporter import export
from workflow.exchange.municipality import read
from workflow.records.database import Database
from workflow.records.event import EventRow
from workflow.records.organisation import Organisation

DATA = Path(__file__).parent.parent / "data"
REAL = sorted(file.stem for file in DATA.glob("*.yaml"))
AT = datetime(2026, 9, 14, 8, 0, tzinfo=UTC)
MID_YEAR = datetime(2027, 5, 24, 8, 0, tzinfo=UTC)
MODEL = "mariestad-2016"
"""The model for the file that says everything."""

EVERYTHING = """
municipality: Mariestads kommun
code: "1493"
year: 2027
source: [https://example.test/mal]
vision: Vision 2040
focus_areas: [Boende, Lärande]
model: {levels: [vision, nämndmål], decided: 2026-06-15, 2019: "en nyckel som inte är text", "!day": "2019-01-01"}
bodies:
  - {name: Kommunfullmäktige, short: KF, kind: council}
  - {name: Kommunstyrelsen, short: KS, kind: board, frame_sek: 120000000}
  - {name: Kommunstyrelsens arbetsutskott, short: KSAU, kind: board}
  - {name: Kulturnämnden, short: KN, kind: committee, email: kultur@example.test, frame_sek: 41500000.5}
  - {name: Sparbolaget AB, kind: "ett bolag"}
meetings:
  - {body: KF, date: 2026-06-15, agenda_closes: 2026-06-05}
  - {body: Kulturnämnden, date: "2027-06-16", time: 13:30}
budget_lines:
  - {body: KN, account: 4010, text: Programverksamhet, amount_sek: 250000}
  - {body: KS, account: "7110", text: Konsulter, amount_sek: "1 000 000"}
  - {body: KN, account: "5010", text: Lokaler}
goals:
  - ref: KN-1
    body: KN
    department: Biblioteket
    responsible: Maja Lind
    text: "Antalet besök på biblioteken ska öka till 90 000 år 2029.  "
    desired_effect: Fler läser.
    report_by: december
    focus_areas: [Lärande, Kultur]
    kind: committee
    shared_with: [Kommunstyrelsen]
    milestones:
      - {year: 2027, text: 80 000 besök, target: 80000}
      - {year: 2028, target: "85 000", reached: false}
      - {year: 2029}
    indicators:
      - name: Besök
        unit: antal
        baseline: 71 500
        baseline_year: 2025
        target: 80000
        direction: up
        source: Besöksräknare
        definition: Räknas i dörren.
        outcomes:
          - {period: "2025", value: 71500}
          - {period: 2026, value: "74 250,5"}
          - {period: "2026", value: 74250}
          - {value: saknas}
      - {name: Nöjda besökare, target: över rikets nivå, direction: åt sidan, outcomes: []}
    activities:
      - {text: Öppet på söndagar, cost_sek: 250000, due: 2027-09-01}
      - {text: Bokbuss, due: "2027"}
      - {text: Läsfest, due: våren}
    forecasts:
      - {period: R1, assessment: Nås delvis, comment: Sent ute., consequence: Färre läser., measure: Öppna tidigare.}
      - {period: 2027-05, assessment: Målet kan nås till 2029, measure: Bara en åtgärd.}
      - {period: "2027-05", assessment: vet ej, consequence: x}
      - {assessment: Nås}
  - body: Kommunstyrelsen
    text: 500 nya bostäder.
    met_when: När de är inflyttade.
    depends_on: Byggbolagen
    kind: committee
    indicators:
      - {name: Barn som läser, unit: procent, target: 70, target_to: 80, comparator: mellan, partly_from: 90, reference: Riket,
         numerator: Barn som läser, denominator: Alla barn, sort: Nöjdhet, data: Procent, by_sex: true, frequency: Varje år,
         month: 11, lag_days: 30, outcomes: [{period: '2026', value: 68.5, women: 71, men: 66, compared: 69.2}]}
    closing: {assessment: Inte uppfyllt, comment: 420 bostäder., differs: Alla är påbörjade.}
    analysis: {why: Räntan steg., lessons: Bygg i etapper., actions: Fler detaljplaner.}
  - {body: KF, kind: municipality_wide, ref: 7, text: En trygg kommun för alla}
  - {body: KF, kind: direction, text: Vi växer tillsammans}
  - {body: Kommunstyrelsen, kind: assignment, text: Utred målstyrningen, report_by: 2027-10-01}
  - {kind: delmål, text: Ett mål utan nämnd, year: 2031}
decisions:
  - {body: KF, date: 2026-06-15, paragraph: "§ 61", dnr: KS 2026/0012, text: Antas, kind: Bifall, goals: [7, KN-1]}
  - {body: KN, date: 2026-04-20, paragraph: 33, text: Nämnden ställer sig bakom., goals: all}
  - {body: KS, date: "2026-05", text: Bereds., omröstning: {ja: 9, nej: 4}}
  - {text: Ett beslut som ingen vet mer om.}
annat: [1, 2.5, true, {djupt: [inne, 2026-01-01]}]
"""


def real(name: str) -> str:
    """The text of one of the real files."""
    return (DATA / f"{name}.yaml").read_text("utf-8")


def parsed(text: str) -> dict[str, Any]:
    """The data of a file as it is read."""
    return read(text).data


def given(database: Database, code: str, year: int) -> dict[str, Any]:
    """The goal year out of the database."""
    with database.reading() as session:
        return export(session, number_of(session, code), year)


def number_of(session: Session, code: str) -> int:
    """The number of the organisation with the code."""
    return session.scalars(select(Organisation.id).where(Organisation.code == code)).one()


def events(database: Database) -> int:
    """How many events there are."""
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(EventRow)) or 0


def leaves(value: Any, path: str = "") -> dict[str, Any]:
    """Every value of the data by its path."""
    if isinstance(value, dict):
        return {k: v for key, held in value.items() for k, v in leaves(held, f"{path}.{key}").items()}
    if isinstance(value, list):
        return {k: v for place, held in enumerate(value) for k, v in leaves(held, f"{path}[{place}]").items()}
    return {path: value}
