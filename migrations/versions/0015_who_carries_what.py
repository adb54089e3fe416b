"""Who carries what is kept for each officer, and what is late is found by officer.

The desk of decisions, the lists of those who may be given a matter and the report of what officers carry counted all
that is pending each time (decision 33). What stands is counted here, as the nightly check counts it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"

CARRIED = (
    ("complaints", "assigned_to", "complaint", ("taken-up", "forwarded", "filed")),
    ("cases", "assigned_to", "vigilance_case", ("action-ordered", "closed")),
    ("inquiries", "inquiring_officer", "vigilance_case", ("action-ordered", "closed")),
)
INDEXES = (
    (
        "ix_clock_running_load", "clock", ("owner_id", "owed_by", "record_id", "counts_until", "due_on"),
        "done_on IS NULL AND stayed IS false AND owner_id IS NOT NULL",
    ),
    ("ix_clock_running_record", "clock", ("record_id",), "done_on IS NULL"),
    ("ix_alert_unseen_record", "alert", ("record_id",), "seen_at IS NULL AND officer_id IS NULL"),
    ("ix_complaint_new", "complaint", ("record_id",), "state = 'registered'"),
)  # fmt: skip
"""The last three serve the desk of who holds thousands of closed records: nothing of them is read."""


def upgrade() -> None:
    """Make the table and the indexes, and count what stands."""
    op.create_table(
        "load_total",
        sa.Column("officer_id", sa.Uuid(), nullable=False),
        sa.Column("carried", sa.String(), nullable=False),
        sa.Column("pending", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("officer_id", "carried", name="pk_load_total"),
    )
    for carried, holder, table, final in CARRIED:
        over = ", ".join(f"'{state}'" for state in final)
        op.execute(
            "INSERT INTO load_total (officer_id, carried, pending) "
            f"SELECT r.{holder}, '{carried}', COUNT(*) FROM {table} m JOIN record r ON r.id = m.record_id "
            f"WHERE m.state NOT IN ({over}) AND r.{holder} IS NOT NULL GROUP BY r.{holder}"
        )
    for name, table, columns, only in INDEXES:
        op.create_index(
            name,
            table,
            list(columns),
            postgresql_where=sa.text(only),
            sqlite_where=sa.text(only.replace("IS false", "IS 0")),
        )


def downgrade() -> None:
    """Take all of it away: the register holds what was counted."""
    for name, table, _columns, _only in reversed(INDEXES):
        op.drop_index(name, table_name=table)
    op.drop_table("load_total")
