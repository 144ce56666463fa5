"""The demonstration as it was made, kept beside it, so that one can begin again while it runs."""

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy.engine import make_url


def keep_start(file: Path) -> None:
    """Keep the demonstration in `file` as it is now."""
    _copy(file, _start(file))


def can_begin_again(url: str) -> bool:
    """True when the demonstration at `url` was kept."""
    return _start(_file(url)).exists()


def begin_again(url: str) -> None:
    """Bring the demonstration at `url` back to how it was made; whoever has it open sees it at once."""
    _copy(_start(_file(url)), _file(url))


def forget_start(file: Path) -> None:
    """Throw away what was kept."""
    _start(file).unlink(missing_ok=True)


def _copy(source: Path, target: Path) -> None:
    """SQLite's own copying: whole, as one transaction."""
    with closing(sqlite3.connect(source)) as read, closing(sqlite3.connect(target, timeout=10)) as written:
        read.backup(written)


def _file(url: str) -> Path:
    return Path(make_url(url).database or "")


def _start(file: Path) -> Path:
    return file.with_name(f"{file.stem}.start.db")
