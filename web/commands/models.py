"""`model`: the governance models - which there are, whether one holds, how it looks, and which one is followed."""

from datetime import UTC, datetime

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from web.commands.ground import AS_JSON, OF, Stop, language, opened, organisation, printed, tell
from workflow.facts import KINDS
from workflow.governance.complaint import Faulty
from workflow.governance.diagram import diagram as drawn
from workflow.governance.load import Names, available, load
from workflow.governance.model import Model
from workflow.records.organisation import Person
from workflow.records.queries.models import model_of
from workflow.records.sql import run
from workflow.states.found import clock_of
from workflow.states.govern import choose, govern
from workflow.states.guards import GUARDS
from workflow.states.situation import Who
from workflow.words import sentence


@click.group("model")
def models() -> None:
    """Governance models: list, check, draw, adopt."""


@models.command("list")
@AS_JSON
def listed(as_json: bool) -> None:
    """The models that come with Målhjulet."""
    found = {name: load(name).title.in_(language()) for name in available()}
    if as_json:
        printed([{"name": name, "title": title} for name, title in found.items()])
    else:
        for name, title in found.items():
            click.echo(f"{name}: {title}")


@models.command("check")
@click.argument("name_or_file")
@AS_JSON
def checked(name_or_file: str, as_json: bool) -> None:
    """Look through a model; every complaint with its file and line, and 1 when there is one."""
    try:
        model = named(name_or_file)
    except Faulty as faulty:
        if as_json:
            printed([{"file": c.where, "line": c.line, "text": c.sentence.in_(language())} for c in faulty.complaints])
            raise Stop() from None
        raise
    if as_json:
        printed([])
    else:
        text = sentence("%(name)s holds: %(levels)s levels.", name=model.name, levels=len(model.levels))
        click.echo(text.in_(language()))


@models.command("diagram")
@click.argument("name_or_file")
@click.option("--level", help="One level; all of them without it.")
def diagram(name_or_file: str, level: str | None) -> None:
    """The states of a model's levels as Mermaid diagrams."""
    model = named(name_or_file)
    if level is not None and level not in model.levels:
        raise Stop(sentence("The model has no level %(level)s. It has: %(levels)s", level=level,
                            levels=", ".join(model.levels)))  # fmt: skip
    for name in [level] if level else model.levels:
        click.echo(f"%% {model.levels[name].title.in_(language())}\n{drawn(model.levels[name], language())}")


@models.command("adopt")
@click.argument("name_or_file")
@click.option("--year", type=int, required=True, help="The first goal year that follows it.")
@click.option("--by", "email", help="E-mail of who decides; needed when the goal year is already open.")
@OF
def adopt(name_or_file: str, year: int, email: str | None, code: str | None) -> None:
    """Let an organisation follow a model from a goal year on. A running year goes over to it as a step of its own."""
    model = named(name_or_file)
    with opened() as database, database.writing() as session:
        home = organisation(session, code)
        names = [level.name for level in model_of(session, home.id, home.model).of_kind("year")]
        marks = ", ".join("?" for _ in names)
        sql = f"SELECT id FROM cases WHERE organisation = ? AND year = ? AND level IN ({marks})"
        running = run(session, sql, (home.id, year, *names)).scalar()
        if running is None:
            who = somebody(session, home.id, email) if email else clock_of(session, home.id)
            choose(session, who, model, at=datetime.now(UTC))
        else:
            govern(session, somebody(session, home.id, email), running, model, at=datetime.now(UTC))
    tell([sentence("%(organisation)s follows %(model)s.", organisation=home.name, model=model.name)])


def somebody(session: Session, organisation: int, email: str | None) -> Who:
    """The person with that e-mail address."""
    person = select(Person.id).where(Person.organisation == organisation, Person.email == email)
    if (found := session.scalar(person)) is None:
        raise Stop(sentence("The goal year is open: say who decides on its model, with --by and an e-mail address."))
    return Who(organisation, found)


def named(name_or_file: str) -> Model:
    """A model by name or file, looked through with the guards and facts there are."""
    return load(name_or_file, Names(guards=GUARDS.keys(), facts=KINDS))
