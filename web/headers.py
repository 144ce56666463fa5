"""What every answer carries, and the files that are served as they are."""

import hashlib
from pathlib import Path

from flask import Flask, Response
from whitenoise import WhiteNoise

STATIC = Path(__file__).parent / "static"
SHEET = STATIC / "vendor/designsystemet.css"
HEADERS = {
    "Content-Security-Policy": "default-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'; object-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def init(app: Flask) -> None:
    """Headers on every answer; the style sheet under a name that changes with it."""
    app.after_request(_secured)
    app.jinja_env.globals["sheet_address"] = f"/static/vendor/{SHEET.name}?v={_digest(SHEET)}"
    STATIC.mkdir(exist_ok=True)
    app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]
        app.wsgi_app, root=str(STATIC), prefix="static/", max_age=86_400,
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
