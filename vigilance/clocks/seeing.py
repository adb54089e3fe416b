"""Taking a reminder off the desk."""

import uuid
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from vigilance.clocks.models import Alert
from vigilance.domain.actors import Actor
from vigilance.domain.errors import NotFound


def mark_seen(session: Session, alert_id: uuid.UUID, *, by: Actor, at: datetime) -> None:
    """Note that this officer has looked at a reminder; one for a whole desk is seen for all who sit there."""
    alert = session.scalars(select(Alert).where(Alert.id == alert_id)).one_or_none()
    if alert is None or not _reaches(alert, by):
        raise NotFound("alert")
    alert.seen_at = alert.seen_at or at


def _reaches(alert: Alert, by: Actor) -> bool:
    if alert.officer_id is not None:
        return alert.officer_id in by.hands
    return alert.role in by.roles
