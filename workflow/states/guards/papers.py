"""What must be there when a file is attached."""

from workflow.facts.attachment import Attachment
from workflow.records.papers import is_kept
from workflow.states.guards.base import guard
from workflow.states.situation import Situation
from workflow.words import Sentence, sentence


@guard
def file_is_here(now: Situation) -> Sentence | None:
    """Only if the bytes that the fact names have been sent: nothing is attached by its name alone."""
    if not isinstance(now.fact, Attachment) or is_kept(now.session, now.who.organisation, now.fact.digest):
        return None
    return sentence("The file itself is missing. Choose it and send it again.")
