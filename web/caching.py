"""Pages for anybody are kept by browsers and by what stands between, and asked for again in a way that costs next to nothing.

A page says by its ETag what it was made of: the end of the organisation's chain, the day, the language and the edition of
the program. Whoever has it asks whether it still holds, and is answered 304 without anything being read of it.
"""

import hashlib
from importlib.metadata import version

from flask import Blueprint, Response, current_app, g, request
from flask import session as cookie

from web.language import language
from web.session import moment, session
from workflow.cycle.working_days import local_day
from workflow.records.queries.chains import ends

KEPT = "public, max-age=300"
"""For as long nobody asks again: what is taken away from the public is gone from caches within five minutes."""
FRESH, UNCHANGED = (200, 302), 304
PROGRAM = version("malhjulet")


def init(pages: Blueprint) -> None:
    """Let what the blueprint answers be kept, as long as it is the same for everybody."""
    pages.before_request(_unchanged)
    pages.after_request(_told)


def _unchanged() -> Response | None:
    """304 when whoever asks has what would be answered."""
    if "who" in g or current_app.config["DEMO"]:
        return None  # who is signed in reads their own name and language on it; a demonstration has forms with tokens
    g.edition = _edition(str((request.view_args or {}).get("code", "")))
    # What was sent compressed is known by the same tag with the way of compression after it.
    held = [tag for tag in request.if_none_match.as_set(include_weak=True) if tag.partition(":")[0] == g.edition]
    if not held:
        return None
    answer = Response(status=UNCHANGED)
    answer.set_etag(held[0])
    return answer


def _edition(code: str) -> str:
    program = PROGRAM, current_app.jinja_env.globals["sheet_address"]
    made_of = ends(session(), code), local_day(moment()), language(), program
    return hashlib.sha256(repr(made_of).encode()).hexdigest()[:32]


def _told(answer: Response) -> Response:
    if "edition" not in g or cookie.modified:
        answer.headers["Cache-Control"] = "no-store"
    elif answer.status_code in (*FRESH, UNCHANGED):
        answer.headers["Cache-Control"] = KEPT
        answer.vary.add("Cookie")
        if answer.status_code in FRESH:
            answer.set_etag(g.edition)
    return answer
