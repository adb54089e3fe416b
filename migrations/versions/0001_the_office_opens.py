"""The office opens: accounts, records and their ledger, complaints, cases, clocks, reviews.

The ledger's tables are guarded by triggers: an event, a leaf or a checkpoint is never changed or removed, a payload is
never changed (it may be erased by order, security.md 4.6).
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None

UNCHANGEABLE = {
    "event": ("UPDATE", "DELETE"),
    "event_payload": ("UPDATE",),
    "ledger_leaf": ("UPDATE", "DELETE"),
    "checkpoint": ("UPDATE", "DELETE"),
}


def upgrade() -> None:
    """Make every table of the first milestone, and the ledger's guards."""
    op.create_table(
        "checkpoint",
        sa.Column("size", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("root", sa.LargeBinary(), nullable=False),
        sa.Column("signed_note", sa.Text(), nullable=False),
        sa.Column("compact_range", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("size", name="pk_checkpoint"),
    )
    op.create_table(
        "idempotent_answer",
        sa.Column("key_hash", sa.LargeBinary(), nullable=False),
        sa.Column("body_hash", sa.LargeBinary(), nullable=False),
        sa.Column("answer", sa.LargeBinary(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key_hash", name="pk_idempotent_answer"),
    )
    op.create_index("ix_idempotent_answer_made_at", "idempotent_answer", ["made_at"], unique=False)
    op.create_table(
        "job_lease",
        sa.Column("job", sa.Text(), nullable=False),
        sa.Column("holder", sa.Text(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_error", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("job", name="pk_job_lease"),
    )
    op.create_table(
        "number_series",
        sa.Column("series", sa.Text(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("series", name="pk_number_series"),
    )
    op.create_table(
        "officer",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.Column("name_hi", sa.Text(), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=False),
        sa.Column("password_changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("district_code", sa.Text(), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_officer"),
        sa.UniqueConstraint("email", name="uq_officer_email"),
    )
    op.create_table(
        "pending_by_scheme",
        sa.Column("district_code", sa.Text(), nullable=False),
        sa.Column("scheme_code", sa.Text(), nullable=False),
        sa.Column("pending", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("district_code", "scheme_code", name="pk_pending_by_scheme"),
    )
    op.create_table(
        "pending_total",
        sa.Column("district_code", sa.Text(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("age_band", sa.Text(), nullable=False),
        sa.Column("pending", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("district_code", "stage", "age_band", name="pk_pending_total"),
    )
    op.create_table(
        "receipt_throttle",
        sa.Column("reference_hash", sa.LargeBinary(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("reference_hash", name="pk_receipt_throttle"),
    )
    op.create_index("ix_receipt_throttle_next_at", "receipt_throttle", ["next_at"], unique=False)
    op.create_table(
        "sign_in_throttle",
        sa.Column("account_hash", sa.LargeBinary(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("account_hash", name="pk_sign_in_throttle"),
    )
    op.create_table(
        "auth_session",
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("officer_id", sa.Uuid(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["officer_id"], ["officer.id"], name="fk_auth_session_officer_id"),
        sa.PrimaryKeyConstraint("token_hash", name="pk_auth_session"),
    )
    op.create_index("ix_auth_session_officer_id", "auth_session", ["officer_id"], unique=False)
    op.create_table(
        "declared_holiday",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("calendar", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.Column("name_hi", sa.Text(), nullable=False),
        sa.Column("declared_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("declared_by", sa.Uuid(), nullable=False),
        sa.Column("recomputed", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["declared_by"], ["officer.id"], name="fk_declared_holiday_declared_by"
        ),
        sa.PrimaryKeyConstraint("day", "calendar", name="pk_declared_holiday"),
    )
    op.create_table(
        "officer_role",
        sa.Column("officer_id", sa.Uuid(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "clerk",
                "vo",
                "cvo",
                "inquiring-officer",
                "minister",
                "auditor",
                "admin",
                "district",
                "complainant",
                "system",
                name="role",
                native_enum=False,
                length=48,
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(["officer_id"], ["officer.id"], name="fk_officer_role_officer_id"),
        sa.PrimaryKeyConstraint("officer_id", "role", name="pk_officer_role"),
    )
    op.create_table(
        "record",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("complaint", "case", "system", name="recordkind", native_enum=False, length=48),
            nullable=False,
        ),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column(
            "tier",
            sa.Enum("ordinary", "protected", name="tier", native_enum=False, length=48),
            nullable=False,
        ),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("head", sa.LargeBinary(), nullable=False),
        sa.Column("at_intake", sa.Boolean(), nullable=False),
        sa.Column("assigned_to", sa.Uuid(), nullable=True),
        sa.Column("inquiring_officer", sa.Uuid(), nullable=True),
        sa.Column("released_to_minister", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["assigned_to"], ["officer.id"], name="fk_record_assigned_to"),
        sa.ForeignKeyConstraint(
            ["inquiring_officer"], ["officer.id"], name="fk_record_inquiring_officer"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_record"),
        sa.UniqueConstraint("number", name="uq_record_number"),
    )
    op.create_index(
        "ix_record_assigned_to", "record", ["assigned_to", "opened_at", "id"], unique=False
    )
    op.create_index(
        "ix_record_at_intake",
        "record",
        ["opened_at", "id"],
        unique=False,
        postgresql_where=sa.text("at_intake IS true"),
        sqlite_where=sa.text("at_intake IS 1"),
    )
    op.create_index(
        "ix_record_inquiring_officer",
        "record",
        ["inquiring_officer", "opened_at", "id"],
        unique=False,
    )
    op.create_index(
        "ix_record_released_to_minister",
        "record",
        ["id"],
        unique=False,
        postgresql_where=sa.text("released_to_minister IS true"),
        sqlite_where=sa.text("released_to_minister IS 1"),
    )
    op.create_table(
        "case_complaint",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("complaint_id", sa.Uuid(), nullable=False),
        sa.Column("linked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["complaint_id"], ["record.id"], name="fk_case_complaint_complaint_id"
        ),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name="fk_case_complaint_record_id"),
        sa.PrimaryKeyConstraint("id", name="pk_case_complaint"),
    )
    op.create_index(
        "ix_case_complaint_complaint_id", "case_complaint", ["complaint_id"], unique=False
    )
    op.create_index("ix_case_complaint_record_id", "case_complaint", ["record_id"], unique=False)
    op.create_table(
        "clock",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("limit_name", sa.Text(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("started_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("counts_until", sa.Date(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("extended", sa.Boolean(), nullable=False),
        sa.Column("stayed", sa.Boolean(), nullable=False),
        sa.Column(
            "owed_by",
            sa.Enum(
                "clerk",
                "vo",
                "cvo",
                "inquiring-officer",
                "minister",
                "auditor",
                "admin",
                "district",
                "complainant",
                "system",
                name="role",
                native_enum=False,
                length=48,
            ),
            nullable=False,
        ),
        sa.Column("owner_id", sa.Uuid(), nullable=True),
        sa.Column("next_alert_on", sa.Date(), nullable=True),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["owner_id"], ["officer.id"], name="fk_clock_owner_id"),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name="fk_clock_record_id"),
        sa.PrimaryKeyConstraint("id", name="pk_clock"),
        sa.UniqueConstraint(
            "record_id", "limit_name", "round", name="uq_clock_record_id_limit_name_round"
        ),
    )
    op.create_index(
        "ix_clock_next_alert",
        "clock",
        ["next_alert_on", "id"],
        unique=False,
        postgresql_where=sa.text("done_on IS NULL AND next_alert_on IS NOT NULL"),
        sqlite_where=sa.text("done_on IS NULL AND next_alert_on IS NOT NULL"),
    )
    op.create_index("ix_clock_record_id", "clock", ["record_id"], unique=False)
    op.create_index(
        "ix_clock_running_due",
        "clock",
        ["due_on", "id"],
        unique=False,
        postgresql_where=sa.text("done_on IS NULL"),
        sqlite_where=sa.text("done_on IS NULL"),
    )
    op.create_index(
        "ix_clock_running_owner",
        "clock",
        ["owner_id", "due_on"],
        unique=False,
        postgresql_where=sa.text("done_on IS NULL"),
        sqlite_where=sa.text("done_on IS NULL"),
    )
    op.create_table(
        "complaint",
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column(
            "channel",
            sa.Enum(
                "web",
                "phone",
                "email",
                "whatsapp",
                "telegram",
                "x",
                "facebook",
                "letter",
                "import",
                name="channel",
                native_enum=False,
                length=48,
            ),
            nullable=False,
        ),
        sa.Column(
            "lane",
            sa.Enum(
                "ordinary",
                "public-representative",
                "protected",
                "anonymous",
                "department-originated",
                name="lane",
                native_enum=False,
                length=48,
            ),
            nullable=False,
        ),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("text_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("district_code", sa.Text(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("scheme_code", sa.Text(), nullable=True),
        sa.Column("post_complained_against", sa.Text(), nullable=True),
        sa.Column("incident_date", sa.Date(), nullable=True),
        sa.Column("amount_demanded", sa.BigInteger(), nullable=True),
        sa.Column("live_demand", sa.Boolean(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "registered",
                "awaiting-confirmation",
                "under-scrutiny",
                "factual-report-called",
                "decision-pending",
                "taken-up",
                "forwarded",
                "filed",
                name="state",
                native_enum=False,
                length=48,
            ),
            nullable=False,
        ),
        sa.Column("state_since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("registered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reminded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("disowned_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("affidavit_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("disposal", sa.Text(), nullable=True),
        sa.Column("inquiry_state", sa.Text(), nullable=True),
        sa.Column("duplicate_of", sa.Uuid(), nullable=True),
        sa.Column("imported_id", sa.Text(), nullable=True),
        sa.Column("counted_band", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["duplicate_of"], ["record.id"], name="fk_complaint_duplicate_of"),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name="fk_complaint_record_id"),
        sa.PrimaryKeyConstraint("record_id", name="pk_complaint"),
        sa.UniqueConstraint("imported_id", name="uq_complaint_imported_id"),
        sa.UniqueConstraint("number", name="uq_complaint_number"),
        sa.UniqueConstraint("reference", name="uq_complaint_reference"),
    )
    op.create_index(
        "ix_complaint_newest", "complaint", ["registered_at", "record_id"], unique=False
    )
    op.create_index(
        "ix_complaint_open_oldest",
        "complaint",
        ["received_on", "record_id"],
        unique=False,
        postgresql_where=sa.text("state NOT IN ('taken-up', 'forwarded', 'filed')"),
        sqlite_where=sa.text("state NOT IN ('taken-up', 'forwarded', 'filed')"),
    )
    op.create_index(
        "ix_complaint_state_newest",
        "complaint",
        ["state", "registered_at", "record_id"],
        unique=False,
    )
    op.create_table(
        "direction",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("given_by", sa.Uuid(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("compliance", sa.Text(), nullable=True),
        sa.Column("complied_by", sa.Uuid(), nullable=True),
        sa.Column("complied_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["complied_by"], ["officer.id"], name="fk_direction_complied_by"),
        sa.ForeignKeyConstraint(["given_by"], ["officer.id"], name="fk_direction_given_by"),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name="fk_direction_record_id"),
        sa.PrimaryKeyConstraint("id", name="pk_direction"),
    )
    op.create_index("ix_direction_given_at", "direction", ["given_at"], unique=False)
    op.create_index("ix_direction_record_id", "direction", ["record_id"], unique=False)
    op.create_table(
        "event",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("record_seq", sa.Integer(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("actor_role", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("payload_commit", sa.LargeBinary(), nullable=False),
        sa.Column("prev_hash", sa.LargeBinary(), nullable=False),
        sa.Column("event_hash", sa.LargeBinary(), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name="fk_event_record_id"),
        sa.PrimaryKeyConstraint("id", name="pk_event"),
        sa.UniqueConstraint("event_hash", name="uq_event_event_hash"),
        sa.UniqueConstraint("record_id", "record_seq", name="uq_event_record_id_record_seq"),
    )
    op.create_index("ix_event_at", "event", ["at", "id"], unique=False)
    op.create_index("ix_event_record_id", "event", ["record_id"], unique=False)
    op.create_index("ix_event_type_at", "event", ["type", "at"], unique=False)
    op.create_table(
        "extension_request",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("limit_name", sa.Text(), nullable=False),
        sa.Column("asked_by", sa.Uuid(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reasons_note", sa.Integer(), nullable=False),
        sa.Column("granted", sa.Boolean(), nullable=True),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["asked_by"], ["officer.id"], name="fk_extension_request_asked_by"),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["officer.id"], name="fk_extension_request_decided_by"
        ),
        sa.ForeignKeyConstraint(
            ["record_id"], ["record.id"], name="fk_extension_request_record_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_extension_request"),
    )
    op.create_index(
        "ix_extension_request_record_id", "extension_request", ["record_id"], unique=False
    )
    op.create_table(
        "factual_report_request",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("district_code", sa.Text(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("asked_by", sa.Uuid(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("answered_by", sa.Uuid(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["answered_by"], ["officer.id"], name="fk_factual_report_request_answered_by"
        ),
        sa.ForeignKeyConstraint(
            ["asked_by"], ["officer.id"], name="fk_factual_report_request_asked_by"
        ),
        sa.ForeignKeyConstraint(
            ["record_id"], ["record.id"], name="fk_factual_report_request_record_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_factual_report_request"),
    )
    op.create_index(
        "ix_factual_report_request_district",
        "factual_report_request",
        ["district_code", "asked_at"],
        unique=False,
    )
    op.create_index(
        "ix_factual_report_request_record_id", "factual_report_request", ["record_id"], unique=False
    )
    op.create_table(
        "identity_opening",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("officer_id", sa.Uuid(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["officer_id"], ["officer.id"], name="fk_identity_opening_officer_id"
        ),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name="fk_identity_opening_record_id"),
        sa.PrimaryKeyConstraint("id", name="pk_identity_opening"),
    )
    op.create_index(
        "ix_identity_opening_record_id", "identity_opening", ["record_id"], unique=False
    )
    op.create_table(
        "identity_share",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("half", sa.Text(), nullable=False),
        sa.Column("recipient", sa.Text(), nullable=False),
        sa.Column("blob", sa.LargeBinary(), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name="fk_identity_share_record_id"),
        sa.PrimaryKeyConstraint("id", name="pk_identity_share"),
    )
    op.create_index("ix_identity_share_record_id", "identity_share", ["record_id"], unique=False)
    op.create_table(
        "key_wrap",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("recipient", sa.Text(), nullable=False),
        sa.Column("alg", sa.Text(), nullable=False),
        sa.Column("blob", sa.LargeBinary(), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name="fk_key_wrap_record_id"),
        sa.PrimaryKeyConstraint("id", name="pk_key_wrap"),
        sa.UniqueConstraint(
            "record_id", "epoch", "recipient", name="uq_key_wrap_record_id_epoch_recipient"
        ),
    )
    op.create_index("ix_key_wrap_record_id", "key_wrap", ["record_id"], unique=False)
    op.create_table(
        "message",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "direction",
            sa.Enum("to-office", "to-complainant", name="direction", native_enum=False, length=48),
            nullable=False,
        ),
        sa.Column("notice", sa.Text(), nullable=True),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("text_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("mailbox_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("officer_id", sa.Uuid(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["officer_id"], ["officer.id"], name="fk_message_officer_id"),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name="fk_message_record_id"),
        sa.PrimaryKeyConstraint("id", name="pk_message"),
    )
    op.create_index("ix_message_record_at", "message", ["record_id", "at", "id"], unique=False)
    op.create_index("ix_message_record_id", "message", ["record_id"], unique=False)
    op.create_table(
        "note",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "note",
                "reasons",
                "scrutiny",
                "report",
                "direction",
                "progress",
                name="notekind",
                native_enum=False,
                length=48,
            ),
            nullable=False,
        ),
        sa.Column("action", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("text_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("written_by", sa.Uuid(), nullable=True),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name="fk_note_record_id"),
        sa.ForeignKeyConstraint(["written_by"], ["officer.id"], name="fk_note_written_by"),
        sa.PrimaryKeyConstraint("id", name="pk_note"),
        sa.UniqueConstraint("record_id", "number", name="uq_note_record_id_number"),
    )
    op.create_index("ix_note_record_id", "note", ["record_id"], unique=False)
    op.create_table(
        "outbox",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("effect_key", sa.Text(), nullable=False),
        sa.Column("notice", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column(
            "state",
            sa.Enum("waiting", "sent", "parked", name="outboxstate", native_enum=False, length=48),
            nullable=False,
        ),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_try_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("leased_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_error", sa.Text(), nullable=True),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name="fk_outbox_record_id"),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
        sa.UniqueConstraint("effect_key", name="uq_outbox_effect_key"),
    )
    op.create_index("ix_outbox_record_id", "outbox", ["record_id"], unique=False)
    op.create_index(
        "ix_outbox_waiting",
        "outbox",
        ["next_try_at", "id"],
        unique=False,
        postgresql_where=sa.text("state = 'waiting'"),
        sqlite_where=sa.text("state = 'waiting'"),
    )
    op.create_table(
        "paper",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column(
            "flags", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False
        ),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("blob_name", sa.Text(), nullable=False),
        sa.Column("sha256_sealed_file", sa.LargeBinary(), nullable=False),
        sa.Column("sha256_plain_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("added_by", sa.Text(), nullable=False),
        sa.Column("officer_id", sa.Uuid(), nullable=True),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["officer_id"], ["officer.id"], name="fk_paper_officer_id"),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name="fk_paper_record_id"),
        sa.PrimaryKeyConstraint("id", name="pk_paper"),
        sa.UniqueConstraint("blob_name", name="uq_paper_blob_name"),
        sa.UniqueConstraint("record_id", "number", name="uq_paper_record_id_number"),
    )
    op.create_index("ix_paper_record_id", "paper", ["record_id"], unique=False)
    op.create_table(
        "read_mark",
        sa.Column("officer_id", sa.Uuid(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["officer_id"], ["officer.id"], name="fk_read_mark_officer_id"),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name="fk_read_mark_record_id"),
        sa.PrimaryKeyConstraint("officer_id", "what", "record_id", name="pk_read_mark"),
    )
    op.create_table(
        "receipt",
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.Column("check_hash", sa.LargeBinary(), nullable=False),
        sa.Column("mailbox_public", sa.LargeBinary(), nullable=False),
        sa.Column("mailbox_private_wrapped", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name="fk_receipt_record_id"),
        sa.PrimaryKeyConstraint("record_id", name="pk_receipt"),
    )
    op.create_table(
        "record_key",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("public", sa.Text(), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name="fk_record_key_record_id"),
        sa.PrimaryKeyConstraint("id", name="pk_record_key"),
        sa.UniqueConstraint("record_id", "epoch", name="uq_record_key_record_id_epoch"),
    )
    op.create_index("ix_record_key_record_id", "record_key", ["record_id"], unique=False)
    op.create_table(
        "relay_address",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("blob", sa.LargeBinary(), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name="fk_relay_address_record_id"),
        sa.PrimaryKeyConstraint("id", name="pk_relay_address"),
    )
    op.create_index("ix_relay_address_record_id", "relay_address", ["record_id"], unique=False)
    op.create_table(
        "report_summary",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("text_en", sa.Text(), nullable=False),
        sa.Column("text_hi", sa.Text(), nullable=False),
        sa.Column("released_by", sa.Uuid(), nullable=False),
        sa.Column("released_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name="fk_report_summary_record_id"),
        sa.ForeignKeyConstraint(
            ["released_by"], ["officer.id"], name="fk_report_summary_released_by"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_report_summary"),
    )
    op.create_index("ix_report_summary_record_id", "report_summary", ["record_id"], unique=False)
    op.create_index(
        "ix_report_summary_released_at", "report_summary", ["released_at"], unique=False
    )
    op.create_table(
        "review",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("note_number", sa.Integer(), nullable=True),
        sa.Column("reviewed_by", sa.Uuid(), nullable=False),
        sa.Column("reviewed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("next_on", sa.Date(), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name="fk_review_record_id"),
        sa.ForeignKeyConstraint(["reviewed_by"], ["officer.id"], name="fk_review_reviewed_by"),
        sa.PrimaryKeyConstraint("id", name="pk_review"),
    )
    op.create_index("ix_review_record_id", "review", ["record_id"], unique=False)
    op.create_index(
        "ix_review_record_reviewed_at", "review", ["record_id", "reviewed_at"], unique=False
    )
    op.create_table(
        "scrutiny",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "points", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False
        ),
        sa.Column("vigilance_angle", sa.Boolean(), nullable=False),
        sa.Column("recommendation", sa.Text(), nullable=False),
        sa.Column("note_number", sa.Integer(), nullable=False),
        sa.Column("officer_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["officer_id"], ["officer.id"], name="fk_scrutiny_officer_id"),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name="fk_scrutiny_record_id"),
        sa.PrimaryKeyConstraint("id", name="pk_scrutiny"),
    )
    op.create_index("ix_scrutiny_record_id", "scrutiny", ["record_id"], unique=False)
    op.create_table(
        "sealed_identity",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("scheme", sa.Text(), nullable=False),
        sa.Column("fields", sa.LargeBinary(), nullable=False),
        sa.Column("original", sa.LargeBinary(), nullable=False),
        sa.Column("has_identity", sa.Boolean(), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name="fk_sealed_identity_record_id"),
        sa.PrimaryKeyConstraint("id", name="pk_sealed_identity"),
    )
    op.create_index("ix_sealed_identity_record_id", "sealed_identity", ["record_id"], unique=False)
    op.create_table(
        "vigilance_case",
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("district_code", sa.Text(), nullable=True),
        sa.Column("scheme_code", sa.Text(), nullable=True),
        sa.Column("live_demand", sa.Boolean(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "ordered",
                "under-inquiry",
                "report-submitted",
                "report-accepted",
                "closure-proposed",
                "action-ordered",
                "closed",
                name="state",
                native_enum=False,
                length=48,
            ),
            nullable=False,
        ),
        sa.Column("state_since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finding", sa.Text(), nullable=True),
        sa.Column("closure_proposed_by", sa.Uuid(), nullable=True),
        sa.Column("disposal", sa.Text(), nullable=True),
        sa.Column("counted_band", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["closure_proposed_by"], ["officer.id"], name="fk_vigilance_case_closure_proposed_by"
        ),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name="fk_vigilance_case_record_id"),
        sa.PrimaryKeyConstraint("record_id", name="pk_vigilance_case"),
        sa.UniqueConstraint("number", name="uq_vigilance_case_number"),
    )
    op.create_index(
        "ix_vigilance_case_newest", "vigilance_case", ["opened_at", "record_id"], unique=False
    )
    op.create_index(
        "ix_vigilance_case_open_oldest",
        "vigilance_case",
        ["received_on", "record_id"],
        unique=False,
        postgresql_where=sa.text("state NOT IN ('action-ordered', 'closed')"),
        sqlite_where=sa.text("state NOT IN ('action-ordered', 'closed')"),
    )
    op.create_table(
        "wall",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.Column("officer_id", sa.Uuid(), nullable=False),
        sa.Column("relation", sa.Text(), nullable=False),
        sa.Column("declared_by", sa.Uuid(), nullable=False),
        sa.Column("declared_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lifted_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["declared_by"], ["officer.id"], name="fk_wall_declared_by"),
        sa.ForeignKeyConstraint(["officer_id"], ["officer.id"], name="fk_wall_officer_id"),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name="fk_wall_record_id"),
        sa.PrimaryKeyConstraint("id", name="pk_wall"),
        sa.UniqueConstraint("record_id", "officer_id", name="uq_wall_record_id_officer_id"),
    )
    op.create_index("ix_wall_officer_id", "wall", ["officer_id"], unique=False)
    op.create_table(
        "alert",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("clock_id", sa.Uuid(), nullable=False),
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "clerk",
                "vo",
                "cvo",
                "inquiring-officer",
                "minister",
                "auditor",
                "admin",
                "district",
                "complainant",
                "system",
                name="role",
                native_enum=False,
                length=48,
            ),
            nullable=False,
        ),
        sa.Column("officer_id", sa.Uuid(), nullable=True),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["clock_id"], ["clock.id"], name="fk_alert_clock_id"),
        sa.ForeignKeyConstraint(["officer_id"], ["officer.id"], name="fk_alert_officer_id"),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name="fk_alert_record_id"),
        sa.PrimaryKeyConstraint("id", name="pk_alert"),
        sa.UniqueConstraint(
            "clock_id", "level", "due_on", "role", name="uq_alert_clock_id_level_due_on_role"
        ),
    )
    op.create_index(
        "ix_alert_officer_raised_at", "alert", ["officer_id", "raised_at", "id"], unique=False
    )
    op.create_index("ix_alert_record_id", "alert", ["record_id"], unique=False)
    op.create_index("ix_alert_role_raised_at", "alert", ["role", "raised_at", "id"], unique=False)
    op.create_table(
        "clock_change",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("clock_id", sa.Uuid(), nullable=False),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column(
            "before", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False
        ),
        sa.Column(
            "after", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False
        ),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["clock_id"], ["clock.id"], name="fk_clock_change_clock_id"),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name="fk_clock_change_record_id"),
        sa.PrimaryKeyConstraint("id", name="pk_clock_change"),
    )
    op.create_index("ix_clock_change_record_id", "clock_change", ["record_id"], unique=False)
    op.create_table(
        "clock_stay",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("clock_id", sa.Uuid(), nullable=False),
        sa.Column("ground", sa.Text(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("wake_on", sa.Date(), nullable=True),
        sa.Column("allowed_by", sa.Uuid(), nullable=True),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["allowed_by"], ["officer.id"], name="fk_clock_stay_allowed_by"),
        sa.ForeignKeyConstraint(["clock_id"], ["clock.id"], name="fk_clock_stay_clock_id"),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name="fk_clock_stay_record_id"),
        sa.PrimaryKeyConstraint("id", name="pk_clock_stay"),
    )
    op.create_index("ix_clock_stay_clock_id", "clock_stay", ["clock_id"], unique=False)
    op.create_index("ix_clock_stay_record_id", "clock_stay", ["record_id"], unique=False)
    op.create_table(
        "event_payload",
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.Column("body", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name="fk_event_payload_event_id"),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name="fk_event_payload_record_id"),
        sa.PrimaryKeyConstraint("event_id", name="pk_event_payload"),
    )
    op.create_index("ix_event_payload_record_id", "event_payload", ["record_id"], unique=False)
    op.create_table(
        "ledger_leaf",
        sa.Column("leaf_index", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("leaf_hash", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name="fk_ledger_leaf_event_id"),
        sa.PrimaryKeyConstraint("leaf_index", name="pk_ledger_leaf"),
        sa.UniqueConstraint("event_id", name="uq_ledger_leaf_event_id"),
    )
    op.create_table(
        "unsealed",
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name="fk_unsealed_event_id"),
        sa.PrimaryKeyConstraint("event_id", name="pk_unsealed"),
    )
    # ### end Alembic commands ###
    _guard()


def downgrade() -> None:
    """Take everything away, unless there is something in the ledger: that would be losing evidence."""
    if op.get_bind().execute(sa.text("SELECT count(*) FROM event")).scalar_one():
        raise RuntimeError("the ledger is not empty: this schema may not be taken away")
    if op.get_bind().dialect.name == "postgresql":
        for table in UNCHANGEABLE:
            op.execute(f"DROP TRIGGER {table}_unchangeable ON {table}")
        op.execute("DROP FUNCTION ledger_is_append_only()")
    op.drop_table("unsealed")
    op.drop_table("ledger_leaf")
    op.drop_index("ix_event_payload_record_id", table_name="event_payload")
    op.drop_table("event_payload")
    op.drop_index("ix_clock_stay_record_id", table_name="clock_stay")
    op.drop_index("ix_clock_stay_clock_id", table_name="clock_stay")
    op.drop_table("clock_stay")
    op.drop_index("ix_clock_change_record_id", table_name="clock_change")
    op.drop_table("clock_change")
    op.drop_index("ix_alert_role_raised_at", table_name="alert")
    op.drop_index("ix_alert_record_id", table_name="alert")
    op.drop_index("ix_alert_officer_raised_at", table_name="alert")
    op.drop_table("alert")
    op.drop_index("ix_wall_officer_id", table_name="wall")
    op.drop_table("wall")
    op.drop_index(
        "ix_vigilance_case_open_oldest",
        table_name="vigilance_case",
        postgresql_where=sa.text("state NOT IN ('action-ordered', 'closed')"),
        sqlite_where=sa.text("state NOT IN ('action-ordered', 'closed')"),
    )
    op.drop_index("ix_vigilance_case_newest", table_name="vigilance_case")
    op.drop_table("vigilance_case")
    op.drop_index("ix_sealed_identity_record_id", table_name="sealed_identity")
    op.drop_table("sealed_identity")
    op.drop_index("ix_scrutiny_record_id", table_name="scrutiny")
    op.drop_table("scrutiny")
    op.drop_index("ix_review_record_reviewed_at", table_name="review")
    op.drop_index("ix_review_record_id", table_name="review")
    op.drop_table("review")
    op.drop_index("ix_report_summary_released_at", table_name="report_summary")
    op.drop_index("ix_report_summary_record_id", table_name="report_summary")
    op.drop_table("report_summary")
    op.drop_index("ix_relay_address_record_id", table_name="relay_address")
    op.drop_table("relay_address")
    op.drop_index("ix_record_key_record_id", table_name="record_key")
    op.drop_table("record_key")
    op.drop_table("receipt")
    op.drop_table("read_mark")
    op.drop_index("ix_paper_record_id", table_name="paper")
    op.drop_table("paper")
    op.drop_index(
        "ix_outbox_waiting",
        table_name="outbox",
        postgresql_where=sa.text("state = 'waiting'"),
        sqlite_where=sa.text("state = 'waiting'"),
    )
    op.drop_index("ix_outbox_record_id", table_name="outbox")
    op.drop_table("outbox")
    op.drop_index("ix_note_record_id", table_name="note")
    op.drop_table("note")
    op.drop_index("ix_message_record_id", table_name="message")
    op.drop_index("ix_message_record_at", table_name="message")
    op.drop_table("message")
    op.drop_index("ix_key_wrap_record_id", table_name="key_wrap")
    op.drop_table("key_wrap")
    op.drop_index("ix_identity_share_record_id", table_name="identity_share")
    op.drop_table("identity_share")
    op.drop_index("ix_identity_opening_record_id", table_name="identity_opening")
    op.drop_table("identity_opening")
    op.drop_index("ix_factual_report_request_record_id", table_name="factual_report_request")
    op.drop_index("ix_factual_report_request_district", table_name="factual_report_request")
    op.drop_table("factual_report_request")
    op.drop_index("ix_extension_request_record_id", table_name="extension_request")
    op.drop_table("extension_request")
    op.drop_index("ix_event_type_at", table_name="event")
    op.drop_index("ix_event_record_id", table_name="event")
    op.drop_index("ix_event_at", table_name="event")
    op.drop_table("event")
    op.drop_index("ix_direction_record_id", table_name="direction")
    op.drop_index("ix_direction_given_at", table_name="direction")
    op.drop_table("direction")
    op.drop_index("ix_complaint_state_newest", table_name="complaint")
    op.drop_index(
        "ix_complaint_open_oldest",
        table_name="complaint",
        postgresql_where=sa.text("state NOT IN ('taken-up', 'forwarded', 'filed')"),
        sqlite_where=sa.text("state NOT IN ('taken-up', 'forwarded', 'filed')"),
    )
    op.drop_index("ix_complaint_newest", table_name="complaint")
    op.drop_table("complaint")
    op.drop_index(
        "ix_clock_running_owner",
        table_name="clock",
        postgresql_where=sa.text("done_on IS NULL"),
        sqlite_where=sa.text("done_on IS NULL"),
    )
    op.drop_index(
        "ix_clock_running_due",
        table_name="clock",
        postgresql_where=sa.text("done_on IS NULL"),
        sqlite_where=sa.text("done_on IS NULL"),
    )
    op.drop_index("ix_clock_record_id", table_name="clock")
    op.drop_index(
        "ix_clock_next_alert",
        table_name="clock",
        postgresql_where=sa.text("done_on IS NULL AND next_alert_on IS NOT NULL"),
        sqlite_where=sa.text("done_on IS NULL AND next_alert_on IS NOT NULL"),
    )
    op.drop_table("clock")
    op.drop_index("ix_case_complaint_record_id", table_name="case_complaint")
    op.drop_index("ix_case_complaint_complaint_id", table_name="case_complaint")
    op.drop_table("case_complaint")
    op.drop_index(
        "ix_record_released_to_minister",
        table_name="record",
        postgresql_where=sa.text("released_to_minister IS true"),
        sqlite_where=sa.text("released_to_minister IS 1"),
    )
    op.drop_index("ix_record_inquiring_officer", table_name="record")
    op.drop_index(
        "ix_record_at_intake",
        table_name="record",
        postgresql_where=sa.text("at_intake IS true"),
        sqlite_where=sa.text("at_intake IS 1"),
    )
    op.drop_index("ix_record_assigned_to", table_name="record")
    op.drop_table("record")
    op.drop_table("officer_role")
    op.drop_table("declared_holiday")
    op.drop_index("ix_auth_session_officer_id", table_name="auth_session")
    op.drop_table("auth_session")
    op.drop_table("sign_in_throttle")
    op.drop_index("ix_receipt_throttle_next_at", table_name="receipt_throttle")
    op.drop_table("receipt_throttle")
    op.drop_table("pending_total")
    op.drop_table("pending_by_scheme")
    op.drop_table("officer")
    op.drop_table("number_series")
    op.drop_table("job_lease")
    op.drop_index("ix_idempotent_answer_made_at", table_name="idempotent_answer")
    op.drop_table("idempotent_answer")
    op.drop_table("checkpoint")
    # ### end Alembic commands ###


def _guard() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION ledger_is_append_only() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'the ledger is append-only'; END $$"
        )
    for table, acts in UNCHANGEABLE.items():
        if op.get_bind().dialect.name == "postgresql":
            op.execute(
                f"CREATE TRIGGER {table}_unchangeable BEFORE {' OR '.join(acts)} ON {table} "
                "FOR EACH ROW EXECUTE FUNCTION ledger_is_append_only()"
            )
            continue
        for act in acts:
            op.execute(
                f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} "
                "BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END"
            )
