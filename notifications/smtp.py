"""The relay, through Flask-Mail: the only file that knows it. Letters are its `Message`, and a line to the relay is its
`Connection`.

Flask-Mail as it comes waits for ever on a silent server, takes any certificate and names this machine in its Message-ID
(docs/decisions). Here every letter has a time limit in all, certificates are verified, answers are told apart, and we are
let in by password, by a token (OAuth 2.0), or as the machine that we are.
"""

import hashlib
import json
import smtplib
import socket
import ssl
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from email.charset import QP, Charset
from email.header import Header
from email.mime.base import MIMEBase
from email.mime.text import MIMEText
from email.policy import compat32
from functools import cached_property, lru_cache
from ipaddress import ip_address
from threading import Thread, Timer
from typing import Any, Protocol, cast
from urllib.error import HTTPError
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit
from urllib.request import Request, urlopen

from flask import Flask
from flask_mail import Connection, Mail, Message

from notifications.compose import Composed
from notifications.outbox import ClaimedMessage
from notifications.texts.content import LetterContent, LetterText
from workflow.mail_address import objection
from workflow.words import Wrong, sentence

SILENT = 15.0
"""Seconds that the relay may be silent, where its address does not say (`?timeout=5`)."""
LIMIT = 60.0
"""Seconds that a letter may take in all, log-in included: far less than a letter is lent for."""
GOOD_BYE = 5.0
PORTS = {"smtp": 25, "smtps": 465}
SIGNED_OUT = (530, 534, 535, 538)
"""Answers about our log-in (RFC 4954), whatever they answer: never about the letter or its reader."""
EARLY = 300.0
"""Seconds before it expires that a token is no longer used, where it lives much longer than that."""
TOKEN_LIMIT = 20.0
CONTROLS = frozenset(map(chr, (*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029)))
"""What could end a header's line and begin another: never in one."""
UNCONTROLLED = {ord(control): " " for control in CONTROLS}
LIST = "malhjulet"
LONGEST_SUBJECT = 300


class LetterRefused(Exception):
    """The relay will not take the letter, now or later; its answer."""


class TryLater(Exception):
    """The relay could not take the letter now; its answer."""


class RelayDown(TryLater):
    """The relay cannot be reached, or will not have us, so no other letter can be sent either."""


class SignedOut(RelayDown):
    """The relay no longer knows us: a token has expired."""


class Conversation(Protocol):
    """An open line to a relay."""

    def send(self, message: Message) -> None:
        """Hand over one letter. Raises LetterRefused, TryLater or RelayDown."""


class Transport(Protocol):
    """Somebody who takes letters."""

    def connected(self) -> AbstractContextManager[Conversation]:
        """A line, for several letters."""


class NullTransport:
    """Sends nothing: in development and in the demonstration letters are read where they lie, in the outbox."""

    @contextmanager
    def connected(self) -> Iterator[Conversation]:
        """A line that leads nowhere."""
        yield self

    def send(self, message: Message) -> None:
        """The letter is in the outbox, as it was sent."""


@dataclass(frozen=True)
class FromAddress:
    """Whom letters are from."""

    name: str
    address: str

    @property
    def domain(self) -> str:
        """The domain of message ids."""
        return self.address.partition("@")[2]


class LetterMessage(Message):
    """Flask-Mail's message, the same bytes each time it is tried: its boundaries are made from `mark`."""

    def __init__(self, mark: str, **given: Any) -> None:
        super().__init__(**given)
        self.mark = mark

    @cached_property
    def source(self) -> bytes:
        """The letter as it goes over the wire: made once, to be sent and to be kept."""
        with _app().app_context():
            return super().as_bytes()

    def as_bytes(self) -> bytes:
        """The same, for whoever sends it."""
        return self.source

    def _mimetext(self, text: str | None, subtype: str = "plain") -> MIMEText:
        """Quoted-printable: any mail server takes it as it is, however long a line is, and people can read it."""
        charset = Charset("utf-8")
        charset.body_encoding = QP
        part = MIMEText((text or "").replace("\r\n", "\n"), subtype, cast(str, charset))
        if subtype == "calendar":
            part.set_param("method", "PUBLISH")  # else calendars show an attached file, not an event (RFC 6047)
        return part

    def _message(self) -> MIMEBase:
        made = super()._message()
        # Headers are short or folded already. The newer policy, which Flask-Mail sets, reads each of them anew, and writes long
        # addresses as encoded words.
        made.policy = compat32.clone(linesep="\r\n", max_line_length=0)
        for number, part in enumerate(part for part in made.walk() if part.is_multipart()):
            part.set_boundary(f"=_{self.mark}_{number}")
        return made


