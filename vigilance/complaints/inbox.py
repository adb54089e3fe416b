"""The one inbox of every channel: newest first, read page by page."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute, Session, load_only, raiseload

from vigilance.complaints.models import Complaint
from vigilance.database.acting import actor_of
from vigilance.database.paging import Page, keyset_page
from vigilance.domain.errors import NotFound
from vigilance.domain.roles import Role
from vigilance.domain.workflows.complaint import State
from vigilance.records.models import Record

SHOWN = (
    Complaint.record_id,
    Complaint.number,
    Complaint.registered_at,
    Complaint.received_on,
    Complaint.channel,
    Complaint.language,
    Complaint.lane,
    Complaint.district_code,
    Complaint.scheme_code,
    Complaint.post_complained_against,
    Complaint.state,
    Complaint.live_demand,
)
"""What a line of the inbox says; the words of a complaint are not read for it."""


@dataclass(frozen=True, slots=True)
class Place:
    """The key of the last complaint shown, after which the next page begins."""

    registered_at: datetime
    record_id: uuid.UUID

    def packed(self) -> dict[str, str]:
        """The key as JSON takes it."""
        return {"at": self.registered_at.isoformat(), "id": self.record_id.hex}

    @classmethod
    def unpacked(cls, key: Mapping[str, Any]) -> "Place":
        """The key that `packed` made; NotFound for any other."""
        try:
            return cls(datetime.fromisoformat(key["at"]), uuid.UUID(key["id"]))
        except (KeyError, ValueError, TypeError):
            raise NotFound("cursor") from None


def intake_page(
    session: Session, state: State | None = None, after: Place | None = None
) -> Page[Complaint]:
    """One page of the complaints this officer may see, of one state or of all."""
    keys = _newest(session)
    statement = select(Complaint).options(
        load_only(*SHOWN, raiseload=True), raiseload(Complaint.record)
    )
    if keys[0].class_ is Record:
        statement = statement.join(Complaint.record)
    if state is not None:
        statement = statement.where(Complaint.state == state)
    return keyset_page(
        session,
        statement,
        keys,
        (after.registered_at, after.record_id) if after else None,
        key_of=lambda last: (last.registered_at, last.record_id),
    )


def _newest(session: Session) -> tuple[InstrumentedAttribute[Any], ...]:
    """The moment stands on both tables; for whoever sees only some records it is indexed beside what decides that."""
    if Role.CVO in actor_of(session).roles:
        return Complaint.registered_at, Complaint.record_id
    return Record.opened_at, Record.id


def place_of(page: Page[Complaint]) -> Place | None:
    """Where the page after this one begins."""
    return Place(*page.following) if page.following else None
