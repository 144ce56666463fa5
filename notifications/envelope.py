"""A letter as it goes over the wire: headers and parts, the same bytes each time it is tried.

Put together here and not by the email package, which takes ten times as long (docs/figures.md); the tests read every
letter back with it. Bodies are quoted-printable: any mail server takes them as they are, and people can read them.
"""

import hashlib
from binascii import b2a_qp
from collections.abc import Iterator
from dataclasses import dataclass
from email.header import Header
from email.utils import format_datetime
from functools import lru_cache

from notifications.content import Content, Worded
from notifications.gather import Found
from notifications.mailer import Refused
from notifications.outbox import Lent
from workflow.cycle.working_days import SWEDEN

CONTROLS = frozenset(map(chr, (*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029)))
"""What could end a header's line and begin another: never in one."""
UNCONTROLLED = {ord(control): " " for control in CONTROLS}
PARTS = (("text", "text/plain"), ("html", "text/html"), ("calendar", "text/calendar; method=PUBLISH"))
LIST = "malhjulet"
Headers = Iterator[tuple[str, str]]


@dataclass(frozen=True)
class Sender:
    """Whom letters are from."""

    name: str
    address: str

    @property
    def domain(self) -> str:
        """The domain of message ids."""
        return self.address.partition("@")[2]


def sealed(words: Worded, found: Found, lent: Lent, sender: Sender) -> bytes:
    """The letter's bytes. Raises Refused for an address that nothing can be sent to."""
    mark = _digest(lent.organisation, lent.key)
    headers = (*_from_and_to(found, sender), *_what(words, lent, sender, mark), *_manners(found.content, lent, sender),
               *_fewer(found.content))  # fmt: skip
    head = "".join(_line(name, value) for name, value in headers)
    return f'{head}Content-Type: multipart/alternative; boundary="=_{mark}"\r\n\r\n'.encode() + _body(words, mark)


def _from_and_to(found: Found, sender: Sender) -> Headers:
    name = "".join(sign for sign in sender.name.translate(UNCONTROLLED) if sign not in '"\\<>()[]:;@,')
    yield "From", f"{name if name.isascii() else Header(name, 'utf-8', maxlinelen=998).encode()} <{sender.address}>"
    yield "To", _plain(found.address)


def _what(words: Worded, lent: Lent, sender: Sender, mark: str) -> Headers:
    """What it is; in one thread with the other letters about the committee's goal year."""
    yield "Subject", words.subject
    yield "Date", format_datetime(lent.at.astimezone(SWEDEN))
    yield "Message-ID", f"<{mark}@{sender.domain}>"
    if lent.thread:
        root = f"<{_digest('thread', lent.organisation, lent.thread)}@{sender.domain}>"
        yield "In-Reply-To", root
        yield "References", root
    yield "MIME-Version", "1.0"


def _manners(content: Content, lent: Lent, sender: Sender) -> Headers:
    """So that no machine answers, and mail programs sort it."""
    yield "Auto-Submitted", "auto-generated"
    yield "X-Auto-Response-Suppress", "OOF, AutoReply"
    yield "List-Id", f"<{LIST}-{lent.organisation}.{sender.domain}>"
    yield "Content-Language", content.language


def _fewer(content: Content) -> Headers:
    """How to get fewer letters (RFC 8058); never on what somebody is to do."""
    if content.fewer and not content.duties and not content.code:
        yield "List-Unsubscribe", f"<{content.base}{content.fewer}>"
        yield "List-Unsubscribe-Post", "List-Unsubscribe=One-Click"


def _body(words: Worded, mark: str) -> bytes:
    parts = ((kind, getattr(words, name)) for name, kind in PARTS)
    between = f"--=_{mark}\r\n"
    return b"".join(_part(between, kind, text) for kind, text in parts if text) + f"--=_{mark}--\r\n".encode()


def _part(between: str, kind: str, text: str) -> bytes:
    head = f"{between}Content-Type: {kind}; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
    encoded = b2a_qp(text.replace("\r\n", "\n").encode(), istext=True).replace(b"\n", b"\r\n")
    return head.encode() + encoded + b"\r\n"


def _line(name: str, value: str) -> str:
    """A header's line, whatever the value holds."""
    if CONTROLS.intersection(value):
        value = value.translate(UNCONTROLLED)
    return f"{name}: {value if value.isascii() and len(value) < 70 else _folded(name, value)}\r\n"


def _folded(name: str, value: str) -> str:
    return value if name in ("From", "To") or value.startswith("<") else _encoded(name, value)


@lru_cache(maxsize=256)
def _encoded(name: str, text: str) -> str:
    """Encoded as a header, folded over several lines where it is long (RFC 2047)."""
    return Header(text, "us-ascii" if text.isascii() else "utf-8", header_name=name).encode(linesep="\r\n")


def _plain(address: str) -> str:
    """An address as it is. Raises Refused for one that could be anything but an address."""
    if CONTROLS.intersection(address) or not address.isascii() or any(sign in address for sign in '<>,;:"() '):
        raise Refused("The address cannot be written on a letter.")
    return address


@lru_cache(maxsize=1024)
def _digest(*parts: object) -> str:
    return hashlib.sha256("|".join(map(str, parts)).encode()).hexdigest()[:32]
