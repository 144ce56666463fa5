"""Erasing words: by a decision to dispose of them the payloads go, attached files too, and an event of its own says so
in the chain."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy.orm import Session

from workflow.cycle.working_days import local_day
from workflow.facts.erased import Erased
from workflow.records.event_log import Entry, append, forget
from workflow.records.files import throw_away
from workflow.records.search_index import hold, make_anew
from workflow.records.sql import run
from workflow.states.context import Context, Who, lock
from workflow.states.perform import Refused
from workflow.words import Sentence, sentence

ERASERS = {"registrar", "administrator"}
"""The roles that erase; what they erase is decided by others."""


def erase(session: Session, who: Who, events: Collection[int], registry_no: str, *, at: datetime) -> int:
    """Erase the words of `events` by the decision registered under `registry_no`; the number of the event that tells
    of it. Titles and short fields stay: they are what the chain is made of. Refused with every reason."""
    ctx = lock(session, None, who, at)
    seqs = tuple(sorted(set(events)))
    if why := [*_may(ctx), *_is_decided(registry_no), *_lacking(ctx, seqs)]:
        raise Refused(why)
    said = Erased(events=seqs, registry_no=registry_no)
    forget(session, who.organisation, seqs)
    throw_away(session, who.organisation, seqs)
    _unfind(session, who.organisation, seqs)
    told = Entry(who=who.person, on_behalf_of=who.on_behalf_of, recorded=at, effective=local_day(at), step="erase",
                 fact=said.kind, short={said.key(): said.short()})  # fmt: skip
    return append(session, ctx.head, [told]).seq


def spoken(session: Session, organisation: int, case: int) -> list[int]:
    """The numbers of a case's events that have words."""
    sql = (
        "SELECT e.seq FROM event e JOIN payload p ON p.organisation = e.organisation AND p.seq = e.seq "
        'WHERE e.organisation = ? AND e."case" = ? ORDER BY e.seq'
    )
    return list(run(session, sql, (organisation, case)).scalars())


def _unfind(session: Session, organisation: int, seqs: Collection[int]) -> None:
    """Let nothing be found any more by the words that were erased."""
    marks = ", ".join("?" for _ in seqs)
    sql = f'SELECT DISTINCT "case" FROM event WHERE organisation = ? AND seq IN ({marks}) AND "case" IS NOT NULL'
    hold(session, organisation)
    make_anew(session, organisation, list(run(session, sql, (organisation, *seqs)).scalars()))


def _may(ctx: Context) -> list[Sentence]:
    if {role for role, _ in ctx.seats} & ERASERS:
        return []
    return [sentence("Only a registrar or an administrator erases words.")]


def _is_decided(registry_no: str) -> list[Sentence]:
    return [] if registry_no.strip() else [sentence("Name the decision to dispose of them by its registry number.")]


def _lacking(ctx: Context, seqs: Collection[int]) -> list[Sentence]:
    """A sentence for what has no words: it was never there, nothing was said in it, or it is erased already."""
    if not seqs:
        return [sentence("Say which entries are to be erased.")]
    marks = ", ".join("?" for _ in seqs)
    sql = f"SELECT seq FROM payload WHERE organisation = ? AND seq IN ({marks})"
    there = set(run(ctx.session, sql, (ctx.who.organisation, *seqs)).scalars())
    return [sentence("Event %(seq)s has no words to erase.", seq=seq) for seq in seqs if seq not in there]
