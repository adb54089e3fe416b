"""Reading the register of public representatives' letters; behind a wall a letter is not there."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Select, exists, func, select
from sqlalchemy.orm import Session

from vigilance.complaints.models import Complaint
from vigilance.domain.actors import Actor
from vigilance.domain.errors import NotFound
from vigilance.domain.workflows.references import REPRESENTATIVE
from vigilance.post.models import RepresentativeLetter
from vigilance.records.models import Wall

LONGEST_LIST = 200
PAGE_OF_REGISTER = 500


def _seen_by(reader: Actor) -> Select[RepresentativeLetter]:
    """Letters without those whose complaint this officer is walled off from."""
    walled = exists().where(
        Wall.record_id == RepresentativeLetter.complaint_id,
        Wall.officer_id == reader.officer_id,
        Wall.lifted_at.is_(None),
    )
    return select(RepresentativeLetter).where(~walled)


def letter_by_number(
    session: Session, number: str, reader: Actor, *, lock: bool = False
) -> RepresentativeLetter:
    """The letter with this number of the register; NotFound where there is none for this reader."""
    statement = _seen_by(reader).where(RepresentativeLetter.number == number)
    if lock:
        statement = statement.with_for_update().execution_options(populate_existing=True)
    found = session.scalars(statement).one_or_none()
    if found is None:
        raise NotFound("letter")
    return found


def open_letters(session: Session, reader: Actor) -> Sequence[RepresentativeLetter]:
    """The letters not answered yet; who waits longest for an answer that is due comes first."""
    statement = (
        _seen_by(reader)
        .where(RepresentativeLetter.stage.not_in(REPRESENTATIVE.final))
        .order_by(RepresentativeLetter.due_on, RepresentativeLetter.id)
        .limit(LONGEST_LIST)
    )
    return session.scalars(statement).all()


def answered_letters(session: Session, reader: Actor) -> Sequence[RepresentativeLetter]:
    """The letters answered last."""
    statement = (
        _seen_by(reader)
        .where(RepresentativeLetter.stage.in_(REPRESENTATIVE.final))
        .order_by(RepresentativeLetter.replied_on.desc(), RepresentativeLetter.id)
        .limit(LONGEST_LIST)
    )
    return session.scalars(statement).all()


def how_many_open(session: Session, reader: Actor, *, due_before: date | None = None) -> int:
    """How many letters wait for an answer, or of those how many are past this day."""
    waiting = _seen_by(reader).where(RepresentativeLetter.stage.not_in(REPRESENTATIVE.final))
    if due_before is not None:
        waiting = waiting.where(RepresentativeLetter.due_on < due_before)
    return session.scalar(select(func.count()).select_from(waiting.subquery())) or 0


def register_of_year(
    session: Session, reader: Actor, year: int, after: int = 0
) -> Sequence[RepresentativeLetter]:
    """One part of a year's register, in the order of its numbers."""
    statement = (
        _seen_by(reader)
        .where(RepresentativeLetter.year == year, RepresentativeLetter.serial > after)
        .order_by(RepresentativeLetter.serial)
        .limit(PAGE_OF_REGISTER)
    )
    return session.scalars(statement).all()


def complaint_of_letter(session: Session, letter: RepresentativeLetter) -> Complaint | None:
    """The complaint it led to, where this officer may see it."""
    if letter.complaint_id is None:
        return None
    statement = select(Complaint).where(Complaint.record_id == letter.complaint_id)
    return session.scalars(statement).one_or_none()
