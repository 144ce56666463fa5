"""Bringing a database to the newest schema, and telling how it differs from what the code expects."""

from pathlib import Path
from typing import Any

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from workflow.records import case, document, drafts, event, mail, model, organisation, token
from workflow.records.base import Base
from workflow.records.database import Database

METADATA = Base.metadata
MODULES = (organisation, case, event, model, mail, token, drafts, document)
"""The files whose tables there are; named so that they are read."""
GUARDED = ("event_stays", "event_is_kept", "payload_stays", "paper_stays")
"""The triggers that refuse to change what has happened."""


def migrate(database: Database, revision: str = "head") -> None:
    """Bring the schema to `revision`."""
    with database.writer.begin() as connection:
        config = _config(connection)
        if revision == "base":
            command.downgrade(config, revision)
        else:
            command.upgrade(config, revision)


def is_current(connection: Connection) -> bool:
    """True when the schema is the newest."""
    here = MigrationContext.configure(connection).get_current_revision()
    return here == ScriptDirectory.from_config(_config(connection)).get_current_head()


def differences(connection: Connection) -> list[Any]:
    """Every way in which the schema differs from the tables in the code; missing triggers too."""
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    return [*compare_metadata(context, METADATA), *unguarded(connection)]


def unguarded(connection: Connection) -> list[str]:
    """The triggers that should refuse to change what has happened, and are not there or are switched off."""
    return sorted(set(GUARDED) - _triggers(connection))


def _triggers(connection: Connection) -> set[str]:
    sql = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled = 'O'",
    }[connection.dialect.name]
    return set(connection.scalars(text(sql)))


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    return config
