"""Letters: the outbox and how far it is filled, the relay's rate, tokens, who is away, and who wants which letters."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TABLES = ("absence", "token", "relay", "mail_line", "mail", "letterbox")


def upgrade() -> None:
    """Make the tables. What happened before an installation sent letters is not mailed."""
    _outbox()
    _tokens()
    op.add_column("person", sa.Column("letters", sa.String(8), nullable=False, server_default="all"))
    op.execute("INSERT INTO letterbox (organisation, seq, number, most) SELECT organisation, seq, 0, 0 FROM chain")


def downgrade() -> None:
    """Take the tables away; letters and tokens go with them."""
    op.drop_column("person", "letters")
    for table in TABLES:
        op.drop_table(table)


def _text(name: str, length: int, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(length), nullable=nullable)


def _number(name: str, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=nullable)


def _organisation(table: str, key: bool = False) -> sa.Column[int]:
    to = sa.ForeignKey("organisation.id", name=f"fk_{table}_organisation")
    return sa.Column("organisation", sa.Integer(), to, primary_key=key, autoincrement=False, nullable=False)


def _outbox() -> None:
    op.create_table(
        "letterbox", _organisation("letterbox", key=True), _number("seq"), _number("number"), _number("most")
    )
    op.create_table(
        "mail",
        _organisation("mail", key=True),
        sa.Column("number", sa.Integer(), primary_key=True, autoincrement=False),
        _text("key", 120), _text("kind", 40), _number("person", True), _number("unit", True),
        _text("thread", 40), _number("token", True), _text("at", 25), _number("priority"), _number("slot"),
        _text("next_at", 25), _text("valid_until", 25, True), _number("attempts"), _text("claim", 32),
        _text("done_at", 25, True), _text("outcome", 12), _text("why", 300), _text("address", 200),
        _text("subject", 300), sa.Column("source", sa.LargeBinary()),
        sa.UniqueConstraint("organisation", "key", name="uq_mail_organisation_key"),
    )  # fmt: skip
    waiting = sa.text("done_at IS NULL")
    op.create_index(
        "ix_mail_due", "mail", ["priority", "slot", "number"], postgresql_where=waiting, sqlite_where=waiting
    )
    op.create_table(
        "mail_line",
        sa.Column("organisation", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("mail", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("event", sa.Integer(), primary_key=True, autoincrement=False),
        _number("case"), _text("duty", 100), _text("rung", 40), _text("due", 10, True), _text("role", 40),
        sa.ForeignKeyConstraint(["organisation", "mail"], ["mail.organisation", "mail.number"], name="fk_mail_line_organisation_mail"),
    )  # fmt: skip
    op.create_index("ix_mail_line_duty", "mail_line", ["organisation", "case", "duty"])
    op.create_table(
        "relay", sa.Column("name", sa.String(20), primary_key=True), sa.Column("free_at", sa.Float(), nullable=False)
    )


def _tokens() -> None:
    op.create_table(
        "token",
        sa.Column("id", sa.Integer(), primary_key=True),
        _organisation("token"), _number("person"), _number("unit", True), _text("purpose", 12),
        _text("salt", 64), _text("digest", 64), _text("browser", 64), _text("onward", 300), _text("at", 25),
        _text("expires", 25, True), _number("tries"), _text("done_at", 25, True),
        sa.ForeignKeyConstraint(["organisation", "person"], ["person.organisation", "person.id"], name="fk_token_organisation_person"),
        sa.ForeignKeyConstraint(["organisation", "unit"], ["unit.organisation", "unit.id"], name="fk_token_organisation_unit"),
    )  # fmt: skip
    op.create_index("ix_token_organisation_person_purpose", "token", ["organisation", "person", "purpose"])
    op.create_index("ix_token_digest", "token", ["digest"])
    op.create_table(
        "absence",
        sa.Column("id", sa.Integer(), primary_key=True),
        _organisation("absence"), _number("person"), _text("since", 10), _text("until", 10),
        sa.ForeignKeyConstraint(["organisation", "person"], ["person.organisation", "person.id"], name="fk_absence_organisation_person"),
    )  # fmt: skip
    op.create_index("ix_absence_organisation_person", "absence", ["organisation", "person"])
