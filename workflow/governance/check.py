"""What a model may not say: names that nobody knows, states that nobody reaches or leaves, dates that cannot be.

Pure: the names that are defined above (guards, facts, letters) are given; without them they are not looked at.
"""

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from itertools import chain
from typing import Any

from workflow.governance.check_dates import day_faults, round_faults
from workflow.governance.check_facts import fact_faults
from workflow.governance.check_graph import graph_faults
from workflow.governance.complaint import Complaint, Path, complaint, unknown
from workflow.governance.model import (
    BEFORE,
    BODIES,
    CLOCK,
    KINDS,
    KNOWN_TO,
    OWERS,
    OWNERS,
    SAME,
    SEALABLE,
    Level,
    Model,
    Quota,
    Step,
)

YEARS = ("election_year", "ordinary_year")
ROLE_KINDS = ("official", "elected", CLOCK)
SCOPES = ("unit", "organisation")
RUNGS = ("reminder", "escalation")


@dataclass(frozen=True)
class Names:
    """What models may name and what is defined above: guards, facts by kind, letters."""

    guards: Set[str]
    facts: Mapping[str, Any]
    letters: Set[str] | None = None


def check(
    model: Model, guards: Set[str] | None = None, facts: Mapping[str, Any] | None = None,
    letters: Set[str] | None = None,
) -> list[Complaint]:  # fmt: skip
    """Everything that is wrong with the model, empty when nothing is. `facts` maps each kind to its class."""
    found = [*_roles(model), *_ladders(model, letters), *_quotas(model), *_rest(model), *_renamed(model)]
    found += round_faults(model)
    for level in model.levels.values():
        found += _level(model, level)
        found += graph_faults(level)
        for step in level.steps:
            found += [*_step(model, level, step), *day_faults(model, step)]
            found += _guards(step, guards) if guards is not None else ()
            found += fact_faults(model, step, facts) if facts is not None else ()
    return found


def _known(path: Path, text: str, names: tuple[str, ...], known: Any, **values: object) -> Iterator[Complaint]:
    """The complaint `text` about each of `names` that is not among `known`."""
    return (unknown(path, text, name, known, **values) for name in names if name not in known)


def _roles(model: Model) -> Iterator[Complaint]:
    for role in model.roles.values():
        path = ("roles", role.name)
        yield from _known((*path, "kind"), "A role has no kind '%(name)s'.", (role.kind,), ROLE_KINDS)
        yield from _known((*path, "scope"), "A role has no scope '%(name)s'.", (role.scope,), SCOPES)
    known = (*OWERS, *model.roles)
    for kind, owers in model.owed_by.items():
        yield from _known(("owed_by",), "A role has no kind '%(name)s'.", (kind,), ROLE_KINDS)
        yield from _known(("owed_by", kind), "There is no role '%(name)s'.", owers, known)
    sealed = model.sealed_by_council
    yield from _known(("sealed_by_council",), "'%(name)s' cannot be sealed.", sealed, SEALABLE)


def _ladders(model: Model, letters: Set[str] | None) -> Iterator[Complaint]:
    known = (*OWERS, *model.roles)
    for name, ladder in model.ladders.items():
        for at, rung in enumerate(ladder):
            path = ("ladders", name, str(at))
            yield from _known(path, "A rung has no kind '%(name)s'.", (rung.kind,), RUNGS)
            yield from _known(path, "There is no role '%(name)s'.", rung.tells, known)
            if letters is not None:
                yield from _known(path, "There is no letter '%(name)s'.", (rung.kind,), letters)
        days = [rung.at for rung in ladder]
        if days != sorted(set(days)):
            text = "The rungs of the ladder '%(name)s' must come in order."
            yield complaint(("ladders", name), text, name=name)


def _quotas(model: Model) -> Iterator[Complaint]:
    whole = {(quota.level, quota.body): quota.goals for quota in model.quotas if not quota.departments}
    for at, quota in enumerate(model.quotas):
        path = ("quotas", str(at))
        yield from _known(path, "There is no level '%(name)s'.", (quota.level,), model.levels)
        yield from _known(path, "There is no kind of body '%(name)s'.", (quota.body,), BODIES)
        yield from _impossible(path, quota, whole.get((quota.level, quota.body)))


def _impossible(path: Path, quota: Quota, whole: int | None) -> Iterator[Complaint]:
    if quota.goals < 1:
        yield complaint((*path, "goals"), "A quota must ask for at least one goal.")
    elif quota.departments and whole is None:
        text = "The departments' share has no quota of the whole '%(body)s' to be a share of."
        yield complaint((*path, "goals"), text, body=quota.body)
    elif whole is not None and quota.goals > whole:
        text = "The departments shall have %(part)s goals, but the whole '%(body)s' only %(whole)s."
        yield complaint((*path, "goals"), text, part=quota.goals, body=quota.body, whole=whole)


