"""The relay, through Flask-Mail: the only file that knows it. Time-outs, verified TLS, and its answers told apart.

Flask-Mail as it comes waits for ever on a silent server and takes any certificate (docs/decisions).
"""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol, cast
from urllib.parse import parse_qsl, unquote, urlsplit

from flask_mail import Connection, Mail

from workflow.words import Wrong, sentence

TIMEOUT = 15.0
"""Seconds that the relay may be silent, where its address does not say (`?timeout=5`)."""
PORTS = {"smtp": 25, "smtps": 465}


class Refused(Exception):
    """The relay will not take the letter, now or later; its answer."""


class Later(Exception):
    """The relay could not take the letter now; its answer."""


class Down(Later):
    """The relay cannot be reached, or will not have us, so no other letter can be sent either."""


class Wire(Protocol):
    """An open line to a relay."""

    def deliver(self, sender: str, recipient: str, source: bytes) -> None:
        """Hand over one letter. Raises Refused, Later or Down."""


class Mailer(Protocol):
    """Somebody who takes letters."""

    @contextmanager
    def connected(self) -> Iterator[Wire]:
        """A line, for several letters."""


class Relay:
    """The relay at a URL: smtp://user:password@host:587?starttls=1, or smtps://host. Raises Wrong."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        asked = dict(parse_qsl(parts.query))
        if parts.scheme not in PORTS or not parts.hostname or not _is_seconds(asked.get("timeout", "1")):
            raise Wrong(sentence("The mail relay's address must look like smtp://host:587?starttls=1."))
        self.timeout = float(asked.get("timeout", TIMEOUT))
        self.mail = Mail().init_mail({
            "MAIL_SERVER": parts.hostname, "MAIL_PORT": parts.port or PORTS[parts.scheme],
            "MAIL_USE_SSL": parts.scheme == "smtps", "MAIL_USE_TLS": asked.get("starttls") == "1",
            "MAIL_USERNAME": unquote(parts.username or "") or None, "MAIL_PASSWORD": unquote(parts.password or "") or None,
        }, debug=False, testing=False)  # fmt: skip

    @contextmanager
    def connected(self) -> Iterator[Wire]:
        """A line to the relay, opened anew when it breaks."""
        line = Line(cast(Mail, self.mail), self.timeout)
        try:
            yield line
        finally:
            line.close()


class Line(Connection):
    """Flask-Mail's connection with what it lacks: time-outs, a verified certificate, answers that are told apart."""

    def __init__(self, mail: Mail, timeout: float) -> None:
        super().__init__(mail)
        self.timeout = timeout

    def configure_host(self) -> smtplib.SMTP:
        """An open, logged-in connection. Raises Down."""
        trusted = ssl.create_default_context() if self.mail.use_tls or self.mail.use_ssl else None
        host = None
        try:
            host = self._called(trusted)
            if self.mail.use_tls:
                host.starttls(context=trusted)
            if self.mail.username and self.mail.password:
                host.login(self.mail.username, self.mail.password)
        except (OSError, smtplib.SMTPException) as error:
            if host is not None:
                host.close()
            raise Down(_why(error)) from error
        return host

    def deliver(self, sender: str, recipient: str, source: bytes) -> None:
        """Hand over one letter, ready as bytes."""
        if self.host is None:
            self.host = self.configure_host()
        try:
            self.host.sendmail(sender, [recipient], source)
        except smtplib.SMTPRecipientsRefused as error:
            if self.host.sock is None:
                self._drop()
            _judge(*error.recipients[recipient], error)
        except smtplib.SMTPResponseException as error:
            self._drop()
            _judge(error.smtp_code, error.smtp_error, error, whole=True)
        except (OSError, smtplib.SMTPException) as error:
            self._drop()
            raise Later(_why(error)) from error
        except ValueError as error:
            self._drop()
            raise Refused(f"The address cannot be written on a letter: {error}") from error

    def close(self) -> None:
        """Say good-bye, as far as the relay still listens."""
        host, self.host = self.host, None
        if host is not None:
            try:
                host.quit()
            except (OSError, smtplib.SMTPException):
                host.close()

    def _called(self, trusted: ssl.SSLContext | None) -> smtplib.SMTP:
        mail = self.mail
        if mail.use_ssl:
            return smtplib.SMTP_SSL(mail.server, mail.port, timeout=self.timeout, context=trusted)
        return smtplib.SMTP(mail.server, mail.port, timeout=self.timeout)

    def _drop(self) -> None:
        """Whatever the connection was in the middle of, the next letter gets a new one."""
        host, self.host = self.host, None
        if host is not None:
            host.close()


def _judge(code: int, answer: bytes | str, error: Exception, whole: bool = False) -> None:
    """A permanent answer about the letter or its reader is a refusal; one about us (log-in, greeting) may pass."""
    about_us = whole and not isinstance(error, smtplib.SMTPDataError)
    raise (Refused if code >= 500 and not about_us else Later)(_answer(code, answer)) from error


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
