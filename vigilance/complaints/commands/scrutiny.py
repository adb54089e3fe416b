"""Scrutiny: does the complaint show a vigilance angle, and which route is recommended."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from vigilance.complaints.commands.reasoned import take_reasoned_step
from vigilance.complaints.commands.reasons import tell_status
from vigilance.complaints.commands.steps import take_step
from vigilance.complaints.in_hand import check_suits, in_hand
from vigilance.complaints.models import Complaint, Scrutiny
from vigilance.complaints.office import Office
from vigilance.domain.actors import Actor
from vigilance.domain.dates import ist_day
from vigilance.domain.errors import Invalid, NotPermitted
from vigilance.domain.findings import Recommendation
from vigilance.domain.papers import InHand
from vigilance.domain.public_status import PublicStatus
from vigilance.domain.vigilance_angle import PlainPoint, WeighedPoint, has_vigilance_angle
from vigilance.domain.workflows.complaint import Action
from vigilance.notes.commands import write_note
from vigilance.notes.models import NoteKind

POINTS = frozenset({*PlainPoint, *WeighedPoint})


@dataclass(frozen=True, slots=True)
class ScrutinyRecord:
    """What the officer ticked, weighed, recommends and writes."""

    points: frozenset[str]
    integrity_doubtful: bool
    recommendation: Recommendation
    note: str


def start_scrutiny(
    session: Session, complaint: Complaint, *, by: Actor, at: datetime, office: Office
) -> None:
    """Begin the scrutiny of a complaint that needs no confirmation."""
    papers = in_hand(session, complaint, by, ist_day(at))
    message = tell_status(session, complaint, PublicStatus.UNDER_SCRUTINY, by=by, at=at)
    take_step(
        session,
        complaint,
        Action.START_SCRUTINY,
        by=by,
        at=at,
        rules=office.rules(session),
        in_hand=papers,
        rows=[message],
    )


def take_up_as_source_information(
    session: Session,
    complaint: Complaint,
    reasons: str,
    *,
    by: Actor,
    at: datetime,
    office: Office,
) -> None:
    """Scrutinise the verifiable facts of an anonymous complaint, for the reasons the CVO records."""
    action = Action.TAKE_UP_AS_SOURCE_INFORMATION
    check_suits(complaint, action, affidavit_demanded=office.settings.affidavit_demanded)
    take_reasoned_step(session, complaint, action, reasons, by=by, at=at, office=office)


def record_scrutiny(
    session: Session,
    complaint: Complaint,
    found: ScrutinyRecord,
    *,
    by: Actor,
    at: datetime,
    office: Office,
) -> Scrutiny:
    """Record the test, its finding and the recommendation, and put the file before the CVO."""
    _check(found)
    if by.officer_id is None:
        raise NotPermitted(Action.RECORD_SCRUTINY)
    record, action = complaint.record, Action.RECORD_SCRUTINY
    note = write_note(session, record, found.note, NoteKind.SCRUTINY, by=by, at=at, action=action)
    scrutiny = Scrutiny(
        id=uuid.uuid4(),
        record_id=record.id,
        points=sorted(found.points),
        vigilance_angle=has_vigilance_angle(
            found.points, integrity_doubtful=found.integrity_doubtful
        ),
        recommendation=found.recommendation.value,
        note_number=note.number,
        officer_id=by.officer_id,
        at=at,
    )
    session.add(scrutiny)
    take_step(
        session,
        complaint,
        action,
        by=by,
        at=at,
        rules=office.rules(session),
        in_hand={InHand.SCRUTINY_NOTE},
        body=_told(scrutiny),
        rows=[note, scrutiny],
    )
    return scrutiny


def return_scrutiny(
    session: Session,
    complaint: Complaint,
    reasons: str,
    *,
    by: Actor,
    at: datetime,
    office: Office,
) -> None:
    """Send the file back to be scrutinised further."""
    action = Action.RETURN_SCRUTINY
    take_reasoned_step(session, complaint, action, reasons, by=by, at=at, office=office)


def _check(found: ScrutinyRecord) -> None:
    if not found.points <= POINTS:
        raise Invalid({"points": ["This is not a point of the test."]})
    angle = has_vigilance_angle(found.points, integrity_doubtful=found.integrity_doubtful)
    if found.recommendation is Recommendation.TAKE_UP and not angle:
        raise Invalid(
            {"recommendation": ["Without a vigilance angle there is nothing to inquire."]}
        )


def _told(scrutiny: Scrutiny) -> dict[str, object]:
    return {
        "points": scrutiny.points,
        "vigilance_angle": scrutiny.vigilance_angle,
        "recommendation": scrutiny.recommendation,
        "note": scrutiny.note_number,
    }
