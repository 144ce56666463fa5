"""Every page at the three sizes: what it costs in milliseconds and in A, what it weighs, and how it grows with the bodies and
with the years."""

import json
import subprocess
import sys
from collections.abc import Iterator
from statistics import median, quantiles
from typing import Any

from tests.bench.city import MOST_OPENED, SIZES, Size, built
from tests.bench.measure import Figure
from workflow.records.database import connect

ROUNDS = 4
OFTEN, OTHER, OPEN, FIRST = 0.6, 2.0, 0.3, 8.0
"""In A at the 95th percentile, of L: the pages that are opened most, the others, those for everybody; and a first visit."""
KILOBYTES, BODIES, YEARS = 150, 2.0, 1.1
Told = dict[str, Any]


def sizes(kind: str, url: str) -> Iterator[Figure]:
    """Every page of S, of L, of H; then how each grows."""
    told: dict[str, Told] = {}
    for size in SIZES:
        told[size.name] = _visited(url, size)
        yield from _figures(kind, size, told[size.name])
    for page in told["S"]["pages"]:
        # In A, for the sizes are measured minutes apart and the machine is not as busy all the time.
        small, large, old = (median(found["pages"][page]["ms"]) / median(found["A"]) for found in told.values())
        yield Figure(f"{page}, L against S ({kind})", large, "A", small, large / small, BODIES)
        yield Figure(f"{page}, H against S ({kind})", old, "A", small, old / small, YEARS)


def _visited(url: str, size: Size) -> Told:
    """A city of the size on a database of its own beside `url`, and what a process of its own says of its pages."""
    own = url.replace(".db", f"-{size.name}.db") if url.startswith("sqlite") else _emptied(url)
    database = connect(own)
    city = built(database, size)
    database.dispose()
    asked = [sys.executable, "-W", "ignore", "-m", "tests.bench.visits", own, city.told(), str(ROUNDS)]
    found: Told = json.loads(subprocess.run(asked, check=True, stdout=subprocess.PIPE, text=True).stdout)
    return found


def _emptied(url: str) -> str:
    """The same PostgreSQL database with nothing in it."""
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("DROP SCHEMA public CASCADE")
        connection.execute("CREATE SCHEMA public")
    return url


def _figures(kind: str, size: Size, told: Told) -> Iterator[Figure]:
    unit = median(told["A"])
    yield Figure(f"A beside {size.name}: Django admin's list of 50 rows out of 10,000 ({kind})", unit, "ms", unit, 1)
    for page, found in told["pages"].items():
        high = quantiles(found["ms"], n=20)[-1]
        most = OFTEN if page in MOST_OPENED else OPEN if page.startswith("public") else OTHER
        judged = size.name == "L"
        where = f"{page}, {size.name}"
        yield Figure(f"{where}, p50 in A ({kind})", median(found["ms"]), "ms", unit, median(found["ms"]) / unit)
        yield Figure(f"{where}, p95 in A ({kind})", high, "ms", unit, high / unit, most if judged else None)
        yield Figure(f"{where}, first visit of a process in A ({kind})", found["first"], "ms", unit, found["first"] / unit,
                     FIRST if judged else None)  # fmt: skip
        weight = found["bytes"] / 1000
        yield Figure(f"{where}, HTML ({kind})", weight, "kB", KILOBYTES, weight / KILOBYTES, 1 if judged else None)
