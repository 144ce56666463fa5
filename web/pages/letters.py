"""Which letters a person gets: everything, or only what is to be done. Reached from a letter, and by its mail program.

The address lets nobody in: it only says whose letters it is about (RFC 8058: one POST, without signing in).
"""

from flask import Blueprint, abort, render_template, request

from web.session import session, settings
from workflow.keys import mac, same
from workflow.records.organisation import Person

pages = Blueprint("letters", __name__)
ALL, DUTIES = "all", "duties"


@pages.get("/brev/<int:organisation>-<int:person>-<key>")
def show(organisation: int, person: int, key: str) -> str:
    """Which letters the person gets now, and a button for the other choice."""
    return _shown(_person(organisation, person, key))


@pages.post("/brev/<int:organisation>-<int:person>-<key>")
def choose(organisation: int, person: int, key: str) -> str:
    """Fewer letters, as a mail program asks; or all of them, as the page's button may."""
    found = _person(organisation, person, key)
    found.letters = ALL if request.form.get("letters") == ALL else DUTIES
    return _shown(found)


def _person(organisation: int, person: int, key: str) -> Person:
    found = session().get(Person, person)
    known = same(key, mac(settings().secret_key, "letters", organisation, person))
    if not known or found is None or found.organisation != organisation:
        abort(404)
    return found


def _shown(person: Person) -> str:
    return render_template("letters.html", whose=person, everything=person.letters == ALL, address=request.path)
