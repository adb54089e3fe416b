"""The complainant's code: checking it, and the pass that keeps his tracking page open for half an hour."""

import base64
import hmac
import uuid
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from vigilance.complaints.models import Complaint, Receipt, ReceiptThrottle
from vigilance.complaints.office import Office
from vigilance.database.acting import act_as
from vigilance.database.engine import Database
from vigilance.domain.actors import SYSTEM
from vigilance.domain.errors import NotFound, TooMany
from vigilance.domain.numbering import read_reference, read_secret
from vigilance.sealing import receipts as seals
from vigilance.sealing.errors import TokenBroken, TokenExpired
from vigilance.sealing.tokens import make_token, read_token

FREE_TRIES = 5
LONGEST_WAIT = 900
TRACKING = "track"
NO_CHECK = bytes(32)
"""No hash is this one: what an unknown reference is checked against."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A complaint whose code was right, and the key of its mailbox."""

    record_id: uuid.UUID
    reference: str
    mailbox_private: bytes = field(repr=False)


def check_code(
    database: Database, office: Office, reference: str, secret: str, now: datetime
) -> Opened:
    """What this code opens. Raises Invalid for what cannot be a code, NotFound for a wrong one, TooMany for too many.

    A wrong code and an unknown reference take the same work and get the same answer. Nobody is locked out: the right
    code opens during the wait too, for a wait can only ever slow the guessing of 80 bits (security.md 3.6, 9.7).
    The slow part runs with no transaction open.
    """
    reference, secret = read_reference(reference), read_secret(secret)
    throttled = hmac.digest(office.server_key, b"throttle" + reference.encode(), "sha256")
    with database.reading() as session:
        act_as(session, SYSTEM)
        found = _receipt(session, reference)
        wait = session.get(ReceiptThrottle, throttled)
    salt = found.salt if found else seals.dummy_salt(office.server_key, reference)
    check = found.check_hash if found else NO_CHECK
    with office.gate:
        wrap_key = seals.check_receipt(secret, salt, check)
    if wrap_key is None or found is None:
        _count_failure(database, throttled, wait, now)
        raise NotFound("receipt")
    if wait is not None:
        _forget(database, throttled)
    private = seals.open_mailbox(wrap_key, found.mailbox_private_wrapped)
    return Opened(found.record_id, reference, private)


def _receipt(session: Session, reference: str) -> Receipt | None:
    statement = (
        select(Receipt)
        .join(Complaint, Complaint.record_id == Receipt.record_id)
        .where(Complaint.reference == reference)
    )
    return session.scalars(statement).one_or_none()


def _count_failure(
    database: Database, key: bytes, wait: ReceiptThrottle | None, now: datetime
) -> None:
    """Count a wrong try in its own transaction; inside the wait it is refused and not counted again."""
    if wait is not None and wait.next_at > now:
        raise TooMany(int((wait.next_at - now).total_seconds()) + 1)
    with database.writing() as session, session.begin():
        row = session.get(ReceiptThrottle, key, with_for_update=True)
        if row is None:
            row = ReceiptThrottle(reference_hash=key, failures=0, next_at=now)
            session.add(row)
        row.failures += 1
        over = row.failures - FREE_TRIES
        row.next_at = now + timedelta(seconds=min(2**over, LONGEST_WAIT) if over >= 0 else 0)


def _forget(database: Database, key: bytes) -> None:
    with database.writing() as session, session.begin():
        session.execute(delete(ReceiptThrottle).where(ReceiptThrottle.reference_hash == key))


def forget_old_tries(session: Session, before: datetime) -> None:
    """Wrong tries whose wait has been over since then are forgotten, so that the table does not grow."""
    session.execute(delete(ReceiptThrottle).where(ReceiptThrottle.next_at < before))


def track_pass(office: Office, opened: Opened, now: datetime) -> str:
    """A sealed pass for a hidden field or a cookie: the code is typed once and is in no address."""
    payload = {
        "record": opened.record_id.hex,
        "reference": opened.reference,
        "mailbox": base64.b64encode(opened.mailbox_private).decode(),
    }
    ttl = timedelta(minutes=office.settings.track_minutes)
    return make_token(office.server_key, TRACKING, payload, ttl, now)


def read_track_pass(office: Office, token: str, now: datetime) -> Opened:
    """What a pass opens; NotFound where it has run out or was not made here."""
    try:
        found = read_token(office.server_key, TRACKING, token, now)
    except (TokenBroken, TokenExpired):
        raise NotFound("track pass") from None
    mailbox = base64.b64decode(found["mailbox"])
    return Opened(uuid.UUID(found["record"]), found["reference"], mailbox)
