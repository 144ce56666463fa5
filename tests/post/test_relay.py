"""A relay that is down, silent, refuses us or a reader, or is not who it says: letters wait, or come back."""

import shutil
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from threading import Event, Thread

import pytest
from flask_mail import Message

from notifications.deliver import DeliveryCounts, deliver
from notifications.outbox import HELD
from notifications.smtp import LetterMessage, RelayDown, SmtpTransport
from tests.people import Town
from tests.post.certificates import certificate
from tests.post.clock import Clock
from tests.post.faults import Faults
from tests.post.outbox import letters, outcomes
from tests.post.sink import sink
from tests.post.work import hands
from workflow.cycle.health import signs
from workflow.organisation.founding import add_person
from workflow.records.sql import run
from workflow.tasks import tasks

needs_openssl = pytest.mark.skipif(not shutil.which("openssl"), reason="NO OPENSSL, so no certificate of our own")


def message(to: str = "dina@mariestad.invalid") -> Message:
    """A letter of one word."""
    found = LetterMessage("mark", subject="Hej", recipients=[to], body="Hej", sender="malhjulet@mariestad.invalid")
    found.msgId = "<one@mariestad.invalid>"
    return found


def delivered(url: str) -> None:
    """Hand over a letter."""
    with SmtpTransport(url).connected() as conversation:
        conversation.send(message())


def drained(town: Town, clock: Clock, url: str) -> DeliveryCounts:
    """Send what may be sent."""
    return deliver(hands(town.database, SmtpTransport(url), clock, "me"))


def waiting(town: Town) -> list[tuple[str, int, str]]:
    """When each letter may be sent, how often it was tried, and why it waits."""
    with town.database.reading() as session:
        found = run(session, "SELECT next_at, attempts, why FROM mail WHERE done_at IS NULL ORDER BY number").all()
    return [(row[0], row[1], row[2]) for row in found]


