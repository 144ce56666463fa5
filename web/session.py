"""One session per request: a GET reads, a POST writes and is committed once, here; anything refused is rolled back."""

from contextlib import AbstractContextManager
from datetime import datetime

from flask import Flask, Response, current_app, g, request
from sqlalchemy.orm import Session

from workflow.governance.model import Model
from workflow.records.database import Database
from workflow.records.queries import years
from workflow.settings import Settings
from workflow.states.context import Context, Who, read

READS = ("GET", "HEAD", "OPTIONS")


class NotDone(Exception):
    """The answer says no, so nothing of what was written stays."""


def init(app: Flask) -> None:
    """Close every request's session at its end."""
    app.after_request(_commit)
    app.teardown_request(_close)


def session() -> Session:
    """The request's session, opened when it is first asked for."""
    if "session" not in g:
        g.door = _door()
        g.session = g.door.__enter__()
    opened: Session = g.session
    return opened


def database() -> Database:
    """The database of this app."""
    found: Database = current_app.extensions["database"]
    return found


def settings() -> Settings:
    """The settings of this app."""
    found: Settings = current_app.extensions["settings"]
    return found


def moment() -> datetime:
    """The moment of the request: the same from its beginning to its end."""
    if "moment" not in g:
        g.moment = current_app.extensions["clock"]()
    found: datetime = g.moment
    return found


def who() -> Who:
    """Who is signed in."""
    found: Who = g.who
    return found


def around() -> Context:
    """The situation about no case in particular: the person's seats, the model in force, the dates. Read once a
    request."""
    if "around" not in g:
        g.around = read(session(), None, who(), moment())
    found: Context = g.around
    return found


def levels_of(*kinds: str) -> list[str]:
    """The names of the levels of some kinds, in whatever model: what is read then is read with its own."""
    return years.levels_of(session(), who().organisation, *kinds)


def model_of_year(year: int) -> Model:
    """The model that a goal year follows; while the year has not opened, the one that what has no year follows."""
    return years.model_of_year(session(), who().organisation, year) or around().model


def keep() -> None:
    """Commit what has been written so far, whatever the answer will be."""
    _close(None)


def _door() -> AbstractContextManager[Session]:
    return database().reading() if request.method in READS else database().writing()


def _commit(response: Response) -> Response:
    if response.status_code < 400:
        _close(None)
    else:
        _close(NotDone())
    return response


def _close(error: BaseException | None) -> None:
    door = g.pop("door", None)
    g.pop("session", None)
    g.pop("around", None)
    if door is None:
        return
    door.__exit__(type(error) if error else None, error, None)
