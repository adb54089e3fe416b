"""Acknowledging a complaint that came by post, telephone or mail: on the other channels it is done at once."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from vigilance.complaints.commands.steps import take_step
from vigilance.complaints.commands.telling import tell, way_of
from vigilance.complaints.models import Complaint
from vigilance.complaints.office import Office
from vigilance.correspondence.notices import Notice
from vigilance.correspondence.outbox import sealed_values
from vigilance.domain.actors import Actor
from vigilance.domain.dates import day_in_words, ist_day
from vigilance.domain.numbering import grouped
from vigilance.domain.workflows.complaint import Action


def acknowledge(
    session: Session, complaint: Complaint, *, by: Actor, at: datetime, office: Office
) -> None:
    """Tell the complainant the number and the day of registration."""
    values = {
        "reference": grouped(complaint.reference),
        "day": day_in_words(ist_day(complaint.registered_at), complaint.language),
    }
    way = replace(
        way_of(complaint),
        in_words=Notice.ACKNOWLEDGEMENT_REPLY,
        sealed=sealed_values(office.keyring, values),
    )
    message = tell(session, complaint, Notice.ACKNOWLEDGEMENT, by=by, at=at, values=values, way=way)
    take_step(
        session,
        complaint,
        Action.ACKNOWLEDGE,
        by=by,
        at=at,
        rules=office.rules(session),
        rows=[message],
    )
