"""An officer's own calendar may know on which days something is heard: that there is a hearing, and not which.

The address is a secret of its own, kept as a hash and taken back at will: a calendar program signs in nowhere, and
what it fetches lies on other people's machines.
"""

import hashlib
import secrets
import uuid
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from vigilance.accounts.models import Officer
from vigilance.domain.permissions import Permission, allowed
from vigilance.domain.words import Words
from vigilance.proceedings.diary_models import DiaryFeed

TOKEN_BYTES = 32
SUMMARY = Words(hi="सुनवाई, कार्यालय की डायरी देखें", en="Hearing, see the office diary")


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()


def feed_of(session: Session, officer_id: uuid.UUID) -> DiaryFeed | None:
    """The address this officer has given out, if one is alive."""
    statement = select(DiaryFeed).where(
        DiaryFeed.officer_id == officer_id, DiaryFeed.revoked_at.is_(None)
    )
    return session.scalars(statement.order_by(DiaryFeed.made_at.desc()).limit(1)).one_or_none()


def make_feed(session: Session, officer_id: uuid.UUID, *, at: datetime) -> str:
    """A new token, shown this once; the one before it answers no more."""
    revoke_feeds(session, officer_id, at=at)
    token = secrets.token_urlsafe(TOKEN_BYTES)
    session.add(
        DiaryFeed(
            id=uuid.uuid4(),
            officer_id=officer_id,
            token_hash=_hash(token),
            made_at=at,
            revoked_at=None,
        )
    )
    return token


def revoke_feeds(session: Session, officer_id: uuid.UUID, *, at: datetime) -> None:
    """Take every address of this officer back."""
    alive = select(DiaryFeed).where(
        DiaryFeed.officer_id == officer_id, DiaryFeed.revoked_at.is_(None)
    )
    for feed in session.scalars(alive):
        feed.revoked_at = at


def officer_of_feed(session: Session, token: str) -> Officer | None:
    """Whose address this is; nobody's where it was taken back, or he no longer may see a diary."""
    statement = (
        select(Officer)
        .join(DiaryFeed, DiaryFeed.officer_id == Officer.id)
        .where(DiaryFeed.token_hash == _hash(token), DiaryFeed.revoked_at.is_(None))
    )
    found = session.scalars(statement).one_or_none()
    if found is None or not found.active:
        return None
    return found if allowed(found.roles, Permission.PROCEEDING_READ) else None


def calendar_text(days: Iterable[date], officer: Officer, at: datetime) -> str:
    """The days as an iCalendar (RFC 5545): one entry a day, with no word and no number of a case."""
    stamp = at.strftime("%Y%m%dT%H%M%SZ")
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//vigilance//diary//EN"]
    for day in days:
        lines += [
            "BEGIN:VEVENT",
            f"UID:hearing-{day:%Y%m%d}@diary.invalid",
            f"DTSTAMP:{stamp}",
            f"DTSTART;VALUE=DATE:{day:%Y%m%d}",
            f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}",
            f"SUMMARY:{SUMMARY.said_in(officer.language)}".replace(", ", "\\, "),
            "END:VEVENT",
        ]
    return "\r\n".join([*lines, "END:VCALENDAR", ""])
