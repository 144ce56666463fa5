"""Which addresses a letter can be sent to: the one rule, for forms and files that take them and for whoever sends."""

import re

from workflow.words import Sentence, sentence

LONGEST_LOCAL, LONGEST = 64, 200
"""Signs before the @ (RFC 5321, 4.5.3.1.1), and in all: as long as the column."""
LOCAL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
"""A dot-atom (RFC 5322, 3.2.3): nothing that is quoted, for the programs on the way read that differently."""
LABEL = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?", re.IGNORECASE)

NOT_ONE = sentence("Write one address, such as namn@kommunen.se.")
SIGNS_BEFORE = sentence("Before the @ an address may have the letters a to z, digits and a few signs: no å, ä or ö.")
NO_DOMAIN = sentence("After the @ must stand a domain, such as kommunen.se.")


def objection(address: str) -> Sentence | None:
    """Why no letter can be sent to the address, None when one can. A domain may have å, ä and ö, as in `info@håbo.se`: it is
    written in its ASCII form (RFC 5891) when the letter is sent."""
    local, at, domain = address.partition("@")
    if not at or "@" in domain or len(address) > LONGEST or any(sign in address for sign in '<>,;:"()[]\\ '):
        return NOT_ONE
    if not LOCAL.fullmatch(local) or len(local) > LONGEST_LOCAL:
        return SIGNS_BEFORE
    labels = ascii_domain(domain).split(".")
    return None if len(labels) > 1 and all(LABEL.fullmatch(label) for label in labels) else NO_DOMAIN


def ascii_domain(domain: str) -> str:
    """The domain as mail servers know it; "" for one that cannot be written so."""
    try:
        return domain.encode("idna").decode("ascii")
    except UnicodeError:
        return ""
