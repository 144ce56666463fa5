"""Personer och platser: who sits where, what is vacant; the administrator gives and ends seats, one or all of a term."""

import secrets
from datetime import date

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from web.forms.dates import NO_DAY, read
from web.language import say
from web.names import Names, names_in
from web.people import Rows, bodies, elected, ending, everybody, of_person, roll
from web.roles import SEATS, only
from web.session import around, moment, session, who
from workflow.governance.model import CLOCK
from workflow.mail_address import objection
from workflow.organisation.founding import add_person
from workflow.organisation.seats import Place, appoint, dismiss, every_role
from workflow.records.organisation import FOREVER, Person, Seat
from workflow.states.context import Unknown
from workflow.states.perform import Refused
from workflow.words import Sentence, sentence

pages = Blueprint("people", __name__)
LANGUAGES = ("sv", "en")
NO_NAME = sentence("Write the person's name, with at most 200 characters.")
LONGEST = 200
KNOWN = sentence("Somebody else here has that e-mail address.")
NO_PLACE = sentence("Choose a role and a unit.")
BACKWARDS = sentence("The seat would end before it begins.")
NOBODY = sentence("Choose at least one seat that ends.")


@pages.get("/personer")
def index() -> str:
    """The seats by unit, the vacant ones and those that end before long; and everybody by name."""
    if not around().seats:
        raise Unknown
    return _index()


@pages.post("/personer")
def add() -> str | Response | tuple[str, int]:
    """Add a person; 422 with what was written when it does not hold."""
    only(SEATS)
    name, email = request.form.get("name", "").strip(), request.form.get("email", "").strip().lower()
    if sent_twice := next((one for one in _all() if (one.name, one.email) == (name, email)), None):
        return redirect(url_for("people.show", number=sent_twice.id), 303)
    if why := [*_wrong(name, email, None)]:
        return _index(why), 422
    number = add_person(session(), who().organisation, name, email)
    flash(say("%(name)s is added. Give a seat now.", name=name))
    return redirect(url_for("people.show", number=number), 303)


@pages.get("/personer/<int:number>")
def show(number: int) -> str:
    """One person: the seats that were, are and will be."""
    return _shown(_person(number))


@pages.post("/personer/<int:number>")
def change(number: int) -> str | Response | tuple[str, int]:
    """Another name, address or language."""
    only(SEATS)
    person = _person(number)
    name, email = request.form.get("name", "").strip(), request.form.get("email", "").strip().lower()
    if why := [*_wrong(name, email, person)]:
        return _shown(person, why), 422
    language = request.form.get("language", "")
    person.name, person.email = name, email
    person.language = language if language in LANGUAGES else person.language
    flash(say("It is saved."))
    return redirect(url_for("people.show", number=number), 303)


@pages.post("/personer/<int:number>/plats")
def give(number: int) -> str | Response | tuple[str, int]:
    """Give a seat, from a day to a day."""
    only(SEATS)
    person, place = _person(number), _place()
    if isinstance(place, Sentence):
        return _shown(person, [place]), 422
    try:
        appoint(session(), who(), number, place, at=moment(), idempotency_key=request.form.get("once") or None)
    except Refused as refused:
        return _shown(person, list(refused.why)), 409
    flash(say("The seat is given."))
    return redirect(url_for("people.show", number=number), 303)


@pages.post("/platser/<int:seat>/avsluta")
def end(seat: int) -> str | Response | tuple[str, int]:
    """End a seat on a day."""
    only(SEATS)
    held = session().get(Seat, seat)
    if held is None or held.organisation != who().organisation or held.role == CLOCK:
        raise Unknown
    until = _day("until")
    if until is None or until < held.since:
        return _shown(_person(held.person), [NO_DAY if until is None else BACKWARDS]), 422
    dismiss(session(), who(), seat, at=moment(), until=until)
    flash(say("The seat ends on %(day)s.", day=until))
    return redirect(url_for("people.show", number=held.person), 303)


@pages.get("/personer/mandatperiod")
def term() -> str:
    """The elected seats, all of which may end on one day."""
    only(SEATS)
    return _term()


@pages.post("/personer/mandatperiod")
def end_term() -> str | Response | tuple[str, int]:
    """End the chosen elected seats on the same day: all of them or none."""
    only(SEATS)
    until, chosen = (
        _day("until"),
        {int(text) for text in request.form.getlist("seat") if text.isdecimal() and len(text) < 10},
    )
    known = {held.seat for held in elected(around(), _roll())}
    if until is None or not chosen & known:
        return _term([NO_DAY] if until is None else [NOBODY]), 422
    for seat in sorted(chosen & known):
        dismiss(session(), who(), seat, at=moment(), until=until)
    flash(say("Seats that end on %(day)s: %(count)s.", count=len(chosen & known), day=until))
    return redirect(url_for("people.index"), 303)


def _index(why: list[Sentence] | None = None) -> str:
    ctx, names, rows = around(), names_in(session(), who().organisation), _roll()
    return render_template(
        "people.html", bodies=bodies(ctx, names, rows), ending=ending(ctx, rows), people=everybody(names), why=why or [],
        sent=request.form,
    )  # fmt: skip


def _shown(person: Person, why: list[Sentence] | None = None) -> str:
    names = names_in(session(), who().organisation)
    return render_template(
        "person.html", one=person, seats=of_person(_roll(), person.id), roles=_roles(), units=_units(names), why=why or [],
        sent=request.form, once=f"form/{secrets.token_urlsafe(12)}", on=around().today,
    )  # fmt: skip


def _term(why: list[Sentence] | None = None) -> str:
    chosen = set(request.form.getlist("seat"))
    return render_template(
        "term.html",
        seats=elected(around(), _roll()),
        why=why or [],
        sent=request.form,
        chosen=chosen,
        all=not request.form,
    )


def _roll() -> Rows:
    return roll(around(), names_in(session(), who().organisation))


def _person(number: int) -> Person:
    found = session().get(Person, number)
    if found is None or found.organisation != who().organisation or not found.email or not around().seats:
        raise Unknown
    return found


def _all() -> list[Person]:
    return everybody(names_in(session(), who().organisation))


def _wrong(name: str, email: str, person: Person | None) -> list[Sentence]:
    """What does not hold of a name and an address."""
    why = [] if 0 < len(name) <= LONGEST and name.isprintable() else [NO_NAME]
    if refused := objection(email):
        return [*why, refused]
    taken = [other for other in _all() if other.email.lower() == email]
    return [*why, KNOWN] if any(person is None or other.id != person.id for other in taken) else why


def _place() -> Place | Sentence:
    """The seat that the form asks for, or what is wrong with it."""
    role, unit = request.form.get("role", ""), request.form.get("unit", "")
    if not role or not unit.isdecimal() or len(unit) > 9:
        return NO_PLACE
    since, until = _day("since"), _day("until") if request.form.get("until", "").strip() else FOREVER
    if since is None or until is None:
        return NO_DAY
    return Place(role, int(unit), since, until, substitute="substitute" in request.form)


def _day(name: str) -> date | None:
    return read(request.form.get(name, ""))


def _roles() -> list[tuple[str, object]]:
    return [(role.name, role.title) for role in every_role(around()).values() if role.name != CLOCK]


def _units(names: Names) -> list[tuple[int, str]]:
    return [(unit.id, unit.name) for unit in names.units.values()]
