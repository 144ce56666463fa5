"""Signing in by mail: a letter is asked for, and its link in the same browser, or its code in any, lets one in once."""

import hashlib
import secrets

from flask import redirect, render_template, request, url_for
from flask import session as cookie
from werkzeug.wrappers import Response

from web.auth.asking import SIGN_IN, Asking, ask, asked_in, is_open, is_right, known
from web.auth.blueprint import pages
from web.auth.letter import as_reader, person_of
from web.auth.login import enter as let_in
from web.auth.login import find
from web.auth.onward import inside, onward
from web.auth.page import front
from web.session import keep, moment, session, settings
from workflow.exchange import addresses
from workflow.keys import mac, same
from workflow.records.organisation import Person
from workflow.records.queries.tokens import use_token
from workflow.records.token import Token
from workflow.words import sentence

ASKED = "asked"
"""Under which name the browser keeps what tells that it was the one that asked."""
WRONG = sentence("The code is wrong or holds no more. Write it again, or ask for a new one.")
OVER = sentence("The link has been used or holds no more. Ask for a new one: it holds for ten minutes.")
NO_ADDRESS = sentence("Write your e-mail address, for example name@municipality.se.")
Answer = str | Response | tuple[str, int]


@pages.post("/logga-in/skicka")
def ask_for_letter() -> Answer:
    """Post a sign-in to the reader of a letter, or to an address; the answer is the same whether it is known or not."""
    address = request.form.get("epost", "").strip()[:200]
    person = person_of(request.form.get("till", ""))
    if person is None and "@" not in address:
        return front(onward(), fault=NO_ADDRESS, address=address), 422
    cookie.setdefault(ASKED, secrets.token_urlsafe(32))
    client = mac(settings().secret_key, "client", request.remote_addr)
    people = known(session(), person.email if person else address)
    wanted = [one for one in people if person is None or one.id == person.id]
    ask(session(), wanted, Asking(_browser(), client, onward(), moment()))
    return redirect(url_for("auth.asked"), 303)


@pages.get("/logga-in/kod")
def asked() -> str:
    """What to do now: look in the mail, follow the link or write the code."""
    return render_template("sign_in_code.html", action=url_for("auth.write_code"), asked=True)


@pages.post("/logga-in/kod")
def write_code() -> Answer:
    """Sign in with the code, in the browser that asked."""
    if ASKED not in cookie:
        return _over()
    for token in asked_in(session(), _browser(), moment()):
        if _is_right(token) and use_token(session(), token.id, moment()):
            return _enter(token)
    return _wrong(asked=True)


@pages.get("/logga-in/<int:number>-<mark>")
def follow(number: int, mark: str) -> Answer:
    """The letter's link. To see it uses nothing up, however often a mail filter does."""
    token = _linked(number)
    if token is None or not is_open(token, moment()):
        return _over(token)
    return render_template("sign_in_code.html", action=request.path, ours=_is_ours(token))


@pages.post("/logga-in/<int:number>-<mark>")
def follow_in(number: int, mark: str) -> Answer:
    """Sign in, in the browser that asked, or with the code."""
    token = _linked(number)
    if token is None or not is_open(token, moment()):
        return _over(token)
    if not (_is_ours(token) or _is_right(token)):
        return _wrong()
    return _enter(token) if use_token(session(), token.id, moment()) else _over(token)


def _linked(number: int) -> Token | None:
    """The token of the link that was followed."""
    token = session().get(Token, number)
    if token is None or token.purpose != SIGN_IN:
        return None
    return token if same(addresses.of_sign_in(token.id, token.salt, settings().secret_key), request.path) else None


def _is_ours(token: Token) -> bool:
    return ASKED in cookie and same(token.browser, _browser())


def _browser() -> str:
    return hashlib.sha256(str(cookie[ASKED]).encode()).hexdigest()


def _is_right(token: Token) -> bool:
    given = "".join(request.form.get("kod", "").split())
    return is_right(session(), settings().secret_key, token, given, moment())


def _enter(token: Token) -> Response:
    signed = find(f"{token.organisation}/{token.person}")
    assert signed
    where = inside(token.onward)
    cookie.clear()
    let_in(signed)
    return redirect(where, 303)


def _wrong(asked: bool = False) -> Answer:
    """The code was wrong: that it was tried is kept."""
    keep()
    return render_template("sign_in_code.html", action=request.path, asked=asked, fault=WRONG), 422


def _over(token: Token | None = None) -> Answer:
    """The link or the code holds no more: the page on which to ask for a new one."""
    person = session().get(Person, token.person) if token else None
    where = inside(token.onward) if token else onward()
    return front(where, as_reader(person) if person else None, over=OVER), 410
