"""The review: queues with turns of their own, sittings with minutes, directions with reports, what lies with others.

Signed minutes are never changed: triggers forbid it. What was recorded is not taken away on the way down.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0006"
down_revision = "0005"

AGENCY = sa.Enum(
    "vigilance-establishment",
    "anti-corruption-organisation",
    "economic-offences-wing",
    "cbi",
    "district-police",
    "lokayukta",
    "other-agency",
    name="agency",
    native_enum=False,
    length=48,
)
ROLE = sa.Enum(
    "clerk",
    "vo",
    "cvo",
    "inquiring-officer",
    "minister",
    "principal-secretary",
    "liaison",
    "auditor",
    "admin",
    "district",
    "complainant",
    "system",
    name="role",
    native_enum=False,
    length=48,
)
LIST = sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql")
TABLES = (
    "review_turn_alert",
    "compliance_report",
    "agenda_item",
    "sitting_member",
    "sitting_addendum",
    "review_turn",
    "sitting",
    "sight_grant",
    "review_mark",
    "outside_answer",
)
"""The new tables, those that hang on others first."""
ADDED = {
    "direction": (
        "note_number",
        "recorded_at",
        "recorded_by",
        "owner_id",
        "sitting_id",
        "standing",
        "origin",
    ),
    "review": ("sitting_id", "reviewer"),
}


def upgrade() -> None:
    """Make the tables of the review."""
    _sittings_first()
    _queues()
    _directions()
    _agenda()
    _with_others()
    _guard()


def _sittings_first() -> None:
    """Sittings, their members, corrections of minutes."""
    op.create_table(
        "sitting",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("called_for", sa.DateTime(timezone=True), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("quorum", sa.Integer(), nullable=False),
        sa.Column(
            "stage",
            sa.Enum(
                "convened", "open", "ended", "signed", name="stage", native_enum=False, length=48
            ),
            nullable=False,
        ),
        sa.Column("convened_by", sa.Uuid(), nullable=False),
        sa.Column("convened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("signed_by", sa.Uuid(), nullable=True),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("signed_on_paper", sa.Date(), nullable=True),
        sa.Column("sha256", sa.LargeBinary(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["convened_by"], ["officer.id"], name="fk_sitting_convened_by"),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name="fk_sitting_record_id"),
        sa.ForeignKeyConstraint(["signed_by"], ["officer.id"], name="fk_sitting_signed_by"),
        sa.PrimaryKeyConstraint("id", name="pk_sitting"),
        sa.UniqueConstraint("number", name="uq_sitting_number"),
        sa.UniqueConstraint("record_id", name="uq_sitting_record_id"),
    )
    op.create_index("ix_sitting_called_for", "sitting", ["called_for", "id"], unique=False)
    op.create_table(
        "sitting_addendum",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("sitting_id", sa.Uuid(), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("added_by", sa.Uuid(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["added_by"], ["officer.id"], name="fk_sitting_addendum_added_by"),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name="fk_sitting_addendum_record_id"),
        sa.ForeignKeyConstraint(
            ["sitting_id"], ["sitting.id"], name="fk_sitting_addendum_sitting_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_sitting_addendum"),
        sa.UniqueConstraint("sitting_id", "number", name="uq_sitting_addendum_sitting_id_number"),
    )
    op.create_index(
        "ix_sitting_addendum_record_id", "sitting_addendum", ["record_id"], unique=False
    )
    op.create_table(
        "sitting_member",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("sitting_id", sa.Uuid(), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.Column("officer_id", sa.Uuid(), nullable=True),
        sa.Column("post", sa.Text(), nullable=True),
        sa.Column("agency", AGENCY, nullable=True),
        sa.Column(
            "part",
            sa.Enum(
                "chair",
                "member",
                "sitting-secretary",
                "agency-liaison",
                name="part",
                native_enum=False,
                length=48,
            ),
            nullable=False,
        ),
        sa.Column("present", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(
            ["officer_id"], ["officer.id"], name="fk_sitting_member_officer_id"
        ),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name="fk_sitting_member_record_id"),
        sa.ForeignKeyConstraint(
            ["sitting_id"], ["sitting.id"], name="fk_sitting_member_sitting_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_sitting_member"),
        sa.UniqueConstraint(
            "sitting_id", "officer_id", name="uq_sitting_member_sitting_id_officer_id"
        ),
    )
    op.create_index(
        "ix_sitting_member_officer", "sitting_member", ["officer_id", "sitting_id"], unique=False
    )
    op.create_index("ix_sitting_member_record_id", "sitting_member", ["record_id"], unique=False)


def _queues() -> None:
    """The turns of the queues, and what was moved by hand."""
    op.create_table(
        "review_mark",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("pinned", "excused", name="markkind", native_enum=False, length=48),
            nullable=False,
        ),
        sa.Column("note_number", sa.Integer(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("marked_by", sa.Uuid(), nullable=False),
        sa.Column("marked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lifted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lifted_by", sa.Uuid(), nullable=True),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["lifted_by"], ["officer.id"], name="fk_review_mark_lifted_by"),
        sa.ForeignKeyConstraint(["marked_by"], ["officer.id"], name="fk_review_mark_marked_by"),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name="fk_review_mark_record_id"),
        sa.PrimaryKeyConstraint("id", name="pk_review_mark"),
    )
    op.create_index("ix_review_mark_record_id", "review_mark", ["record_id"], unique=False)
    op.create_index(
        "ix_review_mark_standing",
        "review_mark",
        ["rule", "record_id"],
        unique=True,
        postgresql_where=sa.text("lifted_at IS NULL"),
        sqlite_where=sa.text("lifted_at IS NULL"),
    )
    op.create_table(
        "review_turn",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("begins_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=True),
        sa.Column("held_by", sa.Uuid(), nullable=True),
        sa.Column("sitting_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["held_by"], ["officer.id"], name="fk_review_turn_held_by"),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name="fk_review_turn_record_id"),
        sa.ForeignKeyConstraint(["sitting_id"], ["sitting.id"], name="fk_review_turn_sitting_id"),
        sa.PrimaryKeyConstraint("id", name="pk_review_turn"),
        sa.UniqueConstraint("rule", "begins_on", name="uq_review_turn_rule_begins_on"),
    )
    op.create_index(
        "ix_review_turn_not_held",
        "review_turn",
        ["due_on", "id"],
        unique=False,
        postgresql_where=sa.text("held_on IS NULL"),
        sqlite_where=sa.text("held_on IS NULL"),
    )
    op.create_index("ix_review_turn_record_id", "review_turn", ["record_id"], unique=False)
    op.create_table(
        "review_turn_alert",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("turn_id", sa.Uuid(), nullable=False),
        sa.Column("days_after", sa.Integer(), nullable=False),
        sa.Column("role", ROLE, nullable=False),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["turn_id"], ["review_turn.id"], name="fk_review_turn_alert_turn_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_review_turn_alert"),
        sa.UniqueConstraint(
            "turn_id", "days_after", "role", name="uq_review_turn_alert_turn_id_days_after_role"
        ),
    )


def _directions() -> None:
    """Who owes a direction, how it was given, and every report of its being carried out."""
    op.create_table(
        "compliance_report",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("direction_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("note_number", sa.Integer(), nullable=False),
        sa.Column("papers", LIST, nullable=False),
        sa.Column("reported_by", sa.Uuid(), nullable=False),
        sa.Column("reported_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("accepted", sa.Boolean(), nullable=True),
        sa.Column("reasons", sa.Text(), nullable=True),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["officer.id"], name="fk_compliance_report_decided_by"
        ),
        sa.ForeignKeyConstraint(
            ["direction_id"], ["direction.id"], name="fk_compliance_report_direction_id"
        ),
        sa.ForeignKeyConstraint(
            ["record_id"], ["record.id"], name="fk_compliance_report_record_id"
        ),
        sa.ForeignKeyConstraint(
            ["reported_by"], ["officer.id"], name="fk_compliance_report_reported_by"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_compliance_report"),
        sa.UniqueConstraint(
            "direction_id", "number", name="uq_compliance_report_direction_id_number"
        ),
    )
    op.create_index(
        "ix_compliance_report_record_id", "compliance_report", ["record_id"], unique=False
    )
    op.add_column(
        "direction",
        sa.Column(
            "origin",
            sa.Enum("minister", "sitting", "verbal", name="origin", native_enum=False, length=48),
            nullable=True,
        ),
    )
    op.add_column(
        "direction",
        sa.Column(
            "standing",
            sa.Enum(
                "given",
                "reported",
                "returned",
                "accepted",
                name="standing",
                native_enum=False,
                length=48,
            ),
            nullable=True,
        ),
    )
    op.add_column("direction", sa.Column("sitting_id", sa.Uuid(), nullable=True))
    op.add_column("direction", sa.Column("owner_id", sa.Uuid(), nullable=True))
    op.add_column("direction", sa.Column("recorded_by", sa.Uuid(), nullable=True))
    op.add_column("direction", sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("direction", sa.Column("note_number", sa.Integer(), nullable=True))
    op.create_index(
        "ix_direction_open",
        "direction",
        ["due_on", "id"],
        unique=False,
        postgresql_where=sa.text("complied_at IS NULL"),
        sqlite_where=sa.text("complied_at IS NULL"),
    )
    op.add_column("review", sa.Column("reviewer", ROLE, nullable=True))
    op.add_column("review", sa.Column("sitting_id", sa.Uuid(), nullable=True))


def _with_others() -> None:
    """What is open to agencies outside, and what they answer."""
    op.create_table(
        "outside_answer",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("agency", AGENCY, nullable=False),
        sa.Column("letter_number", sa.Text(), nullable=True),
        sa.Column("letter_on", sa.Date(), nullable=True),
        sa.Column("note_number", sa.Integer(), nullable=False),
        sa.Column("posted_by", sa.Uuid(), nullable=False),
        sa.Column("posted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["posted_by"], ["officer.id"], name="fk_outside_answer_posted_by"),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name="fk_outside_answer_record_id"),
        sa.PrimaryKeyConstraint("id", name="pk_outside_answer"),
    )
    op.create_index(
        "ix_outside_answer_newest", "outside_answer", ["record_id", "posted_at"], unique=False
    )
    op.create_index("ix_outside_answer_record_id", "outside_answer", ["record_id"], unique=False)
    op.create_table(
        "sight_grant",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.Column("officer_id", sa.Uuid(), nullable=False),
        sa.Column("agency", AGENCY, nullable=False),
        sa.Column("granted_by", sa.Uuid(), nullable=False),
        sa.Column("granted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["ended_by"], ["officer.id"], name="fk_sight_grant_ended_by"),
        sa.ForeignKeyConstraint(["granted_by"], ["officer.id"], name="fk_sight_grant_granted_by"),
        sa.ForeignKeyConstraint(["officer_id"], ["officer.id"], name="fk_sight_grant_officer_id"),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name="fk_sight_grant_record_id"),
        sa.PrimaryKeyConstraint("id", name="pk_sight_grant"),
    )
    op.create_index(
        "ix_sight_grant_officer", "sight_grant", ["officer_id", "record_id"], unique=False
    )
    op.create_index("ix_sight_grant_record_id", "sight_grant", ["record_id"], unique=False)


def _agenda() -> None:
    """What lay before a sitting, and what was decided on each matter."""
    op.create_table(
        "agenda_item",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("sitting_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("presenter_id", sa.Uuid(), nullable=True),
        sa.Column("carried", sa.Boolean(), nullable=False),
        sa.Column("matter_stage", sa.Text(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("note_number", sa.Integer(), nullable=True),
        sa.Column("next_on", sa.Date(), nullable=True),
        sa.Column("review_id", sa.Uuid(), nullable=True),
        sa.Column("direction_id", sa.Uuid(), nullable=True),
        sa.Column("recused", LIST, nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["direction_id"], ["direction.id"], name="fk_agenda_item_direction_id"
        ),
        sa.ForeignKeyConstraint(
            ["presenter_id"], ["officer.id"], name="fk_agenda_item_presenter_id"
        ),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name="fk_agenda_item_record_id"),
        sa.ForeignKeyConstraint(["review_id"], ["review.id"], name="fk_agenda_item_review_id"),
        sa.ForeignKeyConstraint(["sitting_id"], ["sitting.id"], name="fk_agenda_item_sitting_id"),
        sa.PrimaryKeyConstraint("id", name="pk_agenda_item"),
        sa.UniqueConstraint("sitting_id", "record_id", name="uq_agenda_item_sitting_id_record_id"),
    )
    op.create_index("ix_agenda_item_record_id", "agenda_item", ["record_id"], unique=False)


def _guard() -> None:
    """Minutes that were signed stand as they are, whoever asks the database for something else."""
    words = "signed minutes are not changed"
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION signed_minutes_stand() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{words}'; END $$"
        )
        op.execute(
            "CREATE TRIGGER sitting_signed BEFORE UPDATE OR DELETE ON sitting "
            "FOR EACH ROW WHEN (OLD.signed_at IS NOT NULL) EXECUTE FUNCTION signed_minutes_stand()"
        )
        op.execute(
            "CREATE TRIGGER sitting_addendum_stands BEFORE UPDATE OR DELETE ON sitting_addendum "
            "FOR EACH ROW EXECUTE FUNCTION signed_minutes_stand()"
        )
        return
    for act in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER sitting_signed_{act.lower()} BEFORE {act} ON sitting WHEN OLD.signed_at IS NOT NULL "
            f"BEGIN SELECT RAISE(ABORT, '{words}'); END"
        )
        op.execute(
            f"CREATE TRIGGER sitting_addendum_stands_{act.lower()} BEFORE {act} ON sitting_addendum "
            f"BEGIN SELECT RAISE(ABORT, '{words}'); END"
        )


def downgrade() -> None:
    """Take the tables away again, where nothing was recorded in them."""
    bind = op.get_bind()
    kept = [*TABLES, "direction WHERE standing IS NOT NULL", "review WHERE reviewer IS NOT NULL"]
    for rows in kept:
        if bind.execute(sa.text(f"SELECT 1 FROM {rows} LIMIT 1")).first() is not None:
            raise RuntimeError(f"{rows}: what was recorded in reviews is not taken away")
    op.drop_index("ix_direction_open", table_name="direction")
    for table, columns in ADDED.items():
        for column in columns:
            op.drop_column(table, column)
    for table in TABLES:
        op.drop_table(table)
    if bind.dialect.name == "postgresql":
        op.execute("DROP FUNCTION signed_minutes_stand()")