def _rest(model: Model) -> Iterator[Complaint]:
    for at, rest in enumerate(model.rest):
        weeks = rest.weeks or (1, 1)
        if not all(1 <= week <= 53 for week in weeks):
            yield complaint(("rest", str(at), "weeks"), "There is no such week.")
    if model.election_years[1] < 1:
        yield complaint(("election_years",), "There must be at least one year between elections.")


def _renamed(model: Model) -> Iterator[Complaint]:
    for name, states in model.renamed.items():
        path = ("renamed", name)
        yield from _known(path, "There is no level '%(name)s'.", (name,), model.levels)
        known = model.levels[name].state if name in model.levels else {}
        for old, new in states.items():
            yield from _known((*path, old), "There is no state '%(name)s' to move to.", (new,), known)
            if old in known:
                text = "The state '%(name)s' is still there, so it cannot be renamed."
                yield complaint((*path, old), text, name=old)


def _level(model: Model, level: Level) -> Iterator[Complaint]:
    path = ("levels", level.name)
    yield from _known((*path, "kind"), "There is no kind of level '%(name)s'.", (level.kind,), KINDS)
    yield from _known((*path, "known_to"), "'%(name)s' is nobody who may know of a case.", (level.known_to,), KNOWN_TO)
    yield from _known((*path, "owner"), "There is no owner '%(name)s'.", (level.owner,), OWNERS)
    if level.parent:
        yield from _known((*path, "parent"), "There is no level '%(name)s'.", (level.parent,), model.levels)
    if not level.births:
        yield complaint((*path, "steps"), "Nobody can make a case of the level '%(name)s'.", name=level.name)


def _step(model: Model, level: Level, step: Step) -> Iterator[Complaint]:
    path = ("levels", level.name, "steps", step.name)
    roles, rounds = model.roles, model.rounds
    return chain(
        _known((*path, "by"), "There is no role '%(name)s'.", step.by, roles),
        _known((*path, "tells"), "There is no role '%(name)s'.", step.tells, (*OWERS, *roles)),
        _known((*path, "rounds"), "There is no round '%(name)s'.", step.rounds, rounds),
        _known((*path, "ladder"), "There is no ladder '%(name)s'.", (step.ladder,), ("", *model.ladders)),
        _known((*path, "only"), "There are no years called '%(name)s'.", (step.only,), ("", *YEARS)),
        _known((*path, "instead"), "There is no step '%(name)s'.", (step.instead,), ("", *level.step)),
        _known((*path, "each"), "There is no kind of body '%(name)s'.", step.each, BODIES),
        _states(model, level, step, path),
        _done_by(level, step, path),
    )


def _states(model: Model, level: Level, step: Step, path: Path) -> Iterator[Complaint]:
    """The states a step comes from and leads to; for a birth it comes from those of the parent."""
    text = "The step '%(step)s' leads to the state '%(name)s', which does not exist."
    yield from _known((*path, "to"), text, step.targets, level.state, step=step.name)
    if step.birth and level.parent in model.levels:
        text = "The step '%(step)s' is for a parent in the state '%(name)s', which does not exist."
        known = model.levels[level.parent].state
        yield from _known((*path, "while"), text, step.from_, known, step=step.name)
    elif not step.birth:
        text = "The step '%(step)s' starts from the state '%(name)s', which does not exist."
        yield from _known((*path, "from"), text, step.from_, level.state, step=step.name)
    if step.birth and (not isinstance(step.to, str) or step.to in (SAME, BEFORE)):
        text = "The step '%(step)s' makes a case, so it must lead to one state."
        yield complaint((*path, "to"), text, step=step.name)


def _done_by(level: Level, step: Step, path: Path) -> Iterator[Complaint]:
    """Whom a step is for: somebody, and for the calendar only what it may do (KL 6:38)."""
    if not step.by:
        yield complaint((*path, "by"), "Nobody may take the step '%(step)s'.", step=step.name)
    if step.each and not step.birth:
        text = "Only a step that makes a case can be taken for each body; '%(step)s' makes none."
        yield complaint((*path, "each"), text, step=step.name)
    if (
        step.by_clock and not step.due and level.kind != "letter"
    ):  # those are closed when the outbox sees that letters arrive
        text = "The calendar never takes the step '%(step)s', because it has no date."
        yield complaint(path, text, step=step.name)
    if step.by_clock and step.says:
        text = "The calendar has nothing to say in the step '%(step)s'."
        yield complaint((*path, "says"), text, step=step.name)
    if step.by_clock and level.kind == "goal":
        text = "The calendar may not move a goal: only a person's step or a body's decision does that ('%(step)s')."
        yield complaint((*path, "by"), text, step=step.name)


def _guards(step: Step, guards: Set[str]) -> Iterator[Complaint]:
    path = ("levels", step.level, "steps", step.name)
    for key in ("needs", "marks"):
        yield from _known((*path, key), "There is no guard '%(name)s'.", getattr(step, key), guards)
