"""The house: organisations, seats, cases, events in a sealed chain, models and the clock's heartbeat."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(JSONB(), "postgresql")
TABLES = ("heartbeat", "model", "payload", "event", "chain", "link", "cases", "seat", "person", "unit", "organisation")


def upgrade() -> None:
    """Make every table and the triggers that keep what has happened."""
    _who()
    _cases()
    _events()
    _triggers(op.get_bind().dialect.name)


def downgrade() -> None:
    """Take everything away."""
    for table in TABLES:
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION what_has_happened_stays()")


def _text(name: str, length: int, default: sa.TextClause | None = None) -> sa.Column[str]:
    return sa.Column(name, sa.String(length), nullable=False, server_default=default)


def _who() -> None:
    op.create_table(
        "organisation",
        sa.Column("id", sa.Integer(), primary_key=True),
        _text("code", 20), _text("name", 200), _text("language", 5), _text("model", 64),
        sa.UniqueConstraint("code", name="uq_organisation_code"),
    )  # fmt: skip
    op.create_table(
        "unit",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("organisation", sa.Integer(), sa.ForeignKey("organisation.id", name="fk_unit_organisation"), nullable=False),
        _text("code", 40), _text("name", 200), _text("kind", 20),
        sa.Column("parent", sa.Integer(), sa.ForeignKey("unit.id", name="fk_unit_parent")),
        _text("path", 200), _text("email", 200),
        sa.UniqueConstraint("organisation", "id", name="uq_unit_organisation_id"),
        sa.UniqueConstraint("organisation", "code", name="uq_unit_organisation_code"),
    )  # fmt: skip
    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("organisation", sa.Integer(), sa.ForeignKey("organisation.id", name="fk_person_organisation"), nullable=False),
        _text("name", 200), _text("email", 200), _text("language", 5),
        sa.UniqueConstraint("organisation", "id", name="uq_person_organisation_id"),
        sa.UniqueConstraint("organisation", "email", name="uq_person_organisation_email"),
    )  # fmt: skip
    op.create_table(
        "seat",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("organisation", sa.Integer(), sa.ForeignKey("organisation.id", name="fk_seat_organisation"), nullable=False),
        sa.Column("person", sa.Integer(), nullable=False),
        sa.Column("unit", sa.Integer(), nullable=False),
        _text("role", 40), _text("since", 10), _text("until", 10),
        sa.Column("substitute", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["organisation", "person"], ["person.organisation", "person.id"], name="fk_seat_organisation_person"),
        sa.ForeignKeyConstraint(["organisation", "unit"], ["unit.organisation", "unit.id"], name="fk_seat_organisation_unit"),
    )  # fmt: skip
    op.create_index("ix_seat_organisation_person", "seat", ["organisation", "person"])
    op.create_index("ix_seat_organisation_role", "seat", ["organisation", "role"])


def _cases() -> None:
    op.create_table(
        "cases",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("organisation", sa.Integer(), sa.ForeignKey("organisation.id", name="fk_cases_organisation"), nullable=False),
        _text("level", 40), sa.Column("year", sa.Integer()), _text("round", 20),
        sa.Column("unit", sa.Integer(), nullable=False),
        sa.Column("department", sa.Integer()), sa.Column("responsible", sa.Integer()),
        sa.Column("parent", sa.Integer(), sa.ForeignKey("cases.id", name="fk_cases_parent")),
        _text("title", 200), _text("state", 40), _text("secrecy", 12),
        sa.Column("facts", JSON, nullable=False), sa.Column("taken", JSON, nullable=False),
        _text("since", 10), _text("born", 10),
        sa.Column("version", sa.Integer(), nullable=False), sa.Column("seq", sa.Integer(), nullable=False),
        _text("model", 64), sa.Column("next_due", sa.String(10)),
        sa.UniqueConstraint("id", "organisation", name="uq_cases_id_organisation"),
        sa.ForeignKeyConstraint(["organisation", "unit"], ["unit.organisation", "unit.id"], name="fk_cases_organisation_unit"),
    )  # fmt: skip
    due = sa.text("next_due IS NOT NULL")
    op.create_index("ix_cases_due", "cases", ["organisation", "next_due"], postgresql_where=due, sqlite_where=due)
    op.create_index("ix_cases_list", "cases", ["organisation", "year", "level", "unit"])
    op.create_index("ix_cases_parent", "cases", ["parent", "organisation"])
    op.create_table(
        "link",
        sa.Column("organisation", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("source", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("kind", sa.String(20), primary_key=True),
        sa.Column("target", sa.Integer(), primary_key=True, autoincrement=False),
        sa.ForeignKeyConstraint(["source", "organisation"], ["cases.id", "cases.organisation"], name="fk_link_source_organisation"),
        sa.ForeignKeyConstraint(["target", "organisation"], ["cases.id", "cases.organisation"], name="fk_link_target_organisation"),
    )  # fmt: skip
    op.create_index("ix_link_organisation_target_kind", "link", ["organisation", "target", "kind"])


def _events() -> None:
    op.create_table(
        "chain",
        sa.Column("organisation", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        _text("seal", 64), _text("calendar", 64),
    )  # fmt: skip
    op.create_table(
        "event",
        sa.Column("organisation", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("seq", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("case", sa.Integer()), sa.Column("who", sa.Integer(), nullable=False),
        sa.Column("on_behalf_of", sa.Integer()),
        _text("recorded", 25), _text("effective", 10), _text("step", 80), _text("round", 20),
        _text("from_state", 40), _text("to_state", 40), _text("fact", 40),
        sa.Column("short", sa.Text(), nullable=False), sa.Column("decision", sa.Integer()),
        sa.Column("remarks", sa.Text(), nullable=False), _text("model", 64), sa.Column("unsays", sa.Integer()),
        _text("sealed", 64), sa.Column("once", sa.String(200)), _text("request", 40), _text("commitment", 64),
        _text("prev", 64), _text("seal", 64), _text("alg", 8, sa.text("'mk1'")),
        sa.UniqueConstraint("once", "organisation", name="uq_event_once_organisation"),
    )  # fmt: skip
    op.create_index("ix_event_case_organisation", "event", ["case", "organisation"])
    op.create_table(
        "payload",
        sa.Column("organisation", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("seq", sa.Integer(), primary_key=True, autoincrement=False),
        _text("salt", 32), sa.Column("body", sa.Text(), nullable=False),
    )  # fmt: skip
    op.create_table(
        "model",
        sa.Column("organisation", sa.Integer(), sa.ForeignKey("organisation.id", name="fk_model_organisation"), primary_key=True),
        sa.Column("digest", sa.String(64), primary_key=True),
        _text("name", 80), sa.Column("text", sa.Text(), nullable=False),
    )  # fmt: skip
    op.create_table(
        "heartbeat", sa.Column("name", sa.String(20), primary_key=True), _text("at", 25), _text("held", 200)
    )


def _triggers(dialect: str) -> None:
    """Events are neither changed nor deleted, payloads not changed; erasing a payload is a privileged command."""
    refused = (
        ("event_stays", "UPDATE", "event"),
        ("event_is_kept", "DELETE", "event"),
        ("payload_stays", "UPDATE", "payload"),
    )
    if dialect == "sqlite":
        for name, verb, table in refused:
            op.execute(
                f"CREATE TRIGGER {name} BEFORE {verb} ON {table} "
                "BEGIN SELECT RAISE(ABORT, 'what has happened stays'); END"
            )
        return
    op.execute(
        "CREATE FUNCTION what_has_happened_stays() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'what has happened stays'; END $$"
    )
    for name, verb, table in refused:
        more = " OR TRUNCATE" if verb == "DELETE" else ""
        op.execute(
            f"CREATE TRIGGER {name} BEFORE {verb}{more} ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION what_has_happened_stays()"
        )