def letter_message(words: LetterText, composed: Composed, claimed: ClaimedMessage, mail_from: FromAddress) -> Message:
    """The letter as Flask-Mail sends it. Raises LetterRefused for an address that nothing can be sent to."""
    if why := objection(composed.address):
        raise LetterRefused(f"The address cannot be written on a letter: {why.text}")
    mark = _digest(claimed.organisation, claimed.key)
    headers = {
        **_thread(claimed, mail_from), **_manners(composed.content, claimed, mail_from), **_fewer(composed.content),
    }  # fmt: skip
    name = "".join(sign for sign in mail_from.name.translate(UNCONTROLLED) if sign not in '"\\<>()[]:;@,')
    message = LetterMessage(
        mark,
        subject=words.subject.translate(UNCONTROLLED)[:LONGEST_SUBJECT],
        recipients=[composed.address],
        body=words.text,
        sender=(name.strip(), mail_from.address),
        date=claimed.at.timestamp(),
        extra_headers={name: _one_line(value) for name, value in headers.items()},
    )
    # Not among the arguments, where the HTML would come last: the last part is what a mail program likes best to show.
    message.alts = {"html": words.html} | ({"calendar": words.calendar} if words.calendar else {})
    message.msgId = f"<{mark}@{mail_from.domain}>"
    return message


def _thread(claimed: ClaimedMessage, mail_from: FromAddress) -> Mapping[str, str]:
    """In one thread with the other letters about the committee's goal year."""
    root = f"<{_digest('thread', claimed.organisation, claimed.thread)}@{mail_from.domain}>"
    return {"In-Reply-To": root, "References": root} if claimed.thread else {}


def _manners(content: LetterContent, claimed: ClaimedMessage, mail_from: FromAddress) -> Mapping[str, str]:
    """So that no machine answers, and mail programs sort it."""
    return {
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "OOF, AutoReply",
        "List-Id": f"<{LIST}-{claimed.organisation}.{mail_from.domain}>",
        "Content-Language": content.language,
    }


