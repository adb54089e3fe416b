"""Fewer indexes to write for each row, and room on the pages of records.

Dropped is what another index of the same table begins with, and the one on event_payload.record_id, by which nobody
looks: each was one more place to write for each event, clock, paper and key. Three indexes by a column that is mostly
empty hold only the rows in which it is not.

A record is written again with each of its events (its chain's head, which no index holds). With a seventh of each page
free, PostgreSQL puts the new row beside the old one and leaves the six indexes of the table alone; a register that was
just restored is dense otherwise.
"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"

COVERED = (
    "accused",
    "allegation",
    "clock",
    "event",
    "event_payload",
    "key_wrap",
    "message",
    "note",
    "outside_answer",
    "paper",
    "record_key",
    "review",
)
"""The tables whose index on record_id goes."""
SPARSE = (
    ("ix_record_inquiring_officer", "record", ("inquiring_officer", "opened_at", "id"), None),
    ("ix_clock_proceeding_id", "clock", ("proceeding_id",), None),
    ("ix_clock_running_owner", "clock", ("owner_id", "due_on"), "done_on IS NULL"),
    ("ix_alert_officer_raised_at", "alert", ("officer_id", "raised_at", "id"), None),
)
"""Index, table, columns, and to which rows it was limited before; from now on the first column must not be empty."""


def upgrade() -> None:
    """Drop, limit, and make room."""
    for table in COVERED:
        op.drop_index(f"ix_{table}_record_id", table_name=table)
    for name, table, columns, before in SPARSE:
        filled = f"{columns[0]} IS NOT NULL"
        _remake(name, table, columns, f"{before} AND {filled}" if before else filled)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER TABLE record SET (fillfactor = 85)")


def _remake(name: str, table: str, columns: tuple[str, ...], only: str | None) -> None:
    op.drop_index(name, table_name=table)
    where = sa.text(only) if only else None
    op.create_index(name, table, list(columns), postgresql_where=where, sqlite_where=where)


def downgrade() -> None:
    """Make all of them again, over all rows."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER TABLE record RESET (fillfactor)")
    for name, table, columns, before in reversed(SPARSE):
        _remake(name, table, columns, before)
    for table in reversed(COVERED):
        op.create_index(f"ix_{table}_record_id", table, ["record_id"])
