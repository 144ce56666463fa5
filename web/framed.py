"""A letter as a page of its own, to be shown in a frame: it has styles inside, so that it may nothing else at all."""

from flask import Response

POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'self'; sandbox"
)
OUTWARD = "allow-popups allow-popups-to-escape-sandbox"
"""What a frame must be allowed for the letter's links to open a page beside it."""


def framed(html: str, outward: bool = False) -> Response:
    """The letter's own HTML; with `outward` its links open beside it, otherwise they lead nowhere."""
    page = html.replace("<head>", '<head><base target="_blank">', 1) if outward else html
    answer = Response(page, mimetype="text/html")
    answer.headers["Content-Security-Policy"] = f"{POLICY} {OUTWARD}" if outward else POLICY
    answer.headers["X-Frame-Options"] = "SAMEORIGIN"
    return answer
