"""Numbers in addresses: larger ones than any row can have lead nowhere."""

from typing import Any

from flask import Flask
from werkzeug.routing import IntegerConverter

LARGEST = 2**31 - 1
"""The largest number that a case, a person or a seat can have."""


class Number(IntegerConverter):
    """`<int:…>` in an address."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **{"max": LARGEST, **named})


def init(app: Flask) -> None:
    """Let every address be read so."""
    app.url_map.converters["int"] = Number
