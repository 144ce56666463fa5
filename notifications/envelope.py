"""A letter as it goes over the wire: MIME parts and headers, the same bytes each time it is tried."""

import hashlib
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, formataddr

from notifications.content import Worded
from notifications.gather import Found
from notifications.outbox import Lent


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
    """The letter's bytes."""
    message = EmailMessage(policy=SMTP)
    message["From"] = formataddr((sender.name, sender.address))
    message["To"] = found.address
    message["Subject"] = words.subject
    message["Date"] = format_datetime(lent.at)
    message["Message-ID"] = f"<{_digest(str(lent.organisation), lent.key)}@{sender.domain}>"
    message.set_content(words.text)
    message.add_alternative(words.html, subtype="html")
    return message.as_bytes()


def _digest(*parts: str) -> str:
    return hashlib.sha256("|".join(parts).encode()).hexdigest()[:32]
