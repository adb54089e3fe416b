"""What stands on an officer's desk: read in a few statements, however much there is."""

import uuid
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, case, false, func, or_, select, true
from sqlalchemy.orm import Session

from vigilance.cases.models import Case, ExtensionRequest
from vigilance.clocks.badges import Badge, badge_of
from vigilance.clocks.models import Alert, Clock
from vigilance.complaints.models import Complaint
from vigilance.domain.actors import Actor
from vigilance.domain.delegation import StandIn
from vigilance.domain.handover import ROLE_OF, Part
from vigilance.domain.roles import Role
from vigilance.domain.schedule import WINDOWS
from vigilance.domain.workflows import complaint as complaint_flow
from vigilance.domain.workflows import inquiry
from vigilance.records.models import Record
from vigilance.records.scope import HELD_IN

MOST = 50
SOON = timedelta(days=7)
STATES = complaint_flow.State | inquiry.State


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a desk: a record, what it is about in codes, where it stands, and perhaps a clock."""

    number: str
    title: str | None
    post: str | None
    scheme_code: str | None
    district_code: str | None
    live_demand: bool
    state: STATES
    received_on: date
    limit_name: str | None = None
    badge: Badge | None = None


@dataclass(frozen=True, slots=True)
class AlertItem:
    """One reminder or escalation not yet looked at."""

    id: uuid.UUID
    number: str
    limit_name: str
    level: str
    due_on: date
    raised_at: datetime
    officer_id: uuid.UUID | None


_COLUMNS = (
    Record.number,
    Case.title,
    Complaint.post_complained_against,
    func.coalesce(Complaint.scheme_code, Case.scheme_code),
    func.coalesce(Complaint.district_code, Case.district_code),
    Complaint.live_demand,
    Case.live_demand,
    Complaint.state,
    Case.state,
    Complaint.received_on,
    Case.received_on,
)
# Written into the statement: the index of what is new is for this state, and a plan kept for any other cannot use it.
_REGISTERED = Complaint.state == bindparam(
    "registered", complaint_flow.State.REGISTERED, Complaint.state.type, literal_execute=True
)
_Range = tuple[ColumnElement[bool], tuple[Any, ...]]
"""One index range of records, and the columns in whose order it is read."""
_CLOCK = (Clock.limit_name, Clock.due_on, Clock.counts_until, Clock.stayed)


def _with_subject(statement: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    return statement.outerjoin(Complaint, Complaint.record_id == Record.id).outerjoin(
        Case, Case.record_id == Record.id
    )


def _item(row: Sequence[Any], today: date) -> Item:
    subject, clock = row[: len(_COLUMNS)], row[len(_COLUMNS) :]
    number, title, post, scheme, district, demand, case_demand, state, case_state, *days = subject
    badge = badge_of(clock[1], clock[2], today, stayed=clock[3]) if clock else None
    return Item(
        number=number,
        title=title,
        post=post,
        scheme_code=scheme,
        district_code=district,
        live_demand=bool(demand or case_demand),
        state=state or case_state,
        received_on=days[0] or days[1],
        limit_name=clock[0] if clock else None,
        badge=badge,
    )


def _mine(actor: Actor) -> tuple[ColumnElement[bool], ...]:
    """Clocks this officer must watch, each part one index range: his own and his desk's; the CVO watches all."""
    if Role.CVO in actor.roles:
        return (true(),)
    # What is owed in a part has its holder's name. He sees it without one only where he sees more than what he holds.
    sees_more = not actor.roles <= set(ROLE_OF.values())
    desks = actor.roles if sees_more else actor.roles - set(ROLE_OF.values())
    unowned = (and_(Clock.owner_id.is_(None), Clock.owed_by == role) for role in sorted(desks))
    return Clock.owner_id == actor.officer_id, *unowned


def due_items(session: Session, actor: Actor, today: date) -> list[Item]:
    """What this officer owes up to a week from today, the longest overdue first."""
    return _due(session, _mine(actor), today)


def _due(session: Session, parts: Iterable[ColumnElement[bool]], today: date) -> list[Item]:
    key = (Clock.due_on, Clock.id)
    due = (
        _with_subject(
            select(*key, *_COLUMNS, *_CLOCK)
            .select_from(Clock)
            .join(Record, Record.id == Clock.record_id)
        )
        .where(Clock.done_on.is_(None), Clock.stayed.is_(False), Clock.due_on <= today + SOON)
        .where(Clock.limit_name.not_in(WINDOWS))  # a right to appeal is nobody's to watch
        .order_by(*key)
        .limit(2 * MOST)
    )
    rows = [row for part in parts for row in session.execute(due.where(part))]
    rows.sort(key=lambda row: (row[0], row[1]))
    return [_item(row[2:], today) for row in rows[: 2 * MOST]]


def items_for(session: Session, stand_in: StandIn, today: date) -> list[Item]:
    """What the officer on leave owes in this part, and what was given to him and not begun; each record once."""
    owed_by = and_(Clock.owner_id == stand_in.officer_id, Clock.owed_by == ROLE_OF[stand_in.part])
    found = _due(session, (owed_by,), today)
    found += _newest(session, [_given(stand_in.officer_id)[stand_in.part]], today)
    first: dict[str, Item] = {}
    for item in found:
        first.setdefault(item.number, item)
    return list(first.values())


