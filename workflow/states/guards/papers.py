"""What must be there when a file is attached."""

from workflow.facts.attachment import Attachment
from workflow.records.files import is_kept
from workflow.states.context import CaseContext
from workflow.states.guards.base import guard
from workflow.words import Sentence, sentence


@guard
def file_is_here(ctx: CaseContext) -> Sentence | None:
    """Only if the bytes that the fact names have been sent: nothing is attached by its name alone."""
    if not isinstance(ctx.fact, Attachment) or is_kept(ctx.session, ctx.who.organisation, ctx.fact.digest):
        return None
    return sentence("The file itself is missing. Choose it and send it again.")
