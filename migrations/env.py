"""How Alembic runs our migrations: on the connection that `storage.migrate` hands over, in its transaction.

Foreign keys are off on that connection: a batch operation on a table would otherwise empty the tables below it without a word.
A batch operation also drops the table's triggers; a step that rebuilds `report` has to make the search's triggers again.
"""

from alembic import context

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=context.config.attributes.get("target_metadata"),
    render_as_batch=True,
    # What belongs to the full-text index is made by its own statement.
    include_name=lambda name, kind, _parents: not (kind == "table" and str(name).startswith("report_search")),
)
with context.begin_transaction():
    context.run_migrations()
