"""What every command stands on: settings, the database, an organisation by its code, and saying no in sentences."""

import json
import sys
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Any

import click
from pydantic import ValidationError
from rich.console import Console
from sqlalchemy import inspect, select
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.orm import Session

from web.app import speak
from workflow.exchange.remark import Unreadable
from workflow.governance.complaint import Faulty
from workflow.records.database import Database, connect, warn_of_sqlite
from workflow.records.migrate import is_current, migrate
from workflow.records.organisation import Organisation
from workflow.settings import Settings
from workflow.settings import settings as read_settings
from workflow.states.context import Unknown
from workflow.states.perform import Refused
from workflow.words import Sentence, Wrong, said, sentence

REFUSED, USAGE, UNKNOWN = 1, 2, 2


class Stop(Exception):
    """The command cannot go on: `why` as sentences, and what it returns."""

    def __init__(self, *why: object, code: int = REFUSED) -> None:
        super().__init__("; ".join(map(str, why)))
        self.why, self.code = why, code


class Commands(click.Group):
    """A group of commands whose faults are told as sentences on stderr, never as a traceback."""

    def invoke(self, context: click.Context) -> Any:
        """Run the command; what is expected to go wrong ends it with a sentence and 1 (2 when it cannot tell)."""
        speak()
        try:
            return super().invoke(context)
        except Stop as stop:
            tell(stop.why)
            context.exit(stop.code)
        except EXPECTED as wrong:
            tell(sentences(wrong))
            context.exit(REFUSED)


EXPECTED = (Unreadable, Faulty, Refused, Unknown, Wrong, DBAPIError, OSError)


def sentences(wrong: Exception) -> Iterable[object]:
    """Everything that an expected fault has to say."""
    if isinstance(wrong, Unreadable):
        return wrong.remarks
    if isinstance(wrong, Faulty):
        return wrong.complaints
    if isinstance(wrong, Refused):
        return wrong.why
    if isinstance(wrong, Wrong):
        return (wrong.why,)
    if isinstance(wrong, Unknown):
        return (sentence("There is no such organisation, year or case."),)
    if isinstance(wrong, DBAPIError):
        return (sentence("The database does not answer: %(why)s", why=wrong.orig),)
    return (sentence("%(file)s cannot be read or written: %(why)s", file=getattr(wrong, "filename", ""),
                     why=getattr(wrong, "strerror", wrong)),)  # fmt: skip


def tell(why: Iterable[object]) -> None:
    """Sentences on stderr, in the installation's language."""
    for one in why:
        click.echo(said(one, language()), err=True)


def language() -> str:
    """The language of the installation; Swedish when the settings cannot be read."""
    try:
        return read_settings().language
    except ValidationError:
        return "sv"


def settings() -> Settings:
    """The settings; Stop with a sentence for each variable that is wrong."""
    try:
        return read_settings()
    except ValidationError as wrong:
        faults = {error["loc"]: MUST.get(str(error["loc"][0]), error["msg"]) for error in wrong.errors()}
        raise Stop(*(_setting(loc, why) for loc, why in faults.items())) from None


MUST = {
    "base_url": sentence("it must be an address: http:// or https://, and a host."),
    "timezone": sentence("days are Swedish, so it must be Europe/Stockholm; no other is supported."),
    "language": sentence("it must be sv or en."),
    "behind_proxy": sentence("it must be 1 or 0."),
    "mail_rate": sentence("it must be a number above 0."),
}
"""What a setting must be, when not everything will do."""


def _setting(loc: tuple[int | str, ...], why: object) -> Sentence:
    return sentence(
        "The setting %(name)s is wrong: %(why)s", name=f"MALHJULET_{'_'.join(map(str, loc)).upper()}", why=why
    )


@contextmanager
def opened(new: bool = False, code: int = REFUSED) -> Iterator[Database]:
    """The database, at the newest schema; Stop when it is not. A `new` one, without any schema, is given it."""
    database = connected(settings(), code)
    try:
        if new and _is_empty(database):
            migrate(database)
        with database.reading() as session:
            if not is_current(session.connection()):
                raise Stop(sentence("The database's schema is not the newest. Run: malhjulet migrate"), code=code)
        yield database
    except (DBAPIError, OSError) as wrong:
        raise Stop(*sentences(wrong), code=code) from None
    finally:
        database.dispose()


def warned(known: Settings) -> None:
    """Say so on stderr when the SQLite there is could harm a file that several processes write to."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        warn_of_sqlite(known.database_url)
    tell(str(warning.message) for warning in caught)


def connected(known: Settings, code: int = REFUSED) -> Database:
    """The database of the settings."""
    try:
        return connect(known.database_url, known.database_clock == "own")
    except (SQLAlchemyError, ValueError, ImportError) as wrong:
        raise Stop(_setting(("database_url",), str(wrong)), code=code) from None
    except OSError as wrong:
        raise Stop(*sentences(wrong), code=code) from None


def _is_empty(database: Database) -> bool:
    return not inspect(database.reader).get_table_names()


def organisation(session: Session, code: str | None, otherwise: int = REFUSED) -> Organisation:
    """The organisation with the code, or the only one there is; Stop with `otherwise` when there is none."""
    found = session.scalars(select(Organisation).order_by(Organisation.id)).all()
    chosen = [one for one in found if code in (None, one.code)]
    if len(chosen) == 1:
        return chosen[0]
    if code is not None or not found:
        raise Stop(sentence("There is no organisation %(code)s.", code=code or ""), code=otherwise)
    raise Stop(sentence("Say which organisation: --organisation %(codes)s", codes="|".join(one.code for one in found)))


def moment(given: str | None) -> datetime:
    """The moment that was given as ISO 8601 (a day alone: its noon), or now. A time without a zone is UTC."""
    if given is None:
        return datetime.now(UTC)
    try:
        at = datetime.fromisoformat(given if "T" in given else f"{date.fromisoformat(given)}T12:00")
    except ValueError:
        raise click.BadParameter(given) from None
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def printed(found: Any) -> None:
    """A result as JSON."""
    click.echo(json.dumps(found, ensure_ascii=False, indent=2, default=str))


@contextmanager
def waiting(text_: str) -> Iterator[None]:
    """A moving sign on a terminal while something takes its time."""
    console = Console(stderr=True)
    if not console.is_terminal or not sys.stdout.isatty():
        yield
        return
    with console.status(text_):
        yield


AS_JSON = click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
OF = click.option("--organisation", "code", metavar="CODE", help="Which organisation, by its code.")
AT = click.option("--at", metavar="ISO", help="The moment it is done at; now without it.")
