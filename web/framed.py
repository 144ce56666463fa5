"""A letter as a page of its own, to be shown in a frame: it has styles inside, so that it may nothing else at all."""

import re

from flask import Response

POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'self'; sandbox"
)
HEAD = re.compile(r"<head\b[^>]*>", re.IGNORECASE)
BESIDE = '<base target="_blank">'
OUTWARD = "allow-popups allow-popups-to-escape-sandbox"
"""What a frame must be allowed for the letter's links to open a page beside it."""


def framed(html: str, outward: bool = False) -> Response:
    """The letter's own HTML; with `outward` its links open beside it, otherwise they lead nowhere."""
    answer = Response(_outward(html) if outward else html, mimetype="text/html")
    answer.headers["Content-Security-Policy"] = f"{POLICY} {OUTWARD}" if outward else POLICY
    answer.headers["X-Frame-Options"] = "SAMEORIGIN"
    return answer


def _outward(html: str) -> str:
    """The letter with links that open beside it, first in its head, or in front of it where it has none."""
    page, heads = HEAD.subn(rf"\g<0>{BESIDE}", html, count=1)
    return page if heads else BESIDE + html
