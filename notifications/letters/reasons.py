"""Why somebody gets a letter: said at the end of each."""

from notifications.content import Content
from workflow.words import Sentence, sentence


def why(content: Content) -> Sentence:
    """The reason, as a sentence."""
    if content.code:
        return sentence("Somebody asked to sign in as you. If it was not you, you need not do anything.")
    if content.mailbox:
        return sentence(
            "The letter goes to the mailbox of %(body)s, to its chair and its secretary.", body=content.mailbox
        )
    if content.role:
        return sentence("You get this letter as: %(role)s.", role=content.role)
    if content.duties:
        return sentence("You get this letter because the task is yours.")
    return sentence("You get this letter because it concerns you.")
