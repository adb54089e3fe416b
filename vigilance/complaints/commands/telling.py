"""Telling the complainant: every message of the office goes into his mailbox, and word of it through the relay."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

from sqlalchemy.orm import Session

from vigilance.audit.commands import append_event
from vigilance.complaints.models import Complaint
from vigilance.complaints.queries import receipt_of
from vigilance.correspondence.commands import send_notice, write_message
from vigilance.correspondence.models import Message
from vigilance.correspondence.notices import Notice
from vigilance.correspondence.outbox import Way
from vigilance.domain.actors import Actor
from vigilance.domain.dates import day_in_words, ist_day
from vigilance.domain.words import Words
from vigilance.identities.commands import Purpose, open_identity
from vigilance.sealing.keyholder import KeyHolder
from vigilance.sealing.vault import OpenedIdentity

NOTHING: Mapping[str, str] = MappingProxyType({})
PURPOSES: dict[Purpose, Words] = {
    Purpose.CONFIRMATION: Words(hi="शिकायत की पुष्टि", en="confirmation of the complaint"),
    Purpose.AFFIDAVIT: Words(hi="शपथ पत्र", en="the affidavit"),
    Purpose.STATEMENT: Words(hi="बयान", en="a statement"),
    Purpose.PROTECTION: Words(hi="आपकी सुरक्षा", en="your protection"),
    Purpose.COURT_ORDER: Words(hi="न्यायालय का आदेश", en="an order of a court"),
}


def way_of(complaint: Complaint) -> Way:
    """How word of a message goes out: back to where the complaint came from."""
    return Way(came_by=complaint.channel, thread=complaint.reference)


def tell(
    session: Session,
    complaint: Complaint,
    notice: Notice,
    *,
    by: Actor,
    at: datetime,
    values: Mapping[str, str] = NOTHING,
    way: Way | None = None,
) -> Message:
    """Put a standing text into the mailbox, in the language of the complaint; the caller's event takes it in `rows`."""
    return send_notice(
        session,
        complaint.record,
        notice.value,
        complaint.language,
        by=by,
        at=at,
        values=values,
        mailbox_public=receipt_of(session, complaint.record_id).mailbox_public,
        way=way or way_of(complaint),
    )


def write_to_complainant(
    session: Session, complaint: Complaint, text: str, *, by: Actor, at: datetime
) -> Message:
    """An officer's own words to the complainant, and the event that tells of them."""
    message = write_message(
        session,
        complaint.record,
        text,
        complaint.language,
        by=by,
        at=at,
        mailbox_public=receipt_of(session, complaint.record_id).mailbox_public,
        way=way_of(complaint),
    )
    append_event(
        session, complaint.record, "message-sent", {"notice": None}, by=by, at=at, rows=[message]
    )
    return message


def open_complainant(
    session: Session,
    complaint: Complaint,
    purpose: Purpose,
    reason: str,
    *,
    holder: KeyHolder,
    by: Actor,
    at: datetime,
) -> OpenedIdentity:
    """Open the complainant's identity and tell him so in coarse words (security.md, decision 2)."""
    opened = open_identity(session, complaint.record, purpose, reason, holder=holder, by=by, at=at)
    language = complaint.language
    message = tell(
        session,
        complaint,
        Notice.IDENTITY_OPENED,
        by=by,
        at=at,
        values={
            "day": day_in_words(ist_day(at), language),
            "purpose": PURPOSES[purpose].said_in(language),
        },
    )
    body = {"notice": Notice.IDENTITY_OPENED.value}
    append_event(session, complaint.record, "message-sent", body, by=by, at=at, rows=[message])
    return opened
