"""A process of its own that goes to every page of a city: the first time of a fresh process, and then again and again."""

import gc
import json
import os
import sys
import time
from collections.abc import Callable
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from tests.bench.city import NOW, City, looked_at
from tests.bench.units import peers
from web.app import create_app
from workflow.facts import fact_of
from workflow.records.database import connect
from workflow.settings import Settings
from workflow.states.command import Note
from workflow.states.context import Who
from workflow.states.perform import note

AGAIN = 2
"""Visits after the one that follows an event, in each round."""


def visit(url: str, city: City, rounds: int) -> dict[str, Any]:
    """For each page its milliseconds of the processor's, its bytes and its first visit; and A, in between."""
    pages = list(looked_at(city))
    database = connect(url)
    signed, anybody = _app(url, demo=True), _app(url, demo=False)
    enter = lambda who: _entered(signed, city, who) if who else anybody.test_client()  # noqa: E731
    firsts = {name: _alone(lambda: _timed(enter(who), path)[0]) for name, who, path in pages}  # noqa: B023
    clients = {who: enter(who) for who in {who for _, who, _ in pages}}
    told: dict[str, Any] = {name: {"ms": [], "first": firsts[name]} for name, *_ in pages}
    comment = fact_of("comment", {"text": "Vi följer frågan."})
    with peers() as units:
        for round in range(rounds + 1):
            gc.collect()
            for name, who, path in pages:
                with database.writing() as session:
                    note(session, Note(city.cases["goal"], Who(city.organisation, 0), comment, at=NOW))
                units.once("A")
                for _ in range(1 + AGAIN):
                    taken, size = _timed(clients[who], path)
                    if round:
                        told[name]["ms"].append(taken)
                        told[name]["bytes"] = size
        return {"pages": told, "A": units.taken["A"]}


def _timed(client: FlaskClient, path: str) -> tuple[float, int]:
    """Milliseconds and bytes of one GET, with what it redirects to."""
    gc.disable()
    start = time.process_time()
    answer = client.get(path, follow_redirects=True)
    taken = time.process_time() - start
    gc.enable()
    assert answer.status_code == 200, (path, answer.status_code)
    return taken * 1000, len(answer.data)


def _app(url: str, demo: bool) -> Flask:
    app = create_app(Settings(secret_key="measured" * 8, _env_file=None), connect(url), lambda: NOW, demo=demo)
    app.config.update(WTF_CSRF_ENABLED=False)
    return app


def _entered(app: Flask, city: City, who: str) -> FlaskClient:
    client = app.test_client()
    assert client.post("/logga-in", data={"person": city.people[who]}).status_code == 303
    return client


def _alone(work: Callable[[], float]) -> float:
    """What the work answers in a fresh process."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        try:
            os.write(writing, str(work()).encode())
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as answer:
        said = answer.read()
    os.waitpid(child, 0)
    return float(said)


if __name__ == "__main__":
    print(json.dumps(visit(sys.argv[1], City(**json.loads(sys.argv[2])), int(sys.argv[3]))))
