"""`serve` and `migrate`: the web, and the schema it stands on."""

from pathlib import Path

import click
from sqlalchemy import func, make_url, select

from web.commands.ground import Stop, connected, language, opened, settings, warned
from web.serving import serve as served
from workflow.records.migrate import differences, is_current
from workflow.records.migrate import migrate as migrated
from workflow.records.organisation import Organisation
from workflow.settings import Settings
from workflow.words import sentence

SECRET = 32
"""Characters of a secret key, at least."""


@click.command()
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--workers", type=click.IntRange(1, 64), default=1, show_default=True, help="Processes; one with SQLite.")
def serve(port: int, host: str, workers: int) -> None:
    """Serve the web. The clock and the letters are another process."""
    known = settings()
    if len(known.secret_key) < SECRET:
        raise Stop(
            sentence("MALHJULET_SECRET_KEY is missing or too short: at least %(least)s characters.", least=SECRET)
        )
    with opened() as database:
        warned(known)
        if database.reader.dialect.name == "sqlite" and known.base_url.startswith("https:"):
            with database.reading() as session:
                if (session.scalar(select(func.count(Organisation.id))) or 0) > 1:
                    raise Stop(sentence("SQLite serves one organisation. Use PostgreSQL for several."))
    served(known, host, port, workers)


@click.command()
@click.option("--check", is_flag=True, help="Only look: 1 when the schema is not what the code expects.")
def migrate(check: bool) -> None:
    """Bring the database to the newest schema."""
    known = settings()
    if check:
        _check(known)
        return
    database = connected(known)
    try:
        migrated(database)
    finally:
        database.dispose()
    click.echo(sentence("The schema is the newest.").in_(language()))


def _check(known: Settings) -> None:
    """Compare the database of the settings with the code's tables, indexes and triggers. Nothing is made or changed."""
    file = make_url(known.database_url).database
    if known.database_url.startswith("sqlite") and not (file and Path(file).is_file()):
        raise Stop(sentence("There is no database at %(file)s. Run: malhjulet migrate", file=file or ":memory:"))
    database = connected(known)
    with database.reader.connect() as connection:
        found = differences(connection) if is_current(connection) else [sentence("The schema is not the newest.")]
    database.dispose()
    if found:
        raise Stop(*found)
    click.echo(sentence("The schema is what the code expects.").in_(language()))
