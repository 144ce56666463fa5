"""Hints on how a goal is worded, in Swedish: what a wording shows of the criteria, never a verdict, never a hindrance.

Whether a goal is accepted cannot be seen in its words, so nothing is said of that.
"""

from workflow.smart.hint import CRITERIA, Hint
from workflow.smart.rules import hints

__all__ = ["CRITERIA", "Hint", "hints", "lacks"]


def lacks(found: list[Hint]) -> list[str]:
    """The criteria that something seems to be lacking of, in their own order; a question alone lacks nothing."""
    named = {hint.criterion for hint in found if not hint.asks}
    return [criterion for criterion in CRITERIA if criterion in named]
