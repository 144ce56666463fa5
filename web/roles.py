"""What some roles may see and others not, beside the cases: noted once a request, for pages and for the menu."""

from flask import Flask, g

from web.session import around
from workflow.cycle.reminder_requests import may_chase
from workflow.governance.model import Model
from workflow.organisation.seats import ADMINISTRATOR
from workflow.states.context import Unknown

CHASES, POSTS, LOOKS, SEATS, CONCLUDES, TEMPLATE, MINDS = (
    "chases", "posts", "looks", "seats", "concludes", "template", "minds"
)  # fmt: skip
"""Asks for what is missing; sees to the letters; reads the whole log; gives and ends seats; concludes a year's goals; says in
which Word template documents are written; is told when the clock is not trusted."""
LOOKERS = frozenset((ADMINISTRATOR, "auditor", "clerk", "controller", "quality_chief", "registrar"))
"""Who reads the log: whoever answers for the house, its registry or its control."""


def init(app: Flask) -> None:
    """Note it before each request of somebody who is signed in."""
    app.before_request(_note)


def may(what: str) -> bool:
    """True when the person who is signed in may do `what`."""
    return what in g.get("may", ())


def only(what: str) -> None:
    """Raises Unknown for everybody else: for them there is no such page."""
    if not may(what):
        raise Unknown


def _note() -> None:
    if "who" not in g:
        return
    ctx = around()
    held = {role for role, _ in ctx.seats}
    runs, answers = ADMINISTRATOR in held, bool(held & {ADMINISTRATOR, "quality_chief"})
    rights = {CHASES: may_chase(ctx), POSTS: runs, LOOKS: bool(held & LOOKERS), SEATS: runs,
              CONCLUDES: bool(held & _concluders(ctx.model)), TEMPLATE: answers, MINDS: answers}  # fmt: skip
    g.may = {name for name, has in rights.items() if has}


def _concluders(model: Model) -> set[str]:
    """The roles by which goals are concluded, where the model has that."""
    return {role for level in model.of_kind("goal") if "conclude" in level.step for role in level.step["conclude"].by}
