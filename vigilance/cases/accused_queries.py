"""Reading who is accused in a case, of what, and which vendors, accounts, vehicles and tenders it is about."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import distinct, func, select
from sqlalchemy.orm import Session

from vigilance.accounts.login_numbers import number_of
from vigilance.cases.accused_models import Accused, Allegation, CaseEntity, Point
from vigilance.domain.errors import NotFound
from vigilance.personnel.models import Official, Posting
from vigilance.personnel.queries import plain_number


@dataclass(frozen=True, slots=True)
class AccusedOfficer:
    """An accused with his particulars: an officer is reached from a case he is accused in, and by no other way."""

    accused: Accused
    official: Official


def accused_of(session: Session, record_id: uuid.UUID) -> list[AccusedOfficer]:
    """Everybody accused in this case, in the order in which they were named."""
    statement = (
        select(Accused, Official)
        .join(Official, Official.id == Accused.official_id)
        .where(Accused.record_id == record_id)
        .order_by(Accused.number)
    )
    return [AccusedOfficer(accused, official) for accused, official in session.execute(statement)]


def accused_by_number(session: Session, record_id: uuid.UUID, number: int) -> AccusedOfficer:
    """One accused of this case by his number in it; NotFound otherwise."""
    statement = (
        select(Accused, Official)
        .join(Official, Official.id == Accused.official_id)
        .where(Accused.record_id == record_id, Accused.number == number)
    )
    found = session.execute(statement).one_or_none()
    if found is None:
        raise NotFound("accused")
    return AccusedOfficer(*found)


def allegations_of(session: Session, record_id: uuid.UUID) -> Sequence[Allegation]:
    """The points of this case, in their order."""
    statement = select(Allegation).where(Allegation.record_id == record_id)
    return session.scalars(statement.order_by(Allegation.number)).all()


def points_of(session: Session, record_id: uuid.UUID) -> Sequence[Point]:
    """Each allegation against each accused it is made against."""
    return session.scalars(select(Point).where(Point.record_id == record_id)).all()


def point_by_id(session: Session, record_id: uuid.UUID, point_id: uuid.UUID) -> Point | None:
    """One of them, if this case has it."""
    statement = select(Point).where(Point.record_id == record_id, Point.id == point_id)
    return session.scalars(statement).one_or_none()


def postings_of(session: Session, official_id: uuid.UUID) -> Sequence[Posting]:
    """The posts this officer held, the latest first."""
    statement = select(Posting).where(Posting.official_id == official_id)
    return session.scalars(statement.order_by(Posting.since.desc(), Posting.id)).all()


def entities_of(session: Session, record_id: uuid.UUID) -> Sequence[CaseEntity]:
    """The vendors, accounts, vehicles and tenders of this case, the first added first."""
    statement = select(CaseEntity).where(CaseEntity.record_id == record_id)
    return session.scalars(statement.order_by(CaseEntity.added_at, CaseEntity.id)).all()


def cases_with(
    session: Session, marks: Collection[bytes], besides: uuid.UUID
) -> Mapping[bytes, int]:
    """In how many other cases, of those in sight, the same vendor, account, vehicle or tender stands."""
    if not marks:
        return {}
    statement = (
        select(CaseEntity.mark, func.count(distinct(CaseEntity.record_id)).label("cases"))
        .where(CaseEntity.mark.in_(marks), CaseEntity.record_id != besides)
        .group_by(CaseEntity.mark)
    )
    return {row.mark: row.cases for row in session.execute(statement)}


def cases_against(session: Session, officer_id: uuid.UUID) -> set[uuid.UUID]:
    """The cases in sight in which this officer stands accused, by the confirmed HRMS number of his log-in."""
    number = number_of(session, officer_id)
    if number is None:
        return set()
    statement = (
        select(Accused.record_id)
        .join(Official, Official.id == Accused.official_id)
        .where(plain_number() == number.hrms_id, Accused.struck_off_at.is_(None))
    )
    return set(session.scalars(statement))
