"""A target that is set or decided must be one that a value can be held against."""

from collections.abc import Iterator

from workflow.facts import Fact
from workflow.facts.decision import Decided
from workflow.facts.indicator import Indicator, TargetSet
from workflow.goals.target import Target
from workflow.measuring.attainment import AGAINST_BEFORE, comparator_of
from workflow.records.case import Case
from workflow.states.context import CaseContext
from workflow.states.guards.base import children
from workflow.words import Sentence, quoted, sentence


def unmeetable(ctx: CaseContext, fact: Fact) -> list[Sentence]:
    """A sentence for each target in what is said that no value could meet, or whose ends nobody could tell."""
    if isinstance(fact, Indicator):
        return list(_wrong(fact.name, comparator_of(fact), fact.target, fact.target_to))
    if isinstance(fact, TargetSet):
        return list(_decided(ctx.case, fact.value, fact.to))
    if isinstance(fact, Decided) and fact.targets:
        own = {case.id: case for case in children(ctx, "indicator")}
        return [said for row in fact.targets if row.indicator in own
                for said in _decided(own[row.indicator], row.value, row.to)]  # fmt: skip
    return []


def _decided(case: Case, value: float, to: float | None) -> Iterator[Sentence]:
    """An interval keeps its upper end while its lower one is the same."""
    before = Target.of(case.facts, case.year).terms
    if to is None and value == before.target:
        to = before.to
    return _wrong(case.title, before.comparator, value, to)


def _wrong(name: str, comparator: str, value: float | None, to: float | None) -> Iterator[Sentence]:
    if comparator == "between" and value is not None and to is None:
        yield sentence("The target of %(indicator)s is an interval: say its upper end too.", indicator=quoted(name))
    elif comparator == "between" and value is not None and to is not None and to < value:
        yield sentence("The interval of %(indicator)s ends before it begins.", indicator=quoted(name))
    elif comparator in AGAINST_BEFORE and value is not None and value < 0:
        yield sentence(
            "The target of %(indicator)s is how much it shall change from the year before: write it without a minus.",
            indicator=quoted(name),
        )
