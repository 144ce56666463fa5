"""Texts in the language of one document: said where they are needed, read from the catalogues."""

from dataclasses import dataclass

from workflow.words import Sentence, Title, said, sentence


@dataclass(frozen=True)
class Say:
    """Says things in a language: `say("Goal")`, `say("%(count)s goals", count=3)`, `say(round.title)`."""

    language: str

    def __call__(self, what: str | Sentence | Title, **values: object) -> str:
        """The text of a message id or a sentence with its values, or of a title."""
        if isinstance(what, Sentence) and values:
            what = sentence(what.text, **{**what.values, **values})
        return said(sentence(what, **values) if isinstance(what, str) else what, self.language)
