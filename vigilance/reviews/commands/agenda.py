"""What lies before a sitting: matters placed on its agenda, their order, and who presents each."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from vigilance.audit.commands import append_event, lock_record
from vigilance.domain.actors import Actor
from vigilance.domain.errors import ActionNotAllowed, EditConflict, Invalid
from vigilance.records.models import Record
from vigilance.reviews.sitting_models import AgendaItem, Sitting, Stage
from vigilance.reviews.sitting_queries import items_of, members_of


@dataclass(frozen=True, slots=True)
class Place:
    """Where one matter is to stand on the agenda, who presents it, and the version of it that was read."""

    item_id: uuid.UUID
    position: int
    presenter_id: uuid.UUID | None
    version: int


def place(
    session: Session,
    sitting: Sitting,
    record: Record,
    position: int,
    *,
    carried: bool,
    by: Actor,
    at: datetime,
) -> AgendaItem:
    """Put one matter on the agenda."""
    item = AgendaItem(
        id=uuid.uuid4(),
        sitting_id=sitting.id,
        record_id=record.id,
        position=position,
        presenter_id=record.assigned_to,
        carried=carried,
    )
    session.add(item)
    body = {"sitting": sitting.number, "carried": carried}
    append_event(session, record, "agenda-placed", body, by=by, at=at, rows=[item])
    return item


def add(
    session: Session, sitting: Sitting, record: Record, *, by: Actor, at: datetime
) -> AgendaItem:
    """Put one more matter at the end of the agenda, while the sitting is not over."""
    if sitting.stage not in {Stage.CONVENED, Stage.OPEN}:
        raise ActionNotAllowed("agenda-placed", sitting.stage.value)
    lock_record(session, record)
    items = items_of(session, sitting.id)
    if any(item.record_id == record.id for item in items):
        raise Invalid({"number": ["This matter is on the agenda already."]})
    last = max((item.position for item in items), default=0)
    return place(session, sitting, record, last + 1, carried=False, by=by, at=at)


def arrange(session: Session, sitting: Sitting, places: Sequence[Place]) -> None:
    """Set the order of the agenda and who presents what; EditConflict where another has changed it meanwhile.

    Where two are to stand in one place, the one that stood first before goes first.
    """
    if sitting.stage not in {Stage.CONVENED, Stage.OPEN}:
        raise ActionNotAllowed("arrange-agenda", sitting.stage.value)
    items = {item.id: item for item in items_of(session, sitting.id)}
    if {each.item_id for each in places} - items.keys():
        raise EditConflict
    _check_presenters(session, sitting, places, items)
    wanted = {each.item_id: each for each in places}
    ordered = sorted(
        items.values(),
        key=lambda item: (
            wanted[item.id].position if item.id in wanted else item.position,
            item.position,
        ),
    )
    for position, item in enumerate(ordered, start=1):
        _move(session, item, position, wanted.get(item.id))


def _check_presenters(
    session: Session,
    sitting: Sitting,
    places: Sequence[Place],
    items: Mapping[uuid.UUID, AgendaItem],
) -> None:
    called = {member.officer_id for member in members_of(session, sitting.id)}
    for each in places:
        if each.presenter_id not in {None, items[each.item_id].presenter_id, *called}:
            raise Invalid({"presenters": ["Please choose from the list."]})


def _move(session: Session, item: AgendaItem, position: int, wanted: Place | None) -> None:
    """Written past the mapper: the order is no evidence, and no event vouches for it."""
    read = wanted.version if wanted is not None else item.version
    presenter = wanted.presenter_id if wanted is not None else item.presenter_id
    moved = session.execute(
        update(AgendaItem)
        .where(AgendaItem.id == item.id, AgendaItem.version == read)
        .values(position=position, presenter_id=presenter, version=read + 1)
        .execution_options(synchronize_session=False)
    )
    if moved.rowcount != 1:  # type: ignore[attr-defined]  # an UPDATE's result counts its rows
        raise EditConflict
    session.expire(item)
