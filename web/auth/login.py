"""Who is signed in: remembered in a signed cookie as organisation/person, looked up at each request."""

from flask import Flask, g, redirect, request, url_for
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user
from werkzeug.wrappers import Response

from web.language import read_in
from web.session import session
from workflow.records.queries.people import HomeOrganisation, SignedInPerson, has_come, signed_in
from workflow.states.context import Who

PUBLIC = frozenset(
    (
        "auth.sign_in",
        "auth.enter",
        "auth.sign_out",
        "auth.to",
        "auth.ask_for_letter",
        "auth.asked",
        "auth.write_code",
        "auth.follow",
        "auth.follow_in",
        "house.healthz",
        "house.readyz",
        "accessibility.show",
        "letters.show",
        "letters.choose",
        "dev.box",
        "dev.letter",
        "dev.page",
        "clock.show",
        "clock.move",
        "clock.again",
        "feed.calendar",
        "public.index",
        "public.home",
        "public.year",
        "public.as_csv",
        "public.as_json",
    )
)
"""What may be seen by somebody who is not signed in; everything else may not."""


DIGITS = 9
"""Of the number of a person or an organisation."""


class Signed(UserMixin):
    """A person who is signed in to an organisation."""

    def __init__(self, person: SignedInPerson, organisation: HomeOrganisation) -> None:
        self.person = person
        self.organisation = organisation

    def get_id(self) -> str:
        """As the cookie remembers it."""
        return f"{self.organisation.id}/{self.person.id}"


def init(app: Flask) -> None:
    """Ask every request but the public ones to be signed in."""
    manager = LoginManager(app)
    manager.session_protection = "basic"
    manager.user_loader(find)
    app.before_request(_require)


def find(name: str) -> Signed | None:
    """The person behind `organisation/person`, None when there is none."""
    organisation, _, person = name.partition("/")
    if not all(part.isascii() and part.isdecimal() and len(part) <= DIGITS for part in (organisation, person)):
        return None
    found = signed_in(session(), int(organisation), int(person))
    return Signed(*found) if found else None


def enter(signed: Signed) -> None:
    """Sign the person in, and remember that they came."""
    login_user(signed)
    has_come(session(), signed.organisation.id, signed.person.id)


def leave() -> None:
    """Sign out whoever is signed in."""
    logout_user()


def _require() -> Response | None:
    if request.endpoint in PUBLIC:
        if request.endpoint in ("house.healthz", "house.readyz"):
            return None
        _remember()
        return None
    if _remember():
        return None
    wanted = request.full_path.rstrip("?") if request.method == "GET" else None
    return redirect(url_for("auth.sign_in", vidare=wanted), 303)


def _remember() -> bool:
    """Note in `g` who it is, for everybody who asks during the request."""
    if not current_user.is_authenticated:
        return False
    g.person, g.organisation = current_user.person, current_user.organisation
    read_in(g.person.language)
    g.who = Who(g.organisation.id, g.person.id)
    return True
