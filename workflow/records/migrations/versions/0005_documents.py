"""Documents: orders with how far they have come, the files that were written, and the municipality's own template."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

TABLES = ("document_file", "document_order", "document_template")


def upgrade() -> None:
    """Make the tables; nobody has ordered anything yet."""
    _orders()
    _files()
    _templates()


def downgrade() -> None:
    """Take the tables away; what was written goes with them, and so does the template."""
    for table in TABLES:
        op.drop_table(table)


def _person(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["organisation", "person"], ["person.organisation", "person.id"], name=f"fk_{table}_organisation_person"
    )


def _orders() -> None:
    op.create_table(
        "document_order",
        sa.Column("id", sa.Integer(), primary_key=True, nullable=False),
        sa.Column("organisation", sa.Integer(), nullable=False),
        sa.Column("person", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(40), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("unit", sa.String(40), nullable=False),
        sa.Column("round", sa.String(40), nullable=False),
        sa.Column("meeting", sa.Integer(), nullable=True),
        sa.Column("form", sa.String(8), nullable=False),
        sa.Column("language", sa.String(5), nullable=False),
        sa.Column("today", sa.String(10), nullable=False),
        sa.Column("at", sa.String(25), nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("claim", sa.String(40), nullable=False),
        sa.Column("until", sa.String(25), nullable=True),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("parts", sa.Integer(), nullable=False),
        sa.Column("why", sa.JSON().with_variant(JSONB(), "postgresql"), nullable=True),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("finished", sa.String(25), nullable=True),
        _person("document_order"),
    )
    op.create_index("ix_document_order_organisation_person", "document_order", ["organisation", "person"])
    op.create_index("ix_document_order_state", "document_order", ["state"])


def _files() -> None:
    to = sa.ForeignKey("document_order.id", name="fk_document_file_order", ondelete="CASCADE")
    op.create_table(
        "document_file",
        sa.Column("order", sa.Integer(), to, primary_key=True, autoincrement=False, nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
    )


def _templates() -> None:
    to = sa.ForeignKey("organisation.id", name="fk_document_template_organisation")
    op.create_table(
        "document_template",
        sa.Column("organisation", sa.Integer(), to, primary_key=True, autoincrement=False, nullable=False),
        sa.Column("person", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(25), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        _person("document_template"),
    )
