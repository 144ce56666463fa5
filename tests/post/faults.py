"""What an SMTP server may do wrong, and how often."""

from typing import NamedTuple


class Faults(NamedTuple):
    """Shares of letters: `closes` after it took the letter, before it said so; says `later` to the reader or to the
    letter; `stalls` without an answer; `resets` the connection. A `silent` server never says a word. A reader whose
    address begins with "refused" is refused, one with "later" is asked to come again. With a `token` a log-in by token is
    asked for (XOAUTH2): one that begins so is good for so many letters (`lives`), and then forgotten at "MAIL", at "DATA", or
    by a line that is `cut`."""

    closes: float = 0.0
    later: float = 0.0
    stalls: float = 0.0
    resets: float = 0.0
    silent: bool = False
    password: str = ""
    certificate: str = ""
    token: str = ""
    lives: int = 1_000_000
    forgets_at: str = "MAIL"
    seed: int = 1


USUAL = Faults(closes=0.02, later=0.05, stalls=0.02, resets=0.02)
"""A relay that one should expect."""
