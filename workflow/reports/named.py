"""What a document's file is called: malbokslut-2020.docx, prognosrapport-2026-r3-un.pdf."""

import re
import unicodedata

from workflow.reports.ask import Ask, Report


def file_name(report: Report, ask: Ask, ending: str) -> str:
    """Title, year, round and body in plain letters, with the format's ending."""
    parts = (report.title.in_(ask.language), ask.year, ask.round, ask.unit)
    return f"{'-'.join(filter(None, (plain(str(part)) for part in parts)))}.{ending}"


def plain(text: str) -> str:
    """The text in small letters a-z and digits, with a hyphen for everything else."""
    letters = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", letters).strip("-")
