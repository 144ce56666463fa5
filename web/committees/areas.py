"""The target areas of a committee's year: those there are, what may be done with them, and rows for new ones."""

from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import ValidationError

from web.committees.bulk import Act, Sheet, act, chosen
from web.committees.reading import Body, bodies
from web.forms.choices import Option, options
from web.forms.draw import Drawn, control
from web.forms.faults import Fault, faults
from web.forms.shape import Shape, shapes
from web.forms.values import as_plain, row_count
from web.names import titled
from web.session import session, who
from workflow.exchange import addresses
from workflow.facts import Fact
from workflow.facts.clerical import Motive
from workflow.facts.presentation import Presentation
from workflow.facts.wording import TargetArea
from workflow.governance.model import Level, State, Step
from workflow.records.case import Case
from workflow.records.queries.events import in_full
from workflow.states.permissions import refusals
from workflow.words import Title, sentence

ROWS, NEW = 2, "new"
"""Empty rows while there are no areas, and how their fields are called."""
SAYS: dict[str, type[Fact]] = {"present": Presentation, "drop": Motive}
"""What is said with a step."""


@dataclass(frozen=True)
class Area:
    """A target area: its words, what it supports and whom it concerns, and the steps that may be taken with it."""

    case: Case
    title: str
    address: str
    state: State
    why: str
    supports: list[str]
    concerns: list[str]
    may: frozenset[str]
    reword: str
    notes: str

    @property
    def chosen(self) -> bool:
        """True when something may be done with it together with others."""
        return bool(self.may & {"present", "use", "drop"})


@dataclass(frozen=True)
class Page:
    """Everything the page of the target areas shows. `step` are the level's own rows, by name."""

    body: Body
    level: Level
    areas: list[Area]
    rows: list[tuple[Drawn, ...]]
    may_add: bool
    name: Step | None
    may_name: bool
    sheet: Sheet
    present: tuple[Drawn, ...]

    @property
    def supported(self) -> Title | None:
        """What the model calls that which an area supports."""
        return self.body.model.title_of("direction", many=True)

    def any(self, step: str) -> bool:
        """True when the step may be taken with some of the areas."""
        return any(step in area.may for area in self.areas)


def page_of(body: Body, sheet: Sheet) -> Page | None:
    """The page; None where the model knows no target areas, or the committee has no such year."""
    level, ctx = level_of(body), body.asking()
    if level is None or ctx is None:
        return None
    choices = _choices(body, level)
    found = _areas(body, level, choices)
    add, name = next((step for step in level.births if not step.by_clock), None), name_step(body)
    return Page(
        body, level, found, _rows(sheet, choices, ROWS if not found else 1),
        bool(add and not refusals(ctx.asking(add))), name,
        bool(name and not ctx.case.took(name.name) and not refusals(ctx.asking(name))), sheet,
        tuple(_field(shape, "", sheet, {"with_units": choices["concerns"]}) for shape in shapes(Presentation)),
    )  # fmt: skip


def level_of(body: Body) -> Level | None:
    """The level of target areas, None where there is none."""
    return next(iter(body.model.of_kind("target_area")), None)


def name_step(body: Body) -> Step | None:
    """The step of the committee's year by which its areas are handed in."""
    return body.model.levels[body.own.level].step.get("name_areas") if body.own else None


def written(body: Body, sheet: Sheet) -> dict[int, TargetArea]:
    """The new areas that were written, by row; faults go into the sheet."""
    found = {}
    for number in range(row_count(sheet.values, NEW)):
        before = f"{NEW}-{number}-"
        if not (plain := as_plain(TargetArea, sheet.values, before)):
            continue
        try:
            found[number] = TargetArea.model_validate(plain)
        except ValidationError as wrong:
            some = faults(TargetArea, wrong, sheet.values)
            sheet.faults += [Fault(before + fault.name, fault.sentence) for fault in some]
    if not found and not sheet.faults:
        sheet.faults.append(Fault(f"{NEW}-0-area", sentence("No %(areas)s are written.", areas=_called(body))))
    return found


def new_acts(body: Body, areas: Mapping[int, TargetArea]) -> list[Act]:
    """The births of new areas."""
    level = level_of(body)
    assert body.own and level
    key = next(step.key for step in level.births if not step.by_clock)
    return [Act(key, body.own.id, f"{key}/{number}", area.area, "", area) for number, area in areas.items()]


