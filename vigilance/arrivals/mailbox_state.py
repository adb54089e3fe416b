"""How each mailbox fares: since when it cannot be read, and from when on that is an alarm (hostile input 76)."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from vigilance.arrivals.mail_models import MailboxProgress
from vigilance.channels.accounts import Mailbox
from vigilance.correspondence.health import note_failure, note_ok
from vigilance.domain.lanes import Channel

ALARM_AFTER = timedelta(minutes=30)
FOR_A_PERSON = frozenset({"certificate", "no-encryption", "no-token", "sign-in-refused"})
"""What trying again does not mend."""


def note_read(
    session: Session, box: Mailbox, validity: int, last_uid: int | None, at: datetime
) -> None:
    """It was read to here."""
    row = _row(session, box)
    row.last_uid = last_uid if last_uid or row.uidvalidity != validity else row.last_uid
    row.uidvalidity, row.checked_at = validity, at
    row.failing_since = row.error = None
    row.reconciled_at = row.reconciled_at or at
    note_ok(session, Channel.EMAIL, box.name, at=at)


def note_away(session: Session, box: Mailbox, error: str, at: datetime) -> bool:
    """It cannot be read; whether that is so for so long that somebody must be called.

    The page of the channels shows it, by the note of its health.
    """
    row = _row(session, box)
    row.failing_since, row.error = row.failing_since or at, error
    alarm = at - row.failing_since >= ALARM_AFTER
    red = alarm or error in FOR_A_PERSON
    note_failure(session, Channel.EMAIL, box.name, error, at=at, red=red)
    return alarm


def note_reconciled(session: Session, box: Mailbox, missed: int, at: datetime) -> None:
    """Server and store were compared."""
    row = _row(session, box)
    row.reconciled_at, row.missed = at, missed


def last_reconciled(session: Session, box: Mailbox) -> datetime | None:
    """When server and store were last compared, or first met."""
    row = session.get(MailboxProgress, (box.name, box.folder))
    return row.reconciled_at if row else None


def _row(session: Session, box: Mailbox) -> MailboxProgress:
    found = session.get(MailboxProgress, (box.name, box.folder))
    if found is None:
        found = MailboxProgress(account=box.name, folder=box.folder)
        session.add(found)
    return found
