"""Reviews by a level above the CVO, and striking off by two persons what was entered by mistake.

A complaint on which an appeal waits says since when, so that the reviewing officer sees it and no other. What is struck
off stays in its table and says so.
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
STRUCK = ("allegation", "proceeding")
ASKED = sa.text("review_asked_at IS NOT NULL")
UNDECIDED = sa.text("decided_at IS NULL")


def upgrade() -> None:
    """Add what a review and a strike-off need; rows that stand are not touched, for the ledger vouches for them."""
    op.add_column("record", sa.Column("review_asked_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index(
        "ix_record_review_asked_at",
        "record",
        ["review_asked_at"],
        postgresql_where=ASKED,
        sqlite_where=ASKED,
    )
    for table in STRUCK:
        op.add_column(table, sa.Column("struck_off_at", sa.DateTime(timezone=True), nullable=True))
        op.add_column(table, sa.Column("struck_off_note", sa.Integer(), nullable=True))
    op.create_table(
        "strike_off",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "what",
            sa.Enum("accused", "allegation", "track", name="struck", native_enum=False, length=48),
            nullable=False,
        ),
        sa.Column("target_id", sa.Uuid(), nullable=False),
        sa.Column("note_number", sa.Integer(), nullable=False),
        sa.Column("proposed_by", sa.Uuid(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("approved", sa.Boolean(), nullable=True),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decision_note", sa.Integer(), nullable=True),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["decided_by"], ["officer.id"], name="fk_strike_off_decided_by"),
        sa.ForeignKeyConstraint(["proposed_by"], ["officer.id"], name="fk_strike_off_proposed_by"),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name="fk_strike_off_record_id"),
        sa.PrimaryKeyConstraint("id", name="pk_strike_off"),
    )
    op.create_index("ix_strike_off_record_id", "strike_off", ["record_id"])
    op.create_index(
        "ix_strike_off_undecided",
        "strike_off",
        ["proposed_at", "id"],
        postgresql_where=UNDECIDED,
        sqlite_where=UNDECIDED,
    )


def downgrade() -> None:
    """Take it away, unless something was struck off or is under review: that is evidence."""
    found = op.get_bind().execute(
        sa.text(
            "SELECT (SELECT count(*) FROM strike_off) + "
            "(SELECT count(*) FROM record WHERE review_asked_at IS NOT NULL)"
        )
    )
    if found.scalar_one():
        raise RuntimeError("something was struck off or is under review: the schema stays")
    op.drop_table("strike_off")
    for table in STRUCK:
        op.drop_column(table, "struck_off_note")
        op.drop_column(table, "struck_off_at")
    op.drop_index("ix_record_review_asked_at", table_name="record")
    op.drop_column("record", "review_asked_at")
