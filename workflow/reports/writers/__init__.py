"""The formats: one file each with `write(document, template) -> bytes`, found by its name."""

from collections.abc import Callable
from importlib import import_module
from typing import NamedTuple

from workflow.reports.document import Document


class Format(NamedTuple):
    """A format: the name of its file's ending, its media type, and the module that writes it."""

    ending: str
    media: str
    module: str

    def write(self, document: Document, template: bytes | None = None) -> bytes:
        """The document in this format. `template` is the municipality's own Word file; other formats have no use for it."""
        writer: Callable[[Document, bytes | None], bytes] = import_module(f"{__name__}.{self.module}").write
        return writer(document, template)


WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMATS = {
    one.ending: one
    for one in (
        Format("html", "text/html; charset=utf-8", "html"), Format("docx", WORD, "word"),
        Format("pdf", "application/pdf", "pdf"), Format("xlsx", EXCEL, "excel"),
    )
}  # fmt: skip
"""Every format by the ending of its files. A writer is imported when something is written: some are heavy."""
