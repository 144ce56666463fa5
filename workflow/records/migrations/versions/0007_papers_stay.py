"""The bytes of an attachment are not changed: they go as a whole, with the last words that name them, or stay."""

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Refuse to change a paper."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE TRIGGER paper_stays BEFORE UPDATE ON paper BEGIN SELECT RAISE(ABORT, 'what has happened stays'); END"
        )
    else:
        op.execute(
            "CREATE TRIGGER paper_stays BEFORE UPDATE ON paper FOR EACH STATEMENT EXECUTE FUNCTION what_has_happened_stays()"
        )


def downgrade() -> None:
    """Let papers be changed."""
    on = "" if op.get_bind().dialect.name == "sqlite" else " ON paper"
    op.execute(f"DROP TRIGGER paper_stays{on}")
