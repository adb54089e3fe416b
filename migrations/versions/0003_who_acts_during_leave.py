"""Who acts for an officer during his leave: a rule of the scope with its days, not a move of his matters.

What was delegated says who saw what on whose behalf, so the table is not taken away while it says anything.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the table of delegations."""
    op.create_table(
        "delegation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("officer_id", sa.Uuid(), nullable=False),
        sa.Column(
            "part",
            sa.Enum("vo", "inquiring-officer", name="part", native_enum=False, length=48),
            nullable=False,
        ),
        sa.Column("substitute_id", sa.Uuid(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_by", sa.Uuid(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("since <= until", name="ck_delegation_days_in_order"),
        sa.CheckConstraint("officer_id <> substitute_id", name="ck_delegation_two_officers"),
        sa.ForeignKeyConstraint(["ended_by"], ["officer.id"], name="fk_delegation_ended_by"),
        sa.ForeignKeyConstraint(["made_by"], ["officer.id"], name="fk_delegation_made_by"),
        sa.ForeignKeyConstraint(["officer_id"], ["officer.id"], name="fk_delegation_officer_id"),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name="fk_delegation_record_id"),
        sa.ForeignKeyConstraint(
            ["substitute_id"], ["officer.id"], name="fk_delegation_substitute_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_delegation"),
        sa.UniqueConstraint("number", name="uq_delegation_number"),
    )
    op.create_index("ix_delegation_officer", "delegation", ["officer_id", "until"])
    op.create_index("ix_delegation_substitute", "delegation", ["substitute_id", "until"])
    op.create_index("ix_delegation_made_at", "delegation", ["made_at", "id"])


def downgrade() -> None:
    """Take it away, unless somebody ever acted for another: that would be losing evidence."""
    if op.get_bind().execute(sa.text("SELECT count(*) FROM delegation")).scalar_one():
        raise RuntimeError("somebody acted for another: this schema may not be taken away")
    op.drop_index("ix_delegation_made_at", table_name="delegation")
    op.drop_index("ix_delegation_substitute", table_name="delegation")
    op.drop_index("ix_delegation_officer", table_name="delegation")
    op.drop_table("delegation")
