"""`demo`: the demonstration municipality, web and clock in one process."""

from datetime import datetime
from pathlib import Path

import click

from web.commands.ground import Stop, settings
from web.demo.days import EARLIEST, LATEST
from web.demo.run import Earlier, demonstrate
from workflow.words import sentence


@click.command()
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
@click.option(
    "--date", "day", type=click.DateTime(["%Y-%m-%d"]), help="The demonstration's day.  [default: 2026-09-14]"
)
@click.option("--reset", is_flag=True, help="Start afresh: what was done is thrown away.")
@click.option("--folder", type=click.Path(file_okay=False, path_type=Path), default=Path("instance"), show_default=True,
              help="Where the demonstration is kept.")  # fmt: skip
def demo(port: int, day: datetime | None, reset: bool, folder: Path) -> None:
    """A demonstration municipality with Mariestad's model, on SQLite. Stopping and starting keeps what was done."""
    on = day.date() if day else None
    if on and not EARLIEST <= on <= LATEST:
        raise Stop(sentence("The demonstration can be shown from %(first)s to %(last)s.", first=EARLIEST, last=LATEST))
    folder.mkdir(parents=True, exist_ok=True)
    try:
        demonstrate(folder, settings(), port, on, reset)
    except Earlier as further:
        raise Stop(
            sentence("The demonstration has come to %(day)s. Go back with: make demo RESET=1", day=further)
        ) from None
