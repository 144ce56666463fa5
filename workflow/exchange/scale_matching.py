"""Which value of a scale somebody else's wording means. Better none than the wrong one: nothing is guessed.

A wording is brought down to its core: words in one form each, without those that say nothing of the judgement. Two
wordings mean the same when their cores hold the same words, so a word that is not understood leaves the wording unread.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from workflow.governance.model import Model, Verdict
from workflow.words import Title

NOT, PARTLY, WHOLLY, EXPECTED = "<not>", "<partly>", "<wholly>", "<expected>"
"""What words that turn a judgement stand for."""
PHRASES = (
    (re.compile(r"\b(till viss del|i viss mån|till en del)\b"), PARTLY),
    (re.compile(r"\b(i sin helhet|fullt ut|till fullo)\b"), WHOLLY),
    (re.compile(r"\bkommer( inte| ej| icke)? att\b"), rf"{EXPECTED}\1"),
)
TURNS = {
    **dict.fromkeys(("inte", "ej", "icke", "nej", "not", "no"), NOT),
    **dict.fromkeys(("delvis", "partly", "partially"), PARTLY),
    **dict.fromkeys(("helt", "fullständigt", "fully", "wholly"), WHOLLY),
    **dict.fromkeys(("kan", "kunna", "bedöms", "beräknas", "förväntas", "väntas", "can", "expected"), EXPECTED),
}  # fmt: skip
SILENT = {
    "mål", "målet", "målen", "är", "har", "blir", "blivit", "vara", "att", "till", "innan", "det", "den", "vi", "ja",
    "yes", "the", "goal", "is", "has", "been", "was",
}  # fmt: skip
"""Words that say nothing of the judgement."""
FORMS = (
    (re.compile(r"(upp)?nå(r|s|tt|tts|dd|dda|dde|ddes|dds)?"), "nå"),
    (re.compile(r"öka(r|s|t|de|des|ts|nde)?"), "öka"),
    (re.compile(r"rö(d|tt|da)"), "röd"),
    (re.compile(r"gla(d|tt|da)"), "glad"),
)
"""Words that no ending tells."""
ENDING = re.compile(r"(?<=\w{3})(andes|ande|ades|ats|ade|des|ar|er|es|as|ad|at|de|da|ts|a|d|s|t)$")
YEAR = re.compile(r"(19|20)\d\d")

JUDGED = ("outlook", "attainment", "trend")
"""The scales that a file's own words may be mapped to."""


@dataclass(frozen=True)
class ScaleReader:
    """How the words of a file are read: by the file's own scale where that says what a word means, else by the model's.
    `own` holds, for each word of the file's scale, the values that it stands for."""

    model: Model
    own: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, model: Model, given: object) -> "ScaleReader":
        """The reader for a file whose `model` says `given`: {"scale": {"På väg": "partly"}}."""
        scale = given.get("scale") if isinstance(given, dict) else None
        return cls(
            model, {plain(str(word)): _texts(value) for word, value in scale.items()} if isinstance(scale, dict) else {}
        )

    def read(self, scale: str, text: str) -> Verdict | None:
        """The value of the scale that the text means, None when there is no such."""
        verdicts = self.model.scale(scale)
        if scale in JUDGED and (meant := self.own.get(plain(text))) is not None:
            return next((found for value in meant if (found := _named(value, verdicts))), None)
        return nearest(text, verdicts)

    def unknown(self) -> Iterator[str]:
        """The values in the file's own scale that are in none of the model's."""
        verdicts = [verdict for scale in JUDGED for verdict in self.model.scale(scale)]
        for meant in self.own.values():
            yield from (value for value in meant if not _named(value, verdicts))

    def known(self, *scales: str) -> "WordList":
        """The words of the scales, for a sentence that tells what is allowed."""
        titles = [verdict.title for scale in scales for verdict in self.model.scale(scale)]
        return WordList(tuple(dict.fromkeys(titles)))


@dataclass(frozen=True)
class WordList:
    """Titles with commas between, in the reader's language."""

    titles: tuple[Title, ...]

    def in_(self, language: str) -> str:
        """The titles in `language`."""
        return ", ".join(title.in_(language) for title in self.titles)

    def __str__(self) -> str:
        return self.in_("en")


def _texts(value: Any) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list) else () if value is None else (str(value),)


def _named(value: str, verdicts: Iterable[Verdict]) -> Verdict | None:
    """The verdict with that name or title."""
    return next((one for one in verdicts if plain(value) in map(plain, (one.name, one.title.sv, one.title.en))), None)


def nearest(text: str, scale: Iterable[Verdict]) -> Verdict | None:
    """The value that has the text among its wordings, else the only one that words the same in other forms; None for a
    question."""
    said, verdicts = plain(text), list(scale)
    if text.rstrip().endswith("?"):
        return None
    for verdict in verdicts:
        if said in map(plain, wordings(verdict)):
            return verdict
    meant = core(text)
    found = [verdict for verdict in verdicts if meant and meant in map(core, wordings(verdict))]
    return found[0] if len(found) == 1 else None


def wordings(verdict: Verdict) -> tuple[str, ...]:
    """Every way in which the model words the value."""
    return (verdict.name, verdict.title.sv, verdict.title.en, *verdict.also)


def plain(text: str) -> str:
    """Letters and figures in lower case, single spaces; the text itself when there are none ("-")."""
    return " ".join(re.findall(r"[^\W_]+", text.casefold())) or text.strip()


def core(text: str) -> Counter[str]:
    """What the wording says of the judgement: its words in one form each, and how often."""
    said = plain(text)
    for phrase, meant in PHRASES:
        said = phrase.sub(meant, said)
    words = [TURNS.get(word) or form(word) for word in said.split() if word not in SILENT and not YEAR.fullmatch(word)]
    found = Counter(words)
    if EXPECTED in found:
        found[EXPECTED] = 1
    if NOT not in found:  # "wholly met" is met, but "not wholly met" may be partly
        del found[WHOLLY]
    return found


def form(word: str) -> str:
    """The word in the form that stands for all its forms."""
    known = next((stem for pattern, stem in FORMS if pattern.fullmatch(word)), "")
    return known or (word if word.startswith("<") else ENDING.sub("", word))
