"""Previews: what of a paper may be looked at without opening it, drawn by a machine and sealed as the paper is.

They are no evidence and can be drawn again, so the way down loses nothing; the sealed files that it leaves are named by
nobody and swept away.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the table of previews."""
    op.create_table(
        "paper_preview",
        sa.Column("paper_id", sa.Uuid(), nullable=False),
        sa.Column(
            "state",
            sa.Enum("waiting", "ready", "none", name="previewstate", native_enum=False, length=48),
            nullable=False,
        ),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column(
            "sheets", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False
        ),
        sa.Column("cut", sa.Boolean(), nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=True),
        sa.Column("blob_name", sa.Text(), nullable=True),
        sa.Column("sha256_sealed_file", sa.LargeBinary(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("leased_until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["paper_id"], ["paper.id"], name="fk_paper_preview_paper_id"),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name="fk_paper_preview_record_id"),
        sa.PrimaryKeyConstraint("paper_id", name="pk_paper_preview"),
        sa.UniqueConstraint("blob_name", name="uq_paper_preview_blob_name"),
    )
    op.create_index("ix_paper_preview_due", "paper_preview", ["state", "leased_until"])
    op.create_index("ix_paper_preview_record_id", "paper_preview", ["record_id"])


def downgrade() -> None:
    """Forget the previews."""
    op.drop_table("paper_preview")
