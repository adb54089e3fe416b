"""Sittings from the call to the signature: convened on a queue, opened with a quorum, ended, signed, corrected."""

import hashlib
import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from vigilance.accounts.models import Officer
from vigilance.accounts.queries import officer_by_id
from vigilance.audit.canonical import canonical
from vigilance.audit.commands import append_event, lock_record, lock_records
from vigilance.audit.witness import row_digest, row_name
from vigilance.domain.actors import Actor
from vigilance.domain.calendar import Calendar
from vigilance.domain.dates import INDIA, ist_day
from vigilance.domain.errors import ActionNotAllowed, Invalid, NotFound, NotPermitted
from vigilance.domain.numbering import sitting_number
from vigilance.domain.review_rules import Rule
from vigilance.domain.roles import Role
from vigilance.records.commands import next_in_series, open_record
from vigilance.records.models import Record, RecordKind
from vigilance.reviews.commands.agenda import place
from vigilance.reviews.commands.deciding import leave_undecided
from vigilance.reviews.commands.turns import hold_turn
from vigilance.reviews.sitting_models import (
    Addendum,
    AgendaItem,
    Part,
    Sitting,
    SittingMember,
    Stage,
)
from vigilance.reviews.sitting_queries import addenda_of, items_of, members_of

DECIDING = frozenset({Part.CHAIR, Part.MEMBER})
"""The parts that count towards the quorum."""


@dataclass(frozen=True, slots=True)
class NewSitting:
    """What is called: on which queue, when and where, who presides, which officers and which posts outside come."""

    rule: Rule
    called_for: datetime
    place: str
    chair_id: uuid.UUID
    officers: tuple[uuid.UUID, ...]
    posts: tuple[str, ...]


def convene(
    session: Session,
    new: NewSitting,
    agenda: Sequence[tuple[uuid.UUID, bool]],
    office_code: str,
    *,
    by: Actor,
    at: datetime,
) -> Sitting:
    """Call a sitting on these matters of the queue, each with whether it was carried forward, in their order.

    What did not fit stays in the queue. Every matter must be in sight of the officer who calls it: what is walled off
    from him is never on his agenda.
    """
    parts = _called(session, new, by, ist_day(at))
    records = lock_records(session, [record_id for record_id, _ in agenda])
    year = ist_day(at).year
    number = sitting_number(office_code, year, next_in_series(session, f"sitting-{year}"))
    record = open_record(session, RecordKind.SITTING, number, at=at)
    sitting = Sitting(
        id=uuid.uuid4(),
        record_id=record.id,
        number=number,
        rule=new.rule.name,
        called_for=new.called_for,
        place=new.place,
        quorum=new.rule.quorum,
        stage=Stage.CONVENED,
        convened_by=by.officer_id,
        convened_at=at,
    )
    session.add(sitting)
    session.flush()
    members = _members(session, sitting, parts, new.posts)
    body = {"rule": new.rule.name, "called_for": new.called_for.isoformat(), "items": len(agenda)}
    append_event(session, record, "sitting-convened", body, by=by, at=at, rows=[sitting, *members])
    found = {each.id: each for each in records}
    for position, (record_id, carried) in enumerate(agenda, start=1):
        place(session, sitting, found[record_id], position, carried=carried, by=by, at=at)
    return sitting


def _called(session: Session, new: NewSitting, by: Actor, today: date) -> dict[uuid.UUID, Part]:
    """Who sits as what; Invalid where the sitting could not decide, or its day is past."""
    parts = _parts(session, new, by)
    deciding = sum(1 for part in parts.values() if part in DECIDING) + len(new.posts)
    wrong: dict[str, list[str]] = {}
    if deciding < new.rule.quorum:
        wrong["officers"] = ["Fewer members are called than must be present to decide."]
    if new.called_for.astimezone(INDIA).date() < today:
        wrong["on"] = ["Choose today or a later day."]
    if wrong:
        raise Invalid(wrong)
    return parts


def _parts(session: Session, new: NewSitting, by: Actor) -> dict[uuid.UUID, Part]:
    """Who sits as what: the chair reviews this queue, who called it keeps the minutes, an agency's officer is heard."""
    chair = _officer(session, new.chair_id, "chair")
    if new.rule.reviewer not in chair.roles:
        raise Invalid({"chair": ["Whoever presides is the one who reviews this queue."]})
    parts = {chair.id: Part.CHAIR}
    for officer_id in new.officers:
        officer = _officer(session, officer_id, "officers")
        liaison = Role.LIAISON in officer.roles
        parts.setdefault(officer.id, Part.LIAISON if liaison else Part.MEMBER)
    if by.officer_id is not None:
        parts.setdefault(by.officer_id, Part.SECRETARY)
    return parts


def _officer(session: Session, officer_id: uuid.UUID, field: str) -> Officer:
    try:
        found = officer_by_id(session, officer_id)
    except NotFound:
        found = None
    if found is None or not found.active:
        raise Invalid({field: ["Please choose from the list."]})
    return found


def _members(
    session: Session, sitting: Sitting, parts: dict[uuid.UUID, Part], posts: Sequence[str]
) -> list[SittingMember]:
    called: list[tuple[uuid.UUID | None, str | None, Part]] = [
        *((officer_id, None, part) for officer_id, part in parts.items()),
        *((None, post, Part.MEMBER) for post in posts),
    ]
    members = [
        SittingMember(
            id=uuid.uuid4(),
            sitting_id=sitting.id,
            record_id=sitting.record_id,
            officer_id=officer_id,
            post=post,
            part=part,
            present=None,
        )
        for officer_id, post, part in called
    ]
    session.add_all(members)
    session.flush()
    return members


