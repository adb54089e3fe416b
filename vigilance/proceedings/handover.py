"""Reading what an officer holds, who may take it, and what was handed over."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from vigilance.cases.models import Case, CaseComplaint
from vigilance.complaints.models import Complaint
from vigilance.complaints.workload import HOLDER
from vigilance.domain.errors import NotFound
from vigilance.domain.handover import Bundle, Part
from vigilance.domain.workflows import complaint, inquiry
from vigilance.proceedings.handover_models import Handover, HandoverItem
from vigilance.records.models import Record, Wall


@dataclass(frozen=True, slots=True)
class Rule:
    """Which of his matters: those of a district or of a scheme, or all."""

    district: str | None = None
    scheme: str | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """One matter that an officer holds, in codes; a complaint goes with its case."""

    record_id: uuid.UUID
    number: str
    state: StrEnum
    district_code: str | None
    scheme_code: str | None
    received_on: date
    bundle: uuid.UUID


def held_by(session: Session, officer_id: uuid.UUID, part: Part) -> list[Held]:
    """Everything this officer holds in this part, closed matters too: an appeal or a reopening finds its officer."""
    statement = (
        select(
            Record.id,
            Record.number,
            Complaint.state,
            Case.state,
            func.coalesce(Complaint.district_code, Case.district_code),
            func.coalesce(Complaint.scheme_code, Case.scheme_code),
            func.coalesce(Complaint.received_on, Case.received_on),
            CaseComplaint.record_id,
        )
        .select_from(Record)
        .outerjoin(Complaint, Complaint.record_id == Record.id)
        .outerjoin(Case, Case.record_id == Record.id)
        .outerjoin(CaseComplaint, CaseComplaint.complaint_id == Record.id)
        .where(HOLDER[part] == officer_id)
        .order_by(Record.opened_at, Record.id, CaseComplaint.linked_at)
    )
    found: dict[uuid.UUID, Held] = {}
    for (
        record_id,
        number,
        state,
        case_state,
        district,
        scheme,
        received,
        case_id,
    ) in session.execute(statement):
        held = Held(
            record_id, number, state or case_state, district, scheme, received, case_id or record_id
        )
        found.setdefault(record_id, held)
    return list(found.values())


def is_open(held: Held) -> bool:
    """Whether something is still to be done by the procedure that the matter itself is on."""
    return held.state not in complaint.FINAL and held.state not in inquiry.FINAL


def chosen(held: Sequence[Held], rule: Rule) -> list[list[Held]]:
    """The matters of the rule in bundles: where one of a bundle is meant, all of it goes."""
    bundles: dict[uuid.UUID, list[Held]] = {}
    for one in held:
        bundles.setdefault(one.bundle, []).append(one)
    return [bundle for bundle in bundles.values() if any(_meant(one, rule) for one in bundle)]


def _meant(held: Held, rule: Rule) -> bool:
    return rule.district in (None, held.district_code) and rule.scheme in (None, held.scheme_code)


def as_bundles(groups: Sequence[Sequence[Held]]) -> list[Bundle]:
    """The same, as the rule that spreads them reads them."""
    return [Bundle(tuple(one.record_id for one in group)) for group in groups]


def barred(session: Session, officers: Collection[uuid.UUID]) -> set[tuple[uuid.UUID, uuid.UUID]]:
    """Which of these officers must not see which records."""
    statement = select(Wall.officer_id, Wall.record_id).where(
        Wall.officer_id.in_(officers), Wall.lifted_at.is_(None)
    )
    return {(officer, record) for officer, record in session.execute(statement)}


def handover_by_id(session: Session, handover_id: uuid.UUID) -> Handover:
    """One handover; NotFound otherwise."""
    found = session.get(Handover, handover_id)
    if found is None:
        raise NotFound("handover")
    return found


def latest_handovers(session: Session, most: int = 20) -> Sequence[Handover]:
    """The latest handovers, the newest first."""
    statement = select(Handover).order_by(Handover.made_at.desc(), Handover.id.desc())
    return session.scalars(statement.limit(most)).all()


def to_be_given_back(session: Session, today: date) -> Sequence[Handover]:
    """The handovers for a leave whose officer is back, and whose matters are not yet given back."""
    statement = select(Handover).where(Handover.back_on <= today, Handover.given_back_at.is_(None))
    return session.scalars(statement.order_by(Handover.back_on, Handover.id)).all()


def items_of(session: Session, handover_id: uuid.UUID) -> Sequence[tuple[HandoverItem, str]]:
    """What was handed over, with each matter's number, as a charge list reads."""
    statement = (
        select(HandoverItem, Record.number)
        .join(Record, Record.id == HandoverItem.record_id)
        .where(HandoverItem.handover_id == handover_id)
        .order_by(Record.number)
    )
    return [(item, number) for item, number in session.execute(statement)]


def counts(held: Sequence[Held]) -> Mapping[StrEnum, int]:
    """How many matters stand at which stage, in the order in which they were first met."""
    found: dict[StrEnum, int] = {}
    for one in held:
        found[one.state] = found.get(one.state, 0) + 1
    return found
