"""What every answer carries, and the files that are served as they are."""

import hashlib
from pathlib import Path

from flask import Flask, Response
from flask_compress import Compress
from whitenoise import WhiteNoise

STATIC = Path(__file__).parent / "static"
SHEET = STATIC / "vendor/designsystemet.css"
SCRIPT = STATIC / "vendor/layer.js"
YEAR = 31_536_000
HEADERS = {
    "Content-Security-Policy": "default-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'; object-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
}


SMALL = 700
"""Bytes below which an answer is sent as it is."""


def init(app: Flask) -> None:
    """Headers on every answer, its text compressed; style sheet and script under names that change with them."""
    app.after_request(_secured)
    app.config.update(COMPRESS_MIN_SIZE=SMALL, COMPRESS_ALGORITHM=["zstd", "br", "gzip"], COMPRESS_ZSTD_LEVEL=1,
                      COMPRESS_BR_LEVEL=1, COMPRESS_LEVEL=1)  # fmt: skip
    Compress(app)
    for name, file in (("sheet_address", SHEET), ("script_address", SCRIPT)):
        app.jinja_env.globals[name] = f"/static/vendor/{file.name}?v={_digest(file)}"
    STATIC.mkdir(exist_ok=True)
    app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]
        app.wsgi_app, root=str(STATIC), prefix="static/", max_age=YEAR,
        add_headers_function=lambda headers, path, url: headers.add_header("X-Content-Type-Options", "nosniff"),
    )  # fmt: skip


def _secured(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if response.mimetype == "text/html":
        response.headers.setdefault("Cache-Control", "no-store")
    return response


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()[:12] if file.exists() else "0"
