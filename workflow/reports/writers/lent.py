"""What a Word template must have before the content goes in: styles by their names, two sorts of lists and hyphens. What it
lacks is lent to it from the house's own template, what it has is left as the municipality made it."""

from copy import deepcopy
from functools import lru_cache
from io import BytesIO
from typing import Any

import docx
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from workflow.reports.writers.house import CELL, FIGURE, LEAD, NOTICE, SMALL, TABLE, standard_template

NEEDED = (
    "heading 1", "heading 2", "heading 3", "heading 4", "caption", "Quote", "List Bullet", "List Number", "toc 1", "toc 2",
    LEAD, SMALL, NOTICE, CELL, FIGURE, TABLE,
)  # fmt: skip

HYPHENS = "autoHyphenation"
BEFORE_HYPHENS = {
    "writeProtection",
    "view",
    "zoom",
    "removePersonalInformation",
    "removeDateAndTime",
    "doNotDisplayPageBoundaries",
    "displayBackgroundShape",
    "printPostScriptOverText",
    "printFractionalCharacterWidth",
    "printFormsData",
    "embedTrueTypeFonts",
    "embedSystemFonts",
    "saveSubsetFonts",
    "saveFormsData",
    "mirrorMargins",
    "alignBordersAndEdges",
    "bordersDoNotSurroundHeader",
    "bordersDoNotSurroundFooter",
    "gutterAtTop",
    "hideSpellingErrors",
    "hideGrammaticalErrors",
    "activeWritingStyle",
    "proofState",
    "formsDesign",
    "attachedTemplate",
    "linkStyles",
    "stylePaneFormatFilter",
    "stylePaneSortMethod",
    "documentType",
    "mailMerge",
    "revisionView",
    "trackRevisions",
    "doNotTrackMoves",
    "doNotTrackFormatting",
    "documentProtection",
    "autoFormatOverride",
    "styleLockTheme",
    "styleLockQFSet",
    "defaultTabStop",
}
"""The settings of a document that come before hyphenation: Word repairs a file where they stand in another order."""


def styles(document: Any) -> dict[str, str]:
    """Style name → its id in the document, for every style that the content uses."""
    known = {_name(style): style for style in document.styles.element.style_lst}
    for name in NEEDED:
        if name.casefold() not in known and (lent := _house().get(name.casefold())) is not None:
            known[name.casefold()] = _lend(document, lent, known)
    return {name: known[name.casefold()].styleId for name in NEEDED if name.casefold() in known}


def _lend(document: Any, lent: Any, known: dict[str, Any]) -> Any:
    """A copy of a style of ours, under an id that is free, based on what the template has under the same name."""
    copy = deepcopy(lent)
    taken = {style.styleId for style in known.values()}
    while copy.styleId in taken:
        copy.styleId += "M"
    ours = {style.styleId: name for name, style in _house().items()}
    for tag in ("w:basedOn", "w:next", "w:link"):
        for reference in copy.findall(qn(tag)):
            found = known.get(ours.get(reference.get(qn("w:val")), ""))
            if found is None:
                copy.remove(reference)
            else:
                reference.set(qn("w:val"), found.styleId)
    for numbered in copy.xpath("w:pPr/w:numPr"):
        numbered.getparent().remove(numbered)
    document.styles.element.append(copy)
    return copy


@lru_cache
def _house() -> dict[str, Any]:
    return {_name(style): style for style in docx.Document(BytesIO(standard_template())).styles.element.style_lst}


def _name(style: Any) -> str:
    name = style.find(qn("w:name"))
    return "" if name is None else str(name.get(qn("w:val"))).casefold()


def hyphenate(settings: Any) -> None:
    """Let long words be divided with a hyphen, where the template does not say whether they are: columns are narrow."""
    if settings.find(qn(f"w:{HYPHENS}")) is None:
        place = sum(setting.tag.rpartition("}")[2] in BEFORE_HYPHENS for setting in settings)
        settings.insert(place, parse_xml(f"<w:{HYPHENS} {nsdecls('w')}/>"))


class Lists:
    """The lists of a document: one sort with points, and as many numbered ones as there are, each from one on."""

    def __init__(self, document: Any) -> None:
        self.root = _numbering(document)
        self.abstract = {kind: self._sort(kind) for kind in ("bullet", "decimal")}
        self.points = self._number("bullet")

    def numbered(self) -> int:
        """The number of a new numbered list."""
        return self._number("decimal")

    def _sort(self, kind: str) -> int:
        number = 1 + max(
            (int(one.get(qn("w:abstractNumId"))) for one in self.root.findall(qn("w:abstractNum"))), default=0
        )
        sign = "•" if kind == "bullet" else "%1."
        made = parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number}"><w:multiLevelType w:val="singleLevel"/>'
            f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{sign}"/><w:lvlJc w:val="left"/>'
            '<w:pPr><w:ind w:left="357" w:hanging="357"/></w:pPr></w:lvl></w:abstractNum>'
        )
        first = self.root.find(qn("w:num"))
        if first is None:
            self.root.append(made)
        else:
            first.addprevious(made)
        return number

    def _number(self, kind: str) -> int:
        number = 1 + max((int(one.get(qn("w:numId"))) for one in self.root.findall(qn("w:num"))), default=0)
        restart = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>' if kind == "decimal" else ""
        self.root.append(parse_xml(
            f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{self.abstract[kind]}"/>{restart}</w:num>'
        ))  # fmt: skip
        return number


def _numbering(document: Any) -> Any:
    """The document's numbering, a new one where it has none."""
    part = document.part
    for relation in part.rels.values():
        if relation.reltype == RELATIONSHIP_TYPE.NUMBERING:
            return relation.target_part.element
    made = XmlPart(PackURI("/word/numbering.xml"), CONTENT_TYPE.WML_NUMBERING,
                   parse_xml(f"<w:numbering {nsdecls('w')}/>"), part.package)  # fmt: skip
    part.relate_to(made, RELATIONSHIP_TYPE.NUMBERING)
    return made.element
