"""What the file of a complaint shows to be in hand, and which steps suit its lane."""

import uuid
from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from vigilance.clocks.queries import clocks_of, late_limits
from vigilance.complaints.models import Complaint, Scrutiny
from vigilance.domain.actors import Actor
from vigilance.domain.dates import ist_day
from vigilance.domain.errors import ActionNotAllowed
from vigilance.domain.lanes import Lane, confirmation_needed
from vigilance.domain.offers import OfferedStep, offered_steps
from vigilance.domain.papers import InHand
from vigilance.domain.workflows.complaint import COMPLAINT, Action

ONLY_ANONYMOUS = frozenset({Action.TAKE_UP_AS_SOURCE_INFORMATION, Action.FILE_ANONYMOUS})
"""Steps of the anonymous lane: nobody can be asked, and the CVO decides."""


def latest_scrutiny(session: Session, complaint: Complaint) -> Scrutiny | None:
    """The scrutiny recorded last, if one was."""
    statement = select(Scrutiny).where(Scrutiny.record_id == complaint.record_id)
    return session.scalars(
        statement.order_by(Scrutiny.at.desc(), Scrutiny.note_number.desc())
    ).first()


def in_hand(session: Session, complaint: Complaint, by: Actor, today: date) -> frozenset[InHand]:
    """The papers and facts that this complaint's file shows today to this officer."""
    scrutiny = latest_scrutiny(session, complaint)
    late = late_limits(clocks_of(session, [complaint.record_id])[complaint.record_id], today)
    return shown_in(complaint, by, scrutiny.officer_id if scrutiny else None, late)


def shown_in(
    complaint: Complaint, by: Actor, scrutinised_by: uuid.UUID | None, late: Collection[str]
) -> frozenset[InHand]:
    """The same for who has read already who recorded the last scrutiny and which limits are over."""
    asked = confirmation_needed(complaint.lane)
    owned = complaint.confirmed_at is not None
    facts = {
        InHand.SCRUTINY_NOTE: scrutinised_by is not None,
        InHand.SECOND_PERSON: scrutinised_by not in {None, *by.hands},
        InHand.CONFIRMATION: complaint.disowned_at is None and (owned or not asked),
        InHand.CONFIRMATION_NOT_NEEDED: owned
        or (not asked and complaint.lane is not Lane.ANONYMOUS),
        InHand.NOT_YET_REMINDED: complaint.reminded_at is None,
        InHand.DISOWNMENT: complaint.disowned_at is not None,
        InHand.REMINDER: complaint.reminded_at is not None and "reminder" in late,
        InHand.LIMIT_OVER: bool(late),
    }
    return frozenset(paper for paper, there in facts.items() if there)


def suits(complaint: Complaint, action: Action, *, affidavit_demanded: bool) -> bool:
    """Whether the lane of the complaint, and the practice of the office, know this step."""
    if action in ONLY_ANONYMOUS:
        return complaint.lane is Lane.ANONYMOUS
    if action is Action.ASK_CONFIRMATION:
        return confirmation_needed(complaint.lane) and complaint.confirmed_at is None
    if action is Action.ASK_AFFIDAVIT:
        return affidavit_demanded and complaint.lane is not Lane.ANONYMOUS
    return True


def check_suits(complaint: Complaint, action: Action, *, affidavit_demanded: bool) -> None:
    """Raise ActionNotAllowed where the lane of the complaint does not know this step."""
    if not suits(complaint, action, affidavit_demanded=affidavit_demanded):
        raise ActionNotAllowed(action, complaint.state)


def steps_for(
    session: Session,
    complaint: Complaint,
    by: Actor,
    at: datetime,
    *,
    affidavit_demanded: bool = True,
) -> list[OfferedStep]:
    """What this complaint offers this officer now, and what it offers others."""
    papers = in_hand(session, complaint, by, ist_day(at))
    return steps_with(papers, complaint, by, affidavit_demanded=affidavit_demanded)


def steps_with(
    papers: frozenset[InHand], complaint: Complaint, by: Actor, *, affidavit_demanded: bool
) -> list[OfferedStep]:
    """The same with what is in hand known."""
    return offered_steps(
        COMPLAINT,
        complaint.state,
        by.roles,
        papers,
        suits=lambda action: suits(
            complaint, Action(action), affidavit_demanded=affidavit_demanded
        ),
    )
