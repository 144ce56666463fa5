"""`report` and `report-template`: documents as files, and the Word template that they are set in."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import click
from rich.console import Console
from rich.progress import Progress as Bar
from sqlalchemy.orm import Session

from web.commands.ground import AT, OF, Stop, language, moment, opened, organisation
from workflow.cycle.working_days import local_day
from workflow.reports.apart import standard
from workflow.reports.ask import REPORTS, Ask, Progress, Report
from workflow.reports.ask import report as known
from workflow.reports.asking import Choices, checked
from workflow.reports.document import Document
from workflow.reports.named import file_name
from workflow.reports.templates import fault, in_force
from workflow.reports.writers import FORMATS
from workflow.words import LANGUAGES, sentence

OUT = click.Path(dir_okay=False, allow_dash=True)
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
ALSO = {"control": "review"}
"""Other names that a document has in the command's contract."""
LISTED = "\b\n" + "\n".join(f"{report.name:14}{report.says}" for report in REPORTS.values())


@dataclass(frozen=True)
class Asked:
    """What the command line says, before it is looked at."""

    name: str
    year: int | None
    unit: str
    round: str
    meeting: int | None
    language: str | None


@click.command(epilog=f"The documents:\n\n{LISTED}")
@click.argument("name")
@click.argument("out", type=OUT, required=False)
@click.option("--year", type=int, help="The goal year; without it the one that goes on, or the newest.")
@click.option("--unit", default="", metavar="CODE", help="The committee, by its code; without it all of them.")
@click.option("--round", default="", metavar="NAME", help="The round of follow-up, for example R3.")
@click.option("--meeting", type=int, metavar="NUMBER", help="The meeting that it is for, by the number of its page.")
@click.option(
    "--format", "form", type=click.Choice(list(FORMATS)), help="Without it: what OUT ends with, or all of them."
)
@click.option(
    "--template", type=FILE, help="A Word template of your own; without it the municipality's, or the standard."
)
@click.option("--language", "spoken", type=click.Choice(LANGUAGES), help="The language of the document.")
@OF
@AT
def report(
    name: str, out: str | None, year: int | None, unit: str, round: str, meeting: int | None, form: str | None,
    template: Path | None, spoken: str | None, code: str | None, at: str | None,
) -> None:  # fmt: skip
    """Write the document NAME. OUT is a file, or - for stdout; without it the files are named after the document."""
    forms = _forms(out, form)
    own = _own(template)
    asked = Asked(name, year, unit, round, meeting, spoken)
    with opened() as database, database.snapshot() as session, bar() as progress:
        number = organisation(session, code).id
        found, ask = _ask(session, number, asked, at)
        document = found.build(session, ask, progress)
        held = in_force(session, number)
    with bar() as progress:
        _write(document, found, ask, forms, out, own or (held.content if held else None), progress)


@click.command("report-template")
@click.argument("out", type=OUT)
def report_template(out: str) -> None:
    """Write the standard Word template, for a municipality to make its own. OUT is a file, or - for stdout."""
    with click.open_file(out, "wb") as file:
        file.write(standard())


@contextmanager
def bar() -> Iterator[Progress]:
    """A bar on a terminal that fills; nothing elsewhere."""
    console = Console(stderr=True)
    with Bar(console=console, transient=True, disable=not console.is_terminal) as shown:
        task = shown.add_task("", total=None)
        yield lambda done, of: shown.update(task, completed=done, total=of)


def _ask(session: Session, number: int, asked: Asked, at: str | None) -> tuple[Report, Ask]:
    """The document, and what is asked of it; Wrong with a sentence that names what there is."""
    found = known(ALSO.get(asked.name, asked.name))
    today = local_day(moment(at))
    choices = Choices(session, number, today)
    ask = Ask(
        number, asked.year or choices.year, today, asked.unit, asked.round, asked.meeting, asked.language or language()
    )
    return found, checked(choices, found, ask)


def _forms(out: str | None, form: str | None) -> list[str]:
    """The formats that are wanted: the one that is said, the one that OUT ends with, or all."""
    if form:
        return [form]
    if out is None:
        return list(FORMATS)
    ending = Path(out).suffix.removeprefix(".").lower()
    if ending not in FORMATS:
        raise Stop(sentence("Say which format: --format %(forms)s", forms="|".join(FORMATS)), code=2)
    return [ending]


def _own(template: Path | None) -> bytes | None:
    """The template that is said, once it has been looked at."""
    if template is None:
        return None
    content = template.read_bytes()
    if why := fault(content):
        raise Stop(why)
    return content


def _write(
    document: Document, found: Report, ask: Ask, forms: list[str], out: str | None, template: bytes | None,
    progress: Progress,
) -> None:  # fmt: skip
    """Each format into its file, each told when it is there."""
    for done, form in enumerate(forms):
        progress(done, len(forms))
        content = FORMATS[form].write(document, template)
        name = out or file_name(found, ask, form)
        with click.open_file(name, "wb") as file:
            file.write(content)
        if name != "-":
            click.echo(name, file=sys.stdout)