def more(sheet: Sheet) -> None:
    """One more row to write in."""
    sheet.values[f"{NEW}-{row_count(sheet.values, NEW)}-area"] = ""


def emptied(sheet: Sheet) -> None:
    """Empty the rows whose areas are there now, so that they are not added once more."""
    for one in sheet.done:
        before = f"{NEW}-{one.mark.rpartition('/')[2]}-"
        for shape in shapes(TargetArea):
            sheet.values.poplist(before + shape.name)


def acts_on(body: Body, step: str, sheet: Sheet) -> list[Act]:
    """The step for each of the areas that were chosen, with what it says; faults go into the sheet."""
    found = chosen(sheet.values, [case for case in body.cases if body.level(case).kind == "target_area"])
    if not found:
        sheet.faults.append(Fault("areas", sentence("No %(areas)s are chosen.", areas=_called(body))))
    cls = SAYS.get(step)
    fact = None
    if cls:
        try:
            fact = cls.model_validate(as_plain(cls, sheet.values))
        except ValidationError as wrong:
            sheet.faults += faults(cls, wrong, sheet.values)
    return [act(step, case, sheet.values, fact) for case in found]


def _called(body: Body) -> Title:
    level = level_of(body)
    assert level
    return level.plural.inside


def _areas(body: Body, level: Level, choices: Mapping[str, tuple[Option, ...]]) -> list[Area]:
    there = [case for case in body.cases if body.level(case).kind == "target_area"]
    told = in_full(session(), who().organisation, there, TargetArea)
    noted = in_full(session(), who().organisation, there, Presentation)
    areas = [_area(body, case, choices, told.get(case.id), noted.get(case.id)) for case in there]
    return sorted(areas, key=lambda area: (area.state.out, area.case.id))


def _area(
    body: Body, case: Case, choices: Mapping[str, tuple[Option, ...]], told: TargetArea | None,
    noted: Presentation | None,
) -> Area:  # fmt: skip
    said = told or TargetArea.of({})
    focus = {option.value: str(option.text) for option in choices["focus_areas"]}
    ctx, level = body.about(case), body.level(case)
    may = {step.name for step in level.steps if not step.birth and not step.by_clock and not refusals(ctx.asking(step))}
    reword = addresses.of_step(case, ctx.model, level.step["reword"]) if "reword" in may else ""
    return Area(
        case, titled(case), addresses.of_case(case, ctx.model), level.state[case.state], said.why,
        [focus[str(number)] for number in said.focus_areas if str(number) in focus],
        [body.names.unit(number) for number in said.concerns], frozenset(may), reword,
        "\n".join(filter(None, (noted.notes, noted.cooperation))) if noted else "",
    )  # fmt: skip


def _choices(body: Body, level: Level) -> dict[str, tuple[Option, ...]]:
    """What can be chosen in the fields of an area: focus areas, and the other bodies."""
    focus = next(shape for shape in shapes(TargetArea) if shape.name == "focus_areas")
    others = [Option(str(unit.id), unit.name) for unit in bodies(body.names) if unit.id != body.unit.id]
    ctx = body.asking()
    assert ctx
    return {"focus_areas": options(ctx, body.names, focus), "concerns": tuple(others)}


def _rows(sheet: Sheet, choices: Mapping[str, tuple[Option, ...]], least: int) -> list[tuple[Drawn, ...]]:
    """As many rows as were sent, and a few to begin with."""
    count = max(least, row_count(sheet.values, NEW))
    return [
        tuple(_field(shape, f"{NEW}-{number}-", sheet, choices) for shape in shapes(TargetArea)) for number in range(count)
    ]  # fmt: skip


def _field(shape: Shape, before: str, sheet: Sheet, choices: Mapping[str, tuple[Option, ...]]) -> Drawn:
    name, some = before + shape.name, choices.get(shape.name, ())
    return Drawn(
        name=name, label=shape.label, hint=shape.hint, control=control(shape, some, None), shape=shape,
        value=sheet.values.get(name, ""), chosen=frozenset(sheet.values.getlist(name)), options=some,
        fault=sheet.shown.get(name),
    )  # fmt: skip
