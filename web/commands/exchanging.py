"""`import` and `export`: a municipality's goals of one year, in and out."""

import json
from pathlib import Path
from typing import Any

import click

from web.commands.ground import (
    AS_JSON,
    AT,
    OF,
    Stop,
    language,
    moment,
    opened,
    organisation,
    printed,
    tell,
    waiting,
)
from workflow.exchange.export_all import to_json
from workflow.exchange.exporter import export as export_year
from workflow.exchange.exporter import to_yaml
from workflow.exchange.importer import Report, import_file
from workflow.records.queries.years import newest_year
from workflow.words import sentence

TEXT = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command("import")
@click.argument("file", type=TEXT)
@click.option("--dry-run", is_flag=True, help="Try it, and undo it all again.")
@click.option("--model", metavar="NAME", help="The governance model, when the organisation is new.")
@OF
@AT
@AS_JSON
def bring(file: Path, dry_run: bool, model: str | None, code: str | None, at: str | None, as_json: bool) -> None:
    """Bring in a municipality file: all of it or nothing, and the same file once."""
    try:
        text = file.read_text("utf-8")
    except UnicodeDecodeError:
        raise Stop(sentence("%(file)s is not text in UTF-8.", file=file.name)) from None
    with opened(new=True) as database, waiting(file.name), database.writing() as session:
        report = import_file(
            session, text, at=moment(at), organisation=code, model=model, dry_run=dry_run, source=file.name
        )
    if as_json:
        printed(report.as_json(language()))
    else:
        _told(report)


def _told(report: Report) -> None:
    """What was brought in, for people."""
    head = {"organisation": report.organisation, "year": report.year, "model": report.model}
    for name, value in (head | report.counts).items():
        click.echo(f"{name}: {value}")
    tell(report.warnings)


@click.command("export")
@click.argument("out", type=click.Path(dir_okay=False, allow_dash=True))
@click.option("--year", type=int, help="The goal year; the newest without it.")
@click.option("--format", "form", type=click.Choice(["yaml", "json"]), default="yaml", show_default=True)
@OF
def give(out: str, year: int | None, form: str, code: str | None) -> None:
    """Write a goal year as a municipality file, or everything as JSON. OUT is a file, or - for stdout."""
    with opened() as database, database.reading() as session:
        home = organisation(session, code)
        if form == "json":
            text = json.dumps(to_json(session, home.id), ensure_ascii=False, indent=1) + "\n"
        else:
            text = to_yaml(export_year(session, home.id, year or _newest(session, home.id)))
    with click.open_file(out, "w", encoding="utf-8") as file:
        file.write(text)


def _newest(session: Any, number: int) -> int:
    """The newest year that has goals, or a goal year."""
    found = newest_year(session, number)
    if found is None:
        raise Stop(sentence("There is no goal year to export."))
    return found
