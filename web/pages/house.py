"""Whether the house stands, for machines."""

from flask import Blueprint, jsonify
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.wrappers import Response

from web.session import moment, session
from workflow.cycle.health import signs
from workflow.records.migrate import is_current

pages = Blueprint("house", __name__)


@pages.get("/healthz")
def healthz() -> Response:
    """The process answers."""
    return jsonify(status="ok")


@pages.get("/readyz")
def readyz() -> tuple[Response, int]:
    """The database answers, and its schema is the newest; the clock lives and is trusted, and letters leave the house. 503
    when one of them is not so, named in `wrong`. (Whether this process answers, for a balancer, is /healthz.)"""
    try:
        current = is_current(session().connection())
    except SQLAlchemyError:
        return jsonify(database=False, schema=False), 503
    if not current:
        return jsonify(database=True, schema=False), 503
    found = signs(session(), moment())
    answer = jsonify(database=True, schema=True, **found._asdict(), wrong=found.wrong)
    return answer, 503 if found.wrong else 200
