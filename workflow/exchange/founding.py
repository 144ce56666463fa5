"""Whose file it is: the organisation, its model and its bodies - found, or made when they are not there."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflow.exchange.municipality import Item, Municipality, named
from workflow.governance.load import available, load
from workflow.governance.model import Model
from workflow.organisation.founding import add_unit, found
from workflow.records.organisation import UNIT_KINDS, Organisation, Unit
from workflow.records.queries.models import model_of, models_of
from workflow.states.context import Who
from workflow.states.model_change import chosen

BASE = "base"
KINDS = (
    ("arbetsutskott", "working_committee"), ("fullmäktige", "council"), ("styrelse", "board"), ("nämnd", "committee"),
    ("utskott", "working_committee"), ("bolag", "company"),
)  # fmt: skip
"""What a body is by its name, when the file does not say."""


def organisation_for(session: Session, file: Municipality, code: str | None) -> Organisation | None:
    """The organisation with the code, else the file's own code, else the municipality's name."""
    wanted = code or file.data.get("code")
    if wanted is not None:
        held = session.scalar(select(Organisation).where(Organisation.code == str(wanted)))
        if held or code:
            return held
    return session.scalar(select(Organisation).where(Organisation.name == file.name).order_by(Organisation.id).limit(1))


def founded(session: Session, file: Municipality, code: str | None, model: Model, at: datetime) -> Organisation:
    """A new organisation for the file."""
    wanted = str(code or file.data.get("code") or slug(file.name)[:20])
    who = found(session, wanted, file.name, model, at=at)
    return session.get_one(Organisation, who.organisation)


def model_for(session: Session, file: Municipality, organisation: Organisation | None, name: str | None) -> Model:
    """The model that was named, else the file's own, else the one chosen for the year, else the one whose name fits.
    Faulty when there is no such."""
    if name:
        return load(name)
    own, held = own_model(file), models_of(session, organisation.id) if organisation else ()
    if known := next((model for model in held if model.name == own), None):
        return known
    if own in available():
        return load(own)
    if organisation:
        return model_of(session, organisation.id, chosen(session, organisation.id, file.year).digest)
    return load(fitting(file.name, file.year, available()))


def own_model(file: Municipality) -> str:
    """The name of the model in the file, "" when it gives none: a description of a model names none."""
    given = file.data.get("model")
    name = given.get("name", "") if isinstance(given, dict) else given
    return name if isinstance(name, str) else ""


def fitting(municipality: str, year: int, names: Iterable[str]) -> str:
    """The newest of the municipality's models that is not newer than the year, else its oldest, else the base."""
    whole = slug(municipality).replace("-", "")
    split = [found.groups() for name in names if (found := re.fullmatch(r"(.{3,})-(\d{4})", name))]
    own = [
        (len(stem), int(first), f"{stem}-{first}") for stem, first in split if whole.startswith(stem.replace("-", ""))
    ]
    longest = [row for row in own if row[0] == max(own)[0]]
    in_time = [row for row in longest if row[1] <= year]
    return max(in_time)[2] if in_time else min(longest)[2] if longest else BASE


def bodies_of(session: Session, who: Who, file: Municipality, at: datetime) -> dict[str, int]:
    """Every name and short of the file's bodies → the unit; those that were not there are made."""
    known: dict[str, int] = {}
    for _, body in file.items("bodies"):
        unit = _unit(session, who.organisation, str(body["name"])) or _made(session, who, body, at)
        known[named(body["name"])] = unit
        if "short" in body:
            known.setdefault(named(body["short"]), unit)
    return known


def department_of(session: Session, who: Who, name: str, body: int, at: datetime) -> int:
    """The department with that name or code, made under the body when there is none."""
    held = _unit(session, who.organisation, name) or session.scalar(
        select(Unit.id).where(Unit.organisation == who.organisation, Unit.code == name, Unit.kind == "department")
    )
    if held:
        return held
    code = _code(session, who.organisation, name)
    return add_unit(session, who, code, name.strip(), "department", body, at=at)


def kind_of_body(body: Item) -> str:
    """What sort of unit a body is: a working committee by its name, else what the file says, else by its name."""
    name, said = named(body["name"]), named(body.get("kind", ""))
    guessed = next((kind for word, kind in KINDS if word in name), "committee")
    if guessed == "working_committee":
        return guessed
    return said if said in UNIT_KINDS and said != "organisation" else guessed


def is_known_kind(body: Item) -> bool:
    """False when the file gives the body a kind that we have no word for."""
    return "kind" not in body or named(body["kind"]) in UNIT_KINDS


def slug(text: str) -> str:
    """Small letters a-z and figures with hyphens between: å and ä as a, ö as o."""
    bare = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", bare).strip("-") or "x"


def root_of(session: Session, organisation: int) -> int:
    """The unit that is the organisation itself."""
    held = select(Unit.id).where(Unit.organisation == organisation, Unit.parent.is_(None)).order_by(Unit.id)
    return session.scalars(held.limit(1)).one()


def _unit(session: Session, organisation: int, name: str) -> int | None:
    held = session.execute(select(Unit.id, Unit.name).where(Unit.organisation == organisation).order_by(Unit.id))
    return next((unit for unit, called in held if named(called) == named(name)), None)


def _made(session: Session, who: Who, body: Item, at: datetime) -> int:
    name = str(body["name"]).strip()
    code = _code(session, who.organisation, str(body.get("short") or name))
    parent = _above(session, who.organisation, name)
    return add_unit(session, who, code, name, kind_of_body(body), parent, body.get("email", ""), at=at)


def _above(session: Session, organisation: int, name: str) -> int:
    """The body whose name this one begins with (a board's working committee), else the organisation."""
    held = session.execute(
        select(Unit.id, Unit.name).where(
            Unit.organisation == organisation, Unit.kind.in_(("board", "committee", "council"))
        )
    )
    return next(
        (unit for unit, called in held if named(name).startswith(named(called))),
        root_of(session, organisation),
    )


def _code(session: Session, organisation: int, wanted: str) -> str:
    """The code, or the first numbered one that nobody has."""
    taken = set(session.scalars(select(Unit.code).where(Unit.organisation == organisation)))
    wanted = wanted.strip()[:40]
    return next(code for code in _numbered(wanted) if code not in taken)


def _numbered(code: str) -> Iterator[str]:
    yield code
    count = 2
    while True:
        yield f"{code[:36]}-{count}"
        count += 1
