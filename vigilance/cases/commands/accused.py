"""Naming who is accused in a case, of what, and what was found on each point."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from vigilance.audit.commands import append_event, lock_record
from vigilance.cases.accused_models import Accused, Allegation, Point, PointFinding
from vigilance.cases.commands.own_matters import wall_off_accused
from vigilance.domain.actors import Actor
from vigilance.domain.errors import Invalid
from vigilance.domain.personnel import Group, hrms_number
from vigilance.evidence.queries import record_recipient
from vigilance.evidence.texts import keep_text
from vigilance.notes.commands import write_note
from vigilance.notes.models import NoteKind
from vigilance.personnel.models import Official
from vigilance.personnel.queries import official_numbered
from vigilance.records.models import Record, Tier

LONGEST_TEXT = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Particulars:
    """An officer's service particulars; authorities are designations, dates are data."""

    name: str
    group: Group
    designation: str
    appointing_authority: str
    disciplinary_authority: str
    hrms_id: str | None = None
    service: str | None = None
    cadre: str | None = None
    district_code: str | None = None
    born_on: date | None = None
    superannuates_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Charge:
    """One allegation as it is put: the words, the period, the amount in rupees, the rule or section broken."""

    text: str
    done_from: date | None = None
    done_until: date | None = None
    amount: int | None = None
    provision: str | None = None


def name_accused(
    session: Session,
    record: Record,
    who: Particulars,
    post_then: str,
    *,
    by: Actor,
    at: datetime,
) -> Accused:
    """Add an officer to the accused of a case; the same person by his HRMS id is entered once and named often."""
    lock_record(session, record)
    official, new = _official(session, record, who, at)
    if _named(session, record.id, official.id):
        raise Invalid({"hrms_id": ["This officer is accused in this case already."]})
    accused = Accused(
        id=uuid.uuid4(),
        record_id=record.id,
        number=_next(session, Accused, record.id),
        official_id=official.id,
        post_then=post_then.strip() or who.designation,
        named_at=at,
        struck_off_at=None,
        struck_off_note=None,
    )
    session.add(accused)
    body = {"accused": accused.number, "group": official.group.value}
    append_event(session, record, "accused-named", body, by=by, at=at, rows=[*new, accused])
    wall_off_accused(session, [official], by=by, at=at)
    return accused


def add_allegation(
    session: Session,
    record: Record,
    charge: Charge,
    against: list[Accused],
    *,
    by: Actor,
    at: datetime,
) -> Allegation:
    """Put one allegation against one or more of the accused."""
    _check(charge, at.date())
    lock_record(session, record)
    allegation = _allegation(session, record, charge, at)
    points = [_point(allegation, accused) for accused in against]
    session.add(allegation)
    session.flush()  # the points hang on it by a foreign key
    session.add_all(points)
    body = {"allegation": allegation.number, "against": [accused.number for accused in against]}
    append_event(
        session, record, "allegation-added", body, by=by, at=at, rows=[allegation, *points]
    )
    return allegation


def _allegation(session: Session, record: Record, charge: Charge, at: datetime) -> Allegation:
    allegation = Allegation(
        id=uuid.uuid4(),
        record_id=record.id,
        number=_next(session, Allegation, record.id),
        text=None,
        text_sealed=None,
        done_from=charge.done_from,
        done_until=charge.done_until,
        amount=charge.amount,
        provision=charge.provision,
        added_at=at,
    )
    sealed = record.tier is Tier.PROTECTED
    recipient = record_recipient(session, record.id) if sealed else None
    keep_text(allegation, record, charge.text, key=None, recipient=recipient)
    return allegation


def _point(allegation: Allegation, accused: Accused) -> Point:
    return Point(
        id=uuid.uuid4(),
        record_id=allegation.record_id,
        allegation_id=allegation.id,
        accused_id=accused.id,
        finding=None,
        finding_note=None,
        found_by=None,
        found_at=None,
    )


def record_finding(
    session: Session,
    record: Record,
    point: Point,
    finding: PointFinding,
    reasons: str,
    *,
    by: Actor,
    at: datetime,
) -> None:
    """What was found on one allegation against one person, with the reasons as a note."""
    lock_record(session, record)
    note = write_note(session, record, reasons, NoteKind.NOTE, by=by, at=at, action="finding")
    point.finding, point.finding_note = finding, note.number
    point.found_by, point.found_at = by.officer_id, at
    body = {"point": point.id.hex, "finding": finding.value}
    append_event(session, record, "point-found", body, by=by, at=at, rows=[point, note])


def _official(
    session: Session, record: Record, who: Particulars, at: datetime
) -> tuple[Official, list[Official]]:
    """The officer, and whether he was entered just now, so that this case's chain vouches for him."""
    if not who.name.strip() or not who.designation.strip():
        raise Invalid({"name": ["Write the name and the post."]})
    if who.born_on and who.superannuates_on and who.superannuates_on <= who.born_on:
        raise Invalid({"superannuates_on": ["Nobody retires before he is born."]})
    known = official_numbered(session, hrms_number(who.hrms_id)) if who.hrms_id else None
    if known is not None:
        return known, []
    official = Official(
        id=uuid.uuid4(),
        record_id=record.id,
        name=who.name.strip(),
        hrms_id=who.hrms_id,
        service=who.service,
        cadre=who.cadre,
        group=who.group,
        designation=who.designation,
        district_code=who.district_code,
        appointing_authority=who.appointing_authority,
        disciplinary_authority=who.disciplinary_authority,
        born_on=who.born_on,
        superannuates_on=who.superannuates_on,
        entered_at=at,
    )
    session.add(official)
    session.flush()  # the accused hangs on it by a foreign key
    return official, [official]


def _named(session: Session, record_id: uuid.UUID, official_id: uuid.UUID) -> bool:
    statement = select(Accused.id).where(
        Accused.record_id == record_id,
        Accused.official_id == official_id,
        Accused.struck_off_at.is_(None),
    )
    return session.scalars(statement).first() is not None


def _next(session: Session, kind: type[Accused] | type[Allegation], record_id: uuid.UUID) -> int:
    last = session.scalar(
        select(func.coalesce(func.max(kind.number), 0)).where(kind.record_id == record_id)
    )
    return (last or 0) + 1


def _check(charge: Charge, today: date) -> None:
    wrong: dict[str, list[str]] = {}
    if not charge.text.strip() or len(charge.text) > LONGEST_TEXT:
        wrong["text"] = ["Write the allegation, in at most 20,000 characters."]
    if charge.done_from and charge.done_until and charge.done_until < charge.done_from:
        wrong["done_until"] = ["The period ends before it begins."]
    if max(filter(None, (charge.done_from, charge.done_until)), default=today) > today:
        wrong["done_from"] = ["The period lies in the future."]
    if charge.amount is not None and charge.amount < 0:
        wrong["amount"] = ["An amount is not less than nothing."]
    if wrong:
        raise Invalid(wrong)
