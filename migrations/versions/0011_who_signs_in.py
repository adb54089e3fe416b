"""Who of those who sign in is who: the HRMS number of a log-in, so that nobody sees the matter he is accused in.

And the appeals that were filed before 0007 come before the reviewing officer: each complaint on which one waits says
since when. The ledger vouches for a record's row, so every row that is filled here gets an event on its chain, in the
name of the system, as docs/formats.md writes it.
"""

import hashlib
import secrets
import uuid
from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from vigilance.audit.canonical import canonical
from vigilance.audit.chain import SALT_BYTES, EventHeader, event_hash, payload_commit
from vigilance.database.types import UtcDateTime

revision = "0011"
down_revision = "0010"

EVENT = "put-under-review"
UNDECIDED = sa.text("decided_at IS NULL")
STANDING = {
    "postgresql_where": sa.text("approved IS true AND ended_at IS NULL"),
    "sqlite_where": sa.text("approved IS 1 AND ended_at IS NULL"),
}
RECORD = sa.table(
    "record",
    sa.column("id", sa.Uuid()),
    sa.column("kind", sa.Text()),
    sa.column("number", sa.Text()),
    sa.column("tier", sa.Text()),
    sa.column("opened_at", UtcDateTime()),
    sa.column("at_intake", sa.Boolean()),
    sa.column("assigned_to", sa.Uuid()),
    sa.column("inquiring_officer", sa.Uuid()),
    sa.column("released_to_minister", sa.Boolean()),
    sa.column("review_asked_at", UtcDateTime()),
    sa.column("seq", sa.Integer()),
    sa.column("head", sa.LargeBinary()),
)
PROCEEDING = sa.table(
    "proceeding",
    sa.column("id", sa.Uuid()),
    sa.column("record_id", sa.Uuid()),
    sa.column("track", sa.Text()),
    sa.column("state", sa.Text()),
    sa.column("struck_off_at", UtcDateTime()),
)
ENTRY = sa.table(
    "proceeding_entry",
    sa.column("proceeding_id", sa.Uuid()),
    sa.column("recorded_at", UtcDateTime()),
)
EVENTS = sa.table(
    "event",
    sa.column("id", sa.Uuid()),
    sa.column("record_id", sa.Uuid()),
    sa.column("record_seq", sa.Integer()),
    sa.column("type", sa.Text()),
    sa.column("actor", sa.Text()),
    sa.column("actor_role", sa.Text()),
    sa.column("at", UtcDateTime()),
    sa.column("payload_commit", sa.LargeBinary()),
    sa.column("prev_hash", sa.LargeBinary()),
    sa.column("event_hash", sa.LargeBinary()),
)
PAYLOADS = sa.table(
    "event_payload",
    sa.column("event_id", sa.Uuid()),
    sa.column("record_id", sa.Uuid()),
    sa.column("salt", sa.LargeBinary()),
    sa.column("body", sa.JSON().with_variant(JSONB(), "postgresql")),
)
UNSEALED = sa.table("unsealed", sa.column("event_id", sa.Uuid()))


def upgrade() -> None:
    """Make the table of numbers, and put what waits before the reviewing officer."""
    op.create_table(
        "login_number",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.Column("officer_id", sa.Uuid(), nullable=False),
        sa.Column("hrms_id", sa.Text(), nullable=False),
        sa.Column("proposed_by", sa.Uuid(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("approved", sa.Boolean(), nullable=True),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["decided_by"], ["officer.id"], name="fk_login_number_decided_by"),
        sa.ForeignKeyConstraint(["officer_id"], ["officer.id"], name="fk_login_number_officer_id"),
        sa.ForeignKeyConstraint(
            ["proposed_by"], ["officer.id"], name="fk_login_number_proposed_by"
        ),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name="fk_login_number_record_id"),
        sa.PrimaryKeyConstraint("id", name="pk_login_number"),
    )
    op.create_index("ix_login_number_officer_id", "login_number", ["officer_id"])
    op.create_index("ix_login_number_hrms_id", "login_number", ["hrms_id"])
    op.create_index(
        "ix_login_number_undecided",
        "login_number",
        ["officer_id"],
        unique=True,
        postgresql_where=UNDECIDED,
        sqlite_where=UNDECIDED,
    )
    op.create_index(
        "ix_login_number_standing", "login_number", ["officer_id"], unique=True, **STANDING
    )
    _put_under_review(datetime.now(UTC))


def _put_under_review(at: datetime) -> None:
    """Each complaint on which an appeal waits and that does not say so: since its filing was entered."""
    since = (
        sa.select(sa.func.min(ENTRY.c.recorded_at, type_=UtcDateTime()))
        .where(ENTRY.c.proceeding_id == PROCEEDING.c.id)
        .scalar_subquery()
    )
    waiting = (
        sa.select(RECORD, since.label("filed_at"))
        .join(PROCEEDING, PROCEEDING.c.record_id == RECORD.c.id)
        .where(
            PROCEEDING.c.track == "complainant-appeal",
            PROCEEDING.c.state == "complainant-appeal-filed",
            PROCEEDING.c.struck_off_at.is_(None),
            RECORD.c.review_asked_at.is_(None),
        )
        .order_by(RECORD.c.id)
    )
    connection = op.get_bind()
    for row in connection.execute(waiting).mappings().all():
        values = dict(row)
        values["review_asked_at"] = values.pop("filed_at") or at
        _tell(connection, values, at)


def _tell(connection: sa.Connection, values: dict, at: datetime) -> None:
    """The record's row with its new column, and the event that vouches for it."""
    record_id, seq, head = values["id"], values.pop("seq") + 1, values.pop("head")
    vouched = {
        name: value.hex if isinstance(value, uuid.UUID) else value for name, value in values.items()
    }
    body = {"rows": {f"record:{record_id}": hashlib.sha256(canonical(vouched)).hexdigest()}}
    header = EventHeader(record_id, seq, EVENT, "system", "system", at)
    salt, event_id = secrets.token_bytes(SALT_BYTES), uuid.uuid4()
    commit = payload_commit(salt, body)
    hashed = event_hash(header, commit, head)
    told = {"record_id": record_id, "record_seq": seq, "type": EVENT, "at": at}
    told |= {"actor": header.actor, "actor_role": header.actor_role}
    told |= {"id": event_id, "payload_commit": commit, "prev_hash": head, "event_hash": hashed}
    connection.execute(EVENTS.insert(), told)
    payload = {"event_id": event_id, "record_id": record_id, "salt": salt, "body": body}
    connection.execute(PAYLOADS.insert(), payload)
    connection.execute(UNSEALED.insert(), {"event_id": event_id})
    changed = {"review_asked_at": values["review_asked_at"], "seq": seq, "head": hashed}
    connection.execute(RECORD.update().where(RECORD.c.id == record_id).values(changed))


def downgrade() -> None:
    """Take the table away, unless a number was ever entered: it says why somebody was kept from a matter."""
    if op.get_bind().execute(sa.text("SELECT count(*) FROM login_number")).scalar_one():
        raise RuntimeError("the number of a log-in was entered: this schema may not be taken away")
    op.drop_index("ix_login_number_standing", table_name="login_number")
    op.drop_index("ix_login_number_undecided", table_name="login_number")
    op.drop_index("ix_login_number_hrms_id", table_name="login_number")
    op.drop_index("ix_login_number_officer_id", table_name="login_number")
    op.drop_table("login_number")
