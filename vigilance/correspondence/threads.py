"""The complainant's own last mail, by its name, so that our answer stands under it in his mailbox.

The name may tell his provider or his machine, so it is sealed to the relay, which alone writes headers.
"""

import re
import uuid
from datetime import datetime

from sqlalchemy.orm import Session

from vigilance.correspondence.thread_models import MailThread
from vigilance.sealing.keyring import Keyring
from vigilance.sealing.offices import unwrap, wrap

USABLE = re.compile(r"[!-;=?-~]{1,120}@[!-;=?-~]{1,120}")
"""A name as it may stand in a header of ours; others are not repeated (hostile inputs 62, 67)."""


def remember_mail(
    session: Session, record_id: uuid.UUID, name: str, keyring: Keyring, *, at: datetime
) -> None:
    """The complainant wrote a mail of this name (without angle brackets) about this record."""
    if not USABLE.fullmatch(name):
        return
    sealed = wrap(keyring.relay.public, name.encode())
    row = session.get(MailThread, record_id)
    if row is None:
        session.add(MailThread(record_id=record_id, name_sealed=sealed, at=at))
    else:
        row.name_sealed, row.at = sealed, at


def last_mail(session: Session, record_id: uuid.UUID) -> bytes | None:
    """The name of his last mail, sealed; None where he wrote none."""
    row = session.get(MailThread, record_id)
    return row.name_sealed if row else None


def opened_name(relay_private: bytes, sealed: bytes) -> str:
    """The name, for the header of the answer."""
    return unwrap(relay_private, sealed).decode()
