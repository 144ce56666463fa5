"""What was sent, read goal by goal: the steps that it asks for, in order, or what is to be put right first."""

from typing import Any

from web.forms.doubts import questions
from web.forms.faults import Fault
from web.forms.values import Values, as_plain
from web.sheet.act import Act, Sent, within
from web.sheet.answers import AskedWork
from web.sheet.begin import SAME, VERSION, rows_of
from web.sheet.goal_form import GoalForm
from web.sheet.loader import Book
from web.sheet.risk_follow_up import consequence, has_measures, plain_of
from workflow.facts import Fact
from workflow.facts.consequence import Consequence
from workflow.facts.cost import Progress
from workflow.facts.forecast import Forecast
from workflow.goals.year import NOTHING
from workflow.governance.model import Step
from workflow.states.guards import GUARDS
from workflow.states.permissions import refusals
from workflow.words import sentence

PLACES = {
    "measured_or_reason": "measured", "every_indicator_accounted_for": "measured", "reason_when_not_assessable": "reason",
    "reason_when_it_differs": "differs",
}  # fmt: skip
"""What a guard objects to, by the field in which it is put right; the verdict's for all others."""
CARRIED = ("outlook", "trend", "basis", "comment", "reason", "when")
"""What is said anew when nothing has changed."""


def read(book: Book, part: GoalForm, sent: Values) -> Sent:
    """What is asked for of one goal; nothing where nothing was filled in."""
    found = Sent(part, within(sent, part.before_it))
    for asked in part.asked:
        _answer(book, found, asked)
    if part.step and VERSION in found.values and (found.values.get(SAME) or _touched(book, found)):
        found.speaks = True
        _say(book, found, part.step, sent)
    return found


def _touched(book: Book, found: Sent) -> bool:
    """True when anything of the goal's own was filled in."""
    said = as_plain(book.cls, found.values)
    rows = [row for row in said.pop("measured", []) if row.keys() - {"indicator"}]
    written = as_plain(Consequence, found.within("c-"))
    return bool(said or rows or has_measures(found)) or written != plain_of(found.part.consequence)


def _say(book: Book, found: Sent, step: Step, sent: Values) -> None:
    """The forecast or the closing, and what follows from it."""
    plain = _carried(found) if found.values.get(SAME) else as_plain(book.cls, found.values)
    verdict = found.part.goal.model.verdict(Forecast.verdict_field, str(plain.get(Forecast.verdict_field, "")))
    risk = bool(verdict and verdict.at_risk)
    follows = consequence(book, found, plain) if risk else []
    if not risk:
        plain.pop("consequence_by", None)
    fact = found.read(book.cls, plain)
    found.faults += questions(found.part.ctx, book.cls, sent, found.part.before_it)
    if fact is None or found.faults:
        return
    version = found.values.get(VERSION, "")
    seen = int(version) if version.isdecimal() else 0
    found.acts += [Act(step, found.part.goal.id, fact, book.round, "said", seen), *follows]
    _ask(book, found, step, fact)


def _carried(found: Sent) -> dict[str, Any]:
    """What was said in the last round, said anew, with the values that were written now in place of the old ones."""
    last, goal = found.part.before, found.part.goal
    before = goal.year.said(goal.case, f"{Forecast.kind}/{last.name}") if last else NOTHING
    plain = {name: value for name, value in before.items() if name in CARRIED}
    sent = as_plain(Forecast, found.values)
    rows = {str(number): row for number, row in rows_of(before).items()}
    for row in sent.get("measured", ()):
        rows[str(row["indicator"])] = _over(rows.get(str(row["indicator"]), {}), row)
    known = {str(one.case.id) for one in found.part.indicators}
    plain["measured"] = [row for number, row in rows.items() if number in known]
    return plain | ({"consequence_by": sent["consequence_by"]} if "consequence_by" in sent else {})


def _over(before: dict[str, Any], row: dict[str, Any]) -> dict[str, Any]:
    """A row over the one from before: a new value, or why there is none, takes the place of all that was measured."""
    if row.keys() & {"value", "text", "missing"}:
        before = {name: value for name, value in before.items() if name == "expected"}
    return before | row


def _answer(book: Book, found: Sent, asked: AskedWork) -> None:
    """How a measure or an activity goes, and that it is done."""
    written = found.within(asked.name)
    said, done = as_plain(Progress, written), written.get("done")
    if done and not said:
        found.fault(f"{asked.name}comment", sentence("Write a few words about how it went."))
    steps = (asked.finish,) if done and asked.finish else asked.steps
    for step in steps if said else ():
        fact = found.read(Progress, said, asked.name) if step.says else None
        round = book.round if step.rounds else ""
        found.acts.append(Act(step, asked.work.case.id, fact, round, f"p{asked.work.case.id}/{step.name}"))


def _ask(book: Book, found: Sent, step: Step, fact: Fact) -> None:
    """What the rules would say no to, at the field that it is about."""
    ctx = found.part.ctx.asking(step, fact, book.round)
    if not (whys := refusals(ctx)):
        return
    known = {said.text: PLACES[name] for name in step.needs if name in PLACES and (said := GUARDS[name](ctx))}
    for why in whys:
        place = known.get(why.text, book.cls.verdict_field)
        found.refused.append(Fault(found.part.before_it + (_unmeasured(found) if place == "measured" else place), why))


def _unmeasured(found: Sent) -> str:
    """The field of the first value that is not there."""
    rows = [found.within(f"measured-{place}-") for place in range(len(found.part.indicators))]
    return f"measured-{next((place for place, row in enumerate(rows) if not row.get('value')), 0)}-value"
