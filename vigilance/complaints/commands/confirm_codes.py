"""A short code that only the complainant has: told by telephone or on the letter, it owns the complaint for them."""

import hashlib
import hmac
import secrets
import uuid
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from vigilance.audit.commands import append_event, lock_record
from vigilance.complaints.commands.confirmation import confirm
from vigilance.complaints.models import Complaint, ConfirmCode
from vigilance.complaints.office import Office
from vigilance.correspondence.notices import Notice
from vigilance.correspondence.outbox import put_word, sealed_values
from vigilance.domain.actors import Actor
from vigilance.domain.digits import ascii_digits
from vigilance.domain.errors import ActionNotAllowed, Invalid
from vigilance.domain.owning import HowOwned
from vigilance.domain.workflows.complaint import Action, State
from vigilance.sealing.fields import LP

DIGITS = 6
LIVES = timedelta(days=3)
MOST_TRIES = 5
NO_ADDRESS = "Nobody can be reached: no mobile number, e-mail address or chat was given."
NO_CODE = "No code is open. Send a new one."


@dataclass(frozen=True, slots=True)
class Tried:
    """What became of a try: whether the code was right, and how many tries are left. The try counts either way."""

    right: bool
    left: int


@dataclass(frozen=True, slots=True)
class NewCode:
    """A code just made, which is kept nowhere."""

    code: str = field(repr=False)
    row: ConfirmCode


def send_code(
    session: Session, complaint: Complaint, *, by: Actor, at: datetime, office: Office
) -> None:
    """Send a code through the relay, for the complainant to tell when he is telephoned."""
    made = _new_code(session, complaint, HowOwned.OTP, LIVES, at=at, office=office)
    word = put_word(
        session,
        complaint.record,
        Notice.CONFIRMATION_CODE,
        complaint.language,
        sealed=sealed_values(office.keyring, {"code": made.code}),
        effect_key=f"confirm-code:{made.row.id}",
        at=at,
    )
    if word is None:
        raise Invalid({"code": [NO_ADDRESS]})
    append_event(session, complaint.record, "confirm-code-sent", {}, by=by, at=at)


def letter_code(
    session: Session,
    complaint: Complaint,
    lives: timedelta,
    *,
    by: Actor,
    at: datetime,
    office: Office,
) -> str:
    """A code to be printed on the confirmation letter, good for this long."""
    made = _new_code(session, complaint, HowOwned.LETTER, lives, at=at, office=office)
    append_event(session, complaint.record, "confirm-letter-made", {}, by=by, at=at)
    return made.code


def try_code(
    session: Session,
    complaint: Complaint,
    typed: str,
    *,
    by: Actor,
    at: datetime,
    office: Office,
) -> Tried:
    """Own the complaint where the code is right. The caller commits in either case: a wrong try is counted."""
    lock_record(session, complaint.record)
    _check_asked(complaint, Action.CONFIRM)
    live = live_codes(session, complaint.record_id, at)
    if not live:
        raise Invalid({"code": [NO_CODE]})
    digits = "".join(sign for sign in ascii_digits(typed) if sign.isdigit())
    for row in live:
        if hmac.compare_digest(row.digest, _digest(row.id, digits, office)):
            row.used_at = at
            rules, how = office.rules(session), HowOwned(row.how)
            confirm(session, complaint.record_id, by=by, at=at, rules=rules, how=how)
            return Tried(right=True, left=MOST_TRIES - row.tries)
    for row in live:
        row.tries += 1
    return Tried(right=False, left=max(MOST_TRIES - row.tries for row in live))


def live_codes(session: Session, record_id: uuid.UUID, at: datetime) -> list[ConfirmCode]:
    """The codes of this record that can still be told, the latest first."""
    statement = select(ConfirmCode).where(
        ConfirmCode.record_id == record_id,
        ConfirmCode.used_at.is_(None),
        ConfirmCode.expires_at > at,
        ConfirmCode.tries < MOST_TRIES,
    )
    return list(session.scalars(statement.order_by(ConfirmCode.made_at.desc(), ConfirmCode.id)))


def _new_code(
    session: Session,
    complaint: Complaint,
    how: HowOwned,
    lives: timedelta,
    *,
    at: datetime,
    office: Office,
) -> NewCode:
    """A new code takes the place of the one sent before in the same way."""
    _check_asked(complaint, Action.REMIND)
    for row in live_codes(session, complaint.record_id, at):
        if row.how == how:
            row.expires_at = at
    code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}"
    row_id = uuid.uuid4()
    row = ConfirmCode(
        id=row_id,
        record_id=complaint.record_id,
        how=how.value,
        digest=_digest(row_id, code, office),
        made_at=at,
        expires_at=at + lives,
        tries=0,
    )
    session.add(row)
    return NewCode(code, row)


def _check_asked(complaint: Complaint, action: Action) -> None:
    if complaint.state is not State.AWAITING_CONFIRMATION:
        raise ActionNotAllowed(action, complaint.state)


def _digest(row_id: uuid.UUID, code: str, office: Office) -> bytes:
    """Keyed by the server's key, so that whoever reads the table alone cannot try the million codes."""
    said = LP(b"confirm-code", row_id.bytes, code.encode())
    return hmac.new(office.server_key, said, hashlib.sha256).digest()
