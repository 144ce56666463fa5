"""A § as people cite it, read leniently: "2015-11-16 Ks § 216 Dnr 2015/00034", "Kf §84", "KS/2017:257", "§ 84/2026".

Nothing here knows which bodies or decisions there are: what is read is text and a day, and what could not be read is
told in sentences.
"""

import re
from dataclasses import dataclass
from datetime import date

from web.forms.dates import MONTHS, iso
from workflow.words import Sentence, sentence

LONGEST = 1000
"""Characters that are read."""
QUOTED = 100
"""Characters of what was not understood that are told again."""
CUT = "\x1f"
"""Stands where something was taken out of the line."""
LETTER = "A-Za-zÅÄÖåäöÉéÜü"
DATE = re.compile(
    r"(?<![\d/:-])(?:(?:19|20)\d\d([-/.])\d{1,2}\1\d{1,2}|(?:19|20)\d{6}|\d{1,2}[-/.]\d{1,2}[-/. ](?:19|20)\d\d"
    rf"|(?:den )?\d{{1,2}}(?::?e)? ([{LETTER}]{{3,9}})\.? (?:19|20)\d\d)(?![\d/:-])",
    re.IGNORECASE,
)
REGISTRY = re.compile(
    rf"\b(?:dnr|diarienr|diarienummer)[.:]* ?((?:[{LETTER}]{{1,10}}[ /.-]?)?\d[\d/:.-]*\d)"
    rf"|(?<![{LETTER}\d§/])(?<!§ )((?:[{LETTER}]{{1,10}}[ /-]?)?(?:19|20)\d\d[/:]\d{{1,6}}(?:-\d{{1,5}})?)(?!\d)",
    re.IGNORECASE,
)
SIGN = r"(?:§+|\bparagraf(?:en)?\b|\bpar\.)"
PARAGRAPH = re.compile(
    rf"{SIGN} ?(\d{{1,4}}(?: ?[a-e](?![{LETTER}]))?)(?: ?[/:] ?((?:19|20)\d\d))?(?!\d)|(?<!\d)(\d{{1,4}}) ?§(?! ?\d)",
    re.IGNORECASE,
)
SEVERAL = re.compile(
    rf"{SIGN} ?\d{{1,4}}[a-e]? ?(?:-|–|—|,|&|och|and|till|to) ?(?:§ ?)?\d{{1,4}}(?![\d/:])", re.IGNORECASE
)
BODY = re.compile(rf"[{LETTER}][{LETTER} .-]{{0,79}}")
SHORT = 5
"""Letters of a body that is written after its §."""
EDGES = " ,.;:()–—-"


@dataclass(frozen=True)
class Reference:
    """What a line says: the body as it is written, the § (and its year, where that stands with it), the registry
    number and the day; `rest` is what was left unread, `why` says what was not understood."""

    body: str = ""
    paragraph: str = ""
    registry_no: str = ""
    on: date | None = None
    rest: str = ""
    year: int | None = None
    why: tuple[Sentence, ...] = ()

    def __str__(self) -> str:
        """The same as it is cited, so that it can be read again."""
        year = f"/{self.year}" if self.year else ""
        parts = (
            self.on.isoformat() if self.on else "", self.body, f"§ {self.paragraph}{year}" if self.paragraph else "",
            f"Dnr {self.registry_no}" if self.registry_no else "",
        )  # fmt: skip
        return " ".join(part for part in parts if part)


def read_reference(text: str) -> Reference:
    """Read a line; what cannot be read is left in `rest` and told in `why`."""
    line = " ".join(text[:LONGEST].replace(CUT, " ").split())
    left, on, why = _date(line)
    left, registry_no = _registry(left)
    left, paragraph, year, more = _paragraph(left)
    body, rest = _body(left, bool(paragraph or on or more))
    found = Reference(body, paragraph, registry_no, on, rest, year)
    return _told(found, line, [*why, *more])


def _date(line: str) -> tuple[str, date | None, list[Sentence]]:
    """The first day in the line, None for one that no calendar has."""
    for found in DATE.finditer(line):
        month = found[2] or ""
        if month and month[:3].lower() not in MONTHS:
            continue
        plain = found[0] if month else found[0].replace(" ", "/")
        try:
            return _cut(line, found), date.fromisoformat(iso(plain)), []
        except ValueError:
            return _cut(line, found), None, [sentence("“%(written)s” is no day.", written=found[0])]
    return line, None, []


def _registry(line: str) -> tuple[str, str]:
    found = REGISTRY.search(line)
    return (_cut(line, found), found[1] or found[2]) if found else (line, "")


def _paragraph(line: str) -> tuple[str, str, int | None, list[Sentence]]:
    """The only § of the line, with its year; several are one too many."""
    several = SEVERAL.search(line)
    found = list(PARAGRAPH.finditer(line))
    if several or len(found) > 1:
        written = several[0] if several else ", ".join(one[0] for one in found)
        return line, "", None, [sentence("“%(written)s” are several paragraphs. Write one at a time.", written=written)]
    if not found:
        return line, "", None, []
    number = " ".join(re.findall(r"\d+|[a-e]", (found[0][1] or found[0][3]).lower()))
    return _cut(line, found[0], "§"), number, int(found[0][2]) if found[0][2] else None, []


def _body(line: str, known: bool) -> tuple[str, str]:
    """The words before the §, else a short one after it; and what is left."""
    before, _, after = line.partition("§")
    pieces = [piece.strip(EDGES) for piece in before.split(CUT)]
    later = [piece.strip(EDGES) for piece in after.split(CUT)]
    body = next((piece for piece in pieces if BODY.fullmatch(piece)), "") if known else ""
    if known and not body:
        body = next((piece for piece in later if len(piece) <= SHORT and BODY.fullmatch(piece)), "")
    rest = [piece for piece in (*pieces, *later) if piece]
    if body:
        rest.remove(body)
    return body, " ".join(rest)


def _told(found: Reference, line: str, why: list[Sentence]) -> Reference:
    """What was read, with what was not."""
    if not why and line and not str(found):
        why = [
            sentence(
                "“%(written)s” is no reference. Write body, day, paragraph and registry number.", written=_quoted(line)
            )
        ]
    elif not why and found.rest:
        why = [sentence("“%(written)s” was left unread.", written=_quoted(found.rest))]
    return Reference(found.body, found.paragraph, found.registry_no, found.on, found.rest, found.year, tuple(why))


def _cut(line: str, found: re.Match[str], left: str = "") -> str:
    """The line without what was found."""
    return f"{line[: found.start()]}{CUT}{left}{CUT}{line[found.end() :]}"


def _quoted(line: str) -> str:
    """The line, cut short where it is too long to be told again."""
    return line if len(line) <= QUOTED else f"{line[:QUOTED]} …"
