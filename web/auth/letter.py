"""A letter's link: it tells who the reader is, so that nothing has to be typed, and lets nobody in."""

import re
from dataclasses import dataclass

from flask import g, redirect, request, url_for
from werkzeug.wrappers import Response

from web.auth.blueprint import pages
from web.auth.onward import inside
from web.session import session, settings
from workflow.exchange import addresses
from workflow.keys import same
from workflow.records.organisation import Person

WRITTEN = re.compile(r"(\d{1,9})-(\d{1,9})-[0-9a-f]{32}")


@dataclass(frozen=True)
class Reader:
    """Whose letter it was: `mark` as the link has it, `key` as the demonstration knows people, `address` with most of it
    left out, `other` when somebody else is signed in."""

    mark: str
    key: str
    name: str
    address: str
    other: bool


@pages.get("/till/<mark>/")
@pages.get("/till/<mark>/<path:rest>")
def to(mark: str, rest: str = "") -> Response:
    """To the page that the letter names, by way of signing in for whoever is not signed in as its reader."""
    query = request.query_string.decode("ascii", "replace")
    path = inside(f"/{rest}" + (f"?{query}" if query else ""))
    person = person_of(mark)
    if person and "who" in g and g.who.person == person.id:
        return redirect(path, 303)
    return redirect(url_for("auth.sign_in", till=mark if person else None, vidare=path), 303)


def person_of(mark: str) -> Person | None:
    """The person that a letter's link was made for; None when we made no such link."""
    found = WRITTEN.fullmatch(mark)
    if found is None:
        return None
    organisation, number = int(found[1]), int(found[2])
    if not same(addresses.of_person("", organisation, number, settings().secret_key), f"/till/{mark}"):
        return None
    person = session().get(Person, number)
    return person if person and person.organisation == organisation else None


def reader() -> Reader | None:
    """The reader that the request comes from a letter as."""
    person = person_of(request.values.get("till", ""))
    return as_reader(person) if person else None


def as_reader(person: Person) -> Reader:
    """A person as the reader of a letter."""
    mark = addresses.of_person("", person.organisation, person.id, settings().secret_key).removeprefix("/till/")
    other = "who" in g and g.who.person != person.id
    return Reader(mark, f"{person.organisation}/{person.id}", person.name, masked(person.email), other)


def masked(address: str) -> str:
    """An address that its owner knows again: m…a@example.org."""
    name, at, domain = address.rpartition("@")
    return f"{name[:1]}…{name[-1:] if len(name) > 2 else ''}{at}{domain}"
