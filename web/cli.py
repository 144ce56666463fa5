"""The command `malhjulet`. It starts web and clock, and it alone knows both."""

import click

from notifications.schedule import start
from web.commands.demonstration import demo
from web.commands.exchanging import bring, give
from web.commands.ground import Commands
from web.commands.house import migrate, serve
from web.commands.models import models
from web.commands.wheel import simulate, tick, verify


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="malhjulet")
@click.pass_context
def main(context: click.Context) -> None:
    """Målhjulet: goal governance for Swedish municipalities."""
    context.obj = start


for command in (demo, serve, migrate, bring, give, models, tick, simulate, verify):
    main.add_command(command)


if __name__ == "__main__":
    main()
