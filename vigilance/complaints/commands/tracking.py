"""What a complainant does on his own page: write, add papers, remind the office."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from vigilance.audit.commands import append_event
from vigilance.clocks.queries import limit_over
from vigilance.clocks.rules import ClockRules
from vigilance.complaints.after_models import EvidenceKind
from vigilance.complaints.commands.after_closing import new_evidence
from vigilance.complaints.commands.steps import take_step
from vigilance.complaints.models import Complaint
from vigilance.complaints.queries import complaint_of, receipt_of
from vigilance.correspondence.commands import receive_message
from vigilance.correspondence.models import Message
from vigilance.domain.actors import Actor
from vigilance.domain.dates import ist_day
from vigilance.domain.errors import Invalid
from vigilance.domain.papers import InHand
from vigilance.domain.workflows.complaint import Action
from vigilance.evidence.commands import StoredPaper, add_papers
from vigilance.evidence.models import Paper


def add_message(
    session: Session, record_id: uuid.UUID, text: str, *, by: Actor, at: datetime
) -> Message:
    """The complainant's words, for the office."""
    complaint = complaint_of(session, record_id)
    message = receive_message(
        session,
        complaint.record,
        text,
        complaint.language,
        by=by,
        at=at,
        mailbox_public=receipt_of(session, record_id).mailbox_public,
    )
    new = new_evidence(complaint, EvidenceKind.MESSAGE, by=by, at=at)
    session.add_all(new)
    append_event(
        session, complaint.record, "message-received", {}, by=by, at=at, rows=[message, *new]
    )
    return message


def add_more_papers(
    session: Session,
    record_id: uuid.UUID,
    stored: Sequence[StoredPaper],
    *,
    by: Actor,
    at: datetime,
) -> list[Paper]:
    """Papers sent after the complaint; they are on the disk already."""
    if not stored:
        raise Invalid({"evidence": ["Choose a file."]})
    complaint = complaint_of(session, record_id)
    papers = add_papers(session, complaint.record, stored, by=by, at=at)
    new = new_evidence(complaint, EvidenceKind.PAPERS, by=by, at=at)
    session.add_all(new)
    body = {"papers": [paper.number for paper in papers]}
    append_event(
        session, complaint.record, "papers-added", body, by=by, at=at, rows=[*papers, *new]
    )
    return papers


def submit_affidavit(
    session: Session,
    record_id: uuid.UUID,
    stored: Sequence[StoredPaper],
    *,
    by: Actor,
    at: datetime,
    rules: ClockRules,
) -> Complaint:
    """The affidavit as a paper, and the step that it was received."""
    if not stored:
        raise Invalid({"evidence": ["Choose a file."]})
    complaint = complaint_of(session, record_id)
    papers = add_papers(session, complaint.record, stored, by=by, at=at)
    complaint.affidavit_at = at
    take_step(
        session,
        complaint,
        Action.RECEIVE_AFFIDAVIT,
        by=by,
        at=at,
        rules=rules,
        body={"papers": [paper.number for paper in papers]},
        rows=papers,
    )
    return complaint


def remind_office(
    session: Session, record_id: uuid.UUID, *, by: Actor, at: datetime, rules: ClockRules
) -> Complaint:
    """The complainant reminds the office; Incomplete while every limit is kept."""
    complaint = complaint_of(session, record_id)
    over = limit_over(session, record_id, ist_day(at))
    take_step(
        session,
        complaint,
        Action.REMIND_OFFICE,
        by=by,
        at=at,
        rules=rules,
        in_hand={InHand.LIMIT_OVER} if over else frozenset(),
    )
    return complaint
