"""A relay that lets us in by token, as Exchange Online does: a token that expires costs nobody a letter."""

from datetime import timedelta
from pathlib import Path

import pytest

from notifications.deliver import DeliveryCounts, deliver
from notifications.smtp import AccessTokens, SmtpTransport
from tests.people import Town
from tests.post.authority import CLIENT, SCOPE, SECRET, Authority, authority
from tests.post.clock import Clock
from tests.post.faults import Faults
from tests.post.outbox import letters, outcomes
from tests.post.sink import Sink, sink
from tests.post.work import SENDER, hands
from workflow.records.sql import run
from workflow.words import Wrong

ASKS = Faults(token="token-")


def sent(town: Town, clock: Clock, relay: Sink, tokens: AccessTokens) -> DeliveryCounts:
    """Send what may be sent."""
    return deliver(hands(town.database, SmtpTransport(relay.url, tokens, SENDER.address), clock, "me"))


def all_sent(town: Town, clock: Clock, relay: Sink, ours: Authority) -> int:
    """Send, and again later, until nothing waits; how many turns it took. Nothing bounces."""
    tokens, turns = ours.tokens(), 0
    while outcomes(town.database)[""]:
        assert sent(town, clock, relay, tokens).bounced == 0
        clock.on(timedelta(minutes=3))
        turns += 1
        assert turns < 20, "they never come to an end"
    return turns


def test_letters_go_with_one_token_while_it_is_good(town: Town, clock: Clock, tmp_path: Path) -> None:
    letters(town, 5, clock())
    with authority() as ours, sink(tmp_path, ASKS) as relay:
        tokens = ours.tokens()
        assert sent(town, clock, relay, tokens) == DeliveryCounts(sent=5)
        assert sent(town, clock, relay, tokens) == DeliveryCounts()
        assert len(relay.taken) == 5
    [asked] = ours.asked
    assert asked == {
        "grant_type": "client_credentials", "client_id": CLIENT, "client_secret": SECRET, "scope": SCOPE,
    }  # fmt: skip


@pytest.mark.parametrize("forgets_at", ["MAIL", "DATA", "cut"])
def test_a_token_that_expires_among_the_letters_loses_doubles_and_bounces_none(
    town: Town, clock: Clock, tmp_path: Path, forgets_at: str
) -> None:
    keys = letters(town, 10, clock())
    with authority() as ours, sink(tmp_path, ASKS._replace(lives=3, forgets_at=forgets_at)) as relay:
        turns = all_sent(town, clock, relay, ours)
        taken = [letter.message for letter in relay.taken]
    assert len(taken) == len(set(taken)) == len(keys)
    assert outcomes(town.database) == {"sent": len(keys)}
    assert len(ours.asked) == 4, "three letters a token"
    assert turns == 1 or forgets_at == "cut", "where the relay says what is wrong, nobody waits"


def test_a_token_that_is_no_longer_good_when_we_are_let_in_is_asked_for_anew(
    town: Town, clock: Clock, tmp_path: Path
) -> None:
    with authority() as ours, sink(tmp_path, ASKS._replace(token="token-2")) as relay:
        tokens = ours.tokens()
        assert tokens.current() == "token-1"
        letters(town, 2, clock())
        assert sent(town, clock, relay, tokens) == DeliveryCounts(sent=2)
    assert len(ours.asked) == 2


def test_a_relay_that_takes_no_token_is_asked_no_more_than_once_a_turn(
    town: Town, clock: Clock, tmp_path: Path
) -> None:
    letters(town, 2, clock())
    with authority() as ours, sink(tmp_path, ASKS._replace(token="another")) as relay:
        assert sent(town, clock, relay, ours.tokens()) == DeliveryCounts(later=1)
        assert relay.taken == []
    assert len(ours.asked) == 1
    assert _why(town).startswith("535")


def test_a_token_is_not_used_when_it_is_about_to_expire() -> None:
    with authority() as ours:
        tokens = ours.tokens()
        assert [tokens.current(), tokens.current()] == ["token-1", "token-1"]
        tokens.forget()
        ours.lives = 0
        assert [tokens.current(), tokens.current()] == ["token-2", "token-3"]


def test_letters_wait_where_no_token_is_given_and_the_secret_is_told_nobody(
    town: Town, clock: Clock, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    letters(town, 2, clock())
    with authority() as ours, sink(tmp_path, ASKS) as relay:
        assert sent(town, clock, relay, ours.tokens("an-old-secret")) == DeliveryCounts(later=1)
        why = _why(town)
        assert "invalid_client" in why and "AADSTS7000215" in why
        assert "an-old-secret" not in why + caplog.text
        clock.on(timedelta(minutes=3))
        assert sent(town, clock, relay, ours.tokens()) == DeliveryCounts(sent=2)


@pytest.mark.parametrize(
    ("relay", "endpoint"),
    [
        ("smtp://mal%40kommunen.example:word@smtp.example:587?starttls=1", "https://login.example/token"),
        ("smtp://smtp.example:587", "https://login.example/token"),
        ("smtp://smtp.example:587?starttls=1", "http://login.example/token"),
    ],
)
def test_a_token_is_neither_fetched_nor_shown_where_others_can_read_it(relay: str, endpoint: str) -> None:
    with pytest.raises(Wrong):
        SmtpTransport(relay, AccessTokens(endpoint, CLIENT, SECRET, SCOPE))


def _why(town: Town) -> str:
    with town.database.reading() as session:
        return str(run(session, "SELECT why FROM mail WHERE done_at IS NULL AND why <> ''").scalar_one())
