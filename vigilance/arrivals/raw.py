"""Opening what arrived: for the worker that reads it and the page of a held arrival, and for nobody else."""

import uuid

from sqlalchemy.orm import Session

from vigilance.arrivals.models import ArrivalRaw
from vigilance.complaints.office import Office
from vigilance.domain.errors import VaultClosed
from vigilance.sealing.errors import KeyringUnusable
from vigilance.sealing.keyring import KeyName
from vigilance.sealing.offices import unwrap


def open_raw(session: Session, arrival_id: uuid.UUID, office: Office) -> bytes:
    """The bytes of this arrival as they came. SealBroken where they were changed; VaultClosed without the key."""
    row = session.get_one(ArrivalRaw, arrival_id)
    try:
        private = office.keyring.private(KeyName.VIGILANCE_CELL)
    except KeyringUnusable as error:
        raise VaultClosed(error.detail) from None
    return unwrap(private, row.sealed)
