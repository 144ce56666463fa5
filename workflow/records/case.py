"""The case: a goal, a round's report, a meeting - anything with an owner, a state or a date of its own.

The row is the fold of its events (`fold.py`); `model` and `next_due` beside it are caches that can be made anew.
"""

from datetime import date
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from workflow.facts import Fact
from workflow.records.base import Base

Said = TypeVar("Said", bound=Fact)


class CaseRow(Base):
    """One case. `facts` maps kind[/round] to {seq, by, at, …short}; `taken` maps step[/round] to [seq, day];
    `since` is the day its state was entered, `born` the day it was made or brought in."""

    __tablename__ = "cases"
    __table_args__ = (
        UniqueConstraint("id", "organisation"),
        ForeignKeyConstraint(["organisation", "unit"], ["unit.organisation", "unit.id"]),
        Index("ix_cases_due", "organisation", "next_due", postgresql_where=text("next_due IS NOT NULL"),
              sqlite_where=text("next_due IS NOT NULL")),
        Index("ix_cases_list", "organisation", "year", "level", "unit"),
        Index("ix_cases_parent", "parent", "organisation"),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    level: Mapped[str] = mapped_column(String(40))
    year: Mapped[int | None]
    round: Mapped[str] = mapped_column(String(20), default="")
    unit: Mapped[int]
    department: Mapped[int | None]
    responsible: Mapped[int | None]
    parent: Mapped[int | None] = mapped_column(ForeignKey("cases.id"))
    title: Mapped[str] = mapped_column(String(200), default="")
    state: Mapped[str] = mapped_column(String(40))
    secrecy: Mapped[str] = mapped_column(String(12), default="open")
    facts: Mapped[dict[str, Any]]
    taken: Mapped[dict[str, Any]]
    since: Mapped[date]
    born: Mapped[date]
    version: Mapped[int]
    seq: Mapped[int]
    model: Mapped[str] = mapped_column(String(64))
    next_due: Mapped[date | None]


class Link(Base):
    """A case points at another: supports, cites, continues, replaces. Folded from what was said."""

    __tablename__ = "link"
    __table_args__ = (
        ForeignKeyConstraint(["source", "organisation"], ["cases.id", "cases.organisation"]),
        ForeignKeyConstraint(["target", "organisation"], ["cases.id", "cases.organisation"]),
        Index(None, "organisation", "target", "kind"),
    )

    organisation: Mapped[int] = mapped_column(primary_key=True)
    source: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    target: Mapped[int] = mapped_column(primary_key=True)


class Case(NamedTuple):
    """A case as it was read: what the fold folds, what guards and the calendar look at. (A named tuple: thousands
    are made for every list.)"""

    id: int
    organisation: int
    level: str
    year: int | None
    round: str
    unit: int
    department: int | None
    responsible: int | None
    parent: int | None
    title: str
    state: str
    secrecy: str
    facts: dict[str, Any]
    taken: dict[str, Any]
    since: date
    born: date
    version: int
    seq: int
    model: str
    next_due: date | None = None

    def said(self, fact: type[Said], round: str = "") -> Said | None:
        """The last fact of the kind (in `round`) with its short fields, None when it was never said."""
        short = self.facts.get(f"{fact.kind}/{round}" if round else fact.kind)
        return fact.of(short) if short else None

    def has_said(self, fact: type[Fact], round: str = "") -> bool:
        """True when such a fact holds (in `round`)."""
        return (f"{fact.kind}/{round}" if round else fact.kind) in self.facts

    def verdict(self, fact: type[Fact], round: str = "") -> str:
        """The code that decides in the last fact of the kind (in `round`), "" when it was never said."""
        return str(self.facts.get(f"{fact.kind}/{round}" if round else fact.kind, {}).get(fact.verdict_field, ""))

    def fact(self, kind: str, round: str | None = None) -> dict[str, Any]:
        """The short fields of the last fact of `kind` (in `round`), {} when it was never said."""
        found: dict[str, Any] = self.facts.get(f"{kind}/{round}" if round else kind, {})
        return found

    def to_do_on(self, day: date | None) -> "Case":
        """The case with another `next_due`. (The last column: half the cost of `_replace`, for every case of a round.)"""
        return Case._make((*self[:-1], day))

    def took(self, step: str, round: str | None = None) -> bool:
        """True when the step was taken (in `round`) and not unsaid."""
        return (f"{step}/{round}" if round else step) in self.taken


def imagined(
    level: str, state: str, year: int | None, unit: int, on: date, *,
    organisation: int = 0, parent: int | None = None, facts: dict[str, Any] | None = None, model: str = "",
) -> Case:  # fmt: skip
    """A case as the calendar would look at it on the day, before there is one."""
    return Case(
        id=0, organisation=organisation, level=level, year=year, round="", unit=unit, department=None, responsible=None,
        parent=parent, title="", state=state, secrecy="open", facts=facts or {}, taken={}, since=on, born=on, version=0,
        seq=0, model=model,
    )  # fmt: skip


COLUMNS = Case._fields
"""The columns of a snapshot, in order."""
