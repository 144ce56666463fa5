"""The files of a case, as people read them: what each is called, how large it is, who attached it and when."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from flask import url_for

from web.language import number
from web.names import Names
from workflow.facts.attachment import Attachment
from workflow.records.case import Case

KEY = "attachment/"
THOUSAND = 1000


@dataclass(frozen=True)
class Attached:
    """A file of a case."""

    name: str
    address: str
    form: str
    size: str
    note: str
    by: str
    at: str


def attached(case: Case, words: Mapping[str, Mapping[str, Any]], names: Names) -> list[Attached]:
    """The files of the case, the newest first; not those whose words have been erased. `words` are the whole facts by
    key; the names of those who said them have been looked up."""
    found = sorted(_files(case), key=lambda pair: -int(pair[1]["seq"]))
    return [_attached(case, short, Attachment.of(words[key]), names) for key, short in found if key in words]


def size(count: int) -> str:
    """A number of bytes as people say it: 940 B, 12 kB, 1,4 MB."""
    if count < THOUSAND:
        return f"{count} B"
    if count < THOUSAND**2:
        return f"{count // THOUSAND} kB"
    return f"{number(round(count / THOUSAND**2, 1))} MB"


def _files(case: Case) -> Iterator[tuple[str, dict[str, Any]]]:
    return ((key, short) for key, short in case.facts.items() if key.startswith(KEY))


def _attached(case: Case, short: Mapping[str, Any], whole: Attachment, names: Names) -> Attached:
    return Attached(
        name=whole.name, address=url_for("attachments.fetch", number=case.id, digest=whole.digest),
        form=whole.form, size=size(whole.size), note=whole.note,
        by=names.person(short["by"]), at=str(short["at"]),
    )  # fmt: skip
