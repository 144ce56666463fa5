"""The accessibility statement's own words: whom one turns to, what is known not to work, when it was looked through."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table; nobody has said anything yet."""
    to = sa.ForeignKey("organisation.id", name="fk_statement_organisation")
    op.create_table(
        "statement",
        sa.Column("organisation", sa.Integer(), to, primary_key=True, autoincrement=False, nullable=False),
        sa.Column("contact", sa.String(200), nullable=False),
        sa.Column("known", sa.Text(), nullable=False),
        sa.Column("looked_through", sa.String(10), nullable=True),
    )


def downgrade() -> None:
    """Take the table away."""
    op.drop_table("statement")