def waiting_items(session: Session, actor: Actor, today: date) -> list[Item]:
    """What others owe on the records given to this officer, the earliest due first."""
    given = or_(
        Record.assigned_to == actor.officer_id, Record.inquiring_officer == actor.officer_id
    )
    return _waiting(session, given, actor.roles, today)


def waiting_for(session: Session, stand_in: StandIn, today: date) -> list[Item]:
    """What others owe on the records that the officer on leave holds in this part."""
    given = getattr(Record, HELD_IN[stand_in.part]) == stand_in.officer_id
    return _waiting(session, given, {ROLE_OF[stand_in.part]}, today)


def _waiting(
    session: Session, given: ColumnElement[bool], roles: Collection[Role], today: date
) -> list[Item]:
    """What is owed on these records by nobody in these roles; a right to appeal as long as it can be used."""
    statement = (
        _with_subject(
            select(*_COLUMNS, *_CLOCK).select_from(Clock).join(Record, Record.id == Clock.record_id)
        )
        .where(Clock.done_on.is_(None), given, Clock.owed_by.not_in(roles))
        .where(or_(Clock.limit_name.not_in(WINDOWS), Clock.counts_until >= today))
        .order_by(Clock.due_on, Clock.id)
        .limit(MOST)
    )
    return [_item(row, today) for row in session.execute(statement)]


def new_items(session: Session, actor: Actor, today: date) -> list[Item]:
    """What was given to this officer, or came to his desk, and has not been begun; each part is one index range."""
    parts = list(_given(actor.officer_id).values())
    if not actor.roles.isdisjoint({Role.CLERK, Role.CVO}):
        # As CASE it is looked at line by line. As IS NULL, PostgreSQL takes what is at intake and what nobody was given
        # for two things that seldom meet, and reads all of it for fifty lines.
        nobody = case((Record.assigned_to.is_(None), true()), else_=false())
        unassigned = and_(_REGISTERED, nobody)
        parts.append((unassigned, (Complaint.registered_at, Complaint.record_id)))
    return _newest(session, parts, today)


def _given(officer_id: uuid.UUID | None) -> dict[Part, _Range]:
    """What was given to an officer in each part and not begun, and what orders it."""
    newest = (Record.opened_at, Record.id)
    ordered = and_(Case.state == inquiry.State.ORDERED, Record.inquiring_officer == officer_id)
    return {
        Part.INQUIRING_OFFICER: (ordered, newest),
        Part.VO: (and_(_REGISTERED, Record.assigned_to == officer_id), newest),
    }


def _newest(session: Session, parts: Iterable[_Range], today: date) -> list[Item]:
    rows = [
        row
        for part, newest in parts
        for row in session.execute(
            _with_subject(select(*newest, *_COLUMNS).select_from(Record))
            .where(part)
            .order_by(*(key.desc() for key in newest))
            .limit(MOST)
        )
    ]
    rows.sort(key=lambda row: (row[0], row[1]), reverse=True)
    return [_item(row[2:], today) for row in rows[:MOST]]


def unseen_alerts(session: Session, actor: Actor) -> list[AlertItem]:
    """Reminders and escalations for this officer, those he acts for, or his desk, the newest first."""
    desks = [and_(Alert.officer_id.is_(None), Alert.role == role) for role in sorted(actor.roles)]
    found = [
        AlertItem(*row)
        for reached in (*(Alert.officer_id == one for one in sorted(actor.hands)), *desks)
        for row in session.execute(
            select(
                Alert.id,
                Record.number,
                Clock.limit_name,
                Alert.level,
                Alert.due_on,
                Alert.raised_at,
                Alert.officer_id,
            )
            .join(Record, Record.id == Alert.record_id)
            .join(Clock, Clock.id == Alert.clock_id)
            .where(Alert.seen_at.is_(None), reached)
            .order_by(Alert.raised_at.desc(), Alert.id.desc())
            .limit(MOST)
        )
    ]
    return sorted(found, key=lambda item: (item.raised_at, item.id), reverse=True)[:MOST]


def complaints_in(session: Session, today: date, *conditions: ColumnElement[bool]) -> list[Item]:
    """The complaints that fulfil these conditions, the oldest first."""
    statement = (
        _with_subject(select(*_COLUMNS).select_from(Record))
        .where(Complaint.record_id.is_not(None), *conditions)
        .order_by(Complaint.received_on, Record.id)
        .limit(MOST)
    )
    return [_item(row, today) for row in session.execute(statement)]


def cases_in(session: Session, today: date, *states: inquiry.State) -> list[Item]:
    """The cases that stand in one of these states, the oldest first."""
    statement = (
        _with_subject(select(*_COLUMNS).select_from(Record))
        .where(Case.state.in_(states))
        .order_by(Case.received_on, Record.id)
        .limit(MOST)
    )
    return [_item(row, today) for row in session.execute(statement)]


def extensions_asked(session: Session, today: date) -> list[Item]:
    """The cases in which more time was asked and not yet decided upon."""
    statement = (
        _with_subject(
            select(*_COLUMNS)
            .select_from(ExtensionRequest)
            .join(Record, Record.id == ExtensionRequest.record_id)
        )
        .where(ExtensionRequest.granted.is_(None))
        .order_by(ExtensionRequest.asked_at, Record.id)
        .limit(MOST)
    )
    return [_item(row, today) for row in session.execute(statement)]
