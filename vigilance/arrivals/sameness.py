"""Whether a message is here already: the provider's id says so, and the content must agree (hostile inputs 78, 79)."""

from dataclasses import replace
from enum import StrEnum

from sqlalchemy import update
from sqlalchemy.orm import Session

from vigilance.arrivals.models import ArrivedMessage, Outcome
from vigilance.arrivals.work import Work, settle, settled
from vigilance.database.acting import act_as
from vigilance.domain.actors import SYSTEM
from vigilance.domain.message import InboundMessage

SAME_ID_OTHER_CONTENT = "same-id-other-content"


class Standing(StrEnum):
    """What is known of a message when it comes up."""

    NEW = "new"
    DONE = "done"
    """By an earlier try on this same arrival."""
    REPEATED = "repeated"
    OTHER_CONTENT = "other-content"


def standing_of(
    session: Session, work: Work, message: InboundMessage, position: int
) -> tuple[Standing, ArrivedMessage | None]:
    """How this message stands to what was settled before, and to which row."""
    first = settled(session, work, message.external_id)
    if first is None:
        return Standing.NEW, None
    if _is_this(first, work, position):
        return Standing.DONE, first
    if first.content_digest == work.digest:
        return Standing.REPEATED, first
    other = settled(session, work, _other_id(work, message))
    if other is None:
        return Standing.OTHER_CONTENT, first
    return (Standing.DONE if _is_this(other, work, position) else Standing.REPEATED), other


def hold_both(work: Work, message: InboundMessage, position: int, first: ArrivedMessage) -> None:
    """Two that cannot both be true: a person looks at each; what the first became stands meanwhile."""
    other = replace(message, external_id=_other_id(work, message))
    with work.database.writing() as session, session.begin():
        act_as(session, SYSTEM)
        session.execute(
            update(ArrivedMessage)
            .where(ArrivedMessage.id == first.id)
            .values(outcome=Outcome.HELD, reason=SAME_ID_OTHER_CONTENT)
            .execution_options(synchronize_session=False)
        )
        settle(
            session, work, other, Outcome.HELD, position=position,
            suggested_id=first.record_id, reason=SAME_ID_OTHER_CONTENT,
        )  # fmt: skip


def _is_this(row: ArrivedMessage, work: Work, position: int) -> bool:
    return (row.arrival_id, row.position) == (work.arrival_id, position)


def _other_id(work: Work, message: InboundMessage) -> str:
    digest = work.digest or b""
    return f"{message.external_id}#{digest.hex()}"
