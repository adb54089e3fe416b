"""Noting how a channel's account fares. Words of an error are the office's own codes, never what a provider wrote.

When nothing works any more, and when it works again, stands on the ledger: the gap of a channel can be told later.
"""

from datetime import datetime

from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session

from vigilance.audit.commands import append_event
from vigilance.correspondence.health_models import ChannelHealth
from vigilance.domain.actors import SYSTEM
from vigilance.records.commands import system_record

CHANNEL_RED, CHANNEL_MENDED = "channel-red", "channel-mended"


def note_ok(session: Session, channel: str, account: str, *, at: datetime) -> None:
    """It worked: whatever was red is so no longer. The last error stays to be read. The session is the system's."""
    row = _row(session, channel, account)
    row.last_ok_at = at
    if row.red_since is not None:
        body = {"channel": row.channel, "account": account, "since": row.red_since.isoformat()}
        row.red_since = None
        _tell(session, CHANNEL_MENDED, body, at)


def note_failure(
    session: Session, channel: str, account: str, error: str, *, at: datetime, red: bool = False
) -> None:
    """It did not work; `red` where nothing will until a person mends it, such as a token that died."""
    row = _row(session, channel, account)
    row.last_error, row.last_error_at = error, at
    if red and row.red_since is None:
        row.red_since = at
        body = {"channel": row.channel, "account": account, "error": error}
        _tell(session, CHANNEL_RED, body, at)


def _row(session: Session, channel: str, account: str) -> ChannelHealth:
    insert = postgresql_insert if session.get_bind().dialect.name == "postgresql" else sqlite_insert
    session.execute(
        insert(ChannelHealth)
        .values(channel=str(channel), account=account)
        .on_conflict_do_nothing(index_elements=["channel", "account"])
    )
    return session.get_one(
        ChannelHealth, (str(channel), account), with_for_update=True, populate_existing=True
    )


def _tell(session: Session, kind: str, body: dict[str, str], at: datetime) -> None:
    record = system_record(session, "channels", at=at)
    append_event(session, record, kind, dict(body), by=SYSTEM, at=at)
