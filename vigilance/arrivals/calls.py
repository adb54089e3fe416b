"""A call that the telephone system tells of: the helpline's desk writes it up."""

import uuid

from vigilance.arrivals.media_queue import want
from vigilance.arrivals.models import Outcome
from vigilance.arrivals.work import Work, settle
from vigilance.database.acting import act_as
from vigilance.domain.actors import SYSTEM
from vigilance.domain.message import InboundMessage
from vigilance.helpline.calls import take_ivr_call

TO_WRITE_UP = "to-write-up"


def hear(work: Work, message: InboundMessage, position: int) -> None:
    """Open the call on the helpline's desk."""
    with work.database.writing() as session, session.begin():
        act_as(session, SYSTEM)
        take_ivr_call(session, message, office=work.office, at=work.at)
        arrived = settle(
            session, work, message, Outcome.CONVERSATION, position=position, reason=TO_WRITE_UP
        )
        for recording in message.attachments:
            want(
                session, arrived, recording, fetch_id=uuid.uuid4(), kept=False,
                days=work.accounts.of("ivr").media_days, office=work.office, at=work.at,
            )  # fmt: skip
