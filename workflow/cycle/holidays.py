"""Swedish holidays: the public ones and the eves on which nobody works in practice."""

from datetime import date
from functools import lru_cache

from holidays.constants import DE_FACTO, PUBLIC
from holidays.countries.sweden import Sweden


@lru_cache
def holidays(year: int) -> frozenset[date]:
    """Public holidays (lag 1989:253) with the eves of Midsummer, Christmas and New Year (semesterlagen 3 a §)."""
    return frozenset(Sweden(years=year, categories=(DE_FACTO, PUBLIC), include_sundays=False))
