"""Attaching a file to a case: its bytes and the event that tells of it, in the same transaction."""

import hashlib
import logging
import re
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from workflow.facts.attachment import MEDIA, MOST, Attachment
from workflow.records.files import content_of, keep
from workflow.states.command import Command
from workflow.states.context import Who
from workflow.states.perform import Done, Refused, perform
from workflow.words import Sentence, sentence

STEP = "attach"
CHANGED = sentence("The file has been changed since it was attached, so it is not given out. Tell the administrator.")
log = logging.getLogger(__name__)
LONGEST = 200
UNSEEN = re.compile(r"[\x00-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""What a name could hide its end behind."""


@dataclass(frozen=True)
class File:
    """A file as it was sent: its name, its bytes, and what its sender says of it."""

    name: str
    content: bytes
    note: str = ""

    @property
    def called(self) -> str:
        """The name without folders and signs that cannot be seen, not too long."""
        bare = UNSEEN.sub("", self.name.replace("\\", "/").rpartition("/")[2]).strip()
        stem, dot, end = bare.rpartition(".")
        return f"{stem[: LONGEST - len(end) - 1]}{dot}{end}" if dot else bare[:LONGEST]

    @property
    def form(self) -> str:
        """The end of its name, "" when that is none of ours."""
        end = self.called.rpartition(".")[2].lower()
        return end if end in MEDIA and self.called.rpartition(".")[0] else ""


def attach(
    session: Session, case: int, who: Who, file: File, *, at: datetime, idempotency_key: str | None = None
) -> Done:
    """Attach the file to the case. Refused with every reason why not."""
    if why := faults(file):
        raise Refused(why)
    digest = keep(session, who.organisation, file.content)
    said = Attachment(name=file.called, digest=digest, size=len(file.content), form=file.form, note=file.note)
    return perform(session, Command(STEP, case, who, said, at=at, idempotency_key=idempotency_key))


def fetched(session: Session, organisation: int, digest: str) -> bytes | None:
    """The bytes of an attached file, None when they are not here. Refused when they are not those that were attached: a
    forgery is given to nobody."""
    content = content_of(session, organisation, digest)
    if content is not None and hashlib.sha256(content).hexdigest() != digest:
        log.error("The file %s of organisation %s is not what was attached.", digest, organisation)
        raise Refused([CHANGED])
    return content


def faults(file: File) -> list[Sentence]:
    """What is wrong with the file itself, whoever sends it."""
    if not file.name:
        return [sentence("Choose a file.")]
    found = []
    if not file.content:
        found.append(sentence("The file is empty."))
    if len(file.content) > MOST:
        found.append(sentence("The file is larger than %(most)s MB. Send a smaller one.", most=MOST // 1024**2))
    if not file.form:
        found.append(sentence("Such a file cannot be attached. It may be %(forms)s.", forms=", ".join(sorted(MEDIA))))
    return found