@pytest.fixture(scope="module")
def nobody() -> int:
    """A port at which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


@needs_openssl
def test_a_relay_with_a_certificate_for_another_name_is_told_nothing(tmp_path: Path) -> None:
    with sink(tmp_path, Faults(certificate=str(certificate(tmp_path, "DNS:other.invalid")))) as server:
        with pytest.raises(RelayDown, match="The relay's certificate is not to be trusted"):
            delivered(f"{server.url}&starttls=1")
        assert server.taken == []


@needs_openssl
def test_a_trusted_certificate_for_another_name_is_not_trusted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    both = certificate(tmp_path, "DNS:other.invalid")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "certificate.pem"))
    with sink(tmp_path, Faults(certificate=str(both))) as server:
        with pytest.raises(RelayDown, match=r"certificate is not to be trusted: .*127\.0\.0\.1"):
            delivered(f"{server.url}&starttls=1")
        assert server.taken == []


@needs_openssl
def test_a_relay_whose_certificate_the_machine_trusts_gets_the_letter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    both = certificate(tmp_path, "IP:127.0.0.1")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "certificate.pem"))
    with sink(tmp_path, Faults(certificate=str(both))) as server:
        delivered(f"{server.url}&starttls=1")
        assert [letter.message for letter in server.taken] == ["one@mariestad.invalid"]


def test_a_relay_without_tls_is_told_nothing_where_tls_is_asked_for(tmp_path: Path) -> None:
    with sink(tmp_path) as server:
        with pytest.raises(RelayDown, match="STARTTLS"):
            delivered(f"{server.url}&starttls=1")
        assert server.taken == []


def test_an_address_that_cannot_be_written_is_refused_and_the_next_letter_goes(
    town: Town, clock: Clock, tmp_path: Path
) -> None:
    letters(town, 2, clock())
    _address(town, 1, "åsa@mariestad.invalid")
    with sink(tmp_path) as server:
        assert drained(town, clock, server.url) == DeliveryCounts(sent=1, bounced=1)
        assert len(server.taken) == 1


def _only_waits(town: Town, clock: Clock, url: str, why: str) -> None:
    """The letter that was tried is put off, the other is given back as it was; later both are put off once more."""
    letters(town, 2, clock())
    assert drained(town, clock, url) == DeliveryCounts(later=1)
    tried, other = waiting(town)
    assert tried[0] > other[0] == clock().isoformat()
    assert (tried[1], other[1]) == (1, 0)
    assert why in tried[2]
    first = clock()
    clock.on(timedelta(minutes=30))
    assert drained(town, clock, url) == DeliveryCounts(later=1)
    assert waiting(town)[0][0] > (first + timedelta(minutes=31)).isoformat(), "each time twice as late"


def test_a_log_in_that_is_refused_makes_letters_wait(town: Town, clock: Clock, tmp_path: Path) -> None:
    with sink(tmp_path, Faults(password="right")) as server:
        _only_waits(town, clock, server.url.replace("//", "//we:wrong@"), "535")
        assert server.taken == []
        clock.on(timedelta(hours=1))
        assert drained(town, clock, server.url.replace("//", "//we:right@")) == DeliveryCounts(sent=2)


def test_a_relay_that_is_down_makes_letters_wait(town: Town, clock: Clock, nobody: int) -> None:
    _only_waits(town, clock, f"smtp://127.0.0.1:{nobody}", "refused")


def test_a_silent_relay_makes_letters_wait_no_longer_than_the_time_out(
    town: Town, clock: Clock, tmp_path: Path
) -> None:
    with sink(tmp_path, Faults(silent=True)) as server:
        _only_waits(town, clock, server.url, "timed out")


def test_a_letter_that_is_refused_comes_back_to_whoever_sees_to_addresses(
    town: Town, clock: Clock, tmp_path: Path
) -> None:
    letters(town, 1, clock(), address="refused@mariestad.invalid")
    with sink(tmp_path) as server:
        assert drained(town, clock, server.url) == DeliveryCounts(bounced=1)
    [case] = town.find("undelivered", None)
    assert case.facts["undelivered"]["person"] == town.dina.person
    with town.database.reading() as session:
        [why] = run(session, "SELECT why FROM mail").scalars().all()
        owed = tasks(session, town.ada, clock())
    assert why == "550 5.1.1 No such reader"
    assert case.id in [task.case.id for task in owed]


def test_a_letter_that_is_refused_does_not_stop_the_rest(town: Town, clock: Clock, tmp_path: Path) -> None:
    letters(town, 9, clock())
    _address(town, 3, "refused@mariestad.invalid")
    _address(town, 6, "later@mariestad.invalid")
    with sink(tmp_path) as server:
        assert drained(town, clock, server.url) == DeliveryCounts(sent=7, bounced=1, later=1)
        assert len(server.taken) == 7


def test_a_letter_that_is_always_put_off_is_given_up_in_the_end(town: Town, clock: Clock, tmp_path: Path) -> None:
    letters(town, 1, clock(), address="later@mariestad.invalid")
    with sink(tmp_path) as server:
        for _ in range(47):
            assert drained(town, clock, server.url) == DeliveryCounts(later=1)
            clock.on(timedelta(hours=8))
        assert drained(town, clock, server.url) == DeliveryCounts(given_up=1)
    assert len(town.find("undelivered", None)) == 1


def test_a_held_letter_is_not_sent(town: Town, clock: Clock, tmp_path: Path) -> None:
    letters(town, 1, clock())
    with town.database.writing() as session:
        run(session, "UPDATE mail SET next_at = ?", (HELD.isoformat(),))
    clock.on(timedelta(days=900))
    with sink(tmp_path) as server:
        assert drained(town, clock, server.url) == DeliveryCounts()
        assert server.taken == []
    assert outcomes(town.database) == {"": 1}


def _address(town: Town, number: int, address: str) -> None:
    """Let a letter go to somebody else, who has that address."""
    with town.database.writing() as session:
        person = add_person(session, town.clock.organisation, "Somebody", address)
        run(session, "UPDATE mail SET person = ? WHERE number = ?", (person, number))


@contextmanager
def dripping(first: bytes) -> Iterator[str]:
    """The address of a relay that says `first` at once, whoever calls, and then a sign every tenth of a second, for ever."""
    over = Event()

    def talk(line: socket.socket) -> None:
        with line, suppress(OSError):
            line.sendall(first)
            while not over.wait(0.1):
                line.sendall(b"-")

    def answer(server: socket.socket) -> None:
        while not over.is_set():
            with suppress(TimeoutError):
                line, _ = server.accept()
                line.settimeout(5)
                Thread(target=talk, args=(line,), daemon=True).start()

    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.1)
        thread = Thread(target=answer, args=(server,), daemon=True)
        thread.start()
        try:
            yield f"smtp://127.0.0.1:{server.getsockname()[1]}?timeout=5"
        finally:
            over.set()
            thread.join()


@pytest.mark.parametrize("first", [b"", b"220 hello\r\n250-"], ids=["its greeting", "its answer"])
def test_a_relay_that_drips_a_sign_at_a_time_is_let_go(first: bytes, town: Town, clock: Clock) -> None:
    letters(town, 2, clock())
    with dripping(first) as url:
        sender = hands(town.database, SmtpTransport(url, limit=0.5), clock, "me")
        assert deliver(sender) == DeliveryCounts(later=1), "and the other waits for another time"
    assert waiting(town)[0][2] == "The relay took longer than 0.5 seconds."


def test_a_relay_that_drips_into_its_tls_is_let_go_too() -> None:
    with dripping(b"") as url:
        relay = SmtpTransport(url.replace("smtp:", "smtps:"), limit=0.5)
        with pytest.raises(RelayDown, match="longer than"), relay.connected() as conversation:
            conversation.send(message())


def test_the_age_of_what_waits_grows_while_the_relay_is_down_and_the_log_says_when_it_mends(
    town: Town, clock: Clock, tmp_path: Path, nobody: int, caplog: pytest.LogCaptureFixture
) -> None:
    letters(town, 1, clock())
    sender = hands(town.database, SmtpTransport(f"smtp://127.0.0.1:{nobody}"), clock, "me")
    ages = []
    for _ in range(5):
        assert deliver(sender) == DeliveryCounts(later=1)
        clock.on(timedelta(hours=2))
        with town.database.reading() as session:
            ages.append(signs(session, clock()).outbox)
    assert ages == [7200, 14400, 21600, 28800, 36000], "however often it was put off"
    assert [record.message.partition(",")[0] for record in caplog.records] == ["The relay fails"] * 5
    caplog.clear()
    with sink(tmp_path) as server:
        deliver(replace(sender, transport=SmtpTransport(server.url)))
    assert [record.message.partition(";")[0] for record in caplog.records] == ["The relay takes letters again"]
    with town.database.reading() as session:
        assert signs(session, clock()).outbox == 0
