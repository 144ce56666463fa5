"""The relay, through Flask-Mail: the only file that knows it. Time-outs, verified TLS, and its answers told apart.

Flask-Mail as it comes waits for ever on a silent server and takes any certificate (docs/decisions).
"""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol, cast
from urllib.parse import parse_qs, unquote, urlsplit

from flask_mail import Connection, Mail

from workflow.words import Sentence, sentence

TIMEOUT = 15
"""Seconds that the relay may be silent."""
PORTS = {"smtp": 25, "smtps": 465}


class Refused(Exception):
    """The relay will not take the letter, now or later; its answer."""


class Later(Exception):
    """The relay could not take the letter now; its answer."""


class Wire(Protocol):
    """An open line to a relay."""

    def deliver(self, sender: str, recipient: str, source: bytes) -> None:
        """Hand over one letter. Raises Refused or Later."""


class Mailer(Protocol):
    """Somebody who takes letters."""

    @contextmanager
    def connected(self) -> Iterator[Wire]:
        """An open line, for several letters. Raises Later when there is none to be had."""


class Misplaced(ValueError):
    """The address of the relay is not one; `why` is a sentence."""

    def __init__(self, why: Sentence) -> None:
        super().__init__(str(why))
        self.why = why


class Relay:
    """The relay at a URL: smtp://user:password@host:587?starttls=1, or smtps://host. Raises Misplaced."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in PORTS or not parts.hostname:
            raise Misplaced(sentence("The mail relay's address must look like smtp://host:587?starttls=1."))
        self.mail = Mail().init_mail({
            "MAIL_SERVER": parts.hostname, "MAIL_PORT": parts.port or PORTS[parts.scheme],
            "MAIL_USE_SSL": parts.scheme == "smtps", "MAIL_USE_TLS": parse_qs(parts.query).get("starttls") == ["1"],
            "MAIL_USERNAME": unquote(parts.username or "") or None, "MAIL_PASSWORD": unquote(parts.password or "") or None,
        }, debug=False, testing=False)  # fmt: skip

    @contextmanager
    def connected(self) -> Iterator[Wire]:
        """A line to the relay, opened anew when it breaks."""
        line = Line(cast(Mail, self.mail))
        try:
            yield line
        finally:
            line.close()


class Line(Connection):
    """Flask-Mail's connection with what it lacks: time-outs, a verified certificate, answers that are told apart."""

    def configure_host(self) -> smtplib.SMTP:
        """An open, logged-in connection."""
        trusted = ssl.create_default_context()
        mail = self.mail
        host: smtplib.SMTP = (
            smtplib.SMTP_SSL(mail.server, mail.port, timeout=TIMEOUT, context=trusted)
            if mail.use_ssl
            else smtplib.SMTP(mail.server, mail.port, timeout=TIMEOUT)
        )
        if mail.use_tls:
            host.starttls(context=trusted)
        if mail.username and mail.password:
            host.login(mail.username, mail.password)
        return host

    def deliver(self, sender: str, recipient: str, source: bytes) -> None:
        """Hand over one letter, ready as bytes."""
        try:
            if self.host is None:
                self.host = self.configure_host()
            self.host.sendmail(sender, [recipient], source)
        except smtplib.SMTPRecipientsRefused as error:
            _judge(*error.recipients[recipient], error)
        except smtplib.SMTPResponseException as error:
            self._drop(error)
            _judge(error.smtp_code, error.smtp_error, error, whole=True)
        except (OSError, smtplib.SMTPException) as error:
            self._drop(error)
            raise Later(str(error) or type(error).__name__) from error

    def close(self) -> None:
        """Say good-bye, as far as the relay still listens."""
        host, self.host = self.host, None
        if host is not None:
            try:
                host.quit()
            except (OSError, smtplib.SMTPException):
                host.close()

    def _drop(self, error: Exception) -> None:
        """Whatever the connection was in the middle of, the next letter gets a new one."""
        host, self.host = self.host, None
        if host is not None:
            host.close()


def _judge(code: int, answer: bytes | str, error: Exception, whole: bool = False) -> None:
    """A permanent answer about the letter or its reader is a refusal; one about us (log-in, greeting) may pass."""
    text = f"{code} {answer.decode(errors='replace') if isinstance(answer, bytes) else answer}"
    about_us = whole and not isinstance(error, smtplib.SMTPDataError)
    raise (Refused if code >= 500 and not about_us else Later)(text) from error
