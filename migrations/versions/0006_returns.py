"""Returns: frozen returns, saved and delivered reports, and the weekly note on unusual reading.

A frozen return was sent under its number, and its hash is on the ledger: the way down is refused once one exists.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0006"
down_revision = "0005"
JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    """Make the tables of the returns."""
    op.create_table(
        "frozen_return",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("cadence", sa.Text(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("figures", sa.Text(), nullable=False),
        sa.Column("sha256", sa.LargeBinary(), nullable=False),
        sa.Column("frozen_by", sa.Uuid(), nullable=False),
        sa.Column("frozen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["frozen_by"], ["officer.id"], name="fk_frozen_return_frozen_by"),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name="fk_frozen_return_record_id"),
        sa.PrimaryKeyConstraint("id", name="pk_frozen_return"),
        sa.UniqueConstraint("number", name="uq_frozen_return_number"),
        sa.UniqueConstraint("cadence", "since", name="uq_frozen_return_cadence_since"),
    )
    op.create_index("ix_frozen_return_record_id", "frozen_return", ["record_id"])
    op.create_table(
        "saved_report",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("report", sa.Text(), nullable=False),
        sa.Column("chosen", JSON, nullable=False),
        sa.Column("cadence", sa.Text(), nullable=True),
        sa.Column("roles", JSON, nullable=False),
        sa.Column("delivered_for", sa.Date(), nullable=True),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["owner_id"], ["officer.id"], name="fk_saved_report_owner_id"),
        sa.PrimaryKeyConstraint("id", name="pk_saved_report"),
        sa.UniqueConstraint("owner_id", "name", name="uq_saved_report_owner_id_name"),
    )
    op.create_table(
        "report_delivery",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("saved_id", sa.Uuid(), nullable=False),
        sa.Column("officer_id", sa.Uuid(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("delivered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["saved_id"],
            ["saved_report.id"],
            name="fk_report_delivery_saved_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["officer_id"], ["officer.id"], name="fk_report_delivery_officer_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_report_delivery"),
        sa.UniqueConstraint(
            "saved_id", "officer_id", "since", name="uq_report_delivery_saved_id_officer_id_since"
        ),
    )
    op.create_index(
        "ix_report_delivery_officer", "report_delivery", ["officer_id", "delivered_at", "id"]
    )
    op.create_table(
        "reading_note",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("week", sa.Date(), nullable=False),
        sa.Column("officer_id", sa.Uuid(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("usual", sa.Integer(), nullable=False),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["officer_id"], ["officer.id"], name="fk_reading_note_officer_id"),
        sa.PrimaryKeyConstraint("id", name="pk_reading_note"),
        sa.UniqueConstraint(
            "week", "officer_id", "rule", name="uq_reading_note_week_officer_id_rule"
        ),
    )


def downgrade() -> None:
    """Take the tables away, unless a return was sent under its number."""
    if op.get_bind().scalar(sa.text("SELECT count(*) FROM frozen_return")):
        raise RuntimeError("frozen returns exist: the way down would lose what was sent")
    op.drop_table("reading_note")
    op.drop_table("report_delivery")
    op.drop_table("saved_report")
    op.drop_table("frozen_return")
