"""Reading complaints: one by its number, and all that the holder of its code may see."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import Executable, and_, bindparam, literal_column, select
from sqlalchemy.orm import Session

from vigilance.audit.models import FILE, ReadMark
from vigilance.clocks.models import Clock
from vigilance.clocks.queries import clocks_of, late_limits
from vigilance.complaints.models import OPEN, Complaint, Receipt, Scrutiny
from vigilance.correspondence.queries import Said, messages_of, said_to_owner
from vigilance.domain.actors import Actor
from vigilance.domain.errors import NotFound
from vigilance.domain.papers import InHand
from vigilance.domain.public_status import PublicStatus, public_status
from vigilance.domain.roles import Role
from vigilance.domain.workflows.complaint import COMPLAINT, Action
from vigilance.evidence.inspection_shown import has_papers
from vigilance.identities.queries import identity_given
from vigilance.records.scope import kept

SHOWN_LIMITS = frozenset({"acknowledgement", "scrutiny", "confirmation", "reminder", "affidavit"})
"""The limits a complainant sees; the others would tell how the office works on the matter."""

OWN_ACTS = frozenset(
    {Action.CONFIRM, Action.DISOWN, Action.RECEIVE_AFFIDAVIT, Action.REMIND_OFFICE}
)
"""What a complainant can do on his own page, besides writing and adding papers."""


@dataclass(frozen=True, slots=True)
class DueDate:
    """By when something is due."""

    limit: str
    on: date


@dataclass(frozen=True, slots=True)
class Tracked:
    """What the holder of the code sees: coarse words, dates, messages; never an officer, never the complaint itself."""

    record_id: uuid.UUID
    reference: str
    language: str
    status: PublicStatus
    outcome: str | None
    registered_at: datetime
    due: tuple[DueDate, ...]
    messages: Sequence[Said] = field(repr=False)
    open_acts: frozenset[Action]


def open_complaints(session: Session, record_ids: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """Which of these records are complaints that are still pending, as the database holds them now."""
    pending = select(Complaint.record_id).where(Complaint.record_id.in_(record_ids), OPEN)
    return set(session.scalars(pending))


def complaint_of(session: Session, record_id: uuid.UUID) -> Complaint:
    """The complaint of this record; NotFound where there is none in sight."""
    found = session.scalars(select(Complaint).where(Complaint.record_id == record_id)).one_or_none()
    if found is None:
        raise NotFound("complaint")
    return found


def complaint_by_number(session: Session, number: str) -> Complaint:
    """The complaint with this number of the register; NotFound where there is none in sight."""
    found = session.scalars(select(Complaint).where(Complaint.number == number)).one_or_none()
    if found is None:
        raise NotFound("complaint")
    return found


@dataclass(frozen=True, slots=True)
class ComplaintRead:
    """A complaint with what its page says of it besides: all read in one statement."""

    complaint: Complaint
    scrutinised_by: uuid.UUID | None
    identity_given: bool
    has_papers: bool
    mark: ReadMark | None
    """That this officer read the file before; kept here, it need not be looked for again."""


def complaint_read(session: Session, number: str, reader: Actor) -> ComplaintRead:
    """The complaint with this number, as its page shows it; NotFound where there is none in sight."""
    asked = {"number": number, "reader": reader.officer_id}
    found = session.execute(READ, asked).one_or_none()
    if found is None:
        raise NotFound("complaint")
    complaint, scrutinised_by, given, papers, mark = found
    return ComplaintRead(complaint, scrutinised_by, bool(given), papers, mark)


def _reading() -> Executable:
    latest = (
        select(Scrutiny.officer_id)
        .where(Scrutiny.record_id == Complaint.record_id)
        .order_by(Scrutiny.at.desc(), Scrutiny.note_number.desc())
        .limit(literal_column("1"))
        .scalar_subquery()
    )
    mine = and_(
        ReadMark.record_id == Complaint.record_id,
        ReadMark.officer_id == bindparam("reader"),
        ReadMark.what == FILE,
    )
    given, papers = identity_given(Complaint.record_id), has_papers(Complaint.record_id)
    return kept(
        select(Complaint, latest, given, papers, ReadMark)
        .outerjoin(ReadMark, mine)
        .where(Complaint.number == bindparam("number"))
    )


READ = _reading()


def receipt_of(session: Session, record_id: uuid.UUID) -> Receipt:
    """What checks the code of this complaint, and the key of its mailbox."""
    found = session.scalars(select(Receipt).where(Receipt.record_id == record_id)).one_or_none()
    if found is None:
        raise NotFound("receipt")
    return found


def tracked(
    session: Session, record_id: uuid.UUID, mailbox_private: bytes, *, today: date
) -> Tracked:
    """What the holder of the code sees today."""
    complaint = complaint_of(session, record_id)
    status = public_status(complaint.state, complaint.inquiry_state)
    running = [clock for clock in clocks_of(session, [record_id])[record_id] if not clock.done_on]
    return Tracked(
        record_id=record_id,
        reference=complaint.reference,
        language=complaint.language,
        status=status,
        outcome=complaint.disposal if status is PublicStatus.CLOSED else None,
        registered_at=complaint.registered_at,
        due=tuple(
            DueDate(clock.limit_name, clock.due_on)
            for clock in running
            if clock.limit_name in SHOWN_LIMITS and not clock.stayed
        ),
        messages=said_to_owner(messages_of(session, [record_id]), mailbox_private),
        open_acts=_open_acts(complaint, running, today),
    )


def _open_acts(complaint: Complaint, running: Sequence[Clock], today: date) -> frozenset[Action]:
    """What the complainant himself may do now, by the workflow's table."""
    in_hand = {InHand.LIMIT_OVER} if late_limits(running, today) else set()
    steps = COMPLAINT.open_to(complaint.state, {Role.COMPLAINANT})
    found = {Action(step.action) for step in steps if step.needs <= in_hand}
    if not any(clock.limit_name == "affidavit" for clock in running):
        found.discard(Action.RECEIVE_AFFIDAVIT)
    return frozenset(found & OWN_ACTS)
