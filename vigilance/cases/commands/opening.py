"""Taking a complaint up: the case opens, the inquiry is ordered, and its clock begins."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from vigilance.accounts.models import Officer
from vigilance.audit.commands import append_event, lock_record
from vigilance.cases.commands.steps import cell_of
from vigilance.cases.models import Case, CaseComplaint
from vigilance.clocks.commands import keep_clocks
from vigilance.clocks.giving import give
from vigilance.clocks.rules import ClockRules
from vigilance.complaints.commands.assignment import officer_fit
from vigilance.complaints.commands.reasons import reasons_note, tell_status
from vigilance.complaints.commands.steps import take_step
from vigilance.complaints.in_hand import in_hand
from vigilance.complaints.models import Complaint
from vigilance.complaints.office import Office
from vigilance.complaints.queries import open_complaints
from vigilance.domain.actors import Actor
from vigilance.domain.age_bands import band_of
from vigilance.domain.dates import ist_day
from vigilance.domain.errors import Invalid
from vigilance.domain.handover import Part
from vigilance.domain.numbering import case_number
from vigilance.domain.papers import InHand
from vigilance.domain.public_status import PublicStatus
from vigilance.domain.roles import Role
from vigilance.domain.workflows import complaint as complaint_flow
from vigilance.domain.workflows.inquiry import INQUIRY, Action, State
from vigilance.evidence.keys import keep_record_key, new_record_key
from vigilance.records.commands import next_in_series, open_record
from vigilance.records.loads import loads_of
from vigilance.records.models import Record, RecordKind
from vigilance.records.totals import count_flow, move_loads, move_totals

LONGEST_TITLE = 200


@dataclass(frozen=True, slots=True)
class InquiryOrder:
    """The CVO's order: what the case is called, who inquires, which vigilance officer follows it, and why."""

    title: str
    inquiring_officer: uuid.UUID
    vo: uuid.UUID | None
    reasons: str


def take_up(
    session: Session,
    complaint: Complaint,
    order: InquiryOrder,
    *,
    by: Actor,
    at: datetime,
    office: Office,
) -> Case:
    """Take the complaint up and order the inquiry: one act of the CVO, one transaction."""
    record, rules = complaint.record, office.rules(session)
    lock_record(session, record)
    title = case_title(order.title)
    inquirer, vo = _officers(session, complaint, order)
    papers = in_hand(session, complaint, by, ist_day(at))
    action = complaint_flow.Action.TAKE_UP
    notes = reasons_note(session, record, order.reasons, action, by=by, at=at)
    case_id = uuid.uuid4()
    complaint.inquiry_state = State.ORDERED.value
    holders = {Part.VO: vo.id, Part.INQUIRING_OFFICER: inquirer.id}
    give(session, [(record, holders)], open_complaints)
    message = tell_status(session, complaint, PublicStatus.INQUIRY_ORDERED, by=by, at=at)
    take_step(
        session,
        complaint,
        action,
        by=by,
        at=at,
        rules=rules,
        in_hand=papers | ({InHand.REASONS} if notes else set()),
        body={"case": case_id.hex},
        rows=[*notes, message],
    )
    opening = Opening(case_id, title, vo.id, inquirer.id, rules)
    return open_case(session, complaint, opening, [complaint], by=by, at=at, office=office)


@dataclass(frozen=True, slots=True)
class Opening:
    """The case that is to open: its record's id, its title, its officers, and the rules of its clocks."""

    case_id: uuid.UUID
    title: str
    vo: uuid.UUID
    inquirer: uuid.UUID
    rules: ClockRules


def case_title(typed: str) -> str:
    """The title of a case as it is kept; Invalid where there is none or it is too long."""
    title = typed.strip()
    if not title or len(title) > LONGEST_TITLE:
        raise Invalid({"title": ["Give the case a title of at most 200 characters."]})
    return title


def _officers(
    session: Session, complaint: Complaint, order: InquiryOrder
) -> tuple[Officer, Officer]:
    """Who inquires and who follows the case; both may see the complaint."""
    vo_id = order.vo or complaint.record.assigned_to
    if vo_id is None:
        raise Invalid({"vo": ["Name the vigilance officer who follows the case."]})
    inquirer = officer_fit(
        session, order.inquiring_officer, Role.INQUIRING_OFFICER, complaint.record
    )
    return inquirer, officer_fit(session, vo_id, Role.VO, complaint.record)


def open_case(
    session: Session,
    subject: Complaint | Case,
    opening: Opening,
    complaints: Sequence[Complaint],
    *,
    by: Actor,
    at: datetime,
    office: Office,
) -> Case:
    """The case with a key of its own, its links to the complaints, its clock and its number, taken last.

    What it is about is taken from the complaint that led to it, or from the case it is split from.
    """
    INQUIRY.take(None, Action.ORDER_INQUIRY, by.roles, ())
    record = _case_record(session, subject, opening, at)
    rows = keep_record_key(session, record, new_record_key(office.keyring))
    links = [link_to(record.id, complaint, at) for complaint in complaints]
    session.add_all(links)
    keep_clocks(session, record, Action.ORDER_INQUIRY, on=ist_day(at), rules=opening.rules)
    case = _case_of(subject, opening, at)
    case.record = record
    cell = cell_of(case)
    move_totals(session, into=[cell] if cell else [])
    move_loads(session, into=loads_of(record))
    count_flow(session, Action.ORDER_INQUIRY.value, before=None, after=cell, on=ist_day(at))
    code, year = office.settings.office_code, ist_day(at).year
    case.number = record.number = case_number(
        code, year, next_in_series(session, f"{code}-V-{year}")
    )
    session.add(case)
    append_event(
        session,
        record,
        Action.ORDER_INQUIRY.value,
        _told(case, complaints),
        by=by,
        at=at,
        rows=[case, *links, *rows],
    )
    return case


def link_to(case_id: uuid.UUID, complaint: Complaint, at: datetime) -> CaseComplaint:
    """The entry that this complaint belongs to the case."""
    return CaseComplaint(
        id=uuid.uuid4(),
        record_id=case_id,
        complaint_id=complaint.record_id,
        linked_at=at,
        undone_at=None,
        undone_by=None,
        undone_note=None,
    )


def _case_record(
    session: Session, subject: Complaint | Case, opening: Opening, at: datetime
) -> Record:
    """The record, seen by the officers of the case."""
    record = open_record(
        session,
        RecordKind.CASE,
        opening.case_id.hex,  # until the register's own number is taken, at the very end
        at=at,
        tier=subject.record.tier,
        record_id=opening.case_id,
    )
    record.at_intake = record.released_to_minister = False
    record.assigned_to, record.inquiring_officer = opening.vo, opening.inquirer
    return record


def _told(case: Case, complaints: Sequence[Complaint]) -> dict[str, object]:
    return {
        "from": None,
        "to": case.state.value,
        "number": case.number,
        "complaint": complaints[0].number if complaints else None,
        "inquiring_officer": str(case.record.inquiring_officer),
        "vo": str(case.record.assigned_to),
    }


def _case_of(subject: Complaint | Case, opening: Opening, at: datetime) -> Case:
    return Case(
        record_id=opening.case_id,
        title=opening.title,
        district_code=subject.district_code,
        scheme_code=subject.scheme_code,
        live_demand=subject.live_demand,
        state=State.ORDERED,
        state_since=at,
        received_on=subject.received_on,
        opened_at=at,
        finding=None,
        closure_proposed_by=None,
        disposal=None,
        counted_band=band_of((ist_day(at) - subject.received_on).days).value,
    )
