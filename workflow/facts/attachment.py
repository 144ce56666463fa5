"""Attachments: a file that belongs to a case. Its bytes lie apart, by their digest (`records/papers.py`)."""

from typing import ClassVar

from workflow.facts.base import Fact, said

MOST = 20 * 1024 * 1024
"""Bytes of one file."""
MEDIA = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "txt": "text/plain",
    "csv": "text/csv",
}
"""What a file may be, by the end of its name."""


class Attachment(Fact):
    """A file was attached: what it is called, how large it is, and the digest (SHA-256) of its bytes."""

    kind: ClassVar[str] = "attachment"

    name: str = said("File name", min_length=1, max_length=200)
    digest: str = said("Digest", short=True, max_length=64, pattern="^[0-9a-f]{64}$")
    size: int = said("Size in bytes", short=True, ge=1, le=MOST)
    form: str = said("Kind of file", short=True, max_length=8, pattern=f"^({'|'.join(MEDIA)})$")
    note: str = said("What the file is", rows=2, default="", max_length=1000)

    def key(self, round: str = "", step: str = "") -> str:
        """One entry for each file."""
        return f"{self.kind}/{self.digest}"

    @property
    def media(self) -> str:
        """The media type of the file."""
        return MEDIA[self.form]
