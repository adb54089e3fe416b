"""Complaints joined to a standing case or parted from it, and cases noted as related; nothing is ever removed."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from vigilance.audit.commands import append_event, lock_records
from vigilance.cases.commands.opening import link_to
from vigilance.cases.commands.steps import tell_how_it_stands
from vigilance.cases.commands.walls import spread_walls
from vigilance.cases.link_models import CaseLink, LinkKind
from vigilance.cases.link_queries import entry_of, other_half, standing_link
from vigilance.cases.models import Case, CaseComplaint
from vigilance.cases.queries import case_of
from vigilance.clocks.giving import give
from vigilance.complaints.commands.assignment import officer_fit
from vigilance.complaints.commands.reasons import reasons_note, tell_status
from vigilance.complaints.commands.steps import take_step
from vigilance.complaints.in_hand import in_hand
from vigilance.complaints.models import Complaint
from vigilance.complaints.office import Office
from vigilance.complaints.queries import open_complaints
from vigilance.domain.actors import Actor
from vigilance.domain.dates import ist_day
from vigilance.domain.errors import Incomplete, Invalid, NotPermitted
from vigilance.domain.handover import ROLE_OF
from vigilance.domain.papers import InHand
from vigilance.domain.public_status import OF_INQUIRY
from vigilance.domain.roles import Role
from vigilance.domain.workflows import complaint as flow
from vigilance.domain.workflows.inquiry import FINAL
from vigilance.notes.models import Note
from vigilance.records.models import Record
from vigilance.records.scope import HELD_IN

JOINABLE = frozenset({flow.State.UNDER_SCRUTINY, flow.State.DECISION_PENDING, flow.State.TAKEN_UP})


def join_complaint(
    session: Session,
    case: Case,
    complaint: Complaint,
    reasons: str,
    *,
    by: Actor,
    at: datetime,
    office: Office,
) -> CaseComplaint:
    """Take a complaint up into a case that stands already; its complainant is told as with any taking up."""
    only_cvo(by, "join-complaint")
    lock_records(session, [case.record_id, complaint.record_id])
    _check_join(session, case, complaint)
    note = required_note(session, case.record, reasons, "join-complaint", by=by, at=at)
    entry = link_to(case.record_id, complaint, at)
    session.add(entry)
    body = {"complaint": complaint.number}
    append_event(session, case.record, "complaint-joined", body, by=by, at=at, rows=[entry, note])
    if complaint.state is flow.State.TAKEN_UP:
        tell_case_joined(session, case, complaint, by=by, at=at)
    else:
        _take_up(session, case, complaint, reasons, by=by, at=at, office=office)
    spread_walls(session, case.record, by=by, at=at)
    return entry


def _check_join(session: Session, case: Case, complaint: Complaint) -> None:
    why = None
    if complaint.state not in JOINABLE:
        why = "Only a complaint under scrutiny, waiting for decision or taken up can be joined."
    elif complaint.record.tier is not case.record.tier:
        why = "A protected and an ordinary matter are not joined: it would show what is sealed."
    elif case.state in FINAL:
        why = "This case is over. Reopen it first."
    elif entry_of(session, case.record_id, complaint.record_id) is not None:
        why = "This complaint belongs to the case already."
    if why:
        raise Invalid({"number": [why]})


def _take_up(
    session: Session,
    case: Case,
    complaint: Complaint,
    reasons: str,
    *,
    by: Actor,
    at: datetime,
    office: Office,
) -> None:
    """The step on the complaint, which from now on is seen by the officers of the case."""
    record, action = complaint.record, flow.Action.JOIN_CASE
    papers = in_hand(session, complaint, by, ist_day(at))
    notes = reasons_note(session, record, reasons, action, by=by, at=at)
    complaint.inquiry_state = case.state.value
    give_with_case(session, complaint, case.record)
    message = tell_status(session, complaint, OF_INQUIRY[case.state], by=by, at=at)
    take_step(
        session,
        complaint,
        action,
        by=by,
        at=at,
        rules=office.rules(session),
        in_hand=papers | {InHand.REASONS},
        body={"case": case.record_id.hex},
        rows=[*notes, message],
    )


def give_with_case(session: Session, complaint: Complaint, case: Record) -> None:
    """Let the officers of this case have the complaint too; the caller's event vouches for its record."""
    holders = {part: getattr(case, held) for part, held in HELD_IN.items()}
    for part, officer in holders.items():
        if officer is not None:
            officer_fit(session, officer, ROLE_OF[part], complaint.record)
    give(session, [(complaint.record, holders)], open_complaints)


