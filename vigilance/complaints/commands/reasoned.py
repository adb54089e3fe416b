"""A step of a complaint for which the procedure asks reasons."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from vigilance.complaints.commands.reasons import reasons_note
from vigilance.complaints.commands.steps import take_step
from vigilance.complaints.models import Complaint
from vigilance.complaints.office import Office
from vigilance.domain.actors import Actor
from vigilance.domain.papers import InHand
from vigilance.domain.workflows.complaint import Action


def take_reasoned_step(  # noqa: PLR0913 -- what take_step asks, with the reasons
    session: Session,
    complaint: Complaint,
    action: Action,
    reasons: str,
    *,
    by: Actor,
    at: datetime,
    office: Office,
    body: Mapping[str, Any] | None = None,
    rows: Sequence[object] = (),
) -> None:
    """Write the reasons on the note-sheet and take the step; where nothing was written, the procedure says so."""
    notes = reasons_note(session, complaint.record, reasons, action, by=by, at=at)
    take_step(
        session,
        complaint,
        action,
        by=by,
        at=at,
        rules=office.rules(session),
        in_hand={InHand.REASONS} if notes else (),
        body=body,
        rows=[*notes, *rows],
    )
