"""`smart`: hints on how a goal is worded. They hinder nothing."""

import click

from web.commands.ground import AS_JSON, language, printed
from workflow.smart import hints, lacks
from workflow.words import sentence


@click.command("smart")
@click.argument("text")
@click.option("--year", type=int, help="The goal year that it is set for.")
@AS_JSON
def smart(text: str, year: int | None, as_json: bool) -> None:
    """What the wording of a goal lacks, as far as can be seen in its words. TEXT in Swedish."""
    found = hints(text, year)
    told = [{"criterion": hint.criterion, "text": hint.sentence.in_(language())} for hint in found]
    if as_json:
        printed({"lacks": lacks(found), "hints": told})
    elif not told:
        click.echo(sentence("Nothing in the words gives cause for a hint.").in_(language()))
    else:
        for one in told:
            click.echo(f"{one['criterion']}: {one['text']}")
