"""Complaints that belong together: of the same person, or with the same text, within a month.

A bundle is advice: it saves the office the same work many times over, and takes nothing from anybody. Nothing is
dropped or closed by it.
"""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased, load_only

from vigilance.complaints.models import Complaint, TextMark
from vigilance.identities.queries import (
    contact_digests,
    others_of_same_contact,
    records_of_contact,
)

WITHIN = timedelta(days=30)
ADVISED = 10
"""More complaints of one person than this in the time are pointed out; none is refused."""
MOST = 100
"""So many are counted and shown; of a flood nobody needs the exact number."""
SHOWN = (
    Complaint.record_id,
    Complaint.number,
    Complaint.received_on,
    Complaint.registered_at,
    Complaint.channel,
    Complaint.state,
    Complaint.duplicate_of,
    Complaint.scheme_code,
    Complaint.post_complained_against,
    Complaint.version,
)


@dataclass(frozen=True, slots=True)
class Others:
    """How many other complaints stand beside one."""

    same_person: int = 0
    same_text: int = 0

    @property
    def any(self) -> bool:
        """Whether there is a bundle at all."""
        return bool(self.same_person or self.same_text)


@dataclass(frozen=True, slots=True)
class Bundled:
    """One complaint of a bundle and why it is there."""

    complaint: Complaint
    same_person: bool
    same_text: bool
    word_for_word: bool


def others_beside(session: Session, complaints: Sequence[Complaint]) -> dict[uuid.UUID, Others]:
    """For each line of the inbox, what stands beside it; two statements for a page."""
    if not complaints:
        return {}
    moments = [each.registered_at for each in complaints]
    span = min(moments) - WITHIN, max(moments) + WITHIN
    ids = [each.record_id for each in complaints]
    people = others_of_same_contact(session, ids, span, most=MOST)
    texts = _others_of_same_text(session, ids, span)
    return {one: Others(people.get(one, 0), texts.get(one, 0)) for one in ids}


def _others_of_same_text(
    session: Session, record_ids: Collection[uuid.UUID], span: tuple[datetime, datetime]
) -> dict[uuid.UUID, int]:
    mine, others = aliased(TextMark), aliased(TextMark)
    beside = (
        select(others.record_id)
        .where(others.gist == mine.gist, others.record_id != mine.record_id)
        .where(others.made_at.between(*span))
        .limit(MOST)
        .correlate(mine)
        .subquery()
    )
    count = select(func.count()).select_from(beside).correlate(mine).scalar_subquery()
    statement = select(mine.record_id, count).where(mine.record_id.in_(record_ids))
    return {row[0]: row[1] for row in session.execute(statement)}


def bundle_of(session: Session, complaint: Complaint) -> list[Bundled]:
    """The complaint and all that stand beside it, the first that came first."""
    texts = _same_text(session, complaint)
    digests = contact_digests(session, complaint.record_id)
    people = set(records_of_contact(session, digests, limit=MOST)) if digests else set()
    around = complaint.registered_at - WITHIN, complaint.registered_at + WITHIN
    found = session.scalars(
        select(Complaint)
        .options(load_only(*SHOWN))
        .where(Complaint.record_id.in_({complaint.record_id, *texts, *people}))
        .where(Complaint.registered_at.between(*around))
        .order_by(Complaint.registered_at, Complaint.record_id)
        .limit(MOST)
    )
    return [
        Bundled(
            each,
            same_person=each.record_id in people,
            same_text=each.record_id in texts,
            word_for_word=texts.get(each.record_id, False),
        )
        for each in found
    ]


def _same_text(session: Session, complaint: Complaint) -> dict[uuid.UUID, bool]:
    """The records with this text, and whether it is the same word for word."""
    mine = session.get(TextMark, complaint.record_id)
    if mine is None:
        return {}
    statement = (
        select(TextMark.record_id, TextMark.exact)
        .where(TextMark.gist == mine.gist)
        .order_by(TextMark.made_at.desc())
        .limit(MOST)
    )
    return {record_id: exact == mine.exact for record_id, exact in session.execute(statement)}
