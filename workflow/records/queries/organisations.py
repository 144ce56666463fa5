"""Questions about the organisations that the installation serves."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflow.records.organisation import Organisation
from workflow.records.sql import run


def organisation_with(session: Session, code: str) -> Organisation | None:
    """The organisation with the code."""
    return session.scalars(select(Organisation).where(Organisation.code == code)).one_or_none()


def organisations_with_open_cases(session: Session) -> list[Organisation]:
    """Every organisation that has something to show to everybody, in the alphabet."""
    held = {row[0] for row in run(session, "SELECT DISTINCT organisation FROM cases WHERE secrecy = 'open'")}
    return [one for one in session.scalars(select(Organisation).order_by(Organisation.name)) if one.id in held]
