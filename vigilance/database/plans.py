"""What PostgreSQL's driver need not do again with each page: it keeps its plans, and describes columns if asked."""

from collections.abc import Iterator, Sequence
from typing import Any, overload

from psycopg import Column, Connection, Cursor
from psycopg.pq import ExecStatus, PipelineStatus, TransactionStatus

PLANS = 500
"""So many statements stay prepared on one connection: more than the product has. psycopg's own limit is 100."""


class ColumnsIfAsked(Sequence[Column]):
    """The description of a result, made when somebody reads it.

    SQLAlchemy asks with each result whether there are columns, and reads them once for a statement: then it knows them.
    psycopg makes an object of each column with each asking, 150 of them for the file of a complaint.
    """

    def __init__(self, cursor: Cursor[Any], width: int) -> None:
        """Take the cursor whose result it is, and how many columns that has."""
        self._cursor, self._width = cursor, width

    def __len__(self) -> int:
        return self._width

    def __iter__(self) -> Iterator[Column]:
        return iter(self._made())

    @overload
    def __getitem__(self, index: int) -> Column: ...
    @overload
    def __getitem__(self, index: slice) -> list[Column]: ...
    def __getitem__(self, index: int | slice) -> Column | list[Column]:
        return self._made()[index]

    def _made(self) -> list[Column]:
        return [Column(self._cursor, place) for place in range(self._width)]


class DescribedIfAsked(Cursor[Any]):
    """A cursor that describes its columns only to who reads the description."""

    @property
    def description(self) -> Any:
        """As DB-API has it: the columns of the result, None where the statement has none."""
        result = self.pgresult
        if result is None or result.status != ExecStatus.TUPLES_OK:
            return super().description
        return ColumnsIfAsked(self, result.nfields)


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
