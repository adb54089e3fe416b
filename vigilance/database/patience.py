"""How long a statement may take: a page's few seconds, or the minutes of a file that nobody waits for at a page."""

from psycopg.errors import QueryCanceled
from sqlalchemy import func, select, true
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

PATIENCE_MS = 240_000
"""Of one statement; under the five minutes after which a worker that says nothing is taken for dead."""


def took_too_long(error: DBAPIError) -> bool:
    """Whether the database broke this statement off because its time was over; SQLite breaks none off."""
    return isinstance(error.orig, QueryCanceled)


def be_patient(session: Session) -> Session:
    """Let every statement of this session's transaction take so long."""
    if session.get_bind().dialect.name == "postgresql":
        until_its_end = true()
        patience = func.set_config("statement_timeout", str(PATIENCE_MS), until_its_end)
        session.execute(select(patience))
    return session
