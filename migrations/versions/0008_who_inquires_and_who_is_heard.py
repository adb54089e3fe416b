"""Who holds a departmental inquiry, and which witnesses are heard in it and in court."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
SUMMONED = sa.text("summoned_for IS NOT NULL")
STANDING = sa.text("ended_at IS NULL")


def upgrade() -> None:
    """Make the tables of appointments and of witnesses."""
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
    _witnesses()


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
    """Take them away, unless somebody was appointed or heard: that is evidence."""
    found = op.get_bind().execute(
        sa.text("SELECT (SELECT count(*) FROM appointment) + (SELECT count(*) FROM witness)")
    )
    if found.scalar_one():
        raise RuntimeError("somebody was appointed or heard: the schema stays")
    op.drop_table("witness_entry")
    op.drop_table("witness")
    op.drop_table("appointment")