def _fewer(content: LetterContent) -> Mapping[str, str]:
    """How to get fewer letters (RFC 8058); never on what somebody is to do."""
    if not content.fewer or content.duties or content.code:
        return {}
    return {
        "List-Unsubscribe": f"<{content.base}{content.fewer}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def _one_line(value: str) -> str:
    value = value.translate(UNCONTROLLED)
    return value if value.isascii() else Header(value, "utf-8").encode()


def _digest(*parts: object) -> str:
    return hashlib.sha256("|".join(map(str, parts)).encode()).hexdigest()[:32]


@lru_cache(maxsize=1)
def _app() -> Flask:
    """The application that Flask-Mail asks for its settings; it serves nothing."""
    app = Flask("notifications")
    Mail(app)
    return app


class AccessTokens:
    """Tokens that let us in, by client credentials (OAuth 2.0, RFC 6749, 4.4), as Exchange Online asks for them. Each is kept
    until shortly before it expires. Raises Wrong for an address that is not https (http only on this machine)."""

    def __init__(self, url: str, client: str, secret: str, scope: str) -> None:
        parts = urlsplit(url)
        if parts.scheme != "https" and not (parts.scheme == "http" and _is_here(parts.hostname)):
            raise Wrong(sentence("MALHJULET_SMTP_OAUTH_TOKEN_URL must begin with https://."))
        if not (client and secret):
            raise Wrong(
                sentence("A token needs MALHJULET_SMTP_OAUTH_CLIENT_ID and MALHJULET_SMTP_OAUTH_CLIENT_SECRET.")
            )
        self.url = url
        asked = {"grant_type": "client_credentials", "client_id": client, "client_secret": secret, "scope": scope}
        self.asked = urlencode({name: value for name, value in asked.items() if value}).encode()
        self.token, self.until = "", 0.0

    @property
    def is_kept(self) -> bool:
        """True while there is a token that should still let us in."""
        return bool(self.token) and time.monotonic() < self.until

    def current(self) -> str:
        """A token that lets us in. Raises RelayDown when none is given."""
        if not self.is_kept:
            answer = self._asked_in_time()
            lives = float(answer.get("expires_in") or 0)
            self.token, self.until = str(answer["access_token"]), time.monotonic() + max(lives / 2, lives - EARLY)
        return self.token

    def forget(self) -> None:
        """Ask for another next time."""
        self.token = ""

    def _asked_in_time(self) -> Mapping[str, Any]:
        """What is answered within the limit in all: in a thread that is left, since a time-out is for each read alone."""
        found: list[Mapping[str, Any] | Exception] = []
        thread = Thread(target=lambda: found.append(self._answer()), daemon=True)
        thread.start()
        thread.join(TOKEN_LIMIT)
        answer = found[0] if found else TimeoutError(f"no token in {TOKEN_LIMIT:.0f} seconds")
        if isinstance(answer, Exception):
            raise RelayDown(f"No token for the relay: {answer}") from answer
        return answer

    def _answer(self) -> Mapping[str, Any] | Exception:
        """What is answered; never the secret in what went wrong."""
        asked = Request(self.url, self.asked, {"Accept": "application/json"})
        try:
            with urlopen(asked, timeout=SILENT) as answer:
                found = json.load(answer)
        except HTTPError as error:
            with error, suppress(ValueError, AttributeError):
                told = json.load(error)
                return OSError(f"{error.code} {told.get('error', '')}: {str(told.get('error_description', ''))[:200]}")
            return OSError(f"{error.code} {error.reason}")
        except (OSError, ValueError) as error:
            return error
        return found if isinstance(found, dict) and found.get("access_token") else ValueError("the answer has none")


class SmtpTransport:
    """The relay at a URL: smtp://user:password@host:587?starttls=1, or smtps://host. With `tokens` the user of the URL (else
    whoever letters are from, `user`) is let in by token. Raises Wrong. A letter takes at most `limit` seconds in all."""

    def __init__(self, url: str, tokens: AccessTokens | None = None, user: str = "", limit: float = LIMIT) -> None:
        parts = urlsplit(url)
        asked = dict(parse_qsl(parts.query))
        if parts.scheme not in PORTS or not parts.hostname or not _is_seconds(asked.get("timeout", "1")):
            raise Wrong(sentence("The mail relay's address must look like smtp://host:587?starttls=1."))
        secured = parts.scheme == "smtps" or asked.get("starttls") == "1"
        if tokens and (parts.password or not (secured or _is_here(parts.hostname))):
            raise Wrong(sentence("A relay that lets us in by token has no password in its address, and needs smtps:// or "
                                 "?starttls=1."))  # fmt: skip
        self.silent, self.limit = float(asked.get("timeout", SILENT)), limit
        self.tokens, self.user = tokens, unquote(parts.username or "") or user
        self.mail = Mail().init_mail({
            "MAIL_SERVER": parts.hostname, "MAIL_PORT": parts.port or PORTS[parts.scheme],
            "MAIL_USE_SSL": parts.scheme == "smtps", "MAIL_USE_TLS": asked.get("starttls") == "1",
            "MAIL_USERNAME": unquote(parts.username or "") or None, "MAIL_PASSWORD": unquote(parts.password or "") or None,
        }, debug=False, testing=False)  # fmt: skip

    @contextmanager
    def connected(self) -> Iterator[Conversation]:
        """A line to the relay, opened when it is needed and anew when it breaks."""
        conversation = SmtpConversation(self)
        try:
            yield conversation
        finally:
            conversation.close()


class SmtpConversation(Connection):
    """Flask-Mail's connection with what it lacks: time limits, a verified certificate, answers that are told apart."""

    def __init__(self, transport: SmtpTransport) -> None:
        super().__init__(cast(Mail, transport.mail))
        self.transport, self.line = transport, cast("socket.socket | None", None)
        self.is_overdue = False

    def send(self, message: Message, envelope_from: Any = None) -> None:
        """Hand over one letter. Where our token has expired meanwhile we are let in anew, once: a letter that was answered no
        was not taken. Raises LetterRefused, TryLater or RelayDown."""
        with self._at_most(self.transport.limit):
            try:
                self._hand_over(message)
            except SignedOut:
                if self.transport.tokens is None:
                    raise
                self.transport.tokens.forget()
                self._hand_over(message)

    def configure_host(self) -> smtplib.SMTP:
        """An open line on which we are let in; with another token where the one that was kept is no longer good. Raises
        RelayDown."""
        tokens = self.transport.tokens
        was_kept = tokens is not None and tokens.is_kept
        try:
            return self._let_in()
        except smtplib.SMTPAuthenticationError as error:
            if tokens is None or not was_kept:
                raise self._down(error) from error
            tokens.forget()
        except (OSError, smtplib.SMTPException) as error:
            raise self._down(error) from error
        try:
            return self._let_in()
        except (OSError, smtplib.SMTPException) as error:
            raise self._down(error) from error

    def close(self) -> None:
        """Say good-bye, as far as the relay still listens."""
        host, self.host = self.host, None
        if host is not None:
            with self._at_most(GOOD_BYE), suppress(OSError, smtplib.SMTPException):
                host.quit()
            host.close()
        self._hang_up()

    def _hand_over(self, message: Message) -> None:
        if self.host is None:
            self.host = self.configure_host()
        try:
            with _app().app_context():
                super().send(message)
        except smtplib.SMTPRecipientsRefused as error:
            code, answer = next(iter(error.recipients.values()))
            if self.host.sock is None or code in SIGNED_OUT:
                self._drop()
            raise self._judged(code, answer) from error
        except smtplib.SMTPResponseException as error:
            self._drop()
            raise self._judged(
                error.smtp_code, error.smtp_error, about_us=not isinstance(error, smtplib.SMTPDataError)
            ) from error
        except (OSError, smtplib.SMTPException) as error:
            self._drop()
            raise (self._down(error) if self.is_overdue else TryLater(_why(error))) from error

    def _judged(self, code: int, answer: bytes | str, about_us: bool = False) -> Exception:
        """A permanent answer about the letter or its reader is a refusal; one about us (log-in, greeting) may pass."""
        if code in SIGNED_OUT:
            return SignedOut(_answer(code, answer))
        return (LetterRefused if code >= 500 and not about_us else TryLater)(_answer(code, answer))

    def _let_in(self) -> smtplib.SMTP:
        mail = self.mail
        trusted = ssl.create_default_context() if mail.use_tls or mail.use_ssl else None
        host = None
        try:
            given = (self._opened, cast(Any, mail).server, cast(Any, mail).port, self.transport.silent)
            host = WatchedTls(*given, cast(ssl.SSLContext, trusted)) if mail.use_ssl else Watched(*given)
            if mail.use_tls:
                host.starttls(context=trusted)
            self._log_in(host)
        except BaseException:
            if host is not None:
                host.close()
            self._hang_up()
            raise
        return host

    def _log_in(self, host: smtplib.SMTP) -> None:
        """By token, by password, or not at all: a relay that knows our address asks for nothing."""
        if tokens := self.transport.tokens:
            said = f"user={self.transport.user}\1auth=Bearer {tokens.current()}\1\1"
            host.ehlo_or_helo_if_needed()
            # What is refused is asked about once more (334), and answered with nothing, before it is refused (535).
            host.auth("XOAUTH2", lambda challenge=None: said if challenge is None else "")
        elif self.mail.username and self.mail.password:
            host.login(self.mail.username, self.mail.password)

    def _down(self, error: Exception) -> RelayDown:
        return RelayDown(
            f"The relay took longer than {self.transport.limit:g} seconds." if self.is_overdue else _why(error)
        )

    def _opened(self, line: socket.socket) -> None:
        """Keep a second hold of the line, by which it can be cut whoever waits on it, also in the middle of a TLS handshake."""
        self.line = line.dup()
        if self.is_overdue:
            raise TimeoutError

    @contextmanager
    def _at_most(self, seconds: float) -> Iterator[None]:
        """Cut the line after so long in all, however often the relay lets something trickle: a time-out for each read would
        never come."""
        self.is_overdue = False
        timer = Timer(seconds, self._cut)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()

    def _cut(self) -> None:
        self.is_overdue = True
        if self.line is not None:
            with suppress(OSError):
                self.line.shutdown(socket.SHUT_RDWR)

    def _drop(self) -> None:
        """Whatever the line was in the middle of, the next letter gets a new one."""
        host, self.host = self.host, None
        if host is not None:
            host.close()
        self._hang_up()

    def _hang_up(self) -> None:
        line, self.line = self.line, None
        if line is not None:
            line.close()


class Watched(smtplib.SMTP):
    """smtplib's connection, which tells of its socket as soon as there is one: before any TLS, which may take for ever."""

    def __init__(self, opened: Callable[[socket.socket], None], host: str, port: int, timeout: float) -> None:
        self.opened = opened
        super().__init__(host, port, timeout=timeout)

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        found: socket.socket = super()._get_socket(host, port, timeout)  # type: ignore[misc]
        try:
            self.opened(found)
        except OSError:
            found.close()
            raise
        return found


class WatchedTls(smtplib.SMTP_SSL, Watched):
    """The same with TLS from the start."""

    def __init__(
        self, opened: Callable[[socket.socket], None], host: str, port: int, timeout: float, context: ssl.SSLContext
    ) -> None:
        self.opened = opened
        smtplib.SMTP_SSL.__init__(self, host, port, timeout=timeout, context=context)


def _answer(code: int, answer: bytes | str) -> str:
    return f"{code} {answer.decode(errors='replace') if isinstance(answer, bytes) else answer}"


def _why(error: Exception) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"The relay's certificate is not to be trusted: {error.verify_message}"
    if isinstance(error, smtplib.SMTPResponseException):
        return _answer(error.smtp_code, error.smtp_error)
    return str(error) or type(error).__name__


def _is_seconds(text: str) -> bool:
    return text.replace(".", "", 1).isdecimal() and float(text) > 0


def _is_here(host: str | None) -> bool:
    """True for an address of this machine, from which nothing is overheard."""
    try:
        return host == "localhost" or ip_address(host or "").is_loopback
    except ValueError:
        return False
