"""Every door: what arrives by any channel, conversations, calls, and what is sent; blind marks of complainants.

What arrived is never taken away: a trigger forbids removing it (security.md 5.1, nothing acknowledged is lost).
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"
GUARDED = {"arrival": "DELETE", "arrival_raw": "UPDATE OR DELETE"}
"""The bytes of an arrival are never changed either."""


def upgrade() -> None:
    """Make the tables of the channels."""
    op.create_table(
        "arrival",
        sa.Column("id", sa.Uuid(), nullable=False),
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
                "instagram",
                "letter",
                "form",
                "field-visit",
                "import",
                name="channel",
                native_enum=False,
                length=48,
            ),
            nullable=False,
        ),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("provider_key", sa.Text(), nullable=False),
        sa.Column("sha256", sa.LargeBinary(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "waiting", "understood", "held", name="arrivalstate", native_enum=False, length=48
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("deaths", sa.Integer(), nullable=False),
        sa.Column("next_try_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("leased_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("understood_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("repeats", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_arrival"),
        sa.UniqueConstraint(
            "channel", "account", "provider_key", name="uq_arrival_channel_account_provider_key"
        ),
    )
    op.create_index(
        "ix_arrival_channel_received", "arrival", ["channel", "received_at"], unique=False
    )
    op.create_index(
        "ix_arrival_held",
        "arrival",
        ["received_at", "id"],
        unique=False,
        postgresql_where=sa.text("state = 'held'"),
        sqlite_where=sa.text("state = 'held'"),
    )
    op.create_index("ix_arrival_sha256", "arrival", ["sha256"], unique=False)
    op.create_index(
        "ix_arrival_waiting",
        "arrival",
        ["channel", "next_try_at", "id"],
        unique=False,
        postgresql_where=sa.text("state = 'waiting'"),
        sqlite_where=sa.text("state = 'waiting'"),
    )
    op.create_table(
        "channel_health",
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("last_ok_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_error", sa.Text(), nullable=True),
        sa.Column("last_error_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("red_since", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("channel", "account", name="pk_channel_health"),
    )
    op.create_table(
        "chat_reply",
        sa.Column("address_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("content_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("last_heard_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("effect_key", sa.Text(), nullable=False),
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
        sa.Column("channel", sa.Text(), nullable=True),
        sa.Column("account", sa.Text(), nullable=True),
        sa.Column("provider_id", sa.Text(), nullable=True),
        sa.Column("mail_name", sa.Text(), nullable=True),
        sa.Column("delivered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failed_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_chat_reply"),
        sa.UniqueConstraint("effect_key", name="uq_chat_reply_effect_key"),
    )
    op.create_index("ix_chat_reply_mail_name", "chat_reply", ["mail_name"], unique=False)
    op.create_index(
        "ix_chat_reply_parked",
        "chat_reply",
        ["made_at", "id"],
        unique=False,
        postgresql_where=sa.text("state = 'parked'"),
        sqlite_where=sa.text("state = 'parked'"),
    )
    op.create_index("ix_chat_reply_provider_id", "chat_reply", ["provider_id"], unique=False)
    op.create_index(
        "ix_chat_reply_waiting",
        "chat_reply",
        ["next_try_at", "id"],
        unique=False,
        postgresql_where=sa.text("state = 'waiting'"),
        sqlite_where=sa.text("state = 'waiting'"),
    )
    op.create_table(
        "last_heard",
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("channel", "digest", name="pk_last_heard"),
    )
    op.create_index("ix_last_heard_at", "last_heard", ["at"], unique=False)
    op.create_table(
        "mail_answered",
        sa.Column("sender_digest", sa.LargeBinary(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("sender_digest", "day", name="pk_mail_answered"),
    )
    op.create_index("ix_mail_answered_day", "mail_answered", ["day"], unique=False)
    op.create_table(
        "mailbox_progress",
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("folder", sa.Text(), nullable=False),
        sa.Column("uidvalidity", sa.BigInteger(), nullable=True),
        sa.Column("last_uid", sa.BigInteger(), nullable=True),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failing_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("reconciled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("missed", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("account", "folder", name="pk_mailbox_progress"),
    )
    op.create_table(
        "policy_version",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("first_good_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("loaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("kind", "sha256", name="pk_policy_version"),
    )
    op.create_index(
        "ix_policy_version_loaded_at", "policy_version", ["kind", "loaded_at"], unique=False
    )
    op.create_table(
        "arrival_raw",
        sa.Column("arrival_id", sa.Uuid(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["arrival_id"], ["arrival.id"], name="fk_arrival_raw_arrival_id"),
        sa.PrimaryKeyConstraint("arrival_id", name="pk_arrival_raw"),
    )
    op.create_table(
        "diary_feed",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("officer_id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["officer_id"], ["officer.id"], name="fk_diary_feed_officer_id"),
        sa.PrimaryKeyConstraint("id", name="pk_diary_feed"),
        sa.UniqueConstraint("token_hash", name="uq_diary_feed_token_hash"),
    )
    op.create_index("ix_diary_feed_officer_id", "diary_feed", ["officer_id"], unique=False)
    op.create_table(
        "handover",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("officer_id", sa.Uuid(), nullable=False),
        sa.Column(
            "part",
            sa.Enum("vo", "inquiring-officer", name="part", native_enum=False, length=48),
            nullable=False,
        ),
        sa.Column("made_by", sa.Uuid(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("back_on", sa.Date(), nullable=True),
        sa.Column("given_back_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["made_by"], ["officer.id"], name="fk_handover_made_by"),
        sa.ForeignKeyConstraint(["officer_id"], ["officer.id"], name="fk_handover_officer_id"),
        sa.PrimaryKeyConstraint("id", name="pk_handover"),
    )
    op.create_index("ix_handover_made_at", "handover", ["made_at", "id"], unique=False)
    op.create_table(
        "post_envelope",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("officer_id", sa.Uuid(), nullable=False),
        sa.Column(
            "how",
            sa.Enum("post", "hand", "other-office", name="howitcame", native_enum=False, length=48),
            nullable=False,
        ),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sender_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("sender_digest", sa.LargeBinary(), nullable=True),
        sa.Column("typed_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("key_public", sa.Text(), nullable=True),
        sa.Column("key_sealed", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["officer_id"], ["officer.id"], name="fk_post_envelope_officer_id"),
        sa.PrimaryKeyConstraint("id", name="pk_post_envelope"),
        sa.UniqueConstraint("number", name="uq_post_envelope_number"),
    )
    op.create_index(
        "ix_post_envelope_officer",
        "post_envelope",
        ["officer_id", "closed_at", "opened_at"],
        unique=False,
    )
    op.create_table(
        "allegation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("text_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("done_from", sa.Date(), nullable=True),
        sa.Column("done_until", sa.Date(), nullable=True),
        sa.Column("amount", sa.BigInteger(), nullable=True),
        sa.Column("provision", sa.Text(), nullable=True),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name="fk_allegation_record_id"),
        sa.PrimaryKeyConstraint("id", name="pk_allegation"),
        sa.UniqueConstraint("record_id", "number", name="uq_allegation_record_id_number"),
    )
    op.create_index("ix_allegation_record_id", "allegation", ["record_id"], unique=False)
    op.create_table(
        "arrived_message",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("arrival_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
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
                "instagram",
                "letter",
                "form",
                "field-visit",
                "import",
                name="channel",
                native_enum=False,
                length=48,
            ),
            nullable=False,
        ),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("external_id", sa.Text(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "complaint-or-reply",
                "auto-reply",
                "bounce",
                "receipt",
                "edit",
                "deletion",
                "echo",
                "unknown",
                name="messagekind",
                native_enum=False,
                length=48,
            ),
            nullable=False,
        ),
        sa.Column("content_digest", sa.LargeBinary(), nullable=False),
        sa.Column("sender_digest", sa.LargeBinary(), nullable=True),
        sa.Column(
            "outcome",
            sa.Enum(
                "registered",
                "attached",
                "conversation",
                "noted",
                "held",
                "not-a-complaint",
                name="outcome",
                native_enum=False,
                length=48,
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("record_id", sa.Uuid(), nullable=True),
        sa.Column("suggested_id", sa.Uuid(), nullable=True),
        sa.Column("repeats", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("proposed_by", sa.Uuid(), nullable=True),
        sa.Column("proposed_reason", sa.Text(), nullable=True),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["arrival_id"], ["arrival.id"], name="fk_arrived_message_arrival_id"
        ),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["officer.id"], name="fk_arrived_message_decided_by"
        ),
        sa.ForeignKeyConstraint(
            ["proposed_by"], ["officer.id"], name="fk_arrived_message_proposed_by"
        ),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name="fk_arrived_message_record_id"),
        sa.ForeignKeyConstraint(
            ["suggested_id"], ["record.id"], name="fk_arrived_message_suggested_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_arrived_message"),
        sa.UniqueConstraint(
            "channel",
            "account",
            "external_id",
            name="uq_arrived_message_channel_account_external_id",
        ),
    )
    op.create_index(
        "ix_arrived_message_arrival_id", "arrived_message", ["arrival_id"], unique=False
    )
    op.create_index(
        "ix_arrived_message_held",
        "arrived_message",
        ["at", "id"],
        unique=False,
        postgresql_where=sa.text("outcome = 'held'"),
        sqlite_where=sa.text("outcome = 'held'"),
    )
    op.create_index("ix_arrived_message_record_id", "arrived_message", ["record_id"], unique=False)
    op.create_index(
        "ix_arrived_message_sender", "arrived_message", ["sender_digest", "at"], unique=False
    )
    op.create_table(
        "case_entity",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "vendor",
                "bank-account",
                "vehicle",
                "tender",
                name="entitykind",
                native_enum=False,
                length=48,
            ),
            nullable=False,
        ),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("text_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("mark", sa.LargeBinary(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name="fk_case_entity_record_id"),
        sa.PrimaryKeyConstraint("id", name="pk_case_entity"),
    )
    op.create_index("ix_case_entity_mark", "case_entity", ["mark"], unique=False)
    op.create_index("ix_case_entity_record_id", "case_entity", ["record_id"], unique=False)
    op.create_table(
        "case_link",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("pair", sa.Uuid(), nullable=False),
        sa.Column("other_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "related",
                "merged-into",
                "merged-from",
                "split-from",
                "split-into",
                name="linkkind",
                native_enum=False,
                length=48,
            ),
            nullable=False,
        ),
        sa.Column("note_number", sa.Integer(), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_by", sa.Uuid(), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_by", sa.Uuid(), nullable=True),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_note", sa.Integer(), nullable=True),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["done_by"], ["officer.id"], name="fk_case_link_done_by"),
        sa.ForeignKeyConstraint(["made_by"], ["officer.id"], name="fk_case_link_made_by"),
        sa.ForeignKeyConstraint(["other_id"], ["record.id"], name="fk_case_link_other_id"),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name="fk_case_link_record_id"),
        sa.ForeignKeyConstraint(["undone_by"], ["officer.id"], name="fk_case_link_undone_by"),
        sa.PrimaryKeyConstraint("id", name="pk_case_link"),
    )
    op.create_index("ix_case_link_other_id", "case_link", ["other_id"], unique=False)
    op.create_index("ix_case_link_pair", "case_link", ["pair"], unique=False)
    op.create_index("ix_case_link_record_id", "case_link", ["record_id"], unique=False)
    op.create_table(
        "case_retold",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("pair", sa.Uuid(), nullable=False),
        sa.Column(
            "what",
            sa.Enum(
                "complaint",
                "accused",
                "allegation",
                "point",
                name="retold",
                native_enum=False,
                length=48,
            ),
            nullable=False,
        ),
        sa.Column("source_id", sa.Uuid(), nullable=False),
        sa.Column("told_id", sa.Uuid(), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name="fk_case_retold_record_id"),
        sa.PrimaryKeyConstraint("id", name="pk_case_retold"),
    )
    op.create_index("ix_case_retold_pair", "case_retold", ["pair"], unique=False)
    op.create_index("ix_case_retold_record_id", "case_retold", ["record_id"], unique=False)
    op.create_table(
        "confirm_code",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("how", sa.Text(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name="fk_confirm_code_record_id"),
        sa.PrimaryKeyConstraint("id", name="pk_confirm_code"),
    )
    op.create_index("ix_confirm_code_record_id", "confirm_code", ["record_id"], unique=False)
    op.create_table(
        "contact_mark",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name="fk_contact_mark_record_id"),
        sa.PrimaryKeyConstraint("id", name="pk_contact_mark"),
    )
    op.create_index("ix_contact_mark_digest", "contact_mark", ["digest", "made_at"], unique=False)
    op.create_index("ix_contact_mark_record_id", "contact_mark", ["record_id"], unique=False)
    op.create_table(
        "conversation",
        sa.Column("id", sa.Uuid(), nullable=False),
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
                "instagram",
                "letter",
                "form",
                "field-visit",
                "import",
                name="channel",
                native_enum=False,
                length=48,
            ),
            nullable=False,
        ),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("sender_digest", sa.LargeBinary(), nullable=False),
        sa.Column(
            "place",
            sa.Enum("private", "group", "public", name="where", native_enum=False, length=48),
            nullable=False,
        ),
        sa.Column("address_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column(
            "step",
            sa.Enum(
                "start",
                "menu",
                "gathering",
                "what",
                "where",
                "scheme",
                "money",
                "papers",
                "closing",
                "confirm",
                "scheme-info",
                "person",
                "person-number",
                name="step",
                native_enum=False,
                length=48,
            ),
            nullable=False,
        ),
        sa.Column("draft_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("heard_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=True),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=True),
        sa.Column("silenced_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name="fk_conversation_record_id"),
        sa.PrimaryKeyConstraint("id", name="pk_conversation"),
        sa.UniqueConstraint(
            "channel",
            "account",
            "sender_digest",
            "place",
            name="uq_conversation_channel_account_sender_digest_place",
        ),
    )
    op.create_index(
        "ix_conversation_due",
        "conversation",
        ["due_at", "id"],
        unique=False,
        postgresql_where=sa.text("due_at IS NOT NULL"),
        sqlite_where=sa.text("due_at IS NOT NULL"),
    )
    op.create_table(
        "false_complaint",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("malice", sa.Boolean(), nullable=False),
        sa.Column("authority", sa.Text(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("court_complaint_on", sa.Date(), nullable=True),
        sa.Column("note_number", sa.Integer(), nullable=False),
        sa.Column("proposed_by", sa.Uuid(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("found_by", sa.Uuid(), nullable=True),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_by", sa.Uuid(), nullable=True),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_note", sa.Integer(), nullable=True),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["found_by"], ["officer.id"], name="fk_false_complaint_found_by"),
        sa.ForeignKeyConstraint(
            ["proposed_by"], ["officer.id"], name="fk_false_complaint_proposed_by"
        ),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name="fk_false_complaint_record_id"),
        sa.ForeignKeyConstraint(["undone_by"], ["officer.id"], name="fk_false_complaint_undone_by"),
        sa.PrimaryKeyConstraint("id", name="pk_false_complaint"),
    )
    op.create_index("ix_false_complaint_record_id", "false_complaint", ["record_id"], unique=False)
    op.create_table(
        "feedback_rating",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("rating", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("text_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name="fk_feedback_rating_record_id"),
        sa.PrimaryKeyConstraint("id", name="pk_feedback_rating"),
    )
    op.create_index("ix_feedback_rating_record_id", "feedback_rating", ["record_id"], unique=False)
    op.create_table(
        "handover_item",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("handover_id", sa.Uuid(), nullable=False),
        sa.Column("taken_by", sa.Uuid(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["handover_id"], ["handover.id"], name="fk_handover_item_handover_id"
        ),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name="fk_handover_item_record_id"),
        sa.ForeignKeyConstraint(["taken_by"], ["officer.id"], name="fk_handover_item_taken_by"),
        sa.PrimaryKeyConstraint("id", name="pk_handover_item"),
    )
    op.create_index("ix_handover_item_handover_id", "handover_item", ["handover_id"], unique=False)
    op.create_index("ix_handover_item_record_id", "handover_item", ["record_id"], unique=False)
    op.create_table(
        "heard_mail",
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name="fk_heard_mail_record_id"),
        sa.PrimaryKeyConstraint("digest", name="pk_heard_mail"),
    )
    op.create_table(
        "letter",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "confirmation-letter",
                "confirmation-reminder",
                "complainant-outcome",
                "forwarding-to-department",
                "rti-reply",
                "inquiry-order",
                "charge-sheet",
                "appointment-of-inquiry-officer",
                "appointment-of-presenting-officer",
                "report-copy-forwarding",
                "show-cause",
                "show-cause-disagreement",
                "final-order-penalty",
                "final-order-exoneration",
                "letter-of-exoneration",
                "imputations-minor",
                "minor-order-penalty",
                "suspension-order",
                "suspension-revocation",
                "request-17a",
                "request-19",
                "request-218",
                "reference-to-agency",
                "agency-reminder",
                "recovery-order",
                "governor-sanction-request",
                "reminder-of-waiting",
                name="letterkind",
                native_enum=False,
                length=48,
            ),
            nullable=False,
        ),
        sa.Column(
            "language",
            sa.Enum("hi", "en", name="language", native_enum=False, length=48),
            nullable=False,
        ),
        sa.Column("accused_id", sa.Uuid(), nullable=True),
        sa.Column("proceeding_id", sa.Uuid(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "put-up",
                "approved",
                "issued",
                "served",
                "withdrawn",
                name="letterstate",
                native_enum=False,
                length=48,
            ),
            nullable=False,
        ),
        sa.Column("addressee", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("text_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("drafted_by", sa.Uuid(), nullable=True),
        sa.Column("drafted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("approved_by", sa.Uuid(), nullable=True),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("paper_number", sa.Integer(), nullable=True),
        sa.Column("sha256", sa.LargeBinary(), nullable=True),
        sa.Column("served_on", sa.Date(), nullable=True),
        sa.Column(
            "served_how",
            sa.Enum(
                "in-person",
                "registered-post",
                "substituted",
                "refused",
                name="service",
                native_enum=False,
                length=48,
            ),
            nullable=True,
        ),
        sa.Column("withdrawn_note", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["approved_by"], ["officer.id"], name="fk_letter_approved_by"),
        sa.ForeignKeyConstraint(["drafted_by"], ["officer.id"], name="fk_letter_drafted_by"),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name="fk_letter_record_id"),
        sa.PrimaryKeyConstraint("id", name="pk_letter"),
        sa.UniqueConstraint("number", name="uq_letter_number"),
    )
    op.create_index("ix_letter_record_id", "letter", ["record_id"], unique=False)
    op.create_table(
        "mail_answer_owed",
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.Column("sender_digest", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name="fk_mail_answer_owed_record_id"),
        sa.PrimaryKeyConstraint("record_id", name="pk_mail_answer_owed"),
    )
    op.create_index(
        "ix_mail_answer_owed_sender_digest", "mail_answer_owed", ["sender_digest"], unique=False
    )
    op.create_table(
        "mail_thread",
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.Column("name_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name="fk_mail_thread_record_id"),
        sa.PrimaryKeyConstraint("record_id", name="pk_mail_thread"),
    )
    op.create_table(
        "new_evidence",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "what",
            sa.Enum("message", "papers", name="evidencekind", native_enum=False, length=48),
            nullable=False,
        ),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("looked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("looked_by", sa.Uuid(), nullable=True),
        sa.Column("note_number", sa.Integer(), nullable=True),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["looked_by"], ["officer.id"], name="fk_new_evidence_looked_by"),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name="fk_new_evidence_record_id"),
        sa.PrimaryKeyConstraint("id", name="pk_new_evidence"),
    )
    op.create_index("ix_new_evidence_record_id", "new_evidence", ["record_id"], unique=False)
    op.create_index(
        "ix_new_evidence_unseen",
        "new_evidence",
        ["raised_at", "id"],
        unique=False,
        postgresql_where=sa.text("looked_at IS NULL"),
        sqlite_where=sa.text("looked_at IS NULL"),
    )
    op.create_table(
        "official",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("hrms_id", sa.Text(), nullable=True),
        sa.Column("service", sa.Text(), nullable=True),
        sa.Column("cadre", sa.Text(), nullable=True),
        sa.Column(
            "group",
            sa.Enum("A", "B", "C", "D", name="group", native_enum=False, length=48),
            nullable=False,
        ),
        sa.Column("designation", sa.Text(), nullable=False),
        sa.Column("district_code", sa.Text(), nullable=True),
        sa.Column("appointing_authority", sa.Text(), nullable=False),
        sa.Column("disciplinary_authority", sa.Text(), nullable=False),
        sa.Column("born_on", sa.Date(), nullable=True),
        sa.Column("superannuates_on", sa.Date(), nullable=True),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name="fk_official_record_id"),
        sa.PrimaryKeyConstraint("id", name="pk_official"),
        sa.UniqueConstraint("hrms_id", name="uq_official_hrms_id"),
    )
    op.create_index("ix_official_record_id", "official", ["record_id"], unique=False)
    op.create_table(
        "phone_call",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "stage",
            sa.Enum(
                "draft",
                "call-back",
                "to-write-up",
                "registered",
                "dropped",
                "not-a-complaint",
                name="callstage",
                native_enum=False,
                length=48,
            ),
            nullable=False,
        ),
        sa.Column(
            "source",
            sa.Enum(
                "desk", "request", "records", "ivr", name="callsource", native_enum=False, length=48
            ),
            nullable=False,
        ),
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
                "instagram",
                "letter",
                "form",
                "field-visit",
                "import",
                name="channel",
                native_enum=False,
                length=48,
            ),
            nullable=False,
        ),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("officer_id", sa.Uuid(), nullable=True),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("caller_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("caller_digest", sa.LargeBinary(), nullable=True),
        sa.Column("typed_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("key_public", sa.Text(), nullable=False),
        sa.Column("key_sealed", sa.LargeBinary(), nullable=True),
        sa.Column(
            "best_time",
            sa.Enum(
                "any",
                "morning",
                "afternoon",
                "evening",
                name="besttime",
                native_enum=False,
                length=48,
            ),
            nullable=False,
        ),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=True),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("tried_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "tried",
            sa.Enum(
                "no-answer",
                "later",
                "wrong-number",
                "written-up",
                "written-before",
                "not-a-complaint",
                name="tryresult",
                native_enum=False,
                length=48,
            ),
            nullable=True,
        ),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("record_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["officer_id"], ["officer.id"], name="fk_phone_call_officer_id"),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name="fk_phone_call_record_id"),
        sa.PrimaryKeyConstraint("id", name="pk_phone_call"),
        sa.UniqueConstraint("external_id", name="uq_phone_call_external_id"),
    )
    op.create_index(
        "ix_phone_call_caller", "phone_call", ["caller_digest", "started_at"], unique=False
    )
    op.create_index(
        "ix_phone_call_open",
        "phone_call",
        ["stage", "started_at", "id"],
        unique=False,
        postgresql_where=sa.text("stage IN ('draft', 'call-back', 'to-write-up')"),
        sqlite_where=sa.text("stage IN ('draft', 'call-back', 'to-write-up')"),
    )
    op.create_index("ix_phone_call_record_id", "phone_call", ["record_id"], unique=False)
    op.create_table(
        "post_item",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("envelope_id", sa.Uuid(), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["envelope_id"], ["post_envelope.id"], name="fk_post_item_envelope_id"
        ),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name="fk_post_item_record_id"),
        sa.PrimaryKeyConstraint("id", name="pk_post_item"),
    )
    op.create_index("ix_post_item_envelope_id", "post_item", ["envelope_id"], unique=False)
    op.create_table(
        "post_scan",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("envelope_id", sa.Uuid(), nullable=False),
        sa.Column("blob_name", sa.Text(), nullable=False),
        sa.Column("stored_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["envelope_id"], ["post_envelope.id"], name="fk_post_scan_envelope_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_post_scan"),
        sa.UniqueConstraint("blob_name", name="uq_post_scan_blob_name"),
    )
    op.create_index("ix_post_scan_envelope_id", "post_scan", ["envelope_id"], unique=False)
    op.create_table(
        "representative_letter",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("member", sa.Text(), nullable=False),
        sa.Column(
            "office",
            sa.Enum(
                "mp",
                "mla",
                "mlc",
                "local-body",
                "constitutional-body",
                name="memberoffice",
                native_enum=False,
                length=48,
            ),
            nullable=False,
        ),
        sa.Column("constituency", sa.Text(), nullable=True),
        sa.Column("letter_number", sa.Text(), nullable=True),
        sa.Column("letter_date", sa.Date(), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("forwards_other", sa.Boolean(), nullable=False),
        sa.Column(
            "stage",
            sa.Enum(
                "letter-received",
                "letter-confirmed",
                "letter-replied",
                name="representativestate",
                native_enum=False,
                length=48,
            ),
            nullable=False,
        ),
        sa.Column("clock_from", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("confirmed_on", sa.Date(), nullable=True),
        sa.Column("replied_on", sa.Date(), nullable=True),
        sa.Column("reply_number", sa.Text(), nullable=True),
        sa.Column("reopened_for", sa.Text(), nullable=True),
        sa.Column("complaint_id", sa.Uuid(), nullable=True),
        sa.Column("entered_by", sa.Uuid(), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["complaint_id"], ["record.id"], name="fk_representative_letter_complaint_id"
        ),
        sa.ForeignKeyConstraint(
            ["entered_by"], ["officer.id"], name="fk_representative_letter_entered_by"
        ),
        sa.ForeignKeyConstraint(
            ["record_id"], ["record.id"], name="fk_representative_letter_record_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_representative_letter"),
        sa.UniqueConstraint("number", name="uq_representative_letter_number"),
    )
    op.create_index(
        "ix_representative_letter_complaint_id",
        "representative_letter",
        ["complaint_id"],
        unique=False,
    )
    op.create_index(
        "ix_representative_letter_due",
        "representative_letter",
        ["stage", "due_on", "id"],
        unique=False,
    )
    op.create_index(
        "ix_representative_letter_record_id", "representative_letter", ["record_id"], unique=False
    )
    op.create_index(
        "ix_representative_letter_year", "representative_letter", ["year", "serial"], unique=False
    )
    op.create_table(
        "taken_once",
        sa.Column("key", sa.LargeBinary(), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name="fk_taken_once_record_id"),
        sa.PrimaryKeyConstraint("key", name="pk_taken_once"),
    )
    op.create_index("ix_taken_once_record_id", "taken_once", ["record_id"], unique=False)
    op.create_table(
        "text_mark",
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.Column("exact", sa.LargeBinary(), nullable=False),
        sa.Column("gist", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name="fk_text_mark_record_id"),
        sa.PrimaryKeyConstraint("record_id", name="pk_text_mark"),
    )
    op.create_index("ix_text_mark_exact", "text_mark", ["exact", "made_at"], unique=False)
    op.create_index("ix_text_mark_gist", "text_mark", ["gist", "made_at"], unique=False)
    op.create_table(
        "accused",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("official_id", sa.Uuid(), nullable=False),
        sa.Column("post_then", sa.Text(), nullable=False),
        sa.Column("named_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("struck_off_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("struck_off_note", sa.Integer(), nullable=True),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["official_id"], ["official.id"], name="fk_accused_official_id"),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name="fk_accused_record_id"),
        sa.PrimaryKeyConstraint("id", name="pk_accused"),
        sa.UniqueConstraint("record_id", "number", name="uq_accused_record_id_number"),
    )
    op.create_index("ix_accused_official_id", "accused", ["official_id"], unique=False)
    op.create_index("ix_accused_record_id", "accused", ["record_id"], unique=False)
    op.create_table(
        "call_recording",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("call_id", sa.Uuid(), nullable=False),
        sa.Column("blob_name", sa.Text(), nullable=False),
        sa.Column("stored_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["call_id"], ["phone_call.id"], name="fk_call_recording_call_id"),
        sa.PrimaryKeyConstraint("id", name="pk_call_recording"),
        sa.UniqueConstraint("blob_name", name="uq_call_recording_blob_name"),
    )
    op.create_index("ix_call_recording_call_id", "call_recording", ["call_id"], unique=False)
    op.create_table(
        "media_fetch",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("arrived_id", sa.Uuid(), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=True),
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
                "instagram",
                "letter",
                "form",
                "field-visit",
                "import",
                name="channel",
                native_enum=False,
                length=48,
            ),
            nullable=False,
        ),
        sa.Column("wanted_sealed", sa.LargeBinary(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "waiting",
                "kept",
                "added",
                "not-fetched",
                "dropped",
                name="mediastate",
                native_enum=False,
                length=48,
            ),
            nullable=False,
        ),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_try_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("leased_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("give_up_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_error", sa.Text(), nullable=True),
        sa.Column("size", sa.BigInteger(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["arrived_id"], ["arrived_message.id"], name="fk_media_fetch_arrived_id"
        ),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name="fk_media_fetch_record_id"),
        sa.PrimaryKeyConstraint("id", name="pk_media_fetch"),
    )
    op.create_index("ix_media_fetch_arrived_id", "media_fetch", ["arrived_id"], unique=False)
    op.create_index(
        "ix_media_fetch_open",
        "media_fetch",
        ["next_try_at", "id"],
        unique=False,
        postgresql_where=sa.text("state IN ('waiting', 'kept')"),
        sqlite_where=sa.text("state IN ('waiting', 'kept')"),
    )
    op.create_index("ix_media_fetch_record_id", "media_fetch", ["record_id"], unique=False)
    op.create_table(
        "paper_inspection",
        sa.Column("paper_id", sa.Uuid(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "waiting",
                "done",
                "not-scanned",
                "failed",
                name="inspectionstate",
                native_enum=False,
                length=48,
            ),
            nullable=False,
        ),
        sa.Column(
            "signs", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False
        ),
        sa.Column(
            "facts", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False
        ),
        sa.Column("listing_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("leased_until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("inspected_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["paper_id"], ["paper.id"], name="fk_paper_inspection_paper_id"),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name="fk_paper_inspection_record_id"),
        sa.PrimaryKeyConstraint("paper_id", name="pk_paper_inspection"),
    )
    op.create_index(
        "ix_paper_inspection_due", "paper_inspection", ["state", "leased_until"], unique=False
    )
    op.create_index(
        "ix_paper_inspection_record_id", "paper_inspection", ["record_id"], unique=False
    )
    op.create_table(
        "paper_mark",
        sa.Column("paper_id", sa.Uuid(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["paper_id"], ["paper.id"], name="fk_paper_mark_paper_id"),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name="fk_paper_mark_record_id"),
        sa.PrimaryKeyConstraint("paper_id", name="pk_paper_mark"),
    )
    op.create_index("ix_paper_mark_digest", "paper_mark", ["digest", "record_id"], unique=False)
    op.create_index("ix_paper_mark_record_id", "paper_mark", ["record_id"], unique=False)
    op.create_table(
        "posting",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.Column("official_id", sa.Uuid(), nullable=False),
        sa.Column("designation", sa.Text(), nullable=False),
        sa.Column("office", sa.Text(), nullable=False),
        sa.Column("district_code", sa.Text(), nullable=True),
        sa.Column("reports_to", sa.Text(), nullable=True),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["official_id"], ["official.id"], name="fk_posting_official_id"),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name="fk_posting_record_id"),
        sa.PrimaryKeyConstraint("id", name="pk_posting"),
    )
    op.create_index("ix_posting_official", "posting", ["official_id", "since"], unique=False)
    op.create_index("ix_posting_record_id", "posting", ["record_id"], unique=False)
    op.create_table(
        "allegation_point",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("allegation_id", sa.Uuid(), nullable=False),
        sa.Column("accused_id", sa.Uuid(), nullable=False),
        sa.Column(
            "finding",
            sa.Enum(
                "substantiated",
                "not-substantiated",
                "could-not-be-proved",
                "dropped",
                name="pointfinding",
                native_enum=False,
                length=48,
            ),
            nullable=True,
        ),
        sa.Column("finding_note", sa.Integer(), nullable=True),
        sa.Column("found_by", sa.Uuid(), nullable=True),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["accused_id"], ["accused.id"], name="fk_allegation_point_accused_id"
        ),
        sa.ForeignKeyConstraint(
            ["allegation_id"], ["allegation.id"], name="fk_allegation_point_allegation_id"
        ),
        sa.ForeignKeyConstraint(["found_by"], ["officer.id"], name="fk_allegation_point_found_by"),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name="fk_allegation_point_record_id"),
        sa.PrimaryKeyConstraint("id", name="pk_allegation_point"),
        sa.UniqueConstraint(
            "allegation_id", "accused_id", name="uq_allegation_point_allegation_id_accused_id"
        ),
    )
    op.create_index(
        "ix_allegation_point_accused_id", "allegation_point", ["accused_id"], unique=False
    )
    op.create_index(
        "ix_allegation_point_record_id", "allegation_point", ["record_id"], unique=False
    )
    op.create_table(
        "proceeding",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("accused_id", sa.Uuid(), nullable=True),
        sa.Column(
            "track",
            sa.Enum(
                "complaint",
                "inquiry",
                "departmental-major",
                "departmental-minor",
                "suspension",
                "sanction-17a",
                "sanction-19",
                "sanction-218",
                "criminal",
                "recovery",
                "after-retirement",
                "complainant-appeal",
                "public-representative",
                "reference",
                "rti",
                "transfer",
                "disclosure",
                name="track",
                native_enum=False,
                length=48,
            ),
            nullable=False,
        ),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("state_since", sa.Date(), nullable=False),
        sa.Column("begun_on", sa.Date(), nullable=False),
        sa.Column("with_whom", sa.Text(), nullable=True),
        sa.Column("next_hearing_on", sa.Date(), nullable=True),
        sa.Column("next_hearing_purpose", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["accused_id"], ["accused.id"], name="fk_proceeding_accused_id"),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name="fk_proceeding_record_id"),
        sa.PrimaryKeyConstraint("id", name="pk_proceeding"),
    )
    op.create_index("ix_proceeding_accused_id", "proceeding", ["accused_id"], unique=False)
    op.create_index(
        "ix_proceeding_appeal_filed",
        "proceeding",
        ["begun_on", "id"],
        unique=False,
        postgresql_where=sa.text("state = 'complainant-appeal-filed'"),
        sqlite_where=sa.text("state = 'complainant-appeal-filed'"),
    )
    op.create_index(
        "ix_proceeding_next_hearing",
        "proceeding",
        ["next_hearing_on", "id"],
        unique=False,
        postgresql_where=sa.text("next_hearing_on IS NOT NULL"),
        sqlite_where=sa.text("next_hearing_on IS NOT NULL"),
    )
    op.create_index("ix_proceeding_record_id", "proceeding", ["record_id"], unique=False)
    op.create_table(
        "proceeding_entry",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("proceeding_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column(
            "facts", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False
        ),
        sa.Column("note_number", sa.Integer(), nullable=True),
        sa.Column("recorded_by", sa.Uuid(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["proceeding_id"], ["proceeding.id"], name="fk_proceeding_entry_proceeding_id"
        ),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name="fk_proceeding_entry_record_id"),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["officer.id"], name="fk_proceeding_entry_recorded_by"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_proceeding_entry"),
    )
    op.create_index(
        "ix_proceeding_entry_order", "proceeding_entry", ["proceeding_id", "number"], unique=False
    )
    op.create_index(
        "ix_proceeding_entry_record_id", "proceeding_entry", ["record_id"], unique=False
    )
    op.add_column(
        "case_complaint", sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True)
    )
    op.add_column("case_complaint", sa.Column("undone_by", sa.Uuid(), nullable=True))
    op.add_column("case_complaint", sa.Column("undone_note", sa.Integer(), nullable=True))
    op.add_column("clock", sa.Column("proceeding_id", sa.Uuid(), nullable=True))
    op.add_column("clock", sa.Column("track", sa.Text(), nullable=True))
    op.add_column("clock", sa.Column("extensions", sa.Integer(), nullable=True))
    op.create_index("ix_clock_proceeding_id", "clock", ["proceeding_id"], unique=False)
    op.create_index(
        "ix_clock_running_limit",
        "clock",
        ["limit_name", "due_on", "id"],
        unique=False,
        postgresql_where=sa.text("done_on IS NULL"),
        sqlite_where=sa.text("done_on IS NULL"),
    )
    op.create_index(
        "ix_clock_stay_wake",
        "clock_stay",
        ["wake_on", "id"],
        unique=False,
        postgresql_where=sa.text("until IS NULL"),
        sqlite_where=sa.text("until IS NULL"),
    )
    op.add_column(
        "note",
        sa.Column(
            "endorsement",
            sa.Enum(
                "put-up",
                "approved",
                "discuss",
                "seen",
                name="endorsement",
                native_enum=False,
                length=48,
            ),
            nullable=True,
        ),
    )
    op.add_column("outbox", sa.Column("message_id", sa.Uuid(), nullable=True))
    op.add_column("outbox", sa.Column("values_sealed", sa.LargeBinary(), nullable=True))
    op.add_column("outbox", sa.Column("thread", sa.Text(), nullable=True))
    op.add_column("outbox", sa.Column("channel", sa.Text(), nullable=True))
    op.add_column("outbox", sa.Column("account", sa.Text(), nullable=True))
    op.add_column("outbox", sa.Column("provider_id", sa.Text(), nullable=True))
    op.add_column("outbox", sa.Column("mail_name", sa.Text(), nullable=True))
    op.add_column("outbox", sa.Column("delivered_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("outbox", sa.Column("read_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("outbox", sa.Column("failed_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index("ix_outbox_mail_name", "outbox", ["mail_name"], unique=False)
    op.create_index("ix_outbox_message_id", "outbox", ["message_id"], unique=False)
    op.create_index(
        "ix_outbox_parked",
        "outbox",
        ["made_at", "id"],
        unique=False,
        postgresql_where=sa.text("state = 'parked'"),
        sqlite_where=sa.text("state = 'parked'"),
    )
    op.create_index("ix_outbox_provider_id", "outbox", ["provider_id"], unique=False)
    op.create_index("ix_paper_added_at", "paper", ["added_at", "id"], unique=False)
    # ### end Alembic commands ###
    _guard()


def downgrade() -> None:
    """Take them away, unless something has arrived: that would be losing it."""
    if op.get_bind().execute(sa.text("SELECT count(*) FROM arrival")).scalar_one():
        raise RuntimeError("something has arrived: this schema may not be taken away")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP TRIGGER arrival_kept ON arrival")
        op.execute("DROP TRIGGER arrival_raw_kept ON arrival_raw")
        op.execute("DROP FUNCTION arrivals_are_kept()")
    op.drop_index("ix_paper_added_at", table_name="paper")
    op.drop_index("ix_outbox_provider_id", table_name="outbox")
    op.drop_index(
        "ix_outbox_parked",
        table_name="outbox",
        postgresql_where=sa.text("state = 'parked'"),
        sqlite_where=sa.text("state = 'parked'"),
    )
    op.drop_index("ix_outbox_message_id", table_name="outbox")
    op.drop_index("ix_outbox_mail_name", table_name="outbox")
    op.drop_column("outbox", "failed_at")
    op.drop_column("outbox", "read_at")
    op.drop_column("outbox", "delivered_at")
    op.drop_column("outbox", "mail_name")
    op.drop_column("outbox", "provider_id")
    op.drop_column("outbox", "account")
    op.drop_column("outbox", "channel")
    op.drop_column("outbox", "thread")
    op.drop_column("outbox", "values_sealed")
    op.drop_column("outbox", "message_id")
    op.drop_column("note", "endorsement")
    op.drop_index(
        "ix_clock_stay_wake",
        table_name="clock_stay",
        postgresql_where=sa.text("until IS NULL"),
        sqlite_where=sa.text("until IS NULL"),
    )
    op.drop_index(
        "ix_clock_running_limit",
        table_name="clock",
        postgresql_where=sa.text("done_on IS NULL"),
        sqlite_where=sa.text("done_on IS NULL"),
    )
    op.drop_index("ix_clock_proceeding_id", table_name="clock")
    op.drop_column("clock", "extensions")
    op.drop_column("clock", "track")
    op.drop_column("clock", "proceeding_id")
    op.drop_column("case_complaint", "undone_note")
    op.drop_column("case_complaint", "undone_by")
    op.drop_column("case_complaint", "undone_at")
    op.drop_index("ix_proceeding_entry_record_id", table_name="proceeding_entry")
    op.drop_index("ix_proceeding_entry_order", table_name="proceeding_entry")
    op.drop_table("proceeding_entry")
    op.drop_index("ix_proceeding_record_id", table_name="proceeding")
    op.drop_index(
        "ix_proceeding_next_hearing",
        table_name="proceeding",
        postgresql_where=sa.text("next_hearing_on IS NOT NULL"),
        sqlite_where=sa.text("next_hearing_on IS NOT NULL"),
    )
    op.drop_index(
        "ix_proceeding_appeal_filed",
        table_name="proceeding",
        postgresql_where=sa.text("state = 'complainant-appeal-filed'"),
        sqlite_where=sa.text("state = 'complainant-appeal-filed'"),
    )
    op.drop_index("ix_proceeding_accused_id", table_name="proceeding")
    op.drop_table("proceeding")
    op.drop_index("ix_allegation_point_record_id", table_name="allegation_point")
    op.drop_index("ix_allegation_point_accused_id", table_name="allegation_point")
    op.drop_table("allegation_point")
    op.drop_index("ix_posting_record_id", table_name="posting")
    op.drop_index("ix_posting_official", table_name="posting")
    op.drop_table("posting")
    op.drop_index("ix_paper_mark_record_id", table_name="paper_mark")
    op.drop_index("ix_paper_mark_digest", table_name="paper_mark")
    op.drop_table("paper_mark")
    op.drop_index("ix_paper_inspection_record_id", table_name="paper_inspection")
    op.drop_index("ix_paper_inspection_due", table_name="paper_inspection")
    op.drop_table("paper_inspection")
    op.drop_index("ix_media_fetch_record_id", table_name="media_fetch")
    op.drop_index(
        "ix_media_fetch_open",
        table_name="media_fetch",
        postgresql_where=sa.text("state IN ('waiting', 'kept')"),
        sqlite_where=sa.text("state IN ('waiting', 'kept')"),
    )
    op.drop_index("ix_media_fetch_arrived_id", table_name="media_fetch")
    op.drop_table("media_fetch")
    op.drop_index("ix_call_recording_call_id", table_name="call_recording")
    op.drop_table("call_recording")
    op.drop_index("ix_accused_record_id", table_name="accused")
    op.drop_index("ix_accused_official_id", table_name="accused")
    op.drop_table("accused")
    op.drop_index("ix_text_mark_gist", table_name="text_mark")
    op.drop_index("ix_text_mark_exact", table_name="text_mark")
    op.drop_table("text_mark")
    op.drop_index("ix_taken_once_record_id", table_name="taken_once")
    op.drop_table("taken_once")
    op.drop_index("ix_representative_letter_year", table_name="representative_letter")
    op.drop_index("ix_representative_letter_record_id", table_name="representative_letter")
    op.drop_index("ix_representative_letter_due", table_name="representative_letter")
    op.drop_index("ix_representative_letter_complaint_id", table_name="representative_letter")
    op.drop_table("representative_letter")
    op.drop_index("ix_post_scan_envelope_id", table_name="post_scan")
    op.drop_table("post_scan")
    op.drop_index("ix_post_item_envelope_id", table_name="post_item")
    op.drop_table("post_item")
    op.drop_index("ix_phone_call_record_id", table_name="phone_call")
    op.drop_index(
        "ix_phone_call_open",
        table_name="phone_call",
        postgresql_where=sa.text("stage IN ('draft', 'call-back', 'to-write-up')"),
        sqlite_where=sa.text("stage IN ('draft', 'call-back', 'to-write-up')"),
    )
    op.drop_index("ix_phone_call_caller", table_name="phone_call")
    op.drop_table("phone_call")
    op.drop_index("ix_official_record_id", table_name="official")
    op.drop_table("official")
    op.drop_index(
        "ix_new_evidence_unseen",
        table_name="new_evidence",
        postgresql_where=sa.text("looked_at IS NULL"),
        sqlite_where=sa.text("looked_at IS NULL"),
    )
    op.drop_index("ix_new_evidence_record_id", table_name="new_evidence")
    op.drop_table("new_evidence")
    op.drop_table("mail_thread")
    op.drop_index("ix_mail_answer_owed_sender_digest", table_name="mail_answer_owed")
    op.drop_table("mail_answer_owed")
    op.drop_index("ix_letter_record_id", table_name="letter")
    op.drop_table("letter")
    op.drop_table("heard_mail")
    op.drop_index("ix_handover_item_record_id", table_name="handover_item")
    op.drop_index("ix_handover_item_handover_id", table_name="handover_item")
    op.drop_table("handover_item")
    op.drop_index("ix_feedback_rating_record_id", table_name="feedback_rating")
    op.drop_table("feedback_rating")
    op.drop_index("ix_false_complaint_record_id", table_name="false_complaint")
    op.drop_table("false_complaint")
    op.drop_index(
        "ix_conversation_due",
        table_name="conversation",
        postgresql_where=sa.text("due_at IS NOT NULL"),
        sqlite_where=sa.text("due_at IS NOT NULL"),
    )
    op.drop_table("conversation")
    op.drop_index("ix_contact_mark_record_id", table_name="contact_mark")
    op.drop_index("ix_contact_mark_digest", table_name="contact_mark")
    op.drop_table("contact_mark")
    op.drop_index("ix_confirm_code_record_id", table_name="confirm_code")
    op.drop_table("confirm_code")
    op.drop_index("ix_case_retold_record_id", table_name="case_retold")
    op.drop_index("ix_case_retold_pair", table_name="case_retold")
    op.drop_table("case_retold")
    op.drop_index("ix_case_link_record_id", table_name="case_link")
    op.drop_index("ix_case_link_pair", table_name="case_link")
    op.drop_index("ix_case_link_other_id", table_name="case_link")
    op.drop_table("case_link")
    op.drop_index("ix_case_entity_record_id", table_name="case_entity")
    op.drop_index("ix_case_entity_mark", table_name="case_entity")
    op.drop_table("case_entity")
    op.drop_index("ix_arrived_message_sender", table_name="arrived_message")
    op.drop_index("ix_arrived_message_record_id", table_name="arrived_message")
    op.drop_index(
        "ix_arrived_message_held",
        table_name="arrived_message",
        postgresql_where=sa.text("outcome = 'held'"),
        sqlite_where=sa.text("outcome = 'held'"),
    )
    op.drop_index("ix_arrived_message_arrival_id", table_name="arrived_message")
    op.drop_table("arrived_message")
    op.drop_index("ix_allegation_record_id", table_name="allegation")
    op.drop_table("allegation")
    op.drop_index("ix_post_envelope_officer", table_name="post_envelope")
    op.drop_table("post_envelope")
    op.drop_index("ix_handover_made_at", table_name="handover")
    op.drop_table("handover")
    op.drop_index("ix_diary_feed_officer_id", table_name="diary_feed")
    op.drop_table("diary_feed")
    op.drop_table("arrival_raw")
    op.drop_index("ix_policy_version_loaded_at", table_name="policy_version")
    op.drop_table("policy_version")
    op.drop_table("mailbox_progress")
    op.drop_index("ix_mail_answered_day", table_name="mail_answered")
    op.drop_table("mail_answered")
    op.drop_index("ix_last_heard_at", table_name="last_heard")
    op.drop_table("last_heard")
    op.drop_index(
        "ix_chat_reply_waiting",
        table_name="chat_reply",
        postgresql_where=sa.text("state = 'waiting'"),
        sqlite_where=sa.text("state = 'waiting'"),
    )
    op.drop_index("ix_chat_reply_provider_id", table_name="chat_reply")
    op.drop_index(
        "ix_chat_reply_parked",
        table_name="chat_reply",
        postgresql_where=sa.text("state = 'parked'"),
        sqlite_where=sa.text("state = 'parked'"),
    )
    op.drop_index("ix_chat_reply_mail_name", table_name="chat_reply")
    op.drop_table("chat_reply")
    op.drop_table("channel_health")
    op.drop_index(
        "ix_arrival_waiting",
        table_name="arrival",
        postgresql_where=sa.text("state = 'waiting'"),
        sqlite_where=sa.text("state = 'waiting'"),
    )
    op.drop_index("ix_arrival_sha256", table_name="arrival")
    op.drop_index(
        "ix_arrival_held",
        table_name="arrival",
        postgresql_where=sa.text("state = 'held'"),
        sqlite_where=sa.text("state = 'held'"),
    )
    op.drop_index("ix_arrival_channel_received", table_name="arrival")
    op.drop_table("arrival")
    # ### end Alembic commands ###


def _guard() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION arrivals_are_kept() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'what arrived is kept'; END $$"
        )
        for table, when in GUARDED.items():
            op.execute(
                f"CREATE TRIGGER {table}_kept BEFORE {when} ON {table} "
                "FOR EACH ROW EXECUTE FUNCTION arrivals_are_kept()"
            )
        return
    for table, when in GUARDED.items():
        for act in when.split(" OR "):
            op.execute(
                f"CREATE TRIGGER {table}_kept_{act.lower()} BEFORE {act} ON {table} "
                "BEGIN SELECT RAISE(ABORT, 'what arrived is kept'); END"
            )
