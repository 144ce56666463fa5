"""The municipality's own Word template: looked at when it comes, kept, and taken away again."""

from datetime import datetime
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from sqlalchemy import delete
from sqlalchemy.orm import Session

from workflow.records.document import Template
from workflow.words import Sentence, sentence

MOST = 5 * 1024 * 1024
"""Bytes of a template."""
UNPACKED = 40 * MOST
"""Bytes that it may be when it is unpacked: a file can hold a million zeros in a thousand bytes."""
BODY, MACROS = "word/document.xml", "vbaProject.bin"
NO_FILE = sentence("Choose a file.")
TOO_LARGE = sentence("The template is larger than %(most)s MB. Make its pictures smaller.", most=MOST // 1024**2)
NO_WORD = sentence("This is not a Word document (.docx). Open your template in Word, and save it as a Word document.")
WITH_MACROS = sentence("The template has macros. Save it as a Word document without macros (.docx).")


def fault(content: bytes) -> Sentence | None:
    """What is wrong with a template at first sight, None for nothing."""
    if not content:
        return NO_FILE
    if len(content) > MOST:
        return TOO_LARGE
    try:
        with ZipFile(BytesIO(content)) as packed:
            files = packed.infolist()
    except BadZipFile:
        return NO_WORD
    names = {file.filename for file in files}
    if BODY not in names or sum(file.file_size for file in files) > UNPACKED:
        return NO_WORD
    return WITH_MACROS if any(name.endswith(MACROS) for name in names) else None


def in_force(session: Session, organisation: int) -> Template | None:
    """The organisation's template, None when it has none of its own."""
    return session.get(Template, organisation)


def keep(session: Session, organisation: int, person: int, name: str, content: bytes, at: datetime) -> None:
    """Let a template be in force from now on."""
    session.merge(
        Template(organisation=organisation, person=person, at=at, name=name[:200], size=len(content), content=content)
    )


def take_away(session: Session, organisation: int) -> bool:
    """Let the standard template be in force again; False when it was."""
    gone = session.execute(delete(Template).where(Template.organisation == organisation))
    return bool(gone.rowcount)  # type: ignore[attr-defined]
