"""Questions about letters."""

from sqlalchemy.orm import Session

from workflow.records.sql import run


def begin_mailing(session: Session) -> None:
    """What has happened until now, in every organisation, is not mailed."""
    run(session, "INSERT INTO letterbox (organisation, seq, number, most) SELECT organisation, seq, 0, 0 FROM chain")
