"""How exactly a figure is shown, so that it never says otherwise than its verdict."""

from functools import lru_cache

DIGITS = 9
"""Decimals that are compared, and shown at the most: what a computer adds beyond them nobody has measured."""

SPACE = "\u00a0"
_SIGNS = {"sv": str.maketrans({",": SPACE, ".": ",", "-": "−"}), "en": str.maketrans({"-": "−"})}


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


@lru_cache(maxsize=4096)
def number(value: float, language: str, decimals: int = DIGITS) -> str:
    """A number with the language's own signs, to so many decimals at the most and no zeros at its end."""
    plain = f"{value:,.{decimals}f}"
    if "." in plain:
        plain = plain.rstrip("0").rstrip(".")
    return ("0" if plain == "-0" else plain).translate(_SIGNS[language])


class Figure(float):
    """A number inside a sentence, written as the language does."""

    def in_(self, language: str) -> str:
        """The number in `language`."""
        return number(float(self), language)
