"""What is made from the installation's secret key: nothing of it is stored, and each purpose has keys of its own."""

import hashlib
import hmac

DIGITS = 6
"""Of the code in a letter."""


def mac(secret: str, purpose: str, *parts: object) -> str:
    """32 hexadecimal digits that nobody can make without the secret, for one purpose and these parts."""
    told = "\n".join((purpose, *map(str, parts)))
    return hmac.new(secret.encode(), told.encode(), hashlib.sha256).hexdigest()[:32]


def code(secret: str, purpose: str, *parts: object) -> str:
    """Six digits, made the same way."""
    return f"{int(mac(secret, purpose, *parts), 16) % 10**DIGITS:0{DIGITS}}"


def same(one: str, other: str) -> bool:
    """True when the two are equal, told in the same time whatever they are."""
    return hmac.compare_digest(one.encode(), other.encode())
