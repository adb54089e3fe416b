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
RUNNING = "done_on IS NULL AND stayed IS {no} AND owner_id IS NOT NULL"


def upgrade() -> None:
    """Make the table and the index, and count what stands."""
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
    op.create_index(
        "ix_clock_running_load",
        "clock",
        ["owner_id", "owed_by", "record_id", "counts_until", "due_on"],
        postgresql_where=sa.text(RUNNING.format(no="false")),
        sqlite_where=sa.text(RUNNING.format(no="0")),
    )


def downgrade() -> None:
    """Take both away: the register holds what was counted."""
    op.drop_index("ix_clock_running_load", table_name="clock")
    op.drop_table("load_total")
