"""Reading how cases hang together, and what a merge or a split told again."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from vigilance.cases.link_models import CaseLink, CaseRetold, LinkKind, Retold
from vigilance.cases.models import Case, CaseComplaint
from vigilance.domain.errors import NotFound
from vigilance.domain.workflows.inquiry import INQUIRING


@dataclass(frozen=True, slots=True)
class Tie:
    """One entry of a case's file that names another case; `other` is None where that one is out of sight."""

    link: CaseLink
    other: Case | None

    @property
    def waits(self) -> bool:
        """Whether it is a merge that was proposed and not yet carried out."""
        merge = self.link.kind in {LinkKind.MERGED_INTO, LinkKind.MERGED_FROM}
        return merge and self.link.done_at is None and self.link.undone_at is None


def ties_of(session: Session, record_id: uuid.UUID) -> list[Tie]:
    """Every tie of this case, undone ones too, the first made first."""
    statement = (
        select(CaseLink, Case)
        .outerjoin(Case, Case.record_id == CaseLink.other_id)
        .where(CaseLink.record_id == record_id)
        .order_by(CaseLink.made_at, CaseLink.id)
    )
    return [Tie(link, other) for link, other in session.execute(statement)]


def link_by_id(session: Session, record_id: uuid.UUID, link_id: uuid.UUID) -> CaseLink:
    """One tie on the file of this case; NotFound otherwise."""
    statement = select(CaseLink).where(CaseLink.record_id == record_id, CaseLink.id == link_id)
    found = session.scalars(statement).one_or_none()
    if found is None:
        raise NotFound("link")
    return found


def other_half(session: Session, link: CaseLink) -> CaseLink:
    """The row of the same tie on the other case's file; NotFound where that file is out of sight."""
    statement = select(CaseLink).where(CaseLink.pair == link.pair, CaseLink.id != link.id)
    found = session.scalars(statement).one_or_none()
    if found is None:
        raise NotFound("link")
    return found


def standing_link(
    session: Session, record_id: uuid.UUID, other_id: uuid.UUID, kind: LinkKind
) -> CaseLink | None:
    """A tie of this kind between these two that was not undone."""
    statement = select(CaseLink).where(
        CaseLink.record_id == record_id,
        CaseLink.other_id == other_id,
        CaseLink.kind == kind,
        CaseLink.undone_at.is_(None),
    )
    return session.scalars(statement).first()


def entry_of(
    session: Session, record_id: uuid.UUID, complaint_id: uuid.UUID
) -> CaseComplaint | None:
    """The standing entry that this complaint belongs to this case."""
    statement = select(CaseComplaint).where(
        CaseComplaint.record_id == record_id,
        CaseComplaint.complaint_id == complaint_id,
        CaseComplaint.undone_at.is_(None),
    )
    return session.scalars(statement).first()


def parted_from(session: Session, record_id: uuid.UUID) -> Sequence[CaseComplaint]:
    """The entries of complaints that were taken out of this case again."""
    statement = select(CaseComplaint).where(
        CaseComplaint.record_id == record_id, CaseComplaint.undone_at.is_not(None)
    )
    return session.scalars(statement.order_by(CaseComplaint.undone_at)).all()


def retold_of(session: Session, pair: uuid.UUID, what: Retold) -> Sequence[CaseRetold]:
    """What of this kind the merge or split told again."""
    statement = select(CaseRetold).where(CaseRetold.pair == pair, CaseRetold.what == what)
    return session.scalars(statement.order_by(CaseRetold.id)).all()


def is_inquired(case: Case) -> bool:
    """Whether the case is with its inquiring officer, so that nothing was yet reported on what is in it."""
    return case.state in INQUIRING
