"""Files too long to wait for: ordered, made by a job, kept sealed for a day.

A row holds the key of a sealed file and no figure of it; the orders and the takings stand on the ledger. The way down
loses files that can be ordered again, and nothing else, so it is open once none waits or lies ready.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0012"
down_revision = "0011"
JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    """Make the table of ordered files."""
    states = ("waiting", "ready", "refused", "failed", "destroyed")
    whys = ("right-lost", "sight-changed", "too-many")
    op.create_table(
        "export_order",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("officer_id", sa.Uuid(), nullable=False),
        sa.Column("report", sa.Text(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("chosen", JSON, nullable=False),
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(*states, name="orderstate", native_enum=False, length=48),
            nullable=False,
        ),
        sa.Column(
            "why", sa.Enum(*whys, name="whyrefused", native_enum=False, length=48), nullable=True
        ),
        sa.Column("rows_expected", sa.Integer(), nullable=False),
        sa.Column("rows_done", sa.Integer(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("leased_until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ordered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("kept_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("blob_name", sa.Text(), nullable=True),
        sa.Column("sha256_sealed_file", sa.LargeBinary(), nullable=True),
        sa.Column("key_sealed", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["officer_id"], ["officer.id"], name="fk_export_order_officer_id"),
        sa.PrimaryKeyConstraint("id", name="pk_export_order"),
        sa.UniqueConstraint("number", name="uq_export_order_number"),
        sa.UniqueConstraint("blob_name", name="uq_export_order_blob_name"),
    )
    op.create_index("ix_export_order_officer", "export_order", ["officer_id", "ordered_at", "id"])
    op.create_index("ix_export_order_due", "export_order", ["state", "leased_until"])


def downgrade() -> None:
    """Take the table away, unless a file waits to be made or taken."""
    still_open = "SELECT count(*) FROM export_order WHERE state IN ('waiting', 'ready')"
    if op.get_bind().scalar(sa.text(still_open)):
        raise RuntimeError("ordered files wait or lie ready: take or destroy them first")
    op.drop_table("export_order")
