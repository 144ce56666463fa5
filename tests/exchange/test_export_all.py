"""The whole of an organisation as JSON, with the chain that can be followed without us."""

import hashlib
import json

from tests.exchange.files import EVERYTHING, MID_YEAR, MODEL, number_of
from workflow.exchange.export_all import to_json
from workflow.exchange.importer import import_file
from workflow.facts import canonical
from workflow.records.database import Database
from workflow.records.event_log import SEALED


def test_everything_is_there_and_the_chain_can_be_followed(database: Database) -> None:
    with database.writing() as session:
        import_file(session, EVERYTHING, at=MID_YEAR, model=MODEL)
    with database.reading() as session:
        found = json.loads(json.dumps(to_json(session, number_of(session, "1493"))))
    assert {unit["code"] for unit in found["units"]} >= {"1493", "KF", "KS", "KSAU", "KN"}
    assert [person["name"] for person in found["people"]] == ["Klockan"]
    assert [seat["role"] for seat in found["seats"]] == ["clock"]
    assert len(found["cases"]) == len([event for event in found["events"] if "birth" in event["short"]])
    assert follow(found) == found["chain"]["seal"]


def follow(found: dict) -> str:  # type: ignore[type-arg]
    """The seal of the last event, made anew from the first."""
    seal = ""
    for event in found["events"]:
        words = event["words"]
        if words:
            assert event["commitment"] == hashlib.sha256((words["salt"] + words["body"]).encode()).hexdigest()
        row = event | {
            "organisation": found["chain"]["identity"], "short": canonical(event["short"]),
            "remarks": canonical(event["remarks"]),
        }  # fmt: skip
        seal = hashlib.sha256((seal + canonical([row[name] for name in SEALED])).encode()).hexdigest()
        assert seal == event["seal"]
    return seal
