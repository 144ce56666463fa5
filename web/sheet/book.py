"""A committee's round as a book that is open: its report, the goals that are asked about, what hangs from them, and all
that was said. Read with a fixed number of questions, however many goals there are."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from web.forms.choices import Option, options
from web.forms.shape import shapes
from web.names import Names, names_in
from web.reports.returned import Last, key_of, returned
from web.session import around, session, who
from web.visible import visible
from workflow.facts.closing import Closing
from workflow.facts.consequence import Consequence, Measure
from workflow.facts.forecast import Forecast
from workflow.governance.model import Model, Step
from workflow.records.case import Snapshot
from workflow.records.queries.cases import cases
from workflow.records.queries.events import words
from workflow.records.queries.models import model_of
from workflow.states.guards.base import siblings
from workflow.states.situation import Situation, Unknown


@dataclass(frozen=True)
class Book:
    """The round. `now` is the situation about the report, `goals` that about each goal that is asked about."""

    now: Situation
    names: Names
    goals: tuple[Situation, ...]
    children: Mapping[int, list[Snapshot]]
    people: tuple[Option, ...]
    words: Mapping[int, dict[str, Any]]

    @property
    def report(self) -> Snapshot:
        """The report of the round."""
        assert self.now.case
        return self.now.case

    @cached_property
    def cls(self) -> type[Forecast] | type[Closing]:
        """What a goal is asked to say."""
        return asks(self.now.model, self.report.round)

    @cached_property
    def round(self) -> str:
        """The round in which the goals say it: a closing is said in none."""
        return self.report.round if self.cls is Forecast else ""

    @cached_property
    def earlier(self) -> list[str]:
        """The rounds of forecasts before this one, the latest first."""
        rounds = [name for name in self.now.model.rounds if asks(self.now.model, name) is Forecast]
        return rounds[: rounds.index(self.round)][::-1] if self.round else rounds[::-1]

    def whole(self, case: Snapshot, key: str) -> dict[str, Any]:
        """Everything that was said under `key` of the case, {} for nothing."""
        seq = case.fact(key).get("seq")
        said: dict[str, Any] = self.words.get(seq, {}).get(key, {}) if seq else {}
        return said

    @property
    def returned(self) -> Last | None:
        """What was said of the report when it came back."""
        return returned(self.now, self.whole(self.report, key_of(self.now)))

    def about(self, case: Snapshot) -> Situation:
        """The situation about another case of the book."""
        return about(self.now, case, self.names)


def opened(number: int) -> Book:
    """The book of the report with this number; Unknown when there is none to be seen."""
    names, home = names_in(session(), who().organisation), who().organisation
    report = next(iter(cases(session(), "organisation = ? AND id = ?", (home, number))), None)
    now = about(around(), report, names) if report and visible(around(), [report], names.units) else None
    if now is None or now.level.kind != "report":
        raise Unknown
    found = visible(now, siblings(now), names.units)
    goals = tuple(one for case in found if _asked(one := about(now, case, names), now))
    children: dict[int, list[Snapshot]] = {}
    for case in found:
        children.setdefault(case.parent or 0, []).append(case)
    book = Book(now, names, goals, children, _people(now, names), {})
    names.add_people(_named(book))
    return replace(book, words=words(session(), home, _told(book)))


def asks(model: Model, round: str) -> type[Forecast] | type[Closing]:
    """What the goals are asked to say in a round."""
    forecast = any(round in step.rounds for step in _steps(model, Forecast.kind))
    return Forecast if forecast else Closing


def steps_of(now: Situation, cls: type[Forecast] | type[Closing], round: str) -> list[Step]:
    """The steps by which the case says it; those that nobody owes are not for a sheet."""
    return [step for step in now.level.steps if step.says == cls.kind and step.due and round in (step.rounds or ("",))]


def about(now: Situation, case: Snapshot, names: Names) -> Situation:
    """The situation about a case of the same organisation."""
    above = names.units[case.department].path if case.department else ""
    model = model_of(now.session, case.organisation, case.model)
    return now._replace(case=case, paths=(names.units[case.unit].path, above), model=model)


def _steps(model: Model, kind: str) -> Iterator[Step]:
    return (step for level in model.of_kind("goal") for step in level.steps if step.says == kind)


def _asked(one: Situation, report: Situation) -> bool:
    """True for a goal that is to say something in the round, or has."""
    assert one.case and report.case
    if one.level.kind != "goal":
        return False
    cls = asks(report.model, report.case.round)
    round = report.case.round if cls is Forecast else ""
    states = {state for step in steps_of(one, cls, round) for state in step.from_}
    return one.case.state in states or bool(one.case.fact(cls.kind, round))


def _people(now: Situation, names: Names) -> tuple[Option, ...]:
    """Everybody who can answer for a measure."""
    shape = next(shape for shape in shapes(Measure) if shape.ref == "person")
    found = options(now, names, shape)
    names.people.update({int(one.value): str(one.text) for one in found})
    return found


def _named(book: Book) -> Iterator[int]:
    """The people whose names the page shows: who answers for a goal, and who has said what it says."""
    for goal in (now.case for now in book.goals if now.case):
        yield goal.responsible or 0
        yield int(goal.fact(book.cls.kind, book.round).get("by", 0))


def _told(book: Book) -> Iterator[int]:
    """The events whose words the page shows: this round's and the last one's of each goal, of each measure and indicator; and
    what was said when the report came back."""
    yield int(book.report.fact(key_of(book.now)).get("seq", 0))
    rounds = [book.round, *book.earlier] if book.round else book.earlier
    kinds = (Forecast.kind, Consequence.kind)
    for now in book.goals:
        assert now.case
        keys = [Closing.kind]
        for kind in kinds:
            keys += [key for key in (f"{kind}/{name}" for name in rounds) if key in now.case.facts][:2]
        yield from (now.case.facts[key]["seq"] for key in keys if key in now.case.facts)
        for child in book.children.get(now.case.id, ()):
            kept = [key for key in child.facts if key.partition("/")[0] in ("measure", "progress", "indicator")]
            yield from (child.facts[key]["seq"] for key in kept)
