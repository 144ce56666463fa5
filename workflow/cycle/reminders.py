"""The ladder: who is reminded of a duty when, and to whom it goes on when nothing happens.

Nothing is told on a rest day. After an outage only the highest reminder now due is told, and nobody is
escalated who was not reminded first, as long before as the ladder says. What was told belongs to the date it was told
for: a date that is moved has a ladder of its own.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from workflow.cycle.duty import Duty, Term, has_lapsed
from workflow.cycle.working_days import WorkingDays, days_of
from workflow.governance.model import Model, Rung, Step

ESCALATION = "escalation"
OPENED = Rung("opened", 0, "opened", ())
"""The first rung of every ladder: the duty can be done from now on."""
Noted = Mapping[str, Any]
"""The fact Notice of a duty, {} before the first: what was told last (`rung`), when (`at`), for which date (`due`), and
what had been told for other dates before (`earlier`: date → rung)."""


class Heard(NamedTuple):
    """What has been heard of a duty by the date it has now: the rung told last ("" before the first) and the day on which
    anything was told. `other` is the date that rung was told for, when it was another and nothing was told for this."""

    rung: str = ""
    at: str = ""
    other: str = ""


class Telling(NamedTuple):
    """What is told of a duty one day: the rung, if there is one to tell, and the next day on which there is one then."""

    rung: Rung | None
    again: date | None


def rungs(model: Model, duty: Duty) -> tuple[Rung, ...]:
    """The duty's ladder from below, "opened" first; empty for the clock's own steps."""
    return ladder_of(model, duty.step)


def ladder_of(model: Model, step: Step) -> tuple[Rung, ...]:
    """The ladder the step names, else the one for its first role: officials and elected are told differently."""
    if step.by_clock:
        return ()
    name = step.ladder or (model.roles[step.by[0]].kind if step.by else "")
    return (OPENED, *model.ladders.get(name, ()))


def rung_date(model: Model, duty: Duty, rung: Rung) -> date:
    """The working day on which the rung is planned: the duty's opening, or working days from its due date."""
    return _planned(days_of(model, duty.step), duty.term, rung)


def telling(model: Model, duty: Duty, noted: Noted, today: date) -> Telling:
    """What there is to tell of the duty today."""
    return _telling(model, duty.step, duty.term, heard(noted, duty.due), today)


def heard(noted: Noted, due: date) -> Heard:
    """What has been heard by the date `due`. A ladder begun anew (rung "") has been heard nothing of."""
    if not noted or not noted["rung"]:
        return Heard()
    now, told = due.isoformat(), noted.get("due")
    if told in (None, now):
        return Heard(noted["rung"], noted["at"])
    rung = noted.get("earlier", {}).get(now)
    return Heard(rung, noted["at"]) if rung else Heard(noted["rung"], noted["at"], told)


def heard_of_other_dates(noted: Noted, due: date) -> dict[str, str]:
    """The last rung told for each other date than `due` that the duty has had: what `earlier` says once more is told."""
    if not noted or not noted["rung"]:
        return {}
    found = noted.get("earlier", {}) | {noted.get("due", ""): noted["rung"]}
    return {day: rung for day, rung in found.items() if day not in ("", due.isoformat())}


def due_rung(model: Model, step: Step, term: Term, known: Heard, today: date) -> tuple[Rung, date] | None:
    """The one rung to tell today, and its date; None when there is none."""
    days = days_of(model, step)
    if has_lapsed(term, today) or not days.is_working(today):
        return None
    now = [(rung, on) for rung, on in _ahead(days, ladder_of(model, step), term, known) if on <= today]
    reminders = [(rung, on) for rung, on in now if rung.kind != ESCALATION]
    return reminders[-1] if reminders else next(iter(now), None)


def next_moment(model: Model, step: Step, term: Term, known: Heard, today: date) -> date | None:
    """The next day on which a rung is to be told, in the past when it was missed.

    `today` only says whether the duty has lapsed.
    """
    if has_lapsed(term, today):
        return None
    return _first(_ahead(days_of(model, step), ladder_of(model, step), term, known))


def first_moment(days: WorkingDays, ladder: tuple[Rung, ...], term: Term, noted: Noted) -> date | None:
    """The first day on which a rung can be told."""
    return _first(_ahead(days, ladder, term, heard(noted, term[1])))


def _first(ahead: Iterable[tuple[Rung, date]]) -> date | None:
    """Reminders come in order, so no day after the first of them."""
    first = None
    for rung, on in ahead:
        if first is None or on < first:
            first = on
        if rung.kind != ESCALATION:
            break
    return first


@lru_cache(maxsize=4096)
def _telling(model: Model, step: Step, term: Term, known: Heard, today: date) -> Telling:
    """Remembered: all the goals of a round stand alike."""
    found = due_rung(model, step, term, known, today)
    if found is None:
        return Telling(None, next_moment(model, step, term, known, today))
    told, _ = found
    return Telling(told, next_moment(model, step, term, Heard(told.name, today.isoformat()), today))


def _ahead(days: WorkingDays, ladder: tuple[Rung, ...], term: Term, known: Heard) -> Iterator[tuple[Rung, date]]:
    """The rungs that can be told next, with their dates: every reminder above the last one told, and the first
    escalation above it once there was a reminder; none before the opening or after the closing."""
    opens, _, closes = term
    for rung, on in _of_a_new_date(days, ladder, term, known) if known.other else _above(days, ladder, term, known):
        if on >= opens and (closes is None or on <= closes):
            yield rung, on


def _above(days: WorkingDays, ladder: tuple[Rung, ...], term: Term, known: Heard) -> Iterator[tuple[Rung, date]]:
    told = _told(ladder, known)
    escalates = told >= 0 and ladder[told].kind != OPENED.kind
    for rung in ladder[told + 1 :]:
        on = _planned(days, term, rung)
        if rung.kind == ESCALATION:
            if not escalates:
                continue
            escalates = False
            on = max(on, days.add(date.fromisoformat(known.at), rung.at - ladder[told].at))
        yield rung, on


def _of_a_new_date(
    days: WorkingDays, ladder: tuple[Rung, ...], term: Term, known: Heard
) -> Iterator[tuple[Rung, date]]:
    """The rungs of a date of which nothing was told, when something was of another: those that are still ahead. After a
    small move - the new date's reminders begin before the old date was out - what was told is not told again. Before
    anybody is escalated there is one reminder at the least."""
    planned = [(rung, _planned(days, term, rung)) for rung in ladder if rung.kind != ESCALATION]
    reminders = [found for found in planned if found[0] is not OPENED]
    if not reminders:
        return
    is_small = reminders[0][1] <= date.fromisoformat(known.other)
    last, above = date.fromisoformat(known.at), ladder[_told(ladder, known) + 1 :]
    ahead = [(rung, on) for rung, on in planned if (rung in above if is_small else on > last)]
    if not any(rung is not OPENED for rung, _ in ahead):
        ahead.append(reminders[-1])
    tomorrow = days.add(last, 1)
    yield from ((rung, max(on, tomorrow)) for rung, on in ahead)


def _told(ladder: tuple[Rung, ...], known: Heard) -> int:
    """The place of the rung told last, -1 before the first."""
    return next((place for place, rung in enumerate(ladder) if rung.name == known.rung), -1)


def _planned(days: WorkingDays, term: Term, rung: Rung) -> date:
    opens, due, _ = term
    return days.later(opens) if rung is OPENED else days.add(due, rung.at)