def record_attendance(
    session: Session,
    sitting: Sitting,
    present: Collection[uuid.UUID],
    *,
    by: Actor,
    at: datetime,
) -> None:
    """Open the sitting with these members present, or note who came and went while it lasts."""
    record = locked(session, sitting, Stage.CONVENED, Stage.OPEN)
    members = members_of(session, sitting.id)
    if not set(present) <= {member.id for member in members}:
        raise Invalid({"present": ["Please choose from the list."]})
    for member in members:
        member.present = member.id in present
    here = [member for member in members if member.present]
    wrong = []
    if not any(member.part is Part.CHAIR for member in here):
        wrong.append("Without its chair the sitting cannot be held.")
    if sum(member.part in DECIDING for member in here) < sitting.quorum:
        wrong.append("Fewer members are present than must be to decide.")
    if wrong:
        raise Invalid({"present": wrong})
    opened = sitting.stage is Stage.CONVENED
    if opened:
        sitting.stage, sitting.opened_at = Stage.OPEN, at
    body = {"present": len(here), "called": len(members)}
    kind = "sitting-opened" if opened else "sitting-attendance"
    append_event(session, record, kind, body, by=by, at=at, rows=[sitting, *members])


def end(
    session: Session, sitting: Sitting, rule: Rule, calendar: Calendar, *, by: Actor, at: datetime
) -> None:
    """Nothing more is decided: what was not reached is carried forward, and the queue's turn is done.

    The session acts as the system, since a member walled off in mid-sitting does not see every matter. A sitting that
    reached nothing is no review: the turn of the queue stays open.
    """
    record = locked(session, sitting, Stage.OPEN)
    items = items_of(session, sitting.id)
    reached = sum(item.outcome is not None for item in items)
    for item in items:
        if item.outcome is None:
            leave_undecided(session, sitting, item, rule, by=by, at=at)
    sitting.stage, sitting.ended_at = Stage.ENDED, at
    body = {"items": len(items), "reached": reached}
    append_event(session, record, "sitting-ended", body, by=by, at=at, rows=[sitting])
    if reached or not items:
        hold_turn(session, rule, calendar, by=by, at=at, sitting_id=sitting.id)


def sign(
    session: Session, sitting: Sitting, on_paper: date | None, *, by: Actor, at: datetime
) -> None:
    """The chair signs the minutes, or the CVO notes on which day he signed them on paper; they stand from now on.

    The digest speaks for the sitting, its members and every matter on the agenda, whoever may see which of them. The
    session acts as the system for its sake.
    """
    record = locked(session, sitting, Stage.ENDED)
    members, items = members_of(session, sitting.id), items_of(session, sitting.id)
    chair = next(member.officer_id for member in members if member.part is Part.CHAIR)
    if on_paper is None and by.officer_id != chair:
        raise NotPermitted("sitting-sign")
    if on_paper is not None:
        ended = sitting.ended_at or at
        if not ist_day(ended) <= on_paper <= ist_day(at):
            raise Invalid({"on_paper": ["Choose a day from the sitting up to today."]})
        if Role.CVO not in by.roles:
            raise NotPermitted("sitting-sign")
    sitting.stage, sitting.signed_by, sitting.signed_at = Stage.SIGNED, chair, at
    sitting.signed_on_paper = on_paper
    sitting.sha256 = digest_of(sitting, members, items)
    body: dict[str, Any] = {"sha256": sitting.sha256.hex(), "items": len(items)}
    if on_paper is not None:
        body["on_paper"] = on_paper.isoformat()
    append_event(session, record, "sitting-signed", body, by=by, at=at, rows=[sitting])


def digest_of(
    sitting: Sitting, members: Sequence[SittingMember], items: Sequence[AgendaItem]
) -> bytes:
    """SHA-256 over what was called, who came and what was decided: the digests of the ledger, in one."""
    rows = {row_name(row): row_digest(row) for row in (*members, *items)}
    told: dict[str, Any] = {
        "number": sitting.number,
        "rule": sitting.rule,
        "called_for": sitting.called_for,
        "place": sitting.place,
        "quorum": sitting.quorum,
        "ended_at": sitting.ended_at,
        "rows": rows,
    }
    return hashlib.sha256(canonical(told)).digest()


def correct(session: Session, sitting: Sitting, text: str, *, by: Actor, at: datetime) -> Addendum:
    """Add a correction to signed minutes; nothing in them changes."""
    record = locked(session, sitting, Stage.SIGNED)
    made = Addendum(
        id=uuid.uuid4(),
        sitting_id=sitting.id,
        record_id=sitting.record_id,
        number=len(addenda_of(session, sitting.id)) + 1,
        text=text,
        added_by=by.officer_id,
        added_at=at,
    )
    session.add(made)
    body = {"addendum": made.number}
    append_event(session, record, "sitting-corrected", body, by=by, at=at, rows=[made])
    return made


def locked(session: Session, sitting: Sitting, *stages: Stage) -> Record:
    """The sitting's record, held until the commit; ActionNotAllowed where the sitting stands elsewhere."""
    record = session.get_one(Record, sitting.record_id)
    lock_record(session, record)
    session.flush()
    session.refresh(sitting)
    if sitting.stage not in stages:
        raise ActionNotAllowed("sitting", sitting.stage.value)
    return record
