"""`model`: the governance models - which there are, whether one holds, how it looks, and which one is followed."""

import re
from datetime import UTC, datetime
from pathlib import Path

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from web.commands.ground import AS_JSON, OF, Stop, language, opened, organisation, printed, tell
from workflow.facts import KINDS
from workflow.facts.decision import Ruling
from workflow.governance.complaint import Faulty
from workflow.governance.load import Names, available, load
from workflow.governance.model import Model
from workflow.records.organisation import Person
from workflow.records.queries.cases import cases_at
from workflow.records.queries.years import goal_years, levels_of
from workflow.states.context import Who
from workflow.states.diagram import diagram as as_text
from workflow.states.diagram import picture
from workflow.states.guards import GUARDS
from workflow.states.model_change import choose, govern
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
@click.option(
    "--svg", type=click.Path(file_okay=False, writable=True, path_type=Path), help="Pictures, into this folder."
)
def diagram(name_or_file: str, level: str | None, svg: Path | None) -> None:
    """The states of a model's levels, as its machine has them: as Mermaid diagrams, or as pictures."""
    model = named(name_or_file)
    if level is not None and level not in model.levels:
        raise Stop(sentence("The model has no level %(level)s. It has: %(levels)s", level=level,
                            levels=", ".join(model.levels)))  # fmt: skip
    for name in [level] if level else model.levels:
        if svg:
            svg.mkdir(parents=True, exist_ok=True)
            (svg / f"{name}.svg").write_text(picture(model, name, language()), encoding="utf-8")
            click.echo(svg / f"{name}.svg")
        else:
            click.echo(f"%% {model.levels[name].title.in_(language())}\n{as_text(model, name, language())}")


@models.command("adopt")
@click.argument("name_or_file")
@click.option("--year", type=click.IntRange(1900, 9999), required=True, help="The first goal year that follows it.")
@click.option("--decision", metavar="§", help="By which logged §: its number in the address, or as it is cited.")
@click.option("--by", "email", help="E-mail of who sees to it: the quality chief or an administrator.")
@click.option("--running", is_flag=True, help="Let a goal year that has opened go over to it, with all its cases.")
@OF
def adopt(
    name_or_file: str, year: int, decision: str | None, email: str | None, running: bool, code: str | None
) -> None:
    """Let an organisation follow a model from a goal year on. The years that have opened stay with theirs."""
    model, at = named(name_or_file), datetime.now(UTC)
    with opened() as database, database.writing() as session:
        home = organisation(session, code)
        who = somebody(session, home.id, email)
        by = paragraph(session, home.id, decision)
        if running:
            govern(session, who, opened_year(session, home.id, year), model, at=at, decision=by)
        else:
            choose(session, who, model, year, by, at=at)
    told = {"organisation": home.name, "model": model.name, "year": year}
    if running:
        tell([sentence("Goal year %(year)s of %(organisation)s follows %(model)s.", **told)])
    else:
        tell([sentence("%(organisation)s follows %(model)s from goal year %(year)s.", **told)])


def somebody(session: Session, organisation: int, email: str | None) -> Who:
    """The person with that e-mail address: a model is not chosen by the clock."""
    people = select(Person.id).where(Person.organisation == organisation, Person.email != "")
    if not session.scalar(people.limit(1)):
        raise Stop(sentence("Nobody is here yet who could choose a model. The first one is chosen when the "
                            "municipality's file is brought in: malhjulet import FILE --model NAME"))  # fmt: skip
    if email is None:
        raise Stop(sentence("Say who sees to it, with --by and an e-mail address."))
    found = session.scalar(people.where(Person.email == email.strip().lower()))
    if found is None:
        raise Stop(sentence("Nobody here has the address %(address)s.", address=email))
    return Who(organisation, found)


def paragraph(session: Session, organisation: int, text: str | None) -> int:
    """The logged decision with that number, or that is cited so; there must be one, and only one."""
    if text is None:
        raise Stop(sentence("Name the § by which the model was chosen: --decision and its number. Log it first."))
    logged = cases_at(session, organisation, levels_of(session, organisation, "decision"))
    wanted = plain(text)
    found = [case.id for case in logged if str(case.id) == wanted] or [
        case.id for case in logged if wanted in (plain(case.title), plain((case.said(Ruling) or Ruling()).paragraph))
    ]
    if not found:
        raise Stop(sentence("There is no such decision in the log."))
    if len(found) > 1:
        numbers = ", ".join(map(str, found))
        raise Stop(sentence("Several decisions are cited so. Say which by its number: %(numbers)s", numbers=numbers))
    return found[0]


def plain(text: str) -> str:
    """A § as it is compared: without its sign, spaces and case."""
    return re.sub(r"[\W_]+", "", text.casefold())


def opened_year(session: Session, organisation: int, year: int) -> int:
    """The case of a goal year that has opened."""
    found = next((case.id for case in goal_years(session, organisation) if case.year == year), None)
    if found is None:
        raise Stop(sentence("Goal year %(year)s has not opened.", year=year))
    return found


def named(name_or_file: str) -> Model:
    """A model by name or file, looked through with the guards and facts there are."""
    return load(name_or_file, Names(guards=GUARDS.keys(), facts=KINDS))
