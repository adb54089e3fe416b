"""Figures that stay quick in a large register: closings counted as they are made, and the indexes of desks and queues.

The closings that are past are counted here from the ledger, as the nightly check counts them.
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"

CLOSINGS = ("approve-closure", "file", "forward", "file-anonymous", "file-unconfirmed")
MONTH = {
    "postgresql": "to_char(e.at AT TIME ZONE 'Asia/Kolkata', 'YYYY-MM')",
    "sqlite": "strftime('%Y-%m', e.at, '+330 minutes')",
}
SAID = {"postgresql": "p.body ->> 'disposal'", "sqlite": "json_extract(p.body, '$.disposal')"}
RUNNING = "done_on IS NULL"
INDEXES = (
    ("ix_clock_running_late", "clock", ("counts_until", "record_id", "owner_id"), f"{RUNNING} AND stayed IS false"),
    ("ix_clock_running_desk", "clock", ("owed_by", "due_on", "id"), f"{RUNNING} AND owner_id IS NULL"),
    ("ix_alert_unseen_desk", "alert", ("role", "raised_at", "id"), "seen_at IS NULL AND officer_id IS NULL"),
    ("ix_vigilance_case_state", "vigilance_case", ("state", "received_on", "record_id"), None),
)  # fmt: skip


def upgrade() -> None:
    """Make the table, count what is past, and make the indexes."""
    op.create_table(
        "closing_total",
        sa.Column("month", sa.Text(), nullable=False),
        sa.Column("disposal", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("closed", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("month", "disposal", "actor", name="pk_closing_total"),
    )
    _count()
    for name, table, columns, only in INDEXES:
        where = sa.text(only) if only else None
        lite = sa.text(only.replace("IS false", "IS 0")) if only else None
        op.create_index(name, table, list(columns), postgresql_where=where, sqlite_where=lite)


def _count() -> None:
    dialect = op.get_bind().dialect.name
    acts = ", ".join(f"'{act}'" for act in CLOSINGS)
    op.execute(
        "INSERT INTO closing_total (month, disposal, actor, closed) "
        f"SELECT {MONTH[dialect]}, COALESCE({SAID[dialect]}, ''), e.actor, COUNT(*) "
        f"FROM event e JOIN event_payload p ON p.event_id = e.id WHERE e.type IN ({acts}) GROUP BY 1, 2, 3"
    )


def downgrade() -> None:
    """Take all of it away: the ledger holds what was counted."""
    for name, table, _columns, _only in reversed(INDEXES):
        op.drop_index(name, table_name=table)
    op.drop_table("closing_total")
