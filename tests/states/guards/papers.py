"""What must be there when a file is attached."""

from sqlalchemy.orm import Session

from tests.people import Town
from tests.states.guards.shown import Told, shown
from tests.states.ways import put, says
from workflow.facts import fact_of
from workflow.records.files import keep


@shown("Själva filen saknas. Välj den och skicka igen.")
def file_is_here(session: Session, town: Town) -> Told:
    goal = put(session, town, "goal", "draft").id
    for digest in (keep(session, town.clock.organisation, b"%PDF-1.7"), "0f" * 32):
        said = fact_of("attachment", {"name": "Bilaga.pdf", "digest": digest, "size": 8, "form": "pdf"})
        yield says(session, "file_is_here", goal, "attach", town.maja, said)