def tell_case_joined(
    session: Session, case: Case, complaint: Complaint, *, by: Actor, at: datetime
) -> None:
    """Note on a complaint that is taken up already that it leads to this case too."""
    body = {"case": case.record_id.hex}
    append_event(session, complaint.record, "case-joined", body, by=by, at=at)
    session.flush()
    tell_how_it_stands(session, complaint, by=by, at=at)


def undo_entry(
    session: Session,
    case: Case,
    entry: CaseComplaint,
    note: Note,
    number: str,
    *,
    by: Actor,
    at: datetime,
) -> None:
    """Mark the entry of a complaint in a case as undone."""
    entry.undone_at, entry.undone_by, entry.undone_note = at, by.officer_id, note.number
    body = {"complaint": number}
    append_event(session, case.record, "complaint-parted", body, by=by, at=at, rows=[entry, note])
    session.flush()


def relate(
    session: Session, case: Case, other: Case, reasons: str, *, by: Actor, at: datetime
) -> CaseLink:
    """Note on both files that the two cases have to do with each other; nothing else changes."""
    kinds = LinkKind.RELATED, LinkKind.RELATED
    return tie(session, (case, other), kinds, reasons, by=by, at=at, done=True)


def tie(
    session: Session,
    cases: tuple[Case, Case],
    kinds: tuple[LinkKind, LinkKind],
    reasons: str,
    *,
    by: Actor,
    at: datetime,
    done: bool,
) -> CaseLink:
    """The two halves of a tie, one on each file, each with its note and its event; answers that of the first."""
    first, second = cases
    if first.record_id == second.record_id:
        raise Invalid({"number": ["That is this case itself."]})
    lock_records(session, [first.record_id, second.record_id])
    if standing_link(session, first.record_id, second.record_id, kinds[0]) is not None:
        raise Invalid({"number": ["The two cases are tied already. Undo that first."]})
    pair = uuid.uuid4()
    halves = []
    for case, other, kind in ((first, second, kinds[0]), (second, first, kinds[1])):
        note = required_note(session, case.record, reasons, kind.value, by=by, at=at)
        half = _half(pair, case, other, kind, note)
        if done:
            half.done_by, half.done_at = by.officer_id, at
        session.add(half)
        body: dict[str, Any] = {
            "kind": kind.value,
            "case": other.record_id.hex,
            "number": other.number,
        }
        body |= {} if done else {"proposed": True}
        append_event(session, case.record, "case-tied", body, by=by, at=at, rows=[half, note])
        halves.append(half)
    return halves[0]


def _half(pair: uuid.UUID, case: Case, other: Case, kind: LinkKind, note: Note) -> CaseLink:
    """The row on this case's file, as it is proposed."""
    return CaseLink(
        id=uuid.uuid4(),
        pair=pair,
        record_id=case.record_id,
        other_id=other.record_id,
        kind=kind,
        note_number=note.number,
        made_by=note.written_by,
        made_at=note.written_at,
        done_by=None,
        done_at=None,
        undone_by=None,
        undone_at=None,
        undone_note=None,
    )


def untie(
    session: Session, link: CaseLink, reasons: str, *, by: Actor, at: datetime
) -> tuple[CaseLink, CaseLink]:
    """Mark both halves of a tie as undone; what a merge or a split did is undone by its own command."""
    back = other_half(session, link)
    lock_records(session, [link.record_id, back.record_id])
    if link.undone_at is not None:
        raise Invalid({"reasons": ["This was undone already."]})
    for half, other in ((link, back), (back, link)):
        record = session.get_one(Record, half.record_id)
        note = required_note(session, record, reasons, "undo-tie", by=by, at=at)
        half.undone_by, half.undone_at, half.undone_note = by.officer_id, at, note.number
        number = case_of(session, other.record_id).number
        body = {"kind": half.kind.value, "case": half.other_id.hex, "number": number}
        append_event(session, record, "case-untied", body, by=by, at=at, rows=[half, note])
    return link, back


def required_note(
    session: Session, record: Record, reasons: str, action: str, *, by: Actor, at: datetime
) -> Note:
    """The note with the reasons, without which none of this is done."""
    notes = reasons_note(session, record, reasons, action, by=by, at=at)
    if not notes or by.officer_id is None:
        raise Incomplete([InHand.REASONS])
    return notes[0]


def only_cvo(by: Actor, action: str) -> None:
    """These acts change what a complainant is told, so they are the CVO's."""
    if Role.CVO not in by.roles or by.officer_id is None:
        raise NotPermitted(action)
