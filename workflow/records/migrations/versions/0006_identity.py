"""An identity of the organisation's own, which its seals cover instead of a number of the database."""

import secrets

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Give every chain an identity, and keep under which number its events were sealed until now."""
    op.add_column("chain", sa.Column("identity", sa.String(32), nullable=False, server_default=""))
    op.add_column("chain", sa.Column("serial", sa.Integer(), nullable=True))
    chain = sa.table("chain", sa.column("organisation"), sa.column("identity"), sa.column("serial"))
    bind = op.get_bind()
    for (organisation,) in bind.execute(sa.select(chain.c.organisation)).all():
        values = {"identity": secrets.token_hex(16), "serial": organisation}
        bind.execute(chain.update().where(chain.c.organisation == organisation).values(**values))
    with op.batch_alter_table("chain") as table:
        table.alter_column("identity", server_default=None)


def downgrade() -> None:
    """Take them away: events that were sealed since do not verify any more."""
    op.drop_column("chain", "serial")
    op.drop_column("chain", "identity")
