"""`model`: the governance models - which there are, whether one holds, how it looks, and which one is followed."""

import click

from web.commands.ground import AS_JSON, OF, Stop, language, opened, organisation, printed, tell
from workflow.facts import KINDS
from workflow.governance.complaint import Faulty
from workflow.governance.diagram import diagram as drawn
from workflow.governance.load import Names, available, load
from workflow.governance.model import Model
from workflow.records.sql import run
from workflow.states.dates import model_of
from workflow.states.found import keep_model
from workflow.states.guards import GUARDS
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
            printed(
                [
                    {"file": c.where, "line": c.line, "text": c.sentence.in_(language())}
                    for c in faulty.complaints
                ]
            )
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
@OF
def adopt(name_or_file: str, year: int, code: str | None) -> None:
    """Let an organisation follow a model from a goal year that has not been opened."""
    model = named(name_or_file)
    with opened() as database, database.writing() as session:
        home = organisation(session, code)
        held = run(
            session, "SELECT count(*) FROM cases WHERE organisation = ? AND year >= ?", (home.id, year)
        )
        if held.scalar_one():
            current = model_of(session, home.id, home.model)
            raise Stop(
                sentence(
                    "The goal year %(year)s is already open under %(model)s.", year=year, model=current.name
                )
            )
        keep_model(session, home.id, model)
        home.model = model.digest
    tell([sentence("%(organisation)s follows %(model)s.", organisation=home.name, model=model.name)])


def named(name_or_file: str) -> Model:
    """A model by name or file, looked through with the guards and facts there are."""
    return load(name_or_file, Names(guards=GUARDS.keys(), facts=KINDS))
