"""What the law still lacked: who reviews a closing, who inquires, who is heard, what was entered by mistake.

A complaint on which an appeal waits says since when, so that the reviewing officer sees it and no other. What is struck
off stays in its table and says so. The names of witnesses are sealed.
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
STRUCK = ("allegation", "proceeding")
ASKED = sa.text("review_asked_at IS NOT NULL")
UNDECIDED = sa.text("decided_at IS NULL")
SUMMONED = sa.text("summoned_for IS NOT NULL")
STANDING = sa.text("ended_at IS NULL")


def upgrade() -> None:
    """Add columns and tables; rows that stand are not touched, for the ledger vouches for them."""
    _reviews()
    _strike_offs()
    _appointments()
    _witnesses()


def _reviews() -> None:
    op.add_column("record", sa.Column("review_asked_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index(
        "ix_record_review_asked_at",
        "record",
        ["review_asked_at"],
        postgresql_where=ASKED,
        sqlite_where=ASKED,
    )


def _strike_offs() -> None:
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


def _appointments() -> None:
    op.create_table(
        "appointment",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.Column("officer_id", sa.Uuid(), nullable=False),
        sa.Column("proceeding_id", sa.Uuid(), nullable=False),
        sa.Column("appointed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["officer_id"], ["officer.id"], name="fk_appointment_officer_id"),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name="fk_appointment_record_id"),
        sa.PrimaryKeyConstraint("id", name="pk_appointment"),
    )
    op.create_index("ix_appointment_record_id", "appointment", ["record_id"])
    op.create_index(
        "ix_appointment_standing",
        "appointment",
        ["officer_id", "proceeding_id"],
        postgresql_where=STANDING,
        sqlite_where=STANDING,
    )


def _witnesses() -> None:
    op.create_table(
        "witness",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("proceeding_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "side",
            sa.Enum(
                "department",
                "prosecution",
                "defence",
                "court-witness",
                name="witnessside",
                native_enum=False,
                length=48,
            ),
            nullable=False,
        ),
        sa.Column("protected", sa.Boolean(), nullable=False),
        sa.Column("name_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("post", sa.Text(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "witness-listed",
                "witness-summoned",
                "witness-examined",
                "witness-cross-examined",
                "witness-hostile",
                "witness-not-traced",
                "witness-given-up",
                name="witnessstate",
                native_enum=False,
                length=48,
            ),
            nullable=False,
        ),
        sa.Column("state_since", sa.Date(), nullable=False),
        sa.Column("summoned_for", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["proceeding_id"], ["proceeding.id"], name="fk_witness_proceeding_id"
        ),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name="fk_witness_record_id"),
        sa.PrimaryKeyConstraint("id", name="pk_witness"),
        sa.UniqueConstraint("proceeding_id", "number", name="uq_witness_proceeding_id_number"),
    )
    op.create_index("ix_witness_record_id", "witness", ["record_id"])
    op.create_index(
        "ix_witness_summoned_for",
        "witness",
        ["summoned_for", "proceeding_id"],
        postgresql_where=SUMMONED,
        sqlite_where=SUMMONED,
    )
    op.create_table(
        "witness_entry",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("witness_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("hearing_on", sa.Date(), nullable=True),
        sa.Column("note_number", sa.Integer(), nullable=True),
        sa.Column("recorded_by", sa.Uuid(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["officer.id"], name="fk_witness_entry_recorded_by"
        ),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name="fk_witness_entry_record_id"),
        sa.ForeignKeyConstraint(["witness_id"], ["witness.id"], name="fk_witness_entry_witness_id"),
        sa.PrimaryKeyConstraint("id", name="pk_witness_entry"),
    )
    op.create_index("ix_witness_entry_record_id", "witness_entry", ["record_id"])
    op.create_index("ix_witness_entry_order", "witness_entry", ["witness_id", "number"])


def downgrade() -> None:
    """Take it away, unless something was struck off, somebody appointed or heard, or a review asked: evidence."""
    found = op.get_bind().execute(
        sa.text(
            "SELECT (SELECT count(*) FROM strike_off) + (SELECT count(*) FROM appointment) + "
            "(SELECT count(*) FROM witness) + "
            "(SELECT count(*) FROM record WHERE review_asked_at IS NOT NULL)"
        )
    )
    if found.scalar_one():
        raise RuntimeError(
            "something was struck off, heard or asked to be reviewed: the schema stays"
        )
    for table in ("witness_entry", "witness", "appointment", "strike_off"):
        op.drop_table(table)
    for table in STRUCK:
        op.drop_column(table, "struck_off_note")
        op.drop_column(table, "struck_off_at")
    op.drop_index("ix_record_review_asked_at", table_name="record")
    op.drop_column("record", "review_asked_at")
