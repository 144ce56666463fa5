"""A file is attached to a case: its bytes and the event that tells of it, both or neither."""

from typing import Any

import pytest

from tests.people import Town
from tests.states.ways import trying
from workflow.erasure import erase
from workflow.files import File, attach
from workflow.records.files import content_of, is_kept
from workflow.states.context import Unknown
from workflow.states.perform import Refused

PDF = b"%PDF-1.7 underlag"


def test_a_file_is_kept_with_the_event_that_names_it(town: Town) -> None:
    goal, organisation = town.goal(), town.clock.organisation
    before = town.case(goal).version
    with town.database.writing() as session:
        attach(session, goal, town.maja, File("C:\\mapp\\Underlag.PDF", PDF, "Till nämnden"), at=town.now)
    case = town.case(goal)
    [(key, short)] = [(key, short) for key, short in case.facts.items() if key.startswith("attachment/")]
    assert (short["size"], short["form"], key) == (len(PDF), "pdf", f"attachment/{short['digest']}")
    assert case.version == before, "nobody's open form is stale"
    with town.database.reading() as session:
        assert content_of(session, organisation, short["digest"]) == PDF
        assert content_of(session, town.charlie.organisation, short["digest"]) is None


@pytest.mark.parametrize(
    ("file", "why"),
    [
        (File("", b""), ["Välj en fil."]),
        (File("tom.pdf", b""), ["Filen är tom."]),
        (File("x.exe", b"MZ"), ["En sådan fil kan inte bifogas. Den får vara csv, docx, jpeg, jpg, ods, odt, pdf, "
                                "png, pptx, txt, xlsx."]),
        (File("stor.pdf", bytes(20 * 1024 * 1024 + 1)), ["Filen är större än 20 MB. Skicka en mindre."]),
    ],
    ids=["none", "empty", "program", "large"],
)  # fmt: skip
def test_what_cannot_be_attached_is_told_in_a_sentence(town: Town, file: File, why: list[str]) -> None:
    goal = town.goal()
    with pytest.raises(Refused) as refused, town.database.writing() as session:
        attach(session, goal, town.maja, file, at=town.now)
    assert [said.in_("sv") for said in refused.value.why] == why


@pytest.mark.parametrize(
    ("name", "called", "form"),
    [
        ("Underlag.pdf", "Underlag.pdf", "pdf"),
        ("../../etc/passwd.txt", "passwd.txt", "txt"),
        ("faktura\u202efdp.exe", "fakturafdp.exe", ""),
        (".pdf", ".pdf", ""),
        ("pdf", "pdf", ""),
        ("å" * 300 + ".docx", "å" * 195 + ".docx", "docx"),
    ],
)
def test_a_name_is_what_can_be_seen_of_it(name: str, called: str, form: str) -> None:
    assert (File(name, b"x").called, File(name, b"x").form) == (called, form)


def test_who_may_not_comment_may_not_attach_and_no_bytes_stay(town: Town) -> None:
    goal = town.goal()
    for who, raised in ((town.ada, Refused), (town.charlie, Unknown)):
        with pytest.raises(raised), town.database.writing() as session:
            attach(session, goal, who, File("a.pdf", PDF), at=town.now)
    with trying(town) as session:
        digest = attach(session, goal, town.maja, File("a.pdf", PDF), at=town.now).case.facts
        found: dict[str, Any] = next(short for key, short in digest.items() if key.startswith("attachment/"))
    with town.database.reading() as session:
        assert not is_kept(session, town.clock.organisation, found["digest"])


def test_the_bytes_go_with_the_last_words_that_name_them(town: Town) -> None:
    goal, other = town.goal(), town.goal()
    with town.database.writing() as session:
        first = attach(session, goal, town.maja, File("a.pdf", PDF), at=town.now)
        second = attach(session, other, town.maja, File("b.pdf", PDF), at=town.now)
    [digest] = [short["digest"] for key, short in first.case.facts.items() if key.startswith("attachment/")]
    for seq, left in ((first.seq, True), (second.seq, False)):
        with town.database.writing() as session:
            erase(session, town.ada, [seq], "KS 2026/00034", at=town.now)
            assert is_kept(session, town.clock.organisation, digest) == left
