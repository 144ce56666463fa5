"""Saknas: what has not been reported, over all committees for whoever asks for it, and for each committee for everybody."""

from dataclasses import dataclass

from flask import Blueprint, render_template, request

from web.missing import CLOSED, counts, grouped, line, stands, unknowns
from web.names import Names, names_in
from web.posted import lines_posted
from web.roles import CHASES, only
from web.session import moment, session, who
from web.visible import seen
from workflow.goals.overdue import LAPSED, Overdue, overdue
from workflow.organisation.visibility import is_open
from workflow.records.organisation import Unit
from workflow.states.context import Unknown
from workflow.words import Title

pages = Blueprint("missing", __name__)


@dataclass(frozen=True)
class Choice:
    """What one looks at: a round, a goal year, a committee; "" for all."""

    round: str = ""
    year: str = ""
    unit: str = ""

    def holds(self, one: Overdue, names: Names) -> bool:
        """True for what is among it."""
        return (
            self.round in ("", one.duty.round)
            and self.year in ("", str(one.case.year))
            and self.unit in ("", names.units[one.case.unit].code)
        )


@pages.get("/saknas")
def everywhere() -> str:
    """What can be asked for, over all committees."""
    only(CHASES)
    return overview(chosen())


def chosen() -> Choice:
    """What the request asks to see."""
    return Choice(*(request.values.get(name, "") for name in ("omgang", "ar", "namnd")))


def overview(choice: Choice, refused: str = "") -> str:
    """The page of everything that is missing, with what was refused."""
    ctx, names = seen(None), names_in(session(), who().organisation)
    found = [one for one in overdue(session(), who().organisation, moment()) if one.status != LAPSED]
    groups = grouped([one for one in found if choice.holds(one, names)], names, ctx.today)
    units = sorted({names.units[one.case.unit].code: names.unit(one.case.unit) for one in found}.items())
    known = stands(ctx)
    return render_template(
        "missing.html", groups=groups, choice=choice, rounds=_rounds(found), units=units, counts=counts(known),
        unknowns=unknowns(known),
        years=sorted({one.case.year for one in found}), count=sum(group.count for group in groups),
        refused=refused, zip=zip, posted=lines_posted(names, limit=10),
    )  # fmt: skip


def among(choice: Choice) -> list[tuple[int, str]]:
    """Everything that is shown and can be asked for."""
    ctx, names = seen(None), names_in(session(), who().organisation)
    found = overdue(session(), who().organisation, moment())
    return [one.key for one in found if choice.holds(one, names) and line(one, names, ctx.today).ask]


@pages.get("/saknas/<code>")
def of_unit(code: str) -> str:
    """What one committee has not reported: goals, dates and roles, and nobody's name."""
    ctx, names = seen(None), names_in(session(), who().organisation)
    if not ctx.seats:
        raise Unknown
    unit = _unit(names, code)
    found = [one for one in overdue(session(), who().organisation, moment(), [unit.id]) if is_open(one.case)]
    groups = grouped(found, names, ctx.today)
    lines = groups[0].lines if groups else ()
    open_lines = [one for one in lines if one.status != CLOSED[1]]
    closed = [one for one in lines if one.status == CLOSED[1]]
    heaps = [(title, some) for title, some in (("To be done", open_lines), ("Missing for good", closed)) if some]
    known = stands(ctx)
    return render_template("missing_unit.html", unit=unit, heaps=heaps, counts=counts(known, unit.id),
                           unknowns=unknowns(known, unit.id))  # fmt: skip


@pages.get("/paminnelser")
def told() -> str:
    """Who has got which letter about what is missing, when: about one duty, or the last of them all."""
    only(CHASES)
    names = names_in(session(), who().organisation)
    case, duty = request.args.get("arende", type=int), request.args.get("uppgift", "")
    return render_template("told.html", lines=lines_posted(names, case, duty), one=bool(case and duty))


def _rounds(found: list[Overdue]) -> dict[str, Title]:
    return {
        one.duty.round: one.model.rounds[one.duty.round].title for one in found if one.duty.round in one.model.rounds
    }


def _unit(names: Names, code: str) -> Unit:
    """The unit with the code, or with the number. Raises Unknown."""
    for unit in names.units.values():
        if code in (unit.code, str(unit.id)):
            return unit
    raise Unknown
