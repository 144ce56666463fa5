"""Does what the promises lean on hold, beside the chain: attached files, letters, the triggers that guard it all?"""

from collections.abc import Iterator, Mapping

from sqlalchemy.orm import Session

from workflow.records.migrate import unguarded
from workflow.records.queries.verification import files_kept, letters_kept, lines_astray
from workflow.words import Sentence, sentence


def beside(session: Session, organisation: int, head: int, files: Mapping[str, int]) -> Iterator[Sentence]:
    """Everything that does not hold; `head` is the last event of the chain, `files` the digests that its events name with
    words that are still there, each with an event that names it."""
    yield from _files(session, organisation, files)
    yield from _letters(session, organisation, head)
    for trigger in unguarded(session.connection()):
        yield sentence("The trigger %(trigger)s is gone: what has happened could be changed.", trigger=trigger)


def _files(session: Session, organisation: int, files: Mapping[str, int]) -> Iterator[Sentence]:
    kept = dict(files_kept(session, organisation))
    for digest, seq in sorted(files.items(), key=lambda pair: pair[1]):
        if digest not in kept:
            yield sentence("The file that event %(seq)s attached is missing.", seq=seq)
    for digest in sorted(digest for digest, whole in kept.items() if not whole):
        if digest in files:
            yield sentence("The file that event %(seq)s attached has been changed.", seq=files[digest])
        else:
            yield sentence("A file that no event names has been changed: %(digest)s.", digest=digest)


def _letters(session: Session, organisation: int, head: int) -> Iterator[Sentence]:
    told = letters_kept(session, organisation)
    if told is None:
        return
    if told.seq > head:
        yield sentence(
            "Letters were made up to event %(seq)s, but the chain ends at %(head)s.", seq=told.seq, head=head
        )
    if (told.kept, told.highest) != (told.number, told.number):
        yield sentence("There are %(count)s letters, but %(number)s were made.", count=told.kept, number=told.number)
    for letter, event in lines_astray(session, organisation, told.seq):
        yield sentence(
            "Letter %(letter)s tells of event %(event)s, which had not been turned into letters.",
            letter=letter,
            event=event,
        )
