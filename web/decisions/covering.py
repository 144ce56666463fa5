"""What a § covers, as a form: each case with its verdict, the words and the targets decided, all ticked that wait."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from pydantic import ValidationError

from web.decisions.matters import Matter, about
from web.decisions.readiness import came_after, readiness, unprepared
from web.forms.faults import Fault
from web.forms.values import Values
from web.language import sorting
from web.names import Names, titled
from web.session import levels_of
from workflow.exchange import addresses
from workflow.facts.decision import Decided, DecidedTarget
from workflow.facts.wording import Wording
from workflow.goals.adoption import adopted_words
from workflow.goals.target import Target
from workflow.governance.model import State, Verdict
from workflow.records.case import Case
from workflow.records.queries.cases import cases_under
from workflow.records.queries.events import words
from workflow.records.queries.models import model_of
from workflow.states.context import Context
from workflow.states.guards.order import is_strict, past_of
from workflow.words import Sentence, sentence

COVERS, ALL, SENT = "galler", "alla", "sent"
"""The cases that are ticked, the verdict of those without their own, and for which matter the lines were drawn."""
CHANGED = {"approved": "approved_changed", "confirmed": "changed"}
"""The verdict of a body that agreed → of one that agreed with a change."""
AGREES = (*CHANGED, *CHANGED.values())
INTERVAL = "between"
BETWEEN = re.compile(r"(?<=\d)\s*(?:[-\u2013\u2014]|till|och|to|and)\s*")
"""What stands between the two ends of an interval as people write it."""


@dataclass(frozen=True)
class Aim:
    """The target of an indicator: what was proposed, and what is written now."""

    case: Case
    name: str
    title: str
    unit: str
    is_interval: bool
    proposed: str
    value: str

    @property
    def ends(self) -> dict[str, str]:
        """The target as it is written, with both ends of an interval: "5–8", "5 till 8"."""
        ends = BETWEEN.split(self.value, 1) if self.is_interval else [self.value]
        return dict(zip(("value", "to"), ends, strict=False))


@dataclass
class Line:
    """One case of the matter. `stands` are its words by the last body that could change them, `proposed` those that are
    put to this one, `words` what is written now; `notes` are what to know of the case before it is ticked. It `takes_reason`
    where the body may decide before the matter was there when it is said why, and `is_early` when it did."""

    case: Case
    title: str
    address: str
    on: bool
    verdict: str
    state: State
    notes: tuple[Sentence, ...] = ()
    stands: str = ""
    proposed: str = ""
    words: str = ""
    instruction: str = ""
    takes_reason: bool = False
    is_early: bool = False
    reason: str = ""
    version: str = ""
    aims: list[Aim] = field(default_factory=list)
    fact: Decided | None = None
    faults: list[Fault] = field(default_factory=list)
    refused: tuple[Sentence, ...] = ()

    def field(self, sort: str) -> str:
        """The name of one of its fields."""
        return f"{sort}-{self.case.id}"

    @property
    def asks_reason(self) -> bool:
        """True when the form has a place for why the body could decide; what is decided with the case may be early too."""
        return self.takes_reason and (self.is_early or bool(self.reason or self.refused))

    @property
    def reworded(self) -> bool:
        """True when other words are written than were proposed."""
        return bool(self.words) and _spaced(self.words) != _spaced(self.proposed)

    @property
    def altered(self) -> bool:
        """True when words or targets are others than were proposed."""
        return self.reworded or any(aim.value != aim.proposed for aim in self.aims)


@dataclass
class Sheet:
    """The lines by committee, the verdicts there are to choose from, and the one for all that have none of their own."""

    matter: Matter
    groups: list[tuple[str, int, list[Line]]]
    verdicts: tuple[Verdict, ...]
    common: str
    changes: bool
    aims: bool

    @property
    def lines(self) -> list[Line]:
        """Every line."""
        return [line for _, _, lines in self.groups for line in lines]

    @property
    def chosen(self) -> list[Line]:
        """The lines that the § covers."""
        return [line for line in self.lines if line.on]

    @property
    def faults(self) -> list[Fault]:
        """What is to be put right, in the order of the form."""
        return [fault for line in self.lines for fault in line.faults]


def sheet(ctx: Context, names: Names, matter: Matter, values: Values, on: date | None) -> Sheet:
    """The form as it begins, or as it was sent, for a § of a meeting on that day."""
    step, round = matter.step, matter.round_name
    changes = any(verdict in CHANGED.values() for verdict in step.verdicts)
    told = _words(ctx, matter.cases) if changes else {}
    aims = _indicators(ctx, matter.cases) if step.seals else {}
    first = values.get(ALL, "")
    common = first if first in step.verdicts else step.verdicts[0]
    heaps: dict[int, list[Line]] = {}
    past = past_of(ctx.session, ctx.who.organisation, [*matter.cases, *(one for some in aims.values() for one in some)])
    held = {case.id: about(ctx, names, case) for case in matter.cases}
    lacking = unprepared(held.values(), step)
    for case in matter.cases:
        notes, ready = readiness(held[case.id], step, round, past, on, aims.get(case.id, []), lacking.get(case.id, []))
        line = _line(ctx, matter, case, told.get(case.id, ("", "")), aims.get(case.id, []), values, ready)
        line.notes = notes
        line.takes_reason = not is_strict(step)
        line.is_early = came_after(held[case.id], step, round, past, on) is not None
        heaps.setdefault(case.unit, []).append(line)
    groups = sorted(((names.unit(unit), unit, lines) for unit, lines in heaps.items()), key=lambda one: sorting(one[0]))
    verdicts = tuple(found for name in step.verdicts if (found := ctx.model.verdict("decision", name)))
    return Sheet(matter, groups, verdicts, common, changes, bool(step.seals))


def checked(found: Sheet, decision: int) -> None:
    """Give each line that is chosen what is said of it, or its faults. `decision` is the number of the §."""
    for line in found.chosen:
        verdict = line.verdict or found.common
        agreed = verdict in AGREES
        if agreed and line.altered and CHANGED.get(verdict) in found.matter.step.verdicts:
            verdict = CHANGED[verdict]
        if verdict in CHANGED.values() and not line.altered:
            line.faults.append(Fault(line.field("w"), sentence("“%(case)s”: write what was changed, in words or targets.",
                                                               case=line.title)))  # fmt: skip
            continue
        line.verdict = verdict
        line.fact = _said(line, verdict, decision, agreed)


def _said(line: Line, verdict: str, decision: int, agreed: bool) -> Decided | None:
    targets = [{"indicator": aim.case.id, **aim.ends} for aim in line.aims if aim.value != aim.proposed]
    wrong = [aim for aim, target in zip(_altered(line), targets, strict=True) if agreed and not _is_target(target)]
    line.faults += [Fault(f"t-{line.case.id}-{aim.case.id}", sentence("Write “%(label)s” as a number, for example 71,5.",
                                                                      label=aim.title)) for aim in wrong]  # fmt: skip
    if wrong:
        return None
    words = line.words if agreed and _spaced(line.words) != _spaced(line.stands) else ""
    if 0 < len(words) < 3 or len(words) > 1000:
        line.faults.append(Fault(line.field("w"), sentence("Write the goal in 3 to 1000 characters.")))
        return None
    said: dict[str, Any] = {"verdict": verdict, "decision": decision, "words": words, "instruction": line.instruction,
                            "reason": line.reason if line.asks_reason else ""}  # fmt: skip
    return Decided.model_validate(said | {"targets": targets if agreed else ()})


def _altered(line: Line) -> list[Aim]:
    return [aim for aim in line.aims if aim.value != aim.proposed]


def _is_target(plain: Mapping[str, Any]) -> bool:
    try:
        DecidedTarget.model_validate(plain)
    except ValidationError:
        return False
    return True


def _line(
    ctx: Context, matter: Matter, case: Case, told: tuple[str, str], indicators: list[Case], values: Values,
    ready: bool,
) -> Line:  # fmt: skip
    sent, number = values.get(SENT) == matter.key, case.id
    stands, proposed = told
    verdict = values.get(f"v-{number}", "")
    model = model_of(ctx.session, ctx.who.organisation, case.model)
    return Line(
        case=case, title=titled(case), address=addresses.of_case(case, model),
        on=str(number) in values.getlist(COVERS) if sent else ready and number in matter.ticked,
        verdict=verdict if verdict in matter.step.verdicts else "", stands=stands, proposed=proposed,
        state=model.levels[case.level].state[case.state],
        words=values.get(f"w-{number}", proposed).replace("\r\n", "\n").strip() or proposed,
        instruction=values.get(f"i-{number}", "").strip(), reason=values.get(f"r-{number}", "").strip(),
        version=values.get(f"s-{number}", str(case.version)),
        aims=[_aim(case, indicator, values) for indicator in indicators],
    )  # fmt: skip


def _aim(goal: Case, case: Case, values: Values) -> Aim:
    target = Target.of(case.facts, case.year)
    is_interval = target.terms.comparator == INTERVAL
    ends = (target.terms.target, target.terms.to if is_interval else None)
    proposed = "–".join(f"{end:.10f}".rstrip("0").rstrip(".").replace(".", ",") for end in ends if end is not None)
    name = f"t-{goal.id}-{case.id}"
    written = values.get(name, proposed).strip() or proposed
    return Aim(case, name, titled(case), target.unit, is_interval, proposed, written)


def _indicators(ctx: Context, found: Iterable[Case]) -> dict[int, list[Case]]:
    """The indicators of the cases, those that have left the field out."""
    held = cases_under(ctx.session, ctx.who.organisation, [case.id for case in found], levels_of("indicator"))
    by_parent: dict[int, list[Case]] = {}
    for case in held:
        level = model_of(ctx.session, ctx.who.organisation, case.model).levels[case.level]
        if not level.state[case.state].out and level.is_open(case.state):
            by_parent.setdefault(case.parent or 0, []).append(case)
    return by_parent


def _words(ctx: Context, found: Iterable[Case]) -> dict[int, tuple[str, str]]:
    """The words of each goal: as it is called, and as the last body that prepared it put them."""
    keys = {case.id: [key for key in case.facts if key == Wording.kind or key.startswith(f"{Decided.kind}/")]
            for case in found if Wording.kind in case.facts}  # fmt: skip
    held = {case.id: case for case in found}
    seqs = [held[case].facts[key]["seq"] for case, names in keys.items() for key in names]
    told = words(ctx.session, ctx.who.organisation, seqs)
    return {case: _of_case(ctx, held[case], names, told) for case, names in keys.items()}


def _of_case(ctx: Context, case: Case, keys: list[str], told: Mapping[int, Any]) -> tuple[str, str]:
    level = model_of(ctx.session, ctx.who.organisation, case.model).levels[case.level]

    def whole(key: str) -> Mapping[str, Any]:
        said: Mapping[str, Any] = told.get(case.facts[key]["seq"], {}).get(key, {})
        return said

    stands = proposed = adopted_words(level, case, whole)
    for key in sorted(keys, key=lambda key: int(case.facts[key]["seq"])):
        said = whole(key)
        proposed = (Wording.of(said).goal if key == Wording.kind else Decided.of(said).words) or proposed
    return stands, proposed


def _spaced(text: str) -> str:
    return " ".join(text.split())
