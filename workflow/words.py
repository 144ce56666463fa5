"""Sentences: said in the code with an English message id, read in the reader's own language.

A `Sentence` is kept as id and values until somebody is there to read it, so a refusal can be shown in
Swedish on a page and in English to a program. The catalogues are `translations/<language>.po` and, a subject each,
`translations/<language>/*.po`; a new text is added where it is said and in the Swedish catalogue, nowhere else.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from babel.messages.pofile import read_po

LANGUAGES = ("sv", "en")
CATALOGUES = [Path(__file__).parent / "translations"]


@dataclass(frozen=True)
class Sentence:
    """A text for people, not yet in any language. `values` may themselves be bilingual `Title`s or sentences."""

    text: str
    values: Mapping[str, object] = field(default_factory=dict, hash=False)

    def in_(self, language: str) -> str:
        """The sentence in `language`, English when the catalogue lacks it."""
        return catalogue(language).get(self.text, self.text) % {
            name: said(value, language) for name, value in self.values.items()
        }

    def __str__(self) -> str:
        return self.in_("en")


@dataclass(frozen=True)
class Title:
    """A name that a model gives in every language it is used in."""

    sv: str
    en: str

    def in_(self, language: str) -> str:
        """The name in `language`."""
        return self.en if language == "en" else self.sv

    @property
    def inside(self) -> "Title":
        """The name as it stands inside a sentence: "Fokusområde" → "fokusområde", "SMART" as it is."""
        return Title(_lower_first(self.sv), _lower_first(self.en))

    def __str__(self) -> str:
        return self.en


class Wrong(ValueError):
    """Something that a person has to put right before it can go on; `why` says what."""

    def __init__(self, why: Sentence) -> None:
        super().__init__(str(why))
        self.why = why


def _lower_first(name: str) -> str:
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


def sentence(text: str, **values: object) -> Sentence:
    """A sentence with its English message id and named values: `sentence("No case %(case)s.", case=3)`."""
    return Sentence(text, values)


def quoted(name: object) -> Sentence:
    """A name inside the quotation marks of the reader's language."""
    return sentence("“%(name)s”", name=name)


def said(value: object, language: str) -> str:
    """Anything as text in `language`."""
    return str(value.in_(language)) if hasattr(value, "in_") else str(value)


@lru_cache
def catalogue(language: str) -> dict[str, str]:
    """English message id → text in `language`, over all catalogue folders."""
    texts: dict[str, str] = {}
    for folder in CATALOGUES:
        for file in files(folder, language):
            with file.open("rb") as stream:
                texts |= {str(m.id): str(m.string) for m in read_po(stream) if m.id and m.string}
    return texts


def files(folder: Path, language: str) -> list[Path]:
    """The catalogues of a language in a folder: the common one first, then one for each subject."""
    return [*folder.glob(f"{language}.po"), *sorted((folder / language).glob("*.po"))]


@dataclass(frozen=True)
class Say:
    """Says things in a language: `say("Goal")`, `say("%(count)s goals", count=3)`, `say(round.title)`."""

    language: str

    def __call__(self, what: str | Sentence | Title, **values: object) -> str:
        """The text of a message id or a sentence with its values, or of a title."""
        if isinstance(what, Sentence) and values:
            what = sentence(what.text, **{**what.values, **values})
        return said(sentence(what, **values) if isinstance(what, str) else what, self.language)
