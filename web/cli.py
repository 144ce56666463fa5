"""The command `malhjulet`. It starts web, clock and letters, and it alone knows them all."""

import click

from web.commands.demonstration import demo
from web.commands.exchanging import bring, give
from web.commands.ground import Commands
from web.commands.house import migrate, serve
from web.commands.models import models
from web.commands.post import drain, release, worker
from web.commands.reporting import report, report_template
from web.commands.wheel import simulate, tick, verify
from web.commands.wording import smart


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="malhjulet")
def main() -> None:
    """Målhjulet: goal governance for Swedish municipalities."""


COMMANDS = (demo, serve, worker, migrate, bring, give, report, report_template, models, tick, drain, release, simulate, smart,
            verify)  # fmt: skip
for command in COMMANDS:
    main.add_command(command)


if __name__ == "__main__":
    main()
