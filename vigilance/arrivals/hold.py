"""Setting a message aside: for a person to look at, or noted because nothing follows from it."""

import uuid

from vigilance.arrivals.models import Outcome
from vigilance.arrivals.work import Work, settle
from vigilance.database.acting import act_as
from vigilance.domain.actors import SYSTEM
from vigilance.domain.message import InboundMessage

UNEXPLAINED = "unexplained"


def hold(
    work: Work,
    message: InboundMessage,
    position: int,
    *,
    reason: str | None = None,
    suggested_id: uuid.UUID | None = None,
) -> None:
    """Keep it for a person, with the reason and, where one is likely, the record it may belong to."""
    why = reason or message.held or UNEXPLAINED
    with work.database.writing() as session, session.begin():
        act_as(session, SYSTEM)
        settle(
            session, work, message, Outcome.HELD, position=position, reason=why,
            suggested_id=suggested_id,
        )  # fmt: skip


def note(work: Work, message: InboundMessage, position: int, *, reason: str | None = None) -> None:
    """Put down that it came and that nothing follows from it; its bytes stay where they are."""
    with work.database.writing() as session, session.begin():
        act_as(session, SYSTEM)
        settle(session, work, message, Outcome.NOTED, position=position, reason=reason)
