"""Where the chain of an organisation ends: nothing of what it holds changes without another end."""

from sqlalchemy.orm import Session

from workflow.records.sql import run

_ENDS = "SELECT o.code, o.name, c.seal FROM organisation o JOIN chain c ON c.organisation = o.id"


def ends(session: Session, code: str = "") -> list[tuple[str, str, str]]:
    """(code, name, seal of the last event) of the organisation with the code, or of every one."""
    asked = run(session, f"{_ENDS} WHERE o.code = ?", (code,)) if code else run(session, f"{_ENDS} ORDER BY o.code")
    return [(found, name, seal) for found, name, seal in asked]
