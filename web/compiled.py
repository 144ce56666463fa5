"""Templates compiled once and kept: else each process compiles every page anew when it is first looked at, which takes
up to fifty times as long as the page itself."""

from contextlib import suppress

from jinja2 import BytecodeCache, FileSystemBytecodeCache
from jinja2.bccache import Bucket


class CompiledTemplates(FileSystemBytecodeCache):
    """Compiled templates in this user's own folder among the temporary files; known by the template's text, so a
    changed one is compiled again."""

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep it where there is room: a full disk costs time, not the page."""
        with suppress(OSError):
            super().dump_bytecode(bucket)


def kept_templates() -> BytecodeCache | None:
    """Where compiled templates are kept; None where there is no folder that only this user can write in."""
    try:
        return CompiledTemplates()
    except (OSError, RuntimeError):
        return None
