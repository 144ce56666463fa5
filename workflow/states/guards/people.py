"""Who may not: authors do not review themselves, and two must agree where two are asked for."""

from workflow.facts.clerical import Correction
from workflow.records.sql import run
from workflow.states.guards.base import guard, subject
from workflow.states.situation import Situation
from workflow.words import Sentence, sentence

AUTHORED = ("wording", "proposal")


@guard
def not_an_author(now: Situation) -> Sentence | None:
    """Only if the person had no part in the wording: an author never reviews the own goal, nor has it reviewed on
    the author's behalf."""
    wrote = run(
        now.session,
        'SELECT who, on_behalf_of FROM event WHERE organisation = ? AND "case" = ? AND fact IN (?, ?)',
        (now.who.organisation, subject(now).id, *AUTHORED),
    ).all()
    authors = {person for row in wrote for person in row} - {None}
    if authors.isdisjoint((now.who.person, now.who.on_behalf_of)):
        return None
    return sentence("You have written this goal yourself, so somebody else reviews it.")


@guard
def only_the_submitter(now: Situation) -> Sentence | None:
    """Only if it is the person's own entry that is taken back."""
    if not isinstance(now.fact, Correction):
        return None
    who = run(
        now.session,
        'SELECT who FROM event WHERE organisation = ? AND "case" = ? AND seq = ?',
        (now.who.organisation, subject(now).id, now.fact.event),
    ).scalar_one_or_none()
    return None if who == now.who.person else sentence("Only the one who submitted it can take it back.")
