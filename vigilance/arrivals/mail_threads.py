"""Which complaint a mail belongs to: what it proves, and what it only says."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from vigilance.arrivals.work import Work, sender_digest
from vigilance.complaints.models import Complaint
from vigilance.correspondence.delivery import entry_of_mail
from vigilance.domain.case_address import reference_in
from vigilance.domain.errors import Invalid
from vigilance.domain.message import InboundMessage
from vigilance.domain.numbering import read_reference, register_number
from vigilance.identities.queries import has_contact
from vigilance.records.models import Record


@dataclass(frozen=True, slots=True)
class Belonging:
    """The record a mail belongs to, if any. Claimed: it names one, known or not, and proves nothing."""

    record_id: uuid.UUID | None = None
    proved: bool = False
    claimed: bool = False
    sender_matches: bool = False


def belonging_of(session: Session, work: Work, message: InboundMessage) -> Belonging:
    """Where this mail belongs, as far as it can be told."""
    proved = _proved(session, work, message)
    record_id = proved or _named(session, message.thread.numbers)
    return Belonging(
        record_id=record_id,
        proved=proved is not None,
        claimed=proved is None and bool(message.thread.numbers),
        sender_matches=_matches(session, work, message, record_id),
    )


def _proved(session: Session, work: Work, message: InboundMessage) -> uuid.UUID | None:
    for address in message.thread.case_addresses:
        reference = reference_in(address, work.office.server_key)
        if reference is not None:
            return session.scalar(
                select(Complaint.record_id).where(Complaint.reference == reference)
            )
    answered = entry_of_mail(session, message.thread.message_ids)
    return answered.record_id if answered else None


def _named(session: Session, numbers: tuple[str, ...]) -> uuid.UUID | None:
    """The first complaint that is named, by its register number or its reference."""
    for text in numbers:
        names = [Record.number == made for made in _made(register_number, text)]
        names += [Complaint.reference == made for made in _made(read_reference, text)]
        if not names:
            continue
        found = session.scalar(
            select(Complaint.record_id)
            .join(Record, Record.id == Complaint.record_id)
            .where(or_(*names))
        )
        if found is not None:
            return found
    return None


def _made(read: Callable[[str], str], text: str) -> list[str]:
    try:
        return [read(text)]
    except Invalid:
        return []


def _matches(
    session: Session, work: Work, message: InboundMessage, record_id: uuid.UUID | None
) -> bool:
    """Whether the sender's address, which anybody can write, is that of the complainant."""
    digest = sender_digest(message, work.office.index_key)
    return (
        record_id is not None and digest is not None and has_contact(session, record_id, [digest])
    )
