"""What the minister's page asks further: schemes by age, agencies by name, what is grave, what ends when; escalations.

The totals that are new are counted here from the register as the commands will keep them, and so is the name of who
holds a track. What each case weighs and which limits end when is counted by jobs; both tables begin empty. A direction
that was passed on keeps who owed it before: the way down is refused while such an entry or an escalation stands.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0010"
down_revision = "0009"

LIST = sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql")
CODE = sa.String(length=48)
TRACK_KEY = ("district_code", "track", "held_by", "held_name", "age_band")
NAMED = """
UPDATE proceeding SET held_name = with_whom WHERE held_by IS NOT NULL AND with_whom IS NOT NULL AND (
  (track IN ('sanction-17a', 'sanction-19', 'sanction-218') AND state = 'sanction-requested')
  OR (track = 'criminal' AND state IN ('referred-to-agency', 'preliminary-enquiry', 'under-investigation'))
  OR (track = 'after-retirement' AND state IN ('governor-sanction-asked', 'governor-sanctioned'))
  OR (track = 'transfer' AND state = 'transfer-sent'))
"""
TRACKS = """
INSERT INTO track_total ({key}, pending)
SELECT COALESCE(c.district_code, k.district_code, '-'), p.track, p.held_by, {name}p.counted_band, COUNT(*)
FROM proceeding p
LEFT JOIN vigilance_case c ON c.record_id = p.record_id
LEFT JOIN complaint k ON k.record_id = p.record_id
WHERE p.held_by IS NOT NULL AND p.counted_band IS NOT NULL
GROUP BY {places}
"""
SLICES = """
INSERT INTO scheme_total (scheme_code, district_code, stage, age_band, pending)
SELECT COALESCE(m.scheme_code, '-'), COALESCE(m.district_code, '-'), m.state, m.counted_band, COUNT(*)
FROM (
  SELECT scheme_code, district_code, state, counted_band FROM complaint
  WHERE state NOT IN ('taken-up', 'forwarded', 'filed')
  UNION ALL
  SELECT scheme_code, district_code, state, counted_band FROM vigilance_case
  WHERE state NOT IN ('action-ordered', 'closed')
) m
GROUP BY 1, 2, 3, 4
"""


def upgrade() -> None:
    """Make the tables and count what stands."""
    op.add_column("proceeding", sa.Column("held_name", sa.Text(), nullable=True))
    op.execute(NAMED)
    op.drop_table("track_total")
    _tracks(TRACK_KEY)
    op.execute(
        TRACKS.format(
            key=", ".join(TRACK_KEY), name="COALESCE(p.held_name, '-'), ", places="1, 2, 3, 4, 5"
        )
    )
    op.create_table(
        "scheme_total",
        sa.Column("scheme_code", sa.Text(), nullable=False),
        sa.Column("district_code", sa.Text(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("age_band", sa.Text(), nullable=False),
        sa.Column("pending", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint(
            "scheme_code", "district_code", "stage", "age_band", name="pk_scheme_total"
        ),
    )
    op.execute(SLICES)
    _read_by_jobs()
    _escalations()


def _tracks(key: tuple[str, ...]) -> None:
    op.create_table(
        "track_total",
        *(sa.Column(name, sa.Text(), nullable=False) for name in key),
        sa.Column("pending", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint(*key, name="pk_track_total"),
    )


def _read_by_jobs() -> None:
    op.create_table(
        "case_gravity",
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.Column("grounds", LIST, nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("weighed_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name="fk_case_gravity_record_id"),
        sa.PrimaryKeyConstraint("record_id", name="pk_case_gravity"),
    )
    op.create_index(
        "ix_case_gravity_gravest",
        "case_gravity",
        ["weight", "received_on", "record_id"],
    )
    op.create_table(
        "due_count",
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("owed_by", CODE, nullable=False),
        sa.Column("limits", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("due_on", "owed_by", name="pk_due_count"),
    )


def _escalations() -> None:
    op.create_table(
        "direction_charge",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("direction_id", sa.Uuid(), nullable=False),
        sa.Column("before_id", sa.Uuid(), nullable=True),
        sa.Column("owner_id", sa.Uuid(), nullable=True),
        sa.Column("note_number", sa.Integer(), nullable=False),
        sa.Column("changed_by", sa.Uuid(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["before_id"], ["officer.id"], name="fk_direction_charge_before_id"
        ),
        sa.ForeignKeyConstraint(
            ["changed_by"], ["officer.id"], name="fk_direction_charge_changed_by"
        ),
        sa.ForeignKeyConstraint(
            ["direction_id"], ["direction.id"], name="fk_direction_charge_direction_id"
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["officer.id"], name="fk_direction_charge_owner_id"),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name="fk_direction_charge_record_id"),
        sa.PrimaryKeyConstraint("id", name="pk_direction_charge"),
    )
    op.create_index("ix_direction_charge_direction_id", "direction_charge", ["direction_id"])
    op.create_index("ix_direction_charge_record_id", "direction_charge", ["record_id"])
    op.create_table(
        "direction_alert",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("direction_id", sa.Uuid(), nullable=False),
        sa.Column("days_after", sa.Integer(), nullable=False),
        sa.Column("role", CODE, nullable=False),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["direction_id"], ["direction.id"], name="fk_direction_alert_direction_id"
        ),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name="fk_direction_alert_record_id"),
        sa.PrimaryKeyConstraint("id", name="pk_direction_alert"),
        sa.UniqueConstraint(
            "direction_id",
            "days_after",
            "role",
            name="uq_direction_alert_direction_id_days_after_role",
        ),
    )
    op.create_index("ix_direction_alert_record_id", "direction_alert", ["record_id"])
    op.create_table(
        "escalation_mail",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("officer_id", sa.Uuid(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["officer_id"], ["officer.id"], name="fk_escalation_mail_officer_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_escalation_mail"),
        sa.UniqueConstraint("officer_id", "on", name="uq_escalation_mail_officer_id_on"),
    )


def downgrade() -> None:
    """Take it all away, unless a direction was passed on or told upwards: that would be losing it."""
    for table in ("direction_charge", "direction_alert"):
        if op.get_bind().execute(sa.text(f"SELECT count(*) FROM {table}")).scalar_one():
            raise RuntimeError(
                "a direction was passed on or told upwards: this schema may not be taken away"
            )
    op.drop_table("escalation_mail")
    op.drop_table("direction_alert")
    op.drop_table("direction_charge")
    op.drop_table("due_count")
    op.drop_index("ix_case_gravity_gravest", table_name="case_gravity")
    op.drop_table("case_gravity")
    op.drop_table("scheme_total")
    op.drop_table("track_total")
    key = tuple(name for name in TRACK_KEY if name != "held_name")
    _tracks(key)
    op.execute(TRACKS.format(key=", ".join(key), name="", places="1, 2, 3, 4"))
    op.drop_column("proceeding", "held_name")
