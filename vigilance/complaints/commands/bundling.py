"""Answering many complaints at once, and tying the later ones to the first; each keeps its own file and clock."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from vigilance.audit.commands import append_event, lock_records
from vigilance.complaints.commands.telling import write_to_complainant
from vigilance.complaints.models import Complaint
from vigilance.domain.actors import Actor
from vigilance.domain.errors import Invalid


def answer_all(
    session: Session, complaints: Sequence[Complaint], text: str, *, by: Actor, at: datetime
) -> None:
    """The same words to each of these complainants: a message and an event on every file."""
    _hold(session, complaints)
    for complaint in complaints:
        write_to_complainant(session, complaint, text, by=by, at=at)


def link_duplicates(
    session: Session, complaints: Sequence[Complaint], *, by: Actor, at: datetime
) -> None:
    """Note on each later complaint that it is the same matter as the first to come. No step is taken by it."""
    if len(complaints) == 1:
        raise Invalid({"numbers": ["Tick at least two complaints."]})
    _hold(session, complaints)
    first, *later = sorted(complaints, key=lambda each: (each.registered_at, each.number))
    if first.duplicate_of is not None:
        raise Invalid({"numbers": ["The first of them is tied to another complaint already."]})
    for complaint in later:
        if complaint.duplicate_of == first.record_id:
            continue
        complaint.duplicate_of = first.record_id
        body = {"number": first.number}
        append_event(
            session, complaint.record, "duplicate-linked", body, by=by, at=at, rows=[complaint]
        )


def unlink_duplicate(session: Session, complaint: Complaint, *, by: Actor, at: datetime) -> None:
    """Take the tie away again; what was noted stays on the ledger."""
    _hold(session, [complaint])
    if complaint.duplicate_of is None:
        return
    complaint.duplicate_of = None
    append_event(
        session, complaint.record, "duplicate-unlinked", {}, by=by, at=at, rows=[complaint]
    )


def _hold(session: Session, complaints: Sequence[Complaint]) -> None:
    if not complaints:
        raise Invalid({"numbers": ["Tick at least one complaint."]})
    lock_records(session, [complaint.record_id for complaint in complaints])
