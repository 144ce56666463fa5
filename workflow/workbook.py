"""What every workbook of ours has in common, whoever fills it."""

import re
from collections.abc import Iterable

OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
"""What is text stays text: a goal that begins with “=” is no formula."""
LONGEST = 31
"""The most characters that a sheet's name may have."""
_REFUSED = re.compile(r"[\[\]:*?/\\]")


def sheet_name(wanted: str, taken: Iterable[str]) -> str:
    """A name that a sheet may have: without the signs that are refused, short enough, and not there already."""
    plain = _REFUSED.sub(" ", wanted).strip(" '") or "-"
    known = {name.casefold() for name in taken}
    name, number = plain[:LONGEST], 1
    while name.casefold() in known:
        number += 1
        name = f"{plain[: LONGEST - len(str(number)) - 1]} {number}"
    return name
