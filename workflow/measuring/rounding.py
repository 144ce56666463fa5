"""How exactly a figure is shown, so that it never says otherwise than its verdict."""

DIGITS = 9
"""Decimals that are compared, and shown at the most: what a computer adds beyond them nobody has measured."""


def decimals(value: float, bound: float, least: int = 1) -> int:
    """How many decimals a value needs to stay on its own side of the bound: 79.996 beside 80 needs three. At `least` so
    many; no more than are compared."""
    if round(value, DIGITS) == round(bound, DIGITS):
        return least
    return next(
        (count for count in range(least, DIGITS) if (round(value, count) - bound) * (value - bound) > 0), DIGITS
    )


def beside(value: float, bound: float, least: int = 1) -> float:
    """The value as it is shown beside the bound."""
    return round(value, decimals(value, bound, least))
