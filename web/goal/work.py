"""What is done for the goal: activities, measures and the contributions of others - what, by whom, when, how it goes."""

from dataclasses import dataclass

from web.goal.near import Cite, Near, Ref
from web.offered import round_title
from workflow.governance.model import State, Verdict
from workflow.records.case import Snapshot
from workflow.words import Title


@dataclass(frozen=True)
class Told:
    """What was said of how it goes, in which round."""

    text: str
    round: Title | None
    by: str
    on: str


@dataclass(frozen=True)
class Work:
    """An activity, a measure or a contribution."""

    title: str
    address: str
    state: State
    responsible: str
    starts: str
    ends: str
    late: bool
    cost: float | None
    budget_line: str
    effect: str
    needs_body: bool
    verdict: Verdict | None
    cite: Cite | None
    decided_by: str
    went: tuple[Told, ...]


@dataclass(frozen=True)
class Below:
    """A case of one of the model's other levels that hangs from the goal: a commitment, a control, a risk."""

    ref: Ref
    state: State
    responsible: str


def below(near: Near) -> list[tuple[Title, list[Below]]]:
    """What else hangs from the goal, level by level in the order in which it came; what has left the field last."""
    heaps: dict[Title, list[Below]] = {}
    for case in near.others():
        level, ref = near.model(case).levels[case.level], near.ref(case.id)
        if ref:
            state, responsible = level.state[case.state], near.names.person(case.responsible)
            heaps.setdefault(level.plural, []).append(Below(ref, state, responsible))
    return [(title, sorted(found, key=lambda one: one.state.out)) for title, found in heaps.items()]


def work(near: Near, kind: str) -> list[Work]:
    """What of a kind hangs from the goal, in order; what was cancelled last."""
    found = [_work(near, kind, case) for case in near.under(kind)]
    return sorted(found, key=lambda one: one.state.out)


def _work(near: Near, kind: str, case: Snapshot) -> Work:
    level, said, ref = near.model(case).levels[case.level], near.said(case, kind), near.ref(case.id)
    state, ends = level.state[case.state], str(said.get("ends") or said.get("done_by") or said.get("report_by") or "")
    verdict, cite, by = _decided(near, case)
    responsible = near.names.person(case.responsible) or near.names.unit(case.unit if kind == "contribution" else None)
    return Work(
        title=case.title, address=ref.address if ref else "", state=state, responsible=responsible,
        starts=str(said.get("starts", "")), ends=ends, cost=said.get("cost_sek"),
        late=bool(ends) and level.is_open(case.state) and not state.out and ends < near.now.today.isoformat(),
        budget_line=said.get("budget_line", ""), effect=said.get("effect", ""),
        needs_body=bool(said.get("needs_body")), verdict=verdict, cite=cite, decided_by=by, went=tuple(_went(near, case)),
    )  # fmt: skip


def _decided(near: Near, case: Snapshot) -> tuple[Verdict | None, Cite | None, str]:
    """The verdict on it, by which § or by whom."""
    for key in case.facts:
        kind = key.partition("/")[0]
        if kind in ("decision", "approval"):
            said = near.said(case, key)
            verdict = near.now.model.verdict(kind, said.get("verdict", ""))
            return verdict, near.cite(said.get("decision")), near.names.person(said["by"])
    return None, None, ""


def _went(near: Near, case: Snapshot) -> list[Told]:
    """What was said of how it goes, the last first."""
    found = []
    for event in near.held(case):
        for key, whole in (event.said or {}).items():
            if key.partition("/")[0] == "progress" and whole.get("comment"):
                title = round_title(near.now.model, event.round)
                found.append(Told(str(whole["comment"]), title, event.name, event.effective))
    return found[::-1]
