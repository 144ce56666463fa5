"""Refuses to build a wheel before the assets are there: a wheel without its style sheet is no use."""

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CustomBuildHook(BuildHookInterface):
    """Called by hatchling before it collects the files."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        built = Path(self.root, "web/static/vendor/designsystemet.css").exists()
        if version != "editable" and not built:
            raise SystemExit("The assets are not built: run `make wheel`.")
