"""The page on which one signs in. In the demonstration: as whom; otherwise with a letter, which has pages of its own."""

from dataclasses import dataclass

from flask import abort, current_app, redirect, render_template, request, url_for
from flask import session as cookie
from sqlalchemy import select
from werkzeug.wrappers import Response

from web.auth.blueprint import pages
from web.auth.letter import Reader, reader
from web.auth.login import enter as let_in
from web.auth.login import find, leave
from web.auth.onward import onward
from web.session import moment, session
from workflow.cycle.working_days import local_day
from workflow.governance.model import CLOCK, Model
from workflow.records.organisation import Organisation, Person, Seat, Unit
from workflow.records.queries.models import model_of, models_of
from workflow.words import Title


@dataclass(frozen=True)
class Somebody:
    """A person one can be in the demonstration."""

    key: str
    name: str
    role: Title
    unit: str
    does: tuple[Title, ...]


@pages.get("/logga-in")
def sign_in() -> str:
    """As whom? Whoever comes from a letter is known."""
    return front(onward(), reader())


@pages.post("/logga-in")
def enter() -> Response:
    """Become somebody, in the demonstration only."""
    signed = find(request.form.get("person", "")) if current_app.config["DEMO"] else None
    if signed is None:
        abort(404)
    cookie.clear()
    let_in(signed)
    return redirect(onward(), 303)


@pages.post("/logga-ut")
def sign_out() -> Response:
    """Nobody is signed in any more."""
    leave()
    cookie.clear()
    return redirect(url_for("auth.sign_in"), 303)


def front(where: str, known: Reader | None = None, **more: object) -> str:
    """The page itself, on the way to an address."""
    shown = people() if current_app.config["DEMO"] and known is None else {}
    return render_template("sign_in.html", people=shown, reader=known, onward=where, **more)


def people() -> dict[str, list[Somebody]]:
    """Organisation → the people who hold a seat there today, in order of appointment."""
    today = local_day(moment())
    held = select(Organisation, Person, Seat, Unit).where(
        Person.organisation == Organisation.id, Seat.person == Person.id, Unit.id == Seat.unit,
        Seat.role != CLOCK, Seat.since <= today, Seat.until >= today,
    ).order_by(Organisation.id, Person.id, Seat.id)  # fmt: skip
    found: dict[str, dict[str, Somebody]] = {}
    for organisation, person, seat, unit in session().execute(held):
        models = [model_of(session(), organisation.id, organisation.model), *models_of(session(), organisation.id)]
        somebody = next(filter(None, (_somebody(model, person, seat, unit) for model in models)), None)
        if somebody:
            found.setdefault(organisation.name, {}).setdefault(somebody.key, somebody)
    return {name: list(persons.values()) for name, persons in found.items()}


def _somebody(model: Model, person: Person, seat: Seat, unit: Unit) -> Somebody | None:
    role = model.roles.get(seat.role)
    if role is None:
        return None
    levels = sorted(model.levels.values(), key=lambda level: level.kind not in ("goal", "report", "year"))
    steps = [step for level in levels for step in level.steps if role.name in step.by[:1] and step.due]
    does = tuple({step.title.sv: step.title for step in steps}.values())
    return Somebody(f"{person.organisation}/{person.id}", person.name, role.title, unit.name, does[:3])
