"""The bytes of a letter: read back by the email package they say what was meant, and nobody can add a header (T33)."""

from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest

from notifications.compose import Composed
from notifications.outbox import ClaimedMessage
from notifications.recipients import Recipient
from notifications.smtp import FromAddress, LetterRefused, letter_message
from notifications.texts import written_letter
from notifications.texts.content import LetterContent, LetterText, Quote
from tests.notifications.rich import LETTERS
from workflow.words import sentence

SENDER = FromAddress("Målhjulet i Exempelkommun", "malhjulet@kommun.example")
AT = datetime(2026, 9, 14, 4, tzinfo=UTC)
CLAIMED = ClaimedMessage(3, 17, "morning/2026-09-14/p2", "morning", Recipient(2), AT, "5/2026", None, None, 3, 1)
CONTROLS = [chr(number) for number in (*range(0x20), 0x7F, 0x85, 0x90, 0x9F, 0x2028, 0x2029, 0x80, 0x8D)]
PLACES = ("subject", "case", "sender", "address", "organisation", "unit", "base", "fewer")


def source(words: LetterText, composed: Composed, claimed: ClaimedMessage) -> bytes:
    """The letter as it goes over the wire."""
    return letter_message(words, composed, claimed, SENDER).as_bytes()


def opened(
    content: LetterContent,
    claimed: ClaimedMessage = CLAIMED,
    sender: FromAddress = SENDER,
    address: str = "maja@kommun.example",
) -> EmailMessage:
    """The letter as a mail program reads it."""
    source = letter_message(written_letter(content), Composed(content, address), claimed, sender).as_bytes()
    assert all(len(line) <= 998 and b"\n" not in line for line in source.split(b"\r\n"))
    message = message_from_bytes(source, policy=default)
    assert not message.defects and isinstance(message, EmailMessage)
    return message


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("name", LETTERS)
def test_what_is_sent_is_what_was_written(name: str, language: str) -> None:
    content = replace(LETTERS[name], language=language)
    words, message = written_letter(content), opened(content)
    assert message["Subject"] == words.subject
    parts = {part.get_content_type(): part for part in message.walk() if not part.is_multipart()}
    assert list(parts)[:2] == ["text/plain", "text/html"]
    assert parts["text/plain"].get_content().strip().splitlines() == words.text.strip().splitlines()
    assert parts["text/html"].get_content().strip().splitlines() == words.html.strip().splitlines()
    if words.calendar:
        assert parts["text/calendar"].get_param("method") == "PUBLISH"
        assert parts["text/calendar"].get_content().splitlines() == words.calendar.splitlines()
    assert ("text/calendar" in parts) == bool(words.calendar)


def test_the_headers_and_manners() -> None:
    message = opened(LETTERS["reminder"])
    assert message["From"].addresses[0].display_name == SENDER.name
    assert (message["Auto-Submitted"], message["X-Auto-Response-Suppress"]) == ("auto-generated", "OOF, AutoReply")
    assert message["Content-Language"] == "sv" and message["List-Id"] == "<malhjulet-3.kommun.example>"
    assert message["Date"].datetime == CLAIMED.at
    assert message["Message-ID"].endswith("@kommun.example>") and message["References"] == message["In-Reply-To"]


def test_the_same_letter_has_the_same_bytes_and_another_one_another_id() -> None:
    words, found = written_letter(LETTERS["decision"]), Composed(LETTERS["decision"], "maja@kommun.example")
    assert source(words, found, CLAIMED) == source(words, found, CLAIMED._replace(attempts=7))
    others = {opened(LETTERS["decision"], claimed)["Message-ID"] for claimed in
              (CLAIMED, CLAIMED._replace(organisation=4), CLAIMED._replace(key="morning/2026-09-14/p3"))}  # fmt: skip
    assert len(others) == 3


def test_reminders_of_a_committees_goal_year_are_one_thread() -> None:
    first, second = (opened(LETTERS["reminder"], CLAIMED._replace(key=key)) for key in ("a", "b"))
    assert first["References"] == second["References"] and first["Message-ID"] != second["Message-ID"]
    assert opened(LETTERS["reminder"], CLAIMED._replace(thread="6/2026"))["References"] != first["References"]


@pytest.mark.parametrize("name", LETTERS)
def test_one_may_have_fewer_letters_but_not_of_what_one_is_to_do(name: str) -> None:
    content = LETTERS[name]
    message = opened(content)
    may = bool(content.fewer) and not content.duties
    assert (message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click") == may
    assert (message["List-Unsubscribe"] == "<https://mal.example.org/brev/1-2-00ff>") == may


@pytest.mark.parametrize("control", CONTROLS, ids=ascii)
@pytest.mark.parametrize("place", PLACES)
def test_no_control_character_makes_a_header(place: str, control: str) -> None:
    evil = f"x{control}Bcc: evil@example.net{control}{control}y"
    item = LETTERS["told"].items[0]
    content, sender, address = LETTERS["told"], SENDER, "maja@kommun.example"
    match place:
        case "subject":
            content = replace(content, items=(replace(item, what=type(item.what)(evil, evil)),))
        case "case" | "unit":
            content = replace(content, items=(replace(item, **{place: evil}),))
        case "sender":
            sender = FromAddress(evil, SENDER.address)
        case "address":
            address = evil
        case _:
            content = replace(content, **{place: evil})
    expected = set(opened(LETTERS["told"]).keys())
    try:
        message = opened(content, sender=sender, address=address)
    except LetterRefused:
        assert place == "address"
        return
    assert place != "address"
    assert set(message.keys()) <= expected | {"List-Unsubscribe", "List-Unsubscribe-Post"} and "Bcc" not in message


@pytest.mark.parametrize(
    "address", ["a@b.example, c@d.example", "<a@b.example>", "å@b.example", "a b@c.example", "a@b.example\r\nx"]
)
def test_what_is_not_one_plain_address_is_refused(address: str) -> None:
    with pytest.raises(LetterRefused):
        opened(LETTERS["told"], address=address)


def test_a_very_long_subject_is_folded_and_read_back() -> None:
    item = replace(LETTERS["told"].items[0], case="Så här långa är målen i vissa kommuner. " * 5)
    words = written_letter(replace(LETTERS["told"], items=(item,)))
    assert len(words.subject) > 150
    assert opened(replace(LETTERS["told"], items=(item,)))["Subject"] == words.subject


def test_a_line_that_is_too_long_for_mail_servers_is_read_back_whole() -> None:
    item = replace(LETTERS["decision"].items[0], quotes=(Quote(sentence("Paragraph"), "ö" * 5000),))
    body = opened(replace(LETTERS["decision"], items=(item,))).get_body(("plain",))
    assert body and "ö" * 5000 in body.get_content()


def test_a_domain_with_swedish_letters_is_written_as_mail_servers_know_it() -> None:
    assert opened(LETTERS["told"], address="info@håbo.example")["To"] == "info@xn--hbo-ula.example"


def test_an_address_of_a_page_that_is_long_is_not_taken_apart() -> None:
    far = replace(LETTERS["told"], base="https://malstyrning-och-uppfoljning.intern.kommunens-eget-namn.example")
    assert opened(far)["List-Unsubscribe"] == f"<{far.base}/brev/1-2-00ff>"
