"""The pages: each file one subject, each view a few lines. A new file with a blueprint `pages` is found by itself."""

from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules

from flask import Blueprint


def blueprints() -> Iterator[Blueprint]:
    """The blueprint of every subject, in order of name."""
    for module in sorted(iter_modules(__path__), key=lambda found: found.name):
        found = import_module(f"{__name__}.{module.name}")
        if hasattr(found, "pages"):
            yield found.pages
