"""The one inbox of every channel: newest first, read page by page."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from vigilance.complaints.models import Complaint
from vigilance.database.acting import actor_of
from vigilance.database.paging import Page, keyset_page
from vigilance.domain.errors import NotFound
from vigilance.domain.lanes import Channel, Lane
from vigilance.domain.roles import Role
from vigilance.domain.workflows.complaint import State
from vigilance.records.models import SCOPE, Record


class Line(NamedTuple):
    """What a line of the inbox says; the words of a complaint are not read for it."""

    record_id: uuid.UUID
    number: str
    registered_at: datetime
    received_on: date
    channel: Channel
    language: str
    lane: Lane
    district_code: str | None
    scheme_code: str | None
    post_complained_against: str | None
    state: State
    live_demand: bool


LINES = select(*(getattr(Complaint, name) for name in Line._fields))


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
) -> Page[Line]:
    """One page of the complaints this officer may see, of one state or of all."""
    # The moment stands on both tables; for whoever sees only some records it is indexed beside what decides that.
    sees_all = Role.CVO in actor_of(session).roles
    keys = (
        (Complaint.registered_at, Complaint.record_id)
        if sees_all
        else (Record.opened_at, Record.id)
    )
    statement = LINES if sees_all else SCOPE.through_record(LINES, Complaint)
    if state is not None:
        statement = statement.where(Complaint.state == state)
    page: Page[Any] = keyset_page(
        session,
        statement,
        keys,
        (after.registered_at, after.record_id) if after else None,
        key_of=lambda last: (last.registered_at, last.record_id),
    )
    return Page([Line._make(row) for row in page.rows], page.following)


def place_of(page: Page[Line]) -> Place | None:
    """Where the page after this one begins."""
    return Place(*page.following) if page.following else None
