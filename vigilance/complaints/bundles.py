"""Complaints that belong together: of the same person, or with the same text, within a month.

A bundle is advice: it saves the office the same work many times over, and takes nothing from anybody. Nothing is
dropped or closed by it.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import Any

from sqlalchemy import CompoundSelect, bindparam, false, func, select, true, union_all
from sqlalchemy.orm import Session, aliased, load_only

from vigilance.complaints.inbox import Line
from vigilance.complaints.models import Complaint, TextMark
from vigilance.database.among import among_given
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


def others_beside(session: Session, lines: Sequence[Line]) -> dict[uuid.UUID, Others]:
    """For each line of the inbox, what stands beside it; one statement for a page."""
    if not lines:
        return {}
    moments = [each.registered_at for each in lines]
    ids = [each.record_id for each in lines]
    asked = {"ids": ids, "first": min(moments) - WITHIN, "last": max(moments) + WITHIN}
    found: dict[tuple[uuid.UUID, bool], int] = {}
    for row in session.execute(_beside(session.get_bind().dialect.name), asked):
        one, count, person = row
        found[one, person] = max(count, found.get((one, person), 0))
    return {one: Others(found.get((one, True), 0), found.get((one, False), 0)) for one in ids}


@cache
def _beside(dialect: str) -> CompoundSelect[Any]:
    """Made once: to put it together costs more than to ask it."""
    mine, others = aliased(TextMark), aliased(TextMark)
    beside = (
        select(others.record_id)
        .where(others.gist == mine.gist, others.record_id != mine.record_id)
        .where(others.made_at.between(bindparam("first"), bindparam("last")))
        .limit(MOST)
        .correlate(mine)
        .subquery()
    )
    count = select(func.count()).select_from(beside).correlate(mine).scalar_subquery()
    texts = select(mine.record_id, count).where(among_given(dialect, mine.record_id, "ids"))
    people = others_of_same_contact(dialect, most=MOST)
    return union_all(people.add_columns(true()), texts.add_columns(false()))


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
