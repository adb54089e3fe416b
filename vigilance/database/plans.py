"""Statements stay prepared on PostgreSQL though each page ends with a rollback."""

from typing import Any

from psycopg import Connection
from psycopg.pq import ExecStatus, PipelineStatus, TransactionStatus

PLANS = 500
"""So many statements stay prepared on one connection: more than the product has. psycopg's own limit is 100."""


class KeepingPlans(Connection[Any]):
    """A connection that does not forget what it prepared when a transaction that went well is rolled back.

    A session that only reads ends with a rollback. psycopg then drops every prepared statement, since a rollback might
    take back a table that one speaks of; ours never does, for tables are made by migrations alone. Without this, each
    statement of each page was read and planned anew by the server: two thirds of its time.
    """

    def rollback(self) -> None:
        """Roll back; after an error, and in a pipeline, as psycopg does it."""
        server = self.pgconn
        went_well = server.transaction_status == TransactionStatus.INTRANS
        if went_well and server.pipeline_status == PipelineStatus.OFF:
            with self.lock:
                done = server.exec_(b"ROLLBACK")
            if done.status == ExecStatus.COMMAND_OK:
                return
        Connection.rollback(self)
