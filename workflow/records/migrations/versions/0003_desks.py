"""Desks: drafts, papers, the words that cases are found by, and how a person wants the pages."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

TABLES = ("draft", "paper", "sought", "sought_until")
COLUMNS = ("density", "seen", "since")


def upgrade() -> None:
    """Make the tables. The words of what there is already are made by the first catching up."""
    _drafts()
    _papers()
    _words()
    op.add_column("person", sa.Column("density", sa.String(8), nullable=False, server_default="normal"))
    op.add_column("person", sa.Column("seen", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("person", sa.Column("since", sa.Integer(), nullable=False, server_default="0"))


def downgrade() -> None:
    """Take the tables away; drafts and papers go with them."""
    for column in COLUMNS:
        op.drop_column("person", column)
    for table in TABLES:
        op.drop_table(table)


def _key(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), primary_key=True, autoincrement=False, nullable=False)


def _organisation(table: str) -> sa.Column[int]:
    to = sa.ForeignKey("organisation.id", name=f"fk_{table}_organisation")
    return sa.Column("organisation", sa.Integer(), to, primary_key=True, autoincrement=False, nullable=False)


def _drafts() -> None:
    op.create_table(
        "draft",
        _key("organisation"), _key("person"), sa.Column("place", sa.String(200), primary_key=True),
        sa.Column("body", sa.Text(), nullable=False), sa.Column("at", sa.String(25), nullable=False),
        sa.ForeignKeyConstraint(["organisation", "person"], ["person.organisation", "person.id"], name="fk_draft_organisation_person"),
    )  # fmt: skip
    op.create_index("ix_draft_at", "draft", ["at"])


def _papers() -> None:
    op.create_table(
        "paper",
        _organisation("paper"), sa.Column("digest", sa.String(64), primary_key=True),
        sa.Column("content", sa.LargeBinary(), nullable=False),
    )  # fmt: skip


def _words() -> None:
    op.create_table(
        "sought",
        _key("organisation"), _key("case"), sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["case", "organisation"], ["cases.id", "cases.organisation"], name="fk_sought_case_organisation"),
    )  # fmt: skip
    op.create_table("sought_until", _organisation("sought_until"), sa.Column("seq", sa.Integer(), nullable=False))
