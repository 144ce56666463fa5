"""Where somebody who signs in goes on to: a page of this site, and nowhere else."""

import re
from urllib.parse import unquote, urlsplit

from flask import current_app, request
from werkzeug.exceptions import HTTPException

START = "/"
LONGEST = 300
INSIDE = re.compile(r"/(?!/)[\x21-\x5b\x5d-\x7e]*")
OWN = "auth."
"""The pages on which one signs in lead nowhere."""


def onward() -> str:
    """The page that the request says it wants to go on to, the start page when it says none of ours."""
    return inside(request.values.get("vidare", ""))


def inside(wanted: str) -> str:
    """The address, when it is a page that can be read here; the start page otherwise."""
    if len(wanted) > LONGEST or not INSIDE.fullmatch(wanted):
        return START
    try:
        endpoint, _ = current_app.url_map.bind("").match(unquote(urlsplit(wanted).path), method="GET")
    except (HTTPException, ValueError):
        return START
    return START if str(endpoint).startswith(OWN) else wanted
