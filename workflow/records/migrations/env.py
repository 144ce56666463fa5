"""How Alembic reaches the database: the connection that `records.migrate` hands over."""

from alembic import context

from workflow.records.migrate import METADATA

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=METADATA, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
